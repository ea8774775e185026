/// What must be agreed before a proposal takes effect: a hospital's rules, adopted by an entry.
///
/// Every rule that applies must be met. So a rule added can only ask for more of what was allowed before, no rule can hide
/// another by standing above it, and the order in which they are written does not matter. What no rule speaks of is forbidden.
package struct ApprovalPolicy: Hashable, Sendable {
    /// The number of the entry that adopted it, or another number that no other policy of the journal has.
    package var version: UInt64
    /// The rules.
    package var rules: [ApprovalRule]
    /// The queues to which sensitive subjects go.
    package var routes: [SensitiveRoute]

    /// A policy by its version, rules and routes.
    package init(version: UInt64, rules: [ApprovalRule], routes: [SensitiveRoute] = []) {
        self.version = version
        self.rules = rules
        self.routes = routes
    }

    /// After how many times 24 hours something is first due for a proposal that waits, by whichever rule; nil when time alone changes
    /// nothing.
    package var shortestDays: Int? {
        rules.compactMap { rule in
            guard case .approvals(let demand) = rule.outcome else { return nil }
            return [demand.withinDays, demand.escalation?.afterDays].compactMap { $0 }.min()
        }
        .min()
    }

    /// The queues to which a proposal with such sensitivities goes, each once, in the order of the routes.
    package func queues(for sensitivities: Set<Sensitivity>) -> [String] {
        var queues: [String] = []
        for route in routes where sensitivities.contains(route.sensitivity) && !queues.contains(route.queue) {
            queues.append(route.queue)
        }
        return queues
    }
}

/// Where proposals about a sensitive subject go.
package struct SensitiveRoute: Hashable, Sendable {
    /// The subject.
    package var sensitivity: Sensitivity
    /// The queue.
    package var queue: String
    /// Why, for a compliance officer.
    package var reason: String

    /// A queue for a sensitive subject.
    package init(sensitivity: Sensitivity, queue: String, reason: String) {
        self.sensitivity = sensitivity
        self.queue = queue
        self.reason = reason
    }
}

/// One rule of a policy.
package struct ApprovalRule: Hashable, Sendable {
    /// Its own name; no two rules of a policy share one.
    package var id: String
    /// Why it stands, for a compliance officer.
    package var reason: String
    /// The kinds of proposal that it is about.
    package var kinds: Set<ProposalKind>
    /// When it applies to one of them.
    package var conditions: RuleConditions
    /// What it says.
    package var outcome: Outcome

    /// A rule, field by field.
    package init(
        id: String,
        reason: String,
        kinds: Set<ProposalKind>,
        conditions: RuleConditions = RuleConditions(),
        outcome: Outcome
    ) {
        self.id = id
        self.reason = reason
        self.kinds = kinds
        self.conditions = conditions
        self.outcome = outcome
    }

    /// What a rule says of the proposals to which it applies.
    package enum Outcome: Hashable, Sendable {
        /// They never take effect.
        case forbidden
        /// They need nobody up to an amount; above it, the rule does not apply.
        case automatic(limit: Money)
        /// They need people.
        case approvals(ApprovalDemand)
    }
}

/// Whose agreement a rule asks for.
package struct ApprovalDemand: Hashable, Sendable {
    /// How many humans, each another.
    package var approvals: Int
    /// The roles that count.
    package var roles: Set<Role>
    /// Whether somebody who wrote a revision may be one of them.
    package var authorMayApprove: Bool
    /// Within how many times 24 hours after a revision was proposed; nil for without end.
    package var withinDays: Int?
    /// For how many times 24 hours an approval holds.
    package var validDays: Int
    /// After how many times 24 hours without enough of them somebody else is to look, and who.
    package var escalation: Escalation?
    /// The roles that may let it take effect without them; empty where nobody may.
    package var overrideRoles: Set<Role>

    /// A demand for so many approvals by such roles.
    package init(
        approvals: Int = 1,
        roles: Set<Role>,
        authorMayApprove: Bool = false,
        withinDays: Int? = nil,
        validDays: Int = 30,
        escalation: Escalation? = nil,
        overrideRoles: Set<Role> = []
    ) {
        self.approvals = approvals
        self.roles = roles
        self.authorMayApprove = authorMayApprove
        self.withinDays = withinDays
        self.validDays = validDays
        self.escalation = escalation
        self.overrideRoles = overrideRoles
    }

    /// After how long somebody else is to look, and who.
    package struct Escalation: Hashable, Sendable {
        /// Times 24 hours after the revision was proposed.
        package var afterDays: Int
        /// The queue to which it goes.
        package var queue: String

        /// An escalation to a queue.
        package init(afterDays: Int, queue: String) {
            self.afterDays = afterDays
            self.queue = queue
        }
    }
}

/// When a rule applies; what is not stated applies always.
package struct RuleConditions: Hashable, Sendable {
    /// The amount is above this.
    package var amountOver: Money?
    /// The amount is this at most.
    package var amountUpTo: Money?
    /// The claim is older than so many days.
    package var ageOverDays: Int?
    /// The claim is so many days old at most.
    package var ageUpToDays: Int?
    /// The payer is one of these, by the keys of the payer rules.
    package var payers: Set<String>?
    /// The coverage is of one of these kinds.
    package var linesOfBusiness: Set<LineOfBusiness>?
    /// One of these subjects is touched.
    package var sensitivities: Set<Sensitivity>?
    /// The author is of one of these kinds.
    package var authors: Set<AuthorKind>?
    /// The author says to be that sure.
    package var confidence: Set<Confidence>?
    /// A write-off is for one of these reasons.
    package var writeOffReasons: Set<ProposedChange.WriteOffReason>?
    /// An appeal answers a denial of one of these categories.
    package var denialCategories: Set<DenialCategory>?
    /// Whether a payment plan may be consumer credit, whose terms must be disclosed.
    package var creditDisclosure: Bool?

    /// No conditions.
    package init() {}
}
