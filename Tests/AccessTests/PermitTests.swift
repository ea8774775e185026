import Access
import RevenueCycle
import Testing

@Suite("A permit") struct PermitTests {
    private func decision(_ permits: [Permit], _ question: Question, _ target: Target) -> Decision {
        decide(question, about: target, in: House.roles([House.role(.biller, permits)]), at: House.now)
    }

    @Test func `that is not there is a denial`() {
        let question = House.question(House.biller)
        #expect(decision([], question, House.claim()).reason == .notPermitted)
        #expect(decision([House.permit("x", [.search], [.claim])], question, House.claim()).reason == .notPermitted)
        #expect(decision([House.permit("x", [.read], [.account])], question, House.claim()).reason == .notPermitted)
    }

    @Test func `for what the product does not have gives nothing`() {
        let question = House.question(House.biller, .approve)
        #expect(decision([House.permit("x", [.approve], [.claim])], question, House.claim()).reason == .noSuchRight)
    }

    @Test func `is for its purposes`() {
        let permit = House.permit("x", [.read], [.claim], purposes: [.payment, .audit])
        for purpose in Purpose.allCases {
            let reason = decision([permit], House.question(House.biller, for: purpose), House.claim()).reason
            #expect(reason == (purpose == .payment || purpose == .audit ? nil : .wrongPurpose))
        }
    }

    @Test func `is for its payers and facilities alone, and not when they are not known`() {
        let (one, other) = (PayerKey("one"), PayerKey("other"))
        let question = House.question(House.biller)
        let payer = House.permit("x", [.read], [.claim], payers: [one])
        #expect(decision([payer], question, House.claim(payers: [one])).reason == nil)
        #expect(decision([payer], question, House.claim(payers: [one, other])).reason == .outOfReach)
        #expect(decision([payer], question, House.claim()).reason == .outOfReach)
        let (north, south) = (FacilityID("north"), FacilityID("south"))
        let facility = House.permit("x", [.read], [.claim], facilities: [north])
        #expect(decision([facility], question, House.claim(facilities: [north])).reason == nil)
        #expect(decision([facility], question, House.claim(facilities: [north, south])).reason == .outOfReach)
        #expect(decision([facility], question, House.claim()).reason == .outOfReach)
    }

    @Test(
        arguments: [
            (100_00, nil), (-100_00, nil), (0, nil), (100_01, .aboveLimit), (-100_01, .aboveLimit), (nil, .aboveLimit),
        ] as [(Int64?, DenialReason?)]
    )
    func `goes up to its amount, whatever the sign, and not to one that is not known`(
        cents: Int64?,
        reason: DenialReason?
    ) {
        let permit = House.permit("x", [.read], [.claim], amountAtMost: Money(cents: 100_00))
        let claim = House.claim(amount: cents.map { Money(cents: $0) })
        #expect(decision([permit], House.question(House.biller), claim).reason == reason)
    }

    @Test func `for own work is for the author, by whatever account`() {
        let permit = House.permit("x", [.edit], [.proposal], isForOwnWork: true)
        let question = House.question(House.biller, .edit)
        #expect(decision([permit], question, House.proposal(by: [HumanID("mira")])).reason == nil)
        #expect(decision([permit], question, House.proposal(by: [HumanID("olu")])).reason == .notOwnWork)
        #expect(decision([permit], question, House.proposal(by: [])).reason == .notOwnWork)
    }

    @Test func `shows no more than was asked for, than the thing has, and nothing when that is nothing`() {
        let permit = House.permit("x", [.read, .note], [.claim], fields: [.identity, .amounts, .settings])
        let all = decision([permit], House.question(House.biller), House.claim())
        #expect(all.groups == [.identity, .amounts])
        let less = House.question(House.biller, fields: FieldMask([.amounts, .freeText]))
        #expect(decision([permit], less, House.claim()).groups == [.amounts])
        let none = House.question(House.biller, fields: FieldMask([.freeText]))
        #expect(decision([permit], none, House.claim()).reason == .noFields)
        let note = House.question(House.biller, .note, fields: [])
        #expect(decision([permit], note, House.claim()).groups == [])
    }

    @Test func `that comes nearest tells the reason`() {
        let permits = [
            House.permit("a", [.read], [.claim], purposes: [.audit]),
            House.permit("b", [.read], [.claim], sensitivities: [.vip], isForOwnWork: true),
            House.permit("c", [.read], [.claim]),
        ]
        let vip = House.claim(sensitivities: [.vip])
        #expect(decision(permits, House.question(House.biller), vip).reason == .notOwnWork)
        #expect(decision(permits.reversed(), House.question(House.biller), vip).reason == .notOwnWork)
        #expect(decision([permits[0], permits[2]], House.question(House.biller), vip).reason == .outOfReach)
        #expect(decision([permits[0]], House.question(House.biller), vip).reason == .wrongPurpose)
    }

    @Test func `tells why only by reasons that name no data`() {
        let sentences = DenialReason.allCases.map(\.sentence)
        #expect(Set(sentences).count == sentences.count)
        for sentence in sentences {
            #expect(sentence.hasSuffix("."))
            #expect(sentence.filter(\.isNumber) == "")
            for sensitivity in Sensitivity.allCases { #expect(!sentence.contains(sensitivity.rawValue)) }
        }
    }

    @Test func `shows of no thing more than its reach, and that is known before any thing is`() {
        let hides = { (id: String, purposes: Set<Purpose>?, payers: Set<PayerKey>?) in
            Prohibition(
                id: RuleID(id),
                purposes: purposes,
                payers: payers,
                hides: FieldMask([.amounts]),
                reason: "for a test"
            )
        }
        func reach(_ prohibitions: [Prohibition] = [], for purpose: Purpose = .payment) -> [FieldGroup] {
            let own = House.permit("own", [.read], [.claim], isForOwnWork: true, fields: [.staff, .technical])
            let audit = House.permit("audit", [.read], [.claim], purposes: [.audit], fields: [.identity])
            let roles = House.roles([House.role(.biller, [House.look, own, audit])], prohibitions: prohibitions)
            let question = House.question(House.biller, for: purpose)
            return Access.reach(of: question, with: .claim, in: roles, at: House.now).groups
        }
        #expect(reach() == [.recordNumbers, .amounts, .staff], "no field that a claim does not have")
        #expect(reach(for: .audit) == [.identity])
        #expect(reach(for: .legal) == [])
        #expect(reach([hides("all", nil, nil)]) == [.recordNumbers, .staff])
        #expect(reach([hides("legal", [.legal], nil)]) == [.recordNumbers, .amounts, .staff])
        // Of some claims of that payer it hides; of others it does not.
        #expect(reach([hides("payer", nil, [PayerKey("one")])]) == [.recordNumbers, .amounts, .staff])
        let ended = Requester(House.principal([House.grant(.biller)], validity: Validity(from: House.minute(200))))
        let question = House.question(ended)
        #expect(Access.reach(of: question, with: .claim, in: House.roles(), at: House.now) == [])
    }
}
