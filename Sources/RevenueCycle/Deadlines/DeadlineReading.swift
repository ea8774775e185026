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

    /// Reads the versions of one rule, which have one trigger.
    private func read(_ versions: [DeadlineRule], hasBegun: Bool, into answer: inout DeadlineAnswer) {
        guard let first = versions.first(where: { fits($0).isPossible }) else { return }
        let events = facts.events.filter { $0.trigger == first.trigger }
        if events.isEmpty, hasBegun { return answer.waiting.append(first) }
        var missing = fits(first).missing
        if events.isEmpty { missing.append(.date(first.trigger)) }
        var found: [Deadline] = []
        var closed: ClosedRule?
        for event in events {
            switch outcome(of: versions, for: event) {
            case .day(let deadline): found.append(deadline)
            case .missing(let facts): missing += facts
            case .closed(let rule): closed = rule
            case .nothing: break
            }
        }
        if !missing.isEmpty {
            var seen: Set<MissingFact> = []
            answer.blocked.append(BlockedRule(rule: first.id, missing: missing.filter { seen.insert($0).inserted }))
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

    /// What the version that holds says of one event.
    private func outcome(of versions: [DeadlineRule], for event: DeadlineEvent) -> Outcome {
        guard CalendarDate.countable.contains(event.date) else { return .missing([.countableDate(event.date)]) }
        guard let rule = versions.first(where: { $0.isValid(on: event.date) }) else {
            return .missing([.ruleOn(event.date)])
        }
        guard fits(rule).isPossible, let length = period(of: rule) else { return .nothing }
        var missing: [MissingFact] = []
        if case .failure(let unstated) = length { missing.append(unstated.fact) }
        if let floor = rule.floor {
            if let closed = closing(of: floor, of: rule) { return .closed(closed) }
            missing += asked(by: floor)
        }
        guard missing.isEmpty, case .success(let period) = length else { return .missing(missing) }
        return Deadline(rule: rule, period: period, start: ClockStart(of: event, by: rule)).map { .day($0) }
            ?? .missing([.countableDate(event.received ?? event.date)])
    }

    /// What a contract does not state.
    private struct Unstated: Error { let fact: MissingFact }

    /// The period of a rule, or what to ask of the contract; nil where there is no contract to ask.
    private func period(of rule: DeadlineRule) -> Result<CalendarPeriod, Unstated>? {
        switch rule.length {
        case .stated(let period): return .success(period)
        case .contract(let term):
            let days = facts.payerRule.flatMap(term.days)
            if let days, (0...CalendarPeriod.longest).contains(days) {
                return .success(CalendarPeriod(days, .calendarDays))
            }
            // Where there is no contract, as with original Medicare, none is asked for: the law alone decides.
            if facts.coverage == .known(.medicare) || facts.isContracted == false { return nil }
            return .failure(Unstated(fact: .contractTerm(term, payer: facts.payerRule?.name)))
        }
    }

    /// How an amount closes a rule for a request of this year; nil when it does not, or nothing is known.
    private func closing(of floor: AmountFloor, of rule: DeadlineRule) -> ClosedRule? {
        guard let amount = facts.amounts[floor.asked], let least = floor.least(in: facts.asOf.components.year),
            amount < least
        else { return nil }
        return ClosedRule(rule: rule, amount: amount, least: least)
    }

    /// What must be told of an amount before it can be said to suffice.
    private func asked(by floor: AmountFloor) -> [MissingFact] {
        let year = facts.asOf.components.year
        var missing: [MissingFact] = []
        if facts.amounts[floor.asked] == nil { missing.append(.amount(floor.asked)) }
        if floor.least(in: year) == nil { missing.append(.leastAmount(floor.asked, year: year)) }
        return missing
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
