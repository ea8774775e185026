import Foundation

extension PostgreSQLTables {
    func claim(_ keys: any PreparedRows) throws {
        for batch in ColumnBatches(keys).batches {
            try send(
                """
                INSERT INTO unique_key (tenant, journal, space, value, target)
                SELECT $1, $2, new.* FROM unnest($3::integer[], $4::uuid[], $5::uuid[]) AS new
                """,
                batch
            )
        }
    }

    func holders(of keys: [UniqueKey]) throws -> [StreamID?] {
        guard !keys.isEmpty else { return [] }
        let sql = """
            SELECT (
                SELECT target FROM unique_key
                WHERE tenant = $1 AND journal = $2 AND space = wanted.space AND value = wanted.value
            ) FROM unnest($3::integer[], $4::uuid[]) WITH ORDINALITY AS wanted (space, value, number)
            ORDER BY wanted.number
            """
        let result = try ask(
            sql,
            key.adding { list in
                list.add(ParameterArray(keys.map { Int32($0.space) }))
                list.add(ParameterArray(keys.map(\.index.value)))
            }
        )
        return result.map { row in row.identifierIfAny(0).map { StreamID($0) } }
    }

    func insert(lookups: any PreparedRows) throws {
        for batch in ColumnBatches(lookups).batches {
            try send(
                """
                INSERT INTO lookup (tenant, journal, space, value, target)
                SELECT $1, $2, new.* FROM unnest($3::integer[], $4::uuid[], $5::uuid[]) AS new
                ON CONFLICT (tenant, journal, space, value, target) DO NOTHING
                """,
                batch
            )
        }
    }

    /// Reads each table once, since no index leads from a target to its keys.
    func removeKeys(leadingTo targets: Set<StreamID>) throws {
        guard !targets.isEmpty else { return }
        for table in ["unique_key", "lookup"] {
            try send(
                "DELETE FROM \(table) WHERE tenant = $1 AND journal = $2 AND target = ANY ($3::uuid[])",
                key.adding { $0.add(ParameterArray(targets.map(\.value))) }
            )
        }
    }

    func lookUp(_ keys: [(space: UInt16, index: BlindIndex)]) throws -> [[StreamID]] {
        var found = [[StreamID]](repeating: [], count: keys.count)
        guard !keys.isEmpty else { return found }
        let sql = """
            SELECT wanted.number, found.target
            FROM unnest($3::integer[], $4::uuid[]) WITH ORDINALITY AS wanted (space, value, number),
            LATERAL (
                SELECT target FROM lookup
                WHERE tenant = $1 AND journal = $2 AND space = wanted.space AND value = wanted.value ORDER BY target
            ) AS found
            ORDER BY wanted.number, found.target
            """
        let result = try ask(
            sql,
            key.adding { list in
                list.add(ParameterArray(keys.map { Int32($0.space) }))
                list.add(ParameterArray(keys.map(\.index.value)))
            }
        )
        for row in result.rows { found[Int(try row.int64(0)) - 1].append(StreamID(try row.identifier(1))) }
        return found
    }

    func keys(_ kind: KeyKind, after last: KeyRecord?, limit: Int) throws -> [KeyRecord] {
        let table =
            switch kind {
            case .unique: "unique_key"
            case .lookup: "lookup"
            }
        let sql = """
            SELECT space, value, target FROM \(table)
            WHERE tenant = $1 AND journal = $2 AND (space, value, target) > ($3::integer, $4::uuid, $5::uuid)
            ORDER BY space, value, target LIMIT $6::bigint
            """
        let result = try ask(
            sql,
            key.adding { list in
                list.add(last.map { Int32($0.space) } ?? -1)
                list.add(last?.index.value ?? 0)
                list.add(last?.target.value ?? 0)
                list.add(Int64(limit))
            }
        )
        return try result.map { row in
            guard let space = UInt16(exactly: try row.int64(0)) else {
                throw JournalError.damaged("a key of table \(table) cannot be read")
            }
            return KeyRecord(
                space: space,
                index: BlindIndex(try row.identifier(1)),
                target: StreamID(try row.identifier(2))
            )
        }
    }
}
