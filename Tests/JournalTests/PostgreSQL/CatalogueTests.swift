import Testing

@testable import Journal

/// What Citus asks of tables that it is to distribute by tenant, and what keeps tenants apart, as the database has it.
@Suite("The schema of PostgreSQL", .enabled(if: PostgreSQLProcess.programs != nil))
struct CatalogueTests {
    private let connection: LibPQConnection

    init() throws { connection = try PostgreSQLProcess.shared.get().connect(as: "postgres") }

    /// The first column of what a query finds, in order.
    private func find(_ sql: String) throws -> [String] {
        try connection.send(sql)
        let result = try #require(try connection.finish().last)
        return (0..<result.count).compactMap { result.text($0, 0) }
    }

    @Test
    func `has the tables that are written down, and they are not partly installed`() throws {
        let found = try find("SELECT tablename::text FROM pg_tables WHERE schemaname = 'recourse' ORDER BY 1")
        #expect(found == PostgreSQLSchema.rights.map(\.table).sorted())
        #expect(
            try find(
                "SELECT tableowner::text FROM pg_tables WHERE schemaname = 'recourse' AND tableowner <> 'recourse_owner'"
            ) == []
        )
    }

    @Test
    func `leads every index with tenant and journal, and each table has a primary key`() throws {
        let indexes = """
            SELECT format('%s of %s leads with %s', i.indexrelid::regclass, i.indrelid::regclass, a.names)
            FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid, LATERAL (
                SELECT string_agg(attname::text, ',' ORDER BY place) FROM unnest(i.indkey) WITH ORDINALITY k (number, place)
                JOIN pg_attribute ON attrelid = i.indrelid AND attnum = number WHERE place <= 2
            ) a (names)
            WHERE c.relnamespace = 'recourse'::regnamespace
            """
        #expect(try find(indexes).count >= 13)
        #expect(try find("\(indexes) AND a.names IS DISTINCT FROM 'tenant,journal'") == [])
        let keyless = """
            SELECT relname::text FROM pg_class WHERE relnamespace = 'recourse'::regnamespace AND relkind = 'r'
            AND NOT EXISTS (SELECT FROM pg_index WHERE indrelid = pg_class.oid AND indisprimary)
            """
        #expect(try find(keyless) == [])
    }

    @Test
    func `has no sequence, identity, reference, trigger or view`() throws {
        let things = """
            SELECT relname::text FROM pg_class WHERE relnamespace = 'recourse'::regnamespace AND relkind NOT IN ('r', 'i')
            UNION ALL SELECT attname::text FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
                WHERE relnamespace = 'recourse'::regnamespace AND attidentity <> ''
            UNION ALL SELECT conname::text FROM pg_constraint
                WHERE connamespace = 'recourse'::regnamespace AND contype NOT IN ('p', 'u')
            UNION ALL SELECT tgname::text FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid
                WHERE relnamespace = 'recourse'::regnamespace
            """
        #expect(try find(things) == [])
    }

    @Test
    func `forces row-level security on every table, for all commands and roles`() throws {
        let open = """
            SELECT relname::text FROM pg_class WHERE relnamespace = 'recourse'::regnamespace AND relkind = 'r'
            AND NOT (relrowsecurity AND relforcerowsecurity AND (
                SELECT count(*) = 1 AND bool_and(polcmd = '*' AND polpermissive AND polroles = '{0}'
                    AND pg_get_expr(polqual, polrelid) LIKE '(tenant = (NULLIF(current_setting(%')
                FROM pg_policy WHERE polrelid = pg_class.oid
            ))
            """
        #expect(try find(open) == [])
    }

    @Test
    func `belongs to a role that the application is not, which owns nothing and passes by nothing`() throws {
        let role = PostgreSQLProcess.application
        let powers = """
            SELECT rolname::text FROM pg_roles WHERE rolname = '\(role)'
            AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication)
            UNION ALL SELECT relname::text FROM pg_class WHERE relowner = '\(role)'::regrole
            UNION ALL SELECT nspname::text FROM pg_namespace WHERE nspowner = '\(role)'::regrole
            UNION ALL SELECT roleid::regrole::text FROM pg_auth_members WHERE member = '\(role)'::regrole
            """
        #expect(try find(powers) == [])
    }

    @Test
    func `lets the application neither change nor delete an entry, nor what proves it`() throws {
        let rights = """
            SELECT table_name || ' ' || privilege_type FROM information_schema.role_table_grants
            WHERE grantee = '\(PostgreSQLProcess.application)' AND table_schema = 'recourse'
            AND table_name IN ('entry', 'command', 'tile')
            AND privilege_type NOT IN ('SELECT', 'INSERT')
            """
        #expect(try find(rights) == [])
    }

    @Test
    func `can be installed again, which only grants the rights anew`() throws {
        let server = try PostgreSQLProcess.shared.get()
        let owner = server.connectionString(PostgreSQLProcess.owner)
        try PostgreSQLSchema.install(as: owner, for: PostgreSQLProcess.application)
        #expect(throws: JournalError.self) {
            try PostgreSQLSchema.install(as: owner, for: "nobody\"; DROP TABLE entry; --")
        }
    }
}
