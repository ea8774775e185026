/// Which source patients a person held to be the same human as one source patient: one stream each.
///
/// A link is told to both of its ends by one append. Linking renames and moves nothing; it is resolved when somebody reads
/// (``Person``), so that unlinking leaves no trace but the events.
package struct PatientLinks: Hashable, Sendable {
    /// The source patients that this one is linked with.
    package private(set) var linked: Set<SourcePatientID> = []

    /// No links.
    package init() {}

    /// What can happen.
    package enum Event: Hashable, Sendable {
        /// A person found the two to be one human.
        case linked(SourcePatientID, reason: String)
        /// A person found that they are not.
        case unlinked(SourcePatientID, reason: String)
    }

    /// What may be asked.
    package enum Command: Hashable, Sendable {
        /// Hold the two to be one human, for a stated reason.
        case link(SourcePatientID, reason: String)
        /// Hold them apart again, for a stated reason.
        case unlink(SourcePatientID, reason: String)
    }

    /// Why a command was refused.
    package enum Refusal: Error, Hashable, Sendable, CustomStringConvertible {
        /// A source patient is itself already.
        case isTheSame
        /// The two are linked already.
        case isLinked
        /// The two are not linked with each other; others may stand between them.
        case isNotLinked
        /// A link without a reason proves nothing later.
        case reasonMissing

        package var description: String {
            switch self {
            case .isTheSame: "These are one source patient already."
            case .isLinked: "These two are linked already."
            case .isNotLinked: "These two are not linked with each other; `recourse patients show` lists the links."
            case .reasonMissing: "This needs a reason: add --reason."
            }
        }
    }

    /// What follows from a command to the source patient `own`.
    ///
    /// - Throws: ``Refusal`` when it can't be carried out.
    package func decide(_ command: Command, as own: SourcePatientID) throws(Refusal) -> [Event] {
        switch command {
        case .link(let other, let reason):
            guard other != own else { throw .isTheSame }
            guard !linked.contains(other) else { throw .isLinked }
            try Self.check(reason)
            return [.linked(other, reason: reason)]
        case .unlink(let other, let reason):
            guard linked.contains(other) else { throw .isNotLinked }
            try Self.check(reason)
            return [.unlinked(other, reason: reason)]
        }
    }

    private static func check(_ reason: String) throws(Refusal) {
        guard reason.contains(where: { !$0.isWhitespace }) else { throw .reasonMissing }
    }

    /// The state after the event.
    package mutating func evolve(_ event: Event) {
        switch event {
        case .linked(let other, _): linked.insert(other)
        case .unlinked(let other, _): linked.remove(other)
        }
    }
}

/// The source patients that are held to be one human, by the links between them.
package struct Person: Hashable, Sendable {
    /// The source patients, by id; never empty.
    package let patients: [SourcePatientID]

    /// Everybody who is linked with `patient`, directly or through others.
    ///
    /// - Parameters:
    ///   - patient: one of them.
    ///   - links: the direct links of a source patient.
    /// - Throws: what `links` throws.
    package init<Failure: Error>(
        of patient: SourcePatientID,
        links: (SourcePatientID) throws(Failure) -> Set<SourcePatientID>
    ) throws(Failure) {
        var known: Set<SourcePatientID> = [patient]
        var open = [patient]
        while let next = open.popLast() {
            for other in try links(next) where known.insert(other).inserted { open.append(other) }
        }
        patients = known.sorted()
    }
}
