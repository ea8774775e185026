import Foundation
import GRDB

extension SQLiteTables {
    private static let jobColumns = """
        id, kind, ready, token, attempts, attempt_limit, owner, is_dead, reason_key, reason, data_key, payload
        """
    /// What a lease can be ended by.
    private static let isLeased = "id = ?1 AND token = ?2 AND owner IS NOT NULL AND is_dead = 0"

    func insert(jobs: [SealedJob]) throws {
        guard !jobs.isEmpty else { return }
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO job (id, kind, ready, since, token, attempts, attempt_limit, is_dead, data_key, payload)
                VALUES (?, ?, ?, \(Int64.min), 0, 0, ?, 0, ?, ?) ON CONFLICT (id) DO NOTHING
                """
        )
        for sealed in jobs {
            try statement.execute(arguments: [
                sealed.id.blob, Int64(sealed.job.kind), sealed.job.notBefore.microsecondsSince1970,
                sealed.job.attemptLimit, sealed.payload.dataKey.blob, sealed.payload.bytes,
            ])
        }
    }

    func lease(_ request: LeaseRequest) throws -> [JobRecord] {
        let now = request.now.microsecondsSince1970
        try putOffAnew(at: now)
        let ids = try leasable(request)
        guard !ids.isEmpty else { return [] }
        try db.execute(sql: "UPDATE job_token SET last = last + ?", arguments: [ids.count])
        let last = try Int64.fetchOne(db, sql: "SELECT last FROM job_token") ?? 0
        let take = try db.cachedStatement(
            sql: """
                UPDATE job SET
                    is_dead = attempts >= attempt_limit,
                    owner = CASE WHEN attempts >= attempt_limit THEN NULL ELSE ?2 END,
                    token = ?3, ready = ?4, since = ?5,
                    attempts = attempts + (attempts < attempt_limit)
                WHERE id = ?1 RETURNING \(Self.jobColumns)
                """
        )
        return try ids.enumerated().compactMap { number, id in
            let token = last - Int64(ids.count - 1 - number)
            let until = request.until.microsecondsSince1970
            return try Row.fetchOne(take, arguments: [id, request.owner, token, until, now]).map(JobRecord.init)
        }
    }

    /// Gives what was put off at a time that is yet to come as long again, from now on: the clock was set back.
    private func putOffAnew(at now: Int64) throws {
        // Longer than anything is put off, and so that no sum leaves the range of numbers.
        let most = TenantJournal.longestLease.microseconds * 400
        try db.cachedStatement(
            sql: """
                UPDATE job SET ready = ?1 + max(0, min(ready - since, ?2)), since = ?1
                WHERE is_dead = 0 AND since > ?1
                """
        ).execute(arguments: [now, most])
    }

    private func leasable(_ request: LeaseRequest) throws -> [Data] {
        let places = databaseQuestionMarks(count: request.kinds.count)
        let statement = try db.cachedStatement(
            sql: """
                SELECT id FROM job WHERE is_dead = 0 AND ready <= ? AND kind IN (\(places))
                ORDER BY ready, id LIMIT ?
                """
        )
        let kinds = request.kinds.map { Int64($0) as (any DatabaseValueConvertible)? }
        return try Data.fetchAll(
            statement,
            arguments: StatementArguments([request.now.microsecondsSince1970] + kinds + [request.limit])
        )
    }

    func renew(job id: JobID, token: UInt64, now: Timestamp, until: Timestamp) throws -> Bool {
        try db.cachedStatement(sql: "UPDATE job SET ready = ?3, since = ?4 WHERE \(Self.isLeased)")
            .execute(arguments: [
                id.blob, Int64(clamping: token), until.microsecondsSince1970, now.microsecondsSince1970,
            ])
        return db.changesCount == 1
    }

    func complete(job id: JobID, token: UInt64) throws -> Bool {
        try db.cachedStatement(sql: "DELETE FROM job WHERE \(Self.isLeased)")
            .execute(arguments: [id.blob, Int64(clamping: token)])
        return db.changesCount == 1
    }

    func fail(job id: JobID, token: UInt64, _ failure: JobFailure) throws -> Bool? {
        let statement = try db.cachedStatement(
            sql: """
                UPDATE job SET owner = NULL, ready = ?3, since = ?4, reason_key = ?5, reason = ?6,
                    is_dead = ?7 OR attempts >= attempt_limit
                WHERE \(Self.isLeased) RETURNING is_dead
                """
        )
        return try Bool.fetchOne(
            statement,
            arguments: [
                id.blob, Int64(clamping: token), failure.ready.microsecondsSince1970,
                failure.now.microsecondsSince1970, failure.reason.dataKey.blob, failure.reason.bytes, failure.isFinal,
            ]
        )
    }

    func retry(job id: JobID, from ready: Timestamp) throws -> Bool {
        try db.cachedStatement(
            sql: """
                UPDATE job SET is_dead = 0, owner = NULL, attempts = 0, ready = ?2, since = ?2, reason_key = NULL,
                    reason = NULL
                WHERE id = ?1 AND is_dead = 1
                """
        ).execute(arguments: [id.blob, ready.microsecondsSince1970])
        return db.changesCount == 1
    }

    func discard(job id: JobID) throws -> Bool {
        try db.cachedStatement(sql: "DELETE FROM job WHERE id = ? AND is_dead = 1").execute(arguments: [id.blob])
        return db.changesCount == 1
    }

    func job(_ id: JobID) throws -> JobRecord? {
        let statement = try db.cachedStatement(sql: "SELECT \(Self.jobColumns) FROM job WHERE id = ?")
        return try Row.fetchOne(statement, arguments: [id.blob]).map(JobRecord.init)
    }

    func jobs(after last: JobID?, limit: Int) throws -> [JobRecord] {
        let statement = try db.cachedStatement(
            sql: "SELECT \(Self.jobColumns) FROM job WHERE id > ? ORDER BY id LIMIT ?"
        )
        return try Row.fetchAll(statement, arguments: [last?.blob ?? Data(), limit]).map(JobRecord.init)
    }
}

extension JobRecord {
    fileprivate init(_ row: Row) throws {
        guard let id = JobID(blob: try row.value(0)), let kind = UInt16(exactly: try row.value(1) as Int64),
            let token = UInt64(exactly: try row.value(3) as Int64), let dataKey = DataKeyID(blob: try row.value(10))
        else { throw JournalError.damaged("a job has columns that cannot be read") }
        self.init(
            id: id,
            kind: kind,
            ready: Timestamp(microsecondsSince1970: try row.value(2)),
            token: token,
            attempts: try row.value(4),
            attemptLimit: try row.value(5),
            owner: try row.decode(String?.self, atIndex: 6),
            isDead: try row.value(7),
            payload: SealedPayload(dataKey: dataKey, bytes: try row.value(11))
        )
        if let key = try row.decode(Data?.self, atIndex: 8).flatMap(DataKeyID.init(blob:)) {
            reason = SealedPayload(dataKey: key, bytes: try row.decode(Data?.self, atIndex: 9) ?? Data())
        }
    }
}
