/// A moment in time, in whole microseconds since 1970-01-01T00:00:00Z.
///
/// The journal keeps three times apart: when something happened, when it was told to us, and when it was recorded. None
/// of them is read from a clock here; the caller passes each in. Microseconds in 64 bits reach past the year 290 000.
package struct Timestamp: Hashable, Comparable, Sendable {
    /// Microseconds since 1970-01-01T00:00:00Z; negative before it.
    package var microsecondsSince1970: Int64

    /// Makes the moment that lies `microsecondsSince1970` after 1970-01-01T00:00:00Z.
    package init(microsecondsSince1970: Int64) {
        self.microsecondsSince1970 = microsecondsSince1970
    }

    /// Orders moments from earlier to later.
    package static func < (one: Timestamp, other: Timestamp) -> Bool {
        one.microsecondsSince1970 < other.microsecondsSince1970
    }

    /// The year of this moment in UTC, in the proleptic Gregorian calendar.
    ///
    /// The year of recording chooses the data key of an entry.
    package var year: Int { day.year }

    private static let microsecondsPerDay: Int64 = 86_400 * 1_000_000

    /// Days since 1970-01-01, and the microseconds of the day.
    private var parts: (days: Int64, rest: Int64) {
        let (days, rest) = microsecondsSince1970.quotientAndRemainder(dividingBy: Self.microsecondsPerDay)
        return rest < 0 ? (days - 1, rest + Self.microsecondsPerDay) : (days, rest)
    }

    private var day: (year: Int, month: Int, day: Int) {
        // Counted in eras of 400 years that begin on 1 March, so that the leap day is a year's last.
        let shifted = parts.days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        return (
            Int(yearOfEra + era * 400) + (month >= 10 ? 1 : 0), Int(month < 10 ? month + 3 : month - 9),
            Int(dayOfYear - (153 * month + 2) / 5 + 1)
        )
    }
}

extension Timestamp: CustomStringConvertible {
    /// `YYYY-MM-DDThh:mm:ssZ`, as ISO 8601 has it; parts of a second are left out.
    package var description: String {
        let seconds = parts.rest / 1_000_000
        let date = [(day.year, 4), (day.month, 2), (day.day, 2)].map(Self.padded).joined(separator: "-")
        let clock = [(seconds / 3600, 2), (seconds / 60 % 60, 2), (seconds % 60, 2)].map { Self.padded(Int($0), $1) }
        return "\(date)T\(clock.joined(separator: ":"))Z"
    }

    private static func padded(_ number: Int, _ digits: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
