// Jobs at work: a worker takes some for a while, and says how each ended.
extension TenantJournal {
    /// How many jobs are taken at once, at most.
    package static let leaseLimit = 1000
    /// The longest time for which a job is taken: a day.
    package static let longestLease = Duration.seconds(86_400)

    /// Takes jobs that nobody has, for a while: those that may be taken earliest first, then by id.
    ///
    /// A job whose time has run out is taken again with a higher token, and whoever had it can end it no more. One that has had
    /// all its attempts, because workers ended over it without a word, becomes a dead letter instead.
    ///
    /// Times are those of the caller's clock. When it was set back, what was put off by a time that is yet to come is put off
    /// again for as long as was meant, from now on: no job is taken twice for it, and none is lost.
    ///
    /// - Parameters:
    ///   - kinds: The kinds of work that the worker does.
    ///   - owner: Who takes them, in clear; at most `Append.textLimit` bytes, never a patient's name.
    ///   - now: The time of day.
    ///   - duration: How long they are taken for; at most ``longestLease``.
    ///   - limit: How many are taken, at most ``leaseLimit``.
    /// - Returns: The jobs, in order.
    /// - Throws: `JournalError.tooLarge`, `.storage`, `.damaged`, `.otherHistory`, `.outcomeUnknown`, `.closed`.
    /// - Complexity: O(limit) times the logarithm of the number of jobs, and a look at each job of other kinds that may be taken
    ///   earlier.
    package func lease(
        _ kinds: Set<UInt16>,
        owner: String,
        now: Timestamp,
        for duration: Duration,
        limit: Int
    ) throws(JournalError) -> [LeasedJob] {
        guard owner.utf8.count <= Append.textLimit else {
            throw .tooLarge(what: "name of a worker", limit: Append.textLimit)
        }
        let request = LeaseRequest(
            kinds: kinds.sorted(),
            owner: owner,
            now: now,
            until: now.advanced(by: min(duration, Self.longestLease)),
            limit: min(max(0, limit), Self.leaseLimit)
        )
        while true {
            let taken = try writeJobs { tables in try tables.lease(request) }
            let leased = taken.filter { !$0.isDead }
            // All that were found had had their attempts: there may be others behind them.
            if leased.isEmpty, !taken.isEmpty { continue }
            return try leased.map { record throws(JournalError) in
                LeasedJob(
                    id: record.id,
                    kind: record.kind,
                    attempt: record.attempts,
                    token: record.token,
                    payload: try payload(of: record)
                )
            }
        }
    }

    /// Keeps a job for longer.
    ///
    /// - Parameters:
    ///   - job: The job as it was taken.
    ///   - now: The time of day.
    ///   - duration: How long from now; at most ``longestLease``.
    /// - Throws: `JournalError.leaseLost` when somebody else has taken it, or it has ended; `.storage`, `.outcomeUnknown`, `.closed`.
    package func renew(_ job: LeasedJob, now: Timestamp, for duration: Duration) throws(JournalError) {
        let until = now.advanced(by: min(duration, Self.longestLease))
        let isKept = try writeJobs { tables in
            try tables.renew(job: job.id, token: job.token, now: now, until: until)
        }
        guard isKept else { throw .leaseLost(job.id) }
    }

    /// Ends a job: its work is done.
    ///
    /// - Parameter job: The job as it was taken.
    /// - Throws: `JournalError.leaseLost` when somebody else has taken it, or it has ended; `.storage`, `.outcomeUnknown`, `.closed`.
    package func complete(_ job: LeasedJob) throws(JournalError) {
        guard try writeJobs({ tables in try tables.complete(job: job.id, token: job.token) }) else {
            throw .leaseLost(job.id)
        }
    }

    /// Gives a job back whose attempt failed; after the last one it is a dead letter.
    ///
    /// - Parameters:
    ///   - job: The job as it was taken.
    ///   - reason: Why, kept sealed; its first 2000 bytes.
    ///   - isFinal: Whether no other attempt can do better, so that it is a dead letter at once.
    ///   - now: The time of day.
    ///   - backoff: How long it waits before it may be taken again.
    ///   - generator: What the wait is drawn from.
    /// - Returns: Whether it is a dead letter now.
    /// - Throws: `JournalError.leaseLost` when somebody else has taken it, or it has ended; `.storage`, `.outcomeUnknown`, `.closed`.
    @discardableResult
    package func fail(
        _ job: LeasedJob,
        reason: String,
        isFinal: Bool = false,
        now: Timestamp,
        backoff: Backoff,
        using generator: inout some RandomNumberGenerator
    ) throws(JournalError) -> Bool {
        let failure = JobFailure(
            reason: try seal(reason: reason, binding: place(ofReasonOf: job.id), at: now),
            isFinal: isFinal,
            now: now,
            ready: now.advanced(by: backoff.wait(after: job.attempt, using: &generator))
        )
        let isDead = try writeJobs { tables in try tables.fail(job: job.id, token: job.token, failure) }
        guard let isDead else { throw .leaseLost(job.id) }
        return isDead
    }

    private func writeJobs<Value>(_ body: (any JobTables) throws -> Value) throws(JournalError) -> Value {
        do {
            try checkCondition(for: .writing)
            return try database.writeJobs(body)
        } catch {
            throw JournalError(error)
        }
    }
}

// MARK: - Reading

extension TenantJournal {
    /// A job by its id; `nil` when there is none, or its work is done.
    ///
    /// - Throws: `JournalError.storage`, `.damaged`, `.closed`.
    package func job(_ id: JobID) throws(JournalError) -> Job? {
        guard let record = try read({ tables in try tables.job(id) }) else { return nil }
        return try job(record)
    }

    /// At most `limit` jobs after one of them, by id.
    ///
    /// - Throws: `JournalError.storage`, `.damaged`, `.closed`.
    package func jobs(after last: JobID? = nil, limit: Int = 1000) throws(JournalError) -> [Job] {
        try read { tables in try tables.jobs(after: last, limit: limit) }.map(job)
    }
}
