package import Access
package import RevenueCycle

/// A second, slow evaluator: every rule of every grant as flat rows of conditions, all of which are tried each time.
///
/// It shares the values with the real one and none of its functions, so that the two are wrong together only by chance.
package struct AccessModel {
    /// What a condition may look at.
    struct Case {
        let question: Question
        let target: Target
        let kind: PrincipalKind
    }

    /// One rule for one action and one resource: conditions, each with what is told when it is not met, in order.
    struct Row {
        let role: Role?
        let rule: RuleID
        /// Nil for every action.
        let action: Action?
        /// Nil for every resource.
        let resource: Resource?
        let isForbidding: Bool
        /// The reason that is told when the row forbids.
        var told = DenialReason.forbidden
        let fields: FieldMask?
        let sensitivities: Set<Sensitivity>
        let conditions: [(reason: DenialReason, isMet: (Case) -> Bool)]

        var right: Right? {
            guard let action, let resource else { return nil }
            return Right(action, resource)
        }
    }

    let roles: RoleSet
    private let permits: [Right?: [Row]]
    private let forbids: [Row]
    private let holders: [Role: Set<PrincipalKind>]
    /// The roles that may break the glass.
    private let breakers: Set<Role>

    /// The model of a set of roles.
    package init(_ roles: RoleSet) {
        self.roles = roles
        var permits: [Row] = []
        var forbids: [Row] = []
        for definition in roles.roles {
            for permit in definition.permits { permits += Self.rows(of: permit, role: definition.role) }
            for prohibition in definition.prohibitions { forbids += Self.rows(of: prohibition, role: definition.role) }
        }
        for permit in roles.breakGlass.permits { permits += Self.rows(of: permit, role: nil) }
        for prohibition in roles.prohibitions { forbids += Self.rows(of: prohibition, role: nil) }
        breakers = Set(permits.filter { $0.action == .breakGlass && $0.resource == .breakGlass }.compactMap(\.role))
        self.permits = Dictionary(grouping: permits, by: \.right)
        self.forbids = forbids
        holders = Dictionary(uniqueKeysWithValues: roles.roles.map { ($0.role, $0.heldBy) })
    }

    /// What the answer must be.
    package func decide(_ question: Question, about target: Target?, at moment: Instant) -> Decision {
        let asker = question.requester
        guard let target else { return .denied(Denial(.notFound)) }
        let time = moment.microsecondsSince1970
        let emergencies = asker.principal.emergencies.filter { $0.place == question.place }
        let isLate = emergencies.contains { emergency in
            emergency.reviewed == nil
                && time >= end(of: emergency) + Int64(roles.breakGlass.reviewMinutes) * Self.minute
        }
        let isShared =
            target.owners.contains(asker.principal.person)
            || asker.behalf.map { target.owners.contains($0.person) } ?? false
        let general: [(DenialReason, Bool)] = [
            (.notFound, target.place.tenant != question.place.tenant),
            (.notFound, target.place.environment != question.place.environment),
            (.noSuchRight, !Self.catalogue.contains("\(question.action.rawValue) \(target.resource.rawValue)")),
            (.principalEnded, !isWithin(asker.principal.validity, time)),
            (.principalEnded, asker.behalf.map { !isWithin($0.validity, time) } ?? false),
            (.actsForNobody, (asker.principal.kind == .agent) != (asker.behalf != nil)),
            (.actsForNobody, asker.behalf?.kind == .agent),
            (.peopleOnly, Self.forPeople.contains(question.action) && asker.principal.kind != .user),
            (.ownWork, [.approve, .override, .review, .grant].contains(question.action) && isShared),
            (.reviewOverdue, question.action == .breakGlass && isLate),
        ]
        if let found = general.first(where: \.1) { return .denied(Denial(found.0)) }
        let open = asker.behalf == nil && asker.principal.kind == .user && !isLate ? emergencies : []
        let first = answer(of: asker.principal, open, question, target, time)
        guard case .permitted(var together) = first else { return first }
        if let behalf = asker.behalf {
            let second = answer(of: behalf, [], question, target, time)
            guard case .permitted(let other) = second else { return second }
            together = Permission(
                fields: FieldMask(rawValue: together.fields.rawValue & other.fields.rawValue),
                sources: (together.sources + other.sources).sorted(),
                isEmergency: false
            )
        }
        let isLook = [.search, .read, .export].contains(question.action)
        return isLook && together.fields.rawValue == 0 ? .denied(Denial(.noFields)) : .permitted(together)
    }
}

extension AccessModel {
    private static let minute: Int64 = 60_000_000

    private func isWithin(_ validity: Validity, _ time: Int64) -> Bool {
        let ends = [validity.until, validity.revoked].compactMap { $0?.microsecondsSince1970 }
        return time >= validity.from.microsecondsSince1970 && ends.allSatisfy { $0 > time }
    }

    private func end(of emergency: BreakGlass) -> Int64 {
        let longest = emergency.validity.from.microsecondsSince1970 + Int64(roles.breakGlass.limitMinutes) * Self.minute
        guard let until = emergency.validity.until?.microsecondsSince1970, until < longest else { return longest }
        return until
    }

    private func answer(
        of principal: Principal,
        _ emergencies: [BreakGlass],
        _ question: Question,
        _ target: Target,
        _ time: Int64
    ) -> Decision {
        let grants = principal.grants.filter {
            $0.place == question.place && isWithin($0.validity, time)
                && holders[$0.role]?.contains(principal.kind) ?? false
        }
        if grants.isEmpty { return .denied(Denial(.noRole)) }
        if let scopes = principal.scopes, !scopes.contains(Right(question.action, target.resource)) {
            return .denied(Denial(.outsideScope))
        }
        let asked = Case(question: question, target: target, kind: principal.kind)
        let held = Set(grants.map(\.role))
        let met = forbids.filter { row in
            (row.action == nil || row.action == question.action)
                && (row.resource == nil || row.resource == target.resource)
                && row.role.map { held.contains($0) } != false && row.conditions.allSatisfy { $0.isMet(asked) }
        }
        for reason in [DenialReason.forbidden, .outOfReach] {
            let rules = met.filter { $0.isForbidding && $0.told == reason }.map(\.rule)
            if let rule = rules.min() { return .denied(Denial(reason, by: rule)) }
        }
        var mask = target.resource.fields.rawValue & question.fields.rawValue
        for row in met { mask &= ~(row.fields?.rawValue ?? 0) }
        return weigh(attempts(grants, emergencies, asked, time), asked, mask)
    }

    /// One row tried under one grant or emergency.
    private struct Attempt {
        let source: Permission.Source
        let fields: UInt16
        let isEmergency: Bool
        let failures: [DenialReason]
    }

    private func attempts(_ grants: [Grant], _ emergencies: [BreakGlass], _ asked: Case, _ time: Int64) -> [Attempt] {
        let rows = permits[Right(asked.question.action, asked.target.resource)] ?? []
        var attempts: [Attempt] = []
        for grant in grants {
            for row in rows where row.role == grant.role {
                attempts.append(
                    attempt(
                        row,
                        grant.id,
                        asked,
                        isIn(grant, row, asked),
                        isOverLimit: isOver(grant, asked),
                        isEmergency: false
                    )
                )
            }
        }
        guard grants.contains(where: { breakers.contains($0.role) }) else { return attempts }
        for emergency in emergencies where isWithin(emergency.validity, time) && time < end(of: emergency) {
            for row in rows where row.role == nil {
                let isOpened =
                    asked.target.patients.count > 0
                    && asked.target.patients.allSatisfy { emergency.patients.contains($0) }
                    && asked.target.sensitivities.allSatisfy { row.sensitivities.contains($0) }
                attempts.append(attempt(row, emergency.id, asked, isOpened, isEmergency: true))
            }
        }
        return attempts
    }

    private func attempt(
        _ row: Row,
        _ id: GrantID,
        _ asked: Case,
        _ isInReach: Bool,
        isOverLimit: Bool = false,
        isEmergency: Bool
    ) -> Attempt {
        var failures = row.conditions.filter { !$0.isMet(asked) }.map(\.reason)
        if !isInReach { failures.append(.outOfReach) }
        if isOverLimit { failures.append(.aboveLimit) }
        return Attempt(
            source: Permission.Source(grant: id, rule: row.rule),
            fields: row.fields?.rawValue ?? 0,
            isEmergency: isEmergency,
            failures: failures
        )
    }

    private func isIn(_ grant: Grant, _ row: Row, _ asked: Case) -> Bool {
        let target = asked.target
        let marks = target.sensitivities.allSatisfy {
            row.sensitivities.contains($0) || grant.clearances.contains($0)
        }
        if isCommon(asked) { return marks }
        var isInside = true
        if case .only(let facilities) = grant.facilities {
            isInside = isInside && target.facilities.count > 0 && target.facilities.allSatisfy(facilities.contains)
        }
        if case .only(let programs) = grant.programs {
            isInside = isInside && target.programs.count > 0 && target.programs.allSatisfy(programs.contains)
        }
        if case .only(let payers) = grant.payers {
            isInside = isInside && target.payers.count > 0 && target.payers.allSatisfy(payers.contains)
        }
        return isInside && marks
    }

    private func isCommon(_ asked: Case) -> Bool {
        [.payerRules, .approvalPolicy, .retentionPolicy, .roleSet].contains(asked.target.resource)
            && [.search, .read, .export].contains(asked.question.action)
    }

    private func isOver(_ grant: Grant, _ asked: Case) -> Bool {
        guard let limit = grant.amountAtMost?.cents, !isCommon(asked) else { return false }
        guard let cents = asked.target.amount?.cents else { return true }
        return cents > limit || cents < -limit
    }

    private func weigh(_ attempts: [Attempt], _ asked: Case, _ mask: UInt16) -> Decision {
        let order = DenialReason.allCases
        func place(_ reason: DenialReason) -> Int { order.firstIndex(of: reason) ?? -1 }
        let good = attempts.filter(\.failures.isEmpty)
        if good.isEmpty {
            let nearest = attempts.compactMap { $0.failures.map(place).min() }.max()
            return .denied(Denial(nearest.map { order[$0] } ?? .notPermitted))
        }
        let ordinary = good.filter { !$0.isEmergency }
        let usual = ordinary.reduce(0) { $0 | $1.fields } & mask
        let all = good.reduce(0) { $0 | $1.fields } & mask
        let needsEmergency = ordinary.isEmpty || all & ~usual != 0
        return .permitted(
            Permission(
                fields: FieldMask(rawValue: all),
                sources: (needsEmergency ? good : ordinary).map(\.source).sorted(),
                isEmergency: needsEmergency
            )
        )
    }
}
