import TestDatabases
import Testing

@testable import Journal

/// A server that never counts the rows of its tables, as none has of those that are young.
@Suite("A PostgreSQL server that knows nothing of the tables' sizes", .enabled(if: PostgreSQLProcess.programs != nil))
struct PlanTests {
    @Test
    func `reads for each key that is looked up only what lies under it`() throws {
        let process = try PostgreSQLProcess(settings: ["autovacuum = off"])
        defer { withExtendedLifetime(process) {} }
        let server = PostgreSQLServer(process.connectionString())
        defer { server.close() }
        let tenant = StreamID.random()
        let database = PostgreSQLDatabase(on: server, tenant: tenant, journal: .business)
        try database.create()
        let stored = 5_000
        let lookups = (0..<stored).map { number in
            KeyRecord(space: 1, index: BlindIndex(UInt128(number)), target: StreamID(UInt128(number)))
        }
        try database.write { try $0.insert(lookups: database.prepare(lookups)) }
        // The server makes its plan for good after five times.
        for _ in 0..<8 {
            let transactions = TenantTransactions(server: server, tenant: tenant)
            let rowsRead = try transactions.read { connection in
                let tables = PostgreSQLTables(connection, database.key)
                let known = (0..<500).map { (space: UInt16(1), index: BlindIndex(UInt128($0 * 10))) }
                let unknown = (0..<500).map { (space: UInt16(2), index: BlindIndex(UInt128($0 * 10))) }
                let before = try Self.rowsRead(connection)
                let found = try tables.lookUp(known + unknown)
                let after = try Self.rowsRead(connection)
                #expect(found.prefix(500).map(\.count) == [Int](repeating: 1, count: 500))
                #expect(found.suffix(500).allSatisfy { $0.isEmpty })
                return after - before
            }
            #expect(rowsRead == 500)
        }
    }

    /// How many rows of lookups the session has read that are not counted yet by the server.
    private static func rowsRead(_ connection: LibPQConnection) throws -> Int64 {
        try connection.send(
            """
            SELECT (coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::bigint
            FROM pg_stat_xact_user_tables WHERE relname = 'lookup'
            """
        )
        return try #require(try connection.finish().last?.integer(0, 0))
    }
}
