import Access
package import Journal

/// What happened, as others may be told of it: of what kind, when, by which entry, and to what by its public id.
///
/// It has nothing of a patient: no name, number, amount, code or text, nor a patient's id. Whoever is told reads the thing
/// itself by the API, with a right of their own and on record. `docs/api.md` lists the types.
package struct PublicEvent: Hashable, Sendable {
    /// The kinds of events that there are; none has another meaning later.
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        /// Something came or changed of a claim: it was sent, adjudicated, answered, held, released or joined.
        case claimChanged = "claim.changed"
        /// A transaction of a payment came, or the payment was released although it does not balance.
        case remittanceRecorded = "remittance.recorded"
        /// Something is held because it could not be read.
        case heldAdded = "held.added"
        /// What was held because it could not be read counts now, or was taken off the list.
        case heldEnded = "held.ended"
        case caseOpened = "case.opened"
        /// Findings, people, days, notes, calls, answers or links of a case changed, or it was taken up again.
        case caseChanged = "case.changed"
        case caseClosed = "case.closed"
        case proposalCreated = "proposal.created"
        /// A proposal was revised or decided on, or a decision taken back.
        case proposalChanged = "proposal.changed"
        /// A proposal ended without taking effect.
        case proposalClosed = "proposal.closed"
        case proposalReleased = "proposal.released"
        /// What was approved is to leave, or to be tried again.
        case effectRequested = "effect.requested"
        case effectDelivered = "effect.delivered"
        /// It will not leave, for certain.
        case effectRefused = "effect.refused"
        /// It cannot be known whether it left.
        case effectUnknown = "effect.unknown"
        /// Its receiver said something of it.
        case effectReceipt = "effect.receipt"
        /// Somebody took emergency access, which somebody else must review.
        case emergencyOpened = "emergency.opened"
        case emergencyReviewed = "emergency.reviewed"

        /// What must be read to learn more; who may not read it is not told.
        var resource: Resource {
            switch self {
            case .claimChanged: .claim
            case .remittanceRecorded: .remittance
            case .heldAdded, .heldEnded: .heldItem
            case .caseOpened, .caseChanged, .caseClosed: .case
            case .proposalCreated, .proposalChanged, .proposalClosed, .proposalReleased: .proposal
            case .effectRequested, .effectDelivered, .effectRefused, .effectUnknown, .effectReceipt: .effect
            case .emergencyOpened, .emergencyReviewed: .breakGlass
            }
        }
    }

    /// What it happened to, by public id.
    package enum Subject: Hashable, Sendable {
        /// A claim, where the entry names one, and its account.
        case claim(String?, account: String)
        case remittance(String)
        case held(String)
        case workCase(String)
        case proposal(String)
        case effect(String)
        case emergency(String)
    }

    /// The entry that says so.
    package let entry: Position
    /// Of what kind it is.
    package let kind: Kind
    /// When it was recorded.
    package let recorded: Timestamp
    /// What it happened to.
    package let subject: Subject

    /// What others are told.
    package var json: JSONValue {
        .object([
            ("entry", .number(Int(entry))), ("type", .string(kind.rawValue)), ("timestamp", .string("\(recorded)")),
            ("data", .object(subject.members)),
        ])
    }
}

extension PublicEvent.Subject {
    /// The members that name it.
    fileprivate var members: [(String, JSONValue)] {
        switch self {
        case .claim(let claim, let account):
            (claim.map { [("claim", .string($0))] } ?? []) + [("account", .string(account))]
        case .remittance(let id): [("remittance", .string(id))]
        case .held(let id): [("held", .string(id))]
        case .workCase(let id): [("case", .string(id))]
        case .proposal(let id): [("proposal", .string(id))]
        case .effect(let id): [("effect", .string(id))]
        case .emergency(let id): [("emergency", .string(id))]
        }
    }
}
