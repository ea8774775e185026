/// One side of a posting.
package struct LedgerLine: Hashable, Sendable {
    /// The account.
    package let account: LedgerAccount
    /// What is added to it: a debit is positive, a credit negative.
    package let amount: Money
}

/// What one event did to the ledger: lines that sum to zero, and the event that made them.
package struct LedgerPosting: Hashable, Sendable {
    /// What kind of event made it.
    package enum Source: String, Hashable, Sendable {
        /// A claim was sent (837).
        case submission
        /// It was answered short of adjudication (TA1, 999, 277CA, 277).
        case acknowledgement
        /// A payer adjudicated it (835).
        case adjudication
        /// A payer moved an amount outside any claim (PLB).
        case providerAdjustment
        /// A change was approved and released.
        case release
    }

    /// What made it.
    package enum Cause: Hashable, Sendable {
        /// A fact, and where it was read.
        case fact(FactID, Span)
        /// The release of a proposal, by the name of its stream.
        case release(UInt128)
    }

    /// The day of the event, when its document tells one.
    package let date: CalendarDate?
    /// What kind of event made it.
    package let source: Source
    /// What made it.
    package let cause: Cause
    /// The lines, by account; they sum to zero.
    package let lines: [LedgerLine]
}

/// The double-entry ledger of one visit: a fold of its facts in the order of their dates.
///
/// Nothing of it is stored. Each posting is the difference between the balances before a fact and those after it, so a fact
/// that is known twice posts once, a reversal takes back what the original posted, and the last balances are those of the
/// position. It is told in the time of the events, as they are known now; what is held now is in suspense from its date on. Changes that were approved post by their
/// release, on the day of it.
///
/// ```swift
/// let ledger = Ledger(of: account, under: reading)
/// ledger.postings.flatMap(\.lines).map(\.amount).sum()  // 0.00
/// ```
package struct Ledger: Hashable, Sendable {
    /// What was posted, earliest first.
    package private(set) var postings: [LedgerPosting] = []
    /// What stands on each account at the end.
    package private(set) var balances = LedgerBalances()

    /// The ledger of an account's facts under the rules and knowledge of a reading.
    ///
    /// - Complexity: O(n²) in the facts of one visit, which are few.
    package init(of account: AccountPosition, under reading: ClaimReading) {
        var known = ClaimFile(holds: account.holds)
        for fact in account.timeline {
            known.evolve(fact.event)
            let after = reading.accounts(of: known).map(\.ledgerBalances).reduce(into: LedgerBalances()) { $0 += $1 }
            let lines = after.changes(since: balances)
            guard !lines.isEmpty else { continue }
            postings.append(
                LedgerPosting(date: fact.date, source: fact.source, cause: fact.cause, lines: lines)
            )
            balances = after
        }
    }
}

/// A fact of a visit with its day.
private struct DatedFact {
    let date: CalendarDate?
    let source: LedgerPosting.Source
    let cause: LedgerPosting.Cause
    let event: ClaimFileEvent

    init(date: CalendarDate?, source: LedgerPosting.Source, id: FactID, span: Span, event: ClaimFileEvent) {
        self.date = date
        self.source = source
        cause = .fact(id, span)
        self.event = event
    }

    init(_ change: PostedChange) {
        date = change.date
        source = .release
        cause = .release(change.proposal)
        event = .changePosted(change)
    }

    /// Of one day, what we sent comes first, then answers, then decisions.
    private var rank: Int {
        switch source {
        case .submission: 0
        case .acknowledgement: 1
        case .adjudication: 2
        case .providerAdjustment: 3
        case .release: 4
        }
    }

    static func isBefore(_ left: DatedFact, _ right: DatedFact) -> Bool {
        let (one, other) = (left.date ?? .distantPast, right.date ?? .distantPast)
        if one != other { return one < other }
        guard left.rank == right.rank else { return left.rank < right.rank }
        switch (left.cause, right.cause) {
        case (.fact(let one, _), .fact(let other, _)): return one < other
        case (.release(let one), .release(let other)): return one < other
        case (.fact, .release), (.release, .fact): return false
        }
    }
}

extension AccountPosition {
    /// The last day that a document of the account tells; nil when none does.
    package var lastDay: CalendarDate? { timeline.compactMap(\.date).max() }

    /// Every fact of the account and every release about it once, earliest first.
    fileprivate var timeline: [DatedFact] {
        var facts = changes.map { DatedFact($0.change) }
        for claim in account.claims {
            facts += claim.submissions.map {
                DatedFact(
                    date: $0.transactionDate,
                    source: .submission,
                    id: $0.id,
                    span: $0.span,
                    event: .claimSubmitted($0)
                )
            }
            facts += claim.acknowledgements.map(\.fact).map {
                DatedFact(
                    date: $0.date,
                    source: .acknowledgement,
                    id: $0.id,
                    span: $0.span,
                    event: .claimAcknowledged($0)
                )
            }
            facts += (claim.adjudications + claim.ambiguous).map {
                DatedFact(
                    date: $0.paymentDate,
                    source: .adjudication,
                    id: $0.id,
                    span: $0.span,
                    event: .claimAdjudicated($0)
                )
            }
            facts += claim.providerAdjustments.map {
                DatedFact(
                    date: $0.paymentDate,
                    source: .providerAdjustment,
                    id: $0.id,
                    span: $0.span,
                    event: .providerAdjusted($0)
                )
            }
        }
        var seen: Set<ClaimFileEvent> = []
        return facts.filter { seen.insert($0.event).inserted }.sorted(by: DatedFact.isBefore)
    }
}
