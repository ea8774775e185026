/// Why a day is what it is, in sentences for a person who works with it.
extension Deadline {
    /// The whole explanation: the day, where counting began, what was counted, whether it was moved, what makes a filing
    /// timely, who acts, and how sure the rule is.
    package var explanation: String { sentences.joined(separator: " ") }

    /// The sentences of ``explanation``.
    package var sentences: [String] {
        [opening, startWords, countWords, rollWords, filingWords, actorWords, floorWords, sureness].compactMap(\.self)
    }

    private var opening: String {
        let what = rule.gives == .lastDay ? "the last day is" : "the first day is"
        return "\(rule.title): \(what) \(date.dated)."
    }

    private var startWords: String {
        let what = rule.trigger.words
        return switch start {
        case .event(let date): "Counting begins with the day of \(what), \(date.dated)."
        case .received(let date, let noticeDate):
            "Counting begins with the receipt of \(what) on \(date.dated); it is dated \(noticeDate)."
        case .provenReceipt(let date, let noticeDate):
            "Counting begins with the receipt of \(what) on \(date.dated); it is dated \(noticeDate), and evidence must "
                + "show that it came later than the \(days(rule.presumedReceiptDays ?? 0)) that are presumed."
        case .presumedReceipt(let date, let noticeDate):
            "Counting begins on \(date.dated): \(what) is dated \(noticeDate), and receipt is presumed "
                + "\(days(rule.presumedReceiptDays ?? 0)) later unless another day is shown."
        case .receiptUnknown(let noticeDate):
            "Counting begins with the date of \(what), \(noticeDate.dated), because its receipt is not known; receipt "
                + "would only give a later day."
        }
    }

    private var countWords: String {
        let length = "\(period.length) \(period.unitWords)"
        let from = period.direction == .after ? "later" : "earlier"
        var words =
            switch period.firstDay {
            case .dayAfter: "\(length) \(from) is \(counted.dated)"
            case .sameDay: "That day is day 1, and day \(period.length) is \(counted.dated)"
            }
        if period.firstDay == .sameDay, period.unit == .businessDays {
            words = "That day is day 1 if it is a business day, and business day \(period.length) is \(counted.dated)"
        }
        let holidays = holidaysPassed
        if period.unit == .businessDays {
            words += "; Saturdays and Sundays" + (rule.calendar == .federal ? " and federal holidays" : "")
            words += " are left out"
            if !holidays.isEmpty { words += " (here \(holidays.joined(separator: ", ")))" }
        }
        return words + "."
    }

    private var rollWords: String? {
        let end = rule.gives == .lastDay ? counted : counted.adding(days: 1)
        let firstDay = rule.gives == .firstDay ? "The period must be over, so the day after it counts. " : ""
        guard !rule.calendar.isBusinessDay(end) else { return firstDay.isEmpty ? nil : String(firstDay.dropLast()) }
        let why = FederalHoliday.observed(on: end).map { "\($0) is observed on that day" } ?? "That is a \(end.weekday)"
        return switch rule.roll {
        case .none: firstDay + "\(why); no rule moves it."
        case .next: firstDay + "\(why), so it moves to the next business day, \(date.dated)."
        case .previous: firstDay + "\(why), so it moves to the business day before, \(date.dated)."
        }
    }

    private var filingWords: String? {
        guard rule.gives == .lastDay else { return nil }
        let closing = rule.receiver.map { ", by \($0.closing) in \($0.zone)" } ?? ""
        return switch rule.filedWhen {
        case .received: "It must be received by then\(closing)."
        case .postmarked: "A postmark of that day is enough."
        case .notStated: "Whether arrival or postmark counts is not stated; have it received by then\(closing)."
        }
    }

    private var actorWords: String? {
        guard rule.gives == .lastDay, let last = rule.whoActs.last else { return nil }
        let others = rule.whoActs.dropLast().map(\.words).joined(separator: ", ")
        return "\(others.isEmpty ? last.words : "\(others) or \(last.words)") may act.".capitalizedFirst
    }

    private var floorWords: String? { rule.floorWords.map { "\($0).".capitalizedFirst } }

    private var sureness: String {
        let source = "\(rule.id.rawValue), \(rule.source.citation)"
        return switch rule.confidence {
        case .certain: "Rule: \(source)."
        case .likely: "Rule: \(source). It is held to be so; check the source before anything is sent on its strength."
        case .contractSays: "Rule: \(source), as the payer rule states it."
        }
    }

    private func days(_ count: Int) -> String { "\(count) calendar day\(count == 1 ? "" : "s")" }

    /// The federal holidays that the count of business days went over, by name and day.
    private var holidaysPassed: [String] {
        guard period.unit == .businessDays, rule.calendar == .federal else { return [] }
        let (first, last) = (min(start.date, counted), max(start.date, counted))
        return (0...last.days(since: first)).compactMap { offset in
            let day = first.adding(days: offset)
            return FederalHoliday.observed(on: day).map { "\($0), \(day)" }
        }
    }
}

extension CalendarDate {
    /// The day with its weekday: `Thursday, 2026-05-07`.
    fileprivate var dated: String { "\(weekday), \(self)" }
}

extension String {
    /// The text with its first letter in upper case.
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
