import Access
package import Journal
package import RevenueCycle

/// An effect with the ids that the outside knows.
package struct NamedEffect: Sendable {
    /// The public id.
    package let id: String
    /// What is to be done, and how far it is.
    package let effect: Effect
    /// The public ids of the patients whom it is about.
    package let patients: [String]

    init(_ stream: StreamID, _ effect: Effect) {
        id = PublicID.effect(stream)
        self.effect = effect
        patients = effect.request.patients.map(PublicID.patient)
    }
}

/// What left about a patient: one delivery, or one that may have been made.
package struct Disclosure: Sendable {
    /// The entry that says so.
    package let position: Position
    /// When it was recorded.
    package let recorded: Timestamp
    /// Who carried it out, or said that it was done.
    package let principal: String
    /// The effect.
    package let effect: NamedEffect
    /// Whether it is known to have left; otherwise it may have.
    package let isCertain: Bool
}

// What is to leave, and what has left.
extension Inquiry {
    /// The effects in some stages, or all, by id.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    package func effects(in stages: Set<String> = []) throws -> [Shown<NamedEffect>] {
        try effects(in: stages, .whole).items
    }

    /// A part of the effects in some stages, or all, by id.
    ///
    /// - Throws: ``JournalError``, ``DecodingFault``, or ``ControlPlaneError/listChanged``.
    package func effects(in stages: Set<String>, _ page: Page) throws -> Listed<Shown<NamedEffect>> {
        let sight = try sight(of: .effect, as: [.effect], by: stages.isEmpty ? [] : FieldMask([.technical]))
        var effects: [Shown<NamedEffect>] = []
        try plane.eachEffect { stream, effect in
            guard stages.isEmpty || stages.contains(effect.stage.name),
                let shown = sight.shown(NamedEffect(stream, effect), as: plane.target(of: effect))
            else { return }
            effects.append(shown)
        }
        let part = try page.part(of: effects) { $0.item.id }
        let patients = part.items.reduce(into: Set()) { $0.formUnion($1.item.effect.request.patients) }
        try record(Self.fields(of: part.items), patients)
        return part
    }

    /// An effect, and all that happened to it, from verified entries.
    ///
    /// - Throws: ``JournalError``, ``DecodingFault``, or ``ControlPlaneError`` when there is none.
    package func effect(_ id: String) throws -> (effect: Shown<NamedEffect>, steps: [Shown<EffectStep>]) {
        let sight = try sight(of: .effect, as: [.effect, .effectStep])
        guard let stream = PublicID.effect(id), let found = try RecordedEffect(stream, in: plane.journal),
            let shown = sight.shown(NamedEffect(stream, found.effect), as: plane.target(of: found.effect))
        else {
            throw ControlPlaneError.notFound(what: "effect \(id)")
        }
        try record(shown.fields, Set(found.effect.request.patients))
        return (shown, found.steps.map { Shown(item: $0, fields: shown.fields) })
    }

    /// What left about a patient, or anybody held to be the same person: what, to whom and why, in order.
    ///
    /// - Throws: ``JournalError``, ``DecodingFault``, or ``ControlPlaneError`` when it is no patient's id.
    package func disclosures(about id: String) throws -> [Shown<Disclosure>] {
        guard let patient = PublicID.patient(id) else {
            throw ControlPlaneError.refused("\(id) is no patient's id (p_…). `recourse patients` finds them.")
        }
        let fields = try sight(of: .disclosure, as: [.disclosure], by: FieldMask([.recordNumbers])).whole()
        let person = try Person(of: patient) { other throws(any Error) in try plane.links(of: other).linked }
        var streams: Set<StreamID> = []
        for one in person.patients {
            streams.formUnion(try plane.journal.lookup(space: KeySpace.patientEffects.rawValue, BlindIndex(one.value)))
        }
        let disclosures = try streams.compactMap { stream in
            try RecordedEffect(stream, in: plane.journal).flatMap(Disclosure.init)
        }
        try record(fields, Set(person.patients))
        return disclosures.sorted { $0.position < $1.position }.map { Shown(item: $0, fields: fields) }
    }
}

extension Disclosure {
    /// What left by an effect; nil when nothing did.
    ///
    /// A delivery is certain once it is on record; a try that began and is not settled, or is in doubt, may have left.
    fileprivate init?(_ found: RecordedEffect) {
        var last: (step: EffectStep, isCertain: Bool)?
        for step in found.steps where last?.isCertain != true {
            switch step.event {
            case .delivered, .resolved(.delivered, _): last = (step, true)
            case .receiptCame(let receipt) where receipt.outcome != .note: last = (step, true)
            case .started, .outcomeUnknown: last = (step, false)
            case .attemptFailed, .refused, .resolved: last = nil
            case .requested, .receiptCame: break
            }
        }
        guard let last else { return nil }
        position = last.step.position
        recorded = last.step.recorded
        principal = last.step.principal
        effect = NamedEffect(found.stream, found.effect)
        isCertain = last.isCertain
    }
}
