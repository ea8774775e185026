import Foundation
package import Journal
package import RevenueCycle

/// From the receiver's dates to moments and back, by the system's database of time zones.
extension ReceiverClock {
    /// The first moment that no longer counts as a day: the end of its last minute, on the receiver's clock.
    ///
    /// - Returns: the moment; nil when the database does not know the zone.
    package func end(of day: CalendarDate) -> Timestamp? {
        guard let calendar else { return nil }
        let (year, month, dayOfMonth) = day.components
        let components = DateComponents(
            year: year,
            month: month,
            day: dayOfMonth,
            hour: lastMinute / 60,
            minute: lastMinute % 60
        )
        guard let minute = calendar.date(from: components) else { return nil }
        let seconds = Int64(minute.timeIntervalSince1970.rounded()) + 60
        return Timestamp(microsecondsSince1970: seconds * 1_000_000)
    }

    /// What a moment of arrival is on the receiver's calendar and clock.
    ///
    /// - Returns: the filing; nil when the database does not know the zone.
    package func filing(receivedAt moment: Timestamp) -> Filing? {
        guard let calendar else { return nil }
        let date = Date(timeIntervalSince1970: Double(moment.microsecondsSince1970) / 1_000_000)
        let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute], from: date)
        guard let year = parts.year, let month = parts.month, let day = parts.day, let hour = parts.hour,
            let minute = parts.minute, let received = CalendarDate(year: year, month: month, day: day)
        else { return nil }
        return Filing(received: received, minute: hour * 60 + minute)
    }

    private var calendar: Calendar? {
        guard let timeZone = TimeZone(identifier: zone) else { return nil }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = timeZone
        return calendar
    }
}
