import Foundation
import GRDB

extension TenantJournal {
    /// The position of the last entry; 0 when there is none.
    ///
    /// - Throws: `JournalError.storage`, `.damaged`, `.closed`.
    package func head() throws(JournalError) -> Position {
        try perform { db in try Self.head(in: db) }
    }

    /// How many entries the stream has; 0 when there is no such stream.
    ///
    /// - Throws: `JournalError.storage`, `.damaged`, `.closed`.
    package func version(of stream: StreamID) throws(JournalError) -> UInt64 {
        try perform { db in try Self.version(of: stream, in: db) }
    }

    /// At most `limit` entries from the position on, in order; none at the journal's end.
    ///
    /// A follower reads on from the position after the last entry that it has:
    /// ```swift
    /// var next: Position = 1
    /// while case let batch = try journal.entries(from: next), let last = batch.last {
    ///     next = last.header.position + 1
    /// }
    /// ```
    /// - Throws: `JournalError.damaged` when an entry does not open though its key exists; `.storage`, `.closed`.
    package func entries(from position: Position, limit: Int = 1000) throws(JournalError) -> [Entry] {
        try records(
            "SELECT position, header, payload, leaf FROM entry WHERE position >= ? ORDER BY position LIMIT ?",
            [Int64(clamping: position), limit]
        ).map(entry)
    }

    /// At most `limit` entries of the stream from the version on, in order.
    ///
    /// - Throws: `JournalError.damaged` when an entry does not open though its key exists; `.storage`, `.closed`.
    package func entries(
        of stream: StreamID,
        from version: UInt64 = 1,
        limit: Int = .max
    ) throws(JournalError) -> [Entry] {
        try records(
            """
            SELECT position, header, payload, leaf FROM entry WHERE stream = ? AND version >= ?
            ORDER BY version LIMIT ?
            """,
            [stream.blob, Int64(clamping: version), limit]
        ).map(entry)
    }

    static func head(in db: Database) throws -> Position {
        let statement = try db.cachedStatement(sql: "SELECT max(position) FROM entry")
        return UInt64(try Int64.fetchOne(statement) ?? 0)
    }

    static func version(of stream: StreamID, in db: Database) throws -> UInt64 {
        let statement = try db.cachedStatement(sql: "SELECT max(version) FROM entry WHERE stream = ?")
        return UInt64(try Int64.fetchOne(statement, arguments: [stream.blob]) ?? 0)
    }
}

/// An entry as it lies on the disk.
struct EntryRecord {
    var position: Int64
    var header: Data
    var payload: Data
    var leaf: Data

    /// The header, when its bytes are those of a header and say the position that the entry lies at.
    func readHeader() throws(JournalError) -> EntryHeader {
        guard let header = try? EntryHeader(canonicalBytes: [UInt8](header)), header.position == UInt64(position)
        else { throw .damaged("the header of entry \(position) is not the one that was written") }
        return header
    }
}

extension TenantJournal {
    private func records(_ sql: String, _ arguments: StatementArguments) throws(JournalError) -> [EntryRecord] {
        try perform { db in
            let cursor = try Row.fetchCursor(try db.cachedStatement(sql: sql), arguments: arguments)
            var records: [EntryRecord] = []
            while let row = try cursor.next() {
                records.append(
                    EntryRecord(
                        position: try row.value(0),
                        header: try row.value(1),
                        payload: try row.value(2),
                        leaf: try row.value(3)
                    )
                )
            }
            return records
        }
    }

    private func entry(_ record: EntryRecord) throws(JournalError) -> Entry {
        let header = try record.readHeader()
        guard let leaf = LeafHash(blob: record.leaf) else {
            throw .damaged("the leaf of entry \(record.position) is not a hash")
        }
        guard let key = try keys.key(header.dataKey) else {
            return Entry(header: header, payload: nil, subject: nil, leaf: leaf)
        }
        let associatedData = AssociatedData.entry(
            tenant: tenantID,
            stream: header.stream,
            version: header.streamVersion,
            type: header.type,
            schema: header.schema
        )
        let payload = try Sealing.open(
            record.payload,
            with: key.key,
            binding: associatedData,
            what: "the payload of entry \(record.position)"
        )
        return Entry(header: header, payload: [UInt8](payload), subject: key.scope.subject, leaf: leaf)
    }
}
