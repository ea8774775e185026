import Foundation

// MARK: - Storing

extension TenantJournal {
    /// Stores bytes and returns their address.
    ///
    /// The same bytes have the same address, and are stored once.
    ///
    /// - Parameters:
    ///   - bytes: What to store.
    ///   - mediaType: What kind of bytes they are, in clear; at most `Append.textLimit` bytes.
    ///   - name: What they were called where they came from; kept sealed.
    ///   - subject: Whom they are about; `.tenant` when about many or nobody.
    ///   - retention: How long they are kept.
    ///   - recorded: The time of storing, whose year (UTC) chooses the data key.
    /// - Returns: the address of the bytes.
    /// - Throws: `JournalError.tooLarge`, `.storage`, `.closed`.
    package func storeEvidence(
        _ bytes: [UInt8],
        mediaType: String,
        name: String,
        subject: SubjectID,
        retention: RetentionClass,
        at recorded: Timestamp
    ) throws(JournalError) -> EvidenceID {
        let id = evidenceID(of: bytes)
        if try isReadable(id) { return id }
        let writer = try evidenceWriter(
            mediaType: mediaType,
            name: name,
            subject: subject,
            retention: retention,
            at: recorded
        )
        try writer.append(bytes)
        return try writer.finish()
    }

    /// Begins to store bytes that come in parts.
    ///
    /// - Throws: `JournalError.tooLarge`, `.storage`, `.closed`.
    package func evidenceWriter(
        mediaType: String,
        name: String,
        subject: SubjectID,
        retention: RetentionClass,
        at recorded: Timestamp
    ) throws(JournalError) -> EvidenceWriter {
        guard mediaType.utf8.count <= Append.textLimit else {
            throw .tooLarge(what: "media type", limit: Append.textLimit)
        }
        let scope = DataKeyScope(subject: subject, retention: retention, year: recorded.year)
        guard let key = try keys.sealingKeys(for: [scope])[scope] else {
            preconditionFailure("A key is made for each scope asked for.")
        }
        return try EvidenceWriter(journal: self, key: key, name: name, mediaType: mediaType, recorded: recorded)
    }

    /// The address that the bytes have here, stored or not.
    package func evidenceID(of bytes: [UInt8]) -> EvidenceID {
        EvidenceID(hash: evidenceHash.hash(bytes))
    }

    /// Whether there is such evidence, with its key.
    private func isReadable(_ id: EvidenceID) throws(JournalError) -> Bool {
        try read { tables in
            guard let found = try tables.evidence([id]).first else { return false }
            return try isReadable(found)
        }
    }

    func isReadable(_ sealed: SealedEvidenceRecord) throws(JournalError) -> Bool {
        try keys.key(sealed.record.dataKey) != nil
    }

    /// Writes evidence that comes with an append; what is stored and readable already stays as it is.
    func write(_ evidence: [SealedEvidence], in tables: any JournalTables) throws {
        guard !evidence.isEmpty else { return }
        var present: [EvidenceID: SealedEvidenceRecord] = [:]
        for sealed in try tables.evidence(evidence.map(\.record.id)) { present[sealed.record.id] = sealed }
        for item in evidence {
            if let found = present[item.record.id] {
                if try isReadable(found) { continue }
                try tables.deleteChunks(of: found.record.body)
            }
            try tables.insert(chunks: item.chunks, from: 0, of: item.record.body)
            try tables.replaceEvidence(item.sealedRecord)
            present[item.record.id] = item.sealedRecord
        }
    }

    /// Removes what writers left that nobody will finish.
    func sweepUnfinishedEvidence() throws(JournalError) {
        guard try !read({ tables in try tables.abandonedUploads() }).isEmpty else { return }
        try write { tables in
            for body in try tables.abandonedUploads() {
                try tables.deleteChunks(of: body.value)
                _ = try tables.endUpload(of: body.value)
            }
        }
    }
}

// MARK: - Reading

extension TenantJournal {
    /// What is known of the evidence; `nil` when there is none with the address.
    ///
    /// - Throws: `JournalError.damaged` when the record is not the one that was written; `.storage`, `.closed`.
    package func evidenceInfo(_ id: EvidenceID) throws(JournalError) -> EvidenceInfo? {
        guard let sealed = try read({ tables in try tables.evidence([id]) }).first else { return nil }
        let record = sealed.record
        let key = try keys.key(record.dataKey)
        let name = try key.map { key throws(JournalError) in try openName(of: sealed, with: key) }
        return EvidenceInfo(
            id: id,
            mediaType: record.mediaType,
            size: record.size,
            name: name,
            subject: key?.scope.subject,
            retention: record.retention,
            recorded: record.recorded
        )
    }

    /// At most `limit` addresses of evidence after one of them, in their order.
    ///
    /// - Throws: `JournalError.storage`, `.damaged`, `.closed`.
    package func evidenceIDs(after last: EvidenceID? = nil, limit: Int = 1000) throws(JournalError) -> [EvidenceID] {
        try read { tables in try tables.evidenceIDs(after: last, limit: limit) }
    }

    /// The bytes of the evidence in `range`, or all of them; only the chunks that hold them are opened.
    ///
    /// - Returns: The bytes; `range` is cut to what there is. `nil` when there is no such evidence or its key was destroyed.
    /// - Throws: `JournalError.damaged` when the record is not the one that was written, or a chunk is missing or does not open;
    ///   `.storage`, `.closed`.
    package func readEvidence(_ id: EvidenceID, _ range: Range<UInt64>? = nil) throws(JournalError) -> [UInt8]? {
        guard let sealed = try read({ tables in try tables.evidence([id]) }).first,
            let key = try keys.key(sealed.record.dataKey)
        else { return nil }
        let record = sealed.record
        // The name is bound to the whole record, and so to where the bytes lie and how many they are.
        _ = try openName(of: sealed, with: key)
        let range = (range ?? 0..<record.size).clamped(to: 0..<record.size)
        guard !range.isEmpty else { return [] }
        let chunkSize = UInt64(EvidenceRecord.chunkSize)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Int(range.count))
        for number in range.lowerBound / chunkSize...(range.upperBound - 1) / chunkSize {
            let chunk = try openChunk(number, of: record, with: key)
            let start = number * chunkSize
            let wanted = range.clamped(to: start..<start + UInt64(chunk.count))
            bytes.append(contentsOf: chunk[Int(wanted.lowerBound - start)..<Int(wanted.upperBound - start)])
        }
        return bytes
    }

    /// The name of the evidence, which opens only in the record that was written.
    private func openName(of sealed: SealedEvidenceRecord, with key: DataKey) throws(JournalError) -> String {
        let associatedData = AssociatedData.evidenceName(tenant: tenantID, record: sealed.record)
        let what = "the name of evidence \(sealed.record.id)"
        let bytes = try Sealing.open(sealed.sealedName, with: key.key, binding: associatedData, what: what)
        return String(decoding: bytes, as: UTF8.self)
    }

    private func openChunk(
        _ number: UInt64,
        of record: EvidenceRecord,
        with key: DataKey
    ) throws(JournalError) -> [UInt8] {
        let sealed = try read { tables in try tables.chunk(number, of: record.body) }
        guard let sealed else { throw .damaged("evidence \(record.id) lacks chunk \(number)") }
        let associatedData = AssociatedData.evidenceChunk(tenant: tenantID, body: record.body, number: number)
        let what = "chunk \(number) of evidence \(record.id)"
        let chunk = try Sealing.open(sealed, with: key.key, binding: associatedData, what: what)
        guard chunk.count == record.length(ofChunk: number) else {
            throw .damaged("\(what) has not the length that it was written with")
        }
        return [UInt8](chunk)
    }
}
