import Access
import RevenueCycle
import Testing

@Suite("A grant") struct GrantTests {
    private func reason(
        _ grant: Grant,
        at moment: Instant = House.now,
        _ target: Target = House.claim()
    ) -> DenialReason? {
        decide(
            House.question(Requester(House.principal([grant]))),
            about: target,
            in: House.roles(),
            at: moment
        ).reason
    }

    private func beside(_ moment: Instant, _ microseconds: Int64) -> Instant {
        Instant(microsecondsSince1970: moment.microsecondsSince1970 + microseconds)
    }

    @Test func `shows what its role's rules show, and names grant and rule`() {
        let decision = decide(House.question(House.biller), about: House.claim(), in: House.roles(), at: House.now)
        let source = Permission.Source(grant: GrantID("grant"), rule: RuleID("look"))
        #expect(
            decision
                == .permitted(
                    Permission(fields: FieldMask([.recordNumbers, .amounts]), sources: [source], isEmergency: false)
                )
        )
    }

    @Test func `holds from its first moment on, and up to its last, which is not in it`() {
        let validity = Validity(from: House.minute(10), until: House.minute(20))
        let grant = House.grant(.biller, validity: validity)
        #expect(reason(grant, at: beside(House.minute(10), -1)) == .noRole)
        #expect(reason(grant, at: House.minute(10)) == nil)
        #expect(reason(grant, at: beside(House.minute(20), -1)) == nil)
        #expect(reason(grant, at: House.minute(20)) == .noRole)
        #expect(reason(grant, at: beside(House.minute(20), -1_000_000)) == nil)
        #expect(reason(grant, at: beside(House.minute(20), 1_000_000)) == .noRole)
    }

    @Test func `ends when it is revoked, whatever was set as its end`() {
        let validity = Validity(from: House.minute(10), until: House.minute(90), revoked: House.minute(20))
        let grant = House.grant(.biller, validity: validity)
        #expect(reason(grant, at: beside(House.minute(20), -1)) == nil)
        #expect(reason(grant, at: House.minute(20)) == .noRole)
        let open = House.grant(.biller, validity: Validity(from: House.minute(10), revoked: House.minute(20)))
        #expect(reason(open, at: House.minute(20)) == .noRole)
    }

    @Test func `of the account itself ends with it`() {
        let ended = House.principal([House.grant(.biller)], validity: Validity(from: House.minute(0), until: House.now))
        let question = House.question(Requester(ended))
        #expect(decide(question, about: House.claim(), in: House.roles(), at: House.now).reason == .principalEnded)
        #expect(decide(question, about: House.claim(), in: House.roles(), at: beside(House.now, -1)).reason == nil)
    }

    @Test func `gives nothing in another tenant or environment, also to whoever has it there`() {
        #expect(reason(House.grant(.biller, in: House.sandbox)) == .noRole)
        #expect(reason(House.grant(.biller, in: House.elsewhere)) == .noRole)
        let both = [House.grant(.biller), House.grant(.biller, id: "other", in: House.elsewhere)]
        let question = House.question(Requester(House.principal(both)))
        let foreign = decide(question, about: House.claim(in: House.elsewhere), in: House.roles(), at: House.now)
        #expect(foreign == .denied(Denial(.notFound)))
    }

    @Test func `makes what is another tenant's or environment's no different from what is not there`() {
        let roles = House.roles()
        let requesters = [
            House.biller, Requester(House.principal([])),
            Requester(House.principal(.agent, [House.grant(.agent)])),
            Requester(House.principal([House.grant(.biller)], validity: Validity(from: House.minute(200)))),
        ]
        var different: [String] = []
        for requester in requesters {
            for action in Action.allCases {
                for resource in Resource.allCases {
                    let question = House.question(requester, action)
                    let absent = decide(question, about: nil, in: roles, at: House.now)
                    for place in [House.sandbox, House.elsewhere] {
                        let foreign = Target(resource: resource, place: place, sensitivities: [.vip])
                        let decision = decide(question, about: foreign, in: roles, at: House.now)
                        if decision != absent { different.append("\(action) \(resource)") }
                    }
                }
            }
        }
        #expect(different == [])
    }

    @Test func `reaches only what lies wholly within its facilities and programs`() {
        let (north, south) = (FacilityID("north"), FacilityID("south"))
        let grant = House.grant(.biller, facilities: .only([north]))
        #expect(reason(grant, House.claim(facilities: [north])) == nil)
        #expect(reason(grant, House.claim(facilities: [south])) == .outOfReach)
        #expect(reason(grant, House.claim(facilities: [north, south])) == .outOfReach)
        #expect(reason(grant, House.claim()) == .outOfReach)
        let detox = ProgramID("detox")
        let program = House.grant(.biller, programs: .only([detox]))
        #expect(reason(program, House.claim(programs: [detox])) == nil)
        #expect(reason(program, House.claim(programs: [detox, ProgramID("other")])) == .outOfReach)
        #expect(reason(program, House.claim()) == .outOfReach)
    }

    @Test func `reaches only what concerns its payers and no other, up to its amount`() {
        let (one, other) = (PayerKey("one"), PayerKey("other"))
        let payer = House.grant(.biller, payers: .only([one]))
        #expect(reason(payer, House.claim(payers: [one])) == nil)
        #expect(reason(payer, House.claim(payers: [one, other])) == .outOfReach)
        #expect(reason(payer, House.claim()) == .outOfReach)
        let small = House.grant(.biller, amountAtMost: Money(cents: 100))
        for (cents, expected) in [
            (100, nil), (-100, nil), (0, nil), (101, DenialReason.aboveLimit), (-101, .aboveLimit),
        ] as [(Int64, DenialReason?)] {
            #expect(reason(small, House.claim(amount: Money(cents: cents))) == expected, "\(cents)")
        }
        #expect(reason(small, House.claim()) == .aboveLimit)
        // What is out of reach is told first, and another grant is bound by its own bounds alone.
        let both = House.grant(.biller, payers: .only([one]), amountAtMost: Money(cents: 100))
        #expect(reason(both, House.claim(payers: [other], amount: Money(cents: 101))) == .outOfReach)
        let requester = Requester(House.principal([both, House.grant(.biller, id: "other", payers: .only([other]))]))
        let decision = { (target: Target) in
            decide(House.question(requester), about: target, in: House.roles(), at: House.now).reason
        }
        #expect(decision(House.claim(payers: [other], amount: Money(cents: 101))) == nil)
        #expect(decision(House.claim(payers: [one], amount: Money(cents: 101))) == .aboveLimit)
        #expect(decision(House.claim(payers: [one, other], amount: .zero)) == .outOfReach)
    }

    @Test func `up to an amount shows the rules of the house, and lets nobody change them`() {
        let roles = House.roles([
            House.role(.biller, [House.permit("rules", [.read, .adopt], [.payerRules], fields: [.settings])])
        ])
        let requester = Requester(
            House.principal([House.grant(.biller, payers: .only([PayerKey("one")]), amountAtMost: Money(cents: 1))])
        )
        let small = Requester(House.principal([House.grant(.biller, amountAtMost: Money(cents: 1))]))
        let rules = Target(resource: .payerRules, place: House.here)
        #expect(decide(House.question(requester), about: rules, in: roles, at: House.now).reason == nil)
        #expect(decide(House.question(requester, .adopt), about: rules, in: roles, at: House.now).reason == .outOfReach)
        #expect(decide(House.question(small, .adopt), about: rules, in: roles, at: House.now).reason == .aboveLimit)
    }

    @Test func `within a facility shows the rules of the house, and lets nobody change them`() {
        let roles = House.roles([
            House.role(.biller, [House.permit("rules", [.read, .adopt], [.payerRules], fields: [.settings])])
        ])
        let requester = Requester(House.principal([House.grant(.biller, facilities: .only([FacilityID("north")]))]))
        let rules = Target(resource: .payerRules, place: House.here)
        let read = decide(House.question(requester), about: rules, in: roles, at: House.now)
        #expect(read.reason == nil)
        let adopt = decide(House.question(requester, .adopt), about: rules, in: roles, at: House.now)
        #expect(adopt.reason == .outOfReach)
        let tenantWide = House.question(House.biller, .adopt)
        #expect(decide(tenantWide, about: rules, in: roles, at: House.now).reason == nil)
    }

    @Test func `clears for sensitivities beside those of the rule`() {
        let permit = House.permit("look", [.read], [.claim], sensitivities: [.minor])
        let roles = House.roles([House.role(.biller, [permit])])
        func reason(_ clearances: Set<Sensitivity>, _ sensitivities: Set<Sensitivity>) -> DenialReason? {
            let grant = House.grant(.biller, clearances: clearances)
            let question = House.question(Requester(House.principal([grant])))
            return decide(question, about: House.claim(sensitivities: sensitivities), in: roles, at: House.now).reason
        }
        #expect(reason([], [.minor]) == nil)
        #expect(reason([], [.minor, .vip]) == .outOfReach)
        #expect(reason([.vip], [.minor, .vip]) == nil)
        #expect(reason([.vip], [.minor, .vip, .complaint]) == .outOfReach)
    }

    @Test func `gives nothing to what may not have its role`() {
        #expect(reason(House.grant(.integration)) == .noRole)
        #expect(reason(House.grant(.auditor)) == .noRole)
        let service = Requester(House.principal(.service, [House.grant(.integration)]))
        let decision = decide(House.question(service), about: House.claim(), in: House.roles(), at: House.now)
        #expect(decision.groups == [.amounts])
    }

    @Test func `beside another gives what either gives`() {
        let roles = House.roles([
            House.role(.biller, [House.permit("b", [.read], [.claim], fields: [.amounts])]),
            House.role(.supervisor, [House.permit("a", [.read], [.claim], fields: [.payerCodes])]),
        ])
        let grants = [House.grant(.biller, id: "2"), House.grant(.supervisor, id: "1")]
        let question = House.question(Requester(House.principal(grants)))
        let permission = decide(question, about: House.claim(), in: roles, at: House.now).permission
        #expect(permission?.fields == FieldMask([.amounts, .payerCodes]))
        #expect(permission?.sources.map(\.grant) == [GrantID("1"), GrantID("2")])
    }

    @Test func `of a key with scopes is for no more than these`() {
        let scoped = House.principal(.service, [House.grant(.integration)], scopes: [Right(.read, .claim)])
        let narrow = House.principal(.service, [House.grant(.integration)], scopes: [Right(.read, .account)])
        let decision = { (principal: Principal) in
            decide(House.question(Requester(principal)), about: House.claim(), in: House.roles(), at: House.now)
        }
        #expect(decision(scoped).reason == nil)
        #expect(decision(narrow).reason == .outsideScope)
        let wide = House.principal(.service, [House.grant(.integration)], scopes: [Right(.read, .proposal)])
        let proposal = decide(
            House.question(Requester(wide)),
            about: House.proposal(),
            in: House.roles(),
            at: House.now
        )
        #expect(proposal.reason == .notPermitted)
    }
}
