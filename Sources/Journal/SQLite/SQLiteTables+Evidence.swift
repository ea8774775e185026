import Foundation
import GRDB

extension SQLiteTables {
    func evidence(_ ids: [EvidenceID]) throws -> [SealedEvidenceRecord] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT body, size, media_type, retention, recorded, data_key, name FROM evidence WHERE id = ?
                """
        )
        return try ids.compactMap { id in
            try Row.fetchOne(statement, arguments: [id.blob]).map { row in try SealedEvidenceRecord(id, row) }
        }
    }

    func evidenceIDs(after last: EvidenceID?, limit: Int) throws -> [EvidenceID] {
        let sql = "SELECT id FROM evidence WHERE id > ? ORDER BY id LIMIT ?"
        return try Data.fetchAll(db, sql: sql, arguments: [last?.blob ?? Data(), limit]).map { blob in
            guard let id = EvidenceID(bytes: [UInt8](blob)) else {
                throw JournalError.damaged("a piece of evidence has no address")
            }
            return id
        }
    }

    func replaceEvidence(_ sealed: SealedEvidenceRecord) throws {
        let record = sealed.record
        try db.execute(
            sql: """
                INSERT OR REPLACE INTO evidence (id, body, size, media_type, retention, recorded, data_key, name)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                record.id.blob, StreamID(record.body).blob, Int64(record.size), record.mediaType,
                Int64(record.retention.rawValue), record.recorded.microsecondsSince1970, record.dataKey.blob,
                sealed.sealedName,
            ]
        )
    }

    func insert(chunks: [Data], from first: UInt64, of body: UInt128) throws {
        let insert = try db.cachedStatement(sql: "INSERT INTO evidence_chunk (body, number, sealed) VALUES (?, ?, ?)")
        for (index, chunk) in chunks.enumerated() {
            try insert.execute(arguments: [StreamID(body).blob, Int64(first) + Int64(index), chunk])
        }
    }

    func chunk(_ number: UInt64, of body: UInt128) throws -> Data? {
        let statement = try db.cachedStatement(sql: "SELECT sealed FROM evidence_chunk WHERE body = ? AND number = ?")
        return try Data.fetchOne(statement, arguments: [StreamID(body).blob, Int64(clamping: number)])
    }

    func deleteChunks(of body: UInt128) throws {
        try db.execute(sql: "DELETE FROM evidence_chunk WHERE body = ?", arguments: [StreamID(body).blob])
    }

    func deleteEvidence(_ id: EvidenceID) throws {
        try db.execute(sql: "DELETE FROM evidence WHERE id = ?", arguments: [id.blob])
    }

    func beginUpload(of body: UInt128) throws {
        try db.execute(sql: "INSERT INTO evidence_upload (body) VALUES (?)", arguments: [StreamID(body).blob])
    }

    func endUpload(of body: UInt128) throws -> Bool {
        try db.execute(sql: "DELETE FROM evidence_upload WHERE body = ?", arguments: [StreamID(body).blob])
        return db.changesCount > 0
    }

    /// All that there are: a file has one process, and its writers ended with it.
    func abandonedUploads() throws -> [StreamID] {
        try Data.fetchAll(db, sql: "SELECT body FROM evidence_upload").map { blob in
            guard let body = StreamID(blob: blob) else { throw JournalError.damaged("an upload has no body") }
            return body
        }
    }
}

extension SealedEvidenceRecord {
    fileprivate init(_ id: EvidenceID, _ row: Row) throws {
        guard let body = StreamID(blob: try row.value(0)), let size = UInt64(exactly: (try row.value(1)) as Int64),
            let retention = UInt8(exactly: (try row.value(3)) as Int64).flatMap(RetentionClass.init(rawValue:)),
            let dataKey = DataKeyID(blob: try row.value(5))
        else { throw JournalError.damaged("a piece of evidence has a record that cannot be read") }
        record = EvidenceRecord(
            id: id,
            body: body.value,
            size: size,
            mediaType: try row.value(2),
            retention: retention,
            recorded: Timestamp(microsecondsSince1970: try row.value(4)),
            dataKey: dataKey
        )
        sealedName = try row.value(6)
    }
}
