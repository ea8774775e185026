import Foundation
import TestDatabases
import Testing

/// What a machine does to a process when it sleeps: it is stopped, everything else goes on, and later it goes on where it was.
@Suite("A process that is stopped while it carries an effect out", .enabled(if: PostgreSQLProcess.programs != nil))
struct StoppedProcessTests {
    /// One after the other, since a server is slow to start.
    @Test(.timeLimit(.minutes(2))) func `is overtaken by another node, ends nothing, and nothing is done twice`() throws
    {
        let nodes = try TwoNodes()
        for stop in Stop.allCases {
            let effect = try nodes.releaseEffect(for: stop)
            let gate = try nodes.close(stop)
            let stopped = try nodes.start(["effects", "run"], on: .one)
            defer { if stopped.isRunning { kill(stopped.processIdentifier, SIGKILL) } }
            let session = try nodes.awaitSession(at: gate)
            kill(stopped.processIdentifier, SIGSTOP)
            while try !String(contentsOfFile: "/proc/\(stopped.processIdentifier)/stat", encoding: .utf8).contains(
                ") T "
            ) {
            }
            try nodes.open(gate)
            try nodes.awaitState(stop.isInTransaction ? "idle in transaction" : "idle", of: session)
            #expect(try nodes.files() == [stop.isDelivered ? "\(effect).txt" : "part"], "\(stop)")
            #expect(try nodes.eventsOfLast() == stop.onRecord, "\(stop)")

            // Its lease runs out, and another goes on; what the stopped one has begun holds that up until the server ends it.
            try nodes.endLeases()
            let other = try nodes.start(["effects", "run"], on: .two)
            defer { if other.isRunning { kill(other.processIdentifier, SIGKILL) } }
            if stop.isInTransaction {
                try nodes.awaitWaiting(for: session)
                try nodes.end(session)
            }
            let overtaking = nodes.result(of: other, on: .two)
            #expect(overtaking.status == 0, "\(stop): \(overtaking.errors)")
            #expect(overtaking.output == "\(effect)  \(stop.wordsOfOther)\n", "\(stop)")
            #expect(try nodes.files() == ["\(effect).txt"], "\(stop)")

            kill(stopped.processIdentifier, SIGCONT)
            let late = nodes.result(of: stopped, on: .one)
            #expect(late.status == (stop.isInTransaction ? 74 : 0), "\(stop): \(late.errors)")
            let said = late.output + late.errors
            for words in stop.wordsOfLate { #expect(said.contains(words), "\(stop): \(said)") }
            #expect(try nodes.files() == ["\(effect).txt"], "\(stop)")
            #expect(try nodes.eventsOfLast() == stop.wholeRecord, "\(stop)")
            try nodes.take(effect)
        }
        #expect(try nodes.run(["jobs", "list", "--json"], on: .one).output.isEmpty)
        #expect(try nodes.run(["effects", "run"], on: .one).output.isEmpty)
        #expect(try nodes.files().isEmpty)
        let audit = try nodes.run(["audit", "verify", "--deep"], on: .two)
        #expect(audit.status == 0, "\(audit.output)\(audit.errors)")
    }
}

/// Where a process stands when it is stopped.
enum Stop: CaseIterable {
    /// The start of its try is not on record: it holds the lock on the journal's head.
    case beforeItsStart
    /// The start of its try is on record, and it has not heard so.
    case beforeItsDelivery
    /// It has delivered, and that is not on record: it holds the lock on the journal's head.
    case beforeItsOutcome
    /// That it has delivered is on record, and it has not heard so.
    case beforeItsEnd

    /// Whether it is in the middle of a transaction.
    var isInTransaction: Bool { self == .beforeItsStart || self == .beforeItsOutcome }

    /// Whether the receiver has what it delivers.
    var isDelivered: Bool { self == .beforeItsOutcome || self == .beforeItsEnd }

    /// What is on record while it is stopped.
    var onRecord: [Int] {
        switch self {
        case .beforeItsStart: [TwoNodes.requested]
        case .beforeItsDelivery, .beforeItsOutcome: [TwoNodes.requested, TwoNodes.began]
        case .beforeItsEnd: wholeRecord
        }
    }

    /// What is on record at the end.
    var wholeRecord: [Int] {
        let isTriedAgain = self == .beforeItsDelivery
        return [TwoNodes.requested, TwoNodes.began] + (isTriedAgain ? [TwoNodes.failed, TwoNodes.began] : [])
            + [TwoNodes.delivered]
    }

    /// What the node says that goes on.
    var wordsOfOther: String { self == .beforeItsEnd ? "It was delivered before." : "Delivered to mail." }

    /// What the process says that comes too late.
    var wordsOfLate: [String] {
        switch self {
        case .beforeItsStart, .beforeItsOutcome: ["Nothing was changed", "retry"]
        case .beforeItsDelivery: ["may or may not have been put into", "it is looked at before the next try"]
        case .beforeItsEnd: ["Delivered to mail."]
        }
    }
}
