// Entries that are found to be the ones that were written, for whoever acts on them.
extension TenantJournal {
    /// All entries of a stream, each held against everything that vouches for it.
    ///
    /// Each opens in its place and has the leaf of its bytes, the versions are 1, 2, 3… without a gap, and what was signed of the
    /// journal has that leaf in that place. Of entries since the last checkpoint the seal and the leaf alone speak. That the
    /// stream ends too early is not seen here; `verifyIntegrity` sees it.
    ///
    /// - Returns: The entries in order; none when there is no such stream.
    /// - Throws: `JournalError.damaged` when an entry is another than the one that was written; `.storage`, `.closed`.
    package func verifiedEntries(of stream: StreamID) throws(JournalError) -> [Entry] {
        let signed = try signedHead()
        let (records, proofs) = try read { tables in
            let records = try tables.entries(of: stream, from: 1, limit: .max)
            let tree = TilesOnce(StoredTiles(size: try tables.head().position, tables: tables))
            guard let signed, signed.size <= tree.size else { return (records, [InclusionProof?]()) }
            let proofs = try records.map { record in
                let position = UInt64(bitPattern: record.position)
                guard position > 0, position <= signed.size else { return nil as InclusionProof? }
                return try tree.inclusionProof(of: position - 1, size: signed.size)
            }
            return (records, proofs)
        }
        var entries: [Entry] = []
        for (index, record) in records.enumerated() {
            let header = try record.verifiedHeader()
            guard header.stream == stream, header.streamVersion == UInt64(index) + 1 else {
                throw .damaged("stream \(stream) lacks an entry, or has one of another stream")
            }
            if let signed, header.position <= signed.size {
                guard index < proofs.count, let proof = proofs[index], proof.proves(record.leafHash, in: signed.root)
                else { throw .damaged("entry \(header.position) is not the one that was signed") }
            }
            entries.append(try open(record, header))
        }
        return entries
    }
}

extension EntryRecord {
    /// The leaf that the bytes have.
    var leafHash: TreeHash { .leaf(header: header, sealedPayload: payload) }

    /// The header, when it says where the entry lies and the leaf is that of the bytes.
    func verifiedHeader() throws(JournalError) -> EntryHeader {
        let header = try readHeader()
        guard leaf.count == TreeHash.byteCount, leafHash.isFound(in: leaf) else {
            throw .damaged("the leaf of entry \(position) is not that of its header and sealed payload")
        }
        return header
    }
}
