package import RevenueCycle

/// Decides whether something may be done with a thing, and what of it is shown.
///
/// The order of the reasons is that of ``DenialReason``: the first that applies is told. Of the reasons why no permit holds it is that of
/// the permit that came nearest.
///
/// - Parameters:
///   - question: who wants to do what, where and why.
///   - target: the thing; nil when there is none, which is answered as if it were another tenant's.
///   - roles: the rules of who may do what.
///   - moment: the time.
/// - Returns: what is permitted, or why nothing is.
package func decide(
    _ question: Question,
    about target: Target?,
    in roles: RoleSet,
    at moment: Instant
) -> Decision {
    Standing(question, in: roles, at: moment).decision(about: target)
}

/// Those of some things about which a question is permitted, in their order, each with what of it is shown.
///
/// - Parameters:
///   - items: the things.
///   - question: who wants to do what, where and why.
///   - roles: the rules of who may do what.
///   - moment: the time.
///   - target: what rules ask of a thing.
/// - Returns: those that ``decide(_:about:in:at:)`` permits.
package func visible<Item>(
    _ items: some Sequence<Item>,
    to question: Question,
    in roles: RoleSet,
    at moment: Instant,
    as target: (Item) -> Target
) -> [(item: Item, permission: Permission)] {
    let standing = Standing(question, in: roles, at: moment)
    return items.compactMap { item in
        standing.decision(about: target(item)).permission.map { (item, $0) }
    }
}

/// What may be shown of some thing of a kind: the most that any permit shows for the purpose, whatever else it asks of the thing.
///
/// What is not in it is shown of nothing, so that it may be said without telling of any thing.
///
/// - Parameters:
///   - question: who wants to do what, where and why.
///   - resource: the kind of thing.
///   - roles: the rules of who may do what.
///   - moment: the time.
/// - Returns: the groups.
package func reach(of question: Question, with resource: Resource, in roles: RoleSet, at moment: Instant) -> FieldMask {
    Standing(question, in: roles, at: moment).reach(with: resource)
}

/// Where somebody stands with a question, whatever the thing: what holds of their grants now.
private struct Standing {
    let question: Question
    let roles: RoleSet
    /// Why the question cannot be asked, whatever the thing; nil when it can.
    let flaw: DenialReason?
    let sides: [Side]
    let isReviewOverdue: Bool

    /// A principal, with what holds of it now: an agent and whom it acts for are two sides, and both must permit.
    struct Side {
        let principal: Principal
        let grants: [Grant]
        let emergencies: [BreakGlass]
        let prohibitions: [Prohibition]
    }

    init(_ question: Question, in roles: RoleSet, at moment: Instant) {
        self.question = question
        self.roles = roles
        let requester = question.requester
        let principals = [requester.principal] + (requester.behalf.map { [$0] } ?? [])
        let overdue = requester.principal.emergencies.contains { emergency in
            emergency.place == question.place && emergency.isReviewOverdue(at: moment, under: roles.breakGlass)
        }
        isReviewOverdue = overdue
        flaw = Self.flaw(of: requester, at: moment)
        sides = principals.map { principal in
            let grants = principal.grants.filter { grant in
                grant.place == question.place && grant.validity.holds(at: moment)
                    && roles.mayHold(grant.role, principal.kind)
            }
            return Side(
                principal: principal,
                grants: grants,
                emergencies: requester.behalf != nil || overdue
                    ? [] : Self.emergencies(of: principal, with: grants, in: question.place, roles, at: moment),
                prohibitions: roles.prohibitions + Set(grants.map(\.role)).flatMap(roles.prohibitions(of:))
            )
        }
    }

    private static func flaw(of requester: Requester, at moment: Instant) -> DenialReason? {
        guard requester.principal.validity.holds(at: moment) else { return .principalEnded }
        if let behalf = requester.behalf {
            guard behalf.validity.holds(at: moment) else { return .principalEnded }
            return requester.principal.kind == .agent && behalf.kind != .agent ? nil : .actsForNobody
        }
        return requester.principal.kind == .agent ? .actsForNobody : nil
    }

    /// The emergency access that holds now: only of a user who has a role that may break the glass.
    private static func emergencies(
        of principal: Principal,
        with grants: [Grant],
        in place: Place,
        _ roles: RoleSet,
        at moment: Instant
    ) -> [BreakGlass] {
        let mayBreak = grants.contains { !roles.permits(of: $0.role, for: Right(.breakGlass, .breakGlass)).isEmpty }
        guard principal.kind == .user, mayBreak else { return [] }
        return principal.emergencies.filter { $0.place == place && $0.holds(at: moment, under: roles.breakGlass) }
    }
}

extension Standing {
    func decision(about target: Target?) -> Decision {
        guard let target, target.place == question.place else { return .denied(Denial(.notFound)) }
        guard Right(question.action, target.resource).exists else { return .denied(Denial(.noSuchRight)) }
        if let reason = flaw ?? unfit(for: target) { return .denied(Denial(reason)) }
        var fields = question.fields
        var sources: [Permission.Source] = []
        var isEmergency = false
        for side in sides {
            switch answer(of: side, about: target) {
            case .denied(let denial): return .denied(denial)
            case .permitted(let permission):
                fields = fields.meet(permission.fields)
                sources += permission.sources
                isEmergency = permission.isEmergency
            }
        }
        guard !fields.isEmpty || !question.action.isLook else { return .denied(Denial(.noFields)) }
        return .permitted(Permission(fields: fields, sources: sources.sorted(), isEmergency: isEmergency))
    }

    /// The groups that some thing of a kind may be shown with.
    func reach(with resource: Resource) -> FieldMask {
        guard flaw == nil else { return [] }
        let target = Target(resource: resource, place: question.place)
        return sides.reduce(resource.fields.meet(question.fields)) { fields, side in
            let permits = permits(of: side, for: Right(question.action, resource))
                .filter { $0.permit.purposes.contains(question.purpose) }
            let hidden = side.prohibitions.filter { prohibition in
                !prohibition.concernsTheThing && prohibition.isMet(by: target, question, kind: side.principal.kind)
            }
            return fields.meet(permits.fields).subtracting(hidden.reduce([]) { $0.union($1.hides ?? []) })
        }
    }

    /// Why whoever asks may not do it, whatever their roles; nil when they may.
    private func unfit(for target: Target) -> DenialReason? {
        let requester = question.requester
        if question.action.isForPeople, requester.principal.kind != .user { return .peopleOnly }
        if question.action.isForOthers, !target.owners.isDisjoint(with: requester.persons) { return .ownWork }
        if question.action == .breakGlass, isReviewOverdue { return .reviewOverdue }
        return nil
    }

    private func answer(of side: Side, about target: Target) -> Decision {
        let right = Right(question.action, target.resource)
        guard !side.grants.isEmpty else { return .denied(Denial(.noRole)) }
        guard side.principal.scopes?.contains(right) != false else { return .denied(Denial(.outsideScope)) }
        let met = side.prohibitions.filter { $0.isMet(by: target, question, kind: side.principal.kind) }
        if let denial = denial(by: met.filter { $0.hides == nil }) { return .denied(denial) }
        let hidden = met.reduce(FieldMask()) { $0.union($1.hides ?? []) }
        let shown = target.resource.fields.meet(question.fields).subtracting(hidden)
        return weigh(permits(of: side, for: right), about: target, shown: shown)
    }

    /// What prohibitions that are met deny; that one was met because of the thing itself is for the record only.
    private func denial(by prohibitions: [Prohibition]) -> Denial? {
        let told = prohibitions.filter { !$0.concernsTheThing }
        if let rule = told.map(\.id).min() { return Denial(.forbidden, by: rule) }
        return prohibitions.map(\.id).min().map { Denial(.outOfReach, by: $0) }
    }

    /// The permits that may give a right: by grants, and by emergency access.
    private func permits(of side: Side, for right: Right) -> [Candidate] {
        let granted = side.grants.flatMap { grant in
            roles.permits(of: grant.role, for: right).map { Candidate(permit: $0, source: .grant(grant)) }
        }
        let opened = side.emergencies.flatMap { emergency in
            roles.breakGlass.permits.filter { $0.gives(right) }
                .map { Candidate(permit: $0, source: .emergency(emergency)) }
        }
        return granted + opened
    }

    private func weigh(_ candidates: [Candidate], about target: Target, shown: FieldMask) -> Decision {
        var nearest = DenialReason.notPermitted
        var holding: [Candidate] = []
        for candidate in candidates {
            guard let obstacle = candidate.obstacle(to: question, about: target) else {
                holding.append(candidate)
                continue
            }
            if obstacle.step > nearest.step { nearest = obstacle }
        }
        guard !holding.isEmpty else { return .denied(Denial(nearest)) }
        let granted = holding.filter { !$0.isEmergency }
        let ordinary = granted.fields.meet(shown)
        let all = holding.fields.meet(shown)
        let isEmergency = granted.isEmpty || all != ordinary
        let sources = (isEmergency ? holding : granted).map {
            Permission.Source(grant: $0.grantID, rule: $0.permit.id)
        }
        return .permitted(Permission(fields: all, sources: sources, isEmergency: isEmergency))
    }
}
