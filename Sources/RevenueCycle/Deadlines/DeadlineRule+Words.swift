/// A rule's terms in words, for lists that people review.
extension DeadlineRule {
    /// How long, and from when: `120 calendar days after receipt of the initial determination (presumed 5 days after its
    /// date)`.
    package var periodWords: String {
        let what = clock == .receipt ? "receipt of \(trigger.words)" : trigger.words
        var words: String
        switch length {
        case .contract(let term): words = "as many calendar days after \(what) as the payer rule states (\(term.key))"
        case .stated(let period):
            let count = "\(period.length) \(period.unitWords)"
            switch (period.direction, period.firstDay) {
            case (.after, .dayAfter): words = "\(count) after \(what)"
            case (.before, .dayAfter): words = "\(count) before \(what)"
            case (.after, .sameDay): words = "\(period.unit.singular) \(period.length), the day of \(what) being day 1"
            case (.before, .sameDay): words = "\(count) back, the day of \(what) being day 1"
            }
        }
        if let days = presumedReceiptDays { words += " (presumed \(days) days after its date)" }
        return gives == .firstDay ? "not before the end of " + words : words
    }

    /// For which coverage, contract and plan: `original Medicare`, `any`.
    package var forWords: String {
        var words = appliesTo.isEmpty ? [] : [appliesTo.map(\.words).joined(separator: ", ")]
        if let contracted { words.append(contracted ? "with a contract" : "without a contract") }
        if let planType { words.append(planType == .insured ? "insured plan" : "self-funded plan") }
        return words.isEmpty ? "any" : words.joined(separator: ", ")
    }

    /// What becomes of a last day that is no business day, and what makes a filing timely.
    package var filingWords: String {
        let moved =
            switch roll {
            case .none: "not moved"
            case .next: "moves to the next business day"
            case .previous: "moves to the business day before"
            }
        guard gives == .lastDay else { return moved }
        let filed =
            switch filedWhen {
            case .received: "received"
            case .postmarked: "postmarked"
            case .notStated: "not stated: have it received"
            }
        return "\(filed); \(moved)"
    }

    /// The days of a trigger for which it holds: `from 2025-01-01`, `always`.
    package var validityWords: String {
        switch (validFrom, validTo) {
        case (nil, nil): "always"
        case (let from?, nil): "from \(from)"
        case (nil, let to?): "to \(to)"
        case (let from?, let to?): "\(from) to \(to)"
        }
    }

    /// The amount that is asked for, by year of the request; nil where none is.
    package var floorWords: String? {
        floor.map { floor in
            let years = floor.least.sorted { ($0.key ?? 0) < ($1.key ?? 0) }
            let amounts = years.map { year, amount in
                year.map { "\(amount.dollars) for requests of \($0)" } ?? amount.dollars
            }
            return "\(floor.asked.words) must be at least \(amounts.joined(separator: ", "))"
        }
    }
}

extension CalendarUnit {
    /// One of it: `calendar day`.
    var singular: String {
        switch self {
        case .calendarDays: "calendar day"
        case .businessDays: "business day"
        case .months: "month"
        case .years: "year"
        }
    }
}

extension CalendarPeriod {
    /// The unit as the length wants it: `calendar days`.
    var unitWords: String { length == 1 ? unit.singular : unit.singular + "s" }
}
