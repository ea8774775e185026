/// A last or first day, and everything that gave it.
package struct Deadline: Hashable, Sendable {
    /// The day, a date in the receiver's time zone.
    package let date: CalendarDate
    /// The rule that gave it.
    package let rule: DeadlineRule
    /// The day that the clock started on, and why that one.
    package let start: ClockStart
    /// The period that was counted.
    package let period: CalendarPeriod
    /// The last day of the period before it was moved.
    package let counted: CalendarDate

    /// The deadline that a rule gives for a clock that starts on a day; nil when that lies in no year that is known.
    init?(rule: DeadlineRule, period: CalendarPeriod, start: ClockStart) {
        guard let counted = period.end(from: start.date, in: rule.calendar) else { return nil }
        self.rule = rule
        self.start = start
        self.period = period
        self.counted = counted
        switch rule.gives {
        case .lastDay: date = rule.calendar.roll(counted, by: rule.roll)
        case .firstDay: date = rule.calendar.roll(counted.adding(days: 1), by: rule.roll)
        }
    }
}

/// When something was sent and when it arrived, as far as it is known.
package struct Filing: Hashable, Sendable {
    /// The date of its postmark, or of the carrier that the receiver takes for one.
    package var postmarked: CalendarDate?
    /// The day on which it arrived, by the receiver's calendar.
    package var received: CalendarDate?
    /// The minute of that day by the receiver's clock; nil when only the day is known.
    package var minute: Int?

    /// A filing by what is known of it.
    package init(postmarked: CalendarDate? = nil, received: CalendarDate? = nil, minute: Int? = nil) {
        self.postmarked = postmarked
        self.received = received
        self.minute = minute
    }
}

/// Whether a filing kept a deadline.
package enum FilingOutcome: Hashable, Sendable {
    case inTime
    case late
    /// The day of the postmark is not known.
    case postmarkNeeded
    /// The day of arrival is not known.
    case receiptNeeded
    /// It arrived on the last day of a receiver whose day ends early, and the time is not known.
    case timeNeeded
}

extension Deadline {
    /// Whether a filing kept this last day.
    package func outcome(of filing: Filing) -> FilingOutcome {
        switch rule.filedWhen {
        case .postmarked:
            // What arrived in time was sent in time, postmark or not.
            if let received = filing.received, received <= date { return .inTime }
            return filing.postmarked.map { $0 <= date ? .inTime : .late } ?? .postmarkNeeded
        case .received, .notStated:
            guard let received = filing.received else { return .receiptNeeded }
            guard received == date, let receiver = rule.receiver, receiver.lastMinute < ReceiverClock.midnight else {
                return received <= date ? .inTime : .late
            }
            guard let minute = filing.minute else { return .timeNeeded }
            return receiver.filingDay(receivedOn: received, atMinute: minute) <= date ? .inTime : .late
        }
    }
}
