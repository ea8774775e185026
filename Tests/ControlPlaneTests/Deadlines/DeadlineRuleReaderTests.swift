import Foundation
import Journal
import RevenueCycle
import Testing

@testable import ControlPlane

@Suite("A deadline rules file")
struct DeadlineRuleReaderTests {
    /// A sound rule, one key a line, so that a test can change or leave out any of them.
    private static let sound = [
        "[[deadline]]", "id = \"state.dispute\"", "path = \"payerAppeal\"", "level = 2", "title = \"Dispute\"",
        "applies_to = [\"medicaid\", \"medicaidManagedCare\"]", "contracted = true", "trigger = \"payerDecision\"",
        "clock = \"receipt\"", "presumed_receipt_days = 3", "length = 2", "unit = \"months\"",
        "month_end = \"firstOfNextMonth\"", "roll = \"previous\"", "calendar = \"weekdays\"",
        "filed_when = \"postmarked\"", "who_may_act = [\"provider\"]",
        "receiver = { zone = \"America/Chicago\", closes = \"16:30\" }",
        "amount = { asked = \"inControversy\", least = [{ year = 2026, amount = \"75.00\" }, { amount = \"50\" }] }",
        "valid_from = 2025-07-01", "valid_to = 2027-06-30",
        "source = { kind = \"manual\", citation = \"Provider manual 4.2\" }", "confidence = \"likely\"",
        "plain = \"Two months.\"", "note = \"Ask the plan.\"",
    ]

    private static func read(_ lines: [String]) -> (rules: DeadlineRules, errors: [String]) {
        let text = RuleText(file: "own.toml", text: lines.joined(separator: "\n") + "\n")
        let (rules, errors) = PayerRulesReader.read([text])
        return (rules.deadlines, errors.map(\.located))
    }

    @Test func `says everything that a rule can say`() throws {
        let (rules, errors) = Self.read(Self.sound)
        #expect(errors == [])
        let rule = try #require(rules.rules.first)
        #expect(rules.rules.count == 1)
        #expect(rule.id.rawValue == "state.dispute" && rule.path == .payerAppeal && rule.level == 2)
        #expect(rule.title == "Dispute" && rule.gives == .lastDay)
        #expect(rule.appliesTo == [.medicaid, .medicaidManagedCare] && rule.contracted == true)
        #expect(rule.trigger == .payerDecision && rule.clock == .receipt && rule.presumedReceiptDays == 3)
        #expect(rule.length == .stated(CalendarPeriod(2, .months, monthEnd: .firstOfNextMonth)))
        #expect(rule.roll == .previous && rule.calendar == .weekdays && rule.filedWhen == .postmarked)
        #expect(rule.whoActs == [.provider])
        #expect(rule.receiver == ReceiverClock(zone: "America/Chicago", lastMinute: 990))
        #expect(
            rule.floor
                == AmountFloor(asked: .inControversy, least: [2026: Money(cents: 7500), nil: Money(cents: 5000)])
        )
        #expect(rule.floor?.least(in: 2026) == Money(cents: 7500) && rule.floor?.least(in: 2027) == Money(cents: 5000))
        #expect(rule.validFrom?.description == "2025-07-01" && rule.validTo?.description == "2027-06-30")
        #expect(rule.source == RuleSource(kind: .manual, citation: "Provider manual 4.2"))
        #expect(rule.confidence == .likely && rule.plain == "Two months." && rule.note == "Ask the plan.")
    }

    /// The key whose line is changed, the line in its place (nothing to leave it out), and the error.
    @Test(arguments: [
        ("id", "", "own.toml:1:1: deadline: id is missing"),
        (
            "id", "id = \"state dispute\"",
            "own.toml:2:1: deadline.id: must be words of letters and digits with dots between, such as "
                + "\"medicare.redetermination\""
        ),
        ("title", "", "own.toml:1:1: deadline: title is missing"),
        ("plain", "plain = \" \"", "own.toml:24:1: deadline.plain: must not be empty"),
        (
            "level", "level = 0",
            "own.toml:4:1: deadline.level: must be a whole number from 1 to 9, without quotes, but is 0"
        ),
        ("length", "", "own.toml:1:1: deadline: must state length and unit, or contract"),
        ("unit", "unit = \"years\"\n  length = 11", "own.toml:13:12: is not TOML here:"),
        ("length", "length = 121", "own.toml:11:1: deadline.length: must be at most 120 months, but is 121"),
        (
            "unit", "unit = \"days\"",
            "own.toml:12:1: deadline.unit: must be one of \"calendarDays\", \"businessDays\", \"months\", \"years\""
        ),
        ("unit", "unit = \"calendarDays\"", "own.toml:13:1: deadline.month_end: says nothing for calendarDays"),
        (
            "unit", "contract = \"appealFirstLevel\"",
            "own.toml:11:1: deadline.length: says nothing beside contract, which counts days after the trigger"
        ),
        (
            "clock", "clock = \"event\"",
            "own.toml:10:1: deadline.presumed_receipt_days: says nothing unless clock is \"receipt\""
        ),
        ("filed_when", "", "own.toml:1:1: deadline: filed_when is missing"),
        ("who_may_act", "", "own.toml:1:1: deadline: who_may_act is missing"),
        (
            "who_may_act", "who_may_act = [\"anyone\"]",
            "own.toml:17:1: deadline.who_may_act: must hold only \"provider\", \"providerWithAuthorization\", \"member\", "
                + "\"patient\", but holds \"anyone\""
        ),
        (
            "who_may_act", "who_may_act = [\"member\", \"member\"]",
            "own.toml:17:1: deadline.who_may_act: holds \"member\" twice"
        ),
        ("applies_to", "", "own.toml:1:1: deadline: applies_to is missing: the coverages it is for, or [\"any\"]"),
        (
            "applies_to", "applies_to = [\"any\", \"auto\"]",
            "own.toml:6:1: deadline.applies_to: must hold only \"commercial\", \"medicare\","
        ),
        (
            "applies_to", "applies_to = []",
            "own.toml:6:1: deadline.applies_to: must not be an empty list"
        ),
        (
            "receiver", "receiver = { zone = \"Chicago\" }",
            "own.toml:18:1: deadline.receiver.zone: must be a time zone of the IANA database, such as \"America/New_York\""
        ),
        (
            "receiver", "receiver = { zone = \"America/Chicago\", closes = \"24:00\" }",
            "own.toml:18:1: deadline.receiver.closes: must be a time of day in quotes from \"00:00\" to \"23:59\", such as "
                + "\"17:00\""
        ),
        (
            "amount", "amount = { asked = \"inControversy\", least = [{ amount = \"5\" }, { amount = \"6\" }] }",
            "own.toml:19:1: deadline.amount.least: this year has an amount already; state it once"
        ),
        (
            "amount", "amount = { asked = \"inControversy\" }",
            "own.toml:19:1: deadline.amount: least is missing: [{ year = 2026, amount = \"200.00\" }]"
        ),
        ("valid_to", "valid_to = 2025-06-30", "own.toml:21:1: deadline.valid_to: must not be before valid_from"),
        ("valid_to", "valid_to = 2027-02-29", "own.toml:21:22: is not TOML here:"),
        (
            "source", "",
            "own.toml:1:1: deadline: source is missing: where the rule stands written, such as "
                + "source = { kind = \"regulation\", citation = \"42 CFR 405.942\" }"
        ),
        ("source", "source = { kind = \"manual\" }", "own.toml:22:1: deadline.source: citation is missing"),
        (
            "confidence", "",
            "own.toml:1:1: deadline: confidence is missing: one of \"certain\", \"likely\", \"contractSays\""
        ),
        (
            "confidence", "confidence = \"contractSays\"",
            "own.toml:23:1: deadline.confidence: is \"contractSays\" for a rule with contract, and for no other"
        ),
        (
            "level", "gives = \"firstDay\"",
            "own.toml:14:1: deadline.roll: must not move a first day to an earlier one"
        ),
        ("note", "remark = \"x\"", "own.toml:25:1: deadline.remark: this key is not known; known here are amount,"),
        ("note", "  note = 5", "own.toml:25:3: deadline.note: must be a text in quotes, but is a whole number"),
    ])
    func `says where it is wrong, with line and column, and what to write`(
        key: String,
        line: String,
        error: String
    ) throws {
        var lines = Self.sound
        let place = try #require(lines.firstIndex { $0.hasPrefix("\(key) = ") })
        lines[place] = line
        let (rules, errors) = Self.read(lines)
        #expect(errors.contains { $0.hasPrefix(error) }, "\(errors)")
        // A key that is not known is found when the rest has been read.
        #expect(rules.rules.isEmpty || error.contains("is not known"))
    }

    @Test func `tells all faults of a rule at once`() {
        let (_, errors) = Self.read(["[[deadline]]", "id = \"a\"", "  unit = 5"])
        #expect(errors.count == 11, "\(errors)")
        #expect(errors.contains("own.toml:3:3: deadline.unit: must be a text in quotes, but is a whole number"))
    }

    @Test func `says with one word that it is for every coverage`() {
        let (rules, errors) = Self.read(Self.sound.map { $0.hasPrefix("applies_to") ? "applies_to = [\"any\"]" : $0 })
        #expect(errors == [])
        #expect(rules.rules.map(\.appliesTo) == [[]])
    }

    @Test func `may state several versions of a rule, but not two for one day`() {
        let from = { (day: String) in Self.sound.map { $0.hasPrefix("valid_from") ? "valid_from = \(day)" : $0 } }
        let to = { (day: String) in Self.sound.map { $0.hasPrefix("valid_to") ? "valid_to = \(day)" : $0 } }
        let later = from("2027-07-01").filter { !$0.hasPrefix("valid_to") }
        #expect(Self.read(Self.sound + later).errors == [])
        #expect(Self.read(Self.sound + later).rules.rules.count == 2)
        let elsewhere = later.map { $0.hasPrefix("trigger") ? "trigger = \"service\"" : $0 }
        #expect(
            Self.read(Self.sound + elsewhere).errors == [
                "own.toml:27:1: deadline.id: an earlier rule of this id has another path or trigger; give this one its own id"
            ]
        )
        let touching = to("2027-07-01") + later
        #expect(
            Self.read(touching).errors == [
                "own.toml:27:1: deadline.id: an earlier rule of this id holds on the same days; set valid_from and valid_to"
            ]
        )
    }

    private static func own(_ id: String, days: Int, file: String = "own.toml") -> RuleText {
        let keep = [
            "[[", "title", "applies_to", "trigger", "who_may_act", "source", "confidence", "plain", "filed_when",
            "path",
        ]
        let lines =
            sound.filter { line in keep.contains { line.hasPrefix($0) } }
            + ["id = \"\(id)\"", "length = \(days)", "unit = \"calendarDays\""]
        return RuleText(file: file, text: lines.joined(separator: "\n"))
    }

    @Test func `of a hospital takes the place of the shipped rule with its id, in all versions`() throws {
        let id = DeadlineRuleID(rawValue: "medicareAdvantage.reconsideration")
        let rules = try PayerRulesReader.load([.shipped, .shippedDeadlines, Self.own(id.rawValue, days: 44)]).deadlines
        #expect(rules.versions(of: id).map(\.length) == [.stated(CalendarPeriod(44, .calendarDays))])
        let shipped = try PayerRulesReader.load([.shippedDeadlines]).deadlines
        #expect(shipped.versions(of: id).count == 2)
        #expect(rules.rules.count == shipped.rules.count - 1)
    }

    @Test func `may not state what another file of the hospital states`() {
        let (_, errors) = PayerRulesReader.read([
            .shippedDeadlines, Self.own("a", days: 1, file: "one.toml"), Self.own("a", days: 2, file: "two.toml"),
        ])
        #expect(errors.map(\.file) == ["two.toml"])
        #expect(errors.first?.message == "is stated in one.toml already; state all versions of a rule in one file")
    }

    // MARK: - Adoption

    @Test func `is adopted by an entry with its text, the shipped rules beside it`() throws {
        let store = try TemporaryStore()
        defer { store.remove() }
        #expect(try store.plane.ruleTexts() == [.shippedDeadlines, .shipped])
        let own = Self.own("medicare.redetermination", days: 100)
        try store.plane.adopt([.shipped, own])
        #expect(try store.plane.ruleTexts() == [.shippedDeadlines, .shipped, own])
        let versions = store.plane.rules.deadlines.versions(of: DeadlineRuleID(rawValue: "medicare.redetermination"))
        #expect(versions.map(\.length) == [.stated(CalendarPeriod(100, .calendarDays))])
        #expect(throws: ControlPlaneError.self) { try store.plane.adopt([.shipped, Self.own("a", days: 0)]) }
        #expect(try store.plane.ruleTexts() == [.shippedDeadlines, .shipped, own])
    }

    @Test func `changes the deadline of a finding, and says what a finding without one would need`() throws {
        let store = try TemporaryStore()
        defer { store.remove() }
        let own = Self.own("medicare.redetermination", days: 100)
        let text = own.text.replacing("payerAppeal", with: "medicareAppeal")
            .replacing("payerDecision", with: "initialDetermination")
            .replacing("\"medicaid\", \"medicaidManagedCare\"", with: "\"medicare\"")
        try store.plane.adopt([.shipped, RuleText(file: own.file, text: text)])
        let pairs =
            ["36-medicare-clocks/2-remittance.x12", "36-medicare-clocks/1-claims.x12"]
            + ["04-line-denied-authorization/1-claim.x12", "04-line-denied-authorization/2-remittance.x12"]
        let paths = pairs.map { WorkedPairTests.folder.appendingPathComponent($0).path }
        _ = try Ingestion.ingest(paths, into: store.plane)
        let asOf = try #require(CalendarDate(iso: "2026-03-01"))
        let findings = try store.plane.accounts(asOf: asOf).flatMap(\.position.claims).flatMap(\.findings)
        let appeal = try #require(findings.first { $0.nextStep == .appeal })
        #expect(appeal.deadline?.date.description == "2026-05-21")  // 100 days from 10 February
        #expect(appeal.deadline?.rule.source.citation == "Provider manual 4.2")
        #expect(appeal.missing == [])
        let authorization = try #require(findings.first { $0.nextStep == .findAuthorization })
        #expect(authorization.deadline == nil)
        #expect(
            authorization.missing == [
                .coverage(among: [.commercial, .medicareAdvantage, .medicaidManagedCare]), .contracted,
                .contractTerm(.appealFirstLevel, payer: nil),
            ]
        )
    }

    @Test func `is the shipped one under entries of before deadline rules were data`() throws {
        var writer = FieldWriter()
        writer.record(1) {
            $0.text(1, RuleText.shipped.file)
            $0.text(2, RuleText.shipped.text)
            $0.flag(3, true)
        }
        #expect(try ControlPlane.ruleTexts(in: writer.bytes) == [.shippedDeadlines, .shipped])
        #expect(try ControlPlane.ruleTexts(in: nil) == [])
    }
}
