import Crypto
import Foundation

/// Stores bytes that come in parts, so that a file larger than the memory can be stored.
///
/// Chunks are written as they fill; the evidence is there once `finish()` has returned. What is left of a writer that was
/// never finished is removed when the journal is next opened.
///
/// ```swift
/// let writer = try journal.evidenceWriter(mediaType: "application/edi-x12", name: name, subject: .tenant,
///                                         retention: .claims, at: now)
/// while let part = try file.read(upToCount: 1 << 20) { try writer.append(Array(part)) }
/// let id = try writer.finish()
/// ```
package final class EvidenceWriter {
    /// How many whole chunks are collected before they are written together.
    private static let chunksPerWrite = 32

    private let journal: TenantJournal
    private let key: DataKey
    private let name: [UInt8]
    private let mediaType: String
    private let recorded: Timestamp
    private let body: UInt128
    private var hash: HMAC<SHA256>
    private var buffer: [UInt8] = []
    private var chunks: UInt64 = 0
    private var size: UInt64 = 0
    private var isOpen = true

    init(
        journal: TenantJournal,
        key: DataKey,
        name: String,
        mediaType: String,
        recorded: Timestamp
    ) throws(JournalError) {
        self.journal = journal
        self.key = key
        self.name = Array(name.utf8)
        self.mediaType = mediaType
        self.recorded = recorded
        let body = StreamID.random()
        self.body = body.value
        hash = journal.evidenceHash.begin()
        try journal.write { tables in try tables.beginUpload(of: body.value) }
    }

    /// Adds bytes to the end.
    ///
    /// - Throws: `JournalError.storage`, `.closed`.
    package func append(_ bytes: [UInt8]) throws(JournalError) {
        precondition(isOpen, "The writer is finished.")
        hash.update(data: bytes)
        size += UInt64(bytes.count)
        buffer.append(contentsOf: bytes)
        if buffer.count >= Self.chunksPerWrite * EvidenceRecord.chunkSize { try writeChunks(all: false) }
    }

    /// Makes the evidence of all bytes added, durably.
    ///
    /// When the same bytes are stored already, nothing is added and their address is returned; the name, subject and
    /// retention class of the first storing stay.
    ///
    /// - Throws: `JournalError.storage`, `.closed`.
    package func finish() throws(JournalError) -> EvidenceID {
        precondition(isOpen, "The writer is finished.")
        try writeChunks(all: true)
        let record = EvidenceRecord(
            id: EvidenceID(hash: [UInt8](hash.finalize())),
            body: body,
            size: size,
            mediaType: mediaType,
            retention: key.scope.retention,
            recorded: recorded,
            dataKey: key.id
        )
        let sealedName = try Sealing.seal(
            name,
            with: key.key,
            binding: AssociatedData.evidenceName(tenant: journal.tenantID, record: record),
            nonce: journal.keys.nonces.next()
        )
        let sealed = SealedEvidenceRecord(record: record, sealedName: sealedName)
        try journal.write { tables in
            guard try tables.endUpload(of: body) else { throw Self.givenUp }
            let present = try tables.evidence([record.id]).first
            if let present, try journal.isReadable(present) {
                guard present.record.size == size else {
                    throw JournalError.damaged("evidence \(record.id) has a wrong size")
                }
                return try tables.deleteChunks(of: body)
            }
            if let present { try tables.deleteChunks(of: present.record.body) }
            try tables.replaceEvidence(sealed)
        }
        isOpen = false
        return record.id
    }

    /// Gives the storing up and removes what was written.
    ///
    /// - Throws: `JournalError.storage`, `.closed`.
    package func cancel() throws(JournalError) {
        guard isOpen else { return }
        isOpen = false
        try journal.write { tables in
            try tables.deleteChunks(of: body)
            _ = try tables.endUpload(of: body)
        }
    }

    private static let givenUp = JournalError.storage(
        "the storing of a file was idle for so long that it was taken for given up; store the file again"
    )

    /// Writes the whole chunks in the buffer, and with `all` the rest too.
    private func writeChunks(all: Bool) throws(JournalError) {
        var start = 0
        var sealed: [Data] = []
        while buffer.count - start >= EvidenceRecord.chunkSize || (all && buffer.count > start) {
            let end = min(start + EvidenceRecord.chunkSize, buffer.count)
            sealed.append(
                try EvidenceRecord.seal(
                    Array(buffer[start..<end]),
                    asChunk: chunks + UInt64(sealed.count),
                    of: body,
                    journal: journal,
                    key: key
                )
            )
            start = end
        }
        guard !sealed.isEmpty else { return }
        try journal.write { tables in try tables.insert(chunks: sealed, from: chunks, of: body) }
        chunks += UInt64(sealed.count)
        buffer.removeFirst(start)
    }
}
