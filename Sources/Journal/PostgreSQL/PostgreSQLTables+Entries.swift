import Foundation

// MARK: - Entries

extension PostgreSQLTables {
    func versions(of streams: [StreamID]) throws -> [UInt64] {
        guard !streams.isEmpty else { return [] }
        let sql = """
            SELECT (SELECT max(version) FROM entry WHERE tenant = $1 AND journal = $2 AND stream = wanted.stream)
            FROM unnest($3::uuid[]) WITH ORDINALITY AS wanted (stream, number) ORDER BY wanted.number
            """
        let result = try ask(sql, key.adding { $0.add(ParameterArray(streams.map(\.value))) })
        return try result.map { row in
            guard let version = row.integer(0) else { return 0 }
            return try row.unsigned(version)
        }
    }

    func insert(entries: any PreparedRows) throws {
        let entries = ColumnBatches(entries)
        for batch in entries.batches {
            try send(
                """
                INSERT INTO entry (tenant, journal, position, stream, version, header, payload, leaf)
                SELECT $1, $2, new.* FROM
                    unnest($3::bigint[], $4::uuid[], $5::bigint[], $6::bytea[], $7::bytea[], $8::bytea[]) AS new
                """,
                batch
            )
        }
        if let head = entries.head { try moveHead(to: head) }
    }

    func entries(from position: Position, limit: Int) throws -> [EntryRecord] {
        let sql = """
            SELECT position, header, payload, leaf FROM entry
            WHERE tenant = $1 AND journal = $2 AND position >= $3::bigint ORDER BY position LIMIT $4::bigint
            """
        return try ask(sql, key.adding { $0.add(Int64(clamping: position), Int64(limit)) }).map(EntryRecord.init)
    }

    func entries(of stream: StreamID, from version: UInt64, limit: Int) throws -> [EntryRecord] {
        let sql = """
            SELECT position, header, payload, leaf FROM entry
            WHERE tenant = $1 AND journal = $2 AND stream = $3 AND version >= $4::bigint
            ORDER BY version LIMIT $5::bigint
            """
        let parameters = key.adding { list in
            list.add(stream.value)
            list.add(Int64(clamping: version), Int64(limit))
        }
        return try ask(sql, parameters).map(EntryRecord.init)
    }

    func eachPlacedEntry(from position: Position, limit: Int, _ body: (PlacedEntryRecord) throws -> Void) throws {
        let sql = """
            SELECT position, header, payload, leaf, stream, version FROM entry
            WHERE tenant = $1 AND journal = $2 AND position >= $3::bigint ORDER BY position LIMIT $4::bigint
            """
        for row in try ask(sql, key.adding { $0.add(Int64(clamping: position), Int64(limit)) }).rows {
            try body(
                PlacedEntryRecord(
                    record: try EntryRecord(row),
                    stream: StreamID(try row.identifier(4)).blob,
                    version: try row.int64(5)
                )
            )
        }
    }

    func lastEntriesOfBrokenStreams(limit: Int) throws -> [Position] {
        let sql = """
            SELECT max(position) FROM entry WHERE tenant = $1 AND journal = $2 GROUP BY stream
            HAVING min(version) <> 1 OR max(version) <> count(*) LIMIT $3::bigint
            """
        return try ask(sql, key.adding { $0.add(Int64(limit)) }).map { row in try row.unsigned(row.int64(0)) }
    }
}

extension EntryRecord {
    /// Takes the columns position, header, payload and leaf.
    fileprivate init(_ row: ResultRow) throws {
        self.init(
            position: try row.int64(0),
            header: try row.bytes(1),
            payload: try row.bytes(2),
            leaf: try row.bytes(3)
        )
    }
}

// MARK: - Commands

extension PostgreSQLTables {
    func command(_ id: CommandID) throws -> CommandRecord? {
        let sql = "SELECT first, count FROM command WHERE tenant = $1 AND journal = $2 AND id = $3"
        return try ask(sql, key.adding { $0.add(id.value) }).map { row in
            CommandRecord(first: try row.int64(0), count: try row.int64(1))
        }.first
    }

    func insert(command id: CommandID, _ record: CommandRecord) throws {
        let sql = "INSERT INTO command (tenant, journal, id, first, count) VALUES ($1, $2, $3, $4, $5)"
        try send(
            sql,
            key.adding { list in
                list.add(id.value)
                list.add(record.first, record.count)
            }
        )
    }

    func commandTotals() throws -> (count: Int, last: Int64) {
        let sql = """
            SELECT count(*) FILTER (WHERE count > 0), coalesce(max(first + count) - 1, 0) FROM command
            WHERE tenant = $1 AND journal = $2
            """
        return try ask(sql, key).map { row in (Int(try row.int64(0)), try row.int64(1)) }.first ?? (0, 0)
    }
}

// MARK: - The tree

extension PostgreSQLTables {
    func insert(tiles: [TreeEdge.FullTile]) throws {
        guard !tiles.isEmpty else { return }
        try send(
            """
            INSERT INTO tile (tenant, journal, level, number, root, hashes)
            SELECT $1, $2, new.* FROM unnest($3::integer[], $4::bigint[], $5::bytea[], $6::bytea[]) AS new
            """,
            key.adding { list in
                list.add(ParameterArray(tiles.map { Int32($0.id.level) }))
                list.add(ParameterArray(tiles.map { Int64($0.id.number) }))
                list.add(ParameterArray(tiles.map(\.root.blob)))
                list.add(ParameterArray(tiles.map { Data($0.tile.bytes) }))
            }
        )
    }

    func tile(_ id: TileID) throws -> (root: Data, hashes: Data)? {
        let sql = """
            SELECT root, hashes FROM tile
            WHERE tenant = $1 AND journal = $2 AND level = $3::bigint AND number = $4::bigint
            """
        return try ask(sql, key.adding { $0.add(Int64(id.level), Int64(id.number)) }).map { row in
            (try row.bytes(0), try row.bytes(1))
        }.first
    }

    func roots(level: Int, from number: UInt64, count: Int) throws -> [Data] {
        let sql = """
            SELECT root FROM tile WHERE tenant = $1 AND journal = $2 AND level = $3::bigint
            AND number >= $4::bigint AND number < $5::bigint ORDER BY number
            """
        let parameters = key.adding { $0.add(Int64(level), Int64(number), Int64(number) + Int64(count)) }
        return try ask(sql, parameters).map { row in try row.bytes(0) }
    }

    func leaves(from position: Position, count: Int) throws -> [Data] {
        let sql = """
            SELECT leaf FROM entry WHERE tenant = $1 AND journal = $2
            AND position >= $3::bigint AND position < $4::bigint ORDER BY position
            """
        let parameters = key.adding { $0.add(Int64(position), Int64(position) + Int64(count)) }
        return try ask(sql, parameters).map { row in try row.bytes(0) }
    }

    func tileCount() throws -> Int {
        let sql = "SELECT count(*) FROM tile WHERE tenant = $1 AND journal = $2"
        return try ask(sql, key).map { row in Int(try row.int64(0)) }.first ?? 0
    }

    func checkpoints() throws -> [(size: Int64, note: String)] {
        let sql = "SELECT size, note FROM checkpoint WHERE tenant = $1 AND journal = $2 ORDER BY size"
        return try ask(sql, key).map { row in (size: try row.int64(0), note: try row.text(1)) }
    }

    func replaceCheckpoint(size: UInt64, note: String) throws {
        try send("DELETE FROM checkpoint WHERE tenant = $1 AND journal = $2", key)
        try send(
            "INSERT INTO checkpoint (tenant, journal, size, note) VALUES ($1, $2, $3, $4)",
            key.adding { list in
                list.add(Int64(size))
                list.add(note)
            }
        )
    }
}
