/// A day of the Gregorian calendar, counted from 1 January 1970.
struct Day: Hashable, Comparable, Sendable {
    let number: Int

    init(number: Int) {
        self.number = number
    }

    init(year: Int, month: Int, day: Int) {
        // Years begin in March, so that the leap day is the last of its year.
        let shifted = month > 2 ? year : year - 1
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        number = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    static func < (left: Day, right: Day) -> Bool {
        left.number < right.number
    }

    static func + (day: Day, days: Int) -> Day {
        Day(number: day.number + days)
    }

    static func - (day: Day, days: Int) -> Day {
        Day(number: day.number - days)
    }

    /// Year, month and day of the month.
    var parts: (year: Int, month: Int, day: Int) {
        let shifted = number + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }

    /// ISO 8601: `2026-09-03`.
    var iso: String {
        let (year, month, day) = parts
        return "\(year)-\(padded(month, to: 2))-\(padded(day, to: 2))"
    }

    /// As X12 writes it with qualifier D8: `20260903`.
    var compact: String {
        let (year, month, day) = parts
        return "\(year)\(padded(month, to: 2))\(padded(day, to: 2))"
    }

    /// The same day one calendar year later; 29 February gives 28 February.
    var oneYearLater: Day {
        let (year, month, day) = parts
        return Day(year: year + 1, month: month, day: month == 2 && day == 29 ? 28 : day)
    }
}

/// `value` in decimal with zeros in front up to `width` digits.
func padded(_ value: Int, to width: Int) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
}
