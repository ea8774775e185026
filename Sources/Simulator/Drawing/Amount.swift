/// Money in whole cents.
typealias Cents = Int

/// `cents` with exactly two places, as truth is written: `-12.05`.
func decimal(_ cents: Cents) -> String {
    let magnitude = abs(cents)
    return (cents < 0 ? "-" : "") + "\(magnitude / 100)." + padded(magnitude % 100, to: 2)
}

/// `cents` as X12 type R is sent: without trailing zeros after the point, `80`, `12.5`, `-.05` as `-0.05`.
func monetary(_ cents: Cents) -> String {
    let magnitude = abs(cents)
    let sign = cents < 0 ? "-" : ""
    let whole = magnitude / 100
    let part = magnitude % 100
    if part == 0 { return sign + String(whole) }
    if part % 10 == 0 { return sign + "\(whole).\(part / 10)" }
    return sign + "\(whole)." + padded(part, to: 2)
}

/// An amount of X12 with a third decimal, which no amount of money has.
func withThreeDecimals(_ text: String) -> String {
    let places = text.split(separator: ".").dropFirst().first?.utf8.count ?? 0
    return text + (places == 0 ? "." : "") + String(repeating: "0", count: 2 - places) + "5"
}

extension Randomness {
    /// An amount between two numbers of whole dollars, with cents.
    mutating func dollars(_ range: ClosedRange<Int>) -> Cents {
        within(range) * 100 + within(0...99)
    }

    /// `amount` cut to a percentage that is drawn, at least one cent.
    mutating func share(of amount: Cents, percent: ClosedRange<Int>) -> Cents {
        max(1, amount * within(percent) / 100)
    }
}
