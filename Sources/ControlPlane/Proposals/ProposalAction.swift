package import RevenueCycle

/// A change that somebody proposes.
package struct ProposalDraft: Sendable {
    /// The public id of the claim, account or patient.
    package var subject: String
    /// The change.
    package var change: ProposedChange
    /// The name of the destination; nil when it changes our own books only.
    package var destination: String?
    /// Why.
    package var rationale: Rationale
    /// The rule or model that wrote it; nil when the person did who proposes it.
    package var program: AuthorProgram?
    /// What is still missing, in words.
    package var missing: [String]

    /// A change with its subject and reasons.
    package init(
        subject: String,
        change: ProposedChange,
        destination: String? = nil,
        rationale: Rationale,
        program: AuthorProgram? = nil,
        missing: [String] = []
    ) {
        self.subject = subject
        self.change = change
        self.destination = destination
        self.rationale = rationale
        self.program = program
        self.missing = missing
    }
}

/// What somebody does about a proposal.
package enum ProposalAction: Hashable, Sendable {
    case approve
    case refuse(reason: String)
    case sendBack(reason: String)
    case askForRecords([String], reason: String)
    case escalate(to: String, reason: String)
    case override(reason: String)
    case retract
    case withdraw(reason: String)
    case expire
}

/// How a proposal stands after something was done.
package struct ProposalOutcome: Hashable, Sendable {
    /// The proposal's public id.
    package let id: String
    /// How far it is.
    package let status: ProposalStatus
    /// The public id of the effect that was asked for, if one was.
    package let effect: String?
}

extension ProposalAction {
    /// What it is for the rules of access.
    var operation: Operation {
        switch self {
        case .approve: .approve
        case .refuse: .refuse
        case .sendBack: .sendBack
        case .askForRecords: .requestRecords
        case .escalate: .escalate
        case .override: .override
        case .retract: .retract
        case .withdraw: .withdraw
        case .expire: .expire
        }
    }

    /// Whether it is about what was seen.
    var needsSight: Bool {
        switch self {
        case .approve, .refuse, .sendBack, .askForRecords, .escalate, .override: true
        case .retract, .withdraw, .expire: false
        }
    }

    func command(seeing review: ReviewedContent) -> Proposal.Command {
        switch self {
        case .approve: .approve(review)
        case .refuse(let reason): .refuse(review, reason: reason)
        case .sendBack(let reason): .sendBack(review, reason: reason)
        case .askForRecords(let records, let reason): .askForRecords(review, records: records, reason: reason)
        case .escalate(let queue, let reason): .escalate(review, to: queue, reason: reason)
        case .override(let reason): .override(review, reason: reason)
        case .retract: .retract
        case .withdraw(let reason): .withdraw(reason: reason)
        case .expire: .expire
        }
    }
}
