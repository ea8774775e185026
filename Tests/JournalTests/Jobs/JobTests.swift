import Foundation
import GRDB
import SeededRandomness
import Synchronization
import Testing

@testable import Journal

/// How often each job was ended.
private final class Ends: Sendable {
    let counts = Mutex<[JobID: Int]>([:])
}

@Suite("A job")
struct JobTests {
    private let store: TemporaryStore
    private var journal: TenantJournal { store.journal }
    private static let start = Timestamp.march2025

    init() throws { store = try TemporaryStore() }

    private func job(_ text: String = "work", kind: UInt16 = 1, after seconds: Int = 0, attempts: Int = 3) -> NewJob {
        NewJob(
            kind: kind,
            notBefore: Self.start.advanced(by: .seconds(seconds)),
            attemptLimit: attempts,
            subject: SubjectID(5),
            payload: Array(text.utf8)
        )
    }

    @discardableResult
    private func make(_ jobs: NewJob..., by command: CommandID = .random()) throws -> [JobID] {
        var append = Append(command: command, principal: "tester", purpose: "test")
        append.jobs = jobs
        _ = try journal.append(append, at: Self.start)
        return jobs.indices.map { JobID(of: command, ordinal: UInt32($0)) }
    }

    private func lease(after seconds: Int = 0, for duration: Int = 60, limit: Int = 10) throws -> [LeasedJob] {
        let now = Self.start.advanced(by: .seconds(seconds))
        return try journal.lease([1], owner: "w", now: now, for: .seconds(duration), limit: limit)
    }

    @Test
    func `comes into being with its entries or not at all, and once`() throws {
        var append = Append(command: .random(), principal: "tester", purpose: "test")
        append.jobs = [job()]
        append.writes = [StreamWrite(stream: StreamID(1), expectedVersion: 1, events: [NewEvent("a")])]
        #expect(throws: JournalError.conflict(stream: StreamID(1), expected: 1, found: 0)) {
            try journal.append(append, at: Self.start)
        }
        #expect(try journal.jobs() == [])
        append.writes[0].expectedVersion = 0
        for _ in 1...2 { _ = try journal.append(append, at: Self.start) }
        let id = JobID(of: append.command, ordinal: 0)
        #expect(try journal.jobs().map(\.id) == [id])
        // Done, it is not made again by the same command.
        try journal.complete(try #require(try lease().first))
        _ = try journal.append(append, at: Self.start)
        #expect(try journal.jobs() == [])
    }

    @Test
    func `is taken from its time on, the earliest first, then by id`() throws {
        let ids = try make(job(after: 5), job(after: 2), job(after: 2), job(kind: 2), job(after: 90))
        #expect(try lease(after: 1) == [])
        let expected = ids[1...2].sorted() + [ids[0]]
        #expect(try lease(after: 5).map(\.id) == expected)
        #expect(try lease(after: 5) == [])
        #expect(try journal.lease([2], owner: "w", now: Self.start, for: .seconds(1), limit: 1).count == 1)
    }

    @Test
    func `whose time ran out is taken by another, and the first can end it no more`() throws {
        try make(job())
        let first = try #require(try lease(for: 10).first)
        #expect(try lease(after: 9) == [])
        // Nobody has taken it: late, but its worker still has it.
        try journal.renew(first, now: Self.start.advanced(by: .seconds(11)), for: .seconds(10))
        let second = try #require(try lease(after: 21).first)
        #expect(second.id == first.id && second.token > first.token && second.attempt == 2)
        var generator = SeededGenerator(seed: 1)
        #expect(throws: JournalError.leaseLost(first.id)) { try journal.complete(first) }
        #expect(throws: JournalError.leaseLost(first.id)) {
            try journal.renew(first, now: Self.start, for: .seconds(1))
        }
        #expect(throws: JournalError.leaseLost(first.id)) {
            try journal.fail(first, reason: "r", now: Self.start, backoff: Backoff(), using: &generator)
        }
        try journal.complete(second)
        #expect(throws: JournalError.leaseLost(first.id)) { try journal.complete(second) }
    }

    @Test
    func `is a dead letter after its last attempt, until a person decides`() throws {
        let id = try make(job(attempts: 2))[0]
        var generator = SeededGenerator(seed: 2)
        let backoff = Backoff(base: .seconds(1), longest: .seconds(1))
        for attempt in 1...2 {
            let leased = try #require(try lease(after: attempt * 100).first)
            let now = Self.start.advanced(by: .seconds(attempt * 100))
            let isDead = try journal.fail(
                leased,
                reason: "no \(attempt)",
                now: now,
                backoff: backoff,
                using: &generator
            )
            #expect(isDead == (attempt == 2))
        }
        let dead = try #require(try journal.job(id))
        #expect(dead.status == .dead && dead.reason == "no 2")
        #expect(try lease(after: 100_000) == [])
        var decision = Append(command: .random(), principal: "user:ada", purpose: "retry")
        decision.deadLetters = [.retry(id, from: Self.start)]
        _ = try journal.append(decision, at: Self.start)
        let again = try #require(try lease().first)
        #expect(again.attempt == 1)
        decision.command = .random()
        #expect(throws: JournalError.noDeadLetter(id)) { try journal.append(decision, at: Self.start) }
    }

    @Test
    func `over which every worker ends without a word is a dead letter, too`() throws {
        let ids = try make(job(attempts: 2), job(after: 1000))
        for attempt in 1...2 { #expect(try lease(after: attempt * 100, for: 10).map(\.id) == [ids[0]]) }
        // One buried, and the one behind it found in the same call.
        #expect(try lease(after: 2000, limit: 1).map(\.id) == [ids[1]])
        #expect(try journal.job(ids[0])?.status == .dead)
    }

    @Test
    func `is neither lost nor taken twice when the clock is set back`() throws {
        try make(job(), job())
        let year = 365 * 86_400
        let leased = try lease(after: year, for: 60)
        #expect(leased.count == 2)
        var generator = SeededGenerator(seed: 3)
        let backoff = Backoff(base: .seconds(30), longest: .seconds(30))
        let wrong = Self.start.advanced(by: .seconds(year))
        try journal.fail(leased[1], reason: "r", now: wrong, backoff: backoff, using: &generator)
        // The clock is right again: the first is still held, for at most as long as was meant.
        #expect(try lease(after: 1) == [])
        try journal.renew(leased[0], now: Self.start.advanced(by: .seconds(2)), for: .seconds(60))
        #expect(try lease(after: 32).map(\.id) == [leased[1].id])
        #expect(try lease(after: 62).map(\.id) == [leased[0].id])
    }

    @Test
    func `is ended by one of several threads only`() async throws {
        let count = 60
        for _ in 0..<count { try make(job(attempts: 1000)) }
        let journal = journal
        let ends = Ends()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for worker in 0..<4 {
                group.addTask {
                    var generator = SeededGenerator(seed: UInt64(worker))
                    while ends.counts.withLock({ $0.count }) < count {
                        // Leases of no length: whoever comes next takes the job away.
                        let jobs = try journal.lease(
                            [1],
                            owner: "worker \(worker)",
                            now: Self.start,
                            for: .zero,
                            limit: .random(in: 1...8, using: &generator)
                        )
                        for job in jobs {
                            do {
                                try journal.complete(job)
                                ends.counts.withLock { $0[job.id, default: 0] += 1 }
                            } catch JournalError.leaseLost {
                                continue
                            }
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(ends.counts.withLock { $0.count } == count)
        #expect(ends.counts.withLock { $0.values.allSatisfy { $0 == 1 } })
        #expect(try journal.jobs() == [])
    }

    @Test
    func `waits a random part of a time that doubles up to a limit`() {
        let backoff = Backoff(base: .seconds(2), longest: .seconds(60))
        #expect((1...7).map { backoff.limit(after: $0) } == [2, 4, 8, 16, 32, 60, 60].map { .seconds($0) })
        #expect(Backoff(base: .seconds(1), longest: .seconds(Int64.max)).limit(after: 1000) > .seconds(1 << 30))
        var generator = SeededGenerator(seed: 4)
        let waits = (0..<1000).map { _ in backoff.wait(after: 3, using: &generator) }
        #expect(waits.allSatisfy { $0 >= .zero && $0 <= .seconds(8) })
        #expect(waits.contains { $0 < .seconds(1) } && waits.contains { $0 > .seconds(7) })
    }

    @Test
    func `keeps payload and reason sealed in its place, and says when it was changed or forgotten`() throws {
        let ids = try make(job("the canary's claim"), job("another"), job("third"))
        var generator = SeededGenerator(seed: 5)
        let first = try lease(limit: 3)
        for leased in first {
            try journal.fail(leased, reason: "the canary sang", now: Self.start, backoff: Backoff(), using: &generator)
        }
        let sqlite = try journal.sqlite
        let stored = try sqlite.perform { db in
            try Data.fetchAll(db, sql: "SELECT payload || coalesce(reason, '') FROM job")
        }
        for bytes in stored { #expect(bytes.range(of: Data("canary".utf8)) == nil) }
        try sqlite.transact { db in
            try db.execute(
                sql: "UPDATE job SET payload = (SELECT payload FROM job WHERE id = ?) WHERE id = ?",
                arguments: [ids[1].blob, ids[0].blob]
            )
            try db.execute(sql: "UPDATE job SET kind = 7, reason = x'00' WHERE id = ?", arguments: [ids[2].blob])
        }
        #expect(try journal.job(ids[0])?.payload == .damaged)
        #expect(try journal.job(ids[2])?.payload == .damaged)
        #expect(try journal.job(ids[2])?.reason == "The reason was changed and cannot be read.")
        // What was changed does not keep the others from being taken.
        let again = try lease(after: 100_000, limit: 3)
        #expect(Set(again.map(\.payload)) == [.damaged, .bytes(Array("another".utf8))])
        #expect(try journal.destroyDataKeys(of: SubjectID(5), retention: .claims, year: 2025))
        #expect(try journal.job(ids[1])?.payload == .forgotten)
    }

    @Test
    func `has an id that follows from its command`() {
        #expect(JobID(of: CommandID(258), ordinal: 3).description == "f66aeefab94a44adc0ae87c54e425c27")
        #expect(JobID(of: CommandID(258), ordinal: 3) != JobID(of: CommandID(258), ordinal: 2))
    }
}
