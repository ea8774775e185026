import Foundation
import Synchronization
import TestDatabases
import Testing

@testable import Journal

@Suite("A PostgreSQL server that dies", .enabled(if: PostgreSQLProcess.programs != nil))
struct ServerCrashTests {
    private let server: PostgreSQLProcess
    private let store: TemporaryStore

    init() throws {
        server = try PostgreSQLProcess()
        store = try TemporaryStore(.postgreSQL(PostgreSQLServer(server.connectionString())))
    }

    /// How far the writers are, and whether they are to end.
    private final class Progress: Sendable {
        let isOver = Mutex(false)
        let outcomes = Mutex<[String: Int]>([:])
    }

    @Test(.timeLimit(.minutes(3)))
    func `in the middle of appends loses nothing that was acknowledged, and does nothing twice`() async throws {
        let journal = store.journal
        let kills = ProcessInfo.processInfo.environment["RECOURSE_KILLS"].flatMap(Int.init) ?? 5
        let writers = 3
        let progress = Progress()
        let server = server
        let acknowledged = try await withThrowingTaskGroup(of: [(CommandID, Range<Position>)].self) { group in
            for writer in 1...writers {
                group.addTask {
                    var receipts: [(CommandID, Range<Position>)] = []
                    while !progress.isOver.withLock({ $0 }) {
                        let command = CommandID.random()
                        let version = UInt64(2 * receipts.count)
                        let events = [NewEvent("\(version + 1)"), NewEvent("\(version + 2)")]
                        let write = StreamWrite(stream: StreamID(writer), expectedVersion: version, events: events)
                        let receipt = try await Self.persist { () throws(JournalError) in
                            try journal.append(command, writes: [write])
                        } counting: { outcome in
                            progress.outcomes.withLock { $0[outcome, default: 0] += 1 }
                        }
                        receipts.append((command, receipt.positions))
                        await Task.yield()
                    }
                    return receipts
                }
            }
            group.addTask {
                var generator = SystemRandomNumberGenerator()
                for _ in 0..<kills {
                    // Something is under way, and how far it has come is chance.
                    let before = progress.outcomes.withLock { $0["done", default: 0] }
                    while progress.outcomes.withLock({ $0["done", default: 0] }) < before + 5 {
                        try await Task.sleep(for: .milliseconds(1))
                    }
                    try await Task.sleep(for: .microseconds(Int.random(in: 0..<5_000, using: &generator)))
                    try server.kill()
                }
                progress.isOver.withLock { $0 = true }
                return []
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        print("killed \(kills) times: \(progress.outcomes.withLock { $0 })")
        _ = try server.awaitConnection()
        for (command, positions) in acknowledged {
            #expect(try journal.receipt(of: command)?.positions == positions)
        }
        #expect(try journal.head() == UInt64(2 * acknowledged.count))
        for writer in 1...writers {
            let texts = try journal.entries(of: StreamID(writer)).compactMap(\.text)
            #expect(texts == (0..<texts.count).map { "\($0 + 1)" })
        }
        #expect(try journal.verifyIntegrity().problems == [])
    }

    /// Does something again for as long as the server is away or has not said whether it was done.
    private static func persist(
        _ body: () throws(JournalError) -> AppendReceipt,
        counting: (String) -> Void
    ) async throws -> AppendReceipt {
        let end = ContinuousClock.now + .seconds(60)
        while true {
            do throws(JournalError) {
                let receipt = try body()
                counting(receipt.outcome == .appended ? "done" : "found done")
                return receipt
            } catch {
                switch error {
                case .outcomeUnknown: counting("unknown")
                case .storage: counting("refused")
                default: throw error
                }
                guard ContinuousClock.now < end else { throw error }
            }
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    @Test(.timeLimit(.minutes(10)))
    func `before its standby has what it commits is not believed`() async throws {
        try store.journal.append("1", to: StreamID(1), after: 0)
        try awaitStandby("absent")
        var limits = PostgreSQLServer.Limits.one
        limits.answerSeconds = 1
        try store.reopen(in: .postgreSQL(PostgreSQLServer(server.connectionString(), limits: limits)))
        let command = CommandID.random()
        let write = StreamWrite(stream: StreamID(1), expectedVersion: 1, events: [NewEvent("2")])
        // A commit waits for the standby, and holds the journal until it comes.
        #expect(throws: JournalError.outcomeUnknown) { try store.journal.append(command, writes: [write]) }
        try awaitStandby("")
        #expect(try store.journal.append(command, writes: [write]).outcome == .alreadyDone)
    }

    @Test(.timeLimit(.minutes(10)))
    func `says done though the waiting for its standby was cancelled, and is not believed`() async throws {
        try store.journal.append("1", to: StreamID(1), after: 0)
        try awaitStandby("absent")
        let journal = store.journal
        // The first appends may be done before all of the server's processes know that there is a standby.
        let appends = Task.detached {
            var done: UInt64 = 1
            while done < 10_000 {
                let command = CommandID(UInt128(done))
                let write = StreamWrite(stream: StreamID(1), expectedVersion: done, events: [NewEvent("more")])
                do {
                    _ = try journal.append(command, writes: [write])
                } catch JournalError.outcomeUnknown {
                    // Reading waits for no standby.
                    return try journal.receipt(of: command) != nil
                }
                done += 1
            }
            return false
        }
        let root = try server.connect(as: "postgres")
        repeat {
            try await Task.sleep(for: .milliseconds(1))
            try root.send("SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'")
        } while try root.finish().last?.count == 0
        #expect(try await appends.value)
    }

    /// Names the standby that a commit waits for, and waits until the server knows it.
    private func awaitStandby(_ name: String) throws {
        let root = try server.connect(as: "postgres")
        for statement in ["ALTER SYSTEM SET synchronous_standby_names = '\(name)'", "SELECT pg_reload_conf()"] {
            try root.send(statement)
            _ = try root.finish()
        }
        var found: String?
        repeat {
            // A new session has what the server has read by now, and has told the sessions before.
            let session = try server.connect(as: "postgres")
            try session.send("SELECT current_setting('synchronous_standby_names')")
            found = try session.finish().last?.text(0, 0)
        } while found != name
    }
}
