import SeededRandomness

@testable import Journal

/// The rules of jobs in a dictionary, without disk or keys.
struct JobModel {
    struct Row {
        var kind: UInt16
        var ready: Int64
        /// When `ready` was set by the clock; nil when it was not.
        var since: Int64?
        var token: UInt64 = 0
        var attempts = 0
        var attemptLimit: Int
        var owner: String?
        var isDead = false
        var reason: String?
        var payload: [UInt8]
    }

    private(set) var rows: [JobID: Row] = [:]
    private var lastToken: UInt64 = 0

    mutating func make(_ jobs: [NewJob], by command: CommandID) {
        for (number, job) in jobs.enumerated() {
            let id = JobID(of: command, ordinal: UInt32(number))
            if rows[id] != nil { continue }
            rows[id] = Row(
                kind: job.kind,
                ready: job.notBefore.microsecondsSince1970,
                attemptLimit: job.attemptLimit,
                payload: job.payload
            )
        }
    }

    mutating func lease(_ kinds: Set<UInt16>, owner: String, now: Int64, for duration: Int64, limit: Int) -> [LeasedJob]
    {
        for (id, row) in rows where !row.isDead {
            guard let since = row.since, since > now else { continue }
            rows[id]?.ready = now + (row.ready - since)
            rows[id]?.since = now
        }
        while true {
            let found = rows.filter { !$0.value.isDead && $0.value.ready <= now && kinds.contains($0.value.kind) }
                .sorted { ($0.value.ready, $0.key) < ($1.value.ready, $1.key) }.prefix(limit).map(\.key)
            var leased: [LeasedJob] = []
            for id in found {
                guard var row = rows[id] else { continue }
                lastToken += 1
                row.token = lastToken
                row.since = now
                row.ready = now + duration
                if row.attempts >= row.attemptLimit {
                    row.isDead = true
                    row.owner = nil
                } else {
                    row.attempts += 1
                    row.owner = owner
                    let payload = Job.Payload.bytes(row.payload)
                    leased.append(
                        LeasedJob(id: id, kind: row.kind, attempt: row.attempts, token: row.token, payload: payload)
                    )
                }
                rows[id] = row
            }
            if leased.isEmpty, !found.isEmpty { continue }
            return leased
        }
    }

    private func isHeld(_ job: LeasedJob) -> Bool {
        guard let row = rows[job.id] else { return false }
        return row.token == job.token && row.owner != nil && !row.isDead
    }

    mutating func renew(_ job: LeasedJob, now: Int64, for duration: Int64) throws(JournalError) {
        guard isHeld(job) else { throw .leaseLost(job.id) }
        rows[job.id]?.ready = now + duration
        rows[job.id]?.since = now
    }

    mutating func complete(_ job: LeasedJob) throws(JournalError) {
        guard isHeld(job) else { throw .leaseLost(job.id) }
        rows[job.id] = nil
    }

    mutating func fail(
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

    mutating func retry(_ id: JobID, now: Int64) throws(JournalError) {
        guard var row = rows[id], row.isDead else { throw .noDeadLetter(id) }
        row.isDead = false
        row.attempts = 0
        row.ready = now
        row.since = now
        row.reason = nil
        rows[id] = row
    }

    mutating func discard(_ id: JobID) throws(JournalError) {
        guard rows[id]?.isDead == true else { throw .noDeadLetter(id) }
        rows[id] = nil
    }

    /// All jobs as the journal tells them.
    var jobs: [Job] {
        rows.sorted { $0.key < $1.key }.map { id, row in
            let ready = Timestamp(microsecondsSince1970: row.ready)
            let status: Job.Status =
                row.isDead
                ? .dead : row.owner.map { .leased(owner: $0, until: ready) } ?? .waiting(from: ready)
            return Job(
                id: id,
                kind: row.kind,
                status: status,
                attempts: row.attempts,
                attemptLimit: row.attemptLimit,
                token: row.token,
                reason: row.reason,
                payload: .bytes(row.payload)
            )
        }
    }
}
