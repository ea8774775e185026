import Journal
import RevenueCycle

/// Drops what can be derived and makes it again from the entries.
extension ControlPlane {
    /// Replays every entry into rows and keys, and records that it was done, so that nobody goes on from what rows said before.
    ///
    /// - Parameter progress: entries replayed so far and in all.
    /// - Returns: how many entries were replayed.
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    @discardableResult
    package func rebuild(progress: (Int, Int) -> Void = { _, _ in }) throws -> Int {
        let warrant = try warrant(for: .rebuild)
        try journal.dropDerived()
        let head = try journal.head()
        var replay = Replay(journal: journal)
        try replay.takeAll { replay, last in
            let lookups = replay.takeLookups().sorted { ($0.space, $0.target) < ($1.space, $1.target) }
            try journal.writeDerived(rows: [], lookups: lookups)
            progress(Int(last), Int(head))
        }
        let rows = replay.derivedRows()
        for start in stride(from: 0, to: rows.count, by: 1000) {
            let some = Array(rows[start..<min(start + 1000, rows.count)])
            try journal.writeDerived(rows: some, lookups: [])
        }
        try takeUpRules()
        try makeMissingJobs()
        // Nothing is written to a journal that is another than the signed one; whoever accepts it says so.
        if try !journal.differsFromSigned() {
            let entry = try decision(.tablesRebuilt, [], purpose: "rebuild", by: warrant)
            _ = try journal.append(entry, at: clock())
        }
        return Int(head)
    }

    /// Reads, opens and replays every entry in memory, and writes nothing: whether a rebuild would get to its end.
    ///
    /// Keys, which are made from what was read, are left out.
    ///
    /// - Parameter progress: entries replayed so far and in all.
    /// - Returns: how many entries were replayed, and how many rows follow from them.
    /// - Throws: ``JournalError`` or ``DecodingFault`` of the first entry that cannot be replayed.
    package func rehearseRebuild(progress: (Int, Int) -> Void = { _, _ in }) throws -> (entries: Int, rows: Int) {
        try warrant(for: .rebuild)
        let head = try journal.head()
        var replay = Replay(journal: journal, isListing: false)
        try replay.takeAll { _, last in progress(Int(last), Int(head)) }
        return (Int(head), replay.rowCount)
    }
}

/// The rows and lookups that follow from the entries, as a replay gathers them.
struct Replay {
    let journal: TenantJournal
    private let keys: FactKeys
    /// The streams whose entries are taken; nil for all.
    private let streams: Set<StreamID>?
    /// Whether the keys by which facts are found are made too.
    private let isListing: Bool
    private var files: [StreamID: ReplayedFile] = [:]
    /// The groups of claim files that were joined to others; each other one is a group by itself.
    private var groups: [StreamID: StreamID] = [:]
    /// The streams of each group that has more than one.
    private var members: [StreamID: [StreamID]] = [:]
    private var payments: [StreamID: (state: Payment, subject: SubjectID)] = [:]
    private var links: [StreamID: PatientLinks] = [:]
    private var effects: [StreamID: (state: Effect, subject: SubjectID)] = [:]
    private var proposals: [StreamID: (state: Proposal, subject: SubjectID)] = [:]
    private var cases: [StreamID: (state: Case, subject: SubjectID)] = [:]
    private var caseReview = CaseReview()
    private var watches: [StreamID: InlineRow] = [:]
    private var rows: [RowID: InlineRow] = [:]
    /// When the last entry of each stream that is no claim file's was recorded.
    private var recorded: [StreamID: Timestamp] = [:]
    private var lookups: Set<Lookup> = []

    init(journal: TenantJournal, of streams: Set<StreamID>? = nil, isListing: Bool = true) {
        self.journal = journal
        self.streams = streams
        self.isListing = isListing
        keys = FactKeys(journal: journal)
    }

    /// How many entries are read at once: few enough that the memory of one batch serves the next.
    private static let batchSize = 200

    /// Takes every entry of the journal, in batches.
    ///
    /// - Parameter after: called after each batch with the position of its last entry.
    /// - Throws: ``JournalError`` or ``DecodingFault``, and what `after` throws.
    mutating func takeAll(after: (inout Replay, Position) throws -> Void) throws {
        var position: Position = 1
        while case let entries = try journal.entries(from: position, limit: Self.batchSize), let last = entries.last {
            for entry in entries { try take(entry) }
            try after(&self, last.header.position)
            position = last.header.position + 1
        }
    }

    private mutating func take(_ entry: Entry) throws {
        let header = entry.header
        guard let payload = entry.payload, let subject = entry.subject,
            streams?.contains(header.stream) ?? true, !header.isAnswer
        else { return }
        // Most entries are of claim files, which keep what must be known of them in one place.
        if ClaimFileEvent.types.contains(header.type) { return try takeFile(header, payload, subject) }
        recorded[header.stream] = header.recorded
        switch header.type {
        case PaymentEvent.types:
            let event = try PaymentEvent(type: header.type, schema: header.schema, payload: payload)
            payments[header.stream, default: (Payment(), subject)].state.evolve(event)
        case PatientLinks.Event.types:
            let event = try PatientLinks.Event(type: header.type, schema: header.schema, payload: payload)
            links[header.stream, default: PatientLinks()].evolve(event)
        case EffectEvent.types:
            let event = try EffectEvent(type: header.type, schema: header.schema, payload: payload)
            note(event, stream: header.stream, subject: subject)
        case Proposal.Event.types:
            let event = try Proposal.Event(type: header.type, schema: header.schema, payload: payload)
            note(event, stream: header.stream, subject: subject)
        case Case.Event.types:
            let event = try Case.Event(type: header.type, schema: header.schema, payload: payload)
            note(event, stream: header.stream, subject: subject)
        case CaseReviewStep.type: note(try CaseReviewStep(decoding: payload), recorded: header.recorded)
        case ShellEvent.readingHeld.rawValue, ShellEvent.readingReleased.rawValue,
            ShellEvent.readingDismissed.rawValue:
            keep(try HeldReadingRow(decoding: payload).row(header.stream))
        case ShellEvent.documentRead.rawValue: keep(try DocumentRow(decoding: payload).row())
        case ShellEvent.batchSent.rawValue where isListing: try noteBatch(payload)
        case ShellEvent.batchAnswered.rawValue:
            keep(BatchAnswerRow.row(header.stream, subject: subject, payload: payload))
            let index = try BatchAnswerRow(decoding: payload).target
            add(.batchAnswers, BatchAnswerRow.index(of: index, keys), header.stream)
        case ShellEvent.rulesAdopted.rawValue: keep(ControlPlane.rulesRow(payload))
        default: break
        }
    }

    private mutating func takeFile(_ header: EntryHeader, _ payload: [UInt8], _ subject: SubjectID) throws {
        let event = try ClaimFileEvent(type: header.type, schema: header.schema, payload: payload)
        files[header.stream, default: ReplayedFile(subject: subject)].take(event, recorded: header.recorded)
        if case .fileJoined(let other) = event { join(header.stream, other.stream) }
        if isListing { note(event, stream: header.stream) }
    }

    private mutating func keep(_ row: InlineRow) { rows[RowID(table: row.table, id: row.id)] = row }

    private mutating func add(_ space: KeySpace, _ index: BlindIndex, _ target: StreamID) {
        lookups.insert(Lookup(space: space.rawValue, index: index, target: target))
    }

    private mutating func note(_ event: ClaimFileEvent, stream: StreamID) {
        for key in keys.keys(of: event, shared: nil).listing { add(key.space, key.index, stream) }
    }

    private mutating func note(_ event: EffectEvent, stream: StreamID, subject: SubjectID) {
        if case .requested(let request) = event {
            effects[stream] = Effect([event]).map { ($0, subject) }
            lookups.formUnion(EffectRow.lookups(stream, request))
        } else {
            effects[stream]?.state.evolve(event)
        }
    }

    private mutating func note(_ event: Proposal.Event, stream: StreamID, subject: SubjectID) {
        proposals[stream, default: (Proposal(), subject)].state.evolve(event)
        if case .proposed(let revision) = event {
            lookups.insert(ProposalRow.lookup(stream, revision.content.subject, keys))
        }
    }

    private mutating func note(_ event: Case.Event, stream: StreamID, subject: SubjectID) {
        // Of a case whose opening cannot be read any more nothing is kept.
        guard cases[stream] != nil || event.isOpening else { return }
        cases[stream, default: (Case(), subject)].state.evolve(event)
        if case .opened(let opening) = event { lookups.insert(CaseRow.lookup(stream, opening.subject, keys)) }
    }

    private mutating func note(_ step: CaseReviewStep, recorded time: Timestamp) {
        caseReview.evolve(step)
        keep(CaseReviewRow.row(caseReview))
        for watch in step.watches {
            let id = CaseWatchRow.id(of: StreamID(watch.group))
            watches[id] = CaseWatchRow.row(watch)
            recorded[id] = time
        }
    }

    private mutating func noteBatch(_ payload: [UInt8]) throws {
        var fields = FieldReader(payload)
        var body: BodyHash?
        var batch: BatchReference?
        while let field = try fields.next() {
            if field.number == 1 { body = field.hash }
            if field.number == 2 { batch = try field.value(BatchReference.self) }
        }
        guard let body, let batch else { return }
        for index in batch.batchIndices(keys) { add(.batchTransactions, index, body.stream) }
    }

    private mutating func join(_ one: StreamID, _ other: StreamID) {
        let kept = groups[one] ?? one
        let gone = groups[other] ?? other
        guard kept != gone else { return }
        let moved = members.removeValue(forKey: gone) ?? [gone]
        for stream in moved { groups[stream] = kept }
        members[kept, default: [kept]] += moved
    }

    /// The lookups gathered since they were last taken.
    mutating func takeLookups() -> Set<Lookup> {
        defer { lookups = [] }
        return lookups
    }

    /// How many rows there are as of the last entry.
    var rowCount: Int {
        rows.count + files.count + payments.count + links.count + effects.count + proposals.count + cases.count
            + watches.count
    }

    /// The rows as of the last entry.
    func derivedRows() -> [DerivedRow] {
        var all = rows.sorted { ($0.key.table, $0.key.id) < ($1.key.table, $1.key.id) }.map(\.value)
        for (stream, file) in files.sorted(by: { $0.key < $1.key }) {
            all.append(
                ClaimFileRow.row(stream, group: groups[stream] ?? stream, subject: file.subject, state: file.state)
            )
        }
        for (stream, payment) in payments.sorted(by: { $0.key < $1.key }) {
            all.append(PaymentRow.row(BodyHash(stream), subject: payment.subject, state: payment.state))
        }
        for (stream, state) in links.sorted(by: { $0.key < $1.key }) {
            all.append(PatientLinksRow.row(SourcePatientID(stream.value), state: state))
        }
        for (stream, effect) in effects.sorted(by: { $0.key < $1.key }) {
            all.append(EffectRow.row(stream, subject: effect.subject, state: effect.state))
        }
        for (stream, proposal) in proposals.sorted(by: { $0.key < $1.key }) {
            all.append(ProposalRow.row(stream, subject: proposal.subject, state: proposal.state))
        }
        for (stream, item) in cases.sorted(by: { $0.key < $1.key }) {
            all.append(CaseRow.row(stream, subject: item.subject, state: item.state))
        }
        all += watches.sorted { $0.key < $1.key }.map(\.value)
        return all.map { row in
            guard let recorded = files[row.id]?.recorded ?? recorded[row.id] else {
                preconditionFailure("A row has the name of its stream.")
            }
            return DerivedRow(row: row, recorded: recorded)
        }
    }
}

extension Case.Event {
    fileprivate var isOpening: Bool { if case .opened = self { true } else { false } }
}

/// A claim file as its entries so far make it.
private struct ReplayedFile {
    var state = ClaimFile()
    let subject: SubjectID
    /// When its last entry was recorded.
    var recorded = Timestamp(microsecondsSince1970: 0)

    init(subject: SubjectID) { self.subject = subject }

    mutating func take(_ event: ClaimFileEvent, recorded: Timestamp) {
        state.evolve(event)
        self.recorded = recorded
    }
}
