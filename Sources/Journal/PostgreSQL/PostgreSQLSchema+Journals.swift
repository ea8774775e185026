extension PostgreSQLSchema {
    /// The tables of the journals: those of a SQLite file, each led by tenant and journal.
    ///
    /// The application may not change or delete an entry.
    package static let journals = PostgreSQLSchema(
        name: "recourse",
        contents: "journal",
        format: 1,
        rights: [
            ("journal_head", "SELECT, INSERT, UPDATE"), ("entry", "SELECT, INSERT"), ("command", "SELECT, INSERT"),
            ("tile", "SELECT, INSERT"), ("checkpoint", "SELECT, INSERT, DELETE"),
            ("unique_key", "SELECT, INSERT, DELETE"),
            ("lookup", "SELECT, INSERT, DELETE"), ("inline_row", "SELECT, INSERT, UPDATE, DELETE"),
            ("evidence", "SELECT, INSERT, UPDATE, DELETE"), ("evidence_chunk", "SELECT, INSERT, DELETE"),
            ("evidence_upload", "SELECT, INSERT, UPDATE, DELETE"), ("follower", "SELECT, INSERT, UPDATE"),
            ("job", "SELECT, INSERT, UPDATE, DELETE"), ("job_token", "SELECT, INSERT, UPDATE"),
        ],
        definitions: [
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
            "CREATE UNIQUE INDEX entry_stream ON recourse.entry (tenant, journal, stream, version)",
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
            "CREATE INDEX inline_row_cluster ON recourse.inline_row (tenant, journal, cluster, kind, id)",
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
                id uuid NOT NULL, kind integer NOT NULL, ready bigint NOT NULL, since bigint NOT NULL,
                token bigint NOT NULL, attempts integer NOT NULL, attempt_limit integer NOT NULL, owner text,
                is_dead boolean NOT NULL, reason_key uuid, reason bytea, data_key uuid NOT NULL, payload bytea NOT NULL,
                PRIMARY KEY (tenant, journal, id)
                """
            ),
            "CREATE INDEX job_ready ON recourse.job (tenant, journal, ready, id) WHERE NOT is_dead",
            "CREATE INDEX job_since ON recourse.job (tenant, journal, since) WHERE NOT is_dead",
            table("job_token", "last bigint NOT NULL, PRIMARY KEY (tenant, journal)"),
            // What is sealed does not get smaller, so the server need not try.
            "ALTER TABLE recourse.entry ALTER payload SET STORAGE EXTERNAL",
            "ALTER TABLE recourse.inline_row ALTER payload SET STORAGE EXTERNAL",
            "ALTER TABLE recourse.evidence_chunk ALTER sealed SET STORAGE EXTERNAL",
        ]
    )

    private static func table(_ name: String, _ columns: String, with options: String? = nil) -> String {
        "CREATE TABLE recourse.\(name) (tenant uuid NOT NULL, journal smallint NOT NULL, \(columns))"
            + (options.map { " WITH (\($0))" } ?? "")
    }
}
