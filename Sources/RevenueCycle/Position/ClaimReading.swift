/// Turns a claim file into positions: the one way from facts to answers.
///
/// A pure function of (facts, rules, knowledge, as-of date). See `docs/claims.md` for the rules it follows.
package struct ClaimReading {
    let rules: PayerRules
    let knowledge: Knowledge
    let asOf: CalendarDate

    /// A reading under rules and knowledge, as of a date.
    package init(rules: PayerRules, knowledge: Knowledge, asOf: CalendarDate) {
        self.rules = rules
        self.knowledge = knowledge
        self.asOf = asOf
    }

    /// The accounts of a claim file, each with its claims worked out.
    package func accounts(of file: ClaimFile) -> [AccountPosition] {
        Attachment.accounts(of: file, rules: rules).map { account in
            var claims = claims(of: account, in: file)
            let chains = CoverageChain.chains(of: claims)
            for chain in chains { settle(chain, isAlone: chains.count == 1, in: &claims) }
            for index in claims.indices { claims[index].findings = findings(of: index, in: claims) }
            let position = AccountPosition(claims: claims, account: account, holds: file.holds)
            return file.postedChanges.isEmpty ? position : position.posting(file.postedChanges)
        }
    }

    /// The claims of an account, each by itself: neither settled with the others of its chain, nor with findings.
    package func claims(of account: AttachedAccount, in file: ClaimFile) -> [ClaimPosition] {
        var claims: [ClaimPosition] = []
        for claim in account.claims {
            let predecessor = claims.last { $0.claim.sequence < claim.sequence }
            claims.append(position(of: claim, predecessor: predecessor, file: file))
        }
        return claims
    }

    // MARK: - One claim by itself

    private func position(of claim: AttachedClaim, predecessor: ClaimPosition?, file: ClaimFile) -> ClaimPosition {
        let knownCharge =
            claim.submissions.last { !$0.isVoid }?.charge
            ?? (claim.origin == .crossover ? predecessor?.charge : nil)
        let adjudications = EffectiveAdjudications(
            claim,
            heldPayments: file.heldPayments,
            released: file.releasedAdjudications,
            charge: knownCharge
        )
        var claim = claim
        claim.providerAdjustments.removeAll { file.heldPayments.contains($0.payment) }
        var position = ClaimPosition(claim: claim, adjudications: adjudications, adjustments: [])
        let governing = position.governingSubmission
        let dispositions = DispositionReader(
            knowledge: knowledge,
            rule: rules.rule(for: position.payer),
            kind: claim.kind ?? predecessor?.claim.kind,
            facilityCode: governing?.facilityCode ?? predecessor?.governingSubmission?.facilityCode,
            isFirstPayer: claim.sequence == .primary || predecessor == nil && claim.sequence == .unknown
        )
        position.adjustments = dispositions.dispositions(of: adjudications.effective)
        sumUp(&position, knownCharge: claim.origin == .crossover ? knownCharge : governing?.charge)
        position.frequency = governing?.frequency ?? adjudications.effective.last?.frequency
        position.openSubmission = openSubmission(of: position)
        position.isVoided = isVoided(position)
        position.status = status(of: position)
        if position.isVoided { position.openSubmission = nil }
        return position
    }

    private func sumUp(_ position: inout ClaimPosition, knownCharge: Money?) {
        let effective = position.adjudications.effective
        let adjudicated = effective.map(\.charge).sum()
        position.charge = knownCharge ?? adjudicated
        position.paid = effective.map(\.paid).sum()
        position.unadjudicated = max(.zero, position.charge - adjudicated)
        let interest = effective.compactMap(\.interest)
        position.interest =
            interest.isEmpty
            ? -position.claim.providerAdjustments.filter { $0.reason == "L6" }.map(\.amount).sum() : interest.sum()
        for item in position.adjustments {
            let group = GroupCode.standard.contains(item.adjustment.group) ? item.adjustment.group : .oa
            position.adjustmentsByGroup[group, default: .zero] += item.adjustment.amount
            position.dispositions[item.disposition] += item.adjustment.amount
            if item.disposition == .denied { position.deniedByGroup[group, default: .zero] += item.adjustment.amount }
        }
    }

    /// Whether a void was accepted, or the claim was reversed after one was sent.
    private func isVoided(_ position: ClaimPosition) -> Bool {
        guard let newest = position.claim.submissions.last, newest.isVoid else { return false }
        if acknowledgedStatus(of: position) == .accepted { return true }
        guard position.adjudications.effective.isEmpty else { return false }
        let sent = newest.transactionDate ?? .distantPast
        let reversals = position.adjudications.reversed.map(\.reversal) + position.adjudications.unpaired
        return reversals.contains { ($0.paymentDate ?? .distantPast) >= sent }
    }

    private func openSubmission(of position: ClaimPosition) -> OpenSubmission? {
        let decided = position.adjudications.effective.last ?? position.adjudications.reversed.last?.original
        guard let decided, let newest = position.claim.submissions.last,
            let answered = position.claim.submission(answeredBy: decided), answered.id != newest.id,
            Submission.isEarlier(answered, newest)
        else { return nil }
        return OpenSubmission(frequency: newest.frequency, status: acknowledgedStatus(of: position))
    }

    // MARK: - Status

    private func status(of position: ClaimPosition) -> ClaimStatus {
        let adjudications = position.adjudications
        guard position.isAdjudicated else {
            if !adjudications.reversed.isEmpty || !adjudications.unpaired.isEmpty { return .reversed }
            let status = acknowledgedStatus(of: position)
            return adjudications.misdirected.isEmpty || status == .rejected ? status : .pending
        }
        let exists = { (disposition: Disposition) in
            position.adjustments.contains { $0.disposition == disposition }
        }
        let isUnpaid = position.paid.isZero && !exists(.costShare)
        if isUnpaid, isUnprocessable(adjudications.effective) { return .rejected }
        if exists(.denied) {
            return isUnpaid && !exists(.pended) ? .denied : .partiallyDenied
        }
        if exists(.pended) || position.unadjudicated.isPositive { return .pending }
        return exists(.review) ? .inReview : .settled
    }

    /// Whether MA130 stands on the claim or on every line.
    private func isUnprocessable(_ effective: [Adjudication]) -> Bool {
        effective.allSatisfy { fact in
            fact.remarks.contains { $0.rawValue == "MA130" }
                || !fact.lines.isEmpty && fact.lines.allSatisfy { $0.remarks.contains { $0.rawValue == "MA130" } }
        }
    }

    /// How far the newest submission got, by what answered it last.
    func acknowledgedStatus(of position: ClaimPosition) -> ClaimStatus {
        switch newestAnswer(of: position)?.meaning {
        case .rejected: .rejected
        case .pending: .pending
        case .accepted, .final: .accepted
        case .notFound, .nothing, nil: .submitted
        }
    }

    /// The newest answer to the newest submission that says something of acceptance.
    func newestAnswer(of position: ClaimPosition) -> Acknowledgement? {
        position.claim.submissions.last.flatMap { position.claim.newestAnswer(to: $0.id) }
    }
}
