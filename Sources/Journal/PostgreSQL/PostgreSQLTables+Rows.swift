import Foundation

// MARK: - Writing

extension PostgreSQLTables {
    func regroup(_ moves: [Regroup]) throws {
        for move in moves where move.from != move.to {
            try send(
                "UPDATE inline_row SET cluster = $4 WHERE tenant = $1 AND journal = $2 AND cluster = $3",
                key.adding { list in
                    list.add(move.from.value)
                    list.add(move.to.value)
                }
            )
        }
    }

    func upsert(rows: any PreparedRows) throws {
        for batch in ColumnBatches(rows).batches {
            try send(
                """
                INSERT INTO inline_row (tenant, journal, kind, id, cluster, evolve, data_key, payload)
                SELECT $1, $2, new.* FROM
                    unnest($3::integer[], $4::uuid[], $5::uuid[], $6::integer[], $7::uuid[], $8::bytea[]) AS new
                ON CONFLICT (tenant, journal, kind, id) DO UPDATE SET cluster = excluded.cluster,
                    evolve = excluded.evolve, data_key = excluded.data_key, payload = excluded.payload
                """,
                batch
            )
        }
    }

    func remove(_ rows: [RowID]) throws {
        for row in rows {
            try send(
                "DELETE FROM inline_row WHERE tenant = $1 AND journal = $2 AND kind = $3 AND id = $4",
                key.adding { list in
                    list.add(Int32(row.table))
                    list.add(row.id.value)
                }
            )
        }
    }

    func dropDerived() throws {
        try send("DELETE FROM inline_row WHERE tenant = $1 AND journal = $2", key)
        try send("DELETE FROM lookup WHERE tenant = $1 AND journal = $2", key)
    }
}

// MARK: - Reading

extension PostgreSQLTables {
    func rows(table: UInt16, ids: [StreamID]) throws -> [SealedStoredRow] {
        guard !ids.isEmpty else { return [] }
        let sql = """
            SELECT found.* FROM unnest($4::uuid[]) AS wanted (id), LATERAL (
                SELECT \(Self.rowColumns) FROM inline_row
                WHERE tenant = $1 AND journal = $2 AND kind = $3 AND id = wanted.id ORDER BY id
            ) AS found
            """
        let result = try ask(
            sql,
            key.adding { list in
                list.add(Int32(table))
                list.add(ParameterArray(Set(ids).map(\.value)))
            }
        )
        return try result.map(SealedStoredRow.init)
    }

    func rows(table: UInt16, after id: StreamID?, limit: Int) throws -> [SealedStoredRow] {
        guard let id else {
            return try rows("AND kind = $3 ORDER BY id LIMIT $4::bigint") { list in
                list.add(Int32(table))
                list.add(Int64(limit))
            }
        }
        return try rows("AND kind = $3 AND id > $4 ORDER BY id LIMIT $5::bigint") { list in
            list.add(Int32(table))
            list.add(id.value)
            list.add(Int64(limit))
        }
    }

    func rows(group: StreamID) throws -> [SealedStoredRow] {
        try rows("AND cluster = $3 ORDER BY kind, id") { $0.add(group.value) }
    }

    func rowIDs(table: UInt16, group: StreamID) throws -> [StreamID] {
        let sql = """
            SELECT id FROM inline_row
            WHERE tenant = $1 AND journal = $2 AND cluster = $3 AND kind = $4 ORDER BY id
            """
        let result = try ask(
            sql,
            key.adding { list in
                list.add(group.value)
                list.add(Int32(table))
            }
        )
        return try result.map { row in StreamID(try row.identifier(0)) }
    }

    func rowsByGroup(after cursor: GroupCursor?, limit: Int) throws -> [SealedStoredRow] {
        guard let cursor else {
            return try rows("ORDER BY cluster, kind, id LIMIT $3::bigint") { $0.add(Int64(limit)) }
        }
        return try rows("AND (cluster, kind, id) > ($3, $4, $5) ORDER BY cluster, kind, id LIMIT $6::bigint") { list in
            list.add(cursor.group.value)
            list.add(Int32(cursor.table))
            list.add(cursor.id.value)
            list.add(Int64(limit))
        }
    }

    private func rows(_ which: String, _ parameters: (inout ParameterList) -> Void) throws -> [SealedStoredRow] {
        let sql = """
            SELECT \(Self.rowColumns) FROM inline_row WHERE tenant = $1 AND journal = $2 \(which)
            """
        return try ask(sql, key.adding(parameters)).map(SealedStoredRow.init)
    }

    private static let rowColumns = "kind, id, cluster, evolve, data_key, payload"
}

extension SealedStoredRow {
    fileprivate init(_ row: ResultRow) throws {
        guard let table = UInt16(exactly: try row.int64(0)), let evolveVersion = UInt16(exactly: try row.int64(3))
        else {
            throw JournalError.damaged("an inline row has columns that cannot be read")
        }
        self.init(
            table: table,
            id: StreamID(try row.identifier(1)),
            group: StreamID(try row.identifier(2)),
            evolveVersion: evolveVersion,
            dataKey: DataKeyID(try row.identifier(4)),
            payload: try row.bytes(5)
        )
    }
}
