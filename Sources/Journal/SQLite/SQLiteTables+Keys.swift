import Foundation
import GRDB

/// The tables with columns `space`, `value` and `target`.
private enum KeyTable: String {
    case uniqueKey = "unique_key"
    case lookup
}

extension SQLiteTables {
    func claim(_ keys: any PreparedRows) throws {
        // A savepoint to tell here which of them is taken would copy every page that they touch.
        let keys = PackedRows(keys)
        let before = db.totalChangesCount
        try insert(keys, into: .uniqueKey)
        guard db.totalChangesCount - before == keys.count else { throw TakenPlace.key }
    }

    func holders(of keys: [UniqueKey]) throws -> [StreamID?] {
        let statement = try db.cachedStatement(sql: "SELECT target FROM unique_key WHERE space = ? AND value = ?")
        return try keys.map { key in
            try Data.fetchOne(statement, arguments: [Int64(key.space), key.index.blob]).flatMap(StreamID.init(blob:))
        }
    }

    func insert(lookups: any PreparedRows) throws { try insert(PackedRows(lookups), into: .lookup) }

    /// Inserts the keys that are not there yet.
    private func insert(_ keys: PackedRows, into table: KeyTable) throws {
        let sql = "INSERT OR IGNORE INTO \(table.rawValue) (space, value, target) VALUES (?, ?, ?)"
        try keys.execute(try db.cachedStatement(sql: sql), in: db)
    }

    func lookUp(_ keys: [(space: UInt16, index: BlindIndex)]) throws -> [[StreamID]] {
        var places: [UInt16: [Int]] = [:]
        for (place, key) in keys.enumerated() { places[key.space, default: []].append(place) }
        var found = [[StreamID]](repeating: [], count: keys.count)
        let statement = try lookupStatement()
        for (space, places) in places {
            var packed = Data(capacity: places.count * 16)
            for place in places { packed.append(contentsOf: keys[place].index.bytes) }
            let cursor = try Row.fetchCursor(statement, arguments: [packed, places.count, Int64(space)])
            while let row = try cursor.next() {
                guard let target = StreamID(blob: try row.value(1)) else {
                    throw JournalError.damaged("a lookup finds no stream")
                }
                found[places[(try row.value(0))]].append(target)
            }
        }
        return found
    }

    /// Looks up many indexes of one space, which costs a tenth of a statement for each; those of what is new find nothing.
    private func lookupStatement() throws -> Statement {
        try db.cachedStatement(
            sql: """
                WITH RECURSIVE record (number) AS (
                    SELECT 0 UNION ALL SELECT number + 1 FROM record WHERE number + 1 < ?2
                )
                SELECT number, target FROM record CROSS JOIN lookup
                WHERE space = ?3 AND value = substr(?1, number * 16 + 1, 16) ORDER BY number, target
                """
        )
    }

    /// Reads each table once, since no index leads from a target to its keys: what is found by no other way costs nothing
    /// each time that a key is written.
    func removeKeys(leadingTo targets: Set<StreamID>) throws {
        try db.execute(
            sql: """
                CREATE TEMP TABLE IF NOT EXISTS forgotten (target BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;
                DELETE FROM forgotten;
                """
        )
        let insert = try db.cachedStatement(sql: "INSERT INTO forgotten (target) VALUES (?)")
        for target in targets { try insert.execute(arguments: [target.blob]) }
        for table in [KeyTable.uniqueKey, .lookup] {
            try db.execute(sql: "DELETE FROM \(table.rawValue) WHERE target IN (SELECT target FROM forgotten)")
        }
        try db.execute(sql: "DELETE FROM forgotten")
    }

    func keys(_ kind: KeyKind, after last: KeyRecord?, limit: Int) throws -> [KeyRecord] {
        let table =
            switch kind {
            case .unique: KeyTable.uniqueKey.rawValue
            case .lookup: KeyTable.lookup.rawValue
            }
        let statement = try db.cachedStatement(
            sql: """
                SELECT space, value, target FROM \(table) WHERE (space, value, target) > (?, ?, ?)
                ORDER BY space, value, target LIMIT ?
                """
        )
        let start: StatementArguments = [
            last.map { Int64($0.space) } ?? -1, last?.index.blob ?? Data(), last?.target.blob ?? Data(), limit,
        ]
        return try Row.fetchAll(statement, arguments: start).map { row in
            guard let space = UInt16(exactly: (try row.value(0)) as Int64),
                let index = BlindIndex(blob: try row.value(1)),
                let target = StreamID(blob: try row.value(2))
            else { throw JournalError.damaged("a key of table \(table) cannot be read") }
            return KeyRecord(space: space, index: index, target: target)
        }
    }
}
