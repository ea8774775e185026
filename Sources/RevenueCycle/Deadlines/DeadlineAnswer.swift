/// What the rules say of a way: the days they give, and what they would have to know for more.
package struct DeadlineAnswer: Hashable, Sendable {
    /// The way.
    package let path: DeadlinePath
    /// The days of every step whose clock runs or ran, earliest first.
    package internal(set) var deadlines: [Deadline] = []
    /// Rules that give no day because something is not known.
    package internal(set) var blocked: [BlockedRule] = []
    /// Rules whose clock has not started; they wait for what starts it.
    package internal(set) var waiting: [DeadlineRule] = []
    /// Rules that are not open, because an amount is too small.
    package internal(set) var closed: [ClosedRule] = []
    /// The step that is at hand: the last whose clock has started; nil where steps have no order.
    package internal(set) var level: Int?

    init(path: DeadlinePath) { self.path = path }

    /// Whether the rules say nothing of this way for this coverage.
    package var isEmpty: Bool { deadlines.isEmpty && blocked.isEmpty && waiting.isEmpty && closed.isEmpty }

    /// The earliest last day of the step at hand: the one that can be defended whatever reading prevails.
    ///
    /// Where a rule of the same step is blocked there may be an earlier one still.
    package var shortest: Deadline? {
        deadlines.first { $0.rule.gives == .lastDay && (level == nil || $0.rule.level == level) }
    }

    /// What must be told before more can be said, without repetition, in the order of the rules.
    package var missing: [MissingFact] {
        var seen: Set<MissingFact> = []
        return blocked.flatMap(\.missing).filter { seen.insert($0).inserted }
    }
}

/// A rule that gives no day, and what it would have to know.
package struct BlockedRule: Hashable, Sendable {
    /// The name of the rule; nil when no rule is known.
    package let rule: DeadlineRuleID?
    /// What is missing; never empty.
    package let missing: [MissingFact]
}

/// A rule that is not open.
package struct ClosedRule: Hashable, Sendable {
    /// The rule.
    package let rule: DeadlineRule
    /// The amount that there is.
    package let amount: Money
    /// The least amount for which it opens.
    package let least: Money
}

/// Something that must be known before a rule gives a day.
package enum MissingFact: Hashable, Sendable {
    /// Which of several kinds of coverage it is.
    case coverage(among: [LineOfBusiness])
    /// Documents and payer rule speak of different kinds of coverage.
    case conflictingCoverage
    /// Who bears the plan's risk.
    case planType
    /// Whether provider and payer have a contract.
    case contracted
    /// When something happened.
    case date(DeadlineTrigger)
    /// What the payer's contract says.
    case contractTerm(ContractTerm, payer: String?)
    /// How large an amount is.
    case amount(AskedAmount)
    /// The least amount of a year.
    case leastAmount(AskedAmount, year: Int)
    /// The rule for clocks that start on a day.
    case ruleOn(CalendarDate)
    /// A day within the years that are known.
    case countableDate(CalendarDate)
    /// Any rule for this coverage.
    case rule(LineOfBusiness)

    /// What to ask a person.
    package var question: String {
        switch self {
        case .coverage(let kinds):
            "Which kind of coverage is it: \(kinds.map(\.words).joined(separator: ", "))? Documents leave it open; state "
                + "line_of_business in the payer rule, or correct SBR09."
        case .conflictingCoverage:
            "Which kind of coverage is it? The filing indicators (SBR09, CLP06) and the payer rule contradict each other."
        case .planType: "Is the plan self-funded by an employer, or insured? State plan_type in the payer rule."
        case .contracted: "Has the provider a contract with this payer? State contracted in the payer rule."
        case .date(let trigger): "When was \(trigger.words)?"
        case .contractTerm(let term, let payer):
            payer.map { "What does the contract with \($0) say? State \(term.key) in its payer rule." }
                ?? "What does the contract with this payer say? There is no payer rule for it yet; \(term.key) is needed."
        case .amount(let amount): "How much is \(amount.words)?"
        case .leastAmount(let amount, let year):
            "What must \(amount.words) be at least in \(year)? No rule says so yet."
        case .ruleOn(let date): "Which rule held on \(date)? Those that are known begin later or ended before."
        case .countableDate(let date): "Is \(date) right? Days can be counted from 1978 on."
        case .rule(let coverage):
            "Which rule holds for \(coverage.words)? None is carried; state the contract's or the law's in a rules file."
        }
    }
}

extension LineOfBusiness {
    /// What it is called in a sentence.
    package var words: String {
        switch self {
        case .commercial: "a commercial plan"
        case .medicare: "original Medicare"
        case .medicareAdvantage: "Medicare Advantage"
        case .medicaid: "Medicaid"
        case .medicaidManagedCare: "Medicaid managed care"
        case .tricare: "TRICARE"
        case .workersCompensation: "workers' compensation"
        case .auto: "auto insurance"
        case .liability: "liability insurance"
        case .other: "another program"
        }
    }
}
