extension PostgreSQLSchema {
    /// The tables of the key stores: those of a SQLite file, each led by the tenant.
    ///
    /// They have a schema of their own, so that they can lie in another database than the journals, with other backups.
    package static let keys = PostgreSQLSchema(
        name: "recourse_keys",
        contents: "key",
        format: 1,
        rights: [
            ("key_store", "SELECT, INSERT, UPDATE"), ("tenant_key", "SELECT, INSERT, UPDATE, DELETE, MAINTAIN"),
            ("named_key", "SELECT, INSERT, UPDATE, MAINTAIN"), ("signed_head", "SELECT, INSERT, UPDATE"),
            ("data_key", "SELECT, INSERT, UPDATE, DELETE, MAINTAIN"),
        ],
        definitions: [
            // Its row is the right to write a tenant's keys.
            table("key_store", "epoch bigint NOT NULL, generation bigint NOT NULL, PRIMARY KEY (tenant)"),
            table(
                "tenant_key",
                """
                generation bigint NOT NULL, master bytea NOT NULL, wrapped bytea NOT NULL,
                PRIMARY KEY (tenant, generation, master)
                """,
                isErased: true
            ),
            table(
                "named_key",
                "name text NOT NULL, wrapped bytea NOT NULL, generation bigint NOT NULL, PRIMARY KEY (tenant, name)",
                isErased: true
            ),
            table(
                "signed_head",
                """
                journal smallint NOT NULL, sealed bytea NOT NULL, generation bigint NOT NULL,
                PRIMARY KEY (tenant, journal)
                """
            ),
            table(
                "data_key",
                """
                id uuid NOT NULL, subject uuid NOT NULL, retention integer NOT NULL, year integer NOT NULL,
                wrapped bytea NOT NULL, generation bigint NOT NULL, PRIMARY KEY (tenant, id)
                """,
                isErased: true
            ),
            "CREATE UNIQUE INDEX data_key_scope ON recourse_keys.data_key (tenant, subject, retention, year)",
        ]
    )

    /// Makes a table, of which the server cleans up as soon as a row was deleted or replaced when it `isErased`, and not only
    /// once a fifth of the table was, as it does otherwise.
    private static func table(_ name: String, _ columns: String, isErased: Bool = false) -> String {
        "CREATE TABLE recourse_keys.\(name) (tenant uuid NOT NULL, \(columns))"
            + (isErased ? " WITH (autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0)" : "")
    }
}
