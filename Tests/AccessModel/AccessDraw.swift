package import Access
package import RevenueCycle
package import SeededRandomness

/// Draws sets of roles, those who ask, and what they ask about, from few values, so that conditions are often just met and just not.
package struct AccessDraw {
    package var generator: SeededGenerator

    /// A draw from a seed.
    package init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    static let tenants = ["a", "b"].map { TenantID($0) }
    static let facilities = ["north", "south", "west"].map { FacilityID($0) }
    static let programs = ["detox", "clinic"].map { ProgramID($0) }
    static let payers = ["medicare", "acme", "other"].map { PayerKey($0) }
    static let people = ["ann", "ben", "cyd"].map { HumanID($0) }
    static let patients = (1...3).map { SourcePatientID(UInt128($0)) }
    static let sensitivities: [Sensitivity] = [.minor, .vip, .substanceUse]
    static let amounts = [-101, -100, 0, 99, 100, 101].map { Money(cents: $0) }
    static let actions: [Action] = [.search, .read, .export, .edit, .propose, .approve, .breakGlass, .review, .adopt]
    static let resources: [Resource] = [.claim, .proposal, .payerRules, .breakGlass, .document]
    static let roles: [Role] = [.biller, .supervisor, .auditor, .integration, .agent]

    package mutating func chance(_ one: Int, in many: Int) -> Bool {
        Int.random(in: 0..<many, using: &generator) < one
    }

    package mutating func pick<Value>(_ values: [Value]) -> Value {
        values[Int.random(in: 0..<values.count, using: &generator)]
    }

    mutating func some<Value: Hashable>(_ values: [Value], one: Int = 1, in many: Int = 2) -> Set<Value> {
        var chosen: Set<Value> = []
        for value in values where chance(one, in: many) { chosen.insert(value) }
        return chosen
    }

    /// Some values, at least one.
    mutating func any<Value: Hashable>(_ values: [Value]) -> Set<Value> { some(values).union([pick(values)]) }

    mutating func maybe<Value>(_ one: Int, in many: Int, _ draw: (inout Self) -> Value) -> Value? {
        chance(one, in: many) ? draw(&self) : nil
    }

    mutating func mask() -> FieldMask {
        chance(1, in: 3) ? .all : FieldMask(rawValue: UInt16.random(in: 0...FieldMask.all.rawValue, using: &generator))
    }

    /// A moment of ten minutes, at a half minute or beside it.
    package mutating func moment() -> Instant {
        Instant(
            microsecondsSince1970: Int64.random(in: 0...20, using: &generator) * 30_000_000
                + Int64.random(in: -1...1, using: &generator)
        )
    }
}

// Sets of roles.
extension AccessDraw {
    /// A set of roles; most have faults, and are decided by all the same.
    package mutating func roleSet() -> RoleSet {
        var count = 0
        func id() -> RuleID {
            count += 1
            return RuleID("rule-\(count % 7)-\(count)")
        }
        let roles = Self.roles.map { role in
            RoleDefinition(
                role: role,
                heldBy: holders(of: role),
                permits: (0..<Int.random(in: 0...5, using: &generator)).map { _ in permit(id()) },
                prohibitions: (0..<(chance(1, in: 4) ? 1 : 0)).map { _ in prohibition(id()) },
                reason: "drawn"
            )
        }
        return RoleSet(
            roles: roles,
            prohibitions: (0..<Int.random(in: 0...2, using: &generator)).map { _ in prohibition(id()) },
            breakGlass: BreakGlassTerms(
                limitMinutes: Int.random(in: 1...5, using: &generator),
                reviewMinutes: Int.random(in: 1...5, using: &generator),
                permits: (0..<Int.random(in: 0...3, using: &generator)).map { _ in permit(id()) }
            )
        )
    }

    private mutating func holders(of role: Role) -> Set<PrincipalKind> {
        if chance(1, in: 8) { return any(PrincipalKind.allCases) }
        return role == .agent ? [.agent] : role == .integration ? [.service] : [.user]
    }

    private mutating func permit(_ id: RuleID) -> Permit {
        Permit(
            id: id,
            actions: any(Self.actions),
            resources: any(Self.resources),
            purposes: chance(1, in: 2) ? Set(Purpose.allCases) : any(Purpose.allCases),
            facilities: maybe(1, in: 6) { $0.any(Self.facilities) },
            payers: maybe(1, in: 6) { $0.any(Self.payers) },
            amountAtMost: maybe(1, in: 5) { _ in Money(cents: 100) },
            sensitivities: some(Self.sensitivities),
            isForOwnWork: chance(1, in: 8),
            fields: mask(),
            reason: "drawn"
        )
    }

    /// A prohibition.
    package mutating func prohibition(_ id: RuleID) -> Prohibition {
        Prohibition(
            id: id,
            kinds: maybe(1, in: 3) { $0.any(PrincipalKind.allCases) },
            actions: maybe(3, in: 4) { $0.any(Self.actions) },
            resources: maybe(3, in: 4) { $0.any(Self.resources) },
            purposes: maybe(1, in: 3) { $0.any(Purpose.allCases) },
            facilities: maybe(1, in: 4) { $0.any(Self.facilities) },
            payers: maybe(1, in: 4) { $0.any(Self.payers) },
            amountAbove: maybe(1, in: 4) { _ in Money(cents: 100) },
            sensitivities: maybe(2, in: 3) { $0.any(Self.sensitivities) },
            hides: maybe(1, in: 2) { $0.mask() },
            reason: "drawn"
        )
    }
}

// Those who ask, and what they ask about.
extension AccessDraw {
    package mutating func place() -> Place {
        Place(
            tenant: chance(15, in: 16) ? Self.tenants[0] : Self.tenants[1],
            environment: chance(15, in: 16) ? .production : .sandbox
        )
    }

    mutating func validity() -> Validity {
        if chance(2, in: 3) { return Validity(from: Instant(microsecondsSince1970: -1)) }
        return Validity(
            from: moment(),
            until: maybe(1, in: 2) { $0.moment() },
            revoked: maybe(1, in: 4) { $0.moment() }
        )
    }

    private mutating func boundary<Value>(_ values: [Value]) -> Boundary<Value> {
        chance(3, in: 4) ? .everything : .only(any(values))
    }

    mutating func grant(_ number: Int, for kind: PrincipalKind, _ roles: [Role]) -> Grant {
        let usual = roles.filter { role in
            switch kind {
            case .user: role != .agent && role != .integration
            case .service: role == .integration
            case .agent: role == .agent
            }
        }
        return Grant(
            id: GrantID("grant-\(number)"),
            role: pick(usual.isEmpty || chance(1, in: 10) ? roles : usual),
            place: place(),
            facilities: boundary(Self.facilities),
            programs: boundary(Self.programs),
            payers: boundary(Self.payers),
            amountAtMost: maybe(1, in: 4) { _ in Money(cents: 100) },
            clearances: some(Self.sensitivities, one: 1, in: 5),
            validity: validity()
        )
    }

    private mutating func emergency(_ number: Int) -> BreakGlass? {
        let from = moment()
        return BreakGlass(
            id: GrantID("glass-\(number)"),
            place: place(),
            patients: any(Self.patients),
            reason: "drawn",
            validity: Validity(from: from, until: moment(), revoked: maybe(1, in: 6) { $0.moment() }),
            reviewed: maybe(2, in: 3) { $0.moment() }
        )
    }

    /// A principal who may have some of these roles.
    package mutating func principal(
        _ name: String,
        roles: [Role] = AccessDraw.roles,
        kind: PrincipalKind? = nil
    ) -> Principal {
        let kind = kind ?? pick([.user, .user, .user, .user, .service, .agent])
        let grants = (0..<pick([0, 1, 2, 2, 3, 3])).map { grant($0, for: kind, roles) }
        let emergencies = chance(1, in: 2) ? (0..<2).compactMap { emergency($0) } : []
        let rights = Self.resources.flatMap { resource in Self.actions.map { Right($0, resource) } }
        return Principal(
            id: PrincipalID(name),
            kind: kind,
            person: pick(Self.people),
            grants: grants,
            emergencies: emergencies,
            scopes: maybe(1, in: 6) { $0.some(rights) },
            validity: chance(9, in: 10) ? Validity(from: Instant(microsecondsSince1970: -1)) : validity()
        )
    }

    /// Somebody who asks, mostly as they may.
    package mutating func requester(roles: [Role] = AccessDraw.roles) -> Requester {
        let first = principal("first", roles: roles)
        let isAgent = first.kind == .agent
        let hasBehalf = chance(1, in: 20) ? !isAgent : isAgent
        guard hasBehalf else { return Requester(first) }
        return Requester(first, onBehalfOf: principal("second", roles: roles, kind: chance(1, in: 10) ? nil : .user))
    }

    /// What somebody wants to do.
    package mutating func question(_ requester: Requester, actions: [Action] = AccessDraw.actions) -> Question {
        Question(
            requester: requester,
            place: chance(1, in: 2) ? Place(tenant: Self.tenants[0], environment: .production) : place(),
            action: chance(2, in: 3) ? pick([.search, .read, .export]) : pick(actions),
            purpose: pick(Purpose.allCases),
            fields: chance(3, in: 4) ? .all : mask()
        )
    }

    /// A thing, mostly one with which this can be done.
    package mutating func target(for action: Action, resources: [Resource] = AccessDraw.resources) -> Target {
        let fitting = resources.filter { AccessModel.catalogue.contains("\(action.rawValue) \($0.rawValue)") }
        return Target(
            resource: pick(fitting.isEmpty || chance(1, in: 20) ? resources : fitting),
            place: chance(1, in: 2) ? Place(tenant: Self.tenants[0], environment: .production) : place(),
            facilities: some(Self.facilities, one: 1, in: 3),
            programs: some(Self.programs),
            payers: some(Self.payers),
            amount: maybe(4, in: 5) { $0.pick(Self.amounts) },
            sensitivities: some(Self.sensitivities, one: 1, in: 5),
            patients: some(Self.patients),
            owners: some(Self.people, one: 1, in: 4)
        )
    }
}
