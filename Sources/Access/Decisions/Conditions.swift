import RevenueCycle

/// A permit, and what gives it to somebody.
struct Candidate {
    let permit: Permit
    let source: Source

    /// What gives a permit to somebody.
    enum Source {
        case grant(Grant)
        case emergency(BreakGlass)
    }

    var isEmergency: Bool {
        switch source {
        case .grant: false
        case .emergency: true
        }
    }

    var grantID: GrantID {
        switch source {
        case .grant(let grant): grant.id
        case .emergency(let emergency): emergency.id
        }
    }

    /// Why the permit does not hold; nil when it does.
    func obstacle(to question: Question, about target: Target) -> DenialReason? {
        guard permit.purposes.contains(question.purpose) else { return .wrongPurpose }
        guard reaches(target, with: question.action) else { return .outOfReach }
        guard !permit.isForOwnWork || target.owners.contains(question.requester.person) else { return .notOwnWork }
        guard permit.amountAtMost.map({ limit in target.amount.map { $0.magnitude <= limit } ?? false }) != false else {
            return .aboveLimit
        }
        if case .grant(let grant) = source, grant.isExceeded(by: target, with: question.action) { return .aboveLimit }
        return nil
    }

    private func reaches(_ target: Target, with action: Action) -> Bool {
        guard permit.facilities.map({ !target.facilities.isEmpty && target.facilities.isSubset(of: $0) }) != false,
            permit.payers.map({ !target.payers.isEmpty && target.payers.isSubset(of: $0) }) != false
        else { return false }
        switch source {
        case .grant(let grant):
            return grant.reaches(target, with: action)
                && target.sensitivities.isSubset(of: permit.sensitivities.union(grant.clearances))
        case .emergency(let emergency):
            return !target.patients.isEmpty && target.patients.isSubset(of: emergency.patients)
                && target.sensitivities.isSubset(of: permit.sensitivities)
        }
    }
}

extension [Candidate] {
    /// What all of them show together.
    var fields: FieldMask { reduce([]) { $0.union($1.permit.fields) } }
}

extension DenialReason {
    /// Its place in the list.
    package var step: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

extension Permit {
    /// Whether it names a right.
    func gives(_ right: Right) -> Bool { actions.contains(right.action) && resources.contains(right.resource) }
}

extension Prohibition {
    /// Whether all that it states is met.
    func isMet(by target: Target, _ question: Question, kind: PrincipalKind) -> Bool {
        kinds?.contains(kind) != false
            && actions?.contains(question.action) != false
            && resources?.contains(target.resource) != false
            && purposes?.contains(question.purpose) != false
            && Self.mayConcern(target.facilities, facilities)
            && Self.mayConcern(target.payers, payers)
            && amountAbove.map { limit in target.amount.map { $0.magnitude > limit } ?? true } != false
            && sensitivities.map { !$0.isDisjoint(with: target.sensitivities) } != false
    }

    /// Whether a thing belongs to any of those named, or may, because it is not known to which it belongs.
    private static func mayConcern<Value: Hashable>(_ values: Set<Value>, _ named: Set<Value>?) -> Bool {
        named.map { values.isEmpty || !values.isDisjoint(with: $0) } != false
    }
}
