import Access
import RevenueCycle
import Testing

@Suite("A set of roles") struct RoleSetFaultTests {
    /// All roles, without a fault; some exchanged.
    private static func sound(_ own: [RoleDefinition] = []) -> [RoleDefinition] {
        Role.stated.map { role in
            if let other = own.first(where: { $0.role == role }) { return other }
            let holder: PrincipalKind = role == .agent ? .agent : role == .integration ? .service : .user
            let reads = House.permit("\(role.rawValue)-look", [.read], [.claim])
            return House.role(role, heldBy: [holder], role == .administrator ? [] : [reads])
        }
    }

    private static let emergency = House.permit("emergency", [.read], [.claim])

    private func problems(
        _ roles: [RoleDefinition],
        prohibitions: [Prohibition] = [],
        limit: Int = 60,
        review: Int = 60,
        emergency: [Permit] = [emergency]
    ) -> [RoleSetFault.Problem] {
        RoleSet(
            roles: roles,
            prohibitions: prohibitions,
            breakGlass: BreakGlassTerms(limitMinutes: limit, reviewMinutes: review, permits: emergency)
        ).faults.map(\.problem)
    }

    private func problems(of permits: Permit..., to role: Role = .biller) -> [RoleSetFault.Problem] {
        let holder: PrincipalKind = role == .agent ? .agent : role == .integration ? .service : .user
        return problems(Self.sound([House.role(role, heldBy: [holder], permits)]))
    }

    @Test func `is sound when every role is there and every rule can hold`() {
        #expect(problems(Self.sound()) == [])
        #expect(problems(of: House.look) == [])
    }

    @Test func `names every role once, each with a reason and somebody who may have it`() {
        #expect(problems(Array(Self.sound().dropFirst())) == [.roleMissing(.patientSupport)])
        let biller = House.role(.biller, [])
        #expect(problems(Self.sound() + [biller]) == [.roleTwice])
        let blank = RoleDefinition(role: .biller, heldBy: [.user], permits: [], reason: " ")
        #expect(problems(Self.sound([blank])) == [.noReason])
        #expect(problems(Self.sound([House.role(.biller, heldBy: [], [])])) == [.heldByNobody])
    }

    @Test func `keeps agents apart from every other role`() {
        #expect(problems(Self.sound([House.role(.biller, heldBy: [.user, .agent], [])])) == [.agentWithOthers])
        #expect(problems(Self.sound([House.role(.biller, heldBy: [.agent], [])])) == [.agentWithOthers])
        #expect(problems(Self.sound([House.role(.agent, heldBy: [.user], [])])) == [.agentWithOthers])
        #expect(problems(Self.sound([House.role(.agent, heldBy: [.agent, .user], [])])) == [.agentWithOthers])
    }

    @Test func `has rules with names of their own and reasons`() {
        let other = Permit(
            id: RuleID("look"),
            actions: [.read],
            resources: [.account],
            purposes: [.payment],
            fields: FieldMask([.amounts]),
            reason: ""
        )
        #expect(Set(problems(of: House.look, other)) == [.sameName, .noReason])
    }

    @Test func `gives only what there is, to somebody, for something, and shows of it something`() {
        #expect(problems(of: House.permit("x", [.run], [.claim])).contains(.noSuchRight(Right(.run, .claim))))
        #expect(problems(of: House.permit("x", [], [.claim])).contains(.namesNothing))
        #expect(problems(of: House.permit("x", [.read], [], fields: [])).contains(.namesNothing))
        #expect(problems(of: House.permit("x", [.read], [.claim], purposes: [])).contains(.namesNothing))
        #expect(problems(of: House.permit("x", [.read], [.claim], facilities: [])).contains(.namesNothing))
        #expect(problems(of: House.permit("x", [.read], [.claim], payers: [])).contains(.namesNothing))
        #expect(problems(of: House.permit("x", [.read], [.claim], fields: [])) == [.showsNothing])
        #expect(problems(of: House.permit("x", [.read], [.claim, .job], fields: [.amounts])) == [.showsNothing])
        #expect(problems(of: House.permit("x", [.ingest], [.document], fields: [])) != [.showsNothing])
        let foreign = House.permit("x", [.read], [.report], fields: [.amounts, .identity])
        #expect(problems(of: foreign) == [.foreignFields(FieldMask([.identity]))])
        let amount = Money(cents: -1)
        #expect(problems(of: House.permit("x", [.read], [.claim], amountAtMost: amount)) == [.negativeAmount])
    }

    @Test func `never lets an agent or a service do what is for people`() {
        for role in [Role.agent, .integration] {
            let found = problems(of: House.permit("all", Set(Action.allCases), Set(Resource.allCases)), to: role)
            for right in Right.all {
                #expect(found.contains(.forPeopleOnly(right)) == right.action.isForPeople, "\(right)")
            }
        }
        let mixed = House.role(
            .biller,
            heldBy: [.user, .service],
            [House.permit("x", [.link], [.patient], fields: [])]
        )
        #expect(problems(Self.sound([mixed])).contains(.forPeopleOnly(Right(.link, .patient))))
    }

    @Test func `lets nobody act on what they may not see in the same case`() {
        let approve = House.permit("approve", [.approve, .refuse], [.proposal], fields: [])
        func unseen(_ approve: Permit, _ look: Permit) -> Bool {
            problems(of: approve, look).contains(.unseen(Right(.approve, .proposal)))
        }
        let look = House.permit("look", [.read], [.proposal])
        #expect(!unseen(approve, look))
        #expect(unseen(approve, House.permit("look", [.search], [.proposal])))
        #expect(unseen(approve, House.permit("look", [.read], [.claim])))
        #expect(unseen(approve, House.permit("look", [.read], [.proposal], purposes: [.audit])))
        #expect(unseen(approve, House.permit("look", [.read], [.proposal], isForOwnWork: true)))
        #expect(unseen(approve, House.permit("look", [.read], [.proposal], facilities: [FacilityID("north")])))
        #expect(unseen(approve, House.permit("look", [.read], [.proposal], payers: [PayerKey("one")])))
        #expect(unseen(approve, House.permit("look", [.read], [.proposal], amountAtMost: Money(cents: 1))))
        let limited = House.permit(
            "approve",
            [.approve, .refuse],
            [.proposal],
            facilities: [FacilityID("north")],
            payers: [PayerKey("one")],
            amountAtMost: Money(cents: 5),
            sensitivities: [.minor],
            isForOwnWork: true,
            fields: []
        )
        #expect(unseen(limited, look))
        let wider = House.permit(
            "look",
            [.read],
            [.proposal],
            facilities: [FacilityID("north"), FacilityID("south")],
            payers: [PayerKey("one")],
            amountAtMost: Money(cents: 5),
            sensitivities: [.minor, .vip],
            isForOwnWork: true
        )
        #expect(!unseen(limited, wider))
        let lower = House.permit("look", [.read], [.proposal], amountAtMost: Money(cents: 4), sensitivities: [.minor])
        #expect(unseen(limited, lower))
    }

    @Test func `has auditors who change nothing, and keepers of accounts who see and decide nothing`() {
        let note = House.permit("note", [.read, .note], [.claim])
        #expect(problems(of: note, to: .auditor) == [.changes(Right(.note, .claim))])
        #expect(problems(of: House.permit("v", [.verify], [.journal], fields: []), to: .auditor) == [])
        let grants = House.permit("grants", [.read, .grant, .revoke, .review], [.grant], fields: [.staff])
        #expect(problems(of: grants) == [])
        #expect(problems(of: grants, House.look).contains(.decidesAndGrants(Right(.read, .claim))))
        let decide = House.permit("decide", [.propose], [.proposal], fields: [])
        #expect(problems(of: grants, decide).contains(.decidesAndGrants(Right(.propose, .proposal))))
    }

    @Test func `has no permit that a prohibition always beats`() {
        func neverHolds(_ prohibition: Prohibition, ofRole: Bool = false) -> Bool {
            let biller = House.role(.biller, [House.look], prohibitions: ofRole ? [prohibition] : [])
            let found = problems(Self.sound([biller]), prohibitions: ofRole ? [] : [prohibition])
            return found.contains(.neverHolds(RuleID("never")))
        }
        func never(
            kinds: Set<PrincipalKind>? = nil,
            actions: Set<Action>? = [.read],
            resources: Set<Resource>? = [.proposal],
            purposes: Set<Purpose>? = nil,
            facilities: Set<FacilityID>? = nil,
            payers: Set<PayerKey>? = nil,
            amountAbove: Money? = nil,
            sensitivities: Set<Sensitivity>? = nil,
            hides: FieldMask? = nil
        ) -> Prohibition {
            Prohibition(
                id: RuleID("never"),
                kinds: kinds,
                actions: actions,
                resources: resources,
                purposes: purposes,
                facilities: facilities,
                payers: payers,
                amountAbove: amountAbove,
                sensitivities: sensitivities,
                hides: hides,
                reason: "for a test"
            )
        }
        #expect(neverHolds(never()))
        #expect(neverHolds(never(), ofRole: true))
        #expect(neverHolds(never(kinds: [.user])))
        #expect(neverHolds(never(actions: nil, resources: nil), ofRole: true))
        #expect(!neverHolds(never(kinds: [.agent])))
        #expect(!neverHolds(never(actions: [.approve])))
        #expect(!neverHolds(never(resources: [.job])))
        #expect(!neverHolds(never(purposes: [.payment])))
        #expect(!neverHolds(never(facilities: [FacilityID("north")])))
        #expect(!neverHolds(never(payers: [PayerKey("one")])))
        #expect(!neverHolds(never(amountAbove: .zero)))
        #expect(!neverHolds(never(sensitivities: [.vip])))
        #expect(!neverHolds(never(hides: FieldMask([.amounts]))))
    }

    @Test func `has prohibitions that can be met`() {
        func problems(_ prohibition: Prohibition) -> [RoleSetFault.Problem] {
            self.problems(Self.sound(), prohibitions: [prohibition])
        }
        let id = RuleID("x")
        #expect(problems(Prohibition(id: id, kinds: [], reason: "r")).contains(.namesNothing))
        #expect(problems(Prohibition(id: id, actions: [], reason: "r")) == [.namesNothing])
        #expect(problems(Prohibition(id: id, resources: [], reason: "r")) == [.namesNothing])
        #expect(problems(Prohibition(id: id, purposes: [], reason: "r")) == [.namesNothing])
        #expect(problems(Prohibition(id: id, facilities: [], reason: "r")) == [.namesNothing])
        #expect(problems(Prohibition(id: id, payers: [], reason: "r")) == [.namesNothing])
        #expect(problems(Prohibition(id: id, sensitivities: [], reason: "r")) == [.namesNothing])
        #expect(problems(Prohibition(id: id, hides: [], reason: "r")) == [.hidesNothing])
        #expect(problems(Prohibition(id: id, amountAbove: Money(cents: -1), reason: "r")) == [.negativeAmount])
        let ofRole = House.role(.biller, [], prohibitions: [Prohibition(id: id, hides: [], reason: "")])
        #expect(Set(self.problems(Self.sound([ofRole]))) == [.hidesNothing, .noReason])
    }

    @Test func `limits emergency access to looking, for a time, with a review`() {
        for (limit, review) in [(0, 60), (24 * 60 + 1, 60), (60, 0), (60, 30 * 24 * 60 + 1)] {
            #expect(problems(Self.sound(), limit: limit, review: review) == [.emergencyWithoutLimit])
        }
        #expect(problems(Self.sound(), limit: 1, review: 1) == [])
        #expect(problems(Self.sound(), limit: 24 * 60, review: 30 * 24 * 60) == [])
        for action in [Action.note, .export] {
            let permit = House.permit("e", [action], [.claim])
            #expect(problems(Self.sound(), emergency: [permit]) == [.emergencyWithOwnWork])
        }
        let own = House.permit("e", [.read], [.claim], isForOwnWork: true)
        #expect(problems(Self.sound(), emergency: [own]) == [.emergencyWithOwnWork])
        #expect(
            problems(Self.sound(), emergency: [House.permit("e", [.read], [.claim], fields: [])]) == [.showsNothing]
        )
    }

    @Test func `has somebody for each duty that follows from a right`() {
        let glass = House.permit("glass", [.breakGlass], [.breakGlass], fields: [])
        #expect(
            problems(of: glass) == [.nobodyMay(Right(.review, .breakGlass), since: Right(.breakGlass, .breakGlass))]
        )
        let propose = House.permit("propose", [.propose], [.proposal], fields: [])
        #expect(problems(of: propose) == [.nobodyMay(Right(.approve, .proposal), since: Right(.propose, .proposal))])
        let hold = House.permit("hold", [.read, .place], [.legalHold], fields: [.staff])
        #expect(problems(of: hold) == [.nobodyMay(Right(.release, .legalHold), since: Right(.place, .legalHold))])
    }

    @Test func `says what is wrong in sentences that differ`() {
        let right = Right(.read, .claim)
        let problems: [RoleSetFault.Problem] = [
            .noReason, .sameName, .roleMissing(.agent), .roleTwice, .heldByNobody, .agentWithOthers,
            .noSuchRight(right),
            .namesNothing, .forPeopleOnly(right), .unseen(right), .foreignFields(.all), .showsNothing, .hidesNothing,
            .neverHolds(RuleID("r")), .changes(right), .decidesAndGrants(right), .nobodyMay(right, since: right),
            .emergencyWithoutLimit, .emergencyWithOwnWork, .negativeAmount,
        ]
        #expect(Set(problems.map(\.sentence)).count == problems.count)
    }
}
