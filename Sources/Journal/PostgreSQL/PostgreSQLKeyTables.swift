import Foundation

/// The tables of one tenant's keys in a PostgreSQL database, within one transaction.
///
/// What asks nothing is sent with what comes after it, in one round trip; many rows go as arrays, a column each. What
/// ``PostgreSQLTables`` says of young tables holds here too.
final class PostgreSQLKeyTables: KeyTables {
    private let connection: LibPQConnection
    /// The tenant: the first parameter of every statement.
    private let key: ParameterList
    /// The row of the key store as this transaction has it.
    private var store: (epoch: Int64, generation: Int)?

    init(_ connection: LibPQConnection, _ key: ParameterList) {
        self.connection = connection
        self.key = key
    }

    static let makeStore = "INSERT INTO key_store (tenant, epoch, generation) VALUES ($1, 0, 0)"

    private static let readStore = "SELECT epoch, generation FROM key_store WHERE tenant = $1"

    /// Takes the right to write the tenant's keys, until the transaction ends.
    func lockStore() throws { store = try readStore(Self.readStore + " FOR UPDATE") }

    private func readStore(_ sql: String) throws -> (epoch: Int64, generation: Int) {
        guard let row = try ask(sql).rows.first(where: { _ in true }) else {
            throw JournalError.damaged("the database does not have the keys of this tenant")
        }
        return (epoch: try row.int64(0), generation: Int(try row.int64(1)))
    }

    private func knownStore() throws -> (epoch: Int64, generation: Int) {
        if let store { return store }
        let found = try readStore(Self.readStore)
        store = found
        return found
    }

    func epoch() throws -> Int64 { try knownStore().epoch }

    func generation() throws -> Int { try knownStore().generation }

    /// Sends a statement with what comes after it.
    private func send(_ sql: String, _ more: (inout ParameterList) -> Void = { _ in }) throws {
        try connection.send(sql, key.adding(more))
    }

    /// Sends a statement with what came before it, and waits for its result.
    private func ask(_ sql: String, _ more: (inout ParameterList) -> Void = { _ in }) throws -> LibPQResult {
        try send(sql, more)
        guard let result = try connection.finish().last else { throw PostgreSQLError.connectionLost }
        return result
    }
}

// MARK: - Tenant keys

extension PostgreSQLKeyTables {
    func tenantKeys() throws -> [TenantKeyRecord] {
        try ask("SELECT generation, master, wrapped FROM tenant_key WHERE tenant = $1 ORDER BY generation").map { row in
            TenantKeyRecord(generation: Int(try row.int64(0)), master: try row.bytes(1), wrapped: try row.bytes(2))
        }
    }

    func replace(tenantKey record: TenantKeyRecord) throws {
        try send(
            """
            INSERT INTO tenant_key (tenant, generation, master, wrapped) VALUES ($1, $2, $3, $4)
            ON CONFLICT (tenant, generation, master) DO UPDATE SET wrapped = excluded.wrapped
            """
        ) { list in
            list.add(Int64(record.generation))
            list.add(record.master)
            list.add(record.wrapped)
        }
        let known = try knownStore()
        guard record.generation > known.generation else { return }
        try send("UPDATE key_store SET generation = $2 WHERE tenant = $1") { $0.add(Int64(record.generation)) }
        store?.generation = record.generation
    }

    func removeTenantKeys(generation: Int) throws {
        try send("DELETE FROM tenant_key WHERE tenant = $1 AND generation = $2") { $0.add(Int64(generation)) }
    }

    func removeTenantKeys(exceptMaster master: Data) throws -> Int {
        try ask("DELETE FROM tenant_key WHERE tenant = $1 AND master <> $2") { $0.add(master) }.changed
    }
}

// MARK: - Named keys and signed heads

extension PostgreSQLKeyTables {
    func namedKey(_ name: String) throws -> WrappedRecord? {
        let sql = "SELECT wrapped, generation FROM named_key WHERE tenant = $1 AND name = $2"
        return try ask(sql) { $0.add(name) }.map { row in
            WrappedRecord(name: .namedKey(name), wrapped: try row.bytes(0), generation: Int(try row.int64(1)))
        }.first
    }

    func signedHead(of journal: UInt8) throws -> WrappedRecord? {
        let sql = "SELECT sealed, generation FROM signed_head WHERE tenant = $1 AND journal = $2"
        return try ask(sql) { $0.add(Int16(journal)) }.map { row in
            WrappedRecord(name: .signedHead(journal), wrapped: try row.bytes(0), generation: Int(try row.int64(1)))
        }.first
    }

    func put(_ record: WrappedRecord) throws {
        let sql: String
        let name: (inout ParameterList) -> Void
        switch record.name {
        case .namedKey(let text):
            sql = """
                INSERT INTO named_key (tenant, name, wrapped, generation) VALUES ($1, $2, $3, $4)
                ON CONFLICT (tenant, name) DO UPDATE SET wrapped = excluded.wrapped, generation = excluded.generation
                """
            name = { $0.add(text) }
        case .signedHead(let journal):
            sql = """
                INSERT INTO signed_head (tenant, journal, sealed, generation) VALUES ($1, $2, $3, $4)
                ON CONFLICT (tenant, journal) DO UPDATE SET sealed = excluded.sealed, generation = excluded.generation
                """
            name = { $0.add(Int16(journal)) }
        case .dataKey: return try insert(dataKeys: [record])
        }
        try send(sql) { list in
            name(&list)
            list.add(record.wrapped)
            list.add(Int64(record.generation))
        }
    }
}

// MARK: - Data keys

extension PostgreSQLKeyTables {
    private static let dataKeyColumns = "id, subject, retention, year, wrapped, generation"

    func dataKeys(_ ids: [DataKeyID]) throws -> [WrappedRecord] {
        try dataKeys(by: "id", Set(ids).map(\.value))
    }

    func dataKeys(of subjects: Set<SubjectID>) throws -> [WrappedRecord] {
        try dataKeys(by: "subject", subjects.map(\.value))
    }

    private func dataKeys(by column: String, _ values: [UInt128]) throws -> [WrappedRecord] {
        let sql = """
            SELECT found.* FROM unnest($2::uuid[]) AS wanted (value), LATERAL (
                SELECT \(Self.dataKeyColumns) FROM data_key WHERE tenant = $1 AND \(column) = wanted.value ORDER BY id
            ) AS found
            """
        return try ask(sql) { $0.add(ParameterArray(values)) }.map(Self.dataKey)
    }

    func dataKeys(after last: DataKeyRecord?, limit: Int) throws -> [DataKeyRecord] {
        let sql = """
            SELECT id, subject, retention, year FROM data_key
            WHERE tenant = $1 AND (subject, retention, year) > ($2::uuid, $3::integer, $4::integer)
            ORDER BY subject, retention, year LIMIT $5::bigint
            """
        return try ask(sql) { list in
            list.add(last?.subject.value ?? 0)
            list.add(last.map { Int32($0.retention.rawValue) } ?? -1)
            list.add(Int32(last?.year ?? 0))
            list.add(Int64(limit))
        }.map { row in
            let (id, scope) = try Self.place(row)
            return DataKeyRecord(id: id, subject: scope.subject, retention: scope.retention, year: scope.year)
        }
    }

    func insert(dataKeys: [WrappedRecord]) throws {
        let rows = dataKeys.map { record in
            guard case .dataKey(let id, let scope) = record.name else { preconditionFailure("These are data keys.") }
            return (id: id, scope: scope, record: record)
        }
        let batches = ColumnBatches(rows, after: key, size: { _ in 128 }) { rows, list in
            list.add(ParameterArray(rows.lazy.map(\.id.value)))
            list.add(ParameterArray(rows.lazy.map(\.scope.subject.value)))
            list.add(ParameterArray(rows.lazy.map { Int32($0.scope.retention.rawValue) }))
            list.add(ParameterArray(rows.lazy.map { Int32($0.scope.year) }))
            list.add(ParameterArray(rows.lazy.map(\.record.wrapped)))
            list.add(ParameterArray(rows.lazy.map { Int64($0.record.generation) }))
        }
        for batch in batches.batches {
            try connection.send(
                """
                INSERT INTO data_key (tenant, \(Self.dataKeyColumns)) SELECT $1, new.* FROM
                    unnest($2::uuid[], $3::uuid[], $4::integer[], $5::integer[], $6::bytea[], $7::bigint[]) AS new
                """,
                batch
            )
        }
    }

    func removeDataKeys(of scope: DataKeyScope) throws -> Int {
        let sql = "DELETE FROM data_key WHERE tenant = $1 AND subject = $2 AND retention = $3 AND year = $4"
        let result = try ask(sql) { list in
            list.add(scope.subject.value)
            list.add(Int32(scope.retention.rawValue))
            list.add(Int32(scope.year))
        }
        return try noting(removals: result.changed)
    }

    func removeDataKeys(_ ids: [DataKeyID]) throws -> Int {
        for id in ids { try send("DELETE FROM data_key WHERE tenant = $1 AND id = $2") { $0.add(id.value) } }
        return try noting(removals: try connection.finish().suffix(ids.count).reduce(0) { $0 + $1.changed })
    }

    /// Tells the other nodes that keys were removed.
    private func noting(removals: Int) throws -> Int {
        guard removals > 0 else { return 0 }
        try send("UPDATE key_store SET epoch = epoch + 1 WHERE tenant = $1")
        store = (epoch: try epoch() + 1, generation: try generation())
        return removals
    }

    /// Reads id and scope from the first four columns.
    private static func place(_ row: ResultRow) throws -> (id: DataKeyID, scope: DataKeyScope) {
        guard let retention = UInt8(exactly: try row.int64(2)).flatMap(RetentionClass.init) else {
            throw JournalError.damaged("a data key has a record that cannot be read")
        }
        let scope = DataKeyScope(
            subject: SubjectID(try row.identifier(1)),
            retention: retention,
            year: Int(try row.int64(3))
        )
        return (DataKeyID(try row.identifier(0)), scope)
    }

    private static func dataKey(_ row: ResultRow) throws -> WrappedRecord {
        let (id, scope) = try place(row)
        return WrappedRecord(
            name: .dataKey(id, scope),
            wrapped: try row.bytes(4),
            generation: Int(try row.int64(5))
        )
    }
}

// MARK: - Wrapping anew

extension PostgreSQLKeyTables {
    func records(_ kind: WrappedKind, before generation: Int, limit: Int) throws -> [WrappedRecord] {
        let columns =
            switch kind {
            case .namedKey: "wrapped, generation, name FROM named_key"
            case .signedHead: "sealed, generation, journal FROM signed_head"
            case .dataKey: "\(Self.dataKeyColumns) FROM data_key"
            }
        let sql = "SELECT \(columns) WHERE tenant = $1 AND generation < $2 LIMIT $3"
        return try ask(sql) { $0.add(Int64(generation), Int64(limit)) }.map { row in
            if case .dataKey = kind { return try Self.dataKey(row) }
            let name: WrappedName
            if case .namedKey = kind {
                name = .namedKey(try row.text(2))
            } else if let journal = UInt8(exactly: try row.int64(2)) {
                name = .signedHead(journal)
            } else {
                throw JournalError.damaged("a record of what was signed cannot be read")
            }
            return WrappedRecord(name: name, wrapped: try row.bytes(0), generation: Int(try row.int64(1)))
        }
    }

    func rewrap(_ kind: WrappedKind, _ records: [WrappedRecord]) throws {
        guard case .dataKey = kind else {
            for record in records { try put(record) }
            return
        }
        for record in records {
            guard case .dataKey(let id, _) = record.name else { preconditionFailure("These are data keys.") }
            try send("UPDATE data_key SET wrapped = $3, generation = $4 WHERE tenant = $1 AND id = $2") { list in
                list.add(id.value)
                list.add(record.wrapped)
                list.add(Int64(record.generation))
            }
        }
    }

    func countsByGeneration() throws -> [Int: Int] {
        let sql = """
            SELECT generation, count(*) FROM (
                SELECT generation FROM named_key WHERE tenant = $1
                UNION ALL SELECT generation FROM signed_head WHERE tenant = $1
                UNION ALL SELECT generation FROM data_key WHERE tenant = $1
            ) AS record GROUP BY generation
            """
        var counts: [Int: Int] = [:]
        for row in try ask(sql).rows { counts[Int(try row.int64(0))] = Int(try row.int64(1)) }
        return counts
    }
}
