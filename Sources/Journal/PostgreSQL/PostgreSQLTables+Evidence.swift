import Foundation

extension PostgreSQLTables {
    func evidence(_ ids: [EvidenceID]) throws -> [SealedEvidenceRecord] {
        guard !ids.isEmpty else { return [] }
        let sql = """
            SELECT found.* FROM unnest($3::bytea[]) AS wanted (id), LATERAL (
                SELECT id, body, size, media_type, retention, recorded, data_key, name FROM evidence
                WHERE tenant = $1 AND journal = $2 AND id = wanted.id ORDER BY id
            ) AS found
            """
        return try ask(sql, key.adding { $0.add(ParameterArray(Set(ids).map(\.blob))) }).map(SealedEvidenceRecord.init)
    }

    func evidenceIDs(after last: EvidenceID?, limit: Int) throws -> [EvidenceID] {
        let sql = """
            SELECT id FROM evidence WHERE tenant = $1 AND journal = $2 AND id > $3 ORDER BY id LIMIT $4::bigint
            """
        let result = try ask(
            sql,
            key.adding { list in
                list.add(last?.blob ?? Data())
                list.add(Int64(limit))
            }
        )
        return try result.map { row in try row.evidenceID(0) }
    }

    func replaceEvidence(_ sealed: SealedEvidenceRecord) throws {
        let record = sealed.record
        try send(
            """
            INSERT INTO evidence (tenant, journal, id, body, size, media_type, retention, recorded, data_key, name)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            ON CONFLICT (tenant, journal, id) DO UPDATE SET body = excluded.body, size = excluded.size,
                media_type = excluded.media_type, retention = excluded.retention, recorded = excluded.recorded,
                data_key = excluded.data_key, name = excluded.name
            """,
            key.adding { list in
                list.add(record.id.blob)
                list.add(record.body)
                list.add(Int64(record.size))
                list.add(record.mediaType)
                list.add(Int16(record.retention.rawValue))
                list.add(record.recorded.microsecondsSince1970)
                list.add(record.dataKey.value)
                list.add(sealed.sealedName)
            }
        )
    }

    func deleteEvidence(_ id: EvidenceID) throws {
        try send("DELETE FROM evidence WHERE tenant = $1 AND journal = $2 AND id = $3", key.adding { $0.add(id.blob) })
    }

    func insert(chunks: [Data], from first: UInt64, of body: UInt128) throws {
        let numbered = chunks.enumerated().map { (number: Int64(first) + Int64($0), sealed: $1) }
        let batches = ColumnBatches(numbered, after: key, size: { $0.sealed.count }) { rows, list in
            list.add(body)
            list.add(ParameterArray(rows.lazy.map(\.number)))
            list.add(ParameterArray(rows.lazy.map(\.sealed)))
        }
        for batch in batches.batches {
            try send(
                """
                INSERT INTO evidence_chunk (tenant, journal, body, number, sealed)
                SELECT $1, $2, $3, new.* FROM unnest($4::bigint[], $5::bytea[]) AS new
                """,
                batch
            )
        }
        try send(
            "UPDATE evidence_upload SET touched = now() WHERE tenant = $1 AND journal = $2 AND body = $3",
            key.adding { $0.add(body) }
        )
    }

    func chunk(_ number: UInt64, of body: UInt128) throws -> Data? {
        let sql = """
            SELECT sealed FROM evidence_chunk
            WHERE tenant = $1 AND journal = $2 AND body = $3 AND number = $4::bigint
            """
        let result = try ask(
            sql,
            key.adding { list in
                list.add(body)
                list.add(Int64(clamping: number))
            }
        )
        return try result.map { row in try row.bytes(0) }.first
    }

    func deleteChunks(of body: UInt128) throws {
        try send(
            "DELETE FROM evidence_chunk WHERE tenant = $1 AND journal = $2 AND body = $3",
            key.adding { $0.add(body) }
        )
    }

    func beginUpload(of body: UInt128) throws {
        try send(
            "INSERT INTO evidence_upload (tenant, journal, body) VALUES ($1, $2, $3)",
            key.adding { $0.add(body) }
        )
    }

    func endUpload(of body: UInt128) throws -> Bool {
        let sql = "DELETE FROM evidence_upload WHERE tenant = $1 AND journal = $2 AND body = $3"
        return try ask(sql, key.adding { $0.add(body) }).changed > 0
    }

    /// Those that nothing was added to for a day: another node may be storing the others.
    func abandonedUploads() throws -> [StreamID] {
        let sql = """
            SELECT body FROM evidence_upload
            WHERE tenant = $1 AND journal = $2 AND touched < now() - interval '1 day'
            """
        return try ask(sql, key).map { row in StreamID(try row.identifier(0)) }
    }
}

extension SealedEvidenceRecord {
    fileprivate init(_ row: ResultRow) throws {
        guard let size = UInt64(exactly: try row.int64(2)),
            let retention = UInt8(exactly: try row.int64(4)).flatMap(RetentionClass.init(rawValue:))
        else { throw JournalError.damaged("a piece of evidence has a record that cannot be read") }
        record = EvidenceRecord(
            id: try row.evidenceID(0),
            body: try row.identifier(1),
            size: size,
            mediaType: try row.text(3),
            retention: retention,
            recorded: Timestamp(microsecondsSince1970: try row.int64(5)),
            dataKey: DataKeyID(try row.identifier(6))
        )
        sealedName = try row.bytes(7)
    }
}

extension ResultRow {
    fileprivate func evidenceID(_ column: Int) throws -> EvidenceID {
        guard let id = EvidenceID(bytes: [UInt8](try bytes(column))) else {
            throw JournalError.damaged("a piece of evidence has no address")
        }
        return id
    }
}
