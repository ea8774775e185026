/// An amount of money in whole cents, as an R element of X12 states it.
///
/// Amounts are never floating point. An element with more decimals than cents (other than zeros), or beyond
/// ``limit``, is no amount: the reader reports it and flags the claim it stands in.
public struct Amount: Hashable, Comparable, BitwiseCopyable, Sendable {
    /// The amount in cents; negative in reversals and for adjustments that add money.
    public let cents: Int64

    /// The largest magnitude that a document may state, in cents.
    public static let limit: Int64 = 9_999_999_999_999_999

    /// No money.
    public static let zero = Amount(cents: 0)

    /// An amount of so many cents.
    public init(cents: Int64) { self.cents = cents }

    /// Whether there is no amount.
    public var isZero: Bool { cents == 0 }

    /// The sum of two amounts, held at the ends of the range when a hostile document overflows it.
    public static func + (left: Amount, right: Amount) -> Amount {
        let (sum, overflow) = left.cents.addingReportingOverflow(right.cents)
        return Amount(cents: overflow ? (right.cents > 0 ? .max : -Int64.max) : sum)
    }

    /// The difference of two amounts, held at the ends of the range when a hostile document overflows it.
    public static func - (left: Amount, right: Amount) -> Amount { left + -right }

    /// The amount with its sign turned.
    public static prefix func - (amount: Amount) -> Amount {
        Amount(cents: amount.cents == .min ? .max : -amount.cents)
    }

    /// Adds to an amount.
    public static func += (left: inout Amount, right: Amount) { left = left + right }

    /// Whether one amount is less than the other.
    public static func < (left: Amount, right: Amount) -> Bool { left.cents < right.cents }
}

extension Amount: CustomStringConvertible {
    /// The amount with two decimals: `-12.50`.
    public var description: String {
        let fraction = cents.magnitude % 100
        return "\(cents < 0 ? "-" : "")\(cents.magnitude / 100).\(fraction < 10 ? "0" : "")\(fraction)"
    }
}
