import Crypto
import Foundation
import GRDB
import Synchronization

extension TenantJournal {
    /// Does all of `append`, or nothing of it, and makes it durable.
    ///
    /// - Parameters:
    ///   - append: The change.
    ///   - recorded: The time of recording that its entries get, and whose year (UTC) chooses the data keys.
    /// - Returns: Where the entries stand; for a command that had run before, where they stood then.
    /// - Throws: `JournalError.conflict` when a stream has another version than expected or asserted; `.keyTaken`;
    ///   `.tooLarge`; `.duplicateStream`; `.storage`; `.damaged`; `.closed`.
    /// - Complexity: O(events + rows + keys + lookups), each times the logarithm of its table's size.
    package func append(_ append: Append, at recorded: Timestamp) throws(JournalError) -> AppendReceipt {
        try commit(try prepare(append, at: recorded))
    }

    /// Does the part of an append that needs no turn of the journal: makes the keys, seals, sorts.
    ///
    /// So that one append can be prepared while the one before is written.
    ///
    /// - Parameters:
    ///   - append: The change.
    ///   - recorded: The time of recording that its entries get, and whose year (UTC) chooses the data keys.
    ///   - first: Where its first entry will probably stand; when it will not, committing takes a little longer.
    /// - Returns: The append, sealed, to be committed once.
    /// - Throws: `JournalError.tooLarge`, `.storage`, `.damaged`, `.closed`.
    package func prepare(
        _ append: Append,
        at recorded: Timestamp,
        expecting first: Position = 1
    ) throws(JournalError) -> PreparedAppend {
        try append.checkLimits()
        let scopes = append.dataKeyScopes(year: recorded.year)
        let dataKeys = try keys.sealingKeys(for: scopes)
        let sealer = RecordSealer(journal: self, keys: dataKeys, year: recorded.year)
        let payloads = try append.writes.map { write throws(JournalError) in try sealer.seal(write) }
        return PreparedAppend(
            append: append,
            recorded: recorded,
            payloads: payloads,
            entries: EntryRows(append, payloads, recorded: recorded, first: first),
            claims: PackedKeys(append.claiming.map(PackedKeys.Record.init)),
            lookups: PackedKeys(append.lookups.map(PackedKeys.Record.init)),
            rows: try append.rows.map { row throws(JournalError) in Self.arguments(of: try sealer.seal(row)) },
            evidence: try seal(append.evidence, with: dataKeys, at: recorded)
        )
    }

    /// Does all of a prepared append, or nothing of it, and makes it durable.
    ///
    /// - Parameter prepared: The append.
    /// - Returns: Where the entries stand; for a command that had run before, where they stood then.
    /// - Throws: What ``append(_:at:)`` throws.
    package func commit(_ prepared: PreparedAppend) throws(JournalError) -> AppendReceipt {
        try commit(prepared, for: .writing)
    }

    func commit(_ prepared: PreparedAppend, for use: Use) throws(JournalError) -> AppendReceipt {
        var grown: TreeEdge?
        let receipt = try transactOrUndo(for: use) { db in try write(prepared, growing: &grown, in: db) }
        if let receipt {
            if let grown { edge.withLock { $0 = grown } }
            return receipt
        }
        throw try perform { db in try Self.firstTakenKey(of: prepared.append.claiming, in: db) }
    }

    /// The receipt of a command that has run, or `nil`.
    ///
    /// - Throws: `JournalError.storage`, `.damaged`, `.closed`.
    package func receipt(of command: CommandID) throws(JournalError) -> AppendReceipt? {
        try perform { db in try Self.receipt(of: command, in: db) }
    }

    private static func receipt(of command: CommandID, in db: Database) throws -> AppendReceipt? {
        let statement = try db.cachedStatement(sql: "SELECT first, count FROM command WHERE id = ?")
        guard let row = try Row.fetchOne(statement, arguments: [command.blob]) else { return nil }
        let first = UInt64(bitPattern: (try row.value(0)) as Int64)
        return AppendReceipt(
            outcome: .alreadyDone,
            positions: first..<first + UInt64(bitPattern: (try row.value(1)) as Int64)
        )
    }

    private func seal(
        _ evidence: [NewEvidence],
        with dataKeys: [DataKeyScope: DataKey],
        at recorded: Timestamp
    ) throws(JournalError) -> [SealedEvidence] {
        try evidence.map { item throws(JournalError) in
            guard let key = dataKeys[item.scope(year: recorded.year)] else {
                preconditionFailure("A key is made for each scope asked for.")
            }
            return try SealedEvidence(item, journal: self, key: key, recorded: recorded)
        }
    }

    /// Writes everything of the append.
    ///
    /// - Returns: The receipt; `nil` when a key is taken and the append is to be undone.
    private func write(
        _ prepared: PreparedAppend,
        growing edge: inout TreeEdge?,
        in db: Database
    ) throws -> AppendReceipt? {
        let append = prepared.append
        if let done = try Self.receipt(of: append.command, in: db) { return done }
        try Self.checkVersions(of: append, in: db)
        let first = try Self.head(in: db) + 1
        let entries =
            prepared.entries.first == first
            ? prepared.entries
            : EntryRows(append, prepared.payloads, recorded: prepared.recorded, first: first)
        try insert(entries, of: append, in: db)
        edge = try grow(entries.leaves, after: first - 1, in: db)
        // Which key is taken is looked for after the append is undone: a savepoint to tell it here would copy every page that
        // the claims touch.
        guard try prepared.claims.insert(into: .uniqueKey, in: db) else { return nil }
        _ = try prepared.lookups.insert(into: .lookup, in: db)
        try Self.regroup(append.regroup, in: db)
        try Self.upsert(prepared.rows, in: db)
        // What is stored and readable already stays as it is.
        for evidence in prepared.evidence where try !isReadable(evidence.record.id, in: db) {
            try evidence.write(in: db)
        }
        try Self.remove(append.removing, in: db)
        try db.cachedStatement(sql: "INSERT INTO command (id, first, count) VALUES (?, ?, ?)")
            .execute(arguments: [append.command.blob, Int64(first), Int64(entries.count)])
        return AppendReceipt(outcome: .appended, positions: first..<(first + Position(entries.count)))
    }

    private func insert(_ entries: EntryRows, of append: Append, in db: Database) throws {
        let statement = try db.cachedStatement(
            sql: "INSERT INTO entry (position, stream, version, header, payload, leaf) VALUES (?, ?, ?, ?, ?, ?)"
        )
        var next = 0
        for write in append.writes {
            do {
                for _ in write.events {
                    try statement.execute(arguments: entries.arguments[next])
                    next += 1
                }
            } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
                let found = try Self.version(of: write.stream, in: db)
                throw JournalError.conflict(stream: write.stream, expected: write.expectedVersion, found: found)
            }
        }
    }

    /// Checks all versions but those of new streams, which the insertion of their first entry proves new.
    private static func checkVersions(of append: Append, in db: Database) throws {
        for (stream, expected) in append.asserting.sorted(by: { $0.key < $1.key }) {
            let found = try version(of: stream, in: db)
            guard found == expected else {
                throw JournalError.conflict(stream: stream, expected: expected, found: found)
            }
        }
        var written: Set<StreamID> = []
        written.reserveCapacity(append.writes.count)
        for write in append.writes where !written.insert(write.stream).inserted {
            throw JournalError.duplicateStream(write.stream)
        }
        for write in append.writes {
            if write.expectedVersion == 0, !write.events.isEmpty { continue }
            let found = try version(of: write.stream, in: db)
            guard found == write.expectedVersion else {
                throw JournalError.conflict(stream: write.stream, expected: write.expectedVersion, found: found)
            }
        }
    }

    /// The refusal of the first claim that comes too late, be it after an earlier append or after another claim of this one.
    private static func firstTakenKey(of claims: [KeyClaim], in db: Database) throws -> JournalError {
        var claimed: [UniqueKey: StreamID] = [:]
        for (index, claim) in claims.enumerated() {
            if let holder = try claimed[claim.key] ?? holder(of: claim.key, in: db) {
                return .keyTaken(index: index, holder: holder)
            }
            claimed[claim.key] = claim.target
        }
        return .damaged("a unique key is taken and has no holder")
    }
}

extension Append {
    /// Refuses what is too large before anything is sealed.
    fileprivate func checkLimits() throws(JournalError) {
        guard principal.utf8.count <= Self.textLimit else { throw .tooLarge(what: "principal", limit: Self.textLimit) }
        guard purpose.utf8.count <= Self.textLimit else { throw .tooLarge(what: "purpose", limit: Self.textLimit) }
        for write in writes {
            for event in write.events where event.payload.count > Self.payloadLimit {
                throw .tooLarge(what: "payload of an event", limit: Self.payloadLimit)
            }
        }
        try rows.checkLimits()
        for item in evidence { try item.checkLimits() }
    }

    fileprivate func dataKeyScopes(year: Int) -> Set<DataKeyScope> {
        var scopes = rows.dataKeyScopes(year: year)
        for item in evidence { scopes.insert(item.scope(year: year)) }
        for write in writes {
            for event in write.events {
                scopes.insert(DataKeyScope(subject: event.subject, retention: event.retention, year: year))
            }
        }
        return scopes
    }
}
