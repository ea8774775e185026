/// A day of the Gregorian calendar, without time and zone.
package struct CalendarDate: Hashable, Sendable {
    /// Days since 1970-01-01; negative before.
    package let dayNumber: Int32

    /// The day that is so many days after 1970-01-01.
    package init(dayNumber: Int32) { self.dayNumber = dayNumber }

    /// The day of year, month (1–12) and day (1–31); nil when there is no such day.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Self.daysIn(month: month, year: year)
        else { return nil }
        // Days are counted in years that begin in March, so that the leap day is the last of its year.
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = shiftedYear / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        self.dayNumber = Int32(era * 146_097 + dayOfEra - 719_468)
    }

    /// Reads `YYYY-MM-DD`; nil when it is no such text or there is no such day.
    package init?(iso text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2,
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// How many days a month has.
    package static func daysIn(month: Int, year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Year, month (1–12) and day (1–31).
    package var components: (year: Int, month: Int, day: Int) {
        let days = Int(dayNumber) + 719_468
        let era = days / 146_097
        let dayOfEra = days - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    /// The day so many days later, or earlier when negative.
    package func adding(days: Int) -> CalendarDate { CalendarDate(dayNumber: dayNumber + Int32(days)) }

    /// How many days from the other day to this one.
    package func days(since other: CalendarDate) -> Int { Int(dayNumber - other.dayNumber) }

    /// The same day of the year so many years later; 29 February becomes 28 February where there is none.
    package func adding(years: Int) -> CalendarDate {
        let (year, month, day) = components
        let last = Self.daysIn(month: month, year: year + years)
        return CalendarDate(year: year + years, month: month, day: min(day, last)) ?? self
    }
}

extension CalendarDate: Comparable {
    package static func < (left: CalendarDate, right: CalendarDate) -> Bool { left.dayNumber < right.dayNumber }
}

extension CalendarDate: CustomStringConvertible {
    /// `YYYY-MM-DD`, as ISO 8601 has it.
    package var description: String {
        let (year, month, day) = components
        let paddedYear = String(repeating: "0", count: max(0, 4 - String(year).count)) + String(year)
        return "\(paddedYear)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
    }
}

/// A first and a last day, both included.
package struct DateSpan: Hashable, Sendable {
    /// The first day.
    package let first: CalendarDate
    /// The last day; never before the first.
    package let last: CalendarDate

    /// The days from the earlier to the later of two.
    package init(_ one: CalendarDate, _ other: CalendarDate) {
        first = min(one, other)
        last = max(one, other)
    }

    /// Whether the two have a day in common.
    package func overlaps(_ other: DateSpan) -> Bool { first <= other.last && other.first <= last }

    /// Whether every day of the other is a day of this one.
    package func contains(_ other: DateSpan) -> Bool { first <= other.first && other.last <= last }

    /// The shortest span that has both.
    package func union(_ other: DateSpan) -> DateSpan {
        DateSpan(min(first, other.first), max(last, other.last))
    }
}
