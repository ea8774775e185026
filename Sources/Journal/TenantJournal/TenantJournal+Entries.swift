extension TenantJournal {
    /// The position of the last entry; 0 when there is none.
    ///
    /// - Throws: `JournalError.storage`, `.damaged`, `.closed`.
    package func head() throws(JournalError) -> Position {
        try read { tables in try tables.head() }.position
    }

    /// How many entries the stream has; 0 when there is no such stream.
    ///
    /// - Throws: `JournalError.storage`, `.damaged`, `.closed`.
    package func version(of stream: StreamID) throws(JournalError) -> UInt64 {
        try versions(of: [stream])[0]
    }

    /// How many entries each of the streams has, in their order.
    ///
    /// - Throws: `JournalError.storage`, `.damaged`, `.closed`.
    package func versions(of streams: [StreamID]) throws(JournalError) -> [UInt64] {
        try read { tables in try tables.versions(of: streams) }
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
        try open(read { tables in try tables.entries(from: position, limit: limit) })
    }

    /// At most `limit` entries of the stream from the version on, in order.
    ///
    /// - Throws: `JournalError.damaged` when an entry does not open though its key exists; `.storage`, `.closed`.
    package func entries(
        of stream: StreamID,
        from version: UInt64 = 1,
        limit: Int = .max
    ) throws(JournalError) -> [Entry] {
        try open(read { tables in try tables.entries(of: stream, from: version, limit: limit) })
    }

    /// The headers of at most `limit` entries from the position on, in order, without what the entries say; none at the journal's end.
    ///
    /// Whoever follows the journal for a few kinds of entries reads on by these: no key is looked for and nothing is opened.
    ///
    /// - Throws: `JournalError.storage`, `.damaged`, `.closed`.
    package func headers(from position: Position, limit: Int = 1000) throws(JournalError) -> [EntryHeader] {
        let records = try read { tables in try tables.entries(from: position, limit: limit) }
        return try records.map { record throws(JournalError) in try record.readHeader() }
    }

    /// The header of an entry of a stream; nil when the stream has no such version.
    ///
    /// - Throws: `JournalError.storage`, `.damaged`, `.closed`.
    package func header(of stream: StreamID, version: UInt64) throws(JournalError) -> EntryHeader? {
        try read { tables in try tables.entries(of: stream, from: version, limit: 1) }.first?.readHeader()
    }

    private func open(_ records: [EntryRecord]) throws(JournalError) -> [Entry] {
        let headers = try records.map { record throws(JournalError) in try record.readHeader() }
        let keys = try keys.keys(Set(headers.map(\.dataKey)))
        var entries: [Entry] = []
        entries.reserveCapacity(records.count)
        for (record, header) in zip(records, headers) {
            entries.append(try open(record, header, with: keys[header.dataKey]))
        }
        return entries
    }

    /// The entry of a record whose header was read.
    func open(_ record: EntryRecord, _ header: EntryHeader) throws(JournalError) -> Entry {
        try open(record, header, with: try keys.key(header.dataKey))
    }

    /// The entry of a record whose header was read; without its content when there is no key.
    private func open(
        _ record: EntryRecord,
        _ header: EntryHeader,
        with key: DataKey?
    ) throws(JournalError) -> Entry {
        guard let leaf = LeafHash(blob: record.leaf) else {
            throw .damaged("the leaf of entry \(record.position) is not a hash")
        }
        guard let key else {
            return Entry(header: header, payload: nil, subject: nil, leaf: leaf)
        }
        let associatedData = AssociatedData.entry(
            tenant: tenantID,
            journal: number,
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
