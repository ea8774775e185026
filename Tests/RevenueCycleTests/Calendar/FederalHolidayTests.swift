import NaiveCalendar
import RevenueCycle
import Testing

@Suite("A federal holiday")
struct FederalHolidayTests {
    /// The days on which offices are closed, by year, written down from the published lists of 2024 to 2030.
    static let closed: [String] = """
        2024-01-01 2024-01-15 2024-02-19 2024-05-27 2024-06-19 2024-07-04 2024-09-02 2024-10-14 2024-11-11 2024-11-28
        2024-12-25
        2025-01-01 2025-01-20 2025-02-17 2025-05-26 2025-06-19 2025-07-04 2025-09-01 2025-10-13 2025-11-11 2025-11-27
        2025-12-25
        2026-01-01 2026-01-19 2026-02-16 2026-05-25 2026-06-19 2026-07-03 2026-09-07 2026-10-12 2026-11-11 2026-11-26
        2026-12-25
        2027-01-01 2027-01-18 2027-02-15 2027-05-31 2027-06-18 2027-07-05 2027-09-06 2027-10-11 2027-11-11 2027-11-25
        2027-12-24 2027-12-31
        2028-01-17 2028-02-21 2028-05-29 2028-06-19 2028-07-04 2028-09-04 2028-10-09 2028-11-10 2028-11-23 2028-12-25
        2029-01-01 2029-01-15 2029-02-19 2029-05-28 2029-06-19 2029-07-04 2029-09-03 2029-10-08 2029-11-12 2029-11-22
        2029-12-25
        2030-01-01 2030-01-21 2030-02-18 2030-05-27 2030-06-19 2030-07-04 2030-09-02 2030-10-14 2030-11-11 2030-11-28
        2030-12-25
        """.split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init)

    @Test func `closes offices on exactly the days of the lists, from 2024 to 2030`() throws {
        #expect(Self.closed.count == 77)
        let weekdays: [Weekday] = [.monday, .tuesday, .wednesday, .thursday, .friday, .saturday, .sunday]
        var date = try #require(CalendarDate(iso: "2024-01-01"))  // A Monday.
        var turn = 0
        var found: [String] = []
        while date.components.year <= 2030 {
            #expect(date.weekday == weekdays[turn % 7], "\(date)")
            let isClosed = Self.closed.contains(date.description)
            #expect((FederalHoliday.observed(on: date) != nil) == isClosed, "\(date)")
            #expect(BusinessCalendar.federal.isBusinessDay(date) == (turn % 7 < 5 && !isClosed), "\(date)")
            #expect(BusinessCalendar.weekdays.isBusinessDay(date) == (turn % 7 < 5), "\(date)")
            if isClosed { found.append(date.description) }
            date = date.adding(days: 1)
            turn += 1
        }
        #expect(found == Self.closed)
        #expect(turn == 2557)
    }

    @Test func `is the same in a calendar that only walks, from 1978 to 2060`() throws {
        var date = try #require(CalendarDate(iso: "1978-01-01"))
        // Whether the last day is closed for the New Year's Day after it, the walk does not see.
        for day in NaiveCalendar.days.dropLast() {
            guard day.description == date.description, day.weekday == date.weekday.rawValue,
                day.isBusinessDay == BusinessCalendar.federal.isBusinessDay(date)
            else {
                Issue.record("\(day), \(date)")
                return
            }
            date = date.adding(days: 1)
        }
        #expect(date.description == "2060-12-31")
    }

    @Test(arguments: [
        // New Year's Day of 2011 and of 2022 is a Saturday, observed in the year before.
        ("2010-12-31", "New Year's Day"), ("2021-12-31", "New Year's Day"), ("2022-12-26", "Christmas Day"),
        ("2021-06-18", "Juneteenth National Independence Day"), ("2026-07-03", "Independence Day"),
        ("1986-01-20", "Birthday of Martin Luther King, Jr."),
    ])
    func `bears its name on the day that it is observed`(day: String, name: String) throws {
        #expect(FederalHoliday.observed(on: try #require(CalendarDate(iso: day)))?.description == name)
    }

    @Test(arguments: [
        "1985-01-21",  // before the birthday of Martin Luther King, Jr. was one
        "2020-06-19",  // before Juneteenth was one
        "2021-06-21",  // the Monday after a Saturday
        "2021-01-20",  // inauguration day, local to Washington
        "2022-01-03", "2024-12-24", "2025-01-09",  // closed by order, not by law
    ])
    func `is none before its law, beside its day, in Washington alone or by order`(day: String) throws {
        let date = try #require(CalendarDate(iso: day))
        #expect(FederalHoliday.observed(on: date) == nil)
        #expect(BusinessCalendar.federal.isBusinessDay(date))
    }

    @Test func `knows the weekday of days before 1970`() throws {
        #expect(CalendarDate(iso: "1969-12-31")?.weekday == .wednesday)
        #expect(CalendarDate(iso: "1776-07-04")?.weekday == .thursday)
        #expect(CalendarDate(dayNumber: 0).weekday == .thursday)
    }
}
