import Foundation
import NaiveCalendar
import RevenueCycle
import SeededRandomness
import Testing

@Suite("A period")
struct CalendarPeriodTests {
    private func end(_ period: CalendarPeriod, _ start: String) -> String? {
        CalendarDate(iso: start).flatMap { period.end(from: $0, in: .federal) }?.description
    }

    @Test(arguments: [
        ("2026-01-31", 1, "2026-02-28", "2026-03-01"), ("2028-01-31", 1, "2028-02-29", "2028-03-01"),
        ("2028-01-30", 1, "2028-02-29", "2028-03-01"), ("2028-01-29", 1, "2028-02-29", "2028-02-29"),
        ("2026-10-31", 4, "2027-02-28", "2027-03-01"), ("2027-10-31", 4, "2028-02-29", "2028-03-01"),
        ("2026-10-30", 4, "2027-02-28", "2027-03-01"), ("2026-10-28", 4, "2027-02-28", "2027-02-28"),
        ("2026-05-31", 1, "2026-06-30", "2026-07-01"), ("2026-12-31", 2, "2027-02-28", "2027-03-01"),
        ("2026-08-31", 1, "2026-09-30", "2026-10-01"), ("2026-11-15", 2, "2027-01-15", "2027-01-15"),
    ])
    func `of months ends on the same day, or where the month has none on its last day or the first of the next`(
        start: String,
        months: Int,
        lastDay: String,
        firstOfNext: String
    ) {
        #expect(end(CalendarPeriod(months, .months), start) == lastDay)
        #expect(end(CalendarPeriod(months, .months, monthEnd: .firstOfNextMonth), start) == firstOfNext)
    }

    @Test(arguments: [
        ("2028-02-29", 1, "2029-02-28", "2029-03-01"), ("2028-02-29", 4, "2032-02-29", "2032-02-29"),
        ("2096-02-29", 4, "2100-02-28", "2100-03-01"), ("2027-02-28", 1, "2028-02-28", "2028-02-28"),
        ("2027-03-01", 1, "2028-03-01", "2028-03-01"),
    ])
    func `of years ends on the same day, and from 29 February as months do`(
        start: String,
        years: Int,
        lastDay: String,
        firstOfNext: String
    ) {
        #expect(end(CalendarPeriod(years, .years), start) == lastDay)
        #expect(end(CalendarPeriod(years, .years, monthEnd: .firstOfNextMonth), start) == firstOfNext)
    }

    @Test func `of calendar days goes over the leap day where there is one`() {
        #expect(end(CalendarPeriod(1, .calendarDays), "2027-02-28") == "2027-03-01")
        #expect(end(CalendarPeriod(1, .calendarDays), "2028-02-28") == "2028-02-29")
        #expect(end(CalendarPeriod(365, .calendarDays), "2027-03-01") == "2028-02-29")
        #expect(end(CalendarPeriod(30, .calendarDays, direction: .before), "2028-03-30") == "2028-02-29")
    }

    @Test func `may count the day that starts it as day 1`() {
        #expect(end(CalendarPeriod(30, .calendarDays), "2026-05-01") == "2026-05-31")
        #expect(end(CalendarPeriod(30, .calendarDays, firstDay: .sameDay), "2026-05-01") == "2026-05-30")
        #expect(end(CalendarPeriod(1, .businessDays, firstDay: .sameDay), "2026-07-02") == "2026-07-02")
        // A start on a closed day is no day 1: the next business day is.
        #expect(end(CalendarPeriod(1, .businessDays, firstDay: .sameDay), "2026-07-03") == "2026-07-06")
        #expect(end(CalendarPeriod(2, .businessDays, firstDay: .sameDay), "2026-07-04") == "2026-07-07")
    }

    @Test(arguments: [
        ("2026-11-09", "2026-11-16"),  // Veterans Day within
        ("2026-11-20", "2026-11-27"),  // Thanksgiving within; the Friday after it is a business day
        ("2026-12-23", "2026-12-30"), ("2026-07-02", "2026-07-09"), ("2027-12-23", "2027-12-30"),
        ("2027-12-24", "2027-12-30"), ("2028-12-29", "2029-01-05"),
    ])
    func `of four business days leaves out weekends and holidays within`(start: String, end: String) {
        #expect(self.end(CalendarPeriod(4, .businessDays), start) == end)
    }

    @Test func `of weekdays alone counts holidays`() throws {
        let start = try #require(CalendarDate(iso: "2026-11-09"))
        #expect(CalendarPeriod(4, .businessDays).end(from: start, in: .weekdays)?.description == "2026-11-13")
    }

    @Test func `gives nothing outside the years that are known, and does not overflow`() {
        #expect(end(CalendarPeriod(1, .calendarDays), "1977-12-31") == nil)
        #expect(end(CalendarPeriod(1, .months), "1977-12-31") == nil)
        #expect(end(CalendarPeriod(1, .calendarDays, direction: .before), "1978-01-01") == nil)
        #expect(end(CalendarPeriod(1, .years), "9998-01-01") == nil)
        #expect(end(CalendarPeriod(1, .years), "9997-01-01") == "9998-01-01")
        for day in [Int32.min, .max] {
            let date = CalendarDate(dayNumber: day)
            for unit in CalendarUnit.allCases {
                for direction in Direction.allCases {
                    let period = CalendarPeriod(120, unit, firstDay: .sameDay, direction: direction)
                    #expect(period.end(from: date, in: .federal) == nil)
                }
            }
        }
    }

    @Test(arguments: [
        ("2026-07-03", "2026-07-06", "2026-07-02"), ("2026-07-04", "2026-07-06", "2026-07-02"),
        ("2027-12-31", "2028-01-03", "2027-12-30"), ("2028-01-01", "2028-01-03", "2027-12-30"),
        ("2026-11-27", "2026-11-27", "2026-11-27"), ("2026-11-28", "2026-11-30", "2026-11-27"),
        ("2027-12-25", "2027-12-27", "2027-12-23"),
    ])
    func `that ends on a closed day stays, goes on or goes back`(day: String, next: String, previous: String) throws {
        let date = try #require(CalendarDate(iso: day))
        #expect(BusinessCalendar.federal.roll(date, by: .none) == date)
        #expect(BusinessCalendar.federal.roll(date, by: .next).description == next)
        #expect(BusinessCalendar.federal.roll(date, by: .previous).description == previous)
    }

    @Test func `is what walking from day to day gives`() throws {
        let seed = UInt64.random(in: .min ... .max)
        print("seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<3000 {
            let place = Int.random(in: 1000..<(NaiveCalendar.days.count - 4000), using: &generator)
            let start = try #require(CalendarDate(iso: NaiveCalendar.days[place].description))
            let count = Int.random(in: 1...130, using: &generator)
            let isBack = Bool.random(using: &generator)
            let sign = isBack ? -1 : 1
            let isFirst = Bool.random(using: &generator)
            let base = isFirst ? place - sign : place
            let firstDay: FirstDay = isFirst ? .sameDay : .dayAfter
            let direction: Direction = isBack ? .before : .after
            for (unit, end) in [
                (CalendarUnit.calendarDays, NaiveCalendar.calendarDays(sign * count, from: base)),
                (.businessDays, NaiveCalendar.businessDays(sign * count, from: base)),
            ] {
                let period = CalendarPeriod(count, unit, firstDay: firstDay, direction: direction)
                let found = period.end(from: start, in: .federal)?.description
                #expect(found == NaiveCalendar.days[end].description, "\(period) from \(start), seed \(seed)")
            }
            let orFirst = Bool.random(using: &generator)
            let months = NaiveCalendar.months(count, from: place, orFirstOfNext: orFirst)
            let period = CalendarPeriod(count, .months, monthEnd: orFirst ? .firstOfNextMonth : .lastDay)
            #expect(
                period.end(from: start, in: .federal)?.description == NaiveCalendar.days[months].description,
                "\(period) from \(start), seed \(seed)"
            )
            let next = NaiveCalendar.days[NaiveCalendar.nextBusinessDay(place)].description
            let previous = NaiveCalendar.days[NaiveCalendar.previousBusinessDay(place)].description
            #expect(BusinessCalendar.federal.roll(start, by: .next).description == next, "\(start)")
            #expect(BusinessCalendar.federal.roll(start, by: .previous).description == previous, "\(start)")
        }
    }
}

@Suite("A receiver's clock")
struct ReceiverClockTests {
    @Test func `counts what comes after the last minute as the next day's`() throws {
        let clock = ReceiverClock(zone: "America/New_York", lastMinute: 17 * 60)
        let friday = try #require(CalendarDate(iso: "2026-05-08"))
        #expect(clock.closing == "17:00")
        #expect(clock.filingDay(receivedOn: friday, atMinute: 17 * 60) == friday)
        #expect(clock.filingDay(receivedOn: friday, atMinute: 17 * 60 + 1).description == "2026-05-09")
        let open = ReceiverClock(zone: "America/New_York")
        #expect(open.filingDay(receivedOn: friday, atMinute: 1439) == friday)
        #expect(open.closing == "23:59")
    }
}
