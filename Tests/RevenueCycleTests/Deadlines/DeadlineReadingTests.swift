import Testing

@testable import RevenueCycle

@Suite("A deadline")
struct DeadlineReadingTests {
    private static func day(_ text: String) throws -> CalendarDate { try #require(CalendarDate(iso: text)) }

    /// A rule as tests need one: 120 days from receipt, presumed 5 days after the notice.
    private static func rule(
        _ id: String,
        path: DeadlinePath = .medicareAppeal,
        level: Int? = nil,
        trigger: DeadlineTrigger = .initialDetermination,
        length: RuleLength = .stated(CalendarPeriod(120, .calendarDays)),
        _ change: (inout DeadlineRule) -> Void = { _ in }
    ) -> DeadlineRule {
        var rule = DeadlineRule(
            id: DeadlineRuleID(rawValue: id),
            path: path,
            title: "Title",
            trigger: trigger,
            length: length,
            source: RuleSource(kind: .regulation, citation: "1 CFR 1"),
            confidence: .certain,
            plain: "Plain."
        )
        rule.level = level
        rule.clock = .receipt
        rule.presumedReceiptDays = 5
        rule.filedWhen = .received
        change(&rule)
        return rule
    }

    private static func facts(
        _ coverage: Coverage = .known(.medicare),
        events: [DeadlineEvent],
        asOf: String = "2026-03-01"
    ) throws -> DeadlineFacts {
        DeadlineFacts(coverage: coverage, events: events, asOf: try day(asOf))
    }

    private static func answer(
        _ rules: [DeadlineRule],
        _ facts: DeadlineFacts,
        path: DeadlinePath = .medicareAppeal
    ) -> DeadlineAnswer {
        DeadlineReading(rules: DeadlineRules(rules), facts: facts).answer(for: path)
    }

    // MARK: - Receipt

    @Test(
        arguments: [
            (nil, false, "2026-05-07", "2026-01-07"),  // presumed
            ("2026-01-07", false, "2026-05-07", "2026-01-07"),  // received as presumed
            ("2026-01-04", false, "2026-05-04", "2026-01-04"),  // known earlier: the shorter counts
            ("2026-01-01", false, "2026-05-01", "2026-01-01"),  // an electronic notice before its date
            ("2026-01-09", false, "2026-05-07", "2026-01-07"),  // said to be later: presumed all the same
            ("2026-01-09", true, "2026-05-09", "2026-01-09"),  // shown to be later
        ] as [(String?, Bool, String, String)]
    )
    func `begins with a receipt that can be defended`(
        received: String?,
        isProven: Bool,
        last: String,
        start: String
    ) throws {
        let event = DeadlineEvent(
            .initialDetermination,
            on: try Self.day("2026-01-02"),
            received: try received.map(Self.day),
            isReceiptProven: isProven
        )
        let answer = Self.answer([Self.rule("a")], try Self.facts(events: [event]))
        #expect(answer.shortest?.date.description == last)
        #expect(answer.shortest?.start.date.description == start)
        #expect(answer.missing == [])
    }

    @Test func `begins with the notice's date where no receipt is known or presumed`() throws {
        let rule = Self.rule("a") { $0.presumedReceiptDays = nil }
        let date = try Self.day("2026-01-02")
        let unknown = Self.answer([rule], try Self.facts(events: [DeadlineEvent(.initialDetermination, on: date)]))
        #expect(unknown.shortest?.date.description == "2026-05-02")
        #expect(unknown.shortest?.start == .receiptUnknown(noticeDate: date))
        let late = DeadlineEvent(.initialDetermination, on: date, received: try Self.day("2026-01-20"))
        #expect(
            Self.answer([rule], try Self.facts(events: [late])).shortest?.date.description == "2026-05-20"
        )
    }

    @Test func `of two notices is the first's`() throws {
        let events = [
            DeadlineEvent(.initialDetermination, on: try Self.day("2026-02-02")),
            DeadlineEvent(.initialDetermination, on: try Self.day("2026-01-02")),
        ]
        let answer = Self.answer([Self.rule("a")], try Self.facts(events: events))
        #expect(answer.deadlines.map(\.date.description) == ["2026-05-07"])
    }

    @Test func `that starts with an event ignores receipt`() throws {
        let rule = Self.rule("a") {
            $0.clock = .event
            $0.presumedReceiptDays = nil
        }
        let event = DeadlineEvent(
            .initialDetermination,
            on: try Self.day("2026-01-02"),
            received: try Self.day("2026-01-20"),
            isReceiptProven: true
        )
        #expect(Self.answer([rule], try Self.facts(events: [event])).shortest?.date.description == "2026-05-02")
    }

    // MARK: - Which one

    @Test func `is the shortest of the step at hand, and earlier steps are over`() throws {
        let rules = [
            Self.rule("one", level: 1),
            Self.rule("two.long", level: 2, trigger: .redetermination),
            Self.rule(
                "two.short",
                level: 2,
                trigger: .redetermination,
                length: .stated(CalendarPeriod(60, .calendarDays))
            ),
            Self.rule("three", level: 3, trigger: .reconsideration),
        ]
        let events = [
            DeadlineEvent(.initialDetermination, on: try Self.day("2026-01-02")),
            DeadlineEvent(.redetermination, on: try Self.day("2026-04-01")),
        ]
        let answer = Self.answer(rules, try Self.facts(events: events))
        #expect(answer.deadlines.map(\.rule.id.rawValue) == ["one", "two.short", "two.long"])
        #expect(answer.level == 2)
        #expect(answer.shortest?.rule.id.rawValue == "two.short")
        #expect(answer.waiting.map(\.id.rawValue) == ["three"])
        #expect(answer.blocked == [])
    }

    @Test func `of an earlier step is never offered while the step at hand is blocked`() throws {
        let rules = [
            Self.rule("one", level: 1),
            Self.rule("two", level: 2, trigger: .redetermination) {
                $0.floor = AmountFloor(asked: .inControversy, least: [2026: Money(cents: 20_000)])
            },
        ]
        let events = [
            DeadlineEvent(.initialDetermination, on: try Self.day("2026-01-02")),
            DeadlineEvent(.redetermination, on: try Self.day("2026-04-01")),
        ]
        let answer = Self.answer(rules, try Self.facts(events: events))
        #expect(answer.shortest == nil)
        #expect(answer.missing == [.amount(.inControversy)])
    }

    @Test func `is never a first day`() throws {
        let rule = Self.rule("a", length: .stated(CalendarPeriod(40, .calendarDays, firstDay: .sameDay))) {
            $0.gives = .firstDay
            $0.clock = .event
            $0.presumedReceiptDays = nil
        }
        let event = DeadlineEvent(.initialDetermination, on: try Self.day("2026-05-01"))
        let answer = Self.answer([rule], try Self.facts(events: [event]))
        #expect(answer.deadlines.map(\.date.description) == ["2026-06-10"])
        #expect(answer.deadlines.map(\.counted.description) == ["2026-06-09"])
        #expect(answer.shortest == nil)
    }

    @Test(arguments: [
        ("2024-12-31", "2025-03-01", "old"), ("2025-01-01", "2025-03-07", "new"),
    ])
    func `is the version's that held when its clock started`(date: String, last: String, plain: String) throws {
        let change = try Self.day("2025-01-01")
        let versions = [
            Self.rule("a", length: .stated(CalendarPeriod(60, .calendarDays))) {
                $0.validFrom = change
                $0.plain = "new"
            },
            Self.rule("a", length: .stated(CalendarPeriod(55, .calendarDays))) {
                $0.validTo = change.adding(days: -1)
                $0.plain = "old"
            },
        ]
        let answer = Self.answer(
            versions,
            try Self.facts(events: [DeadlineEvent(.initialDetermination, on: Self.day(date))])
        )
        #expect(answer.shortest?.date.description == last)
        #expect(answer.shortest?.rule.plain == plain)
    }

    // MARK: - What is not known

    @Test func `asks for the rule of a day on which none held`() throws {
        let rule = Self.rule("a") { $0.validFrom = CalendarDate(iso: "2025-01-01") }
        let date = try Self.day("2024-06-01")
        let answer = Self.answer([rule], try Self.facts(events: [DeadlineEvent(.initialDetermination, on: date)]))
        #expect(answer.shortest == nil)
        #expect(answer.missing == [.ruleOn(date)])
    }

    @Test func `asks for the event that starts the first clock`() throws {
        let rules = [Self.rule("one", level: 1), Self.rule("two", level: 2, trigger: .redetermination)]
        let answer = Self.answer(rules, try Self.facts(events: []))
        #expect(answer.deadlines == [])
        #expect(answer.blocked.first?.missing == [.date(.initialDetermination)])
    }

    @Test func `asks which coverage it is, and refuses where statements contradict`() throws {
        let rule = Self.rule("a") { $0.appliesTo = [.medicareAdvantage] }
        let event = DeadlineEvent(.initialDetermination, on: try Self.day("2026-01-02"))
        let open = try Self.facts(.open([.commercial, .medicareAdvantage]), events: [event])
        #expect(Self.answer([rule], open).missing == [.coverage(among: [.commercial, .medicareAdvantage])])
        #expect(Self.answer([rule], try Self.facts(.open([.commercial, .auto]), events: [event])).isEmpty)
        #expect(Self.answer([rule], try Self.facts(.known(.commercial), events: [event])).isEmpty)
        let conflict = try Self.facts(.conflicting, events: [event])
        #expect(Self.answer([rule], conflict).missing == [.conflictingCoverage])
        #expect(Self.answer([rule], conflict).shortest == nil)
    }

    @Test func `asks for contract and plan where they decide`() throws {
        let rule = Self.rule("a") {
            $0.contracted = false
            $0.planType = .selfFunded
        }
        var facts = try Self.facts(events: [DeadlineEvent(.initialDetermination, on: Self.day("2026-01-02"))])
        #expect(Self.answer([rule], facts).missing == [.contracted, .planType])
        facts.isContracted = false
        #expect(Self.answer([rule], facts).missing == [.planType])
        facts.planType = .selfFunded
        #expect(Self.answer([rule], facts).shortest != nil)
        facts.isContracted = true
        #expect(Self.answer([rule], facts).isEmpty)
        facts.isContracted = false
        facts.planType = .insured
        #expect(Self.answer([rule], facts).isEmpty)
    }

    @Test func `by contract asks for the payer rule, and then for its term`() throws {
        let rule = Self.rule("a", length: .contract(.appealFirstLevel)) { $0.presumedReceiptDays = nil }
        let event = DeadlineEvent(.initialDetermination, on: try Self.day("2026-01-02"))
        var facts = try Self.facts(.known(.commercial), events: [event])
        #expect(Self.answer([rule], facts).missing == [.contractTerm(.appealFirstLevel, payer: nil)])
        facts.payerRule = PayerRule(key: "p", name: "Plan")
        #expect(Self.answer([rule], facts).missing == [.contractTerm(.appealFirstLevel, payer: "Plan")])
        facts.payerRule?.appeal = AppealRule(firstLevelDays: 90)
        #expect(Self.answer([rule], facts).shortest?.date.description == "2026-04-02")
        // A value that no rules file can state is no value.
        facts.payerRule?.appeal = AppealRule(firstLevelDays: -1)
        #expect(Self.answer([rule], facts).missing == [.contractTerm(.appealFirstLevel, payer: "Plan")])
        facts.isContracted = false
        #expect(Self.answer([rule], facts).isEmpty)
        // Original Medicare has no contract to ask for.
        #expect(Self.answer([rule], try Self.facts(events: [event])).isEmpty)
    }

    @Test(arguments: [
        ("2026-12-31", 19_999, false), ("2026-12-31", 20_000, true), ("2025-12-31", 19_000, true),
        ("2025-12-31", 18_999, false),
    ])
    func `opens with the least amount of the year of the request`(asOf: String, cents: Int64, isOpen: Bool) throws {
        let rule = Self.rule("a") {
            $0.floor = AmountFloor(
                asked: .inControversy,
                least: [2025: Money(cents: 19_000), 2026: Money(cents: 20_000)]
            )
        }
        let event = DeadlineEvent(.initialDetermination, on: try Self.day("2025-12-01"))
        var facts = try Self.facts(events: [event], asOf: asOf)
        facts.amounts = [.inControversy: Money(cents: cents)]
        let answer = Self.answer([rule], facts)
        #expect((answer.shortest != nil) == isOpen)
        #expect(answer.closed.map(\.amount) == (isOpen ? [] : [Money(cents: cents)]))
        facts.asOf = try Self.day("2027-01-01")
        #expect(Self.answer([rule], facts).missing == [.leastAmount(.inControversy, year: 2027)])
    }

    @Test(arguments: [Int32.min, 0, .max])
    func `asks whether a day outside the known years is right`(number: Int32) throws {
        let date = CalendarDate(dayNumber: number)
        let answer = Self.answer(
            [Self.rule("a")],
            try Self.facts(events: [DeadlineEvent(.initialDetermination, on: date)])
        )
        #expect(answer.missing == [.countableDate(date)])
    }

    @Test func `asks whether a receipt outside the known years is right`() throws {
        let rule = Self.rule("a") { $0.presumedReceiptDays = nil }
        let far = CalendarDate(dayNumber: .max)
        let event = DeadlineEvent(.initialDetermination, on: try Self.day("2026-01-02"), received: far)
        #expect(Self.answer([rule], try Self.facts(events: [event])).missing == [.countableDate(far)])
    }

    @Test func `of a coverage without any rule is asked for`() throws {
        let facts = try Self.facts(.known(.tricare), events: [])
        let rules = DeadlineRules([Self.rule("a") { $0.appliesTo = [.medicare] }])
        let answers = DeadlineReading(rules: rules, facts: facts).appeals()
        #expect(answers.map(\.missing) == [[.rule(.tricare)]])
    }

    @Test(arguments: [
        MissingFact.coverage(among: [.commercial]), .conflictingCoverage, .planType, .contracted, .date(.service),
        .contractTerm(.filingLimit, payer: nil), .contractTerm(.correction, payer: "Plan"), .amount(.billOverEstimate),
        .leastAmount(.inControversy, year: 2027), .ruleOn(CalendarDate(dayNumber: 0)),
        .countableDate(CalendarDate(dayNumber: 0)), .rule(.medicaid),
    ])
    func `that is blocked is a question`(missing: MissingFact) { #expect(missing.question.contains("?")) }

    // MARK: - Filing

    @Test(
        arguments: [
            (FiledWhen.received, nil, "2026-05-07", nil, FilingOutcome.inTime),
            (.received, "2026-05-07", "2026-05-08", nil, .late),  // sent on day 120, received on day 121
            (.received, "2026-05-07", nil, nil, .receiptNeeded),
            (.notStated, "2026-05-07", "2026-05-08", nil, .late),
            (.postmarked, "2026-05-07", "2026-05-12", nil, .inTime),
            (.postmarked, "2026-05-08", "2026-05-12", nil, .late),
            (.postmarked, nil, "2026-05-07", nil, .inTime),
            (.postmarked, nil, "2026-05-08", nil, .postmarkNeeded),
        ] as [(FiledWhen, String?, String?, Int?, FilingOutcome)]
    )
    func `is kept by what the rule says counts`(
        filedWhen: FiledWhen,
        postmarked: String?,
        received: String?,
        minute: Int?,
        outcome: FilingOutcome
    ) throws {
        let deadline = try deadline { $0.filedWhen = filedWhen }
        let filing = Filing(
            postmarked: try postmarked.map(Self.day),
            received: try received.map(Self.day),
            minute: minute
        )
        #expect(deadline.outcome(of: filing) == outcome)
    }

    @Test(
        arguments: [
            ("2026-05-07", 1020, FilingOutcome.inTime), ("2026-05-07", 1021, .late), ("2026-05-07", nil, .timeNeeded),
            ("2026-05-06", nil, .inTime), ("2026-05-06", 1439, .inTime), ("2026-05-08", 0, .late),
        ] as [(String, Int?, FilingOutcome)]
    )
    func `ends with the receiver's day, on the receiver's clock`(
        received: String,
        minute: Int?,
        outcome: FilingOutcome
    ) throws {
        let deadline = try deadline { $0.receiver = ReceiverClock(zone: "America/New_York", lastMinute: 1020) }
        #expect(deadline.outcome(of: Filing(received: try Self.day(received), minute: minute)) == outcome)
    }

    @Test func `needs no time of day where the whole day counts`() throws {
        let deadline = try deadline { $0.receiver = ReceiverClock(zone: "America/New_York") }
        #expect(deadline.outcome(of: Filing(received: deadline.date)) == .inTime)
        #expect(deadline.outcome(of: Filing(received: deadline.date.adding(days: 1))) == .late)
    }

    private func deadline(_ change: (inout DeadlineRule) -> Void) throws -> Deadline {
        let event = DeadlineEvent(.initialDetermination, on: try Self.day("2026-01-02"))
        return try #require(Self.answer([Self.rule("a", change)], try Self.facts(events: [event])).shortest)
    }

    // MARK: - Words

    @Test func `explains itself: from which day, how many, and whether it moved`() throws {
        let deadline = try deadline {
            $0.length = .stated(CalendarPeriod(4, .months, monthEnd: .firstOfNextMonth))
            $0.roll = .next
            $0.whoActs = [.member, .providerWithAuthorization]
            $0.confidence = .likely
            $0.receiver = ReceiverClock(zone: "America/New_York", lastMinute: 1020)
        }
        #expect(
            deadline.sentences == [
                "Title: the last day is Thursday, 2026-05-07.",
                "Counting begins on Wednesday, 2026-01-07: the initial determination is dated 2026-01-02, and receipt is "
                    + "presumed 5 calendar days later unless another day is shown.",
                "4 months later is Thursday, 2026-05-07.",
                "It must be received by then, by 17:00 in America/New_York.",
                "The member or the provider with the member's written authorization may act.",
                "Rule: a, 1 CFR 1. It is held to be so; check the source before anything is sent on its strength.",
            ]
        )
    }

    @Test(arguments: [
        (RollRule.none, "Independence Day is observed on that day; no rule moves it."),
        (.next, "Independence Day is observed on that day, so it moves to the next business day, Monday, 2026-07-06."),
        (
            .previous,
            "Independence Day is observed on that day, so it moves to the business day before, Thursday, 2026-07-02."
        ),
    ])
    func `says that it moved from a holiday, and where`(roll: RollRule, sentence: String) throws {
        // 177 days after 2026-01-07 is 2026-07-03.
        let deadline = try deadline {
            $0.length = .stated(CalendarPeriod(177, .calendarDays))
            $0.roll = roll
        }
        #expect(deadline.sentences.contains(sentence), "\(deadline.sentences)")
    }

    @Test func `says which holidays its business days left out`() throws {
        let deadline = try deadline { $0.length = .stated(CalendarPeriod(30, .businessDays)) }
        #expect(deadline.date.description == "2026-02-20")
        #expect(
            deadline.explanation.contains(
                "30 business days later is Friday, 2026-02-20; Saturdays and Sundays and federal holidays are left out "
                    + "(here Birthday of Martin Luther King, Jr., 2026-01-19, Washington's Birthday, 2026-02-16)."
            ),
            "\(deadline.explanation)"
        )
    }
}

@Suite("A coverage")
struct CoverageTests {
    @Test func `is known when a document says Medicare, and no other says otherwise`() {
        let medicare = PayerRule(key: "m", name: "M", lineOfBusiness: .medicare)
        #expect(Coverage(indicators: ["MB"], rule: nil) == .known(.medicare))
        #expect(Coverage(indicators: ["MA", "MB"], rule: medicare) == .known(.medicare))
        #expect(Coverage(indicators: ["MA", "HM"], rule: nil) == .conflicting)
        #expect(Coverage(indicators: ["MA", "ZZ"], rule: nil) == .conflicting)
        // The payer rule alone does not make it Medicare.
        #expect(Coverage(indicators: [], rule: medicare) == .conflicting)
        #expect(
            Coverage(indicators: ["MA"], rule: PayerRule(key: "c", name: "C", lineOfBusiness: .commercial))
                == .conflicting
        )
    }

    @Test(arguments: ["BL", "CI", "HM", "12", "13", "14", "15"])
    func `of an insurer's indicator is open until the payer rule says which`(indicator: String) {
        let advantage = PayerRule(key: "a", name: "A", lineOfBusiness: .medicareAdvantage)
        #expect(
            Coverage(indicators: [indicator], rule: nil)
                == .open([.commercial, .medicareAdvantage, .medicaidManagedCare])
        )
        #expect(Coverage(indicators: [indicator], rule: advantage) == .known(.medicareAdvantage))
        #expect(Coverage(indicators: [indicator, "16"], rule: nil) == .known(.medicareAdvantage))
    }

    @Test(arguments: [
        ("16", LineOfBusiness.medicareAdvantage), ("CH", .tricare), ("WC", .workersCompensation), ("AM", .auto),
        ("LM", .liability), ("FI", .other), ("VA", .other),
    ])
    func `of some indicators is known by them alone`(indicator: String, kind: LineOfBusiness) {
        #expect(Coverage(indicators: [indicator], rule: nil) == .known(kind))
    }

    @Test func `is never original Medicare where nothing says so`() {
        guard case .open(let kinds) = Coverage(indicators: [], rule: nil) else { return #expect(Bool(false)) }
        #expect(!kinds.contains(.medicare) && kinds.count == 9)
        guard case .open(let others) = Coverage(indicators: ["ZZ"], rule: nil) else { return #expect(Bool(false)) }
        #expect(!others.contains(.medicare))
    }
}
