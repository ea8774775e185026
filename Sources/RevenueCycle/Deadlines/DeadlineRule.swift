/// The name of a deadline rule, as people see it: `medicare.redetermination`.
package struct DeadlineRuleID: RawRepresentable, Hashable, Sendable {
    /// The name: words with dots between.
    package let rawValue: String

    /// A rule of this name.
    package init(rawValue: String) { self.rawValue = rawValue }
}

/// One rule about a last or a first day, with its source, for the days on which it holds.
///
/// A rule is data: someone of the trade states it in a rules file, with the words of this type. A rule of one name may
/// be stated several times, for days that do not overlap; which one holds is told by the day that starts the clock.
package struct DeadlineRule: Hashable, Sendable {
    /// Its name.
    package var id: DeadlineRuleID
    /// The way that it is a step of.
    package var path: DeadlinePath
    /// Which step of the way; nil where steps have no order.
    package var level: Int?
    /// What is to be done, or may be done, as people call it.
    package var title: String
    /// Whether its day is the last on which to act, or the first on which something may happen.
    package var gives: DeadlineMeaning
    /// The coverages for which it holds; empty for every one.
    package var appliesTo: [LineOfBusiness]
    /// Whether it holds only with, or only without, a contract between provider and payer; nil for both.
    package var contracted: Bool?
    /// The kind of plan for which it holds; nil for every one.
    package var planType: PlanType?
    /// What starts its clock.
    package var trigger: DeadlineTrigger
    /// Whether the clock starts on the day of the event or notice itself, or when the notice is received.
    package var clock: ClockKind
    /// How long it is.
    package var length: RuleLength
    /// Which days are business days.
    package var calendar: BusinessCalendar
    /// After how many calendar days a notice is held to be received; nil where no rule says so.
    package var presumedReceiptDays: Int?
    /// What becomes of a last day that is no business day.
    package var roll: RollRule
    /// What makes a filing timely.
    package var filedWhen: FiledWhen
    /// When the receiver's day ends, where that is known.
    package var receiver: ReceiverClock?
    /// Who may act.
    package var whoActs: [DeadlineActor]
    /// The amount that is asked for, where one is.
    package var floor: AmountFloor?
    /// The first day of a trigger for which it holds; nil where it is not known to have begun.
    package var validFrom: CalendarDate?
    /// The last day of a trigger for which it holds; nil while it holds.
    package var validTo: CalendarDate?
    /// Where it stands written.
    package var source: RuleSource
    /// How sure it is.
    package var confidence: RuleConfidence
    /// The rule in one plain sentence.
    package var plain: String
    /// What a reviewer should know or check.
    package var note: String?

    /// Whether it holds for a clock that starts on this day.
    package func isValid(on date: CalendarDate) -> Bool {
        if let validFrom, date < validFrom { return false }
        if let validTo, date > validTo { return false }
        return true
    }

    /// A rule of calendar days by law that starts on the event itself, holds for everyone, always, and is not moved.
    package init(
        id: DeadlineRuleID,
        path: DeadlinePath,
        title: String,
        trigger: DeadlineTrigger,
        length: RuleLength,
        source: RuleSource,
        confidence: RuleConfidence,
        plain: String
    ) {
        self.id = id
        self.path = path
        self.title = title
        self.trigger = trigger
        self.length = length
        self.source = source
        self.confidence = confidence
        self.plain = plain
        gives = .lastDay
        appliesTo = []
        clock = .event
        calendar = .federal
        roll = .none
        filedWhen = .notStated
        whoActs = []
    }
}

/// How long a rule's period is.
package enum RuleLength: Hashable, Sendable {
    /// As the rule says.
    case stated(CalendarPeriod)
    /// As many calendar days as the payer rule says.
    case contract(ContractTerm)
}

/// A length that a payer's contract or manual states.
package enum ContractTerm: String, Hashable, Sendable, CaseIterable {
    /// `filing_limit_days` of the payer rule.
    case filingLimit
    /// `appeal.first_level_days` of the payer rule.
    case appealFirstLevel
    /// `correction.days` of the payer rule.
    case correction

    /// The days that a payer rule states; nil when it states none.
    package func days(in rule: PayerRule) -> Int? {
        switch self {
        case .filingLimit: rule.filingLimitDays
        case .appealFirstLevel: rule.appeal?.firstLevelDays
        case .correction: rule.correction?.days
        }
    }

    /// The key of the payer rule.
    package var key: String {
        switch self {
        case .filingLimit: "filing_limit_days"
        case .appealFirstLevel: "appeal.first_level_days"
        case .correction: "correction.days"
        }
    }
}

/// An amount below which a way is not open.
package struct AmountFloor: Hashable, Sendable {
    /// Which amount is asked for.
    package let asked: AskedAmount
    /// The least amount of each calendar year in which a request is filed; nil as the year stands for every year.
    package let least: [Int?: Money]

    /// The least amounts by year.
    package init(asked: AskedAmount, least: [Int?: Money]) {
        self.asked = asked
        self.least = least
    }

    /// The least amount for a request of a year; nil when it is not known.
    package func least(in year: Int) -> Money? { least[year] ?? least[nil] }
}

/// Where a rule stands written.
package struct RuleSource: Hashable, Sendable {
    /// What kind of text it is.
    package let kind: SourceKind
    /// Where in it, as people of the trade cite it: `42 CFR 405.942`.
    package let citation: String

    /// A place in a text of a kind.
    package init(kind: SourceKind, citation: String) {
        self.kind = kind
        self.citation = citation
    }
}
