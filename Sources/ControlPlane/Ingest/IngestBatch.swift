import Intake
import Journal
import RevenueCycle

/// The facts of several transactions, of one document or of many, taken into the journal by one append.
///
/// A batch loads each claim file and payment that its facts touch, asks the core what follows, and keeps entries, rows,
/// keys and small documents together; so a transaction is in the store wholly or not at all.
struct IngestBatch {
    let journal: TenantJournal
    let keys: FactKeys
    var append: Append
    var factCount = 0
    /// How many claims an answer was bound to, less those that it was taken from again.
    private(set) var acknowledged = 0
    /// Groups of claim files that an adjudication of this batch touched.
    private(set) var touchedGroups: Set<StreamID> = []

    /// What was looked at so far.
    var set: WorkingSet
    /// Whom that is about which is not about one patient: the document that is read.
    var subject = SubjectID.tenant
    /// Keys under which answers about batches must be bound anew.
    var answeredKeys: [BlindIndex] = []
    private var places: [StreamID: Int] = [:]

    init(journal: TenantJournal, principal: String, purpose: String) throws(JournalError) {
        self.init(set: try WorkingSet(journal: journal), principal: principal, purpose: purpose)
    }

    init(set: WorkingSet, principal: String, purpose: String) {
        journal = set.journal
        keys = FactKeys(journal: set.journal)
        self.set = set
        append = Append(command: .random(), principal: principal, purpose: purpose)
    }

    /// Goes on with the next batch.
    mutating func goOn() {
        set.goOn()
        append = Append(command: .random(), principal: append.principal, purpose: append.purpose)
        factCount = 0
        acknowledged = 0
        touchedGroups = []
        answeredKeys = []
        places = [:]
    }

    /// Gives up the set, so that whoever takes it has the only one.
    mutating func giveUpSet() -> WorkingSet {
        defer { set = set.emptied }
        return set
    }

    /// Whether there is nothing to keep.
    var isEmpty: Bool { append.writes.isEmpty && append.rows.isEmpty && append.lookups.isEmpty && factCount == 0 }

    // MARK: - Keys that are claimed once

    /// Claims a key with this batch.
    mutating func claim(_ key: UniqueKey, for target: StreamID) {
        set.claimed[key] = target
        append.claiming.append(KeyClaim(key: key, target: target))
    }

    /// Writes an event to a stream that is no claim file's and no payment's.
    ///
    /// - Parameters:
    ///   - event: the event.
    ///   - stream: the stream.
    ///   - isNew: whether nothing can have been written to the stream before, unless it was forgotten.
    /// - Throws: ``JournalError`` when the store fails.
    mutating func write(_ event: NewEvent, to stream: StreamID, isNew: Bool) throws {
        if let place = places[stream] {
            append.writes[place].events.append(event)
        } else {
            places[stream] = append.writes.count
            let version =
                try set.versions[stream] ?? (isNew && !set.hasForgottenStreams ? 0 : journal.version(of: stream))
            set.versions[stream] = version
            append.writes.append(StreamWrite(stream: stream, expectedVersion: version, events: [event]))
        }
        set.versions[stream, default: 0] += 1
    }

    // MARK: - Facts

    /// Takes a part of a payment.
    mutating func add(_ part: PaymentPart, of payment: BodyHash) throws {
        try set.load(payment)
        // A refusal means that it is known already.
        set.apply((try? set.payments[payment]?.state.decide(.receive(part))) ?? [], to: payment, about: subject)
    }

    /// Takes a release of a payment by a person.
    ///
    /// - Throws: ``PaymentRefusal`` when it can't be released.
    mutating func release(_ payment: BodyHash, reason: String) throws {
        try set.load(payment)
        set.apply(try set.payments[payment]?.state.decide(.release(reason: reason)) ?? [], to: payment, about: subject)
    }

    /// Takes a release of one adjudication by a person.
    ///
    /// - Throws: ``ClaimFileRefusal`` when it can't be released.
    mutating func release(_ adjudication: FactID, in stream: StreamID, reason: String) throws {
        try set.load(stream)
        let events = try set.files[stream]?.state.decide(.release(adjudication, reason: reason)) ?? []
        for event in events { apply(event, to: stream) }
    }

    // MARK: - Claim files

    /// Takes what a document told of a claim.
    mutating func record(_ fact: KeyedFact) throws {
        var streams: [StreamID] = []
        for key in fact.keys.finding {
            for stream in try set.streams(under: key) where !streams.contains(stream) { streams.append(stream) }
        }
        let home = try fact.keys.home.flatMap { try set.streams(under: KeyIndex(.account, $0)).min() }
        let stream: StreamID
        if let home {
            stream = home
        } else if fact.keys.home == nil, let first = streams.min() {
            stream = first
        } else {
            stream = set.streamIDs.next()
            // Whom it is about: its source patient, or somebody of whom too little is known.
            let subject = fact.keys.patient.map { SubjectID($0.value) } ?? SubjectID.random()
            set.open(stream, subject: subject)
        }
        try set.load(stream)
        try join(stream, with: streams)
        for key in fact.keys.listing { note(key, stream) }
        // A refusal can only come of a release; a known fact makes no event.
        let events = (try? set.files[stream]?.state.decide(.record(fact.event))) ?? []
        for event in events { apply(event, to: stream) }
        factCount += 1
        if case .claimAdjudicated = fact.event, let group = set.files[stream]?.group { touchedGroups.insert(group) }
    }

    mutating func apply(_ event: ClaimFileEvent, to stream: StreamID) {
        set.apply(event, to: stream)
        switch event {
        case .claimAcknowledged: acknowledged += 1
        case .acknowledgementWithdrawn: acknowledged -= 1
        default: break
        }
    }

    private mutating func join(_ stream: StreamID, with others: [StreamID]) throws {
        for other in others.sorted() where other != stream {
            try set.load(other)
            guard let group = set.files[stream]?.group, let otherGroup = set.files[other]?.group, group != otherGroup
            else { continue }
            apply(.fileJoined(BodyHash(other)), to: stream)
            append.regroup.append(Regroup(from: otherGroup, to: group))
            set.join(otherGroup, into: group)
            if touchedGroups.remove(otherGroup) != nil { touchedGroups.insert(group) }
        }
    }

    // MARK: - Keys

    mutating func note(_ key: KeyIndex, _ stream: StreamID) {
        guard set.note(key, stream) else { return }
        append.lookups.append(Lookup(space: key.space.rawValue, index: key.index, target: stream))
    }

    // MARK: - What follows

    /// Works out what follows for payments and batches, and completes the append.
    mutating func finish() throws {
        try settleAnswers()
        try settlePayments()
        for stream in set.changedFiles {
            guard let file = set.files[stream] else { continue }
            append.writes.append(
                StreamWrite(
                    stream: stream,
                    expectedVersion: file.version,
                    events: file.events.map {
                        NewEvent(
                            type: $0.type,
                            schema: ClaimFileEvent.schema,
                            subject: file.subject,
                            retention: .claims,
                            payload: $0.encoded()
                        )
                    }
                )
            )
            append.rows.append(ClaimFileRow.row(stream, group: file.group, subject: file.subject, state: file.state))
        }
        for payment in set.changedPayments {
            guard let working = set.payments[payment], let subject = working.subject else { continue }
            append.writes.append(
                StreamWrite(
                    stream: payment.stream,
                    expectedVersion: working.version,
                    events: working.events.map {
                        NewEvent(
                            type: $0.type,
                            schema: PaymentEvent.schema,
                            subject: subject,
                            retention: .claims,
                            payload: $0.encoded()
                        )
                    }
                )
            )
            append.rows.append(PaymentRow.row(payment, subject: subject, state: working.state))
        }
    }

    /// Holds or releases what a payment carries, in every claim file that it touches.
    private mutating func settlePayments() throws {
        for payment in set.changedPayments {
            guard let isHeld = set.payments[payment]?.state.isHeld else { continue }
            for stream in try set.streams(under: keys.paymentFiles(of: payment)).sorted() {
                try set.load(stream)
                guard let file = set.files[stream]?.state, file.heldPayments.contains(payment) != isHeld else {
                    continue
                }
                apply(isHeld ? .paymentHeld(payment) : .paymentReleased(payment), to: stream)
            }
        }
    }
}
