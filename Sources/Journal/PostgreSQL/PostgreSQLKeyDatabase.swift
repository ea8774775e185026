import Foundation

/// A tenant's keys in a PostgreSQL database, which many nodes share.
///
/// Whoever writes holds the lock on the row of the tenant's key store until the commit, so nobody else makes, wraps or destroys
/// the tenant's keys meanwhile.
final class PostgreSQLKeyDatabase: KeyDatabase {
    let isShared = true
    private let transactions: TenantTransactions
    /// The tenant: the first parameter of every statement.
    private let key: ParameterList

    var tenant: UInt128 { transactions.tenant.value }

    /// The keys of a tenant on the server; they need not be there yet.
    init(on server: PostgreSQLServer, tenant: StreamID) {
        transactions = TenantTransactions(server: server, tenant: tenant)
        var key = ParameterList()
        key.add(tenant.value)
        self.key = key
    }

    /// Makes a key store without keys.
    ///
    /// - Throws: `JournalError.storage`, also when there is one.
    func create() throws(JournalError) {
        do {
            try transactions.write { connection in try connection.send(PostgreSQLKeyTables.makeStore, key) }
        } catch {
            throw JournalError(error)
        }
    }

    func read<Value>(_ body: (any KeyTables) throws -> Value) throws -> Value {
        try transactions.read { connection in try body(PostgreSQLKeyTables(connection, key)) }
    }

    func write<Value>(_ body: (any KeyTables) throws -> Value) throws -> Value {
        try transactions.write { connection in
            let tables = PostgreSQLKeyTables(connection, key)
            try tables.lockStore()
            return try body(tables)
        }
    }

    static let cleanUp = "VACUUM tenant_key, named_key, data_key"

    /// Has the server clean up the tables, as far as the role may.
    ///
    /// Rows that an older transaction still sees stay until autovacuum comes by, which is set to do so as soon as it may; it
    /// also does what fails here, so a failure changes nothing but the time.
    func eraseOldRows() throws {
        try? transactions.server.withConnection { connection in
            try connection.send(Self.cleanUp)
            _ = try connection.finish()
        }
    }

    /// Does nothing: a server that has failed has ended its connections.
    func checkUsable() throws(JournalError) {}

    func backUp(to path: String, finish: (any KeyTables) throws -> Void) throws {
        throw JournalError.badBackup(
            "The keys of this store are kept by PostgreSQL. Back them up there; docs/operations.md says how."
        )
    }

    /// Does nothing: the server's connections are shared with other tenants.
    func close() {}
}
