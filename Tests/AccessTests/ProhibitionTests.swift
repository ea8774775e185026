import Access
import RevenueCycle
import Testing

@Suite("A prohibition") struct ProhibitionTests {
    private static let (north, south) = (FacilityID("north"), FacilityID("south"))
    private static let (one, other) = (PayerKey("one"), PayerKey("other"))

    private func prohibition(
        _ id: String = "never",
        kinds: Set<PrincipalKind>? = nil,
        actions: Set<Action>? = nil,
        resources: Set<Resource>? = nil,
        purposes: Set<Purpose>? = nil,
        facilities: Set<FacilityID>? = nil,
        payers: Set<PayerKey>? = nil,
        amountAbove: Money? = nil,
        sensitivities: Set<Sensitivity>? = nil,
        hides: FieldMask? = nil
    ) -> Prohibition {
        Prohibition(
            id: RuleID(id),
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

    private func decision(_ prohibitions: Prohibition..., about target: Target = House.claim()) -> Decision {
        let permit = House.permit("all", [.read], [.claim], sensitivities: Set(Sensitivity.allCases))
        let roles = House.roles([House.role(.biller, [permit])], prohibitions: prohibitions)
        return decide(House.question(House.biller), about: target, in: roles, at: House.now)
    }

    @Test func `beats every permit, and is named on record`() {
        #expect(decision().reason == nil)
        #expect(decision(prohibition()) == .denied(Denial(.forbidden, by: RuleID("never"))))
        let first = decision(prohibition("b"), prohibition("a"), prohibition("c", actions: [.approve]))
        #expect(first == .denied(Denial(.forbidden, by: RuleID("a"))))
    }

    @Test func `binds only those, that, there and then that it names`() {
        #expect(decision(prohibition(kinds: [.user])).reason == .forbidden)
        #expect(decision(prohibition(kinds: [.agent, .service])).reason == nil)
        #expect(decision(prohibition(actions: [.read])).reason == .forbidden)
        #expect(decision(prohibition(actions: [.search])).reason == nil)
        #expect(decision(prohibition(resources: [.claim])).reason == .forbidden)
        #expect(decision(prohibition(resources: [.account])).reason == nil)
        #expect(decision(prohibition(purposes: [.payment])).reason == .forbidden)
        #expect(decision(prohibition(purposes: [.legal])).reason == nil)
    }

    @Test func `is met by any of what it names, and by what is not known`() {
        let facility = prohibition(facilities: [Self.north])
        #expect(decision(facility, about: House.claim(facilities: [Self.north, Self.south])).reason == .outOfReach)
        #expect(decision(facility, about: House.claim(facilities: [Self.south])).reason == nil)
        #expect(decision(facility).reason == .outOfReach)
        let payer = prohibition(payers: [Self.one])
        #expect(decision(payer, about: House.claim(payers: [Self.one, Self.other])).reason == .outOfReach)
        #expect(decision(payer, about: House.claim(payers: [Self.other])).reason == nil)
        #expect(decision(payer).reason == .outOfReach)
        let amount = prohibition(amountAbove: Money(cents: 100))
        #expect(decision(amount, about: House.claim(amount: Money(cents: 101))).reason == .outOfReach)
        #expect(decision(amount, about: House.claim(amount: Money(cents: -101))).reason == .outOfReach)
        #expect(decision(amount, about: House.claim(amount: Money(cents: 100))).reason == nil)
        #expect(decision(amount).reason == .outOfReach)
        let marked = prohibition(sensitivities: [.vip, .minor])
        #expect(decision(marked, about: House.claim(sensitivities: [.vip, .complaint])).reason == .outOfReach)
        #expect(decision(marked, about: House.claim(sensitivities: [.complaint])).reason == nil)
        #expect(decision(marked).reason == nil)
    }

    @Test func `that asks of the thing does not tell so, but stands on record`() {
        let vip = House.claim(sensitivities: [.vip])
        let marked = prohibition("b", sensitivities: [.vip])
        #expect(decision(marked, about: vip) == .denied(Denial(.outOfReach, by: RuleID("b"))))
        let both = decision(marked, prohibition("c"), about: vip)
        #expect(both == .denied(Denial(.forbidden, by: RuleID("c"))))
        let two = decision(marked, prohibition("a", payers: [Self.one]), about: vip)
        #expect(two == .denied(Denial(.outOfReach, by: RuleID("a"))))
    }

    @Test func `that names several things is met by all of them only`() {
        let both = prohibition(actions: [.read], purposes: [.legal])
        #expect(decision(both).reason == nil)
    }

    @Test func `may hide fields, and with all of them the thing`() {
        let hidden = decision(prohibition(hides: FieldMask([.amounts])))
        #expect(hidden.groups == [.recordNumbers])
        let twice = decision(prohibition(hides: FieldMask([.amounts])), prohibition(hides: FieldMask([.recordNumbers])))
        #expect(twice.reason == .noFields)
    }

    @Test func `of one role holds for whoever has it, by every other role too`() {
        let roles = House.roles([
            House.role(.biller, [House.look]),
            House.role(.administrator, [], prohibitions: [prohibition(resources: [.claim])]),
        ])
        func reason(_ grants: Grant...) -> DenialReason? {
            decide(House.question(Requester(House.principal(grants))), about: House.claim(), in: roles, at: House.now)
                .reason
        }
        let administrator = House.grant(.administrator, id: "second", facilities: .only([Self.north]))
        #expect(reason(House.grant(.biller)) == nil)
        #expect(reason(House.grant(.biller), administrator) == .forbidden)
        let past = House.grant(.administrator, validity: Validity(from: House.minute(0), until: House.minute(1)))
        #expect(reason(House.grant(.biller), past) == nil)
        #expect(reason(House.grant(.biller), House.grant(.administrator, in: House.sandbox)) == nil)
    }
}
