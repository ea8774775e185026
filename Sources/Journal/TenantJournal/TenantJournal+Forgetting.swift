import Foundation

/// What one data key is: its name, and what it seals.
package struct DataKeyRecord: Hashable, Sendable {
    /// The key's name, as headers give it.
    package let id: DataKeyID
    /// Whom it is about.
    package let subject: SubjectID
    /// The class of what it seals.
    package let retention: RetentionClass
    /// The year (UTC) in which what it seals was recorded.
    package let year: Int
}

// Forgetting: a key is destroyed, and then what cannot be read any more is taken out of everything but the entries.
extension TenantJournal {
    /// At most `limit` data keys after one of them, by subject, class and year.
    ///
    /// - Throws: `JournalError.storage`, `.damaged`, `.closed`.
    package func dataKeys(after last: DataKeyRecord? = nil, limit: Int = 1000) throws(JournalError) -> [DataKeyRecord] {
        try checkCondition(for: .reading)
        return try keys.records(after: last, limit: limit)
    }

    /// Destroys keys and leaves no copy of them in the key store.
    ///
    /// Entries, rows and evidence sealed with them are tombstones from then on, in every copy of the journal. Whether something
    /// forbids it is for the caller to know. Those that are gone already are passed over.
    ///
    /// - Returns: How many there were.
    /// - Throws: `JournalError.storage`, `.closed`.
    package func destroyDataKeys(_ ids: [DataKeyID]) throws(JournalError) -> Int {
        try checkCondition(for: .writing)
        return try keys.destroy(ids)
    }

    /// The streams of which an entry cannot be read any more, because its key was destroyed.
    ///
    /// - Throws: `JournalError.storage`, `.damaged`, `.closed`.
    /// - Complexity: Reads every header.
    package func forgottenStreams() throws(JournalError) -> Set<StreamID> {
        var streams: Set<StreamID> = []
        var position: Position = 1
        while case let records = try read({ tables in try tables.entries(from: position, limit: 1000) }),
            let last = records.last
        {
            for record in records {
                let header = try record.readHeader()
                if try keys.key(header.dataKey) == nil { streams.insert(header.stream) }
            }
            position = UInt64(bitPattern: last.position) + 1
        }
        return streams
    }

    /// Takes what was derived of some streams out, and puts in its place what still follows from their entries.
    ///
    /// - Parameters:
    ///   - removed: The streams' rows.
    ///   - streams: The streams; unique keys and lookups that lead to them go.
    ///   - rows: The rows that still follow.
    ///   - lookups: The lookups that still follow.
    /// - Throws: `JournalError.tooLarge`, `.storage`, `.damaged`, `.closed`.
    package func replaceDerived(
        _ removed: [RowID],
        of streams: Set<StreamID>,
        by rows: [DerivedRow],
        _ lookups: [Lookup]
    ) throws(JournalError) {
        let rows = try seal(rows)
        let lookups = database.prepare(lookups.map(KeyRecord.init))
        try write { tables in
            try tables.remove(removed)
            try tables.removeKeys(leadingTo: streams)
            try tables.insert(lookups: lookups)
            try tables.upsert(rows: rows)
        }
    }

    /// Removes the evidence that cannot be read any more.
    ///
    /// - Returns: How many pieces there were.
    /// - Throws: `JournalError.storage`, `.damaged`, `.closed`.
    package func removeForgottenEvidence() throws(JournalError) -> Int {
        var removed = 0
        var last: EvidenceID?
        while case let ids = try evidenceIDs(after: last, limit: 100), let end = ids.last {
            let found = try read { tables in try tables.evidence(ids) }
            var gone: [SealedEvidenceRecord] = []
            for sealed in found where try keys.key(sealed.record.dataKey) == nil { gone.append(sealed) }
            try write { tables in
                for sealed in gone {
                    try tables.deleteChunks(of: sealed.record.body)
                    try tables.deleteEvidence(sealed.record.id)
                }
            }
            removed += gone.count
            last = end
        }
        return removed
    }
}
