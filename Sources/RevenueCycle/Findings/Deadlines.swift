/// Works out the deadlines of findings from the deadline rules; what no rule says stays unknown.
struct DeadlineReader {
    let rules: DeadlineRules
    let rule: PayerRule?
    let asOf: CalendarDate

    /// The last legal day for a finding's step on a claim, by the shortest defensible rule; nil when none is known.
    ///
    /// Clocks that a decision starts run from the first decision that the finding rests on.
    func deadline(for finding: Finding, on position: ClaimPosition) -> Deadline? {
        let decided = finding.decided ?? position.latestPaymentDate
        let correction = finding.isCorrection ? correction(position, since: decided) : nil
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

    private func filing(_ position: ClaimPosition) -> Deadline? {
        shortest(of: .firstFiling, on: position, since: filingStart(position), starts: .service)
    }

    private func appeal(_ position: ClaimPosition, since decided: CalendarDate?) -> Deadline? {
        earliest(
            shortest(of: .medicareAppeal, on: position, since: decided, starts: .initialDetermination),
            shortest(of: .payerAppeal, on: position, since: decided, starts: .payerDecision)
        )
    }

    private func correction(_ position: ClaimPosition, since decided: CalendarDate?) -> Deadline? {
        shortest(of: .correction, on: position, since: decided, starts: .payerDecision)
    }

    /// The shortest defensible last day of a way, when something of this kind starts its clock on a day.
    private func shortest(
        of path: DeadlinePath,
        on position: ClaimPosition,
        since start: CalendarDate?,
        starts trigger: DeadlineTrigger
    ) -> Deadline? {
        guard let start else { return nil }
        // A claim that names no indicator is not Medicare's, whatever a remittance about it says.
        let indicators =
            [position.payer.filingIndicator ?? ""] + position.claim.adjudications.compactMap(\.payer.filingIndicator)
        let facts = DeadlineFacts(
            coverage: Coverage(indicators: indicators, rule: rule),
            payerRule: rule,
            events: [DeadlineEvent(trigger, on: start)],
            asOf: asOf
        )
        return DeadlineReading(rules: rules, facts: facts).answer(for: path).shortest
    }

    /// The through date of an institutional claim, the earliest line's from-date of a professional one.
    private func filingStart(_ position: ClaimPosition) -> CalendarDate? {
        let submission = position.governingSubmission
        if position.claim.kind == .institutional { return submission?.dates?.last ?? position.claim.dates?.last }
        return submission?.lines.compactMap(\.dates?.first).min() ?? position.claim.dates?.first
    }

    private func earliest(_ one: Deadline?, _ other: Deadline?) -> Deadline? {
        guard let one, let other else { return one ?? other }
        return other.date < one.date ? other : one
    }
}
