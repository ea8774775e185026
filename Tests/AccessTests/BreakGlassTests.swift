import Access
import RevenueCycle
import Testing

@Suite("Emergency access") struct BreakGlassTests {
    private static let (pat, sam) = (SourcePatientID(1), SourcePatientID(2))
    private static let bounded = House.grant(.biller, facilities: .only([FacilityID("north")]))

    private static func emergency(
        patients: Set<SourcePatientID> = [pat],
        in place: Place = House.here,
        validity: Validity = Validity(from: House.minute(90), until: House.minute(120)),
        reviewed: Instant? = nil
    ) -> BreakGlass? {
        BreakGlass(
            id: GrantID("glass"),
            place: place,
            patients: patients,
            reason: "The patient is on the telephone.",
            validity: validity,
            reviewed: reviewed
        )
    }

    private func decision(
        _ emergency: BreakGlass?,
        of patients: Set<SourcePatientID> = [pat],
        at moment: Instant = House.now,
        grants: [Grant] = [bounded],
        kind: PrincipalKind = .user,
        sensitivities: Set<Sensitivity> = [],
        in roles: RoleSet = House.roles()
    ) -> Decision {
        let requester = Requester(House.principal(kind, grants, emergencies: [emergency]))
        let claim = House.claim(sensitivities: sensitivities, patients: patients)
        return decide(House.question(requester), about: claim, in: roles, at: moment)
    }

    @Test func `opens what the terms say, for the patients named, and says so`() {
        #expect(decision(nil).reason == .outOfReach)
        let opened = decision(Self.emergency())
        #expect(opened.groups == [.identity])
        #expect(opened.permission?.isEmergency == true)
        #expect(opened.permission?.sources == [Permission.Source(grant: GrantID("glass"), rule: RuleID("emergency"))])
        #expect(decision(Self.emergency(), of: [Self.pat, Self.sam]).reason == .outOfReach)
        #expect(decision(Self.emergency(), of: []).reason == .outOfReach)
        #expect(decision(Self.emergency(), sensitivities: [.vip]).reason == .outOfReach)
    }

    @Test func `is not told of where grants show as much`() {
        let grants = [House.grant(.biller)]
        let roles = House.roles(emergency: [House.permit("emergency", [.read], [.claim], fields: [.amounts])])
        let plain = decision(Self.emergency(), grants: grants, in: roles)
        #expect(plain.permission?.isEmergency == false)
        #expect(plain.permission?.sources.map(\.grant) == [GrantID("grant")])
        let more = decision(Self.emergency(), grants: grants)
        #expect(more.permission?.isEmergency == true)
        #expect(more.permission?.fields == FieldMask([.identity, .recordNumbers, .amounts]))
        #expect(more.permission?.sources.count == 2)
    }

    @Test func `ends to the second, by its own end, by the longest time, or when it is revoked`() {
        func isOpen(_ validity: Validity, at moment: Instant) -> Bool {
            decision(Self.emergency(validity: validity), at: moment).reason == nil
        }
        func before(_ moment: Instant) -> Instant { Instant(microsecondsSince1970: moment.microsecondsSince1970 - 1) }
        let short = Validity(from: House.minute(90), until: House.minute(120))
        #expect(!isOpen(short, at: before(House.minute(90))))
        #expect(isOpen(short, at: House.minute(90)))
        #expect(isOpen(short, at: before(House.minute(120))))
        #expect(!isOpen(short, at: House.minute(120)))
        let long = Validity(from: House.minute(90), until: House.minute(900))
        #expect(isOpen(long, at: before(House.minute(150))))
        #expect(!isOpen(long, at: House.minute(150)))
        let revoked = Validity(from: House.minute(90), until: House.minute(120), revoked: House.minute(100))
        #expect(isOpen(revoked, at: before(House.minute(100))))
        #expect(!isOpen(revoked, at: House.minute(100)))
    }

    @Test func `needs a reason, a patient and an end`() {
        #expect(Self.emergency(patients: []) == nil)
        #expect(Self.emergency(validity: House.always) == nil)
        let validity = Validity(from: House.minute(90), until: House.minute(120))
        for reason in ["", " \n"] {
            let blank = BreakGlass(
                id: GrantID("glass"),
                place: House.here,
                patients: [Self.pat],
                reason: reason,
                validity: validity
            )
            #expect(blank == nil)
        }
    }

    @Test func `is for users who have a role that may break the glass, here and now`() {
        let supervisor = House.grant(.supervisor, facilities: .only([FacilityID("north")]))
        #expect(decision(Self.emergency(), grants: [supervisor]).reason == .outOfReach)
        #expect(decision(Self.emergency(), grants: []).reason == .noRole)
        let past = House.grant(
            .biller,
            id: "past",
            validity: Validity(from: House.minute(0), revoked: House.minute(95))
        )
        #expect(decision(Self.emergency(), grants: [supervisor, past]).reason == .outOfReach)
        #expect(decision(Self.emergency(in: House.sandbox)).reason == .outOfReach)
        let service = House.role(
            .integration,
            heldBy: [.service],
            [House.look, House.permit("glass", [.breakGlass], [.breakGlass])]
        )
        let grant = House.grant(.integration, facilities: .only([FacilityID("north")]))
        let roles = House.roles([service])
        #expect(decision(Self.emergency(), grants: [grant], kind: .service, in: roles).reason == .outOfReach)
    }

    @Test func `does not pass to an agent`() {
        let mira = House.principal([Self.bounded], emergencies: [Self.emergency()])
        let agent = House.principal(.agent, id: "agent:a", [House.grant(.agent)], emergencies: [Self.emergency()])
        let question = House.question(Requester(agent, onBehalfOf: mira))
        let claim = House.claim(patients: [Self.pat])
        #expect(decide(question, about: claim, in: House.roles(), at: House.now).reason == .outOfReach)
    }

    @Test func `does not pass a prohibition`() {
        let never = Prohibition(id: RuleID("never"), resources: [.claim], reason: "for a test")
        #expect(decision(Self.emergency(), in: House.roles(prohibitions: [never])).reason == .forbidden)
    }

    @Test func `that is not reviewed in time keeps its holder from any other`() {
        let first = Self.emergency(validity: Validity(from: House.minute(0), until: House.minute(20)))
        let second = Self.emergency(validity: Validity(from: House.minute(45), until: House.minute(80)))
        func reasons(_ first: BreakGlass?, at minute: Int) -> [DenialReason?] {
            let requester = Requester(
                House.principal([Self.bounded, House.grant(.biller, id: "all")], emergencies: [first])
            )
            let bounded = Requester(House.principal([Self.bounded], emergencies: [first, second]))
            let glass = Target(resource: .breakGlass, place: House.here)
            let claim = House.claim(patients: [Self.pat])
            return [
                decide(
                    House.question(requester, .breakGlass),
                    about: glass,
                    in: House.roles(),
                    at: House.minute(minute)
                ).reason,
                decide(House.question(bounded), about: claim, in: House.roles(), at: House.minute(minute)).reason,
            ]
        }
        #expect(reasons(first, at: 49) == [nil, nil])
        #expect(reasons(first, at: 50) == [.reviewOverdue, .outOfReach])
        var reviewed = first
        reviewed?.reviewed = House.minute(30)
        #expect(reasons(reviewed, at: 50) == [nil, nil])
        #expect(first?.isReviewOverdue(at: House.minute(49), under: House.roles().breakGlass) == false)
        let elsewhere = Self.emergency(
            in: House.sandbox,
            validity: Validity(from: House.minute(0), until: House.minute(20))
        )
        #expect(reasons(elsewhere, at: 50) == [nil, nil])
    }

    @Test func `may last to the end of time without overflow`() {
        #expect(Instant(microsecondsSince1970: .max - 1).adding(minutes: 1).microsecondsSince1970 == .max)
        #expect(Instant(microsecondsSince1970: 0).adding(minutes: .max).microsecondsSince1970 == .max)
        #expect(House.minute(1).microsecondsSince1970 == 60_000_000)
    }
}
