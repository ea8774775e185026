/// What a period is counted in.
package enum CalendarUnit: String, Hashable, Sendable, CaseIterable {
    case calendarDays
    case businessDays
    case months
    case years
}

/// What becomes of a period of months or years whose last month has no such day: 31 January and one month.
package enum MonthEnd: String, Hashable, Sendable, CaseIterable {
    /// The last day of that month: 28 or 29 February.
    case lastDay
    /// The first day of the month after: 1 March.
    case firstOfNextMonth
}

/// Whether the day that starts a clock is counted.
package enum FirstDay: String, Hashable, Sendable, CaseIterable {
    /// Day 1 is the day after: "within 120 days of receipt".
    case dayAfter
    /// The day itself is day 1: "the date of the letter is day 1".
    case sameDay
}

/// Whether a period runs from its start forward or back.
package enum Direction: String, Hashable, Sendable, CaseIterable {
    /// "Within 60 days of".
    case after
    /// "At least 30 days before".
    case before
}

/// A length of time in a calendar's days, months or years.
package struct CalendarPeriod: Hashable, Sendable {
    /// How many; at least 0.
    package let length: Int
    /// Of what.
    package let unit: CalendarUnit
    /// Whether the day that starts it counts.
    package var firstDay: FirstDay
    /// Whether it runs forward or back.
    package var direction: Direction
    /// What becomes of a day that the last month has not; of no meaning for days.
    package var monthEnd: MonthEnd

    /// The greatest length, ten years of days.
    package static let longest = 3660

    /// A period that begins on the day after its start and runs forward unless it is said otherwise.
    package init(
        _ length: Int,
        _ unit: CalendarUnit,
        firstDay: FirstDay = .dayAfter,
        direction: Direction = .after,
        monthEnd: MonthEnd = .lastDay
    ) {
        precondition((0...Self.longest).contains(length), "a period of a rule is at most ten years")
        self.length = length
        self.unit = unit
        self.firstDay = firstDay
        self.direction = direction
        self.monthEnd = monthEnd
    }

    /// The last day of the period that starts on a day; nil when that is in no year from 1 to 9999.
    ///
    /// - Parameters:
    ///   - start: the day that starts the clock.
    ///   - calendar: which days are business days; of no meaning for other units.
    /// - Returns: the last day, not yet moved by a roll rule.
    package func end(from start: CalendarDate, in calendar: BusinessCalendar) -> CalendarDate? {
        guard CalendarDate.countable.contains(start) else { return nil }
        let sign = direction == .after ? 1 : -1
        // Counting from the day before the start makes the start day 1.
        let base = firstDay == .sameDay ? start.adding(days: -sign) : start
        let end: CalendarDate?
        switch unit {
        case .calendarDays: end = base.adding(days: sign * length)
        case .businessDays: end = calendar.adding(businessDays: sign * length, to: base)
        case .months: end = base.adding(months: sign * length, monthEnd: monthEnd)
        case .years: end = base.adding(months: sign * 12 * length, monthEnd: monthEnd)
        }
        return end.flatMap { CalendarDate.countable.contains($0) ? $0 : nil }
    }
}

extension CalendarDate {
    /// The days that periods are counted over: the years in which the holidays are known.
    static let countable: ClosedRange<CalendarDate> = {
        let years = FederalHoliday.knownYears
        let first = CalendarDate(year: years.lowerBound, month: 1, day: 1) ?? CalendarDate(dayNumber: 0)
        return first...(CalendarDate(year: years.upperBound, month: 12, day: 31) ?? first)
    }()

    /// The same day of the month so many months later, or earlier when negative; nil when there is no such year.
    package func adding(months: Int, monthEnd: MonthEnd = .lastDay) -> CalendarDate? {
        let (year, month, day) = components
        let count = year * 12 + (month - 1) + months
        guard count >= 12 else { return nil }
        let (newYear, newMonth) = (count / 12, count % 12 + 1)
        if let same = CalendarDate(year: newYear, month: newMonth, day: day) { return same }
        let last = CalendarDate(
            year: newYear,
            month: newMonth,
            day: Self.daysIn(month: newMonth, year: newYear)
        )
        return monthEnd == .lastDay ? last : last?.adding(days: 1)
    }
}
