import Foundation
import TestDatabases
import Testing

@testable import Journal

@Suite("A node that was stopped while it had work")
struct StoppedNodeTests {
    private static let start = Timestamp.march2025

    /// Makes jobs, and gives their ids.
    private static func make(_ count: Int, in journal: TenantJournal) throws -> [JobID] {
        var append = Append(command: .random(), principal: "tester", purpose: "test")
        append.jobs = (1...count).map { number in
            NewJob(kind: 1, notBefore: start, subject: SubjectID(5), payload: Array("\(number)".utf8))
        }
        _ = try journal.append(append, at: start)
        return (0..<count).map { JobID(of: append.command, ordinal: UInt32($0)) }
    }

    private static func lease(_ limit: Int, of journal: TenantJournal, after seconds: Int) throws -> [LeasedJob] {
        let now = start.advanced(by: .seconds(seconds))
        return try journal.lease([1], owner: "w", now: now, for: .seconds(60), limit: limit)
    }

    /// What a job is for, under the job's own name.
    private static func work(_ job: LeasedJob, in journal: TenantJournal) throws -> AppendReceipt.Outcome {
        let write = StreamWrite(stream: StreamID(job.id.value), expectedVersion: 0, events: [NewEvent("done")])
        return try journal.append(CommandID(job.id.value), writes: [write]).outcome
    }

    /// On PostgreSQL two nodes; on SQLite, which lets no second process in, two workers of one.
    @Test(arguments: StoreKind.all)
    func `can end nothing that another has taken since, and does nothing twice`(kind: StoreKind) throws {
        let store = try TemporaryStore(kind)
        let stopped = store.journal
        let other = kind == .postgreSQL ? try store.anotherNode() : store.journal
        let ids = try Self.make(2, in: stopped)
        let held = try Self.lease(2, of: stopped, after: 0)
        #expect(held.map(\.id).sorted() == ids.sorted())
        // As long as the lease runs nobody else has the jobs; from then on, somebody does.
        #expect(try Self.lease(2, of: other, after: 59) == [])
        let taken = try Self.lease(2, of: other, after: 60)
        #expect(taken.map(\.id).sorted() == ids.sorted())
        #expect(taken.map(\.token).min() ?? 0 > held.map(\.token).max() ?? 0)
        #expect(try Self.work(taken[0], in: other) == .appended)
        try other.complete(taken[0])
        // It goes on where it was, and its clock still shows the time at which it was stopped.
        var generator = SystemRandomNumberGenerator()
        for job in held {
            let lost = JournalError.leaseLost(job.id)
            #expect(throws: lost) { try stopped.renew(job, now: Self.start, for: .seconds(60)) }
            #expect(throws: lost) { try stopped.complete(job) }
            #expect(throws: lost) {
                try stopped.fail(job, reason: "late", now: Self.start, backoff: Backoff(), using: &generator)
            }
            #expect(try Self.work(job, in: stopped) == (job.id == taken[0].id ? .alreadyDone : .appended))
        }
        #expect(try Self.work(taken[1], in: other) == .alreadyDone)
        try other.complete(taken[1])
        #expect(try other.jobs() == [])
        for id in ids { #expect(try stopped.entries(of: StreamID(id.value)).compactMap(\.text) == ["done"]) }
        #expect(try other.verifyIntegrity().problems == [])
    }
}
