/// An amount of US dollars in whole cents, checked for overflow.
///
/// Money in this package is never floating point. An amount that has more decimals than cents, or does not fit the
/// stated range, is an error of the place where it was read; it is never rounded.
package struct Money: Hashable, Sendable {
    /// The amount in cents; negative for a take-back or a credit.
    package let cents: Int64

    /// The largest magnitude that a document may state: 18 digits as X12 allows in an R element, less the two of cents.
    package static let limit: Int64 = 9_999_999_999_999_999

    /// An amount of so many cents.
    package init(cents: Int64) { self.cents = cents }

    /// No money.
    package static let zero = Money(cents: 0)

    /// Whether there is no amount.
    package var isZero: Bool { cents == 0 }
    /// Whether the amount is below zero.
    package var isNegative: Bool { cents < 0 }
    /// Whether the amount is above zero.
    package var isPositive: Bool { cents > 0 }
    /// The amount without its sign.
    package var magnitude: Money { isNegative ? -self : self }

    /// Reads a decimal such as `-12.5`, `100.` or `.07`; nil when it is no decimal of at most cents.
    package init?(decimal text: some StringProtocol) {
        var whole: Int64 = 0
        var cents: Int64 = 0
        var digits = 0
        var decimals = -1
        var isNegative = false
        for (index, byte) in text.utf8.enumerated() {
            switch byte {
            case UInt8(ascii: "-") where index == 0: isNegative = true
            case UInt8(ascii: "+") where index == 0: break
            case UInt8(ascii: ".") where decimals < 0: decimals = 0
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                let digit = Int64(byte - UInt8(ascii: "0"))
                digits += 1
                if decimals < 0 {
                    guard whole <= Self.limit / 1000 else { return nil }
                    whole = whole * 10 + digit
                } else {
                    decimals += 1
                    if decimals <= 2 { cents = cents * 10 + digit } else if digit != 0 { return nil }
                }
            default: return nil
            }
        }
        guard digits > 0 else { return nil }
        if decimals == 1 { cents *= 10 }
        let total = whole * 100 + cents
        self.init(cents: isNegative ? -total : total)
    }

    /// The sum, held at the ends of the range when hostile documents overflow it; such a sum balances with nothing.
    package static func + (left: Money, right: Money) -> Money {
        let (sum, isOver) = left.cents.addingReportingOverflow(right.cents)
        return Money(cents: isOver ? (right.cents > 0 ? .max : -.max) : sum)
    }
    package static func - (left: Money, right: Money) -> Money { left + -right }
    package static prefix func - (amount: Money) -> Money {
        Money(cents: amount.cents == .min ? .max : -amount.cents)
    }
    package static func += (left: inout Money, right: Money) { left = left + right }
    package static func -= (left: inout Money, right: Money) { left = left - right }
}

extension Money: Comparable {
    package static func < (left: Money, right: Money) -> Bool { left.cents < right.cents }
}

extension Money: CustomStringConvertible {
    /// The amount with two places and a sign only when negative: `1234.50`, `-0.07`.
    package var description: String {
        let magnitude = cents.magnitude
        let fraction = magnitude % 100
        return "\(cents < 0 ? "-" : "")\(magnitude / 100).\(fraction < 10 ? "0" : "")\(fraction)"
    }

    /// The amount as a person reads it: `$1,234.50`, `-$0.07`.
    package var dollars: String {
        var text = ""
        let whole = String(cents.magnitude / 100)
        for (index, digit) in whole.enumerated() {
            if index > 0, (whole.count - index) % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        let fraction = cents.magnitude % 100
        return "\(cents < 0 ? "-" : "")$\(text).\(fraction < 10 ? "0" : "")\(fraction)"
    }
}

extension Sequence<Money> {
    /// The sum of the amounts.
    package func sum() -> Money { reduce(.zero, +) }
}
