import Testing

@testable import Simulator

@Suite("What the simulator draws with")
struct DrawingTests {
    @Test func `a day says its parts again, through leap years and centuries`() {
        for number in stride(from: -40_000, through: 80_000, by: 13) {
            let day = Day(number: number)
            let (year, month, date) = day.parts
            #expect(Day(year: year, month: month, day: date) == day)
        }
        #expect(Day(year: 1970, month: 1, day: 1).number == 0)
        #expect(Day(year: 2000, month: 3, day: 1).number == 11_017)
        #expect((Day(year: 2024, month: 2, day: 28) + 1).iso == "2024-02-29")
        #expect(Day(year: 2024, month: 2, day: 29).oneYearLater.iso == "2025-02-28")
    }

    @Test func `an amount is written with two places in truth and without idle zeros in X12`() {
        #expect(decimal(0) == "0.00")
        #expect(decimal(-5) == "-0.05")
        #expect(decimal(123_456) == "1234.56")
        #expect(monetary(8_000) == "80")
        #expect(monetary(8_050) == "80.5")
        #expect(monetary(-5) == "-0.05")
    }

    @Test func `a provider's number passes the check digit`() {
        // The published example of the check digit: 123456789 gives 3.
        #expect(Provider.nationalIdentifier(123_456_789) == "1234567893")
    }

    @Test func `draws repeat for a seed and stay within their range`() {
        var one = Randomness(seed: 42)
        var two = Randomness(seed: 42)
        for _ in 0..<1_000 {
            let value = one.within(3...9)
            #expect(value == two.within(3...9))
            #expect((3...9).contains(value))
        }
        #expect(one.shuffled(Array(0..<50)).sorted() == Array(0..<50))
    }
}
