import Foundation
import TestDatabases
import Testing

@testable import Journal

/// Up to some thousand bytes are kept until they are sent together; what is more goes to the server while the rest is made.
@Suite("A change that PostgreSQL is sent in parts", .enabled(if: PostgreSQLProcess.programs != nil))
struct LargeChangeTests {
    private let store: TemporaryStore
    private let database: PostgreSQLDatabase

    init() throws {
        store = try TemporaryStore(.postgreSQL)
        database = PostgreSQLDatabase(
            on: PostgreSQLServer(try PostgreSQLProcess.shared.get().connectionString(), limits: .one),
            tenant: StreamID(store.journal.tenantID),
            journal: .business
        )
    }

    @Test(arguments: [1, 1_000, 3_500, 4_000, 4_500, 100_000, 5_000_000])
    func `is made as a whole or not at all`(bytes: Int) throws {
        let command = CommandID(1)
        // The second has the place of the first in the stream; what comes after it is passed over.
        #expect(throws: TakenPlace.entry) {
            try database.write { tables in
                for position in 1...3 {
                    try tables.insert(entries: database.prepare([.ofNothing(bytes, at: Position(position))]))
                }
                try tables.insert(command: command, CommandRecord(first: 1, count: 3))
            }
        }
        #expect(try database.read { try $0.head().position } == 0)
        #expect(try database.read { try $0.command(command) } == nil)
        #expect(try database.read { try $0.entries(from: 1, limit: 5) }.isEmpty)
        try database.write { tables in
            for position in 1...3 {
                let entry = EntryRow.ofNothing(bytes, at: Position(position), version: UInt64(position))
                try tables.insert(entries: database.prepare([entry]))
            }
            try tables.insert(command: command, CommandRecord(first: 1, count: 3))
        }
        #expect(try database.read { try $0.head().position } == 3)
        #expect(try database.read { try $0.command(command) } != nil)
        #expect(try database.read { try $0.entries(from: 1, limit: 5) }.map(\.payload.count) == [bytes, bytes, bytes])
    }

    /// There the server commits whenever it is told that it may rest.
    @Test
    func `is one change outside of a transaction too`() throws {
        let connection = try PostgreSQLProcess.shared.get().connect()
        defer { connection.close() }
        try connection.send("CREATE TEMPORARY TABLE part (body bytea)")
        _ = try connection.finish()
        var body = ParameterList()
        body.add(Data(count: 100_000))
        try connection.send("INSERT INTO part VALUES ($1::bytea)", body)
        try connection.send("INSERT INTO part SELECT body FROM part WHERE 1 / length($1::bytea) = 1 / 0", body)
        #expect(throws: PostgreSQLError.self) { try connection.finish() }
        try connection.send("SELECT count(*) FROM part")
        #expect(try connection.finish().last?.integer(0, 0) == 0)
    }
}

extension EntryRow {
    /// A row of so many bytes that say nothing.
    static func ofNothing(_ bytes: Int, at position: Position = 2, version: UInt64 = 1) -> EntryRow {
        EntryRow(
            position: position,
            stream: StreamID(9),
            version: version,
            header: Data(),
            payload: Data(count: bytes),
            leaf: .ofNothing
        )
    }
}
