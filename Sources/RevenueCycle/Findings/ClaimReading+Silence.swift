/// Findings about answers that did not come, and claims that nobody sent on.
extension ClaimReading {
    func silence(of index: Int, in claims: [ClaimPosition], rule: PayerRule?) -> [Finding] {
        let position = claims[index]
        var found: [Finding] = []
        let isSilent =
            !position.isAdjudicated && position.adjudications.reversed.isEmpty
            && position.adjudications.unpaired.isEmpty
            && !position.adjudications.hasHeld && position.status != .rejected
        let predecessor = claims[..<index].last { $0.claim.sequence < position.claim.sequence }
        if isSilent, !position.claim.submissions.isEmpty, !hasAnswerFinding(position) {
            if let start = waitingSince(position, predecessor: predecessor),
                asOf.days(since: start) > rules.turnaroundDays(rule)
            {
                found.append(missing(position.outstandingPayer))
            }
        } else if position.status == .pending, position.dispositions[.pended].isPositive, isPlainPend(position),
            let paid = position.latestPaymentDate, asOf.days(since: paid) > rules.turnaroundDays(rule)
        {
            found.append(missing(position.dispositions[.pended]))
        }
        found += nextPayerSilence(index, in: claims)
        return found
    }

    /// The first day after the as-of date on which time alone may make another finding of an account; nil when none will.
    ///
    /// No finding but those of silence depends on the day, so that until then findings are what they are, but for
    /// deadlines that come near. On the day there may turn out to be nothing.
    package func nextSilence(in account: AccountPosition) -> CalendarDate? {
        let claims = account.claims
        var days: [CalendarDate] = []
        for index in claims.indices {
            let position = claims[index]
            let turnaround = rules.turnaroundDays(rules.rule(for: position.payer))
            if !position.isAdjudicated {
                let predecessor = claims[..<index].last { $0.claim.sequence < position.claim.sequence }
                if let start = waitingSince(position, predecessor: predecessor) {
                    days.append(start.adding(days: turnaround + 1))
                }
            } else if position.status == .pending, let paid = position.latestPaymentDate {
                days.append(paid.adding(days: turnaround + 1))
            }
            if let wait = crossoverWait(of: position) { days.append(wait.since.adding(days: wait.days + 1)) }
        }
        return days.filter { $0 > asOf }.min()
    }

    /// The first day after the as-of date on which time alone may change what is found of an account, deadlines that come near and pass among
    /// it; nil when it never will.
    package func nextChange(in account: AccountPosition) -> CalendarDate? {
        let deadlines = account.claims.flatMap(\.findings).compactMap(\.deadline?.date).flatMap { last in
            [last.adding(days: -rules.defaults.atRiskDays), last.adding(days: 1)]
        }
        return (deadlines.filter { $0 > asOf } + [nextSilence(in: account)].compactMap { $0 }).min()
    }

    /// Since when, and for how many days, the answer of a payer is awaited to which this one sent the claim on.
    private func crossoverWait(of position: ClaimPosition) -> (since: CalendarDate, days: Int)? {
        let effective = position.adjudications.effective
        guard effective.contains(where: \.isForwarded), let decided = position.latestPaymentDate else { return nil }
        // The days are those of the payer that it was forwarded to.
        let next = effective.compactMap(\.forwardedTo).last.flatMap { rules.rule(for: $0) }
        return (decided, rules.crossoverDays(next))
    }

    private func missing(_ amount: Money) -> Finding {
        Finding(kind: .missingResponse, category: nil, amount: amount, atStake: amount, nextStep: .checkStatus)
    }

    /// Whether an answer that was received makes a finding of its own.
    private func hasAnswerFinding(_ position: ClaimPosition) -> Bool {
        let newest = position.claim.acknowledgements.map(\.fact).filter { $0.meaning != .nothing }.last?.meaning
        return newestAnswer(of: position)?.meaning == .final || newest == .notFound
    }

    private func isPlainPend(_ position: ClaimPosition) -> Bool {
        !position.adjustments.contains { $0.disposition == .pended && $0.adjustment.reason.rawValue == "252" }
    }

    /// When the wait for this payer began; nil while its predecessor has not decided.
    private func waitingSince(_ position: ClaimPosition, predecessor: ClaimPosition?) -> CalendarDate? {
        guard let sent = position.claim.submissions.last?.transactionDate else { return nil }
        guard let predecessor else { return sent }
        guard let decided = predecessor.latestPaymentDate else { return nil }
        return max(sent, decided)
    }

    /// What the next payer, which we did not bill, should have done.
    private func nextPayerSilence(_ index: Int, in claims: [ClaimPosition]) -> [Finding] {
        let position = claims[index]
        guard position.isAdjudicated, position.left.isPositive,
            !claims.contains(where: { $0.claim.sequence > position.claim.sequence })
        else { return [] }
        let effective = position.adjudications.effective
        if effective.contains(where: \.isForwarded) {
            guard let wait = crossoverWait(of: position), asOf.days(since: wait.since) > wait.days else { return [] }
            return [missing(position.left)]
        }
        let announced = position.claim.submissions.filter { !$0.isVoid }.flatMap { submission in
            submission.otherPayers.filter { $0.sequence > submission.sequence }
        }
        guard !announced.isEmpty else { return [] }
        return [
            Finding(
                kind: .coordinationOfBenefits,
                category: nil,
                amount: position.left,
                atStake: position.left,
                nextStep: .billNextPayer
            )
        ]
    }
}
