import RevenueCycle
import SeededRandomness
import Testing

@Suite("Payer rules")
struct PayerRulesTests {
    private let rules = PayerRules(payers: [
        PayerRule(
            key: "north",
            name: "North Plan",
            ids: ["N1", "1555"],
            aliases: ["NORTHERN HEALTH"],
            turnaroundDays: 20
        ),
        PayerRule(key: "south", name: "South Plan", ids: ["S1"]),
    ])

    @Test func `are found by id, whatever the case and spaces`() {
        #expect(rules.rule(forIDs: [" n1 "], names: [])?.key == "north")
        #expect(rules.rule(for: PayerIdentity(name: "Anything", ids: ["S1"]))?.key == "south")
    }

    @Test func `are found by name or alias, in letters and digits only`() {
        #expect(rules.rule(for: PayerIdentity(name: "Northern-Health."))?.key == "north")
        #expect(rules.rule(for: PayerIdentity(name: "SOUTH  PLAN"))?.key == "south")
        #expect(rules.rule(for: PayerIdentity(name: "West Plan")) == nil)
    }

    @Test func `go by the id where id and name disagree`() {
        #expect(rules.rule(for: PayerIdentity(name: "North Plan", ids: ["S1"]))?.key == "south")
    }

    @Test func `make two documents' payers one when an id is shared, or one rule has both`() {
        let known = PayerIdentity(name: "X", ids: ["7"])
        #expect(rules.areOne(known, PayerIdentity(name: "Y", ids: ["8", "7"])))
        #expect(rules.areOne(PayerIdentity(ids: ["N1"]), PayerIdentity(name: "Northern Health", ids: ["99"])))
        #expect(!rules.areOne(PayerIdentity(name: "X", ids: ["1"]), PayerIdentity(name: "X", ids: ["2"])))
        #expect(!rules.areOne(PayerIdentity(), PayerIdentity()))
    }

    @Test func `see a conflict only where ids and names are all known and all differ`() {
        let one = PayerIdentity(name: "East Plan", ids: ["1"])
        #expect(rules.conflict(one, PayerIdentity(name: "West Plan", ids: ["2"])))
        #expect(!rules.conflict(one, PayerIdentity(name: "EAST PLAN", ids: ["2"])))
        #expect(!rules.conflict(one, PayerIdentity(name: "West Plan", ids: ["2", "1"])))
        #expect(!rules.conflict(one, PayerIdentity(name: "West Plan")))
        #expect(!rules.conflict(one, PayerIdentity(ids: ["2"])))
        #expect(
            !rules.conflict(
                PayerIdentity(name: "North Plan", ids: ["8"]),
                PayerIdentity(name: "Northern Health", ids: ["9"])
            )
        )
    }

    @Test func `treat two payers alike in either order, and never as one and in conflict`() {
        let seed = UInt64.random(in: .min ... .max)
        print("seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        let ids = ["N1", "1555", "S1", "7", "8"]
        let names = ["North Plan", "Northern Health", "South Plan", "X", "Y"]
        func draw() -> PayerIdentity {
            PayerIdentity(
                name: Bool.random(using: &generator) ? names.randomElement(using: &generator) : nil,
                ids: Array(ids.shuffled(using: &generator).prefix(Int.random(in: 0...2, using: &generator)))
            )
        }
        for _ in 0..<500 {
            let (one, other) = (draw(), draw())
            #expect(rules.areOne(one, other) == rules.areOne(other, one))
            #expect(rules.conflict(one, other) == rules.conflict(other, one))
            #expect(!(rules.areOne(one, other) && rules.conflict(one, other)))
        }
    }

    @Test func `fall back to the defaults`() {
        #expect(rules.turnaroundDays(rules.rule(forIDs: ["N1"], names: [])) == 20)
        #expect(rules.turnaroundDays(rules.rule(forIDs: ["S1"], names: [])) == 30)
        #expect(rules.turnaroundDays(nil) == 30)
        #expect(rules.crossoverDays(nil) == 45)
    }
}

@Suite("A payer's rates")
struct RateTests {
    private static func day(_ text: String) throws -> CalendarDate { try #require(CalendarDate(iso: text)) }

    private static func payer() throws -> PayerRule {
        PayerRule(
            key: "a",
            name: "A",
            rates: [
                Rate(basis: .percentOfCharge(Percentage(hundredths: 6000))),
                Rate(basis: .percentOfCharge(Percentage(hundredths: 7000)), procedure: "73030"),
                Rate(basis: .fee(perUnit: Money(cents: 8500)), procedure: "99213", to: try day("2025-12-31")),
                Rate(basis: .fee(perUnit: Money(cents: 9000)), procedure: "99213", from: try day("2026-01-01")),
                Rate(
                    basis: .fee(perUnit: Money(cents: 4000)),
                    procedure: "99213",
                    modifiers: ["TC", "26"],
                    from: try day("2026-01-01")
                ),
                Rate(basis: .perCase(Money(cents: 1_200_000)), drg: "470", from: try day("2026-01-01")),
            ]
        )
    }

    @Test(
        arguments: [
            ("99213", [], "2026-06-01", .fee(perUnit: Money(cents: 9000))),
            ("99213", ["25"], "2026-06-01", .fee(perUnit: Money(cents: 9000))),
            ("99213", ["26", "TC"], "2026-06-01", .fee(perUnit: Money(cents: 4000))),
            ("99213", [], "2025-12-31", .fee(perUnit: Money(cents: 8500))),
            ("73030", [], "2026-06-01", .percentOfCharge(Percentage(hundredths: 7000))),
            ("71045", [], "2026-06-01", .percentOfCharge(Percentage(hundredths: 6000))),
        ] as [(String, [String], String, Rate.Basis)]
    )
    func `are the most specific in force on the day`(
        procedure: String,
        modifiers: [String],
        date: String,
        basis: Rate.Basis
    ) throws {
        let rate = try Self.payer().lineRate(
            procedure: procedure,
            modifiers: modifiers,
            serviceDate: try Self.day(date)
        )
        #expect(rate?.basis == basis)
    }

    @Test func `for a case are its group's alone`() throws {
        let payer = try Self.payer()
        let basis = payer.caseRate(drg: "470", serviceDate: try Self.day("2026-02-01"))?.basis
        #expect(basis == .perCase(Money(cents: 1_200_000)))
        #expect(payer.caseRate(drg: "470", serviceDate: try Self.day("2025-02-01")) == nil)
        #expect(payer.caseRate(drg: "471", serviceDate: try Self.day("2026-02-01")) == nil)
    }

    @Test func `that ask for no modifiers are for lines without one`() throws {
        let payer = PayerRule(
            key: "a",
            name: "A",
            rates: [Rate(basis: .fee(perUnit: Money(cents: 100)), procedure: "1", modifiers: [])]
        )
        let day = try Self.day("2026-01-01")
        #expect(payer.lineRate(procedure: "1", modifiers: [], serviceDate: day) != nil)
        #expect(payer.lineRate(procedure: "1", modifiers: ["25"], serviceDate: day) == nil)
    }

    @Test(arguments: [
        ("60", 10_000, 6000), ("62.5", 999, 624), ("33.33", 100, 33), ("0.5", 100, 1), ("0.5", -100, -1), ("0", 5, 0),
        ("1000", 9_999_999_999_999_999, 99_999_999_999_999_990),
    ])
    func `in percent are worked out to the nearest cent`(percent: String, cents: Int64, share: Int64) throws {
        #expect(try #require(Percentage(decimal: percent)).of(Money(cents: cents)).cents == share)
    }

    @Test(arguments: ["", "-1", "1000.01", "1.234", "60%", "a"])
    func `in percent are refused when they are none`(text: String) {
        #expect(Percentage(decimal: text) == nil)
    }
}

@Suite("A payer's way of correction")
struct CorrectionMethodTests {
    @Test(
        arguments: [
            (.replace, .replaceClaim), (.reopen, .review), (.newClaim, .newClaim), (.voidThenNew, .voidThenNew),
        ] as [(CorrectionMethod, NextStep)]
    )
    func `takes the place of a replacement`(method: CorrectionMethod, step: NextStep) {
        #expect(method.apply(to: .replaceClaim) == step)
    }

    @Test(arguments: CorrectionMethod.allCases, NextStep.allCases)
    func `changes no other step`(method: CorrectionMethod, step: NextStep) {
        if step != .replaceClaim { #expect(method.apply(to: step) == step) }
    }
}
