/// What a policy demands of one proposal, and which rules say so.
package enum Demand: Hashable, Sendable {
    /// It may not take effect: by a rule, or because no rule surely applies (nil).
    case forbidden(by: ApprovalRule?)
    /// It needs nobody: by the rules with these ids.
    case automatic(by: [String])
    /// Each of these must be met.
    case approvals([RuleDemand])
}

/// What one rule demands.
package struct RuleDemand: Hashable, Sendable {
    /// The rule's id.
    package var rule: String
    /// Why the rule stands.
    package var reason: String
    /// Whose agreement it asks for.
    package var demand: ApprovalDemand

    /// The demand of a rule.
    package init(rule: String, reason: String, demand: ApprovalDemand) {
        self.rule = rule
        self.reason = reason
        self.demand = demand
    }
}

/// Whether a rule applies, when not everything is known.
package enum Applicability: Hashable, Sendable, Comparable {
    case no, maybe, yes
}

extension ApprovalPolicy {
    /// What is demanded of a proposal with such facts.
    ///
    /// Every rule that may apply must be met; one that needs nobody counts only when it surely applies, and gives way to any
    /// that needs people. Where the revisions have several kinds of author, what is demanded of each is demanded.
    package func demand(for facts: ProposalFacts) -> Demand {
        var demands: [RuleDemand] = []
        var automatic: [String] = []
        for author in AuthorKind.allCases where facts.authors.contains(author) {
            var facts = facts
            facts.authors = [author]
            switch demandOfOneAuthor(facts) {
            case .forbidden(let rule): return .forbidden(by: rule)
            case .automatic(let ids): automatic += ids.filter { !automatic.contains($0) }
            case .approvals(let more): demands += more.filter { !demands.contains($0) }
            }
        }
        if !demands.isEmpty { return .approvals(demands) }
        return automatic.isEmpty ? .forbidden(by: nil) : .automatic(by: automatic)
    }

    private func demandOfOneAuthor(_ facts: ProposalFacts) -> Demand {
        var isRuled = false
        var demands: [RuleDemand] = []
        var automatic: [String] = []
        for rule in rules {
            let applicability = rule.applicability(to: facts)
            guard applicability > .no else { continue }
            switch rule.outcome {
            case .forbidden: return .forbidden(by: rule)
            case .automatic: if applicability == .yes { automatic.append(rule.id) }
            case .approvals(let demand):
                demands.append(RuleDemand(rule: rule.id, reason: rule.reason, demand: demand))
            }
            if applicability == .yes { isRuled = true }
        }
        guard isRuled else { return .forbidden(by: nil) }
        return demands.isEmpty ? .automatic(by: automatic) : .approvals(demands)
    }
}

extension ApprovalRule {
    /// Whether the rule applies to a proposal with such facts.
    package func applicability(to facts: ProposalFacts) -> Applicability {
        guard kinds.contains(facts.kind) else { return .no }
        let isWithin = isWithinLimit(facts)
        return isWithin == .no ? .no : min(isWithin, conditions.applicability(to: facts))
    }

    /// Whether an automatic rule's limit covers the amount; a kind of proposal that moves no money is within any limit.
    private func isWithinLimit(_ facts: ProposalFacts) -> Applicability {
        guard case .automatic(let limit) = outcome else { return .yes }
        guard let amount = facts.amount else { return facts.kind.hasAmount ? .no : .yes }
        return amount <= limit ? .yes : .no
    }
}

extension RuleConditions {
    /// Whether all conditions hold: no as soon as one does not, yes only when each surely does.
    func applicability(to facts: ProposalFacts) -> Applicability {
        let known = facts.circumstances
        return [
            Self.holds(amountOver, facts.amount) { $1 > $0 },
            Self.holds(amountUpTo, facts.amount) { $1 <= $0 },
            Self.holds(ageOverDays, known.ageDays) { $1 > $0 },
            Self.holds(ageUpToDays, known.ageDays) { $1 <= $0 },
            Self.holds(payers, known.payer) { $0.contains($1) },
            Self.holds(linesOfBusiness, known.lineOfBusiness) { $0.contains($1) },
            Self.holds(sensitivities, known.sensitivities) { !$0.isDisjoint(with: $1) },
            Self.holds(authors, facts.authors) { !$0.isDisjoint(with: $1) },
            Self.holds(confidence, facts.confidence) { $0.contains($1) },
            writeOffReasons.map { facts.writeOffReason.map($0.contains) == true ? .yes : .no } ?? .yes,
            denialCategories.map { facts.denialCategory.map($0.contains) == true ? .yes : .no } ?? .yes,
            creditDisclosure.map { $0 == facts.needsCreditDisclosure ? .yes : .no } ?? .yes,
        ].min() ?? .yes
    }

    /// Whether a condition holds: yes when it is not stated, maybe when what it is about is not known.
    private static func holds<Condition, Fact>(
        _ condition: Condition?,
        _ fact: Fact?,
        _ test: (Condition, Fact) -> Bool
    ) -> Applicability {
        guard let condition else { return .yes }
        guard let fact else { return .maybe }
        return test(condition, fact) ? .yes : .no
    }
}
