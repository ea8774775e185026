package import Journal

/// The rules of jobs in a dictionary, without disk or keys.
package struct JobModel: Sendable {
    package struct Row: Hashable, Sendable {
        package var kind: UInt16
        package var ready: Int64
        /// When `ready` was set by the clock; nil when it was not.
        package var since: Int64?
        package var token: UInt64 = 0
        package var attempts = 0
        package var attemptLimit: Int
        package var owner: String?
        package var isDead = false
        package var reason: String?
        package var subject: SubjectID
        package var payload: Job.Payload
    }

    /// A job as a worker gets it.
    package struct Lease: Hashable, Sendable {
        package var id: JobID
        package var kind: UInt16
        package var attempt: Int
        package var token: UInt64
        package var payload: Job.Payload
    }

    /// A job as the journal tells it.
    package struct Standing: Hashable, Sendable {
        package var id: JobID
        package var kind: UInt16
        package var status: Job.Status
        package var attempts: Int
        package var attemptLimit: Int
        package var token: UInt64
        package var reason: String?
        package var payload: Job.Payload
    }

    package private(set) var rows: [JobID: Row] = [:]
    private var lastToken: UInt64 = 0

    package init() {}

    package mutating func make(_ jobs: [NewJob], by command: CommandID) {
        for (number, job) in jobs.enumerated() {
            let id = JobID(of: command, ordinal: UInt32(number))
            if rows[id] != nil { continue }
            rows[id] = Row(
                kind: job.kind,
                ready: job.notBefore.microsecondsSince1970,
                attemptLimit: job.attemptLimit,
                subject: job.subject,
                payload: .bytes(job.payload)
            )
        }
    }

    /// Takes jobs.
    ///
    /// - Parameters:
    ///   - kinds: The kinds of work.
    ///   - owner: Who takes them.
    ///   - now: The time of day in microseconds.
    ///   - duration: For how many microseconds.
    ///   - limit: How many at most.
    ///   - note: Is told the jobs after each transaction.
    /// - Returns: The jobs, in order.
    package mutating func lease(
        _ kinds: Set<UInt16>,
        owner: String,
        now: Int64,
        for duration: Int64,
        limit: Int,
        note: (JobModel) -> Void = { _ in }
    ) -> [Lease] {
        while true {
            putOffAnew(at: now)
            let found = rows.filter { !$0.value.isDead && $0.value.ready <= now && kinds.contains($0.value.kind) }
                .sorted { ($0.value.ready, $0.key) < ($1.value.ready, $1.key) }.prefix(limit).map(\.key)
            let leased = found.compactMap { take($0, owner: owner, now: now, for: duration) }
            note(self)
            if leased.isEmpty, !found.isEmpty { continue }
            return leased
        }
    }

    private mutating func putOffAnew(at now: Int64) {
        for (id, row) in rows where !row.isDead {
            guard let since = row.since, since > now else { continue }
            rows[id]?.ready = now + (row.ready - since)
            rows[id]?.since = now
        }
    }

    private mutating func take(_ id: JobID, owner: String, now: Int64, for duration: Int64) -> Lease? {
        guard var row = rows[id] else { return nil }
        lastToken += 1
        row.token = lastToken
        row.since = now
        row.ready = now + duration
        let isLast = row.attempts >= row.attemptLimit
        row.isDead = isLast
        row.owner = isLast ? nil : owner
        if !isLast { row.attempts += 1 }
        rows[id] = row
        return isLast
            ? nil : Lease(id: id, kind: row.kind, attempt: row.attempts, token: row.token, payload: row.payload)
    }

    private func isHeld(_ job: LeasedJob) -> Bool {
        guard let row = rows[job.id] else { return false }
        return row.token == job.token && row.owner != nil && !row.isDead
    }

    package mutating func renew(_ job: LeasedJob, now: Int64, for duration: Int64) throws(JournalError) {
        guard isHeld(job) else { throw .leaseLost(job.id) }
        rows[job.id]?.ready = now + duration
        rows[job.id]?.since = now
    }

    package mutating func complete(_ job: LeasedJob) throws(JournalError) {
        guard isHeld(job) else { throw .leaseLost(job.id) }
        rows[job.id] = nil
    }

    package mutating func fail(
        _ job: LeasedJob,
        reason: String,
        isFinal: Bool,
        now: Int64,
        wait: Int64
    ) throws(JournalError) -> Bool {
        guard isHeld(job), var row = rows[job.id] else { throw .leaseLost(job.id) }
        row.owner = nil
        row.ready = now + wait
        row.since = now
        row.reason = reason
        row.isDead = isFinal || row.attempts >= row.attemptLimit
        rows[job.id] = row
        return row.isDead
    }

    package mutating func decide(_ decision: DeadLetterDecision) throws(JournalError) {
        switch decision {
        case .retry(let id, let ready):
            guard var row = rows[id], row.isDead else { throw .noDeadLetter(id) }
            row.isDead = false
            row.attempts = 0
            row.ready = ready.microsecondsSince1970
            row.since = ready.microsecondsSince1970
            row.reason = nil
            rows[id] = row
        case .discard(let id):
            guard rows[id]?.isDead == true else { throw .noDeadLetter(id) }
            rows[id] = nil
        }
    }

    /// Forgets what jobs about a subject say.
    package mutating func destroyKeys(of subject: SubjectID) {
        for id in rows.keys where rows[id]?.subject == subject { rows[id]?.payload = .forgotten }
    }

    /// All jobs as the journal tells them.
    package var jobs: [Standing] {
        rows.sorted { $0.key < $1.key }.map { id, row in
            let ready = Timestamp(microsecondsSince1970: row.ready)
            let status: Job.Status =
                row.isDead
                ? .dead : row.owner.map { .leased(owner: $0, until: ready) } ?? .waiting(from: ready)
            return Standing(
                id: id,
                kind: row.kind,
                status: status,
                attempts: row.attempts,
                attemptLimit: row.attemptLimit,
                token: row.token,
                reason: row.reason,
                payload: row.payload
            )
        }
    }
}

extension JobModel.Lease {
    /// What a worker was given.
    package init(_ job: LeasedJob) {
        self.init(id: job.id, kind: job.kind, attempt: job.attempt, token: job.token, payload: job.payload)
    }
}

extension JobModel.Standing {
    /// What the journal told.
    package init(_ job: Job) {
        self.init(
            id: job.id,
            kind: job.kind,
            status: job.status,
            attempts: job.attempts,
            attemptLimit: job.attemptLimit,
            token: job.token,
            reason: job.reason,
            payload: job.payload
        )
    }
}
