import RevenueCycle

extension RoleSet {
    /// Everything that is wrong with the set: what could never hold, and what no set may allow.
    package var faults: [RoleSetFault] {
        faultsOfNames + roles.flatMap(faults(of:)) + faultsOfProhibitions + faultsOfEmergencies + faultsOfDuties
    }

    /// Rules and roles without a reason, or with another's name, and roles that are missing.
    private var faultsOfNames: [RoleSetFault] {
        var names: Set<RuleID> = []
        var faults: [RoleSetFault] = []
        for rule in rules {
            let place = RoleSetFault.Place.rule(rule.id)
            if !names.insert(rule.id).inserted { faults.append(RoleSetFault(place: place, problem: .sameName)) }
            if isBlank(rule.reason) { faults.append(RoleSetFault(place: place, problem: .noReason)) }
        }
        for role in Role.stated {
            let count = roles.count { $0.role == role }
            if count == 0 { faults.append(RoleSetFault(place: .set, problem: .roleMissing(role))) }
            if count > 1 { faults.append(RoleSetFault(place: .role(role), problem: .roleTwice)) }
        }
        return faults
    }

    private func faults(of role: RoleDefinition) -> [RoleSetFault] {
        var problems: [RoleSetFault.Problem] = []
        if isBlank(role.reason) { problems.append(.noReason) }
        if role.heldBy.isEmpty { problems.append(.heldByNobody) }
        if role.heldBy.contains(.agent) ? role.role != .agent || role.heldBy.count > 1 : role.role == .agent {
            problems.append(.agentWithOthers)
        }
        return problems.map { RoleSetFault(place: .role(role.role), problem: $0) }
            + role.permits.flatMap { permit in
                (permit.problems + self.problems(of: permit, in: role)).map {
                    RoleSetFault(place: .rule(permit.id), problem: $0)
                }
            }
    }

    /// What is wrong with a permit because of the role that has it.
    private func problems(of permit: Permit, in role: RoleDefinition) -> [RoleSetFault.Problem] {
        var problems: [RoleSetFault.Problem] = []
        let isForPeople = role.heldBy == [.user]
        let mayGrant = role.permits.contains { $0.gives(Right(.grant, .grant)) }
        for right in permit.rights where right.exists {
            if right.action.isForPeople && !isForPeople { problems.append(.forPeopleOnly(right)) }
            if right.needsSight && !role.permits.contains(where: { $0.shows(right.resource, whenever: permit) }) {
                problems.append(.unseen(right))
            }
            if role.role == .auditor && !right.action.isLook && right.action != .verify {
                problems.append(.changes(right))
            }
            if mayGrant && (right.isOnPatients || right.resource == .proposal) {
                problems.append(.decidesAndGrants(right))
            }
            let forbidding = (prohibitions + role.prohibitions).filter { $0.alwaysForbids(right, to: role.heldBy) }
            if let rule = forbidding.first { problems.append(.neverHolds(rule.id)) }
        }
        return problems
    }

    private var faultsOfProhibitions: [RoleSetFault] {
        (roles.flatMap(\.prohibitions) + prohibitions).flatMap { rule in
            var problems: [RoleSetFault.Problem] = []
            if rule.hides?.isEmpty == true { problems.append(.hidesNothing) }
            if rule.amountAbove?.isNegative == true { problems.append(.negativeAmount) }
            let isEmpty =
                rule.kinds?.isEmpty == true || rule.actions?.isEmpty == true || rule.resources?.isEmpty == true
                || rule.purposes?.isEmpty == true || rule.facilities?.isEmpty == true || rule.payers?.isEmpty == true
                || rule.sensitivities?.isEmpty == true
            if isEmpty { problems.append(.namesNothing) }
            return problems.map { RoleSetFault(place: .rule(rule.id), problem: $0) }
        }
    }

    private var faultsOfEmergencies: [RoleSetFault] {
        let terms = breakGlass
        let isLimited =
            (1...24 * 60).contains(terms.limitMinutes) && (1...30 * 24 * 60).contains(terms.reviewMinutes)
        let limits = isLimited ? [] : [RoleSetFault(place: .breakGlass, problem: .emergencyWithoutLimit)]
        return limits
            + terms.permits.flatMap { permit in
                var problems = permit.problems
                if permit.isForOwnWork || permit.actions.contains(where: { !$0.isLook || $0 == .export }) {
                    problems.append(.emergencyWithOwnWork)
                }
                return problems.map { RoleSetFault(place: .rule(permit.id), problem: $0) }
            }
    }

    /// What nobody may do though somebody must be able to, because others may do what leads to it.
    private var faultsOfDuties: [RoleSetFault] {
        let rights = Set(roles.flatMap(\.permits).flatMap(\.rights))
        let duties = [
            (Right(.propose, .proposal), Right(.approve, .proposal)),
            (Right(.approve, .proposal), Right(.refuse, .proposal)),
            (Right(.breakGlass, .breakGlass), Right(.review, .breakGlass)),
            (Right(.grant, .grant), Right(.revoke, .grant)), (Right(.grant, .grant), Right(.review, .grant)),
            (Right(.issue, .apiKey), Right(.revoke, .apiKey)), (Right(.create, .user), Right(.suspend, .user)),
            (Right(.place, .legalHold), Right(.release, .legalHold)),
            (Right(.ingest, .document), Right(.release, .heldItem)),
            (Right(.adopt, .roleSet), Right(.read, .accessLog)),
        ]
        return duties.filter { rights.contains($0.0) && !rights.contains($0.1) }
            .map { RoleSetFault(place: .set, problem: .nobodyMay($0.1, since: $0.0)) }
    }
}

private func isBlank(_ text: String) -> Bool { text.allSatisfy(\.isWhitespace) }

extension Right {
    /// Whether whoever has it must be able to read such a thing, and such things can be read.
    fileprivate var needsSight: Bool { action.needsSight && resource.actions.contains(.read) }

    /// Whether it is about patients' data.
    fileprivate var isOnPatients: Bool {
        switch resource {
        case .patient, .account, .claim, .remittance, .heldItem, .documentSpan, .document, .case, .message: true
        default: false
        }
    }
}

extension Permit {
    /// Whether it lets somebody read such a thing in every case in which another permit holds.
    fileprivate func shows(_ resource: Resource, whenever other: Permit) -> Bool {
        gives(Right(.read, resource)) && purposes.isSuperset(of: other.purposes)
            && sensitivities.isSuperset(of: other.sensitivities)
            && facilities.map { other.facilities?.isSubset(of: $0) == true } != false
            && payers.map { other.payers?.isSubset(of: $0) == true } != false
            && amountAtMost.map { limit in other.amountAtMost.map { $0 <= limit } == true } != false
            && (!isForOwnWork || other.isForOwnWork)
    }

    /// What is wrong with it, whoever has it.
    fileprivate var problems: [RoleSetFault.Problem] {
        var problems: [RoleSetFault.Problem] = rights.filter { !$0.exists }.map { .noSuchRight($0) }
        if actions.isEmpty || resources.isEmpty || purposes.isEmpty { problems.append(.namesNothing) }
        if facilities?.isEmpty == true || payers?.isEmpty == true { problems.append(.namesNothing) }
        if amountAtMost?.isNegative == true { problems.append(.negativeAmount) }
        let foreign = fields.subtracting(resources.reduce([]) { $0.union($1.fields) })
        if !foreign.isEmpty { problems.append(.foreignFields(foreign)) }
        if actions.contains(where: \.isLook), resources.contains(where: { $0.fields.meet(fields).isEmpty }) {
            problems.append(.showsNothing)
        }
        return problems
    }
}

extension Prohibition {
    /// Whether it forbids a right altogether, whatever the thing and the purpose, to everybody who may have a role.
    fileprivate func alwaysForbids(_ right: Right, to holders: Set<PrincipalKind>) -> Bool {
        hides == nil && purposes == nil && !concernsTheThing && kinds?.isSuperset(of: holders) != false
            && actions?.contains(right.action) != false && resources?.contains(right.resource) != false
    }
}
