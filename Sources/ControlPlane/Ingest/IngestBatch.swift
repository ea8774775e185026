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
    /// Groups of claim files that an adjudication of this batch touched.
    private(set) var touchedGroups: Set<StreamID> = []

    /// What was looked at so far.
    var set: WorkingSet
    private var added: [KeyIndex: [StreamID]] = [:]
    private var claimed: [UniqueKey: StreamID] = [:]
    /// Documents that came with this batch.
    var documents: [StreamID: DocumentRow] = [:]
    /// What this batch holds or lets go because it could not be read.
    var held: [StreamID: HeldReadingRow] = [:]
    /// Answers about batches that came with this one, and the keys under which some must be bound anew.
    var answers: [StreamID: Acknowledgement] = [:]
    var answeredKeys: [BlindIndex] = []
    private var places: [StreamID: Int] = [:]

    init(journal: TenantJournal, principal: String, purpose: String) {
        self.init(set: WorkingSet(journal: journal), principal: principal, purpose: purpose)
    }

    private init(set: WorkingSet, principal: String, purpose: String) {
        journal = set.journal
        keys = FactKeys(journal: set.journal)
        self.set = set
        append = Append(command: .random(), principal: principal, purpose: purpose)
    }

    /// The batch that goes on once everything of this one is in the store.
    func next() -> IngestBatch {
        IngestBatch(set: set.kept(), principal: append.principal, purpose: append.purpose)
    }

    // MARK: - Keys that are claimed once

    /// Claims a key with this batch.
    mutating func claim(_ key: UniqueKey, for target: StreamID) {
        claimed[key] = target
        append.claiming.append(KeyClaim(key: key, target: target))
    }

    /// Who has a key, in the store or in this batch.
    func holder(of key: UniqueKey) throws -> StreamID? { try claimed[key] ?? journal.claimed(key) }

    /// Writes an event to a stream that is no claim file's and no payment's.
    mutating func write(_ event: NewEvent, to stream: StreamID) throws {
        if let place = places[stream] {
            append.writes[place].events.append(event)
        } else {
            places[stream] = append.writes.count
            let version = try journal.version(of: stream)
            append.writes.append(StreamWrite(stream: stream, expectedVersion: version, events: [event]))
        }
    }

    // MARK: - Facts

    /// Takes a claim as sent.
    mutating func add(_ submission: Submission) throws {
        try record(.claimSubmitted(submission), patient: submission.patient, source: submission.billingNPI)
    }

    /// Takes a claim as adjudicated.
    mutating func add(_ adjudication: Adjudication) throws {
        let stream = try record(
            .claimAdjudicated(adjudication),
            patient: adjudication.patient,
            source: adjudication.billingNPI
        )
        if let group = set.files[stream]?.group { touchedGroups.insert(group) }
    }

    /// Takes an answer about one claim.
    mutating func add(_ answer: Acknowledgement) throws {
        try record(.claimAcknowledged(answer), patient: PatientIdentity(), source: answer.billingNPI)
    }

    /// Takes a part of a payment, with the provider adjustments whose reference may name a claim.
    mutating func add(_ part: PaymentPart, of payment: BodyHash) throws {
        try set.load(payment)
        // A refusal means that it is known already.
        set.apply((try? set.payments[payment]?.state.decide(.receive(part))) ?? [], to: payment)
        for adjustment in part.adjustments where !adjustment.referencedNumbers.isEmpty {
            try record(.providerAdjusted(adjustment), patient: PatientIdentity(), source: adjustment.billingNPI)
        }
    }

    /// Takes a release of a payment by a person.
    ///
    /// - Throws: ``PaymentRefusal`` when it can't be released.
    mutating func release(_ payment: BodyHash, reason: String) throws {
        try set.load(payment)
        set.apply(try set.payments[payment]?.state.decide(.release(reason: reason)) ?? [], to: payment)
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

    @discardableResult
    private mutating func record(
        _ event: ClaimFileEvent,
        patient: PatientIdentity,
        source: String?
    ) throws -> StreamID {
        let factKeys = keys.keys(of: event)
        try set.find(factKeys.finding)
        var streams: Set<StreamID> = []
        for key in factKeys.finding { streams.formUnion(try allUnder(key)) }
        let home = try factKeys.home.flatMap { try allUnder(KeyIndex(.account, $0)).min() }
        let stream: StreamID
        if let home {
            stream = home
        } else if factKeys.home == nil, let first = streams.min() {
            stream = first
        } else {
            stream = set.streamIDs.next()
            set.open(stream, subject: subject(for: patient, source: source))
        }
        try set.load(stream)
        try join(stream, with: streams)
        for key in factKeys.listing { note(key, stream) }
        // A refusal can only come of a release; a known fact makes no event.
        let events = (try? set.files[stream]?.state.decide(.record(event))) ?? []
        for event in events { apply(event, to: stream) }
        factCount += 1
        return stream
    }

    mutating func apply(_ event: ClaimFileEvent, to stream: StreamID) {
        set.apply(event, to: stream)
        if let id = event.namingFact {
            let index = keys.index(.publicID, PublicID.bytes(of: id, journal: journal))
            note(KeyIndex(.publicID, index), stream)
        }
    }

    private mutating func join(_ stream: StreamID, with others: Set<StreamID>) throws {
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
        guard set.note(key, stream), added[key]?.contains(stream) != true else { return }
        added[key, default: []].append(stream)
        append.lookups.append(Lookup(space: key.space.rawValue, index: key.index, target: stream))
    }

    mutating func allUnder(_ key: KeyIndex) throws -> Set<StreamID> {
        let found = try set.streams(under: key)
        guard let added = added[key] else { return found }
        return found.union(added)
    }

    /// Whom a claim file is about: its source patient, or somebody of whom too little is known.
    private func subject(for patient: PatientIdentity, source: String?) -> SubjectID {
        keys.sourcePatient(patient, source: source).map { SubjectID($0.value) } ?? SubjectID.random()
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
            guard let working = set.payments[payment] else { continue }
            append.writes.append(
                StreamWrite(
                    stream: payment.stream,
                    expectedVersion: working.version,
                    events: working.events.map {
                        NewEvent(
                            type: $0.type,
                            schema: PaymentEvent.schema,
                            subject: .tenant,
                            retention: .claims,
                            payload: $0.encoded()
                        )
                    }
                )
            )
            append.rows.append(PaymentRow.row(payment, state: working.state))
        }
    }

    /// Holds or releases what a payment carries, in every claim file that it touches.
    private mutating func settlePayments() throws {
        for payment in set.changedPayments {
            guard let isHeld = set.payments[payment]?.state.isHeld else { continue }
            let key = KeyIndex(.paymentFiles, keys.index(.paymentFiles, payment.bytes))
            for stream in try allUnder(key).sorted() {
                try set.load(stream)
                guard let file = set.files[stream]?.state, file.heldPayments.contains(payment) != isHeld else {
                    continue
                }
                apply(isHeld ? .paymentHeld(payment) : .paymentReleased(payment), to: stream)
            }
        }
    }
}
