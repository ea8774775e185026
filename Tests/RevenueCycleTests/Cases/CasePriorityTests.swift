import RevenueCycle
import SeededRandomness
import Testing

@Suite("The priority of a case") struct CasePriorityTests {
    private func score(_ cents: Int64, _ halves: Int, of decided: Int, days: Int?) -> Int64 {
        let count = OverturnCount(decided: decided, halves: halves)
        return CasePriority(value: Money(cents: cents), count: count, daysLeft: days).score.cents
    }

    @Test func `is value by chance by urgency, rounded toward zero`() {
        // Nothing is known: a half; the last day: all of that.
        #expect(score(100_000, 0, of: 0, days: 0) == 50_000)
        // Thirty days before: a half of a half.
        #expect(score(100_000, 0, of: 0, days: 30) == 25_000)
        // Eight of ten overturned: (8 + 1) / (10 + 2) = 3/4; ninety days: 1/4.
        #expect(score(100_000, 16, of: 10, days: 90) == 18_750)
        // One in part: (1/2 + 1) / 3 = 1/2.
        #expect(score(100_000, 1, of: 1, days: 0) == 50_000)
        #expect(score(1, 0, of: 0, days: 0) == 0)
        // What is overdue is as urgent as what is due, and what has no day is as one that has a year.
        #expect(score(100_000, 0, of: 0, days: -400) == 50_000)
        #expect(score(100_000, 0, of: 0, days: nil) == score(100_000, 0, of: 0, days: 365))
        #expect(score(-100_000, 0, of: 0, days: 0) == 50_000)
        #expect(score(.max, 0, of: 0, days: 0) == .max / 2)
    }

    @Test func `knows a chance that is never sure, and says it in percent`() {
        #expect(OverturnCount().chance.percent == 50)
        var count = OverturnCount()
        count.count(.overturned)
        #expect(count.chance.percent == 67 && count.decided == 1)
        count.count(.upheld)
        #expect(count.chance.percent == 50)
        count.count(.partlyOverturned)
        #expect(count == OverturnCount(decided: 3, halves: 3))
        #expect(OverturnCount(decided: 1000, halves: 2000).chance.percent == 100)
        #expect(OverturnCount(decided: 1000, halves: 0).chance.numerator > 0)
    }

    @Test func `grows with value, chance and nearness`() {
        let seed = UInt64.random(in: .min ... .max)
        print("seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<20_000 {
            let cents = Int64.random(in: 0...1_000_000_000, using: &generator)
            let decided = Int.random(in: 0...200, using: &generator)
            let halves = Int.random(in: 0...2 * decided, using: &generator)
            let days = Int.random(in: -30...400, using: &generator)
            let one = score(cents, halves, of: decided, days: days)
            #expect(one <= score(cents + 1, halves, of: decided, days: days), "seed \(seed)")
            #expect(one <= score(cents, halves + 1, of: decided, days: days), "seed \(seed)")
            #expect(one <= score(cents, halves, of: decided, days: days - 1), "seed \(seed)")
            #expect((0...cents).contains(one), "seed \(seed)")
        }
    }
}
