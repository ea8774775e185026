/// What is known of a matter when its deadlines are asked for; what is not known is nil or left out.
package struct DeadlineFacts: Hashable, Sendable {
    /// What kind of coverage it is.
    package var coverage: Coverage
    /// The payer's rule.
    package var payerRule: PayerRule?
    /// Whether provider and payer have a contract.
    package var isContracted: Bool?
    /// Who bears the plan's risk.
    package var planType: PlanType?
    /// What happened, and when; several of one kind where several notices came.
    package var events: [DeadlineEvent]
    /// The amounts that rules may ask for.
    package var amounts: [AskedAmount: Money]
    /// The day of the question: in its year a request would be filed.
    package var asOf: CalendarDate

    /// What is known of a matter; contract and plan type are the payer rule's.
    package init(
        coverage: Coverage,
        payerRule: PayerRule? = nil,
        events: [DeadlineEvent] = [],
        amounts: [AskedAmount: Money] = [:],
        asOf: CalendarDate
    ) {
        self.coverage = coverage
        self.payerRule = payerRule
        self.isContracted = payerRule?.isContracted
        self.planType = payerRule?.planType
        self.events = events
        self.amounts = amounts
        self.asOf = asOf
    }
}

/// Something that starts a clock.
package struct DeadlineEvent: Hashable, Sendable {
    /// What happened.
    package var trigger: DeadlineTrigger
    /// The day of the event, or the date that the notice bears.
    package var date: CalendarDate
    /// When the notice was received, where that is known.
    package var received: CalendarDate?
    /// Whether that day can be shown by evidence, which a day later than the presumed one must be.
    package var isReceiptProven: Bool

    /// An event or notice, and its receipt.
    package init(
        _ trigger: DeadlineTrigger,
        on date: CalendarDate,
        received: CalendarDate? = nil,
        isReceiptProven: Bool = false
    ) {
        self.trigger = trigger
        self.date = date
        self.received = received
        self.isReceiptProven = isReceiptProven
    }
}

/// The day that a clock starts on, and why that one.
package enum ClockStart: Hashable, Sendable {
    /// The day of the event, or the date that the notice bears.
    case event(CalendarDate)
    /// Receipt on a day that is known and no later than the presumed one.
    case received(CalendarDate, noticeDate: CalendarDate)
    /// Receipt on a later day than the presumed one, which evidence shows.
    case provenReceipt(CalendarDate, noticeDate: CalendarDate)
    /// Presumed receipt, so many calendar days after the notice's date.
    case presumedReceipt(CalendarDate, noticeDate: CalendarDate)
    /// The notice's date, because its receipt is not known and no rule presumes it.
    case receiptUnknown(noticeDate: CalendarDate)

    /// The day.
    package var date: CalendarDate {
        switch self {
        case .event(let date), .received(let date, _), .provenReceipt(let date, _), .presumedReceipt(let date, _),
            .receiptUnknown(let date):
            date
        }
    }

    /// The earliest start that can be defended: a known receipt, but a late one only with evidence; else the presumed
    /// receipt; else the notice's date, before which nothing is received.
    init(of event: DeadlineEvent, by rule: DeadlineRule) {
        guard rule.clock == .receipt else {
            self = .event(event.date)
            return
        }
        let presumed = rule.presumedReceiptDays.map { event.date.adding(days: $0) }
        guard let received = event.received, presumed.map({ received <= $0 }) ?? true || event.isReceiptProven else {
            self =
                presumed.map { .presumedReceipt($0, noticeDate: event.date) } ?? .receiptUnknown(noticeDate: event.date)
            return
        }
        let isLate = presumed.map { received > $0 } ?? false
        self =
            isLate
            ? .provenReceipt(received, noticeDate: event.date) : .received(received, noticeDate: event.date)
    }
}
