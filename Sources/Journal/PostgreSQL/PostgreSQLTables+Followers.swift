import Foundation

extension PostgreSQLTables {
    private static let followerColumns = "SELECT name, position, stopped_at, reason_key, reason FROM follower"

    func followers() throws -> [FollowerRecord] {
        try ask(Self.followerColumns + " WHERE tenant = $1 AND journal = $2 ORDER BY name", key)
            .map(FollowerRecord.init)
    }

    func follower(_ name: String) throws -> FollowerRecord? {
        try ask(
            Self.followerColumns + " WHERE tenant = $1 AND journal = $2 AND name = $3",
            key.adding { $0.add(name) }
        ).map(FollowerRecord.init).first
    }

    func move(follower name: String, from old: Position, to new: Position) throws -> Bool {
        let sql = """
            INSERT INTO follower (tenant, journal, name, position)
            SELECT $1::uuid, $2::smallint, $3::text, $5::bigint
            WHERE $4::bigint = 0
                OR EXISTS (SELECT 1 FROM follower WHERE tenant = $1 AND journal = $2 AND name = $3)
            ON CONFLICT (tenant, journal, name) DO UPDATE
            SET position = excluded.position, stopped_at = NULL, reason_key = NULL, reason = NULL
            WHERE follower.position = $4
            """
        let result = try ask(
            sql,
            key.adding { list in
                list.add(name)
                list.add(Int64(clamping: old), Int64(clamping: new))
            }
        )
        return result.changed == 1
    }

    func stop(follower name: String, at position: Position, reason: SealedPayload) throws {
        try send(
            """
            INSERT INTO follower (tenant, journal, name, position, stopped_at, reason_key, reason)
            VALUES ($1, $2, $3, 0, $4, $5, $6)
            ON CONFLICT (tenant, journal, name) DO UPDATE
            SET stopped_at = excluded.stopped_at, reason_key = excluded.reason_key, reason = excluded.reason
            """,
            key.adding { list in
                list.add(name)
                list.add(Int64(clamping: position))
                list.add(reason.dataKey.value)
                list.add(reason.bytes)
            }
        )
    }

    func reset(follower name: String) throws {
        try send(
            """
            UPDATE follower SET position = 0, stopped_at = NULL, reason_key = NULL, reason = NULL
            WHERE tenant = $1 AND journal = $2 AND name = $3
            """,
            key.adding { $0.add(name) }
        )
    }
}

extension FollowerRecord {
    fileprivate init(_ row: ResultRow) throws {
        self.init(name: try row.text(0), position: try row.unsigned(row.int64(1)))
        guard let stoppedAt = row.integer(2) else { return }
        let reason = SealedPayload(dataKey: DataKeyID(try row.identifier(3)), bytes: try row.bytes(4))
        stop = (try row.unsigned(stoppedAt), reason)
    }
}
