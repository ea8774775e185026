/// A day of the week.
package enum Weekday: Int, Hashable, Sendable, CaseIterable {
    case monday = 1, tuesday, wednesday, thursday, friday, saturday, sunday

    /// Whether it is Saturday or Sunday.
    package var isWeekend: Bool { self == .saturday || self == .sunday }
}

extension Weekday: CustomStringConvertible {
    /// Its English name: `Monday`.
    package var description: String {
        switch self {
        case .monday: "Monday"
        case .tuesday: "Tuesday"
        case .wednesday: "Wednesday"
        case .thursday: "Thursday"
        case .friday: "Friday"
        case .saturday: "Saturday"
        case .sunday: "Sunday"
        }
    }
}

extension CalendarDate {
    /// The day of the week.
    package var weekday: Weekday {
        // 1970-01-01 was a Thursday, three days after a Monday.
        let sinceMonday = (Int(dayNumber) + 3) % 7
        return Weekday(rawValue: (sinceMonday + 7) % 7 + 1) ?? .monday
    }
}
