import RevenueCycle

/// What a policy demands, worked out another way: by trying every world that agrees with what is known.
///
/// A rule that asks for people applies when it applies in some world; one that asks for nobody, or that allows anything at
/// all, only when it applies in every world.
enum NaivePolicy {
    enum Answer: Hashable {
        case forbidden
        case automatic(Set<String>)
        case approvals(Set<String>)
    }

    /// The facts with nothing left open; nil is a value that no rule names.
    struct World {
        var amount: Int64
        var age: Int
        var payer: String
        var line: LineOfBusiness?
        var sensitivities: Set<Sensitivity>
        var confidence: Confidence?
    }

    static func answer(_ policy: ApprovalPolicy, _ facts: ProposalFacts) -> Answer {
        let worlds = worlds(facts, policy)
        var people: Set<String> = []
        var nobody: Set<String> = []
        for author in facts.authors {
            var isAllowed = false
            for rule in policy.rules {
                let count = worlds.count { applies(rule, facts, author, $0) }
                if count == worlds.count { isAllowed = true }
                switch rule.outcome {
                case .forbidden: if count > 0 { return .forbidden }
                case .automatic: if count == worlds.count { nobody.insert(rule.id) }
                case .approvals:
                    if count > 0 { people.insert(rule.id) }
                }
            }
            if !isAllowed { return .forbidden }
        }
        return people.isEmpty ? .automatic(nobody) : .approvals(people)
    }

    private static func applies(
        _ rule: ApprovalRule,
        _ facts: ProposalFacts,
        _ author: AuthorKind,
        _ world: World
    ) -> Bool {
        guard rule.kinds.contains(facts.kind) else { return false }
        if case .automatic(let limit) = rule.outcome, facts.kind.hasAmount, world.amount > limit.cents { return false }
        let conditions = rule.conditions
        if let over = conditions.amountOver, world.amount <= over.cents { return false }
        if let upTo = conditions.amountUpTo, world.amount > upTo.cents { return false }
        if let over = conditions.ageOverDays, world.age <= over { return false }
        if let upTo = conditions.ageUpToDays, world.age > upTo { return false }
        if let payers = conditions.payers, !payers.contains(world.payer) { return false }
        if let lines = conditions.linesOfBusiness, !lines.contains(where: { $0 == world.line }) { return false }
        if let subjects = conditions.sensitivities, subjects.intersection(world.sensitivities).isEmpty { return false }
        if let authors = conditions.authors, !authors.contains(author) { return false }
        if let sure = conditions.confidence, !sure.contains(where: { $0 == world.confidence }) { return false }
        if let reasons = conditions.writeOffReasons, !reasons.contains(where: { $0 == facts.writeOffReason }) {
            return false
        }
        if let denials = conditions.denialCategories, !denials.contains(where: { $0 == facts.denialCategory }) {
            return false
        }
        if let disclosure = conditions.creditDisclosure, disclosure != facts.needsCreditDisclosure { return false }
        return true
    }

    private static func worlds(_ facts: ProposalFacts, _ policy: ApprovalPolicy) -> [World] {
        let known = facts.circumstances
        let named = policy.rules.map(\.conditions)
        let amounts = facts.amount.map { [$0.cents] } ?? [0] + named.compactMap(\.amountUpTo?.cents) + [Int64.max]
        let ages = known.ageDays.map { [$0] } ?? [0] + named.compactMap(\.ageUpToDays) + [Int.max]
        let payers = known.payer.map { [$0] } ?? ["another"] + Set(named.flatMap { $0.payers ?? [] })
        let lines: [LineOfBusiness?] =
            known.lineOfBusiness.map { [$0] } ?? [nil] + LineOfBusiness.allCases.map(Optional.some)
        let subjects = known.sensitivities.map { [$0] } ?? [[]] + Sensitivity.allCases.map { [$0] }
        let sure: [Confidence?] = facts.confidence.map { [$0] } ?? [nil, .high, .medium, .low]
        var worlds: [World] = []
        for amount in amounts {
            for age in ages {
                for payer in payers {
                    for line in lines {
                        for subject in subjects {
                            for confidence in sure {
                                worlds.append(
                                    World(
                                        amount: amount,
                                        age: age,
                                        payer: payer,
                                        line: line,
                                        sensitivities: subject,
                                        confidence: confidence
                                    )
                                )
                            }
                        }
                    }
                }
            }
        }
        return worlds
    }
}
