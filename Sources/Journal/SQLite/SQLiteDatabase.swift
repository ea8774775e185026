import Foundation
import GRDB

/// A journal in a SQLite file of its own, which this process has for itself.
///
/// Calls take turns on the one connection, so nothing is ever seen half written.
final class SQLiteDatabase: JournalDatabase {
    private let connection: SQLiteConnection

    /// Opens the file of the tenant's journal, and brings it to the format of this program.
    init(opening path: String, tenant: StreamID, journal: JournalNumber) throws(JournalError) {
        connection = SQLiteConnection(try DatabaseFile.journal.open(at: path))
        do {
            let identity = try connection.read { db in
                try Row.fetchOne(db, sql: "SELECT tenant, journal FROM identity").map { row in
                    (tenant: try row.value(0) as Data, journal: try row.value(1) as Int64)
                }
            }
            guard let identity, identity == (tenant.blob, Int64(journal.rawValue)) else {
                throw JournalError.damaged("\(path) and the key store beside it belong to different journals")
            }
            try addTree()
            try DatabaseFile.upgrade(connection, from: 2, adding: Schema.work)
        } catch {
            throw JournalError(error)
        }
    }

    /// Makes the file of a new journal.
    static func create(at path: String, tenant: StreamID, journal: JournalNumber) throws(JournalError) {
        let queue = try DatabaseFile.journal.create(at: path)
        do {
            try queue.write { db in
                try db.execute(
                    sql: "INSERT INTO identity (tenant, journal) VALUES (?, ?)",
                    arguments: [tenant.blob, Int64(journal.rawValue)]
                )
            }
            try queue.close()
        } catch {
            throw JournalError(error)
        }
    }

    func read<Value>(_ body: (any JournalTables) throws -> Value) throws -> Value {
        try perform { db in try body(SQLiteTables(db: db)) }
    }

    func write<Value>(_ body: (any JournalTables) throws -> Value) throws -> Value {
        try transact { db in try body(SQLiteTables(db: db)) }
    }

    func writeJobs<Value>(_ body: (any JobTables) throws -> Value) throws -> Value {
        try transact { db in try body(SQLiteTables(db: db)) }
    }

    /// Runs `body` on the connection, outside a transaction.
    func perform<Value>(_ body: (Database) throws -> Value) throws -> Value { try connection.read(body) }

    /// Runs `body` in a transaction.
    func transact<Value>(_ body: (Database) throws -> Value) throws -> Value { try connection.write(body) }

    func structuralProblems() throws -> [String] {
        try perform { db in try String.fetchAll(db, sql: "PRAGMA quick_check(20)") }
            .filter { $0 != "ok" }.map { "SQLite: \($0)" }
    }

    func edition() throws -> DatabaseEdition {
        let version = try perform { db in try String.fetchOne(db, sql: "SELECT sqlite_version()") ?? "unknown" }
        return DatabaseEdition(name: "SQLite \(version)", warnings: Self.warnings(version: version))
    }

    static func warnings(version: String) -> [String] {
        let numbers = version.split(separator: ".").compactMap { Int($0) }
        guard numbers.lexicographicallyPrecedes([3, 51, 3]) else { return [] }
        return [
            """
            SQLite \(version) can damage a file when two connections fold in its write-ahead log at once (mended in \
            3.51.3). This store uses one connection and locks the file; let no other program open it.
            """
        ]
    }

    func backUp(to path: String) throws { try connection.copy(to: path) }

    func close() {
        // What was acknowledged is durable already, so a failure to close loses nothing.
        try? connection.close()
    }

    /// Makes the tree of a journal that was written when there was none.
    private func addTree() throws {
        try DatabaseFile.upgrade(connection, from: 1, adding: Schema.tree) { db in
            var edge = TreeEdge()
            let tables = SQLiteTables(db: db)
            let leaves = try Data.fetchCursor(db, sql: "SELECT leaf FROM entry ORDER BY position")
            while let leaf = try leaves.next() {
                guard let hash = TreeHash(bytes: leaf) else { throw JournalError.damaged("a leaf has not 32 bytes") }
                try edge.append(hash) { try tables.insert(tiles: [$0]) }
            }
        }
    }
}
