/// The status of a claim: contract, section 6.
package enum ClaimStatus: String, Hashable, Sendable, CaseIterable {
    case submitted, accepted, pending, rejected, reversed, denied, partiallyDenied, inReview, settled
}

/// Why an amount that a payer gave to the patient may not be asked for now: contract, section 5.
package enum HoldReason: String, Hashable, Sendable, CaseIterable, Comparable {
    case nextPayer, deniedService, qmb, protectedRemark, surpriseBilling, outOfNetworkBalance, noticeMissing, review
    case unbalanced

    package static func < (left: HoldReason, right: HoldReason) -> Bool {
        left.rawValue.utf8.lexicographicallyPrecedes(right.rawValue.utf8)
    }
}

/// A submission newer than what the payer decided on.
package struct OpenSubmission: Hashable, Sendable {
    /// Its frequency (CLM05-3).
    package let frequency: String
    /// How far it got.
    package let status: ClaimStatus
}

/// Money by the six dispositions.
package struct DispositionSums: Hashable, Sendable {
    private var sums: [Disposition: Money] = [:]

    /// No money anywhere.
    package init() {}

    /// The signed sum of a disposition.
    package subscript(_ disposition: Disposition) -> Money {
        get { sums[disposition] ?? .zero }
        set { sums[disposition] = newValue }
    }
}

/// What is known of one claim to one payer as of a date: a row of `claims`.
package struct ClaimPosition: Hashable, Sendable {
    /// The claim and its facts.
    package var claim: AttachedClaim
    /// What counts of its adjudications.
    package var adjudications: EffectiveAdjudications
    /// Its adjustments with their meaning.
    package var adjustments: [DisposedAdjustment]
    /// The status.
    package var status: ClaimStatus = .submitted
    /// The claim frequency of the submission that governs.
    package var frequency: String?
    /// A submission that waits for its answer while an earlier one stands decided.
    package var openSubmission: OpenSubmission?
    /// The total charge.
    package var charge: Money = .zero
    /// What the payer paid.
    package var paid: Money = .zero
    /// Interest, never part of `paid`.
    package var interest: Money = .zero
    /// Σ adjustments by group: CO, PR, OA, PI.
    package var adjustmentsByGroup: [GroupCode: Money] = [:]
    /// Σ adjustments by meaning.
    package var dispositions = DispositionSums()
    /// Σ denied adjustments by group.
    package var deniedByGroup: [GroupCode: Money] = [:]
    /// Charge that no effective adjudication speaks of.
    package var unadjudicated: Money = .zero
    /// Why patient amounts are held.
    package var patientHold: Set<HoldReason> = []
    /// Every reason for which some patient amount is held.
    var holdReasons: Set<HoldReason> = []
    /// Cost share that is held.
    package var heldCostShare: Money = .zero
    /// Denied and doubtful patient amounts; `dispositions` has them too.
    package var withheldPatientAmount: Money = .zero
    /// What of the held patient amounts a desk payment may still answer.
    var creditableHeld: Money = .zero
    /// Whether another payer of the account is expected.
    package var payerPending = false
    /// What the payer still owes an answer for.
    package var outstandingPayer: Money = .zero
    /// What may be asked of the patient now.
    package var outstandingPatient: Money = .zero
    /// What waits for a person or another payer.
    package var outstandingHeld: Money = .zero
    /// What the patient paid at the desk, credited on this row.
    package var patientPaid: Money = .zero
    /// Cost share that may be asked for, before desk payments, by reason; empty where an earlier payer's part lowered it.
    package var collectableByReason: [CARC: Money] = [:]
    /// What of the desk payment answers what may be asked for.
    package var deskApplied: Money = .zero
    /// What the patient is owed back.
    package var refund: Money = .zero
    /// Whether this row decides what the patient owes.
    package var isDeciding = false
    /// Whether the claim was withdrawn, by a void that was accepted or reversed.
    package var isVoided = false
    /// What the payer before this one left; nil on the first.
    package var leftByPredecessor: Money?
    /// What is worth a person's attention.
    package var findings: [Finding] = []
    /// What approved changes added to the documents' amounts.
    var posted = PostedAmounts()

    /// Who is asked.
    package var payer: PayerIdentity {
        var payer = governingSubmission?.payer ?? claim.adjudications.last?.payer ?? PayerIdentity()
        if payer.filingIndicator == nil { payer.filingIndicator = claim.adjudications.last?.payer.filingIndicator }
        return payer
    }

    /// The submission that the effective adjudications answer, else the newest.
    package var governingSubmission: Submission? {
        if let last = adjudications.effective.last { return claim.submission(answeredBy: last) }
        return claim.submissions.last
    }

    /// Σ adjustments of the patient's group over effective adjudications.
    package var patientResponsibility: Money { adjustmentsByGroup[.pr] ?? .zero }

    /// What this payer left to those after it: its PR and its OA-209.
    package var left: Money {
        patientResponsibility
            + adjustments.filter { $0.adjustment.group == .oa && $0.adjustment.reason.rawValue == "209" }
            .map(\.adjustment.amount).sum()
    }

    /// Whether the payer has decided.
    package var isAdjudicated: Bool { !adjudications.effective.isEmpty }

    /// Every patient amount that is held: a part of what is held at all.
    package var heldPatientAmount: Money { min(heldCostShare + withheldPatientAmount, max(.zero, outstandingHeld)) }

    /// The latest payment date of what counts.
    package var latestPaymentDate: CalendarDate? { adjudications.effective.compactMap(\.paymentDate).max() }
}

/// The rows of one visit, worked out together: a row of `accounts`.
package struct AccountPosition: Hashable, Sendable {
    /// Its claims in the order of coverage.
    package var claims: [ClaimPosition]
    /// The facts that name it.
    package var account: AttachedAccount
    /// What of its facts is held, and what a person released.
    package var holds: ClaimFile.Holds
    /// What was approved and posted beside its documents, in order.
    package var changes: [AppliedChange] = []
    /// What those changes moved on the ledger; sums to zero.
    var changeBalances = LedgerBalances()
}
