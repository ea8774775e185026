import Access
import RevenueCycle

/// A small house: one tenant, a few roles, and those who have them.
///
/// Times are minutes.
enum House {
    static let here = Place(tenant: TenantID("st-anne"), environment: .production)
    static let sandbox = Place(tenant: TenantID("st-anne"), environment: .sandbox)
    static let elsewhere = Place(tenant: TenantID("north"), environment: .production)

    static func minute(_ minute: Int) -> Instant { Instant(microsecondsSince1970: 0).adding(minutes: minute) }
    static let always = Validity(from: minute(0))
    static let now = minute(100)

    static func permit(
        _ id: String,
        _ actions: Set<Action>,
        _ resources: Set<Resource>,
        purposes: Set<Purpose> = [.payment],
        facilities: Set<FacilityID>? = nil,
        payers: Set<PayerKey>? = nil,
        amountAtMost: Money? = nil,
        sensitivities: Set<Sensitivity> = [],
        isForOwnWork: Bool = false,
        fields: [FieldGroup] = [.recordNumbers, .amounts]
    ) -> Permit {
        Permit(
            id: RuleID(id),
            actions: actions,
            resources: resources,
            purposes: purposes,
            facilities: facilities,
            payers: payers,
            amountAtMost: amountAtMost,
            sensitivities: sensitivities,
            isForOwnWork: isForOwnWork,
            fields: FieldMask(fields),
            reason: "for a test"
        )
    }

    static func role(
        _ role: Role,
        heldBy: Set<PrincipalKind> = [.user],
        _ permits: [Permit],
        prohibitions: [Prohibition] = []
    ) -> RoleDefinition {
        RoleDefinition(role: role, heldBy: heldBy, permits: permits, prohibitions: prohibitions, reason: "for a test")
    }

    static let look = permit("look", [.search, .read], [.claim, .proposal])

    /// The roles of the house, some of them exchanged.
    static func roles(
        _ own: [RoleDefinition] = [],
        prohibitions: [Prohibition] = [],
        emergency: [Permit] = [permit("emergency", [.read], [.claim], fields: [.identity])]
    ) -> RoleSet {
        let usual = [
            role(.biller, [look, permit("glass", [.breakGlass], [.breakGlass])]),
            role(.supervisor, [look, permit("decide", [.approve, .refuse], [.proposal])]),
            role(.integration, heldBy: [.service], [permit("feed", [.read], [.claim], fields: [.amounts])]),
            role(.agent, heldBy: [.agent], [permit("aid", [.read], [.claim], fields: [.amounts, .clinicalCodes])]),
        ]
        return RoleSet(
            roles: own + usual.filter { role in !own.contains { $0.role == role.role } },
            prohibitions: prohibitions,
            breakGlass: BreakGlassTerms(limitMinutes: 60, reviewMinutes: 30, permits: emergency)
        )
    }

    static func grant(
        _ role: Role,
        id: String = "grant",
        in place: Place = here,
        facilities: Boundary<FacilityID> = .everything,
        programs: Boundary<ProgramID> = .everything,
        payers: Boundary<PayerKey> = .everything,
        amountAtMost: Money? = nil,
        clearances: Set<Sensitivity> = [],
        validity: Validity = always
    ) -> Grant {
        Grant(
            id: GrantID(id),
            role: role,
            place: place,
            facilities: facilities,
            programs: programs,
            payers: payers,
            amountAtMost: amountAtMost,
            clearances: clearances,
            validity: validity
        )
    }

    /// Mira's account.
    static func principal(
        _ grants: [Grant],
        emergencies: [BreakGlass?] = [],
        scopes: Set<Right>? = nil,
        validity: Validity = always
    ) -> Principal {
        principal(.user, grants, emergencies: emergencies, scopes: scopes, validity: validity)
    }

    static func principal(
        _ kind: PrincipalKind = .user,
        id: String = "user:mira",
        person: String = "mira",
        _ grants: [Grant],
        emergencies: [BreakGlass?] = [],
        scopes: Set<Right>? = nil,
        validity: Validity = always
    ) -> Principal {
        Principal(
            id: PrincipalID(id),
            kind: kind,
            person: HumanID(person),
            grants: grants,
            emergencies: emergencies.compactMap(\.self),
            scopes: scopes,
            validity: validity
        )
    }

    static let biller = Requester(principal([grant(.biller)]))

    static func question(
        _ requester: Requester,
        _ action: Action = .read,
        for purpose: Purpose = .payment,
        in place: Place = here,
        fields: FieldMask = .all
    ) -> Question {
        Question(requester: requester, place: place, action: action, purpose: purpose, fields: fields)
    }

    static func claim(
        in place: Place = here,
        facilities: Set<FacilityID> = [],
        programs: Set<ProgramID> = [],
        payers: Set<PayerKey> = [],
        amount: Money? = nil,
        sensitivities: Set<Sensitivity> = [],
        patients: Set<SourcePatientID> = []
    ) -> Target {
        Target(
            resource: .claim,
            place: place,
            facilities: facilities,
            programs: programs,
            payers: payers,
            amount: amount,
            sensitivities: sensitivities,
            patients: patients
        )
    }

    static func proposal(by owners: Set<HumanID> = [HumanID("olu")], amount: Money? = nil) -> Target {
        Target(resource: .proposal, place: here, amount: amount, owners: owners)
    }
}

extension Decision {
    /// Why it is denied; nil when it is not.
    var reason: DenialReason? {
        switch self {
        case .permitted: nil
        case .denied(let denial): denial.reason
        }
    }

    /// What is shown; nil when it is denied.
    var groups: [FieldGroup]? { permission?.fields.groups }
}
