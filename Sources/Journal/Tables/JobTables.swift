import Foundation

/// The table of jobs of one journal within one transaction, by the rules of ``JournalTables``.
///
/// Each call is one statement, so that several nodes can share the work: where many write at once, a lease passes over rows that
/// another holds (`FOR UPDATE SKIP LOCKED`). What ends or renews a lease changes the row only where it still has the token.
protocol JobTables {
    /// Adds jobs; one whose id is there already is left as it is.
    func insert(jobs: [SealedJob]) throws
    /// Takes jobs, after what was put off until a time that the clock has gone back before was put off anew.
    ///
    /// - Returns: The jobs as they are now, by the time from which they might be taken, then by id; those that have become dead
    ///   letters instead too.
    func lease(_ request: LeaseRequest) throws -> [JobRecord]
    /// Takes a leased job until another time.
    ///
    /// - Returns: Whether it was still leased under the token.
    func renew(job id: JobID, token: UInt64, now: Timestamp, until: Timestamp) throws -> Bool
    /// Removes a leased job.
    ///
    /// - Returns: Whether it was still leased under the token.
    func complete(job id: JobID, token: UInt64) throws -> Bool
    /// Gives a leased job back, or makes it a dead letter when it is final or has had all its attempts.
    ///
    /// - Returns: Whether it is a dead letter; `nil` when it was no longer leased under the token.
    func fail(job id: JobID, token: UInt64, _ failure: JobFailure) throws -> Bool?
    /// Gives a dead letter all its attempts again.
    ///
    /// - Returns: Whether it was a dead letter.
    func retry(job id: JobID, from ready: Timestamp) throws -> Bool
    /// Removes a dead letter.
    ///
    /// - Returns: Whether it was a dead letter.
    func discard(job id: JobID) throws -> Bool
    /// A job by its id.
    func job(_ id: JobID) throws -> JobRecord?
    /// At most `limit` jobs after one, by id.
    func jobs(after last: JobID?, limit: Int) throws -> [JobRecord]
}

/// Who takes which jobs until when.
struct LeaseRequest {
    var kinds: [UInt16]
    var owner: String
    var now: Timestamp
    var until: Timestamp
    var limit: Int
}

/// How an attempt failed.
struct JobFailure {
    var reason: SealedPayload
    var isFinal: Bool
    var now: Timestamp
    /// When it may be taken again.
    var ready: Timestamp
}

/// A job as it is read.
struct JobRecord {
    var id: JobID
    var kind: UInt16
    /// From when it may be taken: it waits until then, or is leased until then.
    var ready: Timestamp
    var token: UInt64
    var attempts: Int
    var attemptLimit: Int
    var owner: String?
    var isDead: Bool
    var reason: SealedPayload?
    var payload: SealedPayload

    var status: Job.Status {
        if isDead { return .dead }
        return owner.map { .leased(owner: $0, until: ready) } ?? .waiting(from: ready)
    }
}
