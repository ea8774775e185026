import Journal
import RevenueCycle

/// Where facts are looked for: a value of a space, blinded.
struct KeyIndex: Hashable {
    let space: KeySpace
    let index: BlindIndex

    init(_ space: KeySpace, _ index: BlindIndex) {
        self.space = space
        self.index = index
    }
}

/// A claim file on its way: its state in the store and the events that are to be kept.
struct WorkingFile {
    var version: UInt64
    var group: StreamID
    let subject: SubjectID
    var state: ClaimFile
    var events: [ClaimFileEvent] = []
}

/// A payment on its way.
struct WorkingPayment {
    var version: UInt64
    var state: Payment
    var events: [PaymentEvent] = []
}

/// The claim files, payments and keys that an ingest has looked at.
///
/// The process holds the folder's lock, so what was read or written stays true until this process changes it; one batch
/// hands its set on to the next, and a claim that is sent, answered and paid in one ingest is not read back twice.
struct WorkingSet {
    /// The most claim files that are held; beyond it everything is forgotten and read again when it is needed.
    private static let limit = 20_000

    let journal: TenantJournal
    /// Names of new claim files.
    let streamIDs = IdentifierSequence<StreamID>()
    private(set) var files: [StreamID: WorkingFile] = [:]
    private(set) var payments: [BodyHash: WorkingPayment] = [:]
    private var members: [StreamID: [StreamID]] = [:]
    private var joinedInto: [StreamID: StreamID] = [:]
    private var found: [KeyIndex: Set<StreamID>] = [:]
    /// Claim files and payments with events that are to be kept, in the order of their first event.
    private(set) var changedFiles: [StreamID] = []
    private(set) var changedPayments: [BodyHash] = []

    init(journal: TenantJournal) { self.journal = journal }

    /// What the next batch goes on with, once everything here is in the store.
    func kept() -> WorkingSet {
        guard files.count <= Self.limit else { return WorkingSet(journal: journal) }
        var next = self
        for stream in changedFiles {
            next.files[stream]?.version += UInt64(files[stream]?.events.count ?? 0)
            next.files[stream]?.events = []
        }
        for payment in changedPayments {
            next.payments[payment]?.version += UInt64(payments[payment]?.events.count ?? 0)
            next.payments[payment]?.events = []
        }
        next.joinedInto = [:]
        next.changedFiles = []
        next.changedPayments = []
        return next
    }
}

// MARK: - Claim files

extension WorkingSet {
    /// A claim file that is new.
    mutating func open(_ stream: StreamID, subject: SubjectID) {
        files[stream] = WorkingFile(version: 0, group: stream, subject: subject, state: ClaimFile())
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
            state: try ClaimFile(decoding: payload)
        )
        members[group(row.group), default: []].append(stream)
    }

    /// The group that a stored group is by now, when it was joined with another and that is not in the store yet.
    private func group(_ stored: StreamID) -> StreamID {
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
    /// The claim files of a group, joined; nil when one of them is not here.
    func component(_ group: StreamID) throws -> ClaimFile? {
        let stored = try journal.rowIDs(table: RowTable.claimFile.rawValue, group: group)
        let states = stored.compactMap { files[$0]?.state }
        return states.count == stored.count && !states.isEmpty ? ControlPlane.join(states) : nil
    }
}

// MARK: - Payments

extension WorkingSet {
    /// Reads a payment from the store, unless it is here.
    mutating func load(_ payment: BodyHash) throws {
        guard payments[payment] == nil else { return }
        let row = try journal.row(table: RowTable.payment.rawValue, id: payment.stream)
        payments[payment] = WorkingPayment(
            version: row == nil ? 0 : try journal.version(of: payment.stream),
            state: try row?.payload.map { try Payment(decoding: $0) } ?? Payment()
        )
    }

    /// Adds events to a payment.
    mutating func apply(_ events: [PaymentEvent], to payment: BodyHash) {
        guard !events.isEmpty, let isFirst = payments[payment]?.events.isEmpty else { return }
        if isFirst { changedPayments.append(payment) }
        for event in events {
            payments[payment]?.state.evolve(event)
            payments[payment]?.events.append(event)
        }
    }
}

// MARK: - Keys

extension WorkingSet {
    /// Looks up, in one call of the store, the keys that were not looked up before.
    mutating func find(_ keys: [KeyIndex]) throws {
        let unknown = keys.filter { found[$0] == nil }
        guard !unknown.isEmpty else { return }
        let streams = try journal.lookups(unknown.map { (space: $0.space.rawValue, index: $0.index) })
        for (key, streams) in zip(unknown, streams) { found[key] = Set(streams) }
    }

    /// The streams under a key.
    mutating func streams(under key: KeyIndex) throws -> Set<StreamID> {
        try find([key])
        return found[key] ?? []
    }

    /// Notes that a stream is under a key; false when it is known to be.
    mutating func note(_ key: KeyIndex, _ stream: StreamID) -> Bool {
        found[key]?.insert(stream).inserted ?? true
    }
}
