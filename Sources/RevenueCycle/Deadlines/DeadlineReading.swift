/// Works out days by the rules from what is known; what is not known it names and asks for, and never assumes.
package struct DeadlineReading: Sendable {
    let rules: DeadlineRules
    let facts: DeadlineFacts

    /// A reading of facts under rules.
    package init(rules: DeadlineRules, facts: DeadlineFacts) {
        self.rules = rules
        self.facts = facts
    }

    /// What the rules of a way say.
    package func answer(for path: DeadlinePath) -> DeadlineAnswer {
        var answer = DeadlineAnswer(path: path)
        let rules = rules.rules(of: path)
        let begun = rules.filter { rule in
            fits(rule).isPossible && facts.events.contains { $0.trigger == rule.trigger }
        }
        answer.level = begun.compactMap(\.level).max()
        var seen: Set<DeadlineRuleID> = []
        for rule in rules where seen.insert(rule.id).inserted {
            read(rules.filter { $0.id == rule.id }, hasBegun: !begun.isEmpty, into: &answer)
        }
        answer.deadlines.sort { ($0.date, $0.rule.id.rawValue) < ($1.date, $1.rule.id.rawValue) }
        return answer
    }

    /// What the rules say of contesting a payer's decision: every way that is open to this coverage, or may be.
    ///
    /// Where no way has a rule, one answer says so and asks for it.
    package func appeals() -> [DeadlineAnswer] {
        let answers = DeadlinePath.appeals.map(answer).filter { !$0.isEmpty }
        guard answers.isEmpty, case .known(let coverage) = facts.coverage else { return answers }
        var asking = DeadlineAnswer(path: .payerAppeal)
        asking.blocked = [BlockedRule(rule: nil, missing: [.rule(coverage)])]
        return [asking]
    }

    // MARK: - One rule

    /// Reads the versions of one rule.
    private func read(_ versions: [DeadlineRule], hasBegun: Bool, into answer: inout DeadlineAnswer) {
        guard let first = versions.first(where: { fits($0).isPossible }) else { return }
        var missing = fits(first).missing
        let events = facts.events.filter { $0.trigger == first.trigger }
        if events.isEmpty {
            if hasBegun { return answer.waiting.append(first) }
            missing.append(.date(first.trigger))
        }
        var found: [Deadline] = []
        var closed: ClosedRule?
        for event in events {
            guard let rule = versions.first(where: { $0.isValid(on: event.date) }) else {
                missing.append(.ruleOn(event.date))
                continue
            }
            guard fits(rule).isPossible else { continue }
            switch deadline(by: rule, for: event) {
            case .day(let deadline): found.append(deadline)
            case .missing(let facts): missing += facts
            case .closed(let rule): closed = rule
            case .nothing: break
            }
        }
        if !missing.isEmpty {
            var seen: Set<MissingFact> = []
            answer.blocked.append(
                BlockedRule(rule: first.id, missing: missing.filter { seen.insert($0).inserted })
            )
        } else if let earliest = found.min(by: { $0.date < $1.date }) {
            answer.deadlines.append(earliest)
        } else if let closed {
            answer.closed.append(closed)
        }
    }

    private enum Outcome {
        case day(Deadline)
        case missing([MissingFact])
        case closed(ClosedRule)
        case nothing
    }

    private func deadline(by rule: DeadlineRule, for event: DeadlineEvent) -> Outcome {
        var missing: [MissingFact] = []
        var period: CalendarPeriod?
        switch rule.length {
        case .stated(let stated): period = stated
        case .contract(let term):
            period = facts.payerRule.flatMap(term.days).flatMap { days in
                (0...CalendarPeriod.longest).contains(days) ? CalendarPeriod(days, .calendarDays) : nil
            }
            if period == nil {
                // Where there is no contract, as with original Medicare, none is asked for: the law alone decides.
                if facts.coverage == .known(.medicare) || facts.isContracted == false { return .nothing }
                missing.append(.contractTerm(term, payer: facts.payerRule?.name))
            }
        }
        if let floor = rule.floor {
            let year = facts.asOf.components.year
            let least = floor.least(in: year)
            let amount = facts.amounts[floor.asked]
            if amount == nil { missing.append(.amount(floor.asked)) }
            if least == nil { missing.append(.leastAmount(floor.asked, year: year)) }
            if let least, let amount, amount < least {
                return .closed(ClosedRule(rule: rule, amount: amount, least: least))
            }
        }
        guard CalendarDate.countable.contains(event.date) else {
            return .missing(missing + [.countableDate(event.date)])
        }
        guard let period, missing.isEmpty else { return .missing(missing) }
        guard let deadline = Deadline(rule: rule, period: period, start: ClockStart(of: event, by: rule)) else {
            return .missing([.countableDate(event.date)])
        }
        return .day(deadline)
    }

    // MARK: - Whom a rule is for

    /// Whether a rule is for what is known, or what would have to be known to tell.
    private enum Fit {
        case yes
        case no
        case unknown([MissingFact])

        var isPossible: Bool { if case .no = self { false } else { true } }
        var missing: [MissingFact] { if case .unknown(let missing) = self { missing } else { [] } }
    }

    private func fits(_ rule: DeadlineRule) -> Fit {
        var missing: [MissingFact] = []
        if !rule.appliesTo.isEmpty {
            switch facts.coverage {
            case .known(let coverage): if !rule.appliesTo.contains(coverage) { return .no }
            case .conflicting: missing.append(.conflictingCoverage)
            case .open(let kinds):
                if kinds.isDisjoint(with: rule.appliesTo) { return .no }
                if !kinds.isSubset(of: rule.appliesTo) {
                    missing.append(.coverage(among: LineOfBusiness.allCases.filter(kinds.contains)))
                }
            }
        }
        if let contracted = rule.contracted {
            if facts.isContracted == nil {
                missing.append(.contracted)
            } else if facts.isContracted != contracted {
                return .no
            }
        }
        if let planType = rule.planType {
            if facts.planType == nil { missing.append(.planType) } else if facts.planType != planType { return .no }
        }
        return missing.isEmpty ? .yes : .unknown(missing)
    }
}
