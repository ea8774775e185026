package import RevenueCycle

/// What one role is: who may have it, and its rules.
package struct RoleDefinition: Hashable, Sendable {
    /// Which.
    package let role: Role
    /// What may have it: people, services or agents.
    package let heldBy: Set<PrincipalKind>
    /// What it may do.
    package let permits: [Permit]
    /// What whoever has it may not do, by any role, anywhere in the tenant and environment.
    package let prohibitions: [Prohibition]
    /// What the role is for.
    package let reason: String

    /// A role and its rules.
    package init(
        role: Role,
        heldBy: Set<PrincipalKind>,
        permits: [Permit],
        prohibitions: [Prohibition] = [],
        reason: String
    ) {
        self.role = role
        self.heldBy = heldBy
        self.permits = permits
        self.prohibitions = prohibitions
        self.reason = reason
    }
}

/// The rules of who may do what: roles, prohibitions for all, and the terms of emergency access.
///
/// What no rule permits is denied, and a prohibition beats every permit. ``faults`` says what is wrong with a set; one with faults
/// is not for use.
package struct RoleSet: Sendable {
    /// The roles.
    package let roles: [RoleDefinition]
    /// What nobody may do, whatever their roles.
    package let prohibitions: [Prohibition]
    /// The terms of emergency access.
    package let breakGlass: BreakGlassTerms

    private let definitions: [Role: Definition]

    /// A role with its permits by right.
    private struct Definition {
        let heldBy: Set<PrincipalKind>
        let prohibitions: [Prohibition]
        let permits: [Right: [Permit]]
    }

    /// Roles, prohibitions for all, and the terms of emergency access; of a role that is stated twice the first counts.
    ///
    /// ``RoleDefinition/owner`` is in every set, and is none of the ``roles`` that it states.
    package init(roles: [RoleDefinition], prohibitions: [Prohibition], breakGlass: BreakGlassTerms) {
        self.roles = roles
        self.prohibitions = prohibitions
        self.breakGlass = breakGlass
        definitions = Dictionary(
            ([.owner] + roles).map { role in
                var permits: [Right: [Permit]] = [:]
                for permit in role.permits {
                    for right in permit.rights { permits[right, default: []].append(permit) }
                }
                return (
                    role.role, Definition(heldBy: role.heldBy, prohibitions: role.prohibitions, permits: permits)
                )
            },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// Whether something of a kind may have a role.
    package func mayHold(_ role: Role, _ kind: PrincipalKind) -> Bool {
        definitions[role]?.heldBy.contains(kind) == true
    }

    /// The rules that give a role a right.
    package func permits(of role: Role, for right: Right) -> [Permit] { definitions[role]?.permits[right] ?? [] }

    /// What whoever has a role may not do.
    func prohibitions(of role: Role) -> [Prohibition] { definitions[role]?.prohibitions ?? [] }

    /// Every rule, with the role whose it is; nil of those for all.
    var rules: [(role: Role?, id: RuleID, reason: String)] {
        roles.flatMap { role in
            role.permits.map { (role.role, $0.id, $0.reason) } + role.prohibitions.map { (role.role, $0.id, $0.reason) }
        } + prohibitions.map { (nil, $0.id, $0.reason) } + breakGlass.permits.map { (nil, $0.id, $0.reason) }
    }
}
