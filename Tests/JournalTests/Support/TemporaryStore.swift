import Foundation
import GRDB
import SeededRandomness
import TestDatabases
import Testing

@testable import Journal

/// A store in a folder of its own, which is removed with this object.
final class TemporaryStore {
    let place: String
    private var journals: JournalPlace
    private let keys: KeyPlace
    private(set) var folder: StoreFolder
    private(set) var journal: TenantJournal

    var path: String { place + "/data" }
    var keyFile: String { place + "/keys/store.key" }
    var tenantPath: String { path + "/tenants/default" }

    convenience init(_ kind: StoreKind = .sqlite, idKey: [UInt8]? = nil) throws {
        switch kind {
        case .sqlite: try self.init(.folder, idKey: idKey)
        case .postgreSQL:
            let server = try PostgreSQLProcess.shared.get()
            try self.init(
                .postgreSQL(PostgreSQLServer(server.connectionString())),
                keys: .postgreSQL(server.keys()),
                idKey: idKey
            )
        }
    }

    init(_ journals: JournalPlace, keys: KeyPlace = .folder, idKey: [UInt8]? = nil) throws {
        self.journals = journals
        self.keys = keys
        place = Self.newPlace()
        let masterKey = MasterKeySource.file(place + "/keys/store.key")
        folder = try StoreFolder.create(at: place + "/data", masterKey: masterKey, journals: journals, keys: keys)
        journal = try folder.createTenant("default", idKey: idKey)
    }

    deinit {
        folder.close()
        if case .postgreSQL(let server) = journals { server.close() }
        if case .postgreSQL(let server) = keys { server.close() }
        try? FileManager.default.removeItem(atPath: place)
    }

    /// Closes the store and opens it again, where its journals are or by another way to them.
    func reopen(in place: JournalPlace? = nil, masterKey: MasterKeySource? = nil) throws {
        folder.close()
        if let place { journals = place }
        folder = try open(masterKey: masterKey)
        journal = try folder.journal(of: "default")
    }

    /// Opens the store, which was closed, where its journals and keys are.
    func open(masterKey: MasterKeySource? = nil) throws -> StoreFolder {
        try StoreFolder.open(at: path, masterKey: masterKey ?? .file(keyFile), journals: journals, keys: keys)
    }

    /// All files of the data folder, by path in it.
    func files() throws -> [String: Data] {
        var files: [String: Data] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: path) {
            if let contents = FileManager.default.contents(atPath: "\(path)/\(name)") { files[name] = contents }
        }
        return files
    }

    /// The journal as another node has it open by its own clock, which shares the database with this one, and the keys.
    func anotherNode(
        _ name: String = "node",
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) throws -> TenantJournal {
        let server = try PostgreSQLProcess.shared.get()
        let lockPlace = place + "/node-\(StreamID.random())"
        try PrivateFile.makeFolder(at: lockPlace)
        let tenant = StreamID(journal.tenantID)
        let masterKey = try MasterKeySource.file(keyFile).read(outside: path)
        return try TenantJournal(
            of: "default",
            keys: KeyStore(
                opening: PostgreSQLKeyDatabase(on: server.keys(for: name), tenant: tenant),
                masterKey: masterKey,
                now: now
            ),
            database: PostgreSQLDatabase(
                on: PostgreSQLServer(server.connectionString()),
                tenant: tenant,
                journal: .business
            ),
            lock: FolderLock(folder: lockPlace)
        )
    }

    /// Changes the tables below the journal, as somebody could who has the database.
    ///
    /// The statement must be one that both databases understand; it sees the rows of this store alone.
    func tamper(_ sql: String) throws {
        switch journals {
        case .folder: try journal.sqlite.transact { db in try db.execute(sql: sql) }
        case .postgreSQL: try asOwner(sql)
        }
    }

    /// How many rows a table has.
    func count(_ table: String) throws -> Int {
        let sql = "SELECT count(*) FROM \(table)"
        switch journals {
        case .folder: return try journal.sqlite.perform { db in try Int.fetchOne(db, sql: sql) } ?? 0
        case .postgreSQL: return Int(try asOwner(sql)?.integer(0, 0) ?? 0)
        }
    }

    /// Changes the tables of the keys, as somebody could who has their database.
    func tamperKeys(_ sql: String) throws {
        switch keys {
        case .folder: try journal.sqliteKeys.transact { db in try db.execute(sql: sql) }
        case .postgreSQL: try asOwner(sql, of: .keys)
        }
    }

    /// Runs a statement as the owner of PostgreSQL's tables, which row-level security shows this store's rows alone.
    @discardableResult
    private func asOwner(_ sql: String, of schema: PostgreSQLSchema = .journals) throws -> LibPQResult? {
        try PostgreSQLProcess.shared.get().asOwner(sql, for: StreamID(journal.tenantID), of: schema)
    }

    static func newPlace() -> String {
        FileManager.default.temporaryDirectory.path + "/journal-tests-\(StreamID.random())"
    }
}

extension Timestamp {
    /// 2025-03-01T00:00:00Z.
    static let march2025 = Timestamp(microsecondsSince1970: 1_740_787_200_000_000)
}

extension StreamID {
    init(_ number: Int) { self.init(UInt128(number)) }
}

extension NewEvent {
    init(_ text: String, about subject: SubjectID = .tenant) {
        self.init(type: 1, schema: 1, subject: subject, payload: Array(text.utf8))
    }
}

extension InlineRow {
    init(table: UInt16 = 1, _ id: Int, group: Int, _ text: String, about subject: SubjectID = .tenant) {
        self.init(
            table: table,
            id: StreamID(id),
            group: StreamID(group),
            evolveVersion: 1,
            subject: subject,
            payload: Array(text.utf8)
        )
    }
}

extension TenantJournal {
    /// The file behind the journal, for tests that reach into it.
    var sqlite: SQLiteDatabase { get throws { try #require(database as? SQLiteDatabase) } }

    /// The file behind the keys, for tests that reach into it.
    var sqliteKeys: SQLiteKeyDatabase { get throws { try #require(keys.database as? SQLiteKeyDatabase) } }

    @discardableResult
    func append(
        _ command: CommandID = .random(),
        writes: [StreamWrite] = [],
        asserting: [StreamID: UInt64] = [:],
        claiming: [KeyClaim] = [],
        lookups: [Lookup] = [],
        regroup: [Regroup] = [],
        rows: [InlineRow] = [],
        removing: [RowID] = []
    ) throws(JournalError) -> AppendReceipt {
        let append = Append(
            command: command,
            principal: "tester",
            purpose: "test",
            writes: writes,
            asserting: asserting,
            claiming: claiming,
            lookups: lookups,
            regroup: regroup,
            rows: rows,
            removing: removing
        )
        return try self.append(append, at: .march2025)
    }

    @discardableResult
    func append(_ texts: String..., to stream: StreamID, after version: UInt64) throws(JournalError) -> AppendReceipt {
        try append(writes: [StreamWrite(stream: stream, expectedVersion: version, events: texts.map { NewEvent($0) })])
    }

    func allEntries() throws(JournalError) -> [Entry] {
        var entries: [Entry] = []
        while true {
            let batch = try self.entries(from: (entries.last?.header.position ?? 0) + 1, limit: 7)
            if batch.isEmpty { return entries }
            entries += batch
        }
    }
}

extension Entry {
    var text: String? { payload.map { String(decoding: $0, as: UTF8.self) } }
}

extension StoredRow {
    var text: String? { payload.map { String(decoding: $0, as: UTF8.self) } }
}

extension String {
    /// The bytes of a text in hexadecimal digits.
    var fromHexadecimal: [UInt8] {
        let digits = Array(utf8).map { UInt8(String(UnicodeScalar($0)), radix: 16) ?? 0 }
        return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
}

extension SeededGenerator {
    /// True in so many of a hundred draws.
    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }
}
