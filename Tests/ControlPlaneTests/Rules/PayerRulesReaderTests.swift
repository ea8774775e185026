import Foundation
import RevenueCycle
import Testing

@testable import ControlPlane

@Suite("A payer rules file")
struct PayerRulesReaderTests {
    private func read(_ text: String) -> (rules: PayerRules, errors: [String]) {
        let (rules, errors) = PayerRulesReader.read([RuleText(file: "payers.toml", text: text)])
        return (rules, errors.map(\.description))
    }

    @Test func `says everything that is known of a payer`() throws {
        let (rules, errors) = read(
            """
            [defaults]
            turnaround_days = 28
            underpayment_minimum = "5.00"
            underpayment_percent = "2.5"

            [[payer]]
            key = "northfield"
            name = "Northfield Health Plan"
            ids = ["NF001", "1999888777"]
            aliases = ["NORTHFIELD HP"]
            line_of_business = "medicareAdvantage"
            turnaround_days = 21
            crossover_days = 40
            filing_limit_days = 180
            case_rate = true
            newborn_with_mother = false
            pays_apart = ["36415"]
            [payer.appeal]
            first_level_days = 65
            who_may_file = "providerWithAuthorization"
            [payer.correction]
            method = "newClaim"
            days = 365
            [[payer.rate]]
            kind = "fee"
            procedure = "99213"
            modifiers = []
            allowed = "85.00"
            from = 2026-01-01
            [[payer.rate]]
            kind = "percentOfCharge"
            percent = "60"
            [[payer.rate]]
            kind = "case"
            drg = "470"
            allowed = "12000.00"
            to = 2026-12-31

            [[payer]]
            key = "other"
            name = "Other"
            """
        )
        #expect(errors == [])
        let payer = try #require(rules.payers.first)
        let from = try #require(CalendarDate(iso: "2026-01-01"))
        let to = try #require(CalendarDate(iso: "2026-12-31"))
        #expect(
            payer
                == PayerRule(
                    key: "northfield",
                    name: "Northfield Health Plan",
                    ids: ["NF001", "1999888777"],
                    aliases: ["NORTHFIELD HP"],
                    lineOfBusiness: .medicareAdvantage,
                    turnaroundDays: 21,
                    crossoverDays: 40,
                    filingLimitDays: 180,
                    isCaseRate: true,
                    newbornWithMother: false,
                    paysApart: ["36415"],
                    appeal: AppealRule(firstLevelDays: 65, whoMayFile: .providerWithAuthorization),
                    correction: CorrectionRule(method: .newClaim, days: 365),
                    rates: [
                        Rate(basis: .fee(perUnit: Money(cents: 8500)), procedure: "99213", modifiers: [], from: from),
                        Rate(basis: .percentOfCharge(Percentage(hundredths: 6000))),
                        Rate(basis: .perCase(Money(cents: 1_200_000)), drg: "470", to: to),
                    ]
                )
        )
        #expect(rules.payers.last == PayerRule(key: "other", name: "Other"))
        #expect(
            rules.defaults
                == PayerDefaults(
                    turnaroundDays: 28,
                    underpaymentMinimum: Money(cents: 500),
                    underpaymentPercent: Percentage(hundredths: 250)
                )
        )
    }

    @Test func `may be empty`() {
        let (rules, errors) = read("")
        #expect(errors == [])
        #expect(rules == PayerRules())
    }

    @Test(arguments: [
        ("turnaround_day = 3", "turnaround_day: this key is not known; known here are aliases, appeal, case_rate, "),
        (
            "turnaround_days = \"30\"",
            "turnaround_days: must be a whole number of days from 1 to 3660, without quotes, but is "
                + "a text in quotes"
        ),
        (
            "turnaround_days = 30.5",
            "turnaround_days: must be a whole number of days from 1 to 3660, without quotes, but is "
                + "a number with a decimal point"
        ),
        (
            "turnaround_days = 0",
            "turnaround_days: must be a whole number of days from 1 to 3660, without quotes, but is 0"
        ),
        ("ids = \"A\"", "ids: must be a list of texts, such as [\"A\", \"B\"], but is a text in quotes"),
        ("ids = [1]", "ids: must hold texts in quotes, but holds a whole number"),
        ("ids = [\" \"]", "ids: must not hold an empty text"),
        ("case_rate = \"yes\"", "case_rate: must be true or false, without quotes, but is a text in quotes"),
        ("line_of_business = \"hmo\"", "line_of_business: must be one of \"commercial\", \"medicare\", "),
        ("aliases = [\"---\"]", "aliases: must have a letter or a digit"),
        ("appeal = 3", "appeal: must be a table, headed by [payer.appeal], but is a whole number"),
        ("rate = 3", "rate: must be a list of tables, each headed by [[payer.rate]], but is a whole number"),
        ("appeal.days = 3", "appeal.days: this key is not known; known here are first_level_days, who_may_file"),
        (
            "correction = { method = \"letter\" }",
            "correction.method: must be one of \"replace\", \"reopen\", \"newClaim\", \"voidThenNew\""
        ),
    ])
    func `is told of a wrong key or value by line and key, and what to write`(line: String, error: String) {
        let (_, errors) = read("[[payer]]\nkey = \"a\"\n# a remark\nname = \"A\"\n\(line)\n")
        #expect(errors.count == 1)
        #expect(errors.first?.hasPrefix("payers.toml, line 5, payer.\(error)") == true, "\(errors)")
    }

    @Test(arguments: [
        (
            "allowed = 85.00",
            "allowed: must be an amount in quotes, such as \"85.00\", but is a number with a decimal "
                + "point"
        ),
        ("allowed = \"85.001\"", "allowed: must be an amount in quotes, such as \"85.00\", with at most two decimals"),
        ("allowed = \"-1\"", "allowed: must be an amount in quotes, such as \"85.00\", with at most two decimals"),
        (
            "allowed = \"1\"\nfrom = \"2026-01-01\"",
            "from: must be a date without quotes, such as 2026-01-31, but is a text in quotes"
        ),
        ("allowed = \"1\"\nfrom = 2026-02-01\nto = 2026-01-01", "to: is before from"),
        ("allowed = \"1\"\npercent = \"3\"", "percent: says nothing for a rate of kind \"fee\"; leave it out"),
    ])
    func `is told of a wrong rate`(lines: String, error: String) {
        let count = lines.split(separator: "\n").count
        let (_, errors) = read(
            "[[payer]]\nkey = \"a\"\nname = \"A\"\n[[payer.rate]]\nkind = \"fee\"\nprocedure = \"1\"\n\(lines)\n"
        )
        #expect(errors == ["payers.toml, line \(6 + count), payer.rate.\(error)"])
    }

    @Test func `is told at the table's head of what is missing`() {
        let (rules, errors) = read(
            """
            [[payer]]
            name = "A"

            [[payer]]
            key = "b"

            [[payer]]
            key = "c"
            name = "C"
              [[payer.rate]]
              allowed = "1"
              [[payer.rate]]
              kind = "case"
            """
        )
        #expect(
            errors == [
                "payers.toml, line 1, payer: key is missing",
                "payers.toml, line 4, payer: name is missing",
                "payers.toml, line 10, payer.rate: kind is missing: \"fee\", \"percentOfCharge\" or \"case\"",
                "payers.toml, line 12, payer.rate: drg is missing; a rate of kind \"case\" needs it",
                "payers.toml, line 12, payer.rate: allowed is missing; a rate of kind \"case\" needs it",
            ]
        )
        #expect(rules.payers.map(\.key) == ["c"])
    }

    @Test func `may not give two payers one key, id or name`() {
        let (_, errors) = read(
            """
            [[payer]]
            key = "a"
            name = "Alpha"
            ids = ["X1"]
            [[payer]]
            key = "a"
            name = "Beta"
            [[payer]]
            key = "c"
            name = "ALPHA!"
            [[payer]]
            key = "d"
            name = "Delta"
            ids = ["D", "x1"]
            """
        )
        #expect(
            errors == [
                "payers.toml, line 6, payer.key: the key a belongs to the payer a already; two payers may not share it",
                "payers.toml, line 10, payer.name: the name ALPHA! belongs to the payer a already; "
                    + "two payers may not share it",
                "payers.toml, line 14, payer.ids: the id x1 belongs to the payer a already; two payers may not share it",
            ]
        )
    }

    @Test func `may not give two rates for the same thing on the same day`() {
        let rate = "[[payer.rate]]\nkind = \"fee\"\nprocedure = \"1\"\nallowed = \"1\"\n"
        let head = "[[payer]]\nkey = \"a\"\nname = \"A\"\n"
        #expect(read(head + rate + "to = 2025-12-31\n" + rate + "from = 2026-01-01\n").errors == [])
        #expect(
            read(head + rate + "to = 2026-01-01\n" + rate + "from = 2026-01-01\n").errors == [
                "payers.toml, line 9, payer.rate: an earlier rate of this payer is for the same thing on the same days; "
                    + "keep one of them"
            ]
        )
    }

    @Test func `that is not TOML is told by its line`() {
        let (rules, errors) = read("[defaults]\nturnaround_days = \n")
        #expect(errors.count == 1)
        #expect(errors.first?.hasPrefix("payers.toml, line 2: is not TOML here: ") == true)
        #expect(rules == PayerRules())
    }

    @Test(arguments: ["[[[payer]]]", "[.payer]", "[", "[[", "[]", "[ [payer]]", "[\n]", "[=]"])
    func `with a table header that is none is told by its line`(header: String) {
        let error = "payers.toml, line 2: is not TOML here: a table's name must follow the bracket, as in [payer]"
        #expect(read("[defaults]\n\(header)\n").errors == [error])
    }

    @Test(arguments: ["a = [}", "a = [1, }", "a = [\"]\", }", "a = { b = [} ]"])
    func `with brackets that do not match is told by its line`(line: String) {
        let error = "payers.toml, line 2: is not TOML here: the bracket that closes does not match the one that opens"
        #expect(read("[defaults]\n\(line)\n").errors == [error])
    }

    @Test(arguments: ["a = 07:32:00", "a = 2026-01-01Tx", "a = nan", "a = 0x1F", "a = yes", "a = [1, +]"])
    func `with a value of a kind that no rule has is told by its line`(line: String) {
        let error = "payers.toml, line 2: is not TOML here: this is no text in quotes, number, date, true or false"
        #expect(read("[defaults]\n\(line)\n").errors == [error])
    }

    @Test(arguments: ["a = 2026-01-01 07:00", "a = 1 2", "a = [1 2]", "a = { b = 1 c = 2 }"])
    func `with a value too many is told by its line`(line: String) {
        let error = "payers.toml, line 2: is not TOML here: a comma or a new line is missing after the value"
        #expect(read("[defaults]\n\(line)\n").errors == [error])
    }

    @Test func `is told its first error, also before a table header that is none`() {
        #expect(read("a = \n[.payer]\n").errors.map { $0.prefix(38) } == ["payers.toml, line 1: is not TOML here:"])
    }

    @Test func `with a zero byte is refused, so that nothing after it is lost`() {
        #expect(
            read("[defaults]\n\u{0}turnaround_days = 3").errors == [
                "payers.toml: holds a zero byte; save it as plain UTF-8 text"
            ]
        )
    }

    @Test func `knows the line of a key after texts and lists of many lines`() {
        let (_, errors) = read(
            """
            [[payer]]
            key = "a"
            name = '''A
            [[payer]]
            '''
            ids = [
              "[x]", # key = "b"
              "y\\"",
            ]
            "aliases" = 1
            """
        )
        #expect(errors.map { $0.prefix(35) } == ["payers.toml, line 10, payer.aliases"])
    }

    @Test func `when loaded gives all its errors at once`() {
        let text = "[defaults]\nturnaround_days = true\ncrossover_days = -1\n"
        #expect(throws: PayerRulesErrors.self) {
            try PayerRulesReader.load([RuleText(file: "a.toml", text: text)])
        }
        do throws(PayerRulesErrors) {
            _ = try PayerRulesReader.load([RuleText(file: "a.toml", text: text)])
        } catch {
            #expect(error.errors.map(\.line) == [2, 3])
            #expect(error.errors.map(\.key) == ["defaults.turnaround_days", "defaults.crossover_days"])
        }
    }
}

@Suite("Several payer rules files")
struct PayerRulesFilesTests {
    private static let shipped = RuleText(
        file: "shipped.toml",
        text: """
            [defaults]
            turnaround_days = 30
            crossover_days = 45
            [[payer]]
            key = "medicare"
            name = "Medicare"
            """,
        isShipped: true
    )

    @Test func `let a hospital's own go before the shipped one`() throws {
        let own = RuleText(
            file: "own.toml",
            text: "[defaults]\nturnaround_days = 20\n[[payer]]\nkey = \"mac\"\nname = \"MEDICARE\"\n"
        )
        let rules = try PayerRulesReader.load([Self.shipped, own])
        #expect(rules.defaults.turnaroundDays == 20)
        #expect(rules.defaults.crossoverDays == 45)
        #expect(rules.payers.map(\.key) == ["mac"])
    }

    @Test func `add up where they are about different payers`() throws {
        let own = RuleText(file: "own.toml", text: "[[payer]]\nkey = \"b\"\nname = \"B\"\n")
        #expect(try PayerRulesReader.load([Self.shipped, own]).payers.map(\.key) == ["medicare", "b"])
    }

    @Test func `may not state one thing twice`() {
        let text = "[defaults]\nturnaround_days = 20\n[[payer]]\nkey = \"b\"\nname = \"B\"\n"
        let (_, errors) = PayerRulesReader.read([
            Self.shipped, RuleText(file: "one.toml", text: text), RuleText(file: "two.toml", text: text),
        ])
        #expect(
            errors.map(\.description) == [
                "two.toml, line 2, defaults.turnaround_days: is stated in one.toml already; state it once",
                "two.toml, line 4, payer.key: the key b belongs to the payer b already; two payers may not share it",
            ]
        )
    }

    @Test func `that ship are in the package as in their text file, and sound`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(contentsOf: root.appending(path: RuleText.shipped.file), encoding: .utf8)
        #expect(RuleText.shipped.text == text, "run scripts/embed-knowledge.py")
        let rules = try PayerRulesReader.load([.shipped])
        #expect(rules.defaults == .standard)
        #expect(rules.rule(for: PayerIdentity(name: "MEDICARE PART B"))?.lineOfBusiness == .medicare)
        #expect(rules.payers.allSatisfy { $0.filingLimitDays == nil && $0.appeal?.firstLevelDays == nil })
    }
}
