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
    private(set) var factCount = 0
    /// Groups of claim files that an adjudication of this batch touched.
    private(set) var touchedGroups: Set<StreamID> = []

    private var files: [StreamID: WorkingFile] = [:]
    private var fileOrder: [StreamID] = []
    private var payments: [BodyHash: WorkingPayment] = [:]
    private var paymentOrder: [BodyHash] = []
    private var found: [KeyIndex: Set<StreamID>] = [:]
    private var added: [KeyIndex: [StreamID]] = [:]
    private var answeredKeys: [BlindIndex] = []
    private var claimed: [UniqueKey: StreamID] = [:]
    /// Documents that came with this batch.
    var documents: [StreamID: DocumentRow] = [:]
    /// What this batch holds or lets go because it could not be read.
    var held: [StreamID: HeldReadingRow] = [:]
    private var answers: [StreamID: Acknowledgement] = [:]

    private struct KeyIndex: Hashable {
        let space: KeySpace
        let index: BlindIndex
    }

    private struct WorkingFile {
        var version: UInt64
        var group: StreamID
        let subject: SubjectID
        var state: ClaimFile
        var events: [ClaimFileEvent] = []
    }

    private struct WorkingPayment {
        var version: UInt64
        var state: Payment
        var events: [PaymentEvent] = []
    }

    init(journal: TenantJournal, principal: String, purpose: String) {
        self.journal = journal
        keys = FactKeys(journal: journal)
        append = Append(command: .random(), principal: principal, purpose: purpose)
    }

    // MARK: - Keys that are claimed once

    /// Claims a key with this batch.
    mutating func claim(_ key: UniqueKey, for target: StreamID) {
        claimed[key] = target
        append.claiming.append(KeyClaim(key: key, target: target))
    }

    /// Who has a key, in the store or in this batch.
    func holder(of key: UniqueKey) throws -> StreamID? { try claimed[key] ?? journal.claimed(key) }

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
        if let group = files[stream]?.group { touchedGroups.insert(group) }
    }

    /// Takes an answer about one claim.
    mutating func add(_ answer: Acknowledgement) throws {
        try record(.claimAcknowledged(answer), patient: PatientIdentity(), source: answer.billingNPI)
    }

    /// Takes a part of a payment, with the provider adjustments whose reference may name a claim.
    mutating func add(_ part: PaymentPart, of payment: BodyHash) throws {
        try load(payment)
        guard var working = payments[payment] else { return }
        let events = (try? working.state.decide(.receive(part))) ?? []  // A refusal means that it is known already.
        for event in events {
            working.state.evolve(event)
            working.events.append(event)
        }
        payments[payment] = working
        for adjustment in part.adjustments where !adjustment.referencedNumbers.isEmpty {
            try record(.providerAdjusted(adjustment), patient: PatientIdentity(), source: adjustment.billingNPI)
        }
    }

    /// Takes a release of a payment by a person.
    ///
    /// - Throws: ``PaymentRefusal`` when it can't be released.
    mutating func release(_ payment: BodyHash, reason: String) throws {
        try load(payment)
        guard var working = payments[payment] else { return }
        for event in try working.state.decide(.release(reason: reason)) {
            working.state.evolve(event)
            working.events.append(event)
        }
        payments[payment] = working
    }

    /// Takes a release of one adjudication by a person.
    ///
    /// - Throws: ``ClaimFileRefusal`` when it can't be released.
    mutating func release(_ adjudication: FactID, in stream: StreamID, reason: String) throws {
        try load(stream)
        guard let file = files[stream] else { return }
        for event in try file.state.decide(.release(adjudication, reason: reason)) { apply(event, to: stream) }
    }

    /// Notes the numbers under which a transaction was sent, so that answers about the batch find its claims.
    mutating func add(_ batch: BatchReference, body: BodyHash) {
        for key in batch.batchIndices(keys) {
            note(KeyIndex(space: .batchTransactions, index: key), body.stream)
            answeredKeys.append(key)
        }
        var writer = FieldWriter()
        writer.hash(1, body)
        writer.value(2, batch)
        append.writes.append(
            StreamWrite(
                stream: body.stream,
                expectedVersion: 0,
                events: [
                    NewEvent(
                        type: ShellEvent.batchSent.rawValue,
                        schema: ShellEvent.schema,
                        subject: .tenant,
                        payload: writer.bytes
                    )
                ]
            )
        )
    }

    /// Takes an answer about a batch.
    mutating func add(_ answer: Acknowledgement, about target: BatchKey) {
        let stream = answer.id.stream
        answers[stream] = answer
        let payload = BatchAnswerRow(target: target.parts, answer: answer).encoded()
        let event = NewEvent(
            type: ShellEvent.batchAnswered.rawValue,
            schema: ShellEvent.schema,
            subject: .tenant,
            payload: payload
        )
        append.writes.append(StreamWrite(stream: stream, expectedVersion: 0, events: [event]))
        append.rows.append(BatchAnswerRow.row(stream, payload: payload))
        let key = target.index(keys)
        note(KeyIndex(space: .batchAnswers, index: key), stream)
        answeredKeys.append(key)
        factCount += 1
    }

    // MARK: - Claim files

    @discardableResult
    private mutating func record(
        _ event: ClaimFileEvent,
        patient: PatientIdentity,
        source: String?
    ) throws -> StreamID {
        let factKeys = keys.keys(of: event)
        var streams: Set<StreamID> = []
        for key in factKeys.finding {
            streams.formUnion(try streamsUnder(KeyIndex(space: key.space, index: key.index)))
        }
        let home = try factKeys.home.flatMap { try streamsUnder(KeyIndex(space: .account, index: $0)).min() }
        let stream: StreamID
        if let home {
            stream = home
        } else if factKeys.home == nil, let first = streams.min() {
            stream = first
        } else {
            stream = StreamID.random()
            let subject = subject(for: patient, source: source)
            files[stream] = WorkingFile(version: 0, group: stream, subject: subject, state: ClaimFile())
            fileOrder.append(stream)
        }
        try load(stream)
        try join(stream, with: streams)
        for key in factKeys.listing { note(KeyIndex(space: key.space, index: key.index), stream) }
        guard let file = files[stream] else { return stream }
        // A refusal can only come of a release; a known fact makes no event.
        for followed in (try? file.state.decide(.record(event))) ?? [] { apply(followed, to: stream) }
        factCount += 1
        return stream
    }

    private mutating func apply(_ event: ClaimFileEvent, to stream: StreamID) {
        files[stream]?.state.evolve(event)
        files[stream]?.events.append(event)
        if let id = event.namingFact {
            let index = keys.index(.publicID, PublicID.bytes(of: id, journal: journal))
            note(KeyIndex(space: .publicID, index: index), stream)
        }
    }

    private mutating func join(_ stream: StreamID, with others: Set<StreamID>) throws {
        for other in others.sorted() where other != stream {
            try load(other)
            guard let group = files[stream]?.group, let otherGroup = files[other]?.group, group != otherGroup else {
                continue
            }
            apply(.fileJoined(BodyHash(other)), to: stream)
            append.regroup.append(Regroup(from: otherGroup, to: group))
            for name in files.keys where files[name]?.group == otherGroup { files[name]?.group = group }
            if touchedGroups.remove(otherGroup) != nil { touchedGroups.insert(group) }
        }
    }

    private mutating func load(_ stream: StreamID) throws {
        guard files[stream] == nil else { return }
        guard let row = try journal.row(table: RowTable.claimFile.rawValue, id: stream), let payload = row.payload
        else { return }
        files[stream] = WorkingFile(
            version: try journal.version(of: stream),
            group: group(row.group),
            subject: row.subject ?? .tenant,
            state: try ClaimFile(decoding: payload)
        )
        fileOrder.append(stream)
    }

    /// The group that a stored group is by now, after the joins of this batch.
    private func group(_ stored: StreamID) -> StreamID {
        append.regroup.reduce(stored) { $0 == $1.from ? $1.to : $0 }
    }

    private mutating func load(_ payment: BodyHash) throws {
        guard payments[payment] == nil else { return }
        let row = try journal.row(table: RowTable.payment.rawValue, id: payment.stream)
        payments[payment] = WorkingPayment(
            version: row == nil ? 0 : try journal.version(of: payment.stream),
            state: try row?.payload.map { try Payment(decoding: $0) } ?? Payment()
        )
        paymentOrder.append(payment)
    }

    // MARK: - Keys

    private mutating func streamsUnder(_ key: KeyIndex) throws -> Set<StreamID> {
        if let known = found[key] { return known }
        let stored = Set(try journal.lookup(space: key.space.rawValue, key.index))
        found[key] = stored
        return stored
    }

    private mutating func note(_ key: KeyIndex, _ stream: StreamID) {
        if found[key]?.contains(stream) == true { return }
        if added[key, default: []].contains(stream) { return }
        added[key, default: []].append(stream)
        found[key]?.insert(stream)
        append.lookups.append(Lookup(space: key.space.rawValue, index: key.index, target: stream))
    }

    private mutating func allUnder(_ key: KeyIndex) throws -> Set<StreamID> {
        try streamsUnder(key).union(added[key] ?? [])
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
        for stream in fileOrder {
            guard let file = files[stream], !file.events.isEmpty else { continue }
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
        for payment in paymentOrder {
            guard let working = payments[payment], !working.events.isEmpty else { continue }
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
        for payment in paymentOrder {
            guard let working = payments[payment], !working.events.isEmpty else { continue }
            let isHeld = working.state.isHeld
            let key = KeyIndex(space: .paymentFiles, index: keys.index(.paymentFiles, payment.bytes))
            for stream in try allUnder(key).sorted() {
                try load(stream)
                guard let state = files[stream]?.state, state.heldPayments.contains(payment) != isHeld else { continue }
                apply(isHeld ? .paymentHeld(payment) : .paymentReleased(payment), to: stream)
            }
        }
    }

    /// Binds each answer about a batch to the newest transaction sent under its numbers, dated on or before it.
    private mutating func settleAnswers() throws {
        var seen: Set<BlindIndex> = []
        for key in answeredKeys where seen.insert(key).inserted {
            let answerStreams = try allUnder(KeyIndex(space: .batchAnswers, index: key))
            guard !answerStreams.isEmpty else { continue }
            var sent: [(date: CalendarDate, streams: [StreamID], body: BodyHash)] = []
            for body in try allUnder(KeyIndex(space: .batchTransactions, index: key)).sorted().map({ BodyHash($0) }) {
                let listed = KeyIndex(space: .transactionFiles, index: keys.index(.transactionFiles, body.bytes))
                let streams = try allUnder(listed).sorted()
                for stream in streams { try load(stream) }
                let date = streams.compactMap { stream in
                    files[stream]?.state.submissions.first { $0.id.body == body }?.transactionDate
                }.first
                sent.append((date ?? .distantPast, streams, body))
            }
            for stream in answerStreams.sorted() {
                guard let answer = try answers[stream] ?? storedAnswer(stream) else { continue }
                let newest = sent.map(\.date).filter { $0 <= (answer.date ?? CalendarDate(dayNumber: .max)) }.max()
                for (date, streams, body) in sent {
                    for file in streams { settle(answer, body: body, in: file, applies: date == newest) }
                }
            }
        }
    }

    private mutating func settle(_ answer: Acknowledgement, body: BodyHash, in stream: StreamID, applies: Bool) {
        guard let state = files[stream]?.state else { return }
        let known = state.acknowledgements.first { $0.id == answer.id }
        if applies {
            guard known?.answeredBody != body else { return }
            if known != nil { apply(.acknowledgementWithdrawn(answer.id), to: stream) }
            var bound = answer
            bound.answeredBody = body
            apply(.claimAcknowledged(bound), to: stream)
        } else if known?.answeredBody == body {
            apply(.acknowledgementWithdrawn(answer.id), to: stream)
        }
    }

    private func storedAnswer(_ stream: StreamID) throws -> Acknowledgement? {
        try journal.row(table: RowTable.batchAnswer.rawValue, id: stream)?.payload.map {
            try BatchAnswerRow(decoding: $0).answer
        }
    }
}
