/// A day of the calendar as D8 (CCYYMMDD) or DT6 (YYMMDD) states it; always a day that exists.
public struct X12Date: Hashable, Comparable, BitwiseCopyable, Sendable {
    private let packed: Int32

    /// The year with its century.
    public var year: Int { Int(packed) / 10000 }
    /// The month, 1 to 12.
    public var month: Int { Int(packed) / 100 % 100 }
    /// The day of the month, from 1.
    public var day: Int { Int(packed) % 100 }

    /// The day of that year, month and day; nil when the calendar has none.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1 else { return nil }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let length =
            switch month {
            case 2: isLeap ? 29 : 28
            case 4, 6, 9, 11: 30
            default: 31
            }
        guard day <= length else { return nil }
        packed = Int32(year * 10000 + month * 100 + day)
    }

    /// Whether one day is before the other.
    public static func < (left: X12Date, right: X12Date) -> Bool { left.packed < right.packed }
}

extension X12Date: CustomStringConvertible {
    /// The day in ISO 8601: `2026-03-01`.
    public var description: String {
        func padded(_ number: Int, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }
}
