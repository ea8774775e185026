/// Works out deadlines from dated rules; what no rule says stays unknown.
///
/// Calendar days only for now; calendars of business days come behind the same function.
struct DeadlineReader {
    let rule: PayerRule?

    /// The last legal day for a step on a claim, by the shortest defensible rule; nil when none is known.
    func deadline(for step: NextStep, on position: ClaimPosition) -> Deadline? {
        switch step {
        case .newClaim, .voidThenNew, .verifyCoverage: filing(position)
        case .replaceClaim: correction(position)
        case .appeal, .findAuthorization, .reviewCoding, .reviewClinical, .sendRecords: appeal(position)
        case .none, .wait, .checkStatus, .billNextPayer, .billPatient, .writeOffReview, .refund, .review: nil
        }
    }

    private func isMedicare(_ position: ClaimPosition) -> Bool {
        ["MA", "MB"].contains(position.payer.filingIndicator ?? "")
    }

    private func filing(_ position: ClaimPosition) -> Deadline? {
        guard let from = filingStart(position) else { return nil }
        return earliest(
            isMedicare(position) ? Deadline(date: from.adding(years: 1), rule: .medicareFiling) : nil,
            rule?.filingLimitDays.map { Deadline(date: from.adding(days: $0), rule: .payerFiling) }
        )
    }

    /// The through date of an institutional claim, the earliest line's from-date of a professional one.
    private func filingStart(_ position: ClaimPosition) -> CalendarDate? {
        if position.claim.kind == .institutional { return position.claim.dates?.last }
        let submission = position.governingSubmission
        return submission?.lines.compactMap(\.dates?.first).min() ?? position.claim.dates?.first
    }

    private func appeal(_ position: ClaimPosition) -> Deadline? {
        guard let paid = position.latestPaymentDate else { return nil }
        return earliest(
            isMedicare(position) ? Deadline(date: paid.adding(days: 125), rule: .medicareRedetermination) : nil,
            rule?.appeal?.firstLevelDays.map { Deadline(date: paid.adding(days: $0), rule: .payerAppeal) }
        )
    }

    private func correction(_ position: ClaimPosition) -> Deadline? {
        guard let paid = position.latestPaymentDate, let days = rule?.correction?.days else { return nil }
        return Deadline(date: paid.adding(days: days), rule: .payerCorrection)
    }

    private func earliest(_ one: Deadline?, _ other: Deadline?) -> Deadline? {
        guard let one, let other else { return one ?? other }
        return other.date < one.date ? other : one
    }
}
