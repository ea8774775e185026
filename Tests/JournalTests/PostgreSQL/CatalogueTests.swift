import TestDatabases
import Testing

@testable import Journal

/// What Citus asks of tables that it is to distribute by tenant, and what keeps tenants apart, as the database has it.
@Suite("The schemas of PostgreSQL", .enabled(if: PostgreSQLProcess.programs != nil))
struct CatalogueTests {
    /// The names of the schemas, and the columns that every index of each leads with.
    private static let leading = ["recourse": ["tenant", "journal"], "recourse_keys": ["tenant"]]
    private static let names = leading.keys.sorted()

    /// The first column of what a query finds in the database of a schema, in order.
    private func find(_ sql: String, in schema: String) throws -> [String] {
        let connection = try PostgreSQLProcess.shared.get().connect(as: "postgres", to: schema)
        defer { connection.close() }
        try connection.send(sql)
        let result = try #require(try connection.finish().last)
        return (0..<result.count).compactMap { result.text($0, 0) }
    }

    @Test(arguments: names)
    func `have the tables that are written down, and they are not partly installed`(schema: String) throws {
        let tables = "SELECT tablename::text FROM pg_tables WHERE schemaname = '\(schema)'"
        let rights = try #require(PostgreSQLProcess.schemas.first { $0.name == schema }).rights
        #expect(try find(tables + " ORDER BY 1", in: schema) == rights.map(\.table).sorted())
        #expect(try find(tables + " AND tableowner <> 'recourse_owner'", in: schema) == [])
    }

    @Test(arguments: names)
    func `lead every index with the tenant, and each table has a primary key`(schema: String) throws {
        let leading = try #require(Self.leading[schema])
        let indexes = """
            SELECT format('%s of %s leads with %s', i.indexrelid::regclass, i.indrelid::regclass, a.names)
            FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid, LATERAL (
                SELECT string_agg(attname::text, ',' ORDER BY place) FROM unnest(i.indkey) WITH ORDINALITY k (number, place)
                JOIN pg_attribute ON attrelid = i.indrelid AND attnum = number WHERE place <= \(leading.count)
            ) a (names)
            WHERE c.relnamespace = '\(schema)'::regnamespace
            """
        #expect(try find(indexes, in: schema).count >= 6)
        let others = "\(indexes) AND a.names IS DISTINCT FROM '\(leading.joined(separator: ","))'"
        #expect(try find(others, in: schema) == [])
        let keyless = """
            SELECT relname::text FROM pg_class WHERE relnamespace = '\(schema)'::regnamespace AND relkind = 'r'
            AND NOT EXISTS (SELECT FROM pg_index WHERE indrelid = pg_class.oid AND indisprimary)
            """
        #expect(try find(keyless, in: schema) == [])
    }

    @Test(arguments: names)
    func `have no sequence, identity, reference, trigger or view`(schema: String) throws {
        let things = """
            SELECT relname::text FROM pg_class WHERE relnamespace = '\(schema)'::regnamespace AND relkind NOT IN ('r', 'i')
            UNION ALL SELECT attname::text FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
                WHERE relnamespace = '\(schema)'::regnamespace AND attidentity <> ''
            UNION ALL SELECT conname::text FROM pg_constraint
                WHERE connamespace = '\(schema)'::regnamespace AND contype NOT IN ('p', 'u')
            UNION ALL SELECT tgname::text FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid
                WHERE relnamespace = '\(schema)'::regnamespace
            """
        #expect(try find(things, in: schema) == [])
    }

    @Test(arguments: names)
    func `force row-level security on every table, for all commands and roles`(schema: String) throws {
        let open = """
            SELECT relname::text FROM pg_class WHERE relnamespace = '\(schema)'::regnamespace AND relkind = 'r'
            AND NOT (relrowsecurity AND relforcerowsecurity AND (
                SELECT count(*) = 1 AND bool_and(polcmd = '*' AND polpermissive AND polroles = '{0}'
                    AND pg_get_expr(polqual, polrelid) LIKE '(tenant = (NULLIF(current_setting(%')
                FROM pg_policy WHERE polrelid = pg_class.oid
            ))
            """
        #expect(try find(open, in: schema) == [])
    }

    @Test(arguments: names)
    func `belong to a role that the application is not, which owns nothing and passes by nothing`(schema: String) throws
    {
        let role = PostgreSQLProcess.application
        let powers = """
            SELECT rolname::text FROM pg_roles WHERE rolname = '\(role)'
            AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication)
            UNION ALL SELECT relname::text FROM pg_class WHERE relowner = '\(role)'::regrole
            UNION ALL SELECT nspname::text FROM pg_namespace WHERE nspowner = '\(role)'::regrole
            UNION ALL SELECT roleid::regrole::text FROM pg_auth_members WHERE member = '\(role)'::regrole
            """
        #expect(try find(powers, in: schema) == [])
    }

    @Test
    func `have tables of keys cleaned up as soon as a row was deleted`() throws {
        let tables = """
            SELECT relname::text FROM pg_class WHERE relnamespace = 'recourse_keys'::regnamespace
            AND 'autovacuum_vacuum_threshold=0' = ANY (reloptions)
            AND 'autovacuum_vacuum_scale_factor=0' = ANY (reloptions) ORDER BY 1
            """
        #expect(try find(tables, in: "recourse_keys") == ["data_key", "named_key", "tenant_key"])
        // The owner may do it at once; of others the server passes it over with a warning, unless they were granted it.
        for role in [PostgreSQLProcess.owner, PostgreSQLProcess.application] {
            let connection = try PostgreSQLProcess.shared.get().connect(as: role, to: "recourse_keys")
            try connection.send("SELECT set_config('search_path', 'recourse_keys', false)")
            _ = try connection.finish()
            try connection.send(PostgreSQLKeyDatabase.cleanUp)
            #expect(try connection.finish().last?.commandTag == "VACUUM", "\(role)")
        }
    }

    @Test
    func `let the application neither change nor delete an entry, nor what proves it`() throws {
        let rights = """
            SELECT table_name || ' ' || privilege_type FROM information_schema.role_table_grants
            WHERE grantee = '\(PostgreSQLProcess.application)' AND table_schema = 'recourse'
            AND table_name IN ('entry', 'command', 'tile')
            AND privilege_type NOT IN ('SELECT', 'INSERT')
            """
        #expect(try find(rights, in: "recourse") == [])
    }

    @Test(arguments: names)
    func `can be installed again, which only grants the rights anew`(schema: String) throws {
        let owner = try PostgreSQLProcess.shared.get().connectionString(PostgreSQLProcess.owner, to: schema)
        let schema = try #require(PostgreSQLProcess.schemas.first { $0.name == schema })
        try schema.install(as: owner, for: PostgreSQLProcess.application)
        #expect(throws: JournalError.self) {
            try schema.install(as: owner, for: "nobody\"; DROP TABLE entry; --")
        }
    }
}
