import Foundation
import GRDB

// MARK: - Entries

extension SQLiteTables {
    func head() throws -> JournalHead {
        let statement = try db.cachedStatement(
            sql: "SELECT position, leaf FROM entry ORDER BY position DESC LIMIT 1"
        )
        guard let row = try Row.fetchOne(statement) else { return JournalHead(position: 0, leaf: nil) }
        guard let position = Position(exactly: (try row.value(0)) as Int64) else {
            throw JournalError.damaged("the last entry has no position")
        }
        return JournalHead(position: position, leaf: try row.value(1))
    }

    func versions(of streams: [StreamID]) throws -> [UInt64] {
        let statement = try db.cachedStatement(sql: "SELECT max(version) FROM entry WHERE stream = ?")
        return try streams.map { stream in
            UInt64(bitPattern: try Int64.fetchOne(statement, arguments: [stream.blob]) ?? 0)
        }
    }

    func insert(entries: any PreparedRows) throws {
        let statement = try db.cachedStatement(
            sql: "INSERT INTO entry (position, stream, version, header, payload, leaf) VALUES (?, ?, ?, ?, ?, ?)"
        )
        do {
            try PackedRows(entries).execute(statement, in: db)
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
            throw TakenPlace.entry
        }
    }

    func entries(from position: Position, limit: Int) throws -> [EntryRecord] {
        let statement = try db.cachedStatement(
            sql: "SELECT position, header, payload, leaf FROM entry WHERE position >= ? ORDER BY position LIMIT ?"
        )
        return try records(statement, [Int64(clamping: position), limit])
    }

    func entries(of stream: StreamID, from version: UInt64, limit: Int) throws -> [EntryRecord] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT position, header, payload, leaf FROM entry WHERE stream = ? AND version >= ?
                ORDER BY version LIMIT ?
                """
        )
        return try records(statement, [stream.blob, Int64(clamping: version), limit])
    }

    private func records(_ statement: Statement, _ arguments: StatementArguments) throws -> [EntryRecord] {
        let cursor = try Row.fetchCursor(statement, arguments: arguments)
        var records: [EntryRecord] = []
        while let row = try cursor.next() { records.append(try EntryRecord(row)) }
        return records
    }

    func eachPlacedEntry(from position: Position, limit: Int, _ body: (PlacedEntryRecord) throws -> Void) throws {
        let statement = try db.cachedStatement(
            sql: """
                SELECT position, header, payload, leaf, stream, version FROM entry WHERE position >= ?
                ORDER BY position LIMIT ?
                """
        )
        let cursor = try Row.fetchCursor(statement, arguments: [Int64(clamping: position), limit])
        while let row = try cursor.next() {
            try body(
                PlacedEntryRecord(record: try EntryRecord(row), stream: try row.value(4), version: try row.value(5))
            )
        }
    }

    func lastEntriesOfBrokenStreams(limit: Int) throws -> [Position] {
        let sql = """
            SELECT max(position) FROM entry GROUP BY stream
            HAVING min(version) <> 1 OR max(version) <> count(*) LIMIT ?
            """
        return try Int64.fetchAll(db, sql: sql, arguments: [limit]).map { UInt64(bitPattern: $0) }
    }
}

extension EntryRecord {
    /// Takes the columns position, header, payload and leaf.
    fileprivate init(_ row: Row) throws {
        self.init(
            position: try row.value(0),
            header: try row.value(1),
            payload: try row.value(2),
            leaf: try row.value(3)
        )
    }
}

// MARK: - Commands

extension SQLiteTables {
    func command(_ id: CommandID) throws -> CommandRecord? {
        let statement = try db.cachedStatement(sql: "SELECT first, count FROM command WHERE id = ?")
        return try Row.fetchOne(statement, arguments: [id.blob]).map { row in
            CommandRecord(first: try row.value(0), count: try row.value(1))
        }
    }

    func insert(command id: CommandID, _ record: CommandRecord) throws {
        try db.cachedStatement(sql: "INSERT INTO command (id, first, count) VALUES (?, ?, ?)")
            .execute(arguments: [id.blob, record.first, record.count])
    }

    func commandTotals() throws -> (count: Int, last: Int64) {
        let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM command WHERE count > 0") ?? 0
        let last = try Int64.fetchOne(db, sql: "SELECT max(first + count) - 1 FROM command") ?? 0
        return (count, last)
    }
}

// MARK: - The tree

extension SQLiteTables {
    func insert(tiles: [TreeEdge.FullTile]) throws {
        guard !tiles.isEmpty else { return }
        let statement = try db.cachedStatement(
            sql: "INSERT INTO tile (level, number, root, hashes) VALUES (?, ?, ?, ?)"
        )
        for full in tiles {
            try statement.execute(arguments: [
                full.id.level, Int64(full.id.number), full.root.blob, Data(full.tile.bytes),
            ])
        }
    }

    func tile(_ id: TileID) throws -> (root: Data, hashes: Data)? {
        let statement = try db.cachedStatement(sql: "SELECT root, hashes FROM tile WHERE level = ? AND number = ?")
        return try Row.fetchOne(statement, arguments: [id.level, Int64(id.number)]).map { row in
            (try row.value(0), try row.value(1))
        }
    }

    func roots(level: Int, from number: UInt64, count: Int) throws -> [Data] {
        let statement = try db.cachedStatement(
            sql: "SELECT root FROM tile WHERE level = ? AND number >= ? AND number < ? ORDER BY number"
        )
        return try Data.fetchAll(statement, arguments: [level, Int64(number), Int64(number) + Int64(count)])
    }

    func leaves(from position: Position, count: Int) throws -> [Data] {
        let statement = try db.cachedStatement(
            sql: "SELECT leaf FROM entry WHERE position >= ? AND position < ? ORDER BY position"
        )
        return try Data.fetchAll(statement, arguments: [Int64(position), Int64(position) + Int64(count)])
    }

    func tileCount() throws -> Int { try Int.fetchOne(db, sql: "SELECT count(*) FROM tile") ?? 0 }

    func checkpoints() throws -> [(size: Int64, note: String)] {
        let statement = try db.cachedStatement(sql: "SELECT size, note FROM checkpoint ORDER BY size")
        return try Row.fetchAll(statement).map { (size: try $0.value(0), note: try $0.value(1)) }
    }

    func replaceCheckpoint(size: UInt64, note: String) throws {
        try db.execute(sql: "DELETE FROM checkpoint")
        try db.execute(sql: "INSERT INTO checkpoint (size, note) VALUES (?, ?)", arguments: [Int64(size), note])
    }
}
