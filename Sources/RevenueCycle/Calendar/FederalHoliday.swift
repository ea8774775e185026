/// A legal public holiday of the United States.
///
/// The list is that of 5 U.S.C. 6103(a), with its days of observance.
///
/// Not here: inauguration day, which is a holiday only of those who work in and around Washington (6103(c)), and days on
/// which the President closes offices by order, such as a day of mourning or 24 December. A receiver that is closed on
/// such a day may take a filing later; counting without it never gives a later date than the law does.
package enum FederalHoliday: Hashable, Sendable, CaseIterable {
    case newYearsDay
    case martinLutherKingDay
    case washingtonsBirthday
    case memorialDay
    case juneteenth
    case independenceDay
    case laborDay
    case columbusDay
    case veteransDay
    case thanksgivingDay
    case christmasDay

    /// The years for which this table tells the law; in 1978 Veterans Day came back to 11 November.
    package static let knownYears = 1978...9998

    /// The day itself in a year; nil where it was not a holiday yet.
    ///
    /// The third Monday of January is one since 1986, 19 June since 2021.
    package func date(in year: Int) -> CalendarDate? {
        switch self {
        case .newYearsDay: CalendarDate(year: year, month: 1, day: 1)
        case .martinLutherKingDay: year < 1986 ? nil : Self.date(3, .monday, ofMonth: 1, in: year)
        case .washingtonsBirthday: Self.date(3, .monday, ofMonth: 2, in: year)
        case .memorialDay: Self.lastMonday(ofMonth: 5, in: year)
        case .juneteenth: year < 2021 ? nil : CalendarDate(year: year, month: 6, day: 19)
        case .independenceDay: CalendarDate(year: year, month: 7, day: 4)
        case .laborDay: Self.date(1, .monday, ofMonth: 9, in: year)
        case .columbusDay: Self.date(2, .monday, ofMonth: 10, in: year)
        case .veteransDay: CalendarDate(year: year, month: 11, day: 11)
        case .thanksgivingDay: Self.date(4, .thursday, ofMonth: 11, in: year)
        case .christmasDay: CalendarDate(year: year, month: 12, day: 25)
        }
    }

    /// The day on which offices are closed for it: the Friday before a Saturday, the Monday after a Sunday.
    ///
    /// New Year's Day of a year may be observed on 31 December of the year before.
    package func observed(in year: Int) -> CalendarDate? {
        guard let date = date(in: year) else { return nil }
        return switch date.weekday {
        case .saturday: date.adding(days: -1)
        case .sunday: date.adding(days: 1)
        case .monday, .tuesday, .wednesday, .thursday, .friday: date
        }
    }

    /// The holiday that offices observe on a day; nil on every other day.
    package static func observed(on date: CalendarDate) -> FederalHoliday? {
        let (year, month, day) = date.components
        if month == 12, day == 31 { return newYearsDay.observed(in: year + 1) == date ? newYearsDay : nil }
        return allCases.first { $0.observed(in: year) == date }
    }

    private static func date(_ ordinal: Int, _ weekday: Weekday, ofMonth month: Int, in year: Int) -> CalendarDate? {
        guard let first = CalendarDate(year: year, month: month, day: 1) else { return nil }
        let wait = (weekday.rawValue - first.weekday.rawValue + 7) % 7
        return first.adding(days: wait + 7 * (ordinal - 1))
    }

    private static func lastMonday(ofMonth month: Int, in year: Int) -> CalendarDate? {
        guard let last = CalendarDate(year: year, month: month, day: CalendarDate.daysIn(month: month, year: year))
        else { return nil }
        return last.adding(days: Weekday.monday.rawValue - last.weekday.rawValue)
    }
}

extension FederalHoliday: CustomStringConvertible {
    /// Its name as the statute has it.
    package var description: String {
        switch self {
        case .newYearsDay: "New Year's Day"
        case .martinLutherKingDay: "Birthday of Martin Luther King, Jr."
        case .washingtonsBirthday: "Washington's Birthday"
        case .memorialDay: "Memorial Day"
        case .juneteenth: "Juneteenth National Independence Day"
        case .independenceDay: "Independence Day"
        case .laborDay: "Labor Day"
        case .columbusDay: "Columbus Day"
        case .veteransDay: "Veterans Day"
        case .thanksgivingDay: "Thanksgiving Day"
        case .christmasDay: "Christmas Day"
        }
    }
}
