import Foundation
import TestDatabases
import Testing

@testable import Journal

@Suite("PostgreSQL, of which every statement's tenant was taken out,", .enabled(if: PostgreSQLProcess.programs != nil))
struct IsolationTests {
    private let server: PostgreSQLProcess
    private let store: TemporaryStore
    private var journal: TenantJournal { store.journal }

    init() throws {
        server = try PostgreSQLProcess.shared.get()
        store = try TemporaryStore(.postgreSQL)
        let index = store.journal.blindIndex(space: 1, [1])
        try store.journal.append(
            writes: [StreamWrite(stream: StreamID(1), expectedVersion: 0, events: (0..<300).map { NewEvent("\($0)") })],
            claiming: [KeyClaim(key: UniqueKey(space: 1, index: index), target: StreamID(1))],
            lookups: [Lookup(space: 1, index: index, target: StreamID(1))],
            rows: [InlineRow(1, group: 1, "row")]
        )
        var work = Append(command: .random(), principal: "tester", purpose: "test")
        work.jobs = (1...2).map { number in
            NewJob(kind: 1, notBefore: .march2025, attemptLimit: 1, subject: .tenant, payload: [number])
        }
        _ = try store.journal.append(work, at: .march2025)
        _ = try store.journal.lease([1], owner: "w", now: .march2025, for: .seconds(1), limit: 1)
        try store.journal.drain(Scribe(name: "scribe", journal: store.journal))
        _ = try store.journal.storeEvidence(
            [1],
            mediaType: "text/plain",
            name: "n",
            subject: .tenant,
            retention: .claims,
            at: .march2025
        )
        _ = try store.journal.evidenceWriter(
            mediaType: "text/plain",
            name: "n",
            subject: .tenant,
            retention: .claims,
            at: .march2025
        )
        _ = try store.journal.signCheckpoint()
    }

    /// How many rows a statement of the application sees, in a transaction that has named `tenant`.
    private func count(_ table: Table, as tenant: StreamID?) throws -> Int64? {
        let connection = try server.connect(to: table.schema.name)
        try connection.send("BEGIN")
        if let tenant { try connection.send(Self.naming(tenant)) }
        try connection.send("SELECT count(*) FROM \(table)")
        return try connection.finish().last?.integer(0, 0)
    }

    private static func naming(_ tenant: StreamID) -> String {
        "SELECT set_config('recourse.tenant', '\(tenant)', true)"
    }

    /// A table of either schema, which lies in a database of the schema's name.
    struct Table: CustomStringConvertible {
        let schema: PostgreSQLSchema
        let name: String
        let rights: String

        var description: String { "\(schema.name).\(name)" }
    }

    private static let tables = PostgreSQLProcess.schemas.flatMap { schema in
        schema.rights.map { Table(schema: schema, name: $0.table, rights: $0.rights) }
    }

    @Test(arguments: tables)
    func `shows no row of another tenant, and none at all to nobody`(table: Table) throws {
        #expect(try count(table, as: StreamID(journal.tenantID)) ?? 0 > 0)
        #expect(try count(table, as: .random()) == 0)
        #expect(try count(table, as: nil) == 0)
    }

    @Test(arguments: tables)
    func `changes no row of another tenant`(table: Table) throws {
        let connection = try server.connect(to: table.schema.name)
        for (right, statement) in [
            ("UPDATE", "UPDATE \(table) SET tenant = tenant"), ("DELETE", "DELETE FROM \(table)"),
        ] {
            try connection.send("BEGIN")
            try connection.send(Self.naming(.random()))
            try connection.send(statement)
            if table.rights.contains(right) {
                #expect(try connection.finish().last?.changed == 0)
            } else {
                #expect(throws: PostgreSQLError.self, "\(right) of \(table) is not granted") { try connection.finish() }
            }
            try connection.send("ROLLBACK")
            _ = try connection.finish()
        }
    }

    @Test(arguments: tables)
    func `takes no row for another tenant`(table: Table) throws {
        let connection = try server.connect(to: table.schema.name)
        try connection.send("BEGIN")
        try connection.send(Self.naming(StreamID(journal.tenantID)))
        // A copy of one of the tenant's own rows, said to be of somebody else.
        try connection.send("CREATE TEMPORARY TABLE copy AS SELECT * FROM \(table) LIMIT 1")
        try connection.send("UPDATE copy SET tenant = '\(StreamID.random())'")
        _ = try connection.finish()
        try connection.send("INSERT INTO \(table) SELECT * FROM copy")
        #expect { try connection.finish() } throws: { error in
            guard case .refused("42501", _, _)? = error as? PostgreSQLError else { return false }
            return true
        }
    }

    @Test
    func `knows no tenant any more on a connection whose transaction has failed or ended`() throws {
        let shared = PostgreSQLServer(server.connectionString(), limits: .one)
        let database = PostgreSQLDatabase(on: shared, tenant: StreamID(journal.tenantID), journal: .business)
        let own = """
            SELECT count(*), coalesce(current_setting('recourse.tenant', true), '') FROM recourse.entry
            """
        struct Expected: Error {}
        #expect(throws: Expected.self) { try database.write { _ in throw Expected() } }
        #expect(throws: TakenPlace.entry) {
            try database.write { tables in
                let entry = EntryRow(
                    position: 900,
                    stream: StreamID(1),
                    version: 1,
                    header: Data(),
                    payload: Data(),
                    leaf: .ofNothing
                )
                try tables.insert(entries: database.prepare([entry]))
            }
        }
        #expect(try database.read { tables in try tables.head().position } == 600)
        try shared.withConnection { connection in
            try connection.send(own)
            let row = try #require(try connection.finish().last)
            #expect(row.integer(0, 0) == 0)
            #expect(row.text(0, 1) == "")
        }
    }

    @Test
    func `keeps the tenant of one thread from those of others`() async throws {
        let shared = PostgreSQLServer(server.connectionString())
        let stores = try (1...3).map { _ in try TemporaryStore(.postgreSQL(shared)) }
        let journals = stores.map(\.journal)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (number, journal) in journals.enumerated() {
                group.addTask {
                    for version in 0..<30 {
                        try journal.append("\(number)", to: StreamID(7), after: UInt64(version))
                        let texts = Set(try journal.allEntries().map(\.text))
                        #expect(texts == ["\(number)"])
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    @Test
    func `is not used by a role that would see everything, nor by a server that could forget`() throws {
        let root = PostgreSQLServer(server.connectionString("postgres"))
        #expect { try root.withConnection { _ in } } throws: { error in
            guard case .unfit(let what)? = error as? PostgreSQLError else { return false }
            return what.contains("row-level security")
        }
        let hasty = PostgreSQLServer(server.connectionString() + " options='-c synchronous_commit=off'")
        #expect { try hasty.withConnection { _ in } } throws: { error in
            guard case .unfit(let what)? = error as? PostgreSQLError else { return false }
            return what.contains("synchronous_commit")
        }
    }
}

extension PostgreSQLServer.Limits {
    /// One connection, so that each use has the one of the use before.
    static var one: PostgreSQLServer.Limits {
        var limits = PostgreSQLServer.Limits()
        limits.connections = 1
        return limits
    }
}
