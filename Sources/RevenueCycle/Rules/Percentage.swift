/// A share in whole hundredths of a percent; like money, never floating point.
package struct Percentage: Hashable, Sendable {
    /// Hundredths of a percent: 100 is 1 %.
    package let hundredths: Int

    /// A share of so many hundredths of a percent.
    package init(hundredths: Int) { self.hundredths = hundredths }

    /// Reads a decimal such as `60` or `62.25`, from 0 up to 1000 percent; nil for anything else.
    package init?(decimal text: some StringProtocol) {
        guard let hundredths = Money(decimal: text)?.cents, (0...100_000).contains(hundredths) else { return nil }
        self.hundredths = Int(hundredths)
    }

    /// This share of an amount, to the nearest cent; half a cent goes away from zero.
    package func of(_ amount: Money) -> Money {
        let product = Int128(amount.cents) * Int128(hundredths)
        let half: Int128 = product < 0 ? -5000 : 5000
        return Money(cents: Int64(clamping: (product + half) / 10_000))
    }
}

extension Percentage: Comparable {
    package static func < (left: Percentage, right: Percentage) -> Bool { left.hundredths < right.hundredths }
}
