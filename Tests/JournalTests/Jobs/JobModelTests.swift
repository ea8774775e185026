import Foundation
import JournalModel
import SeededRandomness
import TestDatabases
import Testing

@testable import Journal

@Suite("Jobs beside their model")
struct JobModelTests {
    /// A store and its model, to which the same is done.
    private struct Pair {
        var generator: SeededGenerator
        let store: TemporaryStore
        var model = JobModel()
        var now = Timestamp.march2025.microsecondsSince1970
        /// Jobs that somebody was ever given, also those that were lost since.
        var given: [LeasedJob] = []
        var made: [CommandID] = []
        var outcomes: [String: Int] = [:]

        var time: Timestamp { Timestamp(microsecondsSince1970: now) }
        var journal: TenantJournal { store.journal }

        mutating func note(_ outcome: String) { outcomes[outcome, default: 0] += 1 }

        mutating func moveClock() {
            let seconds = Int64.random(in: 0...40, using: &generator)
            if generator.chance(20) {
                // Set back, at times by much.
                now -= seconds * (generator.chance(30) ? 100_000_000_000 : 1_000_000)
                note("set back")
            } else {
                now += seconds * 1_000_000
            }
        }

        mutating func make() throws {
            let repeated = generator.chance(20) ? made.randomElement(using: &generator) : nil
            let command = repeated ?? CommandID.random(using: &generator)
            made.append(command)
            var append = Append(command: command, principal: "p", purpose: "q")
            append.jobs = (0..<Int.random(in: 1...3, using: &generator)).map { number in
                NewJob(
                    kind: .random(in: 1...3, using: &generator),
                    notBefore: time.advanced(by: .seconds(Int.random(in: -5...30, using: &generator))),
                    attemptLimit: .random(in: 1...3, using: &generator),
                    subject: SubjectID(UInt128.random(in: 0...2, using: &generator)),
                    payload: Array("work \(number)".utf8)
                )
            }
            if try journal.append(append, at: time).outcome == .appended { model.make(append.jobs, by: command) }
            note(repeated == nil ? "made" : "repeated")
        }

        mutating func lease() throws {
            let kinds = Set((1...3 as ClosedRange<UInt16>).filter { _ in generator.chance(70) })
            let limit = Int.random(in: 0...4, using: &generator)
            let seconds = Int64.random(in: 0...20, using: &generator)
            let owner = "worker \(Int.random(in: 1...2, using: &generator))"
            let found = try journal.lease(kinds, owner: owner, now: time, for: .seconds(seconds), limit: limit)
            let duration = seconds * 1_000_000
            let expected = model.lease(kinds, owner: owner, now: now, for: duration, limit: limit)
            #expect(found.map(JobModel.Lease.init) == expected)
            given += found
            note(found.isEmpty ? "nothing to do" : "leased")
        }

        mutating func end() throws {
            guard let job = given.randomElement(using: &generator) else { return }
            let time = time
            let now = now
            switch Int.random(in: 0...2, using: &generator) {
            case 0:
                let found = Result { () throws(JournalError) in try journal.renew(job, now: time, for: .seconds(9)) }
                let expected = Result { () throws(JournalError) in try model.renew(job, now: now, for: 9_000_000) }
                compare(found.map { true }, expected.map { true }, "renewed")
            case 1:
                let found = Result { () throws(JournalError) in try journal.complete(job) }
                let expected = Result { () throws(JournalError) in try model.complete(job) }
                compare(found.map { true }, expected.map { true }, "completed")
            default:
                let backoff = Backoff(base: .seconds(3), longest: .seconds(10))
                let isFinal = generator.chance(10)
                var same = generator
                let wait = backoff.wait(after: job.attempt, using: &same).microseconds
                let found = Result { () throws(JournalError) in
                    try journal.fail(
                        job,
                        reason: "reason \(now)",
                        isFinal: isFinal,
                        now: time,
                        backoff: backoff,
                        using: &generator
                    )
                }
                let expected = Result { () throws(JournalError) in
                    try model.fail(job, reason: "reason \(now)", isFinal: isFinal, now: now, wait: wait)
                }
                compare(found, expected, "failed")
            }
        }

        mutating func compare(
            _ found: Result<Bool, JournalError>,
            _ expected: Result<Bool, JournalError>,
            _ outcome: String
        ) {
            #expect(found == expected)
            switch expected {
            case .success: note(outcome)
            case .failure: note("not \(outcome)")
            }
        }

        mutating func decide() throws {
            let dead = model.rows.filter(\.value.isDead).keys.sorted()
            guard let id = dead.randomElement(using: &generator) ?? model.rows.keys.min() else { return }
            let isRetry = generator.chance(60)
            var append = Append(command: .random(using: &generator), principal: "p", purpose: "q")
            append.deadLetters = [isRetry ? .retry(id, from: time) : .discard(id)]
            let time = time
            let found = Result { () throws(JournalError) in try journal.append(append, at: time) }
            let expected = Result { () throws(JournalError) in
                try model.decide(isRetry ? .retry(id, from: time) : .discard(id))
            }
            compare(found.map { _ in true }, expected.map { true }, isRetry ? "retried" : "discarded")
        }
    }

    @Test(arguments: StoreKind.all)
    func `any sequence of work, failures and clocks has the same jobs, tokens and refusals`(kind: StoreKind) throws {
        let seed = UInt64.random(in: .min ... .max)
        print("seed \(seed)")
        let seeds = ProcessInfo.processInfo.environment["RECOURSE_SEEDS"].flatMap(UInt64.init) ?? 3
        var outcomes: [String: Int] = [:]
        for number in 0..<seeds {
            var pair = Pair(generator: SeededGenerator(seed: seed &+ number), store: try TemporaryStore(kind))
            for round in 1...250 {
                pair.moveClock()
                switch Int.random(in: 0..<20, using: &pair.generator) {
                case 0..<5: try pair.make()
                case 5..<11: try pair.lease()
                case 11..<18: try pair.end()
                default: try pair.decide()
                }
                #expect(
                    try pair.journal.jobs().map(JobModel.Standing.init) == pair.model.jobs,
                    "round \(round) of seed \(seed &+ number)"
                )
                if round == 120 { try pair.store.reopen() }
            }
            outcomes.merge(pair.outcomes, uniquingKeysWith: +)
            #expect(try pair.journal.verifyIntegrity().problems == [])
        }
        // A run in which a kind of outcome never comes would not try the rule behind it.
        for kind in [
            "made", "repeated", "leased", "nothing to do", "renewed", "not renewed", "completed", "not completed",
            "failed", "not failed", "retried", "not retried", "discarded", "set back",
        ] {
            #expect(outcomes[kind, default: 0] > 0, "no \(kind) with seed \(seed)")
        }
    }
}
