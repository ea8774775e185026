package import Journal
package import RevenueCycle

/// An effect as its verified entries tell of it.
struct RecordedEffect {
    let stream: StreamID
    let effect: Effect
    /// What happened, in order; never empty.
    let steps: [EffectStep]
    /// Whom it is about, for sealing.
    let subject: SubjectID

    /// The effect of a stream.
    ///
    /// - Returns: nil when there is none, or its keys were destroyed.
    /// - Throws: ``JournalError`` when an entry is not the one that was written, or ``DecodingFault``.
    init?(_ stream: StreamID, in journal: TenantJournal) throws {
        let entries = try journal.verifiedEntries(of: stream)
        var steps: [EffectStep] = []
        for entry in entries {
            guard let payload = entry.payload, EffectEvent.types.contains(entry.header.type) else { return nil }
            let event = try EffectEvent(type: entry.header.type, schema: entry.header.schema, payload: payload)
            steps.append(EffectStep(entry.header, event))
        }
        guard let subject = entries.first?.subject, let effect = Effect(steps.map(\.event)) else { return nil }
        self.stream = stream
        self.effect = effect
        self.steps = steps
        self.subject = subject
    }

    /// The version of its stream.
    var version: UInt64 { UInt64(steps.count) }
    /// The entry of the request.
    var requested: Position { steps[0].position }

    /// The last entry in which a decision or a person asked for it: the request, or that it is to be tried again.
    var asked: Position {
        steps.last { step in
            switch step.event {
            case .requested, .resolved(.retry, _): true
            default: false
            }
        }?.position ?? requested
    }
}

/// One thing that happened to an effect.
package struct EffectStep: Sendable {
    /// The entry.
    package let position: Position
    /// When it was recorded.
    package let recorded: Timestamp
    /// Who did it.
    package let principal: String
    /// What it is.
    package let event: EffectEvent

    init(_ header: EntryHeader, _ event: EffectEvent) {
        position = header.position
        recorded = header.recorded
        principal = header.principal
        self.event = event
    }
}

/// The inline row of an effect.
enum EffectRow {
    static func row(_ stream: StreamID, subject: SubjectID, state: Effect) -> InlineRow {
        InlineRow(
            table: RowTable.effect.rawValue,
            id: stream,
            group: stream,
            evolveVersion: ReadingVersion.current,
            subject: subject,
            retention: .correspondence,
            payload: state.encoded()
        )
    }

    /// The lookups by which an effect is found from whom it is about.
    static func lookups(_ stream: StreamID, _ request: EffectRequest) -> [Lookup] {
        request.patients.map { patient in
            Lookup(space: KeySpace.patientEffects.rawValue, index: BlindIndex(patient.value), target: stream)
        }
    }
}

extension EffectRequest {
    /// The stream of the effect: one for each content that a decision approved, so that it is requested once.
    ///
    /// It is the first 16 bytes of SHA-256(`recourse effect` ‖ 0x00 ‖ kind ‖ 0x00 ‖ stream (16) ‖ content hash).
    package var stream: StreamID {
        StreamID(hashing: "recourse effect\u{0}\(approval.kind)", StreamID(approval.stream).bytes, approval.contentHash)
    }
}

extension Append {
    /// Adds the request of an effect, and the job that carries it out: to the append of the decision that approves it.
    ///
    /// - Parameters:
    ///   - request: what is to be done.
    ///   - subject: whom it is about, for sealing.
    ///   - now: the time of day.
    package mutating func request(_ request: EffectRequest, subject: SubjectID, at now: Timestamp) {
        let stream = request.stream
        add([.requested(request)], to: stream, version: 0, subject: subject)
        if let state = Effect([.requested(request)]) {
            rows.append(EffectRow.row(stream, subject: subject, state: state))
        }
        lookups += EffectRow.lookups(stream, request)
        jobs.append(.delivery(of: stream, at: now))
    }

    /// Adds what happened to an effect, and its row.
    mutating func change(_ recorded: RecordedEffect, by events: [EffectEvent]) {
        var state = recorded.effect
        for event in events { state.evolve(event) }
        add(events, to: recorded.stream, version: recorded.version, subject: recorded.subject)
        rows.append(EffectRow.row(recorded.stream, subject: recorded.subject, state: state))
        cause = recorded.requested
    }

    private mutating func add(_ events: [EffectEvent], to stream: StreamID, version: UInt64, subject: SubjectID) {
        let events = events.map { event in
            NewEvent(
                type: event.type,
                schema: EffectEvent.schema,
                subject: subject,
                retention: .correspondence,
                payload: event.encoded()
            )
        }
        writes.append(StreamWrite(stream: stream, expectedVersion: version, events: events))
    }
}

extension NewJob {
    /// The job that takes an effect out.
    ///
    /// It says only which one: what is to be done follows from the entries.
    static func delivery(of stream: StreamID, at now: Timestamp) -> NewJob {
        NewJob(
            kind: JobKind.deliverEffect.rawValue,
            notBefore: now,
            subject: .tenant,
            retention: .correspondence,
            payload: stream.bytes
        )
    }
}
