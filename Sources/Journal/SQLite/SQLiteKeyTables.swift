import Foundation
import GRDB

/// The tables of a SQLite file of keys, by statements that are compiled once.
struct SQLiteKeyTables: KeyTables {
    let db: Database
    /// The file that they are in.
    let store: SQLiteKeyDatabase

    func epoch() throws -> Int64 { store.epoch }

    func generation() throws -> Int {
        let statement = try db.cachedStatement(sql: "SELECT max(generation) FROM tenant_key")
        return try Int.fetchOne(statement) ?? 0
    }

    func tenantKeys() throws -> [TenantKeyRecord] {
        try Row.fetchAll(db, sql: "SELECT generation, master, wrapped FROM tenant_key ORDER BY generation").map { row in
            TenantKeyRecord(generation: try row.value(0), master: try row.value(1), wrapped: try row.value(2))
        }
    }

    func replace(tenantKey record: TenantKeyRecord) throws {
        try db.execute(
            sql: "INSERT OR REPLACE INTO tenant_key (generation, master, tenant, wrapped) VALUES (?, ?, ?, ?)",
            arguments: [record.generation, record.master, StreamID(store.tenant).blob, record.wrapped]
        )
    }

    func removeTenantKeys(generation: Int) throws {
        try db.execute(sql: "DELETE FROM tenant_key WHERE generation = ?", arguments: [generation])
    }

    func removeTenantKeys(exceptMaster master: Data) throws -> Int {
        try db.execute(sql: "DELETE FROM tenant_key WHERE master <> ?", arguments: [master])
        return db.changesCount
    }
}

// MARK: - Named keys and signed heads

extension SQLiteKeyTables {
    func namedKey(_ name: String) throws -> WrappedRecord? {
        let sql = "SELECT wrapped, generation FROM named_key WHERE name = ?"
        return try Row.fetchOne(db, sql: sql, arguments: [name]).map { row in
            WrappedRecord(name: .namedKey(name), wrapped: try row.value(0), generation: try row.value(1))
        }
    }

    func signedHead(of journal: UInt8) throws -> WrappedRecord? {
        let sql = "SELECT sealed, generation FROM signed_head WHERE journal = ?"
        return try Row.fetchOne(db, sql: sql, arguments: [journal]).map { row in
            WrappedRecord(name: .signedHead(journal), wrapped: try row.value(0), generation: try row.value(1))
        }
    }

    func put(_ record: WrappedRecord) throws {
        switch record.name {
        case .namedKey(let name):
            try db.execute(
                sql: "INSERT OR REPLACE INTO named_key (name, wrapped, generation) VALUES (?, ?, ?)",
                arguments: [name, record.wrapped, record.generation]
            )
        case .signedHead(let journal):
            try db.execute(
                sql: "INSERT OR REPLACE INTO signed_head (journal, sealed, generation) VALUES (?, ?, ?)",
                arguments: [journal, record.wrapped, record.generation]
            )
        case .dataKey: try insert(dataKeys: [record])
        }
    }
}

// MARK: - Data keys

extension SQLiteKeyTables {
    private static let dataKeyColumns = "id, subject, retention, year, wrapped, generation"

    func dataKeys(_ ids: [DataKeyID]) throws -> [WrappedRecord] { try dataKeys(where: "id", isOneOf: ids) }

    func dataKeys(of subjects: Set<SubjectID>) throws -> [WrappedRecord] {
        try dataKeys(where: "subject", isOneOf: subjects)
    }

    /// Looks keys up by one statement for all identifiers that the column may be.
    private func dataKeys(
        where column: String,
        isOneOf identifiers: some Collection<some OpaqueIdentifier>
    ) throws -> [WrappedRecord] {
        let statement = try db.cachedStatement(
            sql: """
                WITH RECURSIVE record (number) AS (
                    SELECT 0 UNION ALL SELECT number + 1 FROM record WHERE number + 1 < ?2
                )
                SELECT \(Self.dataKeyColumns) FROM record CROSS JOIN data_key
                WHERE \(column) = substr(?1, number * 16 + 1, 16)
                """
        )
        var packed: [UInt8] = []
        packed.reserveCapacity(identifiers.count * 16)
        for identifier in identifiers { identifier.append(to: &packed) }
        let cursor = try Row.fetchCursor(statement, arguments: [Data(packed), identifiers.count])
        var records: [WrappedRecord] = []
        records.reserveCapacity(identifiers.count)
        while let row = try cursor.next() { records.append(try Self.dataKey(row)) }
        return records
    }

    func dataKeys(after last: DataKeyRecord?, limit: Int) throws -> [DataKeyRecord] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT id, subject, retention, year FROM data_key WHERE (subject, retention, year) > (?, ?, ?)
                ORDER BY subject, retention, year LIMIT ?
                """
        )
        let start: StatementArguments = [
            last?.subject.blob ?? Data(), last.map { Int64($0.retention.rawValue) } ?? -1, last?.year ?? 0, limit,
        ]
        return try Row.fetchAll(statement, arguments: start).map { row in
            let (id, scope) = try Self.place(row)
            return DataKeyRecord(id: id, subject: scope.subject, retention: scope.retention, year: scope.year)
        }
    }

    func insert(dataKeys: [WrappedRecord]) throws {
        let insert = try db.cachedStatement(
            sql: "INSERT INTO data_key (\(Self.dataKeyColumns)) VALUES (?, ?, ?, ?, ?, ?)"
        )
        for record in dataKeys {
            guard case .dataKey(let id, let scope) = record.name else { preconditionFailure("These are data keys.") }
            try insert.execute(arguments: [
                id.blob, scope.subject.blob, Int64(scope.retention.rawValue), scope.year, record.wrapped,
                record.generation,
            ])
        }
    }

    func removeDataKeys(of scope: DataKeyScope) throws -> Int {
        store.noteRemoval()
        try db.execute(
            sql: "DELETE FROM data_key WHERE subject = ? AND retention = ? AND year = ?",
            arguments: [scope.subject.blob, Int64(scope.retention.rawValue), scope.year]
        )
        return db.changesCount
    }

    func removeDataKeys(_ ids: [DataKeyID]) throws -> Int {
        store.noteRemoval()
        let delete = try db.cachedStatement(sql: "DELETE FROM data_key WHERE id = ?")
        return try ids.reduce(0) { count, id in
            try delete.execute(arguments: [id.blob])
            return count + db.changesCount
        }
    }

    /// Reads id and scope from the first four columns.
    private static func place(_ row: Row) throws -> (id: DataKeyID, scope: DataKeyScope) {
        guard let id = DataKeyID(blob: try row.value(0)), let subject = SubjectID(blob: try row.value(1)),
            let retention = RetentionClass(rawValue: try row.value(2))
        else { throw JournalError.damaged("a data key has a record that cannot be read") }
        return (id, DataKeyScope(subject: subject, retention: retention, year: try row.value(3)))
    }

    private static func dataKey(_ row: Row) throws -> WrappedRecord {
        let (id, scope) = try place(row)
        return WrappedRecord(name: .dataKey(id, scope), wrapped: try row.value(4), generation: try row.value(5))
    }
}

// MARK: - Wrapping anew

extension SQLiteKeyTables {
    func records(_ kind: WrappedKind, before generation: Int, limit: Int) throws -> [WrappedRecord] {
        let columns =
            switch kind {
            case .namedKey: "name, wrapped, generation FROM named_key"
            case .signedHead: "journal, sealed, generation FROM signed_head"
            case .dataKey: "\(Self.dataKeyColumns) FROM data_key"
            }
        let sql = "SELECT \(columns) WHERE generation < ? LIMIT ?"
        return try Row.fetchAll(db, sql: sql, arguments: [generation, limit]).map { row in
            switch kind {
            case .namedKey:
                WrappedRecord(
                    name: .namedKey(try row.value(0)),
                    wrapped: try row.value(1),
                    generation: try row.value(2)
                )
            case .signedHead:
                WrappedRecord(
                    name: .signedHead(try row.value(0)),
                    wrapped: try row.value(1),
                    generation: try row.value(2)
                )
            case .dataKey: try Self.dataKey(row)
            }
        }
    }

    func rewrap(_ kind: WrappedKind, _ records: [WrappedRecord]) throws {
        let update =
            switch kind {
            case .namedKey: "named_key SET wrapped = ?, generation = ? WHERE name = ?"
            case .signedHead: "signed_head SET sealed = ?, generation = ? WHERE journal = ?"
            case .dataKey: "data_key SET wrapped = ?, generation = ? WHERE id = ?"
            }
        let statement = try db.cachedStatement(sql: "UPDATE \(update)")
        for record in records {
            let name: any DatabaseValueConvertible =
                switch record.name {
                case .namedKey(let name): name
                case .signedHead(let journal): journal
                case .dataKey(let id, _): id.blob
                }
            try statement.execute(arguments: [record.wrapped, record.generation, name])
        }
    }

    func countsByGeneration() throws -> [Int: Int] {
        let sql = """
            SELECT generation, count(*) FROM (
                SELECT generation FROM named_key UNION ALL SELECT generation FROM signed_head
                UNION ALL SELECT generation FROM data_key
            ) GROUP BY generation
            """
        var counts: [Int: Int] = [:]
        for row in try Row.fetchAll(db, sql: sql) { counts[try row.value(0)] = try row.value(1) }
        return counts
    }
}
