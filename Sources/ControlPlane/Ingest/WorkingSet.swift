import Intake
import Journal
import RevenueCycle

/// Where facts are looked for: a value of a space, blinded.
struct KeyIndex: Hashable, Sendable {
    let space: KeySpace
    let index: BlindIndex

    init(_ space: KeySpace, _ index: BlindIndex) {
        self.space = space
        self.index = index
    }

    /// Eight bytes of the index say as much as all: it is a keyed hash already.
    func hash(into hasher: inout Hasher) { hasher.combine(UInt64(truncatingIfNeeded: index.value)) }
}

/// A claim file on its way: its state and the events of it that are to be kept.
struct WorkingFile {
    var version: UInt64
    var group: StreamID
    let subject: SubjectID
    /// Whether this ingest opened it, so that everything joined with it is here too.
    let isNew: Bool
    var state: ClaimFile
    var events: [ClaimFileEvent] = []

    /// Goes on after its events were given to the store.
    mutating func goOn() {
        version += UInt64(events.count)
        events = []
    }
}

/// A payment on its way.
struct WorkingPayment {
    var version: UInt64
    /// Whom it is about: the document that its first part came in; nil while it has none.
    var subject: SubjectID?
    var state: Payment
    var events: [PaymentEvent] = []

    /// A payment as the store has it, or a new one.
    init(_ stored: StoredState) throws {
        version = stored.version
        subject = stored.row?.subject
        state = try stored.row?.payload.map { try Payment(decoding: $0) } ?? Payment()
    }

    /// Goes on after its events were given to the store.
    mutating func goOn() {
        version += UInt64(events.count)
        events = []
    }
}

/// What an ingest has looked at and changed so far: claim files, payments, keys, documents.
///
/// The process holds the folder's lock, so what was read or written stays true until this process changes it; one batch
/// hands its set on to the next, and a claim that is sent, answered and paid in one ingest is not read back twice. The set
/// also knows what is on its way to the store but not there yet: what the store says is only ever added to it.
struct WorkingSet {
    /// The most claim files that are held when nothing else is said.
    static let limit = 20_000

    let journal: TenantJournal
    /// Names of new claim files.
    let streamIDs = IdentifierSequence<StreamID>()
    private(set) var files: [StreamID: WorkingFile] = [:]
    private(set) var payments: [BodyHash: WorkingPayment] = [:]
    private var members: [StreamID: [StreamID]] = [:]
    private var joinedInto: [StreamID: StreamID] = [:]
    private var found: [KeyIndex: [StreamID]] = [:]
    private var noted: [KeyIndex: [StreamID]] = [:]
    private var holders: [UniqueKey: StreamID?] = [:]
    /// Keys that were claimed.
    var claimed: [UniqueKey: StreamID] = [:]
    /// Documents that came.
    var documents: [StreamID: DocumentRow] = [:]
    /// What is held, or no more, because it could not be read.
    var held: [StreamID: HeldReadingRow] = [:]
    /// Answers about batches that came.
    var answers: [StreamID: Acknowledgement] = [:]
    /// Versions of streams that are no claim file's and no payment's.
    var versions: [StreamID: UInt64] = [:]
    /// Claim files and payments with events that are to be kept, in the order of their first event.
    private(set) var changedFiles: [StreamID] = []
    private(set) var changedPayments: [BodyHash] = []

    /// The most claim files that are held; beyond it everything is forgotten and read again when it is needed.
    let limit: Int
    /// Whether a stream may have entries though nothing is known of it, because its keys were destroyed.
    let hasForgottenStreams: Bool

    /// - Throws: ``JournalError`` when the store fails.
    init(journal: TenantJournal, limit: Int = limit) throws(JournalError) {
        self.init(journal: journal, limit: limit, hasForgottenStreams: try ControlPlane.hasForgotten(in: journal))
    }

    private init(journal: TenantJournal, limit: Int, hasForgottenStreams: Bool) {
        self.journal = journal
        self.limit = limit
        self.hasForgottenStreams = hasForgottenStreams
    }

    /// A set that knows nothing yet, of the same store.
    var emptied: WorkingSet {
        WorkingSet(journal: journal, limit: limit, hasForgottenStreams: hasForgottenStreams)
    }

    /// Whether it holds as much as it may, so that the next batch begins anew once everything is in the store.
    var isFull: Bool { files.count > limit }

    /// Goes on after everything here was given to the store, in place: a set is large.
    mutating func goOn() {
        guard !isFull else {
            self = emptied
            return
        }
        for stream in changedFiles { files[stream]?.goOn() }
        for payment in changedPayments { payments[payment]?.goOn() }
        changedFiles = []
        changedPayments = []
        holders = [:]
    }
}

// MARK: - Claim files

extension WorkingSet {
    /// A claim file that is new.
    mutating func open(_ stream: StreamID, subject: SubjectID) {
        files[stream] = WorkingFile(version: 0, group: stream, subject: subject, isNew: true, state: ClaimFile())
        members[stream] = [stream]
    }

    /// Reads a claim file from the store, unless it is here.
    mutating func load(_ stream: StreamID) throws {
        guard files[stream] == nil, let row = try journal.row(table: RowTable.claimFile.rawValue, id: stream),
            let payload = row.payload
        else { return }
        files[stream] = WorkingFile(
            version: try journal.version(of: stream),
            group: group(row.group),
            subject: row.subject ?? .tenant,
            isNew: false,
            state: try ClaimFile(decoding: payload)
        )
        members[group(row.group), default: []].append(stream)
    }

    /// The group that a stored group is by now, when it was joined with another and that is not in the store yet.
    func group(_ stored: StreamID) -> StreamID {
        var group = stored
        while let joined = joinedInto[group] { group = joined }
        return group
    }

    /// Adds an event to a claim file.
    mutating func apply(_ event: ClaimFileEvent, to stream: StreamID) {
        guard let isFirst = files[stream]?.events.isEmpty else { return }
        if isFirst { changedFiles.append(stream) }
        files[stream]?.state.evolve(event)
        files[stream]?.events.append(event)
    }

    /// Makes one group of two.
    mutating func join(_ gone: StreamID, into kept: StreamID) {
        joinedInto[gone] = kept
        let moved = members.removeValue(forKey: gone) ?? []
        for stream in moved { files[stream]?.group = kept }
        members[kept, default: []] += moved
    }
}

extension WorkingSet {
    /// The claim files of a group, joined, when this ingest opened all of them; else nil.
    func newComponent(_ group: StreamID) -> ClaimFile? {
        let states = (members[group] ?? []).compactMap { files[$0] }
        guard !states.isEmpty, states.allSatisfy(\.isNew) else { return nil }
        return ControlPlane.join(states.map(\.state))
    }

    /// The claim files of a group, joined; nil when one of them may not be here.
    func component(_ group: StreamID) throws -> ClaimFile? {
        let here = members[group] ?? []
        let states = here.compactMap { files[$0] }
        guard !states.isEmpty else { return nil }
        if !states.allSatisfy(\.isNew) {
            let stored = try journal.rowIDs(table: RowTable.claimFile.rawValue, group: group)
            guard Set(stored).isSubset(of: here) else { return nil }
        }
        return ControlPlane.join(states.map(\.state))
    }
}

// MARK: - Payments

extension WorkingSet {
    /// Reads a payment from the store, unless it is here.
    mutating func load(_ payment: BodyHash) throws {
        guard payments[payment] == nil else { return }
        payments[payment] = try WorkingPayment(StoredState(of: payment.stream, in: .payment, journal))
    }

    /// Adds events to a payment, which is about `subject` when it is new.
    mutating func apply(_ events: [PaymentEvent], to payment: BodyHash, about subject: SubjectID) {
        guard !events.isEmpty, let known = payments[payment] else { return }
        if known.events.isEmpty { changedPayments.append(payment) }
        if known.subject == nil { payments[payment]?.subject = subject }
        for event in events {
            payments[payment]?.state.evolve(event)
            payments[payment]?.events.append(event)
        }
    }
}

// MARK: - Keys

extension WorkingSet {
    /// Everything by which documents and what they tell are found and known, and that is not here.
    func question(about items: [DocumentFeed.Item]) -> StoreQuestion {
        var unknown: Set<KeyIndex> = []
        var question = StoreQuestion()
        for item in items {
            switch item {
            case .begin(let document): question.bodies.append(document.key)
            case .transaction(let keyed):
                question.bodies += [keyed.key, keyed.damagedKey]
                for fact in keyed.facts {
                    for key in fact.keys.finding where found[key] == nil { unknown.insert(key) }
                }
                for key in keyed.following where found[key] == nil { unknown.insert(key) }
                if case .remittance(let remittance) = keyed.transaction.content, payments[remittance.payment] == nil {
                    question.payments.append(remittance.payment)
                }
            case .known, .unreadable, .end, .failed: break
            }
        }
        question.keys = Array(unknown)
        return question
    }

    /// Takes in what the store said; it may be older than what was given to the store since.
    mutating func learn(_ answer: StoreAnswer.Found, to question: StoreQuestion) throws {
        for (key, streams) in zip(question.keys, answer.streams) { found[key] = streams }
        holders.merge(zip(question.bodies, answer.holders)) { first, _ in first }
        for (payment, state) in zip(question.payments, answer.payments) where payments[payment] == nil {
            payments[payment] = try WorkingPayment(state)
        }
    }

    /// Who has a key, as this ingest claimed it or as the store says.
    func holder(of key: UniqueKey) throws -> StreamID? {
        if let own = claimed[key] { return own }
        if let foreseen = holders[key] { return foreseen }
        return try journal.claimed(key)
    }

    /// The streams under a key.
    mutating func streams(under key: KeyIndex) throws -> [StreamID] {
        let stored: [StreamID]
        if let known = found[key] {
            stored = known
        } else {
            stored = try journal.lookup(space: key.space.rawValue, key.index)
            found[key] = stored
        }
        guard let noted = noted[key] else { return stored }
        return stored.isEmpty ? noted : stored + noted.filter { !stored.contains($0) }
    }

    /// Notes that a stream is under a key; false when it is known to be.
    mutating func note(_ key: KeyIndex, _ stream: StreamID) -> Bool {
        if found[key]?.contains(stream) == true || noted[key]?.contains(stream) == true { return false }
        noted[key, default: []].append(stream)
        return true
    }
}
