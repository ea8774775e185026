/// Which days are business days.
package enum BusinessCalendar: String, Hashable, Sendable, CaseIterable {
    /// Monday to Friday without the federal holidays, as they are observed.
    case federal
    /// Monday to Friday, holidays or not: for a receiver that says so.
    case weekdays

    /// Whether a day is a business day.
    package func isBusinessDay(_ date: CalendarDate) -> Bool {
        if date.weekday.isWeekend { return false }
        return switch self {
        case .federal: FederalHoliday.observed(on: date) == nil
        case .weekdays: true
        }
    }

    /// The day that is so many business days after another, or before it when negative; the day itself is not counted.
    ///
    /// No business days is the day itself, whatever it is.
    func adding(businessDays count: Int, to date: CalendarDate) -> CalendarDate {
        var day = date
        var left = abs(count)
        while left > 0 {
            day = day.adding(days: count.signum())
            if isBusinessDay(day) { left -= 1 }
        }
        return day
    }

    /// A day moved by a roll rule; a business day stays.
    package func roll(_ date: CalendarDate, by rule: RollRule) -> CalendarDate {
        guard rule != .none, !isBusinessDay(date) else { return date }
        return adding(businessDays: rule == .next ? 1 : -1, to: date)
    }
}

/// What becomes of a period that ends on a day that is no business day.
package enum RollRule: String, Hashable, Sendable, CaseIterable {
    /// It ends there all the same.
    case none
    /// It ends on the next business day.
    case next
    /// It ends on the business day before.
    case previous
}
