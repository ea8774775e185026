/// What kind of attention a finding asks for.
package enum FindingKind: String, Hashable, Sendable, CaseIterable, Comparable {
    case denial, rejection, underpayment, missingResponse, deadlineAtRisk, takeBack, duplicate, unmatchedRemittance
    case unbalanced, coordinationOfBenefits, mismatch, refund, review

    package static func < (left: FindingKind, right: FindingKind) -> Bool {
        left.rawValue.utf8.lexicographicallyPrecedes(right.rawValue.utf8)
    }
}

/// Something about a claim that is worth a person's attention: a function of state, rules and date, never an event.
package struct Finding: Hashable, Sendable {
    /// What kind of attention it asks for.
    package var kind: FindingKind
    /// The denial category, where the kind has one.
    package var category: DenialCategory?
    /// Group and reason, then remarks; or the codes of an acknowledgement.
    package var codes: [String] = []
    /// The lines concerned, by control number, else counter; empty for the whole claim.
    package var lines: [String] = []
    /// What is withheld.
    package var amount: Money
    /// What may be gained: the expected allowed amount where a rate is known, else `amount`.
    package var atStake: Money
    /// What to do next.
    package var nextStep: NextStep
    /// By when, and by which rule.
    package var deadline: Deadline?
    /// What would have to be known for a deadline, where one may run and no rule gives it.
    package var missing: [MissingFact] = []
    /// When the first decision that it rests on was paid or refused; nil when it rests on none.
    var decided: CalendarDate?
    /// Whether the step is the payer's way of taking corrections.
    var isCorrection = false

    /// Whether the other is the same finding of a claim: one is told for each kind, category, reason and step.
    func isSame(as other: Finding) -> Bool {
        kind == other.kind && category == other.category && codes.first == other.codes.first
            && nextStep == other.nextStep
    }

    /// The order of findings: kind, category, codes, then what else tells them apart.
    package static func isBefore(_ left: Finding, _ right: Finding) -> Bool {
        let keys: (Finding) -> [String] = { finding in
            [finding.kind.rawValue, finding.category?.rawValue ?? ""] + finding.codes
                + ["", finding.nextStep.rawValue] + finding.lines
        }
        return keys(left).lexicographicallyPrecedes(keys(right)) { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}
