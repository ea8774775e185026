/// When a receiver's day ends: the time zone that its dates are in and the time after which it counts a filing as the
/// next day's.
///
/// A deadline is a date in the receiver's zone, never a moment. Which moment that is where the sender sits takes a
/// database of time zones, which is the shell's; here a zone is only a name.
package struct ReceiverClock: Hashable, Sendable {
    /// The zone by its name in the IANA database: `America/New_York`.
    package let zone: String
    /// The minute of the day up to which, and with which, a filing is that day's; 1439 where the whole day counts.
    package let lastMinute: Int

    /// The last minute of a day.
    package static let midnight = 1439

    /// A receiver's zone and the last minute of its day.
    package init(zone: String, lastMinute: Int = midnight) {
        self.zone = zone
        self.lastMinute = lastMinute
    }

    /// The day that a filing counts as, when it came on a day and minute of the receiver's own clock.
    package func filingDay(receivedOn date: CalendarDate, atMinute minute: Int) -> CalendarDate {
        minute <= lastMinute ? date : date.adding(days: 1)
    }

    /// The last minute as people write it: `17:00`.
    package var closing: String {
        let padded = { (number: Int) in (number < 10 ? "0" : "") + String(number) }
        return "\(padded(lastMinute / 60)):\(padded(lastMinute % 60))"
    }
}
