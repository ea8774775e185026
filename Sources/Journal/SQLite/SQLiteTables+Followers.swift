import Foundation
import GRDB

extension SQLiteTables {
    func followers() throws -> [FollowerRecord] {
        let sql = "SELECT name, position, stopped_at, reason_key, reason FROM follower ORDER BY name"
        return try Row.fetchAll(try db.cachedStatement(sql: sql)).map(FollowerRecord.init)
    }

    func follower(_ name: String) throws -> FollowerRecord? {
        let sql = "SELECT name, position, stopped_at, reason_key, reason FROM follower WHERE name = ?"
        return try Row.fetchOne(try db.cachedStatement(sql: sql), arguments: [name]).map(FollowerRecord.init)
    }

    func move(follower name: String, from old: Position, to new: Position) throws -> Bool {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO follower (name, position)
                SELECT ?1, ?3 WHERE ?2 = 0 OR EXISTS (SELECT 1 FROM follower WHERE name = ?1)
                ON CONFLICT (name) DO UPDATE
                SET position = excluded.position, stopped_at = NULL, reason_key = NULL, reason = NULL
                WHERE position = ?2
                """
        )
        try statement.execute(arguments: [name, Int64(clamping: old), Int64(clamping: new)])
        return db.changesCount == 1
    }

    func stop(follower name: String, at position: Position, reason: SealedPayload) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO follower (name, position, stopped_at, reason_key, reason) VALUES (?1, 0, ?2, ?3, ?4)
                ON CONFLICT (name) DO UPDATE
                SET stopped_at = excluded.stopped_at, reason_key = excluded.reason_key, reason = excluded.reason
                """
        )
        try statement.execute(arguments: [name, Int64(clamping: position), reason.dataKey.blob, reason.bytes])
    }

    func reset(follower name: String) throws {
        try db.execute(
            sql: """
                UPDATE follower SET position = 0, stopped_at = NULL, reason_key = NULL, reason = NULL WHERE name = ?
                """,
            arguments: [name]
        )
    }
}

extension FollowerRecord {
    fileprivate init(_ row: Row) throws {
        let position: Int64 = try row.value(1)
        let stoppedAt: Int64? = try row.decode(Int64?.self, atIndex: 2)
        guard let position = Position(exactly: position) else { throw Self.damaged }
        self.init(name: try row.value(0), position: position)
        guard let stoppedAt else { return }
        guard let key = DataKeyID(blob: try row.value(3)), let stoppedAt = Position(exactly: stoppedAt) else {
            throw Self.damaged
        }
        stop = (stoppedAt, SealedPayload(dataKey: key, bytes: try row.value(4)))
    }

    private static var damaged: JournalError { .damaged("a follower's record cannot be read") }
}
