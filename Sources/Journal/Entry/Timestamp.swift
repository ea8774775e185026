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
    package var year: Int {
        let secondsPerDay: Int64 = 86_400
        let microsecondsPerDay = secondsPerDay * 1_000_000
        var days = microsecondsSince1970 / microsecondsPerDay
        if microsecondsSince1970 % microsecondsPerDay < 0 { days -= 1 }
        // Counted in eras of 400 years that begin on 1 March, so that the leap day is a year's last.
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let startsNextYear = dayOfYear >= 306
        return Int(yearOfEra + era * 400) + (startsNextYear ? 1 : 0)
    }
}
