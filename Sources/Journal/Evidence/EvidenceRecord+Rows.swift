import Foundation
import GRDB

extension EvidenceRecord {
    /// The record with the address and its sealed name.
    static func fetch(_ id: EvidenceID, in db: Database) throws -> (record: EvidenceRecord, sealedName: Data)? {
        let statement = try db.cachedStatement(
            sql: """
                SELECT body, size, media_type, retention, recorded, data_key, name FROM evidence WHERE id = ?
                """
        )
        guard let row = try Row.fetchOne(statement, arguments: [id.blob]) else { return nil }
        guard let body = StreamID(blob: try row.value(0)), let size = UInt64(exactly: (try row.value(1)) as Int64),
            let retention = UInt8(exactly: (try row.value(3)) as Int64).flatMap(RetentionClass.init(rawValue:)),
            let dataKey = DataKeyID(blob: try row.value(5))
        else { throw JournalError.damaged("a piece of evidence has a record that cannot be read") }
        let record = EvidenceRecord(
            id: id,
            body: body.value,
            size: size,
            mediaType: try row.value(2),
            retention: retention,
            recorded: Timestamp(microsecondsSince1970: try row.value(4)),
            dataKey: dataKey
        )
        return (record, try row.value(6))
    }

    /// Writes the record in the place of any that has its address.
    func replace(sealedName: Data, in db: Database) throws {
        try db.execute(
            sql: """
                INSERT OR REPLACE INTO evidence (id, body, size, media_type, retention, recorded, data_key, name)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                id.blob, StreamID(body).blob, Int64(size), mediaType, Int64(retention.rawValue),
                recorded.microsecondsSince1970, dataKey.blob, sealedName,
            ]
        )
    }

    static func deleteChunks(of body: UInt128, in db: Database) throws {
        try db.execute(sql: "DELETE FROM evidence_chunk WHERE body = ?", arguments: [StreamID(body).blob])
    }
}
