package import RevenueCycle

/// A rule that lets a role do something.
///
/// What is not stated does not bind, but for sensitivities: what is marked with one that neither the rule nor the grant names is
/// out of reach.
package struct Permit: Hashable, Sendable {
    /// Its name in decisions and entries.
    package let id: RuleID
    /// What may be done with each of the resources.
    package let actions: Set<Action>
    /// With what.
    package let resources: Set<Resource>
    /// Why it may be done.
    package let purposes: Set<Purpose>
    /// Only for what lies wholly within these facilities.
    package let facilities: Set<FacilityID>?
    /// Only for what concerns these payers and no other.
    package let payers: Set<PayerKey>?
    /// Only up to this amount, whatever its sign; an amount that is not known is above it.
    package let amountAtMost: Money?
    /// The sensitivities that it reaches.
    package let sensitivities: Set<Sensitivity>
    /// Whether it is only for somebody's own work.
    package let isForOwnWork: Bool
    /// What is shown.
    package let fields: FieldMask
    /// Why the role has it.
    package let reason: String

    /// A rule that lets a role do something.
    package init(
        id: RuleID,
        actions: Set<Action>,
        resources: Set<Resource>,
        purposes: Set<Purpose>,
        facilities: Set<FacilityID>? = nil,
        payers: Set<PayerKey>? = nil,
        amountAtMost: Money? = nil,
        sensitivities: Set<Sensitivity> = [],
        isForOwnWork: Bool = false,
        fields: FieldMask,
        reason: String
    ) {
        self.id = id
        self.actions = actions
        self.resources = resources
        self.purposes = purposes
        self.facilities = facilities
        self.payers = payers
        self.amountAtMost = amountAtMost
        self.sensitivities = sensitivities
        self.isForOwnWork = isForOwnWork
        self.fields = fields
        self.reason = reason
    }

    /// The rights that it names, those among them that do not exist too.
    package var rights: [Right] {
        Resource.allCases.filter(resources.contains).flatMap { resource in
            Action.allCases.filter(actions.contains).map { Right($0, resource) }
        }
    }
}

/// A rule that forbids something, or hides fields of it; it beats every permit.
///
/// What is not stated binds nothing: a prohibition without actions is for every action. All that is stated must be met; where it
/// is not known whether a thing meets it, it does.
package struct Prohibition: Hashable, Sendable {
    /// Its name in decisions and entries.
    package let id: RuleID
    /// Who, by what they are.
    package let kinds: Set<PrincipalKind>?
    /// What may not be done with any of the resources.
    package let actions: Set<Action>?
    /// With what.
    package let resources: Set<Resource>?
    /// For which purposes.
    package let purposes: Set<Purpose>?
    /// Of any of these facilities.
    package let facilities: Set<FacilityID>?
    /// Of any of these payers.
    package let payers: Set<PayerKey>?
    /// Above this amount, whatever its sign.
    package let amountAbove: Money?
    /// Marked with any of these.
    package let sensitivities: Set<Sensitivity>?
    /// What is hidden; nil when it is forbidden altogether.
    package let hides: FieldMask?
    /// Why.
    package let reason: String

    /// Whether it asks of the thing itself, and not only of who does what and why.
    ///
    /// That such a rule was met must not be told, because it would tell something of the thing.
    package var concernsTheThing: Bool {
        facilities != nil || payers != nil || amountAbove != nil || sensitivities != nil
    }

    /// A rule that forbids something, or hides fields of it.
    package init(
        id: RuleID,
        kinds: Set<PrincipalKind>? = nil,
        actions: Set<Action>? = nil,
        resources: Set<Resource>? = nil,
        purposes: Set<Purpose>? = nil,
        facilities: Set<FacilityID>? = nil,
        payers: Set<PayerKey>? = nil,
        amountAbove: Money? = nil,
        sensitivities: Set<Sensitivity>? = nil,
        hides: FieldMask? = nil,
        reason: String
    ) {
        self.id = id
        self.kinds = kinds
        self.actions = actions
        self.resources = resources
        self.purposes = purposes
        self.facilities = facilities
        self.payers = payers
        self.amountAbove = amountAbove
        self.sensitivities = sensitivities
        self.hides = hides
        self.reason = reason
    }
}
