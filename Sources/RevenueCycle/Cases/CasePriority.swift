/// How often decisions of one payer about one category were overturned.
package struct OverturnCount: Hashable, Sendable {
    /// How many decisions on appeals are known.
    package var decided: Int
    /// Half decisions for the provider: two for one that was overturned, one for one that was in part.
    package var halves: Int

    /// A count; by default of nothing.
    package init(decided: Int = 0, halves: Int = 0) {
        self.decided = decided
        self.halves = halves
    }

    /// Counts another decision.
    package mutating func count(_ outcome: AppealOutcome) {
        decided += 1
        halves += outcome.halves
    }

    /// The smoothed share that is overturned: the mean of a Beta distribution whose prior is Beta(1, 1), as if one decision
    /// had been overturned and one upheld before the first is known.
    ///
    /// It is 1/2 while nothing is known, and each decision counts for less the more there are.
    package var chance: Chance { Chance(numerator: halves + 2, denominator: 2 * decided + 4) }

    /// A share of one, as a fraction.
    package struct Chance: Hashable, Sendable {
        /// Above the line.
        package let numerator: Int
        /// Below it; never 0.
        package let denominator: Int

        /// In whole percent, halves rounded up.
        package var percent: Int { (200 * numerator + denominator) / (2 * denominator) }
    }
}

/// What outcomes are counted by: the payer, and the denial category or else the kind of case.
package struct OverturnKey: Hashable, Sendable {
    /// The payer (``CaseScope/payer``); empty when it is not known.
    package var payer: String
    /// The category.
    package var category: String

    /// A payer and a category.
    package init(payer: String, category: String) {
        self.payer = payer
        self.category = category
    }
}

extension OverturnKey: Comparable {
    package static func < (left: OverturnKey, right: OverturnKey) -> Bool {
        (left.payer, left.category) < (right.payer, right.category)
    }
}

extension Case {
    /// What its outcome is counted by.
    package var overturnKey: OverturnKey {
        OverturnKey(
            payer: sight?.scope.payer ?? "",
            category: opening?.cause?.category?.rawValue ?? opening?.kind.rawValue ?? ""
        )
    }
}

/// Why a case comes before another: value × chance × urgency, each to be shown.
package struct CasePriority: Hashable, Sendable {
    /// What may be gained.
    package let value: Money
    /// How often such a decision was overturned.
    package let count: OverturnCount
    /// Days until it is due; negative when it is overdue, nil when it has no day.
    package let daysLeft: Int?
    /// What it comes to: the cases with the greatest first.
    package let score: Money

    /// In how many days urgency halves.
    static let halvingDays: Int128 = 30
    /// The days that a case without a due day is taken to have.
    static let daysWithoutDue = 365

    /// The priority of a value at a chance with so many days left.
    ///
    /// Urgency is 30 ÷ (30 + days left): 1 on the last day and after it, a half 30 days before it. The score is rounded toward
    /// zero, and a value below zero counts by its size.
    package init(value: Money, count: OverturnCount, daysLeft: Int?) {
        self.value = value
        self.count = count
        self.daysLeft = daysLeft
        let chance = count.chance
        let days = Int128(max(0, daysLeft ?? Self.daysWithoutDue))
        let weighted = Int128(value.magnitude.cents) * Int128(chance.numerator) * Self.halvingDays
        let score = weighted / (Int128(chance.denominator) * (Self.halvingDays + days))
        self.score = Money(cents: Int64(clamping: score))
    }
}

extension Case {
    /// Its priority on a day, with what is known of decisions like it.
    package func priority(on day: CalendarDate, count: OverturnCount) -> CasePriority {
        CasePriority(value: value, count: count, daysLeft: due.map { $0.date.days(since: day) })
    }
}
