/// Works out deadlines from dated rules; what no rule says stays unknown.
///
/// Calendar days only for now; calendars of business days come behind the same function.
struct DeadlineReader {
    let rule: PayerRule?

    /// The last legal day for a finding's step on a claim, by the shortest defensible rule; nil when none is known.
    ///
    /// Clocks that a decision starts run from the first decision that the finding rests on.
    func deadline(for finding: Finding, on position: ClaimPosition) -> Deadline? {
        let decided = finding.decided ?? position.latestPaymentDate
        let correction = finding.isCorrection ? correction(since: decided) : nil
        switch finding.nextStep {
        case .newClaim, .voidThenNew: return earliest(filing(position), correction)
        // Once decided, a first filing is over: whatever comes of the look is an appeal or a new filing.
        case .verifyCoverage: return earliest(filing(position), appeal(position, since: decided))
        case .replaceClaim: return correction
        case .appeal, .findAuthorization, .reviewCoding, .reviewClinical, .sendRecords:
            return appeal(position, since: decided)
        case .review: return correction
        case .none, .wait, .checkStatus, .billNextPayer, .billPatient, .writeOffReview, .refund: return nil
        }
    }

    /// Medicare itself, as the claim and every document and rule about it say; never Medicare Advantage.
    private func isMedicare(_ position: ClaimPosition) -> Bool {
        let isMedicare: (String) -> Bool = { $0 == "MA" || $0 == "MB" }
        let stated = position.claim.adjudications.compactMap(\.payer.filingIndicator)
        return isMedicare(position.payer.filingIndicator ?? "") && stated.allSatisfy(isMedicare)
            && [nil, .medicare].contains(rule?.lineOfBusiness)
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
        let submission = position.governingSubmission
        if position.claim.kind == .institutional { return submission?.dates?.last ?? position.claim.dates?.last }
        return submission?.lines.compactMap(\.dates?.first).min() ?? position.claim.dates?.first
    }

    private func appeal(_ position: ClaimPosition, since decided: CalendarDate?) -> Deadline? {
        guard let paid = decided else { return nil }
        return earliest(
            isMedicare(position) ? Deadline(date: paid.adding(days: 125), rule: .medicareRedetermination) : nil,
            rule?.appeal?.firstLevelDays.map { Deadline(date: paid.adding(days: $0), rule: .payerAppeal) }
        )
    }

    private func correction(since decided: CalendarDate?) -> Deadline? {
        guard let paid = decided, let days = rule?.correction?.days else { return nil }
        return Deadline(date: paid.adding(days: days), rule: .payerCorrection)
    }

    private func earliest(_ one: Deadline?, _ other: Deadline?) -> Deadline? {
        guard let one, let other else { return one ?? other }
        return other.date < one.date ? other : one
    }
}
