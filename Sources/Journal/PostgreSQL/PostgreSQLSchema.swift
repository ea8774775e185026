/// The tables of the journals in a PostgreSQL database: those of a SQLite file, each led by tenant and journal.
///
/// Every key and index begins with both, there are no sequences, and nothing refers across tables, so that Citus can
/// distribute every table by tenant as it is. Row-level security shows a transaction only the rows of the tenant that it
/// has named, whatever its statements say; the tables' owner is held to it too. The application may not change or delete
/// an entry.
package enum PostgreSQLSchema {
    /// The format of the tables.
    package static let format = 1

    private static let schema = PostgreSQLServer.schema

    /// Makes the tables, or grants the rights anew where they are there.
    ///
    /// - Parameters:
    ///   - owner: a connection string of the role that is to own the tables; it may create schemas in the database.
    ///   - role: the name of the role that the application connects as; it must exist, and owns nothing.
    /// - Throws: `JournalError.tooNew` when a newer program made the tables; `.storage`.
    package static func install(as owner: String, for role: String) throws(JournalError) {
        do {
            let connection = try LibPQConnection(owner, defaults: [("application_name", "recourse schema")])
            defer { connection.close() }
            try connection.send("SELECT count(*) FROM pg_namespace WHERE nspname = '\(schema)'")
            let isInstalled = try connection.finish().first?.integer(0, 0) == 1
            if isInstalled { try checkFormat(connection) }
            try connection.send("BEGIN")
            for statement in (isInstalled ? [] : definitions) + grants(to: role) { try connection.send(statement) }
            try connection.send("COMMIT")
            _ = try connection.finish()
        } catch {
            throw JournalError(error)
        }
    }

    /// Refuses tables of another format than this program's.
    static func checkFormat(_ connection: LibPQConnection) throws {
        try connection.send("SELECT \(schema).journal_format()")
        guard let found = try connection.finish().first?.integer(0, 0).flatMap({ Int(exactly: $0) }) else {
            throw JournalError.damaged("the schema \(schema) does not say its format")
        }
        guard found <= format else { throw JournalError.tooNew(found: found, supported: format) }
    }

    /// The tables, with what the application may do with the rows of each.
    static let rights: [(table: String, rights: String)] = [
        ("journal_head", "SELECT, INSERT, UPDATE"), ("entry", "SELECT, INSERT"), ("command", "SELECT, INSERT"),
        ("tile", "SELECT, INSERT"), ("checkpoint", "SELECT, INSERT, DELETE"), ("unique_key", "SELECT, INSERT, DELETE"),
        ("lookup", "SELECT, INSERT, DELETE"), ("inline_row", "SELECT, INSERT, UPDATE, DELETE"),
        ("evidence", "SELECT, INSERT, UPDATE, DELETE"), ("evidence_chunk", "SELECT, INSERT, DELETE"),
        ("evidence_upload", "SELECT, INSERT, UPDATE, DELETE"), ("follower", "SELECT, INSERT, UPDATE"),
        ("job", "SELECT, INSERT, UPDATE, DELETE"), ("job_token", "SELECT, INSERT, UPDATE"),
    ]

    private static func grants(to role: String) -> [String] {
        let role = "\"" + role.replacing("\"", with: "\"\"") + "\""
        return ["GRANT USAGE ON SCHEMA \(schema) TO \(role)"]
            + rights.map { "GRANT \($0.rights) ON \(schema).\($0.table) TO \(role)" }
    }

    private static var definitions: [String] {
        ["CREATE SCHEMA \(schema)"] + tables + [
            "CREATE FUNCTION \(schema).journal_format() RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT \(format)'"
        ]
            + rights.flatMap { table, _ in
                [
                    "ALTER TABLE \(schema).\(table) ENABLE ROW LEVEL SECURITY",
                    "ALTER TABLE \(schema).\(table) FORCE ROW LEVEL SECURITY",
                    """
                    CREATE POLICY tenant ON \(schema).\(table)
                        USING (tenant = nullif(current_setting('\(PostgreSQLServer.tenantSetting)', true), '')::uuid)
                    """,
                ]
            }
    }

    private static let tables = [
        table(
            "journal_head",
            "position bigint NOT NULL, leaf bytea, PRIMARY KEY (tenant, journal)",
            // It is written by every append; what stays free on its page keeps that from growing its index.
            with: "fillfactor = 50"
        ),
        table(
            "entry",
            """
            position bigint NOT NULL, stream uuid NOT NULL, version bigint NOT NULL, header bytea NOT NULL,
            payload bytea NOT NULL, leaf bytea NOT NULL, PRIMARY KEY (tenant, journal, position)
            """
        ),
        "CREATE UNIQUE INDEX entry_stream ON \(schema).entry (tenant, journal, stream, version)",
        table(
            "command",
            "id uuid NOT NULL, first bigint NOT NULL, count bigint NOT NULL, PRIMARY KEY (tenant, journal, id)"
        ),
        table(
            "tile",
            """
            level integer NOT NULL, number bigint NOT NULL, root bytea NOT NULL, hashes bytea NOT NULL,
            PRIMARY KEY (tenant, journal, level, number)
            """
        ),
        table("checkpoint", "size bigint NOT NULL, note text NOT NULL, PRIMARY KEY (tenant, journal, size)"),
        table(
            "unique_key",
            """
            space integer NOT NULL, value uuid NOT NULL, target uuid NOT NULL,
            PRIMARY KEY (tenant, journal, space, value)
            """
        ),
        table(
            "lookup",
            """
            space integer NOT NULL, value uuid NOT NULL, target uuid NOT NULL,
            PRIMARY KEY (tenant, journal, space, value, target)
            """
        ),
        table(
            "inline_row",
            """
            kind integer NOT NULL, id uuid NOT NULL, cluster uuid NOT NULL, evolve integer NOT NULL,
            data_key uuid NOT NULL, payload bytea NOT NULL, PRIMARY KEY (tenant, journal, kind, id)
            """
        ),
        "CREATE INDEX inline_row_cluster ON \(schema).inline_row (tenant, journal, cluster, kind, id)",
        table(
            "evidence",
            """
            id bytea NOT NULL, body uuid NOT NULL, size bigint NOT NULL, media_type text NOT NULL,
            retention smallint NOT NULL, recorded bigint NOT NULL, data_key uuid NOT NULL, name bytea NOT NULL,
            PRIMARY KEY (tenant, journal, id)
            """
        ),
        table(
            "evidence_chunk",
            "body uuid NOT NULL, number bigint NOT NULL, sealed bytea NOT NULL, PRIMARY KEY (tenant, journal, body, number)"
        ),
        table(
            "evidence_upload",
            "body uuid NOT NULL, touched timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (tenant, journal, body)"
        ),
        table(
            "follower",
            """
            name text NOT NULL, position bigint NOT NULL, stopped_at bigint, reason_key uuid, reason bytea,
            PRIMARY KEY (tenant, journal, name)
            """
        ),
        table(
            "job",
            """
            id uuid NOT NULL, kind integer NOT NULL, ready bigint NOT NULL, since bigint NOT NULL, token bigint NOT NULL,
            attempts integer NOT NULL, attempt_limit integer NOT NULL, owner text, is_dead boolean NOT NULL,
            reason_key uuid, reason bytea, data_key uuid NOT NULL, payload bytea NOT NULL,
            PRIMARY KEY (tenant, journal, id)
            """
        ),
        "CREATE INDEX job_ready ON \(schema).job (tenant, journal, ready, id) WHERE NOT is_dead",
        "CREATE INDEX job_since ON \(schema).job (tenant, journal, since) WHERE NOT is_dead",
        table("job_token", "last bigint NOT NULL, PRIMARY KEY (tenant, journal)"),
        // What is sealed does not get smaller, so the server need not try.
        "ALTER TABLE \(schema).entry ALTER payload SET STORAGE EXTERNAL",
        "ALTER TABLE \(schema).inline_row ALTER payload SET STORAGE EXTERNAL",
        "ALTER TABLE \(schema).evidence_chunk ALTER sealed SET STORAGE EXTERNAL",
    ]

    private static func table(_ name: String, _ columns: String, with options: String? = nil) -> String {
        "CREATE TABLE \(schema).\(name) (tenant uuid NOT NULL, journal smallint NOT NULL, \(columns))"
            + (options.map { " WITH (\($0))" } ?? "")
    }
}
