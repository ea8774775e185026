/// A second calendar, which knows nothing but how to go from one day to the next.
///
/// It shares no line with the one under test: no day numbers, no formulas, no remainders. Everything is found by walking
/// through a list of days that was made by walking.
package enum NaiveCalendar {
    /// A day, as it was walked over.
    package struct Day: Hashable, Sendable, CustomStringConvertible {
        /// The year.
        package let year: Int
        /// The month, 1–12.
        package let month: Int
        /// The day of the month.
        package let day: Int
        /// 1 for Monday to 7 for Sunday.
        package let weekday: Int
        /// Whether it is a Monday to Friday on which no federal holiday is observed.
        package var isBusinessDay = false

        package var description: String {
            "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
        }
    }

    /// Every day from 1978-01-01, which was a Sunday, to 2060-12-31.
    package static let days: [Day] = makeDays()

    private static let places = Dictionary(uniqueKeysWithValues: days.enumerated().map { ($1.description, $0) })

    /// The place of a day in ``days``; nil when it is not one of them.
    package static func place(of day: String) -> Int? { places[day] }

    // MARK: - Walking

    /// The day so many calendar days on, or back when negative.
    package static func calendarDays(_ count: Int, from place: Int) -> Int { place + count }

    /// The day so many business days on, or back when negative, one by one.
    package static func businessDays(_ count: Int, from place: Int) -> Int {
        var (place, seen) = (place, 0)
        while seen < abs(count) {
            place += count < 0 ? -1 : 1
            if days[place].isBusinessDay { seen += 1 }
        }
        return place
    }

    /// The same day of the month so many months on, walked day by day; where that month has no such day, its last day or
    /// the first of the next.
    package static func months(_ count: Int, from place: Int, orFirstOfNext: Bool) -> Int {
        let wanted = days[place].day
        var (place, turned) = (place, 0)
        while true {
            if turned == count, days[place].day == wanted { return place }
            if days[place + 1].day == 1 {
                if turned == count { return orFirstOfNext ? place + 1 : place }
                turned += 1
            }
            place += 1
        }
    }

    /// The first business day from a day on.
    package static func nextBusinessDay(_ place: Int) -> Int {
        var place = place
        while !days[place].isBusinessDay { place += 1 }
        return place
    }

    /// The last business day up to a day.
    package static func previousBusinessDay(_ place: Int) -> Int {
        var place = place
        while !days[place].isBusinessDay { place -= 1 }
        return place
    }

    // MARK: - Making the days

    private static func makeDays() -> [Day] {
        var days: [Day] = []
        var weekday = 7
        for year in 1978...2060 {
            let isLeap = year == 2000 || year % 4 == 0
            let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
            for month in 1...12 {
                for day in 1...lengths[month - 1] {
                    days.append(Day(year: year, month: month, day: day, weekday: weekday))
                    weekday = weekday == 7 ? 1 : weekday + 1
                }
            }
        }
        var observed: Set<Int> = []
        for place in days.indices where isHoliday(place, in: days) {
            observed.insert(days[place].weekday == 6 ? place - 1 : days[place].weekday == 7 ? place + 1 : place)
        }
        for place in days.indices {
            days[place].isBusinessDay = days[place].weekday < 6 && !observed.contains(place)
        }
        return days
    }

    private static func isHoliday(_ place: Int, in days: [Day]) -> Bool {
        let day = days[place]
        // How many days of this weekday the month has had, with this one.
        let ordinal = stride(from: day.day, through: 1, by: -7).reduce(0) { count, _ in count + 1 }
        switch (day.month, day.weekday) {
        case (1, 1) where ordinal == 3 && day.year >= 1986: return true
        case (2, 1) where ordinal == 3: return true
        case (5, 1) where day.day + 7 > 31: return true
        case (9, 1) where ordinal == 1: return true
        case (10, 1) where ordinal == 2: return true
        case (11, 4) where ordinal == 4: return true
        default: break
        }
        switch (day.month, day.day) {
        case (1, 1), (7, 4), (11, 11), (12, 25): return true
        case (6, 19): return day.year >= 2021
        default: return false
        }
    }
}
