package import RevenueCycle

/// What acts.
package enum PrincipalKind: String, CaseIterable, Hashable, Sendable {
    /// A person's account.
    case user
    /// A program of the tenant, by its key.
    case service
    /// A model or a program that works for somebody; it never has more rights than they have.
    case agent
}

/// An account, key or agent, with what was granted to it.
package struct Principal: Hashable, Sendable {
    /// Its name in entries; it is never given to another.
    package let id: PrincipalID
    /// What it is.
    package let kind: PrincipalKind
    /// The human behind it: the account's owner, or who answers for the key or agent.
    package let person: HumanID
    /// The roles it has, had and will have.
    package var grants: [Grant]
    /// When its person broke the glass, by whatever account.
    package var emergencies: [BreakGlass]
    /// The only rights that this key is for; nil when it is for all that its roles give.
    package let scopes: Set<Right>?
    /// When the account or key itself may be used.
    package var validity: Validity

    /// An account, key or agent.
    package init(
        id: PrincipalID,
        kind: PrincipalKind,
        person: HumanID,
        grants: [Grant],
        emergencies: [BreakGlass] = [],
        scopes: Set<Right>? = nil,
        validity: Validity
    ) {
        self.id = id
        self.kind = kind
        self.person = person
        self.grants = grants
        self.emergencies = emergencies
        self.scopes = scopes
        self.validity = validity
    }
}

/// Who asks: a principal for itself, or an agent on behalf of another.
package struct Requester: Hashable, Sendable {
    /// Which account, key or agent acts.
    package let principal: Principal
    /// On whose behalf an agent acts; nil of everybody else.
    package let behalf: Principal?

    /// A principal, and whom it acts for.
    package init(_ principal: Principal, onBehalfOf behalf: Principal? = nil) {
        self.principal = principal
        self.behalf = behalf
    }

    /// The human whose will it is: of an agent the one whom it acts for.
    package var person: HumanID { (behalf ?? principal).person }

    /// Every human behind it, none of whom may decide on its work.
    package var persons: Set<HumanID> { [principal.person, person] }

    /// How many people are behind several requesters: one with two accounts or keys counts once.
    package static func people(behind requesters: some Sequence<Requester>) -> Int {
        Set(requesters.map(\.person)).count
    }
}
