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
    package func effects(in stages: Set<String> = []) throws -> [NamedEffect] { try effects(in: stages, .whole).items }

    /// A part of the effects in some stages, or all, by id.
    ///
    /// - Throws: ``JournalError``, ``DecodingFault``, or ``ControlPlaneError/listChanged``.
    package func effects(in stages: Set<String>, _ page: Page) throws -> Listed<NamedEffect> {
        let sight = try sight(of: .effect)
        var effects: [NamedEffect] = []
        try plane.eachEffect { stream, effect in
            guard sight.shows(plane.target(of: effect)) else { return }
            if stages.isEmpty || stages.contains(effect.stage.name) { effects.append(NamedEffect(stream, effect)) }
        }
        let part = try page.part(of: effects, by: \.id)
        let patients = part.items.reduce(into: Set()) { $0.formUnion($1.effect.request.patients) }
        try record(FieldMask([.recordNumbers]), patients)
        return part
    }

    /// An effect, and all that happened to it, from verified entries.
    ///
    /// - Throws: ``JournalError``, ``DecodingFault``, or ``ControlPlaneError`` when there is none.
    package func effect(_ id: String) throws -> (effect: NamedEffect, steps: [EffectStep]) {
        let sight = try sight(of: .effect)
        guard let stream = PublicID.effect(id), let found = try RecordedEffect(stream, in: plane.journal),
            sight.shows(plane.target(of: found.effect))
        else {
            throw ControlPlaneError.notFound(what: "effect \(id)")
        }
        try record(FieldMask([.recordNumbers]), Set(found.effect.request.patients))
        return (NamedEffect(stream, found.effect), found.steps)
    }

    /// What left about a patient, or anybody held to be the same person: what, to whom and why, in order.
    ///
    /// - Throws: ``JournalError``, ``DecodingFault``, or ``ControlPlaneError`` when it is no patient's id.
    package func disclosures(about id: String) throws -> [Disclosure] {
        guard let patient = PublicID.patient(id) else {
            throw ControlPlaneError.refused("\(id) is no patient's id (p_…). `recourse patients` finds them.")
        }
        try sight(of: .disclosure).requireWhole()
        let person = try Person(of: patient) { other throws(any Error) in try plane.links(of: other).linked }
        var streams: Set<StreamID> = []
        for one in person.patients {
            streams.formUnion(try plane.journal.lookup(space: KeySpace.patientEffects.rawValue, BlindIndex(one.value)))
        }
        let disclosures = try streams.compactMap { stream in
            try RecordedEffect(stream, in: plane.journal).flatMap(Disclosure.init)
        }
        try record(FieldMask([.recordNumbers]), Set(person.patients))
        return disclosures.sorted { $0.position < $1.position }
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
