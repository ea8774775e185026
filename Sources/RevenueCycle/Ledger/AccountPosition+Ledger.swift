extension AccountPosition {
    /// What stands on each account of the visit's ledger.
    ///
    /// Each amount is taken from the positions, so the ledger and the answers cannot say different things. Where one payer
    /// alone decided, the adjustments are those that this payer stated, and a difference would show as
    /// ``LedgerAccount/unexplained``; where several did, each restates what those before it gave up, and what nobody is asked
    /// for is what the others leave. What was approved beside the documents is added as it stands.
    package var ledgerBalances: LedgerBalances {
        let documents = changes.isEmpty ? claims : claims.map(\.byDocuments)
        return CoverageChain.chains(of: documents).reduce(into: changeBalances) {
            $0 += $1.ledgerBalances(in: documents)
        }
    }
}

extension CoverageChain {
    fileprivate func ledgerBalances(in claims: [ClaimPosition]) -> LedgerBalances {
        let rows = indices.map { claims[$0] }
        let live = rows.filter { !$0.isVoided }
        var balances = LedgerBalances()
        balances[.charges] = -(live.first?.charge ?? .zero)
        balances[.payerCash] = rows.map { $0.cash + $0.interest }.sum()
        balances[.interest] = -rows.map(\.interest).sum()
        // What was paid on a claim that was withdrawn counts no more, and is yet to be taken back.
        balances[.suspense] = live.map(\.paid).sum() - rows.map(\.cash).sum()
        balances[.payerReceivable] = live.map(\.outstandingPayer).sum()
        balances[.patientReceivable] = live.map(\.outstandingPatient).sum()
        balances[.heldReceivable] = live.map(\.outstandingHeld).sum()
        let deskPaid = deskPaid(in: claims)
        balances[.patientCash] = deskPaid
        balances[.patientCredit] = live.map(\.deskApplied).sum() - deskPaid
        let decided = live.filter(\.isAdjudicated)
        if decided.count == 1, live.count == 1 {
            balances[.adjustments] = decided[0].dispositions[.contractual] + decided[0].dispositions[.priorPayer]
            balances[.unexplained] = -balances.total
        } else {
            // Less than nothing cannot be given up: a later payer paid on what an earlier one took back.
            balances[.adjustments] = max(.zero, -balances.total)
            balances[.unexplained] = -balances.total
        }
        return balances
    }
}

extension ClaimPosition {
    /// What the payer's remittances say was paid, counted or not; an estimate (CLP02 = 25) paid nothing.
    fileprivate var cash: Money {
        claim.adjudications.filter { $0.statusCode != "25" }.map(\.paid).sum()
    }
}
