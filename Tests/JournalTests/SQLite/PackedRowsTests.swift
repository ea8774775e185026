import Foundation
import GRDB
import SeededRandomness
import Testing

@testable import Journal

@Suite("Packed rows")
struct PackedRowsTests {
    private static let insert = "INSERT INTO thing (number, body, name) VALUES (?, ?, ?)"

    private func database() throws -> DatabaseQueue {
        let queue = try DatabaseQueue()
        try queue.write { db in
            try db.execute(
                sql: "CREATE TABLE thing (number INTEGER PRIMARY KEY, body BLOB NOT NULL, name BLOB NOT NULL) STRICT"
            )
        }
        return queue
    }

    private func packed(_ rows: [(number: Int64, body: [UInt8], name: StreamID)]) -> PackedRows {
        var packed = PackedRows(width: 3)
        for row in rows {
            packed.append(row.number)
            packed.append(row.body)
            packed.append(row.name)
        }
        return packed
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `are written as they were packed`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let rows = (0..<500).map { number in
            let body = (0..<Int.random(in: 0...200, using: &random)).map { _ in
                UInt8.random(in: .min ... .max, using: &random)
            }
            return (number: Int64(number) - 250, body: body, name: StreamID.random(using: &random))
        }
        let queue = try database()
        try queue.write { db in try packed(rows).execute(db.cachedStatement(sql: Self.insert), in: db) }
        let found = try queue.read { db in
            try Row.fetchAll(db, sql: "SELECT number, body, name FROM thing ORDER BY number")
        }
        #expect(found.count == rows.count)
        for (row, written) in zip(rows, found) {
            #expect(written[0] == row.number)
            #expect(written[1] == Data(row.body))
            #expect(written[2] == row.name.blob)
        }
    }

    @Test func `of no bytes are empty, not absent`() throws {
        let queue = try database()
        try queue.write { db in
            try packed([(1, [], StreamID(1))]).execute(db.cachedStatement(sql: Self.insert), in: db)
            #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM thing WHERE length(body) = 0") == 1)
        }
    }

    @Test func `that are none run nothing`() throws {
        let queue = try database()
        try queue.write { db in
            try PackedRows(width: 3).execute(db.cachedStatement(sql: Self.insert), in: db)
            #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM thing") == 0)
        }
    }

    @Test func `say which rule of the table was broken, and leave the statement fit for use`() throws {
        let queue = try database()
        let twice = packed([(1, [1], StreamID(1)), (1, [2], StreamID(2)), (2, [3], StreamID(3))])
        let error = #expect(throws: DatabaseError.self) {
            try queue.write { db in try twice.execute(db.cachedStatement(sql: Self.insert), in: db) }
        }
        #expect(error?.resultCode == .SQLITE_CONSTRAINT)
        #expect(error?.extendedResultCode == .SQLITE_CONSTRAINT_PRIMARYKEY)
        try queue.write { db in
            #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM thing") == 0)
            try packed([(1, [4], StreamID(4))]).execute(db.cachedStatement(sql: Self.insert), in: db)
            #expect(try Data.fetchOne(db, sql: "SELECT body FROM thing") == Data([4]))
        }
    }
}
