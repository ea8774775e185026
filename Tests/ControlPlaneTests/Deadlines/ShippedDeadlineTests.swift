import Foundation
import NaiveCalendar
import RevenueCycle
import Testing

@testable import ControlPlane

/// What the law says, written down beside the rules file and not read from it.
private struct Law: Sendable, CustomTestStringConvertible {
    enum Unit { case calendarDays, businessDays, months }

    let id: String
    var coverage = LineOfBusiness.commercial
    let trigger: DeadlineTrigger
    /// Calendar days until receipt is presumed; nil where the clock starts with the event or a known receipt.
    var presumed: Int?
    let count: Int
    var unit = Unit.calendarDays
    /// The day that starts the clock is day 1.
    var countsFirst = false
    /// Counted back from the trigger.
    var isBack = false
    var rollsOn = false
    /// The first day after the period, not its last.
    var isFirstDay = false
    var years: ClosedRange<Int> = 2026...2027

    var testDescription: String { id }

    /// The day that it gives from a place among the days, by walking.
    func day(from place: Int) -> String {
        var start = place + (presumed ?? 0)
        if countsFirst { start -= 1 }
        let sign = isBack ? -1 : 1
        var end =
            switch unit {
            case .calendarDays: NaiveCalendar.calendarDays(sign * count, from: start)
            case .businessDays: NaiveCalendar.businessDays(sign * count, from: start)
            case .months: NaiveCalendar.months(count, from: start, orFirstOfNext: rollsOn)
            }
        if isFirstDay { end += 1 }
        if rollsOn { end = NaiveCalendar.nextBusinessDay(end) }
        return NaiveCalendar.days[end].description
    }

    static let all: [Law] = [
        Law(id: "medicare.filing", coverage: .medicare, trigger: .service, count: 12, unit: .months),
        Law(
            id: "medicare.redetermination",
            coverage: .medicare,
            trigger: .initialDetermination,
            presumed: 5,
            count: 120
        ),
        Law(id: "medicare.reconsideration", coverage: .medicare, trigger: .redetermination, presumed: 5, count: 180),
        Law(id: "medicare.hearing", coverage: .medicare, trigger: .reconsideration, presumed: 5, count: 60),
        Law(id: "medicare.council", coverage: .medicare, trigger: .hearingDecision, presumed: 5, count: 60),
        Law(id: "medicare.court", coverage: .medicare, trigger: .councilDecision, presumed: 5, count: 60),
        Law(
            id: "medicare.recoupment.rebuttal",
            coverage: .medicare,
            trigger: .demandLetter,
            count: 15,
            countsFirst: true
        ),
        Law(
            id: "medicare.recoupment.redetermination",
            coverage: .medicare,
            trigger: .demandLetter,
            count: 30,
            countsFirst: true
        ),
        // Interest from day 31, recovery from day 41.
        Law(
            id: "medicare.recoupment.interest",
            coverage: .medicare,
            trigger: .demandLetter,
            count: 31,
            countsFirst: true
        ),
        Law(
            id: "medicare.recoupment.recovery",
            coverage: .medicare,
            trigger: .demandLetter,
            count: 41,
            countsFirst: true
        ),
        Law(
            id: "medicare.recoupment.reconsideration",
            coverage: .medicare,
            trigger: .redetermination,
            count: 60,
            countsFirst: true
        ),
        Law(
            id: "medicareAdvantage.reconsideration",
            coverage: .medicareAdvantage,
            trigger: .organizationDetermination,
            count: 65,
            years: 2025...2026
        ),
        Law(
            id: "medicareAdvantage.reconsideration",
            coverage: .medicareAdvantage,
            trigger: .organizationDetermination,
            count: 60,
            years: 2023...2024
        ),
        Law(
            id: "medicareAdvantage.hearing",
            coverage: .medicareAdvantage,
            trigger: .reconsideration,
            presumed: 5,
            count: 60
        ),
        Law(
            id: "medicareAdvantage.council",
            coverage: .medicareAdvantage,
            trigger: .hearingDecision,
            presumed: 5,
            count: 60
        ),
        Law(
            id: "medicareAdvantage.court",
            coverage: .medicareAdvantage,
            trigger: .councilDecision,
            presumed: 5,
            count: 60
        ),
        Law(id: "plan.internalAppeal", trigger: .payerDecision, count: 180),
        Law(id: "plan.externalReview", trigger: .finalInternalDenial, count: 4, unit: .months, rollsOn: true),
        Law(
            id: "nsa.openNegotiation",
            trigger: .initialPaymentOrDenial,
            count: 30,
            unit: .businessDays,
            countsFirst: true
        ),
        Law(id: "nsa.initiation", trigger: .negotiationEnd, count: 4, unit: .businessDays),
        Law(id: "assistance.collection", trigger: .firstBillAfterDischarge, count: 120, isFirstDay: true),
        Law(id: "assistance.application", trigger: .firstBillAfterDischarge, count: 240),
        Law(id: "assistance.notice", trigger: .plannedCollectionAction, count: 30, isBack: true),
        Law(id: "patient.dispute", trigger: .firstBill, count: 120),
    ]
}

@Suite("A shipped deadline rule")
struct ShippedDeadlineTests {
    private static func rules() throws -> DeadlineRules {
        try PayerRulesReader.load([.shipped, .shippedDeadlines]).deadlines
    }

    private static func facts(_ coverage: LineOfBusiness, _ events: [DeadlineEvent]) throws -> DeadlineFacts {
        var facts = DeadlineFacts(
            coverage: .known(coverage),
            events: events,
            amounts: [.inControversy: Money(cents: 1_000_000), .billOverEstimate: Money(cents: 1_000_000)],
            asOf: try #require(CalendarDate(iso: "2026-07-01"))
        )
        facts.isContracted = false
        facts.planType = .selfFunded
        return facts
    }

    /// Every day of two years: every weekday around every holiday, month ends, and where a leap day lies ahead.
    @Test(arguments: Law.all)
    private func `gives what the law gives from each day of two years`(law: Law) throws {
        let rules = try Self.rules()
        let path = try #require(rules.versions(of: DeadlineRuleID(rawValue: law.id)).first?.path)
        var compared = 0
        for (place, day) in NaiveCalendar.days.enumerated() where law.years.contains(day.year) {
            let date = try #require(CalendarDate(iso: day.description))
            let facts = try Self.facts(law.coverage, [DeadlineEvent(law.trigger, on: date)])
            let answer = DeadlineReading(rules: rules, facts: facts).answer(for: path)
            let found = answer.deadlines.first { $0.rule.id.rawValue == law.id }?.date.description
            guard found == law.day(from: place) else {
                Issue.record("\(law.id) from \(day): \(found ?? "nothing"), not \(law.day(from: place))")
                return
            }
            compared += 1
        }
        #expect(compared >= 730)
    }

    @Test func `is one that these tests know, or one of a contract`() throws {
        let contracts = ["payer.filing", "payer.correction", "payer.appeal"]
        let known = Law.all.map(\.id) + contracts
        #expect(try Self.rules().rules.map(\.id.rawValue).sorted() == known.sorted())
    }

    @Test(
        arguments: [
            ("medicare.filing", "firstFiling", nil, "received", "likely"),
            ("payer.filing", "firstFiling", nil, "received", "contractSays"),
            ("payer.correction", "correction", nil, "received", "contractSays"),
            ("medicare.redetermination", "medicareAppeal", 1, "received", "certain"),
            ("medicare.reconsideration", "medicareAppeal", 2, "received", "certain"),
            ("medicare.hearing", "medicareAppeal", 3, "received", "certain"),
            ("medicare.council", "medicareAppeal", 4, "notStated", "certain"),
            ("medicare.court", "medicareAppeal", 5, "notStated", "certain"),
            ("medicare.recoupment.rebuttal", "medicareRecoupment", nil, "notStated", "certain"),
            ("medicare.recoupment.redetermination", "medicareRecoupment", nil, "received", "certain"),
            ("medicare.recoupment.interest", "medicareRecoupment", nil, "notStated", "certain"),
            ("medicare.recoupment.recovery", "medicareRecoupment", nil, "notStated", "certain"),
            ("medicare.recoupment.reconsideration", "medicareRecoupment", nil, "received", "likely"),
            ("medicareAdvantage.reconsideration", "medicareAdvantageAppeal", 1, "notStated", "likely"),
            ("medicareAdvantage.hearing", "medicareAdvantageAppeal", 3, "notStated", "certain"),
            ("medicareAdvantage.council", "medicareAdvantageAppeal", 4, "notStated", "certain"),
            ("medicareAdvantage.court", "medicareAdvantageAppeal", 5, "notStated", "certain"),
            ("payer.appeal", "payerAppeal", 1, "received", "contractSays"),
            ("plan.internalAppeal", "memberAppeal", 1, "notStated", "certain"),
            ("plan.externalReview", "externalReview", nil, "notStated", "likely"),
            ("nsa.openNegotiation", "noSurprises", 1, "received", "likely"),
            ("nsa.initiation", "noSurprises", 2, "received", "likely"),
            ("assistance.collection", "financialAssistance", nil, "notStated", "likely"),
            ("assistance.application", "financialAssistance", nil, "notStated", "likely"),
            ("assistance.notice", "financialAssistance", nil, "received", "likely"),
            ("patient.dispute", "patientProviderDispute", nil, "notStated", "certain"),
        ] as [(String, String, Int?, String, String)]
    )
    func `has its path, what counts as filed, and how sure it is`(
        id: String,
        path: String,
        level: Int?,
        filed: String,
        confidence: String
    ) throws {
        let versions = try Self.rules().versions(of: DeadlineRuleID(rawValue: id))
        #expect(!versions.isEmpty)
        for rule in versions {
            #expect(rule.path.rawValue == path)
            #expect(rule.level == level)
            #expect(rule.filedWhen.rawValue == filed)
            #expect(rule.confidence.rawValue == confidence)
            #expect(rule.plain.hasSuffix(".") && !rule.source.citation.isEmpty)
            #expect(rule.gives == .firstDay || !rule.whoActs.isEmpty)
        }
    }

    @Test(arguments: [
        ("original Medicare", "medicare."), ("Medicare Advantage, without a contract", "medicareAdvantage."),
        ("any", "payer."), ("a commercial plan", "plan.internalAppeal"),
        ("a commercial plan, self-funded plan", "plan.externalReview"),
        ("a commercial plan, without a contract", "nsa."), ("any", "assistance."), ("any", "patient."),
    ])
    func `is for no more coverages than the law is`(words: String, prefix: String) throws {
        let rules = try Self.rules().rules.filter { $0.id.rawValue.hasPrefix(prefix) }
        #expect(!rules.isEmpty)
        for rule in rules { #expect(rule.forWords == words, "\(rule.id.rawValue)") }
    }

    @Test(arguments: [
        ("medicare.hearing", 2025, 19_000), ("medicare.hearing", 2026, 20_000), ("medicare.court", 2025, 190_000),
        ("medicare.court", 2026, 196_000), ("medicareAdvantage.hearing", 2026, 20_000),
        ("medicareAdvantage.court", 2026, 196_000), ("patient.dispute", 2031, 40_000),
    ])
    func `asks for the least amount of the year`(id: String, year: Int, cents: Int64) throws {
        let rule = try #require(try Self.rules().versions(of: DeadlineRuleID(rawValue: id)).first)
        #expect(rule.floor?.least(in: year) == Money(cents: cents))
        if year < 2031 { #expect(rule.floor?.least(in: 2027) == nil) }
        let others = try Self.rules().rules.filter { $0.floor != nil }.map(\.id.rawValue)
        #expect(
            others == [
                "medicare.hearing", "medicare.court", "medicareAdvantage.hearing", "medicareAdvantage.court",
                "patient.dispute",
            ]
        )
    }

    @Test(arguments: [
        ("plan.externalReview", "2026-10-31", "2027-03-01"),  // no 31 February
        ("plan.externalReview", "2027-10-31", "2028-03-01"),  // nor in a leap year
        ("plan.externalReview", "2027-10-29", "2028-02-29"),  // the leap day itself
        ("plan.externalReview", "2026-03-03", "2026-07-06"),  // 3 July is closed for the 4th, then a weekend
        ("medicare.filing", "2028-02-29", "2029-02-28"),
        ("medicareAdvantage.reconsideration", "2026-01-02", "2026-03-08"),  // day 65 is a Sunday
        ("nsa.initiation", "2026-11-09", "2026-11-16"),  // a holiday within the window
        ("medicare.redetermination", "2026-01-02", "2026-05-07"),
    ])
    func `keeps the edges of the calendar`(id: String, date: String, last: String) throws {
        let rules = try Self.rules()
        let rule = try #require(rules.versions(of: DeadlineRuleID(rawValue: id)).first)
        let event = DeadlineEvent(rule.trigger, on: try #require(CalendarDate(iso: date)))
        let facts = try Self.facts(rule.appliesTo.first ?? .commercial, [event])
        let answer = DeadlineReading(rules: rules, facts: facts).answer(for: rule.path)
        #expect(answer.deadlines.first { $0.rule.id == rule.id }?.date.description == last)
    }

    @Test(
        arguments: [
            (Coverage.known(.medicare), nil, nil, ["medicareAppeal"], []),
            (.known(.medicareAdvantage), false, nil, ["medicareAdvantageAppeal"], []),
            (.known(.medicareAdvantage), true, nil, ["payerAppeal"], ["payerAppeal"]),
            (
                .known(.medicareAdvantage), nil, nil, ["medicareAdvantageAppeal", "payerAppeal"],
                ["medicareAdvantageAppeal", "payerAppeal"]
            ),
            (
                .known(.commercial), nil, .selfFunded, ["payerAppeal", "memberAppeal", "externalReview"],
                ["payerAppeal", "externalReview"]
            ),
            (.known(.commercial), nil, .insured, ["payerAppeal", "memberAppeal"], ["payerAppeal"]),
            (.known(.tricare), nil, nil, ["payerAppeal"], ["payerAppeal"]),
        ] as [(Coverage, Bool?, PlanType?, [String], [String])]
    )
    func `is chosen by coverage, contract and plan, and what is missing blocks`(
        coverage: Coverage,
        contracted: Bool?,
        plan: PlanType?,
        paths: [String],
        blocked: [String]
    ) throws {
        let date = try #require(CalendarDate(iso: "2026-01-02"))
        let triggers: [DeadlineTrigger] = [.initialDetermination, .organizationDetermination, .payerDecision]
        var facts = try Self.facts(.medicare, triggers.map { DeadlineEvent($0, on: date) })
        facts.coverage = coverage
        facts.isContracted = contracted
        facts.planType = plan
        let answers = DeadlineReading(rules: try Self.rules(), facts: facts).appeals()
        #expect(answers.map(\.path.rawValue) == paths)
        #expect(answers.filter { !$0.missing.isEmpty }.map(\.path.rawValue) == blocked)
        for answer in answers { #expect((answer.shortest == nil) == blocked.contains(answer.path.rawValue)) }
    }

    @Test func `is in the package as in its text file`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(contentsOf: root.appending(path: RuleText.shippedDeadlines.file), encoding: .utf8)
        #expect(RuleText.shippedDeadlines.text == text, "run scripts/embed-knowledge.py")
        let page = try String(contentsOf: root.appending(path: "docs/deadlines.md"), encoding: .utf8)
        for rule in try Self.rules().rules {
            #expect(page.contains("`\(rule.id.rawValue)`"), "docs/deadlines.md does not tell of \(rule.id.rawValue)")
        }
    }
}
