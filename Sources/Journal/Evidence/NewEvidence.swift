import Foundation

/// Bytes that are stored in the same transaction as the entries that speak of them.
///
/// It is the way of documents that fit in memory, of which many may come with one append; what is larger goes through an
/// ``EvidenceWriter`` before.
package struct NewEvidence: Hashable, Sendable {
    /// What to store; at most `limit` bytes.
    package var bytes: [UInt8]
    /// What kind of bytes they are, in clear; at most `Append.textLimit` bytes.
    package var mediaType: String
    /// What they were called where they came from; kept sealed.
    package var name: String
    /// Whom they are about; `.tenant` when about many or nobody.
    package var subject: SubjectID
    /// How long they are kept.
    package var retention: RetentionClass

    /// The greatest number of bytes: 16 MiB.
    package static let limit = 16 * 1024 * 1024

    /// Bytes with their media type and name.
    package init(bytes: [UInt8], mediaType: String, name: String, subject: SubjectID, retention: RetentionClass) {
        self.bytes = bytes
        self.mediaType = mediaType
        self.name = name
        self.subject = subject
        self.retention = retention
    }

    func scope(year: Int) -> DataKeyScope { DataKeyScope(subject: subject, retention: retention, year: year) }

    func checkLimits() throws(JournalError) {
        guard bytes.count <= Self.limit else { throw .tooLarge(what: "piece of evidence", limit: Self.limit) }
        guard mediaType.utf8.count <= Append.textLimit else {
            throw .tooLarge(what: "media type", limit: Append.textLimit)
        }
    }
}

/// Evidence, sealed and ready to be written.
struct SealedEvidence: Sendable {
    let record: EvidenceRecord
    let name: Data
    let chunks: [Data]

    /// The record as the tables keep it.
    var sealedRecord: SealedEvidenceRecord { SealedEvidenceRecord(record: record, sealedName: name) }

    /// Seals the bytes with a key that is durable already.
    init(_ evidence: NewEvidence, journal: TenantJournal, key: DataKey, recorded: Timestamp) throws(JournalError) {
        record = EvidenceRecord(
            id: journal.evidenceID(of: evidence.bytes),
            body: StreamID.random().value,
            size: UInt64(evidence.bytes.count),
            mediaType: evidence.mediaType,
            retention: evidence.retention,
            recorded: recorded,
            dataKey: key.id
        )
        name = try Sealing.seal(
            Array(evidence.name.utf8),
            with: key.key,
            binding: AssociatedData.evidenceName(tenant: journal.tenantID, record: record),
            nonce: journal.keys.nonces.next()
        )
        var chunks: [Data] = []
        for start in stride(from: 0, to: evidence.bytes.count, by: EvidenceRecord.chunkSize) {
            let end = min(start + EvidenceRecord.chunkSize, evidence.bytes.count)
            chunks.append(
                try EvidenceRecord.seal(
                    Array(evidence.bytes[start..<end]),
                    asChunk: UInt64(chunks.count),
                    of: record.body,
                    journal: journal,
                    key: key
                )
            )
        }
        self.chunks = chunks
    }
}

extension EvidenceRecord {
    /// Seals the bytes of one chunk, bound to its body and number.
    static func seal(
        _ bytes: [UInt8],
        asChunk number: UInt64,
        of body: UInt128,
        journal: TenantJournal,
        key: DataKey
    ) throws(JournalError) -> Data {
        try Sealing.seal(
            bytes,
            with: key.key,
            binding: AssociatedData.evidenceChunk(tenant: journal.tenantID, body: body, number: number),
            nonce: journal.keys.nonces.next()
        )
    }
}
