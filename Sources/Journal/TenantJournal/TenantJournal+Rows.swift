// MARK: - Reading

extension TenantJournal {
    /// The owner of the key, or `nil` when it is free.
    ///
    /// - Throws: `JournalError.storage`, `.damaged`, `.closed`.
    package func claimed(_ key: UniqueKey) throws(JournalError) -> StreamID? {
        try claimed([key])[0]
    }

    /// The owners of several keys, in their order.
    ///
    /// - Throws: `JournalError.storage`, `.damaged`, `.closed`.
    package func claimed(_ keys: [UniqueKey]) throws(JournalError) -> [StreamID?] {
        try read { tables in try tables.holders(of: keys) }
    }

    /// The streams that can be found by `index` in `space`, by id.
    ///
    /// - Throws: `JournalError.storage`, `.damaged`, `.closed`.
    package func lookup(space: UInt16, _ index: BlindIndex) throws(JournalError) -> [StreamID] {
        try lookups([(space, index)]).first ?? []
    }

    /// The streams that can be found by each of several indexes, in their order.
    ///
    /// - Throws: `JournalError.storage`, `.damaged`, `.closed`.
    package func lookups(_ keys: [(space: UInt16, index: BlindIndex)]) throws(JournalError) -> [[StreamID]] {
        try read { tables in try tables.lookUp(keys) }
    }

    /// The row `id` of `table`, or `nil`.
    ///
    /// - Throws: `JournalError.damaged` when the row does not open though its key exists; `.storage`, `.closed`.
    package func row(table: UInt16, id: StreamID) throws(JournalError) -> StoredRow? {
        try rows(table: table, ids: [id]).first
    }

    /// Those of the rows of `table` with the ids that there are, asked for at once, in any order.
    ///
    /// - Throws: `JournalError.damaged` when a row does not open though its key exists; `.storage`, `.closed`.
    package func rows(table: UInt16, ids: [StreamID]) throws(JournalError) -> [StoredRow] {
        try open(read { tables in try tables.rows(table: table, ids: ids) })
    }

    /// At most `limit` rows of `table` after the row `id`, by id.
    ///
    /// - Throws: `JournalError.damaged` when a row does not open though its key exists; `.storage`, `.closed`.
    package func rows(table: UInt16, after id: StreamID? = nil, limit: Int = 1000) throws(JournalError) -> [StoredRow] {
        try open(read { tables in try tables.rows(table: table, after: id, limit: limit) })
    }

    /// All rows of `group`, by table and id.
    ///
    /// - Throws: `JournalError.damaged` when a row does not open though its key exists; `.storage`, `.closed`.
    package func rows(group: StreamID) throws(JournalError) -> [StoredRow] {
        try rows(groups: [group])
    }

    /// All rows of each of several groups, read at once.
    ///
    /// - Throws: `JournalError.damaged` when a row does not open though its key exists; `.storage`, `.closed`.
    package func rows(groups: [StreamID]) throws(JournalError) -> [StoredRow] {
        try open(read { tables in try groups.flatMap { try tables.rows(group: $0) } })
    }

    /// The ids of the rows of `table` in `group`, by id; no row is opened.
    ///
    /// - Throws: `JournalError.storage`, `.damaged`, `.closed`.
    package func rowIDs(table: UInt16, group: StreamID) throws(JournalError) -> [StreamID] {
        try read { tables in try tables.rowIDs(table: table, group: group) }
    }

    /// At most `limit` rows of all tables after `cursor`, by group, table and id, so that each group comes in one piece.
    ///
    /// A group may be cut in two by the limit: its rest begins the next batch.
    ///
    /// - Throws: `JournalError.damaged` when a row does not open though its key exists; `.storage`, `.closed`.
    package func rowsByGroup(after cursor: GroupCursor? = nil, limit: Int = 1000) throws(JournalError) -> [StoredRow] {
        try open(read { tables in try tables.rowsByGroup(after: cursor, limit: limit) })
    }

    /// At most `limit` lookups after one of them, by space, index and target.
    ///
    /// - Throws: `JournalError.storage`, `.damaged`, `.closed`.
    package func lookups(after last: Lookup? = nil, limit: Int = 1000) throws(JournalError) -> [Lookup] {
        try read { tables in try tables.keys(.lookup, after: last.map(KeyRecord.init), limit: limit) }.map {
            Lookup(space: $0.space, index: $0.index, target: $0.target)
        }
    }

    /// At most `limit` claimed keys after one of them, by space and index, with their owners.
    ///
    /// - Throws: `JournalError.storage`, `.damaged`, `.closed`.
    package func claims(after last: KeyClaim? = nil, limit: Int = 1000) throws(JournalError) -> [KeyClaim] {
        try read { tables in try tables.keys(.unique, after: last.map(KeyRecord.init), limit: limit) }.map {
            KeyClaim(key: UniqueKey(space: $0.space, index: $0.index), target: $0.target)
        }
    }

    private func open(_ rows: [SealedStoredRow]) throws(JournalError) -> [StoredRow] {
        let keys = try keys.keys(Set(rows.map(\.dataKey)))
        return try rows.map { row throws(JournalError) in try open(row, with: keys[row.dataKey]) }
    }

    private func open(_ sealed: SealedStoredRow, with key: DataKey?) throws(JournalError) -> StoredRow {
        var payload: [UInt8]?
        if let key {
            let associatedData = AssociatedData.row(
                tenant: tenantID,
                table: sealed.table,
                id: sealed.id,
                evolveVersion: sealed.evolveVersion
            )
            let what = "row \(sealed.id) of table \(sealed.table)"
            payload = [UInt8](try Sealing.open(sealed.payload, with: key.key, binding: associatedData, what: what))
        }
        return StoredRow(
            table: sealed.table,
            id: sealed.id,
            group: sealed.group,
            evolveVersion: sealed.evolveVersion,
            payload: payload,
            subject: key?.scope.subject
        )
    }
}

// MARK: - Rebuilding

extension TenantJournal {
    /// Drops all rows and lookups, so that they can be made again from the entries.
    ///
    /// Entries, unique keys, commands and evidence stay.
    ///
    /// - Throws: `JournalError.storage`, `.damaged`, `.closed`.
    package func dropDerived() throws(JournalError) {
        try write { tables in try tables.dropDerived() }
    }

    /// Writes rows and lookups that were made again from entries: lookups, then moves of groups, then rows.
    ///
    /// One call is one transaction; rows of some thousand entries to a call are a good measure.
    ///
    /// - Throws: `JournalError.tooLarge`, `.storage`, `.damaged`, `.closed`.
    package func writeDerived(
        rows: [DerivedRow],
        lookups: [Lookup],
        regroup: [Regroup] = []
    ) throws(JournalError) {
        let sealed = try seal(rows)
        let packed = database.prepare(lookups.map(KeyRecord.init))
        try write { tables in
            try tables.insert(lookups: packed)
            try tables.regroup(regroup)
            try tables.upsert(rows: sealed)
        }
    }

    /// Makes rows ready to be written, sealed with the keys of the years of their entries.
    func seal(_ derived: [DerivedRow]) throws(JournalError) -> any PreparedRows {
        try derived.map(\.row).checkLimits()
        var scopes: Set<DataKeyScope> = []
        for item in derived { scopes.formUnion([item.row].dataKeyScopes(year: item.recorded.year)) }
        let dataKeys = try keys.sealingKeys(for: scopes)
        return database.prepare(
            try derived.map { item throws(JournalError) in
                try RecordSealer(journal: self, keys: dataKeys, year: item.recorded.year).seal(item.row)
            }
        )
    }
}

extension [InlineRow] {
    func checkLimits() throws(JournalError) {
        for row in self where row.payload.count > Append.payloadLimit {
            throw .tooLarge(what: "payload of a row", limit: Append.payloadLimit)
        }
    }

    func dataKeyScopes(year: Int) -> Set<DataKeyScope> {
        var scopes: Set<DataKeyScope> = []
        for row in self { scopes.insert(DataKeyScope(subject: row.subject, retention: row.retention, year: year)) }
        return scopes
    }
}
