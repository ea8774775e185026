import Foundation
import GRDB

// MARK: - Writing

extension SQLiteTables {
    func regroup(_ moves: [Regroup]) throws {
        guard !moves.isEmpty else { return }
        let update = try db.cachedStatement(sql: "UPDATE inline_row SET cluster = ? WHERE cluster = ?")
        for move in moves where move.from != move.to {
            try update.execute(arguments: [move.to.blob, move.from.blob])
        }
    }

    func upsert(rows: any PreparedRows) throws {
        let upsert = try db.cachedStatement(
            sql: """
                INSERT INTO inline_row (kind, id, cluster, evolve, data_key, payload) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (kind, id) DO UPDATE SET cluster = excluded.cluster, evolve = excluded.evolve,
                    data_key = excluded.data_key, payload = excluded.payload
                """
        )
        try PackedRows(rows).execute(upsert, in: db)
    }

    func remove(_ rows: [RowID]) throws {
        guard !rows.isEmpty else { return }
        let delete = try db.cachedStatement(sql: "DELETE FROM inline_row WHERE kind = ? AND id = ?")
        for row in rows { try delete.execute(arguments: [Int64(row.table), row.id.blob]) }
    }

    func dropDerived() throws {
        try db.execute(sql: "DELETE FROM inline_row")
        try db.execute(sql: "DELETE FROM lookup")
    }
}

// MARK: - Reading

extension SQLiteTables {
    func rows(table: UInt16, ids: [StreamID]) throws -> [SealedStoredRow] {
        try ids.flatMap { try rows("WHERE kind = ? AND id = ?", [Int64(table), $0.blob]) }
    }

    func rows(table: UInt16, after id: StreamID?, limit: Int) throws -> [SealedStoredRow] {
        guard let id else { return try rows("WHERE kind = ? ORDER BY id LIMIT ?", [Int64(table), limit]) }
        return try rows("WHERE kind = ? AND id > ? ORDER BY id LIMIT ?", [Int64(table), id.blob, limit])
    }

    func rows(group: StreamID) throws -> [SealedStoredRow] {
        try rows("WHERE cluster = ? ORDER BY kind, id", [group.blob])
    }

    func rowIDs(table: UInt16, group: StreamID) throws -> [StreamID] {
        let statement = try db.cachedStatement(
            sql: "SELECT id FROM inline_row WHERE cluster = ? AND kind = ? ORDER BY id"
        )
        return try Data.fetchAll(statement, arguments: [group.blob, Int64(table)]).map { blob in
            guard let id = StreamID(blob: blob) else { throw JournalError.damaged("an inline row has no id") }
            return id
        }
    }

    func rowsByGroup(after cursor: GroupCursor?, limit: Int) throws -> [SealedStoredRow] {
        guard let cursor else { return try rows("ORDER BY cluster, kind, id LIMIT ?", [limit]) }
        return try rows(
            "WHERE (cluster, kind, id) > (?, ?, ?) ORDER BY cluster, kind, id LIMIT ?",
            [cursor.group.blob, Int64(cursor.table), cursor.id.blob, limit]
        )
    }

    private func rows(_ which: String, _ arguments: StatementArguments) throws -> [SealedStoredRow] {
        let sql = "SELECT kind, id, cluster, evolve, data_key, payload FROM inline_row \(which)"
        let cursor = try Row.fetchCursor(try db.cachedStatement(sql: sql), arguments: arguments)
        var rows: [SealedStoredRow] = []
        while let row = try cursor.next() { rows.append(try SealedStoredRow(row)) }
        return rows
    }
}

extension SealedStoredRow {
    fileprivate init(_ row: Row) throws {
        guard let table = UInt16(exactly: (try row.value(0)) as Int64), let id = StreamID(blob: try row.value(1)),
            let group = StreamID(blob: try row.value(2)),
            let evolveVersion = UInt16(exactly: (try row.value(3)) as Int64),
            let dataKey = DataKeyID(blob: try row.value(4))
        else { throw JournalError.damaged("an inline row has columns that cannot be read") }
        self.init(
            table: table,
            id: id,
            group: group,
            evolveVersion: evolveVersion,
            dataKey: dataKey,
            payload: try row.value(5)
        )
    }
}
