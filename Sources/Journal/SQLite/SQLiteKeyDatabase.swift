import Crypto
import Foundation
import GRDB
import Synchronization

/// A tenant's keys in an erasable SQLite file of their own, which this process has for itself.
final class SQLiteKeyDatabase: KeyDatabase {
    let tenant: UInt128
    let isShared = false
    private let connection: SQLiteConnection
    /// Nobody else removes keys, so it need not outlive the process.
    private let removals = Mutex<Int64>(0)

    /// Opens the file at `path`, and brings it to the format of this program.
    ///
    /// - Throws: `JournalError.damaged` when the master key does not open the tenant key of an earlier format, or there is
    ///   none; `.tooNew`, `.storage`.
    init(opening path: String, masterKey: SymmetricKey) throws(JournalError) {
        connection = SQLiteConnection(try DatabaseFile.keys.open(at: path))
        do {
            tenant = try connection.read { db in
                guard let blob = try Data.fetchOne(db, sql: "SELECT tenant FROM tenant_key"),
                    let tenant = StreamID(blob: blob)?.value
                else { throw JournalError.damaged("the key store names no tenant") }
                return tenant
            }
            try upgrade(masterKey: masterKey)
        } catch {
            throw JournalError(error)
        }
    }

    /// Makes the file of a new tenant.
    init(creating path: String, tenant: UInt128) throws(JournalError) {
        self.tenant = tenant
        connection = SQLiteConnection(try DatabaseFile.keys.create(at: path))
    }

    func read<Value>(_ body: (any KeyTables) throws -> Value) throws -> Value {
        try perform { db in try body(tables(db)) }
    }

    func write<Value>(_ body: (any KeyTables) throws -> Value) throws -> Value {
        try transact { db in try body(tables(db)) }
    }

    /// Runs `body` on the connection, outside a transaction.
    func perform<Value>(_ body: (Database) throws -> Value) throws -> Value { try connection.read(body) }

    /// Runs `body` in a transaction.
    func transact<Value>(_ body: (Database) throws -> Value) throws -> Value { try connection.write(body) }

    /// Folds in and empties the write-ahead log, where older pages lie; in the file they are overwritten at once.
    func eraseOldRows() throws { try perform { db in _ = try db.checkpoint(.truncate) } }

    func checkUsable() throws(JournalError) { try connection.checkUsable() }

    func backUp(to path: String, finish: (any KeyTables) throws -> Void) throws {
        try connection.copy(to: path) { db in try finish(tables(db)) }
    }

    func close() {
        // Nothing is left to write, so a failure to close changes nothing for anybody.
        try? connection.close()
    }

    func tables(_ db: Database) -> SQLiteKeyTables { SQLiteKeyTables(db: db, store: self) }

    /// How often data keys were removed.
    var epoch: Int64 { removals.withLock { $0 } }

    /// Notes that data keys are removed.
    func noteRemoval() { removals.withLock { $0 += 1 } }
}
