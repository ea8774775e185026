package import RevenueCycle

/// What is wrong with a set of roles.
package struct RoleSetFault: Hashable, Sendable {
    /// Where.
    package let place: Place
    /// What.
    package let problem: Problem

    /// Where in a set of roles something is wrong.
    package enum Place: Hashable, Sendable {
        /// The set as a whole.
        case set
        /// A role.
        case role(Role)
        /// A rule.
        case rule(RuleID)
        /// The terms of emergency access.
        case breakGlass
    }

    /// What can be wrong.
    package enum Problem: Hashable, Sendable {
        case noReason
        case sameName
        case roleMissing(Role)
        case roleTwice
        case heldByNobody
        case agentWithOthers
        case noSuchRight(Right)
        case namesNothing
        case forPeopleOnly(Right)
        case unseen(Right)
        case foreignFields(FieldMask)
        case showsNothing
        case hidesNothing
        case neverHolds(RuleID)
        case changes(Right)
        case decidesAndGrants(Right)
        case nobodyMay(Right, since: Right)
        case emergencyWithoutLimit
        case emergencyWithOwnWork
        case negativeAmount
    }
}

extension RoleSetFault.Problem {
    /// What is wrong and what to do, for a person.
    package var sentence: String {
        switch self {
        case .noReason: "has no reason; say why in a sentence"
        case .sameName: "another rule has the same id; each needs its own"
        case .roleMissing(let role): "the role \(role.rawValue) is missing; state it, if need be without permits"
        case .roleTwice: "the role is stated twice"
        case .heldByNobody: "held_by is empty; nobody could have the role"
        case .agentWithOthers: "the role agent is for agents, and agents have no other role"
        case .noSuchRight(let right): "\(right): there is no such action on such a thing"
        case .namesNothing: "names no action, no resource, or no purpose, and so would never hold"
        case .forPeopleOnly(let right): "\(right): only people may do this, but services or agents may have the role"
        case .unseen(let right): "\(right): in some case in which the role may do this, it may not read to what"
        case .foreignFields(let fields):
            "no resource of the rule has these fields: \(fields.groups.map(\.name).joined(separator: ", "))"
        case .showsNothing: "shows no field of a thing that it lets somebody look at"
        case .hidesNothing: "hides is empty; leave it out to forbid altogether"
        case .neverHolds(let rule): "can never hold: \(rule) forbids it"
        case .changes(let right): "\(right): an auditor looks and verifies, and changes nothing"
        case .decidesAndGrants(let right):
            "\(right): whoever gives people their roles neither decides on proposals nor sees patients' data"
        case .nobodyMay(let right, let other): "nobody may \(right), but somebody may \(other)"
        case .emergencyWithoutLimit: "emergency access must end within a day, and be reviewed within thirty"
        case .emergencyWithOwnWork: "emergency access lets somebody look, and nothing else"
        case .negativeAmount: "an amount without a sign is meant"
        }
    }
}
