import Foundation

/// A journal in a PostgreSQL database, which many nodes share.
///
/// Each call is a transaction that names its tenant, and the name ends with it. Whoever writes holds the lock on the
/// journal's head until the commit: so nobody else writes the journal meanwhile, and positions have no gap.
final class PostgreSQLDatabase: JournalDatabase {
    private let server: PostgreSQLServer
    private let tenant: StreamID
    /// Tenant and journal: the first two parameters of every statement.
    let key: ParameterList

    /// The journal of a tenant on the server; it need not be there yet.
    init(on server: PostgreSQLServer, tenant: StreamID, journal: JournalNumber) {
        self.server = server
        self.tenant = tenant
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
            try server.withConnection { connection in
                try begin("BEGIN", on: connection)
                try committing(connection) { try connection.send(PostgreSQLTables.makeHead, key) }
            }
        } catch {
            throw JournalError(error)
        }
    }

    /// Whether the journal was made.
    ///
    /// - Throws: `JournalError.storage`.
    func exists() throws(JournalError) -> Bool {
        do {
            return try server.withConnection { connection in
                try begin("BEGIN READ ONLY", on: connection)
                defer { Self.rollBack(connection) }
                return try PostgreSQLTables(connection, key).exists()
            }
        } catch {
            throw JournalError(error)
        }
    }

    func read<Value>(_ body: (any JournalTables) throws -> Value) throws -> Value {
        try server.withConnection { connection in
            // All statements see the moment of the first.
            try begin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", on: connection)
            // There is nothing to commit, so the end does not matter once the values are there.
            defer { Self.rollBack(connection) }
            return try body(PostgreSQLTables(connection, key))
        }
    }

    func write<Value>(_ body: (any JournalTables) throws -> Value) throws -> Value {
        do {
            return try server.withConnection { connection in
                // Each statement sees what was committed before it began, so what follows the lock sees all earlier appends.
                try begin("BEGIN ISOLATION LEVEL READ COMMITTED", on: connection)
                return try committing(connection) {
                    let tables = PostgreSQLTables(connection, key)
                    try tables.lockHead()
                    return try body(tables)
                }
            }
        } catch let error as PostgreSQLError {
            throw error.takenPlace ?? error
        }
    }

    /// Takes no lock on the journal's head: what several nodes do to jobs at once is kept apart by the rows.
    func writeJobs<Value>(_ body: (any JobTables) throws -> Value) throws -> Value {
        try server.withConnection { connection in
            try begin("BEGIN ISOLATION LEVEL READ COMMITTED", on: connection)
            return try committing(connection) { try body(PostgreSQLTables(connection, key)) }
        }
    }

    private func begin(_ statement: String, on connection: LibPQConnection) throws {
        try connection.send(statement)
        var tenant = ParameterList()
        tenant.add(self.tenant.hyphenated)
        try connection.send("SELECT set_config('\(PostgreSQLServer.tenantSetting)', $1, true)", tenant)
    }

    /// Runs `body` in the transaction that was begun, and commits it; undoes it when `body` throws.
    private func committing<Value>(_ connection: LibPQConnection, _ body: () throws -> Value) throws -> Value {
        do {
            let value = try body()
            try commit(connection)
            return value
        } catch {
            Self.rollBack(connection)
            throw error
        }
    }

    /// Sends what is left of a transaction together with its COMMIT.
    private func commit(_ connection: LibPQConnection) throws(PostgreSQLError) {
        guard connection.isAlive else { throw .connectionLost }
        _ = connection.takeStandbyWarning()
        let tag: String?
        do throws(PostgreSQLError) {
            try connection.send("COMMIT")
            tag = try connection.finish().last?.commandTag
        } catch {
            switch error {
            case .connectionLost, .ended: throw .commitUnknown
            default: throw error
            }
        }
        guard tag == "COMMIT" else { throw .passedOver }
        if connection.takeStandbyWarning() { throw .commitUnknown }
    }

    /// Undoes what was begun; a connection on which that fails is not used again.
    private static func rollBack(_ connection: LibPQConnection) {
        if connection.isIdle { return }
        // What was sent may have failed; the server passes over what follows until that is read.
        _ = try? connection.finish()
        do {
            try connection.send("ROLLBACK")
            _ = try connection.finish()
        } catch {
            connection.close()
        }
    }

    func structuralProblems() throws -> [String] { [] }

    func edition() throws -> DatabaseEdition {
        try server.withConnection { connection in
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

extension StreamID {
    /// The id as PostgreSQL writes a `uuid`.
    fileprivate var hyphenated: String {
        var text = description
        for place in [20, 16, 12, 8] { text.insert("-", at: text.index(text.startIndex, offsetBy: place)) }
        return text
    }
}
