import Foundation
import TestDatabases
import Testing

@testable import Journal

/// A server that never counts the rows of its tables, as none has of those that are young.
@Suite("A PostgreSQL server that knows nothing of the tables' sizes", .enabled(if: PostgreSQLProcess.programs != nil))
struct PlanTests {
    /// How many rows there are, of which every tenth is asked for.
    private static let (stored, asked) = (5_000, 500)

    /// A plan is made for good after a statement was run five times, so it may be one for a table that was empty then.
    private enum Age: CaseIterable { case beforeRows, afterRows }

    @Test
    func `reads for each row that is asked for only what lies under its key`() throws {
        let process = try PostgreSQLProcess(settings: ["autovacuum = off"])
        defer { withExtendedLifetime(process) {} }
        for schema in PostgreSQLProcess.schemas {
            let questions = Question.all.filter { $0.schema.name == schema.name }
            let tenant = StreamID.random()
            let database = process.connectionString(to: schema.name)
            let servers = Age.allCases.map { _ in PostgreSQLServer(database, schema: schema, limits: .one) }
            defer { for server in servers { server.close() } }
            let ask = { (age: Age, question: Question) in
                let server = servers[age == .beforeRows ? 0 : 1]
                return try question.rowsRead(by: TenantTransactions(server: server, tenant: tenant))
            }
            for question in questions { for _ in 1...7 { _ = try ask(.beforeRows, question) } }
            for statement in Question.rows(of: schema, tenant, count: Self.stored) {
                try process.asOwner(statement, for: tenant, of: schema)
            }
            for question in questions {
                for age in Age.allCases {
                    for round in 1...7 {
                        let count = try ask(age, question)
                        #expect(
                            count > 0 && count <= 2 * Self.asked,
                            "\(question.name), \(age), round \(round): \(count) rows"
                        )
                    }
                }
            }
        }
    }

    /// Something that is asked of many rows of one table at once.
    private struct Question: Sendable {
        let name: String
        let schema: PostgreSQLSchema
        let table: String
        let ask: @Sendable (LibPQConnection, StreamID) throws -> Void

        private struct Undone: Error {}

        /// How many rows of the table are read for it; what it changes is undone.
        func rowsRead(by transactions: TenantTransactions) throws -> Int64 {
            var count: Int64 = 0
            do {
                try transactions.write { connection in
                    let before = try Self.rowsRead(of: table, by: connection)
                    try ask(connection, transactions.tenant)
                    count = try Self.rowsRead(of: table, by: connection) - before
                    throw Undone()
                }
            } catch is Undone {}
            return count
        }

        /// How many rows the session has read that are not counted yet by the server.
        private static func rowsRead(of table: String, by connection: LibPQConnection) throws -> Int64 {
            try connection.send(
                """
                SELECT (coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::bigint
                FROM pg_stat_xact_user_tables WHERE relname = '\(table)'
                """
            )
            return try #require(try connection.finish().last?.integer(0, 0))
        }

        private static func journal(
            _ name: String,
            of table: String,
            _ ask: @escaping @Sendable (PostgreSQLTables) throws -> Void
        ) -> Question {
            Question(name: name, schema: .journals, table: table) { connection, tenant in
                var key = ParameterList()
                key.add(tenant.value)
                key.add(Int16(JournalNumber.business.rawValue))
                try ask(PostgreSQLTables(connection, key))
            }
        }

        private static func keys(
            _ name: String,
            _ ask: @escaping @Sendable (PostgreSQLKeyTables) throws -> Void
        ) -> Question {
            Question(name: name, schema: .keys, table: "data_key") { connection, tenant in
                var key = ParameterList()
                key.add(tenant.value)
                try ask(PostgreSQLKeyTables(connection, key))
            }
        }

        private static let numbers = (0..<asked).map { UInt128($0 * stored / asked + 1) }

        static let all: [Question] = [
            journal("lookups", of: "lookup") { tables in
                let spaces: [UInt16] = [1, 2]
                _ = try tables.lookUp(spaces.flatMap { space in numbers.map { (space: space, index: BlindIndex($0)) } })
            },
            journal("unique keys", of: "unique_key") { tables in
                _ = try tables.holders(of: numbers.map { UniqueKey(space: 1, index: BlindIndex($0)) })
            },
            journal("versions of streams", of: "entry") { tables in
                _ = try tables.versions(of: numbers.map { StreamID($0) })
            },
            journal("evidence", of: "evidence") { tables in
                _ = try tables.evidence(numbers.compactMap { EvidenceID(bytes: Self.bytes($0)) })
            },
            journal("inline rows", of: "inline_row") { tables in
                _ = try tables.rows(table: 1, ids: numbers.map { StreamID($0) })
            },
            journal("removal of inline rows", of: "inline_row") { tables in
                try tables.remove(numbers.map { RowID(table: 1, id: StreamID($0)) })
            },
            journal("leases of jobs", of: "job") { tables in
                let request = LeaseRequest(kinds: [1], owner: "w", now: .march2025, until: .march2025, limit: asked / 2)
                _ = try tables.lease(request)
            },
            keys("data keys") { tables in _ = try tables.dataKeys(numbers.map { DataKeyID($0) }) },
            keys("data keys of subjects") { tables in _ = try tables.dataKeys(of: Set(numbers.map { SubjectID($0) })) },
            keys("removal of data keys") { tables in _ = try tables.removeDataKeys(numbers.map { DataKeyID($0) }) },
            keys("data keys that are wrapped anew") { tables in
                let scope = DataKeyScope(subject: SubjectID(1), retention: .claims, year: 2026)
                let records = numbers.map {
                    WrappedRecord(name: .dataKey(DataKeyID($0), scope), wrapped: Data([1]), generation: 2)
                }
                try tables.rewrap(.dataKey, records)
            },
        ]

        /// The bytes of evidence's address.
        private static func bytes(_ number: UInt128) -> [UInt8] {
            [UInt8](repeating: 0, count: 16) + StreamID(number).bytes
        }

        /// What fills the tables with rows of which the number is the key.
        static func rows(of schema: PostgreSQLSchema, _ tenant: StreamID, count: Int) -> [String] {
            let id = "lpad(to_hex(n), 32, '0')::uuid"
            let nothing = "'\\x'::bytea"
            let tables =
                schema.name == PostgreSQLSchema.keys.name
                ? [
                    "key_store": ["0, 0", ""],
                    "data_key": ["\(id), \(id), 1, 2026, \(nothing), 1", "n"],
                ]
                : [
                    "lookup": ["1, \(id), \(id)", "n"], "unique_key": ["1, \(id), \(id)", "n"],
                    "entry": ["n, \(id), 1, \(nothing), \(nothing), \(nothing)", "n"],
                    "evidence": [
                        "decode(lpad(to_hex(n), 64, '0'), 'hex'), \(id), 1, 'text/plain', 1, 0, \(id), \(nothing)", "n",
                    ],
                    "inline_row": ["1, \(id), \(id), 1, \(id), \(nothing)", "n"],
                    "job": ["\(id), 1, 0, 0, 0, 0, 10, NULL, false, NULL, NULL, \(id), \(nothing)", "n"],
                ]
            let first =
                schema.name == PostgreSQLSchema.keys.name ? "'\(tenant)'::uuid" : "'\(tenant)'::uuid, 1::smallint"
            return tables.map { table, columns in
                let series = columns[1].isEmpty ? "1" : "\(count)"
                return "INSERT INTO \(table) SELECT \(first), \(columns[0]) FROM generate_series(1, \(series)) AS n"
            }
        }
    }
}
