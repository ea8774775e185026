import Foundation
import GRDB

// MARK: - Reading

extension TenantJournal {
    /// The owner of the key, or `nil` when it is free.
    ///
    /// - Throws: `JournalError.storage`, `.damaged`, `.closed`.
    package func claimed(_ key: UniqueKey) throws(JournalError) -> StreamID? {
        try perform { db in try Self.holder(of: key, in: db) }
    }

    /// The owners of several keys, in their order.
    ///
    /// - Throws: `JournalError.storage`, `.damaged`, `.closed`.
    package func claimed(_ keys: [UniqueKey]) throws(JournalError) -> [StreamID?] {
        try perform { db in try keys.map { try Self.holder(of: $0, in: db) } }
    }

    /// The streams that can be found by `index` in `space`, by id.
    ///
    /// - Throws: `JournalError.storage`, `.damaged`, `.closed`.
    package func lookup(space: UInt16, _ index: BlindIndex) throws(JournalError) -> [StreamID] {
        try lookups([(space, index)]).first ?? []
    }

    /// The streams that can be found by each of several indexes, in their order.
    ///
    /// - Throws: `JournalError.storage`, `.damaged`, `.closed`.
    package func lookups(_ keys: [(space: UInt16, index: BlindIndex)]) throws(JournalError) -> [[StreamID]] {
        var places: [UInt16: [Int]] = [:]
        for (place, key) in keys.enumerated() { places[key.space, default: []].append(place) }
        return try perform { db in
            var found = [[StreamID]](repeating: [], count: keys.count)
            let statement = try Self.lookupStatement(in: db)
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
    }

    /// Looks up many indexes of one space, which costs a tenth of a statement for each; those of what is new find nothing.
    private static func lookupStatement(in db: Database) throws -> Statement {
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

    /// The row `id` of `table`, or `nil`.
    ///
    /// - Throws: `JournalError.damaged` when the row does not open though its key exists; `.storage`, `.closed`.
    package func row(table: UInt16, id: StreamID) throws(JournalError) -> StoredRow? {
        try storedRows("WHERE kind = ? AND id = ?", [Int64(table), id.blob]).first
    }

    /// At most `limit` rows of `table` after the row `id`, by id.
    ///
    /// - Throws: `JournalError.damaged` when a row does not open though its key exists; `.storage`, `.closed`.
    package func rows(table: UInt16, after id: StreamID? = nil, limit: Int = 1000) throws(JournalError) -> [StoredRow] {
        guard let id else {
            return try storedRows("WHERE kind = ? ORDER BY id LIMIT ?", [Int64(table), limit])
        }
        return try storedRows("WHERE kind = ? AND id > ? ORDER BY id LIMIT ?", [Int64(table), id.blob, limit])
    }

    /// All rows of `group`, by table and id.
    ///
    /// - Throws: `JournalError.damaged` when a row does not open though its key exists; `.storage`, `.closed`.
    package func rows(group: StreamID) throws(JournalError) -> [StoredRow] {
        try storedRows("WHERE cluster = ? ORDER BY kind, id", [group.blob])
    }

    /// The ids of the rows of `table` in `group`, by id; no row is opened.
    ///
    /// - Throws: `JournalError.storage`, `.damaged`, `.closed`.
    package func rowIDs(table: UInt16, group: StreamID) throws(JournalError) -> [StreamID] {
        try perform { db in
            let statement = try db.cachedStatement(
                sql: "SELECT id FROM inline_row WHERE cluster = ? AND kind = ? ORDER BY id"
            )
            return try Data.fetchAll(statement, arguments: [group.blob, Int64(table)]).map { blob in
                guard let id = StreamID(blob: blob) else { throw JournalError.damaged("an inline row has no id") }
                return id
            }
        }
    }

    /// At most `limit` rows of all tables after `cursor`, by group, table and id, so that each group comes in one piece.
    ///
    /// A group may be cut in two by the limit: its rest begins the next batch.
    ///
    /// - Throws: `JournalError.damaged` when a row does not open though its key exists; `.storage`, `.closed`.
    package func rowsByGroup(after cursor: GroupCursor? = nil, limit: Int = 1000) throws(JournalError) -> [StoredRow] {
        guard let cursor else { return try storedRows("ORDER BY cluster, kind, id LIMIT ?", [limit]) }
        return try storedRows(
            "WHERE (cluster, kind, id) > (?, ?, ?) ORDER BY cluster, kind, id LIMIT ?",
            [cursor.group.blob, Int64(cursor.table), cursor.id.blob, limit]
        )
    }

    /// At most `limit` lookups after one of them, by space, index and target.
    ///
    /// - Throws: `JournalError.storage`, `.damaged`, `.closed`.
    package func lookups(after last: Lookup? = nil, limit: Int = 1000) throws(JournalError) -> [Lookup] {
        try keyRecords("lookup", after: last.map(PackedKeys.Record.init), limit).map {
            Lookup(space: $0.space, index: $0.index, target: $0.target)
        }
    }

    /// At most `limit` claimed keys after one of them, by space and index, with their owners.
    ///
    /// - Throws: `JournalError.storage`, `.damaged`, `.closed`.
    package func claims(after last: KeyClaim? = nil, limit: Int = 1000) throws(JournalError) -> [KeyClaim] {
        try keyRecords("unique_key", after: last.map(PackedKeys.Record.init), limit).map {
            KeyClaim(key: UniqueKey(space: $0.space, index: $0.index), target: $0.target)
        }
    }

    private func keyRecords(
        _ table: String,
        after last: PackedKeys.Record?,
        _ limit: Int
    ) throws(JournalError) -> [PackedKeys.Record] {
        try perform { db in
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
                return PackedKeys.Record(space: space, index: index, target: target)
            }
        }
    }

    static func holder(of key: UniqueKey, in db: Database) throws -> StreamID? {
        let statement = try db.cachedStatement(sql: "SELECT target FROM unique_key WHERE space = ? AND value = ?")
        let blob = try Data.fetchOne(statement, arguments: [Int64(key.space), key.index.blob])
        return blob.flatMap(StreamID.init(blob:))
    }

    private func storedRows(_ which: String, _ arguments: StatementArguments) throws(JournalError) -> [StoredRow] {
        let sealed = try perform { db in
            let sql = "SELECT kind, id, cluster, evolve, data_key, payload FROM inline_row \(which)"
            let cursor = try Row.fetchCursor(try db.cachedStatement(sql: sql), arguments: arguments)
            var rows: [SealedStoredRow] = []
            while let row = try cursor.next() { rows.append(try SealedStoredRow(row)) }
            return rows
        }
        return try sealed.map(open)
    }

    private func open(_ sealed: SealedStoredRow) throws(JournalError) -> StoredRow {
        let key = try keys.key(sealed.dataKey)
        var payload: [UInt8]?
        if let key {
            let associatedData = AssociatedData.row(
                tenant: tenantID,
                table: sealed.table,
                id: sealed.id,
                evolveVersion: sealed.evolveVersion
            )
            let what = "row \(sealed.id) of table \(sealed.table)"
            payload = [UInt8](try Sealing.open(sealed.payload, with: key.key, binding: associatedData, what: what))
        }
        return StoredRow(
            table: sealed.table,
            id: sealed.id,
            group: sealed.group,
            evolveVersion: sealed.evolveVersion,
            payload: payload,
            subject: key?.scope.subject
        )
    }
}

/// A row as it lies on the disk.
private struct SealedStoredRow {
    let table: UInt16
    let id: StreamID
    let group: StreamID
    let evolveVersion: UInt16
    let dataKey: DataKeyID
    let payload: Data

    init(_ row: Row) throws {
        guard let table = UInt16(exactly: (try row.value(0)) as Int64), let id = StreamID(blob: try row.value(1)),
            let group = StreamID(blob: try row.value(2)),
            let evolveVersion = UInt16(exactly: (try row.value(3)) as Int64),
            let dataKey = DataKeyID(blob: try row.value(4))
        else { throw JournalError.damaged("an inline row has columns that cannot be read") }
        self.table = table
        self.id = id
        self.group = group
        self.evolveVersion = evolveVersion
        self.dataKey = dataKey
        payload = try row.value(5)
    }
}

// MARK: - Writing

extension TenantJournal {
    static func regroup(_ moves: [Regroup], in db: Database) throws {
        guard !moves.isEmpty else { return }
        let update = try db.cachedStatement(sql: "UPDATE inline_row SET cluster = ? WHERE cluster = ?")
        for move in moves where move.from != move.to {
            try update.execute(arguments: [move.to.blob, move.from.blob])
        }
    }

    /// What to bind to write a row.
    static func arguments(of sealed: SealedRow) -> StatementArguments {
        let row = sealed.row
        return [
            Int64(row.table), row.id.blob, row.group.blob, Int64(row.evolveVersion), sealed.payload.dataKey.blob,
            sealed.payload.bytes,
        ]
    }

    static func upsert(_ rows: [StatementArguments], in db: Database) throws {
        guard !rows.isEmpty else { return }
        let upsert = try db.cachedStatement(
            sql: """
                INSERT INTO inline_row (kind, id, cluster, evolve, data_key, payload) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (kind, id) DO UPDATE SET cluster = excluded.cluster, evolve = excluded.evolve,
                    data_key = excluded.data_key, payload = excluded.payload
                """
        )
        for row in rows { try upsert.execute(arguments: row) }
    }

    static func remove(_ rows: [RowID], in db: Database) throws {
        guard !rows.isEmpty else { return }
        let delete = try db.cachedStatement(sql: "DELETE FROM inline_row WHERE kind = ? AND id = ?")
        for row in rows { try delete.execute(arguments: [Int64(row.table), row.id.blob]) }
    }
}

// MARK: - Rebuilding

extension TenantJournal {
    /// Drops all rows and lookups, so that they can be made again from the entries.
    ///
    /// Entries, unique keys, commands and evidence stay.
    ///
    /// - Throws: `JournalError.storage`, `.damaged`, `.closed`.
    package func dropDerived() throws(JournalError) {
        try transact { db in
            try db.execute(sql: "DELETE FROM inline_row")
            try db.execute(sql: "DELETE FROM lookup")
        }
    }

    /// Writes rows and lookups that were made again from entries: lookups, then moves of groups, then rows.
    ///
    /// One call is one transaction; rows of some thousand entries to a call are a good measure.
    ///
    /// - Throws: `JournalError.tooLarge`, `.storage`, `.damaged`, `.closed`.
    package func writeDerived(
        rows: [InlineRow],
        lookups: [Lookup],
        regroup: [Regroup] = [],
        at recorded: Timestamp
    ) throws(JournalError) {
        try rows.checkLimits()
        let dataKeys = try keys.sealingKeys(for: rows.dataKeyScopes(year: recorded.year))
        let sealer = RecordSealer(journal: self, keys: dataKeys, year: recorded.year)
        let sealed = try rows.map { row throws(JournalError) in Self.arguments(of: try sealer.seal(row)) }
        let packed = PackedKeys(lookups.map(PackedKeys.Record.init))
        try transact { db in
            _ = try packed.insert(into: .lookup, in: db)
            try Self.regroup(regroup, in: db)
            try Self.upsert(sealed, in: db)
        }
    }
}

extension [InlineRow] {
    func checkLimits() throws(JournalError) {
        for row in self where row.payload.count > Append.payloadLimit {
            throw .tooLarge(what: "payload of a row", limit: Append.payloadLimit)
        }
    }

    func dataKeyScopes(year: Int) -> Set<DataKeyScope> {
        var scopes: Set<DataKeyScope> = []
        for row in self { scopes.insert(DataKeyScope(subject: row.subject, retention: row.retention, year: year)) }
        return scopes
    }
}
