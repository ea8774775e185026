/// Works out the deadlines of findings from the deadline rules; what no rule says stays unknown.
struct DeadlineReader {
    let rules: DeadlineRules
    let rule: PayerRule?
    let asOf: CalendarDate

    /// What the rules say of a finding's step: the last day, or what they would have to know for one.
    struct Answer {
        var deadline: Deadline?
        var missing: [MissingFact] = []

        /// The earlier day of two answers; what either asks, unless a day is known.
        static func earliest(_ answers: Answer...) -> Answer {
            let deadlines = answers.compactMap(\.deadline)
            let first = deadlines.min { $0.date < $1.date }
            return Answer(deadline: first, missing: first == nil ? answers.flatMap(\.missing) : [])
        }
    }

    /// The last legal day for a finding's step on a claim, by the shortest defensible rule.
    ///
    /// Clocks that a decision starts run from the first decision that the finding rests on.
    func answer(for finding: Finding, on position: ClaimPosition) -> Answer {
        let decided = finding.decided ?? position.latestPaymentDate
        let correction = finding.isCorrection ? correction(position, since: decided) : Answer()
        switch finding.nextStep {
        case .newClaim, .voidThenNew: return .earliest(filing(position), correction)
        // Once decided, a first filing is over: whatever comes of the look is an appeal or a new filing.
        case .verifyCoverage: return .earliest(filing(position), appeal(position, since: decided))
        case .replaceClaim: return correction
        case .appeal, .findAuthorization, .reviewCoding, .reviewClinical, .sendRecords:
            return appeal(position, since: decided)
        case .review: return correction
        case .none, .wait, .checkStatus, .billNextPayer, .billPatient, .writeOffReview, .refund: return Answer()
        }
    }

    private func filing(_ position: ClaimPosition) -> Answer {
        answer(of: .firstFiling, on: position, since: filingStart(position), starts: .service)
    }

    private func appeal(_ position: ClaimPosition, since decided: CalendarDate?) -> Answer {
        .earliest(
            answer(of: .medicareAppeal, on: position, since: decided, starts: .initialDetermination),
            answer(of: .medicareAdvantageAppeal, on: position, since: decided, starts: .organizationDetermination),
            answer(of: .payerAppeal, on: position, since: decided, starts: .payerDecision)
        )
    }

    private func correction(_ position: ClaimPosition, since decided: CalendarDate?) -> Answer {
        answer(of: .correction, on: position, since: decided, starts: .payerDecision)
    }

    /// What the rules of a way say when something of this kind starts its clock on a day; nothing without a day.
    private func answer(
        of path: DeadlinePath,
        on position: ClaimPosition,
        since start: CalendarDate?,
        starts trigger: DeadlineTrigger
    ) -> Answer {
        guard let start else { return Answer() }
        // A claim that names no indicator is not Medicare's, whatever a remittance about it says.
        let indicators =
            [position.payer.filingIndicator ?? ""] + position.claim.adjudications.compactMap(\.payer.filingIndicator)
        let facts = DeadlineFacts(
            coverage: Coverage(indicators: indicators, rule: rule),
            payerRule: rule,
            events: [DeadlineEvent(trigger, on: start)],
            asOf: asOf
        )
        let answer = DeadlineReading(rules: rules, facts: facts).answer(for: path)
        return Answer(deadline: answer.shortest, missing: answer.missing)
    }

    /// The through date of an institutional claim, the earliest line's from-date of a professional one.
    private func filingStart(_ position: ClaimPosition) -> CalendarDate? {
        let submission = position.governingSubmission
        if position.claim.kind == .institutional { return submission?.dates?.last ?? position.claim.dates?.last }
        return submission?.lines.compactMap(\.dates?.first).min() ?? position.claim.dates?.first
    }
}
