/// What an approved change moved, and what of it found nothing to move.
package struct AppliedChange: Hashable, Sendable {
    /// The change.
    package let change: PostedChange
    /// How much of it stands.
    package fileprivate(set) var posted: Money = .zero
    /// What of it could not be posted, because less was there; a finding says so.
    package fileprivate(set) var shortfall: Money = .zero
    /// What of it the patient's gate stopped, and is held; a finding says so.
    package fileprivate(set) var stopped: Money = .zero
}

/// How much changes added to what the documents give of a claim; less than zero where they lowered it.
struct PostedAmounts: Hashable, Sendable {
    var payer: Money = .zero
    var patient: Money = .zero
    var held: Money = .zero
    var refund: Money = .zero
}

/// Posts approved changes to an account, in order, on top of what its documents give.
///
/// A change lowers no balance below zero: what the documents take away later, as a payer that pays after a write-off, takes the change back
/// by as much, which a finding tells. The patient is never asked for more than the documents let be asked for: what a change would
/// add beyond that is held.
struct ChangePosting {
    private(set) var claims: [ClaimPosition]
    /// What the changes moved; sums to zero.
    private(set) var balances = LedgerBalances()
    private(set) var applied: [AppliedChange] = []
    private let documents: LedgerBalances

    init(_ account: AccountPosition) {
        claims = account.claims
        documents = account.ledgerBalances
    }

    mutating func post(_ posted: PostedChange) {
        let live = claims.indices.filter { !claims[$0].isVoided }
        let own = live.filter { index in
            posted.isOfAccount || claims[index].claim.namingFacts.contains { $0.id == posted.claim }
        }
        var outcome = AppliedChange(change: posted)
        switch posted.change {
        case .writeOff(let change):
            outcome.posted = lower(change.balance, of: own, live, by: change.amount, to: .writeOffs)
            outcome.shortfall = change.amount - outcome.posted
        case .adjustment(let change): adjust(change, own, live, &outcome)
        case .financialAssistance(let change):
            outcome.posted = lower(.patient, of: own, live, by: change.amount, to: .assistance)
            outcome.shortfall = change.amount - outcome.posted
        case .paymentPlan(let change):
            outcome.posted = lower(.patient, of: own, live, by: change.total, to: .planReceivable)
            outcome.shortfall = change.total - outcome.posted
        case .transferOfResponsibility(let change): transfer(change, live, &outcome)
        case .refund(let change): refund(change, live, &outcome)
        case .appeal, .correctedClaim, .patientMessage, .recordsRequest, .clinicalQuery, .claimNote: return
        }
        applied.append(outcome)
        tell(outcome, on: own.first ?? live.first ?? claims.indices.first)
    }

    // MARK: - Kinds of change

    private mutating func adjust(
        _ change: ProposedChange.Adjustment,
        _ own: [Int],
        _ live: [Int],
        _ outcome: inout AppliedChange
    ) {
        if change.amount.isNegative {
            let amount = change.amount.magnitude
            outcome.posted = lower(change.balance, of: own, live, by: amount, to: .corrections)
            outcome.shortfall = amount - outcome.posted
        } else {
            guard let first = own.first else { return outcome.shortfall = change.amount }
            outcome.posted = change.amount
            balances[.corrections] -= change.amount
            raise(change.balance, of: first, live, by: change.amount, &outcome)
        }
    }

    private mutating func transfer(
        _ change: ProposedChange.Transfer,
        _ live: [Int],
        _ outcome: inout AppliedChange
    ) {
        // Without a row of its own, whom it is moved to cannot be asked.
        let target: Int?
        switch change.to {
        case .patient: target = live.last { claims[$0].isDeciding } ?? live.last
        case .payer(let sequence): target = live.first { claims[$0].claim.sequence == sequence }
        }
        guard let target else { return outcome.shortfall = change.amount }
        switch change.from {
        case .patient: outcome.posted = lower(.patient, of: live, live, by: change.amount, to: nil)
        case .payer(let sequence):
            let rows = live.filter { claims[$0].claim.sequence == sequence }
            outcome.posted = lower(.payer, of: rows, live, by: change.amount, to: nil)
            outcome.posted += lower(.held, of: rows, live, by: change.amount - outcome.posted, to: nil)
        }
        outcome.shortfall = change.amount - outcome.posted
        raise(change.to == .patient ? .patient : .payer, of: target, live, by: outcome.posted, &outcome)
    }

    private mutating func refund(
        _ change: ProposedChange.Refund,
        _ live: [Int],
        _ outcome: inout AppliedChange
    ) {
        switch change.payee {
        case .patient:
            for index in live {
                let part = min(change.amount - outcome.posted, max(.zero, claims[index].refund))
                claims[index].refund -= part
                claims[index].posted.refund -= part
                outcome.posted += part
            }
            outcome.shortfall = change.amount - outcome.posted
            balances[.patientCredit] += outcome.posted
            balances[.patientRefunds] -= outcome.posted
        case .payer:
            // What the payer's documents do not say yet, they are expected to say once the money is back.
            let credit = max(.zero, -(documents[.suspense] + balances[.suspense]))
            let fromSuspense = min(credit, change.amount)
            balances[.suspense] += fromSuspense
            balances[.expectedTakeBacks] += change.amount - fromSuspense
            balances[.payerRefunds] -= change.amount
            outcome.posted = change.amount
        }
    }

    // MARK: - Balances

    /// Lowers a balance of rows, each to zero at most, and moves what was taken to an account of the ledger.
    private mutating func lower(
        _ balance: ProposedChange.Balance,
        of own: [Int],
        _ live: [Int],
        by amount: Money,
        to account: LedgerAccount?
    ) -> Money {
        var taken = Money.zero
        // What the patient is asked for stands on the row that decides, whichever claim is named.
        for index in balance == .patient ? live : own {
            let part = min(amount - taken, max(.zero, claims[index][keyPath: balance.outstanding]))
            add(-part, to: balance, of: index)
            taken += part
        }
        if let account { balances[account] += taken }
        return taken
    }

    /// Raises a balance; of the patient's only as far as changes had lowered it, and the rest is held.
    private mutating func raise(
        _ balance: ProposedChange.Balance,
        of index: Int,
        _ live: [Int],
        by amount: Money,
        _ outcome: inout AppliedChange
    ) {
        guard balance == .patient else { return add(amount, to: balance, of: index) }
        var rest = amount
        for row in live {
            let part = min(rest, max(.zero, -claims[row].posted.patient))
            add(part, to: .patient, of: row)
            rest -= part
        }
        add(rest, to: .held, of: index)
        outcome.stopped = rest
    }

    private mutating func add(_ amount: Money, to balance: ProposedChange.Balance, of index: Int) {
        claims[index][keyPath: balance.outstanding] += amount
        claims[index].posted[keyPath: balance.posted] += amount
        balances[balance.receivable] += amount
    }

    // MARK: - Findings

    /// Says of a claim what of a change does not stand.
    private mutating func tell(_ outcome: AppliedChange, on index: Int?) {
        guard let index else { return }
        let kind = outcome.change.change.kind.rawValue
        for (amount, finding) in [(outcome.shortfall, FindingKind.mismatch), (outcome.stopped, .review)]
        where amount.isPositive {
            claims[index].findings.append(
                Finding(kind: finding, codes: [kind], amount: amount, atStake: amount, nextStep: .review)
            )
        }
        claims[index].findings.sort(by: Finding.isBefore)
    }
}

extension AccountPosition {
    /// The account with what was approved and posted beside its documents.
    func posting(_ changes: [PostedChange]) -> AccountPosition {
        let facts = claims.flatMap(\.claim.namingFacts).map(\.id)
        let own = changes.filter { facts.contains($0.claim) }.sorted(by: PostedChange.isBefore)
        guard !own.isEmpty else { return self }
        var posting = ChangePosting(self)
        for change in own { posting.post(change) }
        var account = self
        account.claims = posting.claims
        account.changes = posting.applied
        account.changeBalances = posting.balances
        return account
    }
}

extension ProposedChange.Balance {
    fileprivate var outstanding: WritableKeyPath<ClaimPosition, Money> {
        switch self {
        case .payer: \.outstandingPayer
        case .patient: \.outstandingPatient
        case .held: \.outstandingHeld
        }
    }

    fileprivate var posted: WritableKeyPath<PostedAmounts, Money> {
        switch self {
        case .payer: \.payer
        case .patient: \.patient
        case .held: \.held
        }
    }

    fileprivate var receivable: LedgerAccount {
        switch self {
        case .payer: .payerReceivable
        case .patient: .patientReceivable
        case .held: .heldReceivable
        }
    }
}

extension ClaimPosition {
    /// The claim as its documents alone give it.
    var byDocuments: ClaimPosition {
        var claim = self
        claim.outstandingPayer -= posted.payer
        claim.outstandingPatient -= posted.patient
        claim.outstandingHeld -= posted.held
        claim.refund -= posted.refund
        return claim
    }
}
