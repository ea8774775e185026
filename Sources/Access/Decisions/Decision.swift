/// The answer to a question about a thing.
package enum Decision: Hashable, Sendable {
    /// It may be done, and so much is shown.
    case permitted(Permission)
    /// It may not, and why.
    case denied(Denial)

    /// What is permitted; nil when nothing is.
    package var permission: Permission? {
        switch self {
        case .permitted(let permission): permission
        case .denied: nil
        }
    }
}

/// What may be shown, and by which grants and rules.
package struct Permission: Hashable, Sendable {
    /// What may be shown.
    package let fields: FieldMask
    /// The grants and rules that gave it, in order; of an agent also those of whom it acts for.
    package let sources: [Source]
    /// Whether some of it is shown only because the glass was broken, which must be told and reviewed.
    package let isEmergency: Bool

    /// A grant and the rule of its role.
    package struct Source: Hashable, Comparable, Sendable {
        /// The grant, or the breaking of the glass.
        package let grant: GrantID
        /// The rule.
        package let rule: RuleID

        /// A grant and the rule of its role.
        package init(grant: GrantID, rule: RuleID) {
            self.grant = grant
            self.rule = rule
        }

        package static func < (left: Source, right: Source) -> Bool {
            left.grant != right.grant ? left.grant < right.grant : left.rule < right.rule
        }
    }

    /// What may be shown, and by which grants and rules.
    package init(fields: FieldMask, sources: [Source], isEmergency: Bool) {
        self.fields = fields
        self.sources = sources
        self.isEmergency = isEmergency
    }
}

/// Why something may not be done.
package struct Denial: Hashable, Sendable {
    /// Why.
    package let reason: DenialReason
    /// The prohibition that forbids it; for the record, not for who asked.
    package let rule: RuleID?

    /// A denial.
    package init(_ reason: DenialReason, by rule: RuleID? = nil) {
        self.reason = reason
        self.rule = rule
    }
}

/// Why something may not be done: a closed list, in the order in which it is looked for.
package enum DenialReason: String, CaseIterable, Hashable, Sendable {
    /// There is no such thing here; what belongs to another tenant or environment is not here.
    case notFound
    /// The product has no such action on such a thing.
    case noSuchRight
    /// The account or key has ended, or has not begun.
    case principalEnded
    /// An agent must act for a user or service, and nobody else may act for another.
    case actsForNobody
    /// Only a person may do it, in person.
    case peopleOnly
    /// It is their own work, account or right.
    case ownWork
    /// An earlier breaking of the glass was not reviewed in time.
    case reviewOverdue
    /// They have no role here now.
    case noRole
    /// The key is not for this.
    case outsideScope
    /// A prohibition forbids it, whatever the thing.
    case forbidden
    /// No rule of their roles permits it.
    case notPermitted
    /// Not for this purpose.
    case wrongPurpose
    /// The thing lies outside what they reach, by its facility, program, payer or sensitivity, or by a prohibition that asks for these.
    ///
    /// It is not told which, because that would tell something of the thing.
    case outOfReach
    /// Only on their own work.
    case notOwnWork
    /// The amount is above what they may decide, or not known.
    case aboveLimit
    /// None of the fields that were asked for may be shown.
    case noFields

    /// The reason for a person: it names no patient and nothing of what was asked for.
    package var sentence: String {
        switch self {
        case .notFound: "There is no such thing here."
        case .noSuchRight: "This cannot be done with such a thing."
        case .principalEnded: "This account or key cannot be used now."
        case .actsForNobody: "An agent must act on behalf of a user or a service, and nobody else may act for another."
        case .peopleOnly: "Only a person may do this, in person."
        case .ownWork: "This must be done by somebody else than those whose work, account or right it is."
        case .reviewOverdue: "An earlier emergency access was not reviewed in time; it must be reviewed first."
        case .noRole: "You have no role here now."
        case .outsideScope: "This key is not for that."
        case .forbidden: "A rule forbids this."
        case .notPermitted: "None of your roles permits this."
        case .wrongPurpose: "Your roles do not permit this for the purpose you stated."
        case .outOfReach: "This lies outside what your roles reach."
        case .notOwnWork: "You may do this on your own work only."
        case .aboveLimit: "The amount is above what your roles may decide, or it is not known."
        case .noFields: "Nothing of what was asked for may be shown to you."
        }
    }
}
