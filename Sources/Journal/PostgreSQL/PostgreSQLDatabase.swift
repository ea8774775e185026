import Foundation

/// A journal in a PostgreSQL database, which many nodes share.
///
/// Whoever writes holds the lock on the journal's head until the commit: so nobody else writes the journal meanwhile, and
/// positions have no gap.
final class PostgreSQLDatabase: JournalDatabase {
    private let transactions: TenantTransactions
    /// Tenant and journal: the first two parameters of every statement.
    let key: ParameterList

    /// The journal of a tenant on the server; it need not be there yet.
    init(on server: PostgreSQLServer, tenant: StreamID, journal: JournalNumber) {
        transactions = TenantTransactions(server: server, tenant: tenant)
        var key = ParameterList()
        key.add(tenant.value)
        key.add(Int16(journal.rawValue))
        self.key = key
    }

    /// Makes the journal's head, which says that the journal is there; making it twice does nothing.
    ///
    /// - Throws: `JournalError.storage`.
    func create() throws(JournalError) {
        do {
            try transactions.write { connection in try connection.send(PostgreSQLTables.makeHead, key) }
        } catch {
            throw JournalError(error)
        }
    }

    /// Whether the journal was made.
    ///
    /// - Throws: `JournalError.storage`.
    func exists() throws(JournalError) -> Bool {
        do {
            return try transactions.read { connection in try PostgreSQLTables(connection, key).exists() }
        } catch {
            throw JournalError(error)
        }
    }

    func read<Value>(_ body: (any JournalTables) throws -> Value) throws -> Value {
        try transactions.read { connection in try body(PostgreSQLTables(connection, key)) }
    }

    func write<Value>(_ body: (any JournalTables) throws -> Value) throws -> Value {
        do {
            return try transactions.write { connection in
                let tables = PostgreSQLTables(connection, key)
                try tables.lockHead()
                return try body(tables)
            }
        } catch let error as PostgreSQLError {
            throw error.takenPlace ?? error
        }
    }

    /// Takes no lock on the journal's head: what several nodes do to jobs at once is kept apart by the rows.
    func writeJobs<Value>(_ body: (any JobTables) throws -> Value) throws -> Value {
        try transactions.write { connection in try body(PostgreSQLTables(connection, key)) }
    }

    func structuralProblems() throws -> [String] { [] }

    func edition() throws -> DatabaseEdition {
        try transactions.server.withConnection { connection in
            DatabaseEdition(name: "PostgreSQL \(connection.reported("server_version") ?? "of an unknown version")")
        }
    }

    func backUp(to path: String) throws {
        throw JournalError.badBackup(
            "The journals of this store are kept by PostgreSQL. Back them up there; docs/operations.md says how."
        )
    }

    /// Does nothing: the server's connections are shared with other journals.
    func close() {}
}
