import Journal
import JournalModel
import SeededRandomness

/// A clock that the seed moves.
struct SimulatedClock {
    private(set) var now = Timestamp(microsecondsSince1970: 1_740_787_200_000_000)
    private var latest = Timestamp(microsecondsSince1970: 0)
    /// The years that it may show.
    static let years = 2024...2026
    private static let range = 1_704_067_200_000_000...1_798_761_599_000_000 as ClosedRange<Int64>

    /// Moves on by up to 10 seconds; at times by a minute, back instead, or by weeks.
    mutating func move(using generator: inout SeededGenerator) {
        var step = Int64(generator.next() % 10_000_000)
        let way = generator.next() % 100
        if way < 12 { step = -step }
        if way > 80 { step *= 6 }
        if way < 1 || way > 96 { step *= 100_000 }
        move(by: step)
    }

    /// Moves on to when every lease that was taken by now has run out.
    mutating func moveOverLeases() { move(by: 41_000_000) }

    /// Moves on to the latest time that it has shown.
    mutating func catchUp() { now = latest }

    /// Moves on to when every lease and wait of effects is over.
    mutating func moveOverWaits() { move(by: 4_000_000_000) }

    private mutating func move(by step: Int64) {
        let moved = min(max(now.microsecondsSince1970 + step, Self.range.lowerBound), Self.range.upperBound)
        now = Timestamp(microsecondsSince1970: moved)
        latest = max(latest, now)
    }
}

/// Two workers that compete for a tenant's jobs, and remember what they were given longer than they should.
struct SimulatedWorkers {
    /// What was given last, to whichever worker, also when somebody else has it since.
    private(set) var given: [LeasedJob] = []
    /// The highest token with which each job was ever given.
    private var highest: [JobID: UInt64] = [:]
    /// With which token each job was ended.
    private var ended: [JobID: UInt64] = [:]

    /// How many are remembered.
    private static let memory = 24

    /// Notes what was given.
    ///
    /// - Throws: ``SimulationFailure`` when a token is not higher than every earlier one of its job.
    mutating func note(given jobs: [LeasedJob]) throws {
        for job in jobs {
            guard job.token > highest[job.id, default: 0] else {
                throw SimulationFailure("job \(job.id) was given with token \(job.token) again")
            }
            highest[job.id] = job.token
        }
        given = Array((given + jobs).suffix(Self.memory))
    }

    /// What was given to a worker, and to another one since.
    var overtaken: [LeasedJob] { given.filter { $0.token < highest[$0.id, default: 0] } }

    /// Notes that a worker was told that it ended a job.
    ///
    /// - Throws: ``SimulationFailure`` when another one had it, or it had ended.
    mutating func note(ended job: LeasedJob) throws {
        guard job.token == highest[job.id], ended[job.id, default: 0] < job.token else {
            throw SimulationFailure("job \(job.id) was ended with token \(job.token), which is not the highest")
        }
        ended[job.id] = job.token
    }
}

// Followers and jobs of a tenant.
extension SimulatedTenant {
    private static let kinds = 1...3 as ClosedRange<UInt16>

    mutating func drain(refusing: Position?) throws -> Outcome {
        let now = clock.now
        let rules = FollowerRule.all.map { rule in
            var rule = rule
            // The index follows whatever happens.
            if rule.answerType != nil { rule.refuses = refusing }
            return rule
        }
        return try perform("drain") { model, note throws(JournalError) in
            model.drain(rules, at: now, note: note)
            return rules.map { model.followers[$0.name]?.position ?? 0 }
        } and: { tenant throws(JournalError) in
            let journal = tenant.journal
            return try journal.drain(rules.map { RuledFollower($0, of: journal, at: now) }) { now }.map(\.position)
        }
    }

    mutating func reset(_ name: String) throws -> Outcome {
        try perform("reset") { model, note throws(JournalError) in
            model.resetFollower(name)
            note(model)
            return 0
        } and: { tenant throws(JournalError) in
            try tenant.journal.resetFollower(name)
            return 0
        }
    }

    mutating func lease(using generator: inout SeededGenerator) throws -> Outcome {
        let draw = generator.next()
        let kinds = Set(Self.kinds.filter { draw >> UInt64(3 * $0) & 7 != 0 })
        let owner = "worker \(draw >> 12 % 2)"
        let seconds = Int64(draw >> 16 % 40)
        let limit = Int(draw >> 24 % 12)
        // At times whoever has a job was too slow for it.
        if draw >> 32 % 3 == 0 { clock.moveOverLeases() }
        let now = clock.now
        var leased: [LeasedJob] = []
        let outcome = try perform("lease") { model, note throws(JournalError) in
            var after = model
            return model.jobs.lease(
                kinds,
                owner: owner,
                now: now.microsecondsSince1970,
                for: seconds * 1_000_000,
                limit: limit
            ) { jobs in
                after.jobs = jobs
                note(after)
            }
        } and: { tenant throws(JournalError) in
            leased = try tenant.journal.lease(kinds, owner: owner, now: now, for: .seconds(seconds), limit: limit)
            return leased.map(JobModel.Lease.init)
        }
        try workers.note(given: leased)
        if case .done = outcome, leased.isEmpty { return .done("lease of nothing") }
        return outcome
    }

    /// A worker goes on with a job that it was given, though it may have been slow, or have done it before.
    mutating func goOn(using generator: inout SeededGenerator) throws -> Outcome {
        let slow = generator.next() % 2 == 0 ? workers.overtaken : []
        guard let job = (slow.isEmpty ? workers.given : slow).randomElement(using: &generator) else {
            return model.jobs.rows.isEmpty ? try append(withWork: true) : try lease(using: &generator)
        }
        switch generator.next() % 8 {
        case 0: return try renew(job)
        case 1, 2: return try fail(job, seed: generator.next(), isFinal: generator.next() % 8 == 0)
        case 3: return try doWork(of: job)
        case 4, 5: return try lease(using: &generator)
        default:
            let outcome = try complete(job)
            if case .done = outcome { try workers.note(ended: job) }
            return outcome
        }
    }

    /// What the job is for, which is done under the job's own name, so that whoever does it again changes nothing.
    private mutating func doWork(of job: LeasedJob) throws -> Outcome {
        let stream = StreamID(UInt128(1 + job.id.value % 6))
        let event = NewEvent(type: 1, schema: 1, subject: .tenant, payload: Array("did \(job.id)".utf8))
        let write = StreamWrite(stream: stream, expectedVersion: model.version(of: stream), events: [event])
        let command = CommandID(job.id.value ^ 1)
        return try perform(
            Append(command: command, principal: "service:worker", purpose: "simulation", writes: [write]),
            as: "work"
        )
    }

    private mutating func renew(_ job: LeasedJob) throws -> Outcome {
        let now = clock.now
        return try perform("renew") { model, note throws(JournalError) in
            try model.jobs.renew(job, now: now.microsecondsSince1970, for: 9_000_000)
            note(model)
            return 0
        } and: { tenant throws(JournalError) in
            try tenant.journal.renew(job, now: now, for: .seconds(9))
            return 0
        }
    }

    private mutating func complete(_ job: LeasedJob) throws -> Outcome {
        try perform("complete") { model, note throws(JournalError) in
            try model.jobs.complete(job)
            note(model)
            return 0
        } and: { tenant throws(JournalError) in
            try tenant.journal.complete(job)
            return 0
        }
    }

    private mutating func fail(_ job: LeasedJob, seed: UInt64, isFinal: Bool) throws -> Outcome {
        let now = clock.now
        return try perform("fail") { model, note throws(JournalError) in
            // Up to 3 seconds after the first attempt, then twice as long each time, and never more than 10.
            let longest = min(10_000_000, 3_000_000 << Int64(job.attempt - 1)) as Int64
            var generator = SeededGenerator(seed: seed)
            let wait = Int64.random(in: 0...longest, using: &generator)
            let isDead = try model.jobs.fail(
                job,
                reason: "reason \(seed)",
                isFinal: isFinal,
                now: now.microsecondsSince1970,
                wait: wait
            )
            note(model)
            return isDead
        } and: { tenant throws(JournalError) in
            var generator = SeededGenerator(seed: seed)
            return try tenant.journal.fail(
                job,
                reason: "reason \(seed)",
                isFinal: isFinal,
                now: now,
                backoff: Backoff(base: .seconds(3), longest: .seconds(10)),
                using: &generator
            )
        }
    }

    /// Each entry that a follower wants has been answered as often as follows from its position, and each stream has its row:
    /// found from the entries and rows of the store alone.
    func expectFollowedOnce() throws {
        var entries: [Entry] = []
        while case let batch = try journal.entries(from: Position(entries.count + 1), limit: 500), !batch.isEmpty {
            entries += batch
        }
        let causes = entries.map(FollowerRule.Cause.init)
        for rule in FollowerRule.all {
            guard let type = rule.answerType else { continue }
            var answers: [Position: Int] = [:]
            for entry in entries where entry.header.type == type { answers[entry.header.cause ?? 0, default: 0] += 1 }
            for cause in causes
            where answers[cause.position, default: 0] != (rule.wants(cause.type) ? rule.answers(to: cause.position) : 0)
            {
                throw SimulationFailure(
                    "\(name): \(rule.name) answered entry \(cause.position) \(answers[cause.position, default: 0]) times"
                )
            }
        }
        var index: [StreamID: String] = [:]
        for cause in causes { index[cause.stream] = FollowerRule.indexText(of: cause) }
        var found: [StreamID: String] = [:]
        for row in try journal.rows(table: FollowerRule.indexTable) {
            found[row.id] = row.payload.map { String(decoding: $0, as: UTF8.self) }
        }
        guard found == index else {
            throw SimulationFailure("\(name): the rows are not those that follow from the entries")
        }
    }
}
