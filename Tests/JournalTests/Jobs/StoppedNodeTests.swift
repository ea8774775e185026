import Foundation
import Synchronization
import Testing

@testable import Journal

/// What a node was told that was stopped meanwhile.
private final class Told<Value: Sendable>: Sendable {
    private let result = Mutex<Result<Value, any Error>?>(nil)

    func note(_ body: () throws -> Value) {
        let value = Result { try body() }
        result.withLock { $0 = value }
    }

    var answer: Result<Value, any Error>? { result.withLock { $0 } }
}

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

    private static var impatient: PostgreSQLServer.Limits {
        var limits = PostgreSQLServer.Limits.one
        limits.idleSeconds = 1
        return limits
    }

    /// Has a node whose way to the server is a process of its own stop in the middle of what it does, has `meanwhile` done by
    /// another node, and lets it go on.
    private static func stop<Value: Sendable>(
        at pattern: String,
        doing body: @escaping @Sendable (TenantJournal) throws -> Value,
        prepare: (TenantJournal) throws -> Void,
        meanwhile: (TenantJournal) throws -> Void
    ) async throws -> (answer: Result<Value, any Error>?, store: TemporaryStore) {
        let store = try TemporaryStore(.postgreSQL)
        try prepare(store.journal)
        let other = try store.anotherNode()
        let proxy = try CuttingProxy(to: try PostgreSQLProcess.shared.get(), cut: .stopped, at: pattern)
        try store.reopen(in: .postgreSQL(proxy.journals(limits: impatient)))
        let journal = store.journal
        let told = Told<Value>()
        let thread = Thread { told.note { try body(journal) } }
        thread.start()
        try proxy.awaitStop()
        try meanwhile(other)
        #expect(told.answer == nil, "it was stopped")
        proxy.goOn()
        while told.answer == nil { await Task.yield() }
        try store.reopen(in: .postgreSQL(PostgreSQLServer(try PostgreSQLProcess.shared.get().connectionString())))
        return (told.answer, store)
    }

    @Test(.enabled(if: PostgreSQLProcess.programs != nil), .timeLimit(.minutes(2)))
    func `in the middle of an append holds the others up for no longer than the limit, and undoes it`() async throws {
        let write = StreamWrite(stream: StreamID(1), expectedVersion: 0, events: [NewEvent("slow")])
        let command = CommandID.random()
        let (answer, store) = try await Self.stop(at: "FOR UPDATE") { journal in
            try journal.append(command, writes: [write])
        } prepare: { journal in
            try journal.append("before", to: StreamID(2), after: 0)
        } meanwhile: { other in
            for number in 1...3 { try other.append("\(number)", to: StreamID(2), after: UInt64(number)) }
        }
        #expect {
            _ = try #require(answer).get()
        } throws: { error in
            guard let error = error as? JournalError, case .storage(let what) = error else { return false }
            return what.contains("retry")
        }
        #expect(try store.journal.receipt(of: command) == nil)
        #expect(try store.journal.append(command, writes: [write]).positions == 5..<6)
        #expect(try store.journal.entries(of: StreamID(2)).compactMap(\.text) == ["before", "1", "2", "3"])
        #expect(try store.journal.verifyIntegrity().problems == [])
    }

    @Test(.enabled(if: PostgreSQLProcess.programs != nil), .timeLimit(.minutes(2)))
    func `in the middle of taking jobs leaves the others theirs, and these too once the limit is over`() async throws {
        let (answer, store) = try await Self.stop(at: "FOR UPDATE SKIP LOCKED") { journal in
            try Self.lease(2, of: journal, after: 0)
        } prepare: { journal in
            _ = try Self.make(4, in: journal)
        } meanwhile: { other in
            // Those that it is taking are passed over, and nobody waits for them.
            var taken = try Self.lease(4, of: other, after: 0)
            #expect(taken.count == 2)
            while taken.count < 4 { taken += try Self.lease(4, of: other, after: 0) }
            #expect(Set(taken.map(\.id)).count == 4)
            for job in taken { try other.complete(job) }
        }
        #expect(throws: JournalError.self) { _ = try #require(answer).get() }
        #expect(try store.journal.jobs() == [])
    }
}
