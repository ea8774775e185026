/// A count of units in thousandths, the three decimals that the implementation guides allow.
public struct Quantity: Hashable, Comparable, BitwiseCopyable, Sendable {
    /// The count in thousandths of a unit.
    public let thousandths: Int64

    /// A count of so many thousandths.
    public init(thousandths: Int64) { self.thousandths = thousandths }

    /// One unit, which an absent SVC05 means.
    public static let one = Quantity(thousandths: 1000)

    /// Whether one count is less than the other.
    public static func < (left: Quantity, right: Quantity) -> Bool { left.thousandths < right.thousandths }
}

extension Quantity: CustomStringConvertible {
    /// The count without needless zeros: `1`, `1.5`.
    public var description: String {
        var text = "\(thousandths < 0 ? "-" : "")\(thousandths.magnitude / 1000)"
        let fraction = thousandths.magnitude % 1000
        guard fraction > 0 else { return text }
        var digits = "\(fraction + 1000)".dropFirst()
        while digits.last == "0" { digits.removeLast() }
        text += ".\(digits)"
        return text
    }
}
