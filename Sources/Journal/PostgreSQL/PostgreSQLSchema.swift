/// A schema of tables in a PostgreSQL database that belong to many tenants.
///
/// Every key and index begins with the tenant, there are no sequences, and nothing refers across tables, so that Citus can
/// distribute every table by tenant as it is. Row-level security shows a transaction only the rows of the tenant that it
/// has named, whatever its statements say; the tables' owner is held to it too.
package struct PostgreSQLSchema: Sendable {
    /// The schema's name.
    package let name: String
    /// What is kept in it, as the name of the function that tells its format begins.
    let contents: String
    /// The format of the tables.
    let format: Int
    /// The tables, with what the application may do with the rows of each.
    let rights: [(table: String, rights: String)]
    /// What makes the tables and their indexes.
    let definitions: [String]

    /// Makes the tables, or grants the rights anew where they are there.
    ///
    /// - Parameters:
    ///   - owner: a connection string of the role that is to own the tables; it may create schemas in the database.
    ///   - role: the name of the role that the application connects as; it must exist, and owns nothing.
    /// - Throws: `JournalError.tooNew` when a newer program made the tables; `.storage`.
    package func install(as owner: String, for role: String) throws(JournalError) {
        do {
            let connection = try LibPQConnection(owner, defaults: [("application_name", "recourse schema")])
            defer { connection.close() }
            try connection.send("SELECT count(*) FROM pg_namespace WHERE nspname = '\(name)'")
            try connection.send("SELECT current_setting('server_version_num')::integer")
            let answers = try connection.finish()
            let isInstalled = answers.first?.integer(0, 0) == 1
            // From this version on, a role may clean up tables that it does not own.
            let canMaintain = (answers.last?.integer(0, 0) ?? 0) >= 170_000
            if isInstalled { try checkFormat(connection) }
            try connection.send("BEGIN")
            for statement in isInstalled ? [] : creation { try connection.send(statement) }
            for statement in grants(to: role, maintaining: canMaintain) { try connection.send(statement) }
            try connection.send("COMMIT")
            _ = try connection.finish()
        } catch {
            throw JournalError(error)
        }
    }

    /// Refuses tables of another format than this program's.
    func checkFormat(_ connection: LibPQConnection) throws {
        try connection.send("SELECT \(name).\(contents)_format()")
        guard let found = try connection.finish().first?.integer(0, 0).flatMap({ Int(exactly: $0) }) else {
            throw JournalError.damaged("the schema \(name) does not say its format")
        }
        guard found <= format else { throw JournalError.tooNew(found: found, supported: format) }
    }

    private func grants(to role: String, maintaining: Bool) -> [String] {
        let role = "\"" + role.replacing("\"", with: "\"\"") + "\""
        return ["GRANT USAGE ON SCHEMA \(name) TO \(role)"]
            + rights.map { table, rights in
                let known = maintaining ? rights : rights.replacing(", MAINTAIN", with: "")
                return "GRANT \(known) ON \(name).\(table) TO \(role)"
            }
    }

    private var creation: [String] {
        ["CREATE SCHEMA \(name)"] + definitions + [
            "CREATE FUNCTION \(name).\(contents)_format() RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT \(format)'"
        ]
            + rights.flatMap { table, _ in
                [
                    "ALTER TABLE \(name).\(table) ENABLE ROW LEVEL SECURITY",
                    "ALTER TABLE \(name).\(table) FORCE ROW LEVEL SECURITY",
                    """
                    CREATE POLICY tenant ON \(name).\(table)
                        USING (tenant = nullif(current_setting('\(PostgreSQLServer.tenantSetting)', true), '')::uuid)
                    """,
                ]
            }
    }
}
