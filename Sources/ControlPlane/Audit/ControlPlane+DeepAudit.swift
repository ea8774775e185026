import Intake
package import Journal
import RevenueCycle

/// Compares everything that was derived with what the entries and the evidence say.
extension ControlPlane {
    /// Replays every entry, opens all evidence and reads it again, and compares rows, lookups and claimed keys with that.
    ///
    /// - Returns: what is wrong, without any patient's data; at most `IntegrityReport.problemLimit`.
    /// - Throws: ``JournalError`` when the store fails, ``DecodingFault`` when an entry cannot be read.
    /// - Complexity: Reads the whole store, and holds all rows and keys in memory.
    package func deepAudit() throws -> [IntegrityProblem] {
        var audit = DeepAudit(journal: journal)
        try audit.compareDerived()
        try audit.compareEvidence()
        let work = try workProblems().map { IntegrityProblem(position: nil, what: $0) }
        return Array((audit.problems + work).prefix(IntegrityReport.problemLimit))
    }
}

/// What a comparison found.
private struct DeepAudit {
    let journal: TenantJournal
    private(set) var problems: [IntegrityProblem] = []

    init(journal: TenantJournal) { self.journal = journal }

    private mutating func note(_ what: String) {
        if problems.count < IntegrityReport.problemLimit {
            problems.append(IntegrityProblem(position: nil, what: what))
        }
    }

    // MARK: - Rows and lookups

    mutating func compareDerived() throws {
        var replay = Replay(journal: journal)
        var lookups: Set<Lookup> = []
        try replay.takeAll { replay, _ in lookups.formUnion(replay.takeLookups()) }
        try compare(rows: replay.derivedRows().map(\.row))
        try compare(lookups: lookups)
    }

    private mutating func compare(rows: [InlineRow]) throws {
        var missing: [RowID: InlineRow] = [:]
        for row in rows { missing[RowID(table: row.table, id: row.id)] = row }
        var cursor: GroupCursor?
        while true {
            let batch: [StoredRow]
            do throws(JournalError) {
                batch = try journal.rowsByGroup(after: cursor)
            } catch {
                guard case .damaged(let what) = error else { throw error }
                return note(what)
            }
            guard let last = batch.last else { break }
            for stored in batch {
                let derived = missing.removeValue(forKey: RowID(table: stored.table, id: stored.id))
                if let problem = Self.difference(of: stored, from: derived) { note(problem) }
            }
            cursor = last.cursor
        }
        for row in missing.keys.sorted(by: { ($0.table, $0.id) < ($1.table, $1.id) }) {
            note("row \(row.id) of table \(row.table) is missing")
        }
    }

    private static func difference(of stored: StoredRow, from derived: InlineRow?) -> String? {
        let name = "row \(stored.id) of table \(stored.table)"
        guard let payload = stored.payload else {
            // A tombstone follows from tombstones.
            return derived == nil ? nil : "\(name) does not open, though its entries do"
        }
        guard let derived else { return "\(name) follows from no entry" }
        guard derived.payload == payload, derived.evolveVersion == stored.evolveVersion,
            derived.subject == stored.subject
        else { return "\(name) is not what follows from the entries" }
        return derived.group == stored.group ? nil : "\(name) is in another group than the entries say"
    }

    private mutating func compare(lookups: Set<Lookup>) throws {
        var missing = lookups
        var last: Lookup?
        while case let batch = try journal.lookups(after: last), let end = batch.last {
            for lookup in batch where missing.remove(lookup) == nil {
                note("a lookup of stream \(lookup.target) in space \(lookup.space) follows from no entry")
            }
            last = end
        }
        for lookup in missing.sorted(by: { ($0.space, $0.target) < ($1.space, $1.target) }) {
            note("a lookup of stream \(lookup.target) in space \(lookup.space) is missing")
        }
    }

    // MARK: - Evidence and the keys that it claimed

    mutating func compareEvidence() throws {
        var expected = ExpectedKeys()
        var last: EvidenceID?
        while case let batch = try journal.evidenceIDs(after: last), let end = batch.last {
            for id in batch { try read(id, &expected) }
            last = end
        }
        try compareDocuments(&expected)
        var claim: KeyClaim?
        while case let batch = try journal.claims(after: claim), let end = batch.last {
            for held in batch { if let problem = expected.difference(of: held) { note(problem) } }
            claim = end
        }
        for space in expected.missing {
            note("a key in space \(space) is not claimed, so what claimed it could be taken twice")
        }
    }

    /// Reads a piece of evidence again, and gathers the keys that it claims.
    private mutating func read(_ id: EvidenceID, _ expected: inout ExpectedKeys) throws {
        let stored: [UInt8]?
        do throws(JournalError) {
            stored = try journal.evidenceInfo(id) == nil ? nil : journal.readEvidence(id)
        } catch {
            guard case .damaged(let what) = error else { throw error }
            return note("evidence \(id): \(what)")
        }
        // Its key was destroyed.
        guard let bytes = stored else { return }
        guard journal.evidenceID(of: bytes) == id else { return note("evidence \(id) is not what its address says") }
        let document = IncomingDocument(name: "", bytes: bytes, journal: journal)
        expected.documents.insert(document.address.stream)
        let isRead = try journal.row(table: RowTable.document.rawValue, id: document.address.stream) != nil
        expected.add(document.key, owner: document.address.stream, isRequired: isRead)
        let reader = TransactionReader(bytes, file: "", document: document.address, hash: BodyHash.sha256)
        _ = reader.read { transaction in
            expected.add(transaction, of: document.address.stream, isRequired: isRead, journal)
        }
    }

    /// Looks for the evidence of every document that was read.
    private mutating func compareDocuments(_ expected: inout ExpectedKeys) throws {
        var last: StreamID?
        while case let batch = try journal.rows(table: RowTable.document.rawValue, after: last), let end = batch.last {
            for row in batch where row.payload != nil && !expected.documents.contains(row.id) {
                note("document \(row.id) was read, and its evidence is missing or does not open")
            }
            last = end.id
        }
    }
}

/// The keys that evidence claims when it is taken in.
private struct ExpectedKeys {
    /// The evidence that could be opened.
    var documents: Set<StreamID> = []
    /// Who may own a key.
    private var owners: [UniqueKey: Set<StreamID>] = [:]
    /// Keys of which one must be claimed.
    private var required: [[UniqueKey]] = []
    private var claimed: Set<UniqueKey> = []

    mutating func add(_ key: UniqueKey, owner: StreamID, isRequired: Bool) {
        owners[key, default: []].insert(owner)
        if isRequired { required.append([key]) }
    }

    mutating func add(_ transaction: ReadTransaction, of document: StreamID, isRequired: Bool, _ journal: TenantJournal)
    {
        let whole = transaction.body.key(.transaction, journal)
        let damaged = transaction.body.key(.damagedTransaction, journal)
        owners[whole, default: []].insert(document)
        owners[damaged, default: []].insert(HeldReadingRow.stream(of: transaction.body, ordinal: 0))
        if isRequired { required.append(transaction.damage == nil ? [whole] : [whole, damaged]) }
    }

    /// What is wrong with a claimed key.
    mutating func difference(of held: KeyClaim) -> String? {
        claimed.insert(held.key)
        guard let owners = owners[held.key] else {
            return "a key in space \(held.key.space) is claimed by stream \(held.target) and is of no evidence"
        }
        guard !owners.contains(held.target) else { return nil }
        return "a key in space \(held.key.space) is claimed by stream \(held.target), which is not its owner"
    }

    /// The spaces of the keys that are not claimed and should be.
    var missing: [UInt16] { required.filter { claimed.isDisjoint(with: $0) }.map { $0[0].space } }
}
