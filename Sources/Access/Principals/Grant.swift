package import RevenueCycle

/// What of a tenant a grant reaches: everything, or only what lies wholly within a set.
package enum Boundary<Value: Hashable & Sendable>: Hashable, Sendable {
    case everything
    case only(Set<Value>)

    /// Whether all of what a thing belongs to lies within; a thing of which it is not known lies within no bound.
    package func covers(_ values: Set<Value>) -> Bool {
        switch self {
        case .everything: true
        case .only(let allowed): !values.isEmpty && values.isSubset(of: allowed)
        }
    }
}

/// A role that a principal has, where, and for how long.
package struct Grant: Hashable, Sendable {
    /// Its name in decisions and entries.
    package let id: GrantID
    /// The role.
    package let role: Role
    /// The tenant and environment in which it holds, and no other.
    package let place: Place
    /// The facilities that it reaches.
    package let facilities: Boundary<FacilityID>
    /// The programs that it reaches.
    package let programs: Boundary<ProgramID>
    /// The payers that it reaches.
    package let payers: Boundary<PayerKey>
    /// The amount up to which it reaches, whatever the sign; nil for any.
    ///
    /// An amount that is not known is above it.
    package let amountAtMost: Money?
    /// The sensitivities that it reaches beside those that the role's rules reach for all.
    package let clearances: Set<Sensitivity>
    /// When.
    package var validity: Validity

    /// A role in a place.
    package init(
        id: GrantID,
        role: Role,
        place: Place,
        facilities: Boundary<FacilityID> = .everything,
        programs: Boundary<ProgramID> = .everything,
        payers: Boundary<PayerKey> = .everything,
        amountAtMost: Money? = nil,
        clearances: Set<Sensitivity> = [],
        validity: Validity
    ) {
        self.id = id
        self.role = role
        self.place = place
        self.facilities = facilities
        self.programs = programs
        self.payers = payers
        self.amountAtMost = amountAtMost
        self.clearances = clearances
        self.validity = validity
    }

    /// Whether a thing lies within the grant's bounds, whatever its amount.
    ///
    /// Rules and policies are the same for the whole tenant, so whoever may look at them may do so from within any bound.
    func reaches(_ target: Target, with action: Action) -> Bool {
        if target.resource.isReference && action.isLook { return true }
        return facilities.covers(target.facilities) && programs.covers(target.programs) && payers.covers(target.payers)
    }

    /// Whether a thing's amount is above the grant's, or may be, because it is not known.
    func isExceeded(by target: Target, with action: Action) -> Bool {
        guard let amountAtMost, !(target.resource.isReference && action.isLook) else { return false }
        return target.amount.map { $0.magnitude > amountAtMost } ?? true
    }
}
