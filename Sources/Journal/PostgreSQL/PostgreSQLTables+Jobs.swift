import Foundation

extension PostgreSQLTables {
    private static let jobColumns = """
        id, kind, ready, token, attempts, attempt_limit, owner, is_dead::integer, reason_key, reason, data_key, payload
        """
    /// What a lease can be ended by.
    private static let isLeased = """
        tenant = $1 AND journal = $2 AND id = $3 AND token = $4 AND owner IS NOT NULL AND NOT is_dead
        """

    func insert(jobs: [SealedJob]) throws {
        let batches = ColumnBatches(jobs, after: key, size: { $0.payload.bytes.count + 80 }) { jobs, list in
            list.add(ParameterArray(jobs.lazy.map(\.id.value)))
            list.add(ParameterArray(jobs.lazy.map { Int32($0.job.kind) }))
            list.add(ParameterArray(jobs.lazy.map(\.job.notBefore.microsecondsSince1970)))
            list.add(ParameterArray(jobs.lazy.map { Int32(clamping: $0.job.attemptLimit) }))
            list.add(ParameterArray(jobs.lazy.map(\.payload.dataKey.value)))
            list.add(ParameterArray(jobs.lazy.map(\.payload.bytes)))
        }
        for batch in batches.batches {
            try send(
                """
                INSERT INTO job (tenant, journal, id, kind, ready, since, token, attempts, attempt_limit, is_dead,
                    data_key, payload)
                SELECT $1, $2, id, kind, ready, \(Int64.min), 0, 0, attempt_limit, false, data_key, payload
                FROM unnest($3::uuid[], $4::integer[], $5::bigint[], $6::integer[], $7::uuid[], $8::bytea[])
                    AS new (id, kind, ready, attempt_limit, data_key, payload)
                ON CONFLICT (tenant, journal, id) DO NOTHING
                """,
                batch
            )
        }
    }

    func lease(_ request: LeaseRequest) throws -> [JobRecord] {
        let now = request.now.microsecondsSince1970
        try putOffAnew(at: now)
        let ids = try leasable(request)
        guard !ids.isEmpty else { return [] }
        let last = try takeTokens(ids.count)
        let results = try ask(
            """
            UPDATE job SET
                is_dead = attempts >= attempt_limit,
                owner = CASE WHEN attempts >= attempt_limit THEN NULL ELSE $5 END,
                token = $4, ready = $6, since = $7,
                attempts = attempts + CASE WHEN attempts < attempt_limit THEN 1 ELSE 0 END
            WHERE tenant = $1 AND journal = $2 AND id = $3 RETURNING \(Self.jobColumns)
            """,
            forEach: ids.enumerated().map { number, id in
                key.adding { list in
                    list.add(id)
                    list.add(last - Int64(ids.count - 1 - number))
                    list.add(request.owner)
                    list.add(request.until.microsecondsSince1970, now)
                }
            }
        )
        return try results.flatMap { try $0.map(JobRecord.init) }
    }

    /// Gives what was put off at a time that is yet to come as long again, from now on: the clock was set back.
    private func putOffAnew(at now: Int64) throws {
        // Longer than anything is put off, and so that no sum leaves the range of numbers.
        let most = TenantJournal.longestLease.microseconds * 400
        try send(
            """
            UPDATE job SET ready = $3::bigint + greatest(0, least(ready - since, $4::bigint)), since = $3::bigint
            WHERE tenant = $1 AND journal = $2 AND NOT is_dead AND since > $3::bigint
            """,
            key.adding { $0.add(now, most) }
        )
    }

    /// Those that another node is taking are passed over.
    private func leasable(_ request: LeaseRequest) throws -> [UInt128] {
        let sql = """
            SELECT id FROM job
            WHERE tenant = $1 AND journal = $2 AND NOT is_dead AND ready <= $3::bigint AND kind = ANY ($4::integer[])
            ORDER BY ready, id LIMIT $5::bigint FOR UPDATE SKIP LOCKED
            """
        let result = try ask(
            sql,
            key.adding { list in
                list.add(request.now.microsecondsSince1970)
                list.add(ParameterArray(request.kinds.map { Int32($0) }))
                list.add(Int64(request.limit))
            }
        )
        return try result.map { try $0.identifier(0) }
    }

    /// Takes the next tokens, which never come again, and gives the last of them.
    private func takeTokens(_ count: Int) throws -> Int64 {
        let sql = """
            INSERT INTO job_token (tenant, journal, last) VALUES ($1, $2, $3::bigint)
            ON CONFLICT (tenant, journal) DO UPDATE SET last = job_token.last + excluded.last RETURNING last
            """
        guard let last = try ask(sql, key.adding { $0.add(Int64(count)) }).map({ try $0.int64(0) }).first else {
            throw JournalError.damaged("the database gives no tokens for jobs")
        }
        return last
    }

    func renew(job id: JobID, token: UInt64, now: Timestamp, until: Timestamp) throws -> Bool {
        try ask(
            "UPDATE job SET ready = $5, since = $6 WHERE \(Self.isLeased)",
            lease(id, token) { $0.add(until.microsecondsSince1970, now.microsecondsSince1970) }
        ).changed == 1
    }

    func complete(job id: JobID, token: UInt64) throws -> Bool {
        try ask("DELETE FROM job WHERE \(Self.isLeased)", lease(id, token)).changed == 1
    }

    func fail(job id: JobID, token: UInt64, _ failure: JobFailure) throws -> Bool? {
        let sql = """
            UPDATE job SET owner = NULL, ready = $5, since = $6, reason_key = $7, reason = $8,
                is_dead = $9::integer = 1 OR attempts >= attempt_limit
            WHERE \(Self.isLeased) RETURNING is_dead::integer
            """
        let result = try ask(
            sql,
            lease(id, token) { list in
                list.add(failure.ready.microsecondsSince1970, failure.now.microsecondsSince1970)
                list.add(failure.reason.dataKey.value)
                list.add(failure.reason.bytes)
                list.add(Int32(failure.isFinal ? 1 : 0))
            }
        )
        return try result.map { try $0.int64(0) == 1 }.first
    }

    private func lease(
        _ id: JobID,
        _ token: UInt64,
        _ more: (inout ParameterList) -> Void = { _ in }
    ) -> ParameterList {
        key.adding { list in
            list.add(id.value)
            list.add(Int64(clamping: token))
            more(&list)
        }
    }

    func retry(job id: JobID, from ready: Timestamp) throws -> Bool {
        try ask(
            """
            UPDATE job SET is_dead = false, owner = NULL, attempts = 0, ready = $4, since = $4, reason_key = NULL,
                reason = NULL
            WHERE tenant = $1 AND journal = $2 AND id = $3 AND is_dead
            """,
            key.adding { list in
                list.add(id.value)
                list.add(ready.microsecondsSince1970)
            }
        ).changed == 1
    }

    func discard(job id: JobID) throws -> Bool {
        try ask(
            "DELETE FROM job WHERE tenant = $1 AND journal = $2 AND id = $3 AND is_dead",
            key.adding { $0.add(id.value) }
        ).changed == 1
    }

    func job(_ id: JobID) throws -> JobRecord? {
        let sql = "SELECT \(Self.jobColumns) FROM job WHERE tenant = $1 AND journal = $2 AND id = $3"
        return try ask(sql, key.adding { $0.add(id.value) }).map(JobRecord.init).first
    }

    func jobs(after last: JobID?, limit: Int) throws -> [JobRecord] {
        let sql = """
            SELECT \(Self.jobColumns) FROM job
            WHERE tenant = $1 AND journal = $2 AND ($3::integer = 0 OR id > $4::uuid) ORDER BY id LIMIT $5::bigint
            """
        let result = try ask(
            sql,
            key.adding { list in
                list.add(Int32(last == nil ? 0 : 1))
                list.add(last?.value ?? 0)
                list.add(Int64(limit))
            }
        )
        return try result.map(JobRecord.init)
    }
}

extension JobRecord {
    fileprivate init(_ row: ResultRow) throws {
        guard let kind = UInt16(exactly: try row.int64(1)) else {
            throw JournalError.damaged("a job has columns that cannot be read")
        }
        self.init(
            id: JobID(try row.identifier(0)),
            kind: kind,
            ready: Timestamp(microsecondsSince1970: try row.int64(2)),
            token: try row.unsigned(row.int64(3)),
            attempts: Int(try row.int64(4)),
            attemptLimit: Int(try row.int64(5)),
            owner: row.textIfAny(6),
            isDead: try row.int64(7) == 1,
            payload: SealedPayload(dataKey: DataKeyID(try row.identifier(10)), bytes: try row.bytes(11))
        )
        if let key = row.identifierIfAny(8) {
            reason = SealedPayload(dataKey: DataKeyID(key), bytes: try row.bytes(9))
        }
    }
}
