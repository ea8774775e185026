import Crypto
import Foundation
import Synchronization

extension TenantJournal {
    /// Does all of `append`, or nothing of it, and makes it durable.
    ///
    /// - Parameters:
    ///   - append: The change.
    ///   - recorded: The time of recording that its entries get, and whose year (UTC) chooses the data keys.
    /// - Returns: Where the entries stand; for a command that had run before, where they stood then.
    /// - Throws: `JournalError.conflict` when a stream has another version than expected or asserted; `.keyTaken`;
    ///   `.tooLarge`; `.noPrincipal`; `.duplicateStream`; `.noDeadLetter`; `.storage`; `.damaged`; `.outcomeUnknown`; `.closed`.
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
    /// - Throws: `JournalError.tooLarge`, `.noPrincipal`, `.storage`, `.damaged`, `.closed`.
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
            entries: .init(EntryRows(append, payloads, recorded: recorded, first: first), for: database),
            claims: database.prepare(append.claiming.map(KeyRecord.init)),
            lookups: database.prepare(append.lookups.map(KeyRecord.init)),
            rows: database.prepare(try append.rows.map { row throws(JournalError) in try sealer.seal(row) }),
            evidence: try seal(append.evidence, with: dataKeys, at: recorded),
            jobs: try append.jobs.enumerated().map { number, job throws(JournalError) in
                try sealer.seal(job, JobID(of: append.command, ordinal: UInt32(number)))
            }
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
        do {
            try checkCondition(for: use)
            var grown: TreeEdge?
            let receipt = try database.write { tables in try write(prepared, growing: &grown, in: tables) }
            if let grown { keep(edge: grown) }
            return receipt
        } catch let taken as TakenPlace {
            throw try read { tables in try Self.refusal(of: prepared.append, as: taken, in: tables) }
        } catch {
            throw JournalError(error)
        }
    }

    /// The receipt of a command that has run, or `nil`.
    ///
    /// - Throws: `JournalError.storage`, `.damaged`, `.closed`.
    package func receipt(of command: CommandID) throws(JournalError) -> AppendReceipt? {
        try read { tables in try tables.command(command).map(AppendReceipt.init(alreadyDone:)) }
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
    /// - Parameters:
    ///   - prepared: the append.
    ///   - edge: the edge of the tree with its entries, to be kept once the transaction is durable.
    ///   - tables: the tables, in a transaction.
    ///   - isNamed: whether its command id is looked at and kept, so that it is done once.
    /// - Returns: where its entries stand.
    /// - Throws: ``TakenPlace``, ``JournalError``, and what the tables throw.
    func write(
        _ prepared: PreparedAppend,
        growing edge: inout TreeEdge?,
        in tables: any JournalTables,
        isNamed: Bool = true
    ) throws -> AppendReceipt {
        let append = prepared.append
        if isNamed, let done = try tables.command(append.command) { return AppendReceipt(alreadyDone: done) }
        try Self.checkVersions(of: append, in: tables)
        let head = try tables.head()
        let first = head.position + 1
        let entries =
            prepared.entries.first == first
            ? prepared.entries
            : .init(EntryRows(append, prepared.payloads, recorded: prepared.recorded, first: first), for: database)
        let count = entries.leaves.count
        try tables.insert(entries: entries.rows)
        edge = try grow(entries.leaves, after: head, in: tables)
        try tables.claim(prepared.claims)
        try tables.insert(lookups: prepared.lookups)
        try tables.regroup(append.regroup)
        try tables.upsert(rows: prepared.rows)
        try write(prepared.evidence, in: tables)
        try tables.remove(append.removing)
        try tables.insert(jobs: prepared.jobs)
        try Self.carryOut(append.deadLetters, in: tables)
        if isNamed {
            try tables.insert(command: append.command, CommandRecord(first: Int64(first), count: Int64(count)))
        }
        return AppendReceipt(outcome: .appended, positions: first..<(first + Position(count)))
    }

    private static func carryOut(_ decisions: [DeadLetterDecision], in tables: any JournalTables) throws {
        for decision in decisions {
            switch decision {
            case .retry(let id, let ready):
                guard try tables.retry(job: id, from: ready) else { throw JournalError.noDeadLetter(id) }
            case .discard(let id):
                guard try tables.discard(job: id) else { throw JournalError.noDeadLetter(id) }
            }
        }
    }

    /// Checks all versions but those of new streams, which the insertion of their first entry proves new.
    private static func checkVersions(of append: Append, in tables: any JournalTables) throws {
        var written: Set<StreamID> = []
        written.reserveCapacity(append.writes.count)
        // A conflict of what is asserted is told before a stream that is written twice, and that before other conflicts.
        try check(append.asserting.sorted { $0.key < $1.key }, in: tables)
        for write in append.writes where !written.insert(write.stream).inserted {
            throw JournalError.duplicateStream(write.stream)
        }
        let known = append.writes.filter { $0.expectedVersion > 0 || $0.events.isEmpty }
        try check(known.map { ($0.stream, $0.expectedVersion) }, in: tables)
    }

    private static func check(
        _ expectations: [(key: StreamID, value: UInt64)],
        in tables: any JournalTables
    ) throws {
        guard !expectations.isEmpty else { return }
        let versions = try tables.versions(of: expectations.map(\.key))
        for ((stream, expected), found) in zip(expectations, versions) where found != expected {
            throw JournalError.conflict(stream: stream, expected: expected, found: found)
        }
    }

    /// The refusal of an append of which something came too late, once it was undone.
    static func refusal(
        of append: Append,
        as taken: TakenPlace,
        in tables: any JournalTables
    ) throws -> JournalError {
        switch taken {
        case .entry:
            let writes = append.writes.filter { !$0.events.isEmpty }
            let versions = try tables.versions(of: writes.map(\.stream))
            for (write, found) in zip(writes, versions) where found != write.expectedVersion {
                return .conflict(stream: write.stream, expected: write.expectedVersion, found: found)
            }
            return .damaged("the place of an entry is taken, and no stream has moved")
        case .key: return try firstTakenKey(of: append.claiming, in: tables)
        }
    }

    /// The refusal of the first claim that comes too late, be it after an earlier append or after another claim of this one.
    private static func firstTakenKey(of claims: [KeyClaim], in tables: any JournalTables) throws -> JournalError {
        var claimed: [UniqueKey: StreamID] = [:]
        let holders = try tables.holders(of: claims.map(\.key))
        for (index, (claim, holder)) in zip(claims, holders).enumerated() {
            if let holder = claimed[claim.key] ?? holder { return .keyTaken(index: index, holder: holder) }
            claimed[claim.key] = claim.target
        }
        return .damaged("a unique key is taken and has no holder")
    }
}

extension AppendReceipt {
    /// The receipt of a command that had run before.
    fileprivate init(alreadyDone record: CommandRecord) {
        let first = UInt64(bitPattern: record.first)
        // What is on record may have been damaged; positions without an end are told as none.
        let end = first.addingReportingOverflow(UInt64(bitPattern: record.count))
        self.init(outcome: .alreadyDone, positions: first..<(end.overflow ? first : end.partialValue))
    }
}

extension Append {
    /// Refuses what nobody does and what is too large, before anything is sealed.
    fileprivate func checkLimits() throws(JournalError) {
        guard !principal.isEmpty else { throw .noPrincipal }
        guard principal.utf8.count <= Self.textLimit else { throw .tooLarge(what: "principal", limit: Self.textLimit) }
        guard purpose.utf8.count <= Self.textLimit else { throw .tooLarge(what: "purpose", limit: Self.textLimit) }
        for write in writes {
            for event in write.events where event.payload.count > Self.payloadLimit {
                throw .tooLarge(what: "payload of an event", limit: Self.payloadLimit)
            }
        }
        try rows.checkLimits()
        for item in evidence { try item.checkLimits() }
        for job in jobs where job.payload.count > Self.payloadLimit {
            throw .tooLarge(what: "payload of a job", limit: Self.payloadLimit)
        }
    }

    fileprivate func dataKeyScopes(year: Int) -> Set<DataKeyScope> {
        var scopes = rows.dataKeyScopes(year: year)
        for item in evidence { scopes.insert(item.scope(year: year)) }
        for job in jobs { scopes.insert(DataKeyScope(subject: job.subject, retention: job.retention, year: year)) }
        for write in writes {
            for event in write.events {
                scopes.insert(DataKeyScope(subject: event.subject, retention: event.retention, year: year))
            }
        }
        return scopes
    }
}
