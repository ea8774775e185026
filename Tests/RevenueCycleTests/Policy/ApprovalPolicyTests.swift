import RevenueCycle
import SeededRandomness
import Testing

@Suite("An approval policy") struct ApprovalPolicyTests {
    private static func rule(
        _ id: String,
        _ outcome: ApprovalRule.Outcome = .approvals(ApprovalDemand(roles: [Role.supervisor])),
        kinds: Set<ProposalKind> = [.writeOff],
        _ set: (inout RuleConditions) -> Void = { _ in }
    ) -> ApprovalRule {
        var conditions = RuleConditions()
        set(&conditions)
        return ApprovalRule(id: id, reason: "Tried here.", kinds: kinds, conditions: conditions, outcome: outcome)
    }

    private static func facts(
        _ cents: Int64 = 10_000,
        authors: Set<AuthorKind> = [.person],
        confidence: Confidence? = nil,
        _ known: ProposalCircumstances = ProposalCircumstances(
            ageDays: 10,
            payer: "northfield",
            lineOfBusiness: .commercial,
            sensitivities: []
        )
    ) -> ProposalFacts {
        ProposalFacts(
            .writeOff(.init(amount: Money(cents: cents), reason: .denial, balance: .payer)),
            authors: authors,
            confidence: confidence,
            circumstances: known
        )
    }

    private static func answer(_ rules: [ApprovalRule], _ facts: ProposalFacts) -> NaivePolicy.Answer {
        summary(ApprovalPolicy(version: 1, rules: rules).demand(for: facts))
    }

    private static func summary(_ demand: Demand) -> NaivePolicy.Answer {
        switch demand {
        case .forbidden: .forbidden
        case .automatic(let ids): .automatic(Set(ids))
        case .approvals(let demands): .approvals(Set(demands.map(\.rule)))
        }
    }

    @Test func `forbids what no rule speaks of`() {
        #expect(ApprovalPolicy(version: 1, rules: []).demand(for: Self.facts()) == .forbidden(by: nil))
        #expect(Self.answer([Self.rule("a", kinds: [.refund])], Self.facts()) == .forbidden)
        #expect(Self.answer([Self.rule("a") { $0.amountOver = Money(cents: 10_000) }], Self.facts()) == .forbidden)
    }

    @Test func `demands what every rule that applies demands, in whatever order they stand`() {
        let rules = [
            Self.rule("any"), Self.rule("over") { $0.amountOver = Money(cents: 9999) },
            Self.rule("nobody", .automatic(limit: Money(cents: 10_000))),
        ]
        #expect(Self.answer(rules, Self.facts()) == .approvals(["any", "over"]))
        #expect(Self.answer(rules.reversed(), Self.facts()) == .approvals(["any", "over"]))
        #expect(Self.answer(rules + [Self.rule("never", .forbidden)], Self.facts()) == .forbidden)
        #expect(Self.answer([rules[2]], Self.facts()) == .automatic(["nobody"]))
        #expect(Self.answer([rules[2]], Self.facts(10_001)) == .forbidden)
    }

    @Test(
        arguments: [
            (9999, false, true), (10_000, false, true), (10_001, true, false),
        ] as [(Int64, Bool, Bool)]
    )
    func `counts an amount at the limit as within it`(cents: Int64, isOver: Bool, isUpTo: Bool) {
        let over = Self.rule("over") { $0.amountOver = Money(cents: 10_000) }
        let upTo = Self.rule("up-to") { $0.amountUpTo = Money(cents: 10_000) }
        #expect(Self.answer([over, upTo], Self.facts(cents)) == .approvals([isOver ? "over" : "up-to"]))
        #expect(isOver != isUpTo)
    }

    @Test func `is not made easier by what is not known`() {
        let open = ProposalCircumstances()
        let base = Self.rule("base")
        let conditional: [ApprovalRule] = [
            Self.rule("age") { $0.ageOverDays = 365 }, Self.rule("young") { $0.ageUpToDays = 30 },
            Self.rule("payer") { $0.payers = ["medicare"] },
            Self.rule("line") { $0.linesOfBusiness = [.medicare] },
            Self.rule("sensitive") { $0.sensitivities = [.minor] },
            Self.rule("sure") { $0.confidence = [.low] },
        ]
        for rule in conditional {
            // It may apply, so it is asked for; but it allows nothing by itself, because it may not apply.
            #expect(Self.answer([base, rule], Self.facts(open)) == .approvals(["base", rule.id]))
            #expect(Self.answer([rule], Self.facts(open)) == .forbidden)
            var nobody = rule
            nobody.outcome = .automatic(limit: Money(cents: 10_000))
            #expect(Self.answer([base, nobody], Self.facts(open)) == .approvals(["base"]))
            #expect(Self.answer([nobody], Self.facts(open)) == .forbidden)
            var never = rule
            never.outcome = .forbidden
            #expect(Self.answer([base, never], Self.facts(open)) == .forbidden)
        }
    }

    @Test func `asks for what each kind of author would need, once several had a hand in it`() {
        let rules = [
            Self.rule("person", .automatic(limit: Money(cents: 20_000))) { $0.authors = [.person] },
            Self.rule("model") { $0.authors = [.model] },
        ]
        #expect(Self.answer(rules, Self.facts(authors: [.person])) == .automatic(["person"]))
        #expect(Self.answer(rules, Self.facts(authors: [.model])) == .approvals(["model"]))
        #expect(Self.answer(rules, Self.facts(authors: [.person, .model])) == .approvals(["model"]))
        #expect(Self.answer(rules, Self.facts(authors: [.person, .rule])) == .forbidden)
    }

    @Test func `keeps a model's draft a model's, and its doubt a doubt, after a person's edit`() throws {
        var desk = Desk()
        let author = ProposalAuthor.model(
            AuthorProgram(name: "composer", version: "2"),
            principal: PrincipalID("agent")
        )
        try desk.run(.propose(Desk.content, Rationale(text: "Lost.", confidence: .low), author: author), as: "agent")
        try desk.run(.revise(Desk.writeOff(9000), Desk.rationale, author: desk.person("biller")), as: "biller")
        let facts = try #require(desk.proposal.facts(in: desk.circumstances))
        #expect(facts.authors == [.person, .model])
        #expect(facts.confidence == .low)
        #expect(facts.amount == Money(cents: 9000))
        #expect(facts.writeOffReason == .denial)
    }

    @Test func `routes each sensitive subject to its queue, once`() {
        let policy = ApprovalPolicy(
            version: 1,
            rules: [],
            routes: [
                SensitiveRoute(sensitivity: .minor, queue: "privacy", reason: "Few."),
                SensitiveRoute(sensitivity: .legalThreat, queue: "compliance", reason: "Court."),
                SensitiveRoute(sensitivity: .vip, queue: "privacy", reason: "Few."),
            ]
        )
        #expect(policy.queues(for: [.vip, .minor, .legalThreat]) == ["privacy", "compliance"])
        #expect(policy.queues(for: [.hardship]) == [])
    }

    @Test func `answers as trying every possible world does`() {
        let seed = UInt64.random(in: .min ... .max)
        print("seed \(seed)")
        var random = RandomPolicy(random: RandomContent(generator: SeededGenerator(seed: seed)))
        var answers: [NaivePolicy.Answer: Int] = [:]
        for _ in 0..<3000 {
            let policy = random.policy()
            let facts = random.facts()
            let answer = Self.summary(policy.demand(for: facts))
            #expect(answer == NaivePolicy.answer(policy, facts), "seed \(seed)")
            switch answer {
            case .forbidden: answers[.forbidden, default: 0] += 1
            case .automatic: answers[.automatic([]), default: 0] += 1
            case .approvals: answers[.approvals([]), default: 0] += 1
            }
        }
        // Each answer came up often, so that the comparison says something.
        #expect(answers.count == 3 && answers.values.allSatisfy { $0 > 50 }, "seed \(seed): \(answers)")
    }

    @Test func `is never made easier by a rule that is added, nor changed by the order of rules`() {
        let seed = UInt64.random(in: .min ... .max)
        print("seed \(seed)")
        var random = RandomPolicy(random: RandomContent(generator: SeededGenerator(seed: seed)))
        for _ in 0..<10_000 {
            var policy = random.policy()
            let facts = random.facts()
            let before = Self.summary(policy.demand(for: facts))
            policy.rules.shuffle(using: &random.random.generator)
            #expect(Self.summary(policy.demand(for: facts)) == before, "seed \(seed)")
            policy.rules.append(random.rule("added"))
            switch (before, Self.summary(policy.demand(for: facts))) {
            // What was not allowed may be allowed by a rule that speaks of it.
            case (.forbidden, _), (_, .forbidden): break
            case (.automatic(let old), .automatic(let new)): #expect(new.isSuperset(of: old), "seed \(seed)")
            case (.automatic, .approvals): break
            case (.approvals(let old), .approvals(let new)): #expect(new.isSuperset(of: old), "seed \(seed)")
            case (.approvals, .automatic): #expect(Bool(false), "seed \(seed)")
            }
        }
    }
}

extension ApprovalPolicyTests {
    private static func facts(_ known: ProposalCircumstances) -> ProposalFacts {
        facts(10_000, authors: [.person], confidence: nil, known)
    }
}

/// Random policies of a few rules, and random facts that they often meet.
struct RandomPolicy {
    var random: RandomContent

    mutating func policy() -> ApprovalPolicy {
        ApprovalPolicy(version: 1, rules: (0..<Int(random.number(5)) + 1).map { rule("r\($0)") })
    }

    mutating func rule(_ id: String) -> ApprovalRule {
        ApprovalRule(
            id: id,
            reason: "Tried here.",
            kinds: random.number(3) == 0 ? Set(ProposalKind.allCases) : [kind(), kind()],
            conditions: conditions(),
            outcome: outcome()
        )
    }

    mutating func facts() -> ProposalFacts {
        let kind = kind()
        return ProposalFacts(
            kind: kind,
            amount: kind.hasAmount ? Money(cents: Int64(random.number(4))) : nil,
            writeOffReason: kind == .writeOff ? (random.number(2) == 0 ? .charity : .denial) : nil,
            denialCategory: kind == .appeal ? (random.number(2) == 0 ? .coding : .other) : nil,
            needsCreditDisclosure: kind == .paymentPlan && random.number(2) == 0,
            authors: random.number(3) == 0 ? [random.pick(), random.pick()] : [random.pick()],
            confidence: random.maybe { $0.pick() },
            circumstances: ProposalCircumstances(
                ageDays: random.maybe { Int($0.number(4)) },
                payer: random.maybe { ["p", "q"][Int($0.number(2))] },
                lineOfBusiness: random.maybe { $0.pick() },
                sensitivities: random.maybe { Set($0.list { $0.pick() }) }
            )
        )
    }

    private mutating func kind() -> ProposalKind {
        [.writeOff, .appeal, .paymentPlan, .claimNote][Int(random.number(4))]
    }

    private mutating func outcome() -> ApprovalRule.Outcome {
        switch random.number(8) {
        case 0: .forbidden
        case 1...3: .automatic(limit: Money(cents: Int64(random.number(4))))
        default: .approvals(ApprovalDemand(roles: [Role.supervisor]))
        }
    }

    /// Few conditions, so that rules often apply; ranges are never empty.
    private mutating func conditions() -> RuleConditions {
        var conditions = RuleConditions()
        let from = Int64(random.number(3))
        for _ in 0..<random.number(3) {
            switch random.number(11) {
            case 0: conditions.amountOver = Money(cents: from)
            case 1: conditions.amountUpTo = Money(cents: from + 1)
            case 2: conditions.ageOverDays = Int(from)
            case 3: conditions.ageUpToDays = Int(from) + 1
            case 4: conditions.payers = ["p"]
            case 5: conditions.linesOfBusiness = Set(LineOfBusiness.allCases.prefix(5))
            case 6: conditions.sensitivities = [random.pick(), random.pick()]
            case 7: conditions.authors = [random.pick(), random.pick()]
            case 8: conditions.confidence = [random.pick(), random.pick()]
            case 9: conditions.writeOffReasons = [.charity]
            default: conditions.denialCategories = [.coding]
            }
        }
        if random.number(8) == 0 { conditions.creditDisclosure = random.number(2) == 0 }
        return conditions
    }
}
