package import RevenueCycle

/// One bill in words for the patient: four rows that sum, one sentence of reason a row.
///
/// It says only what the gate allows: "you owe" is the outstanding patient amount of the rows that decide, and nothing
/// else. It never promises, never threatens, names no service and no diagnosis.
package struct BillExplanation: Hashable, Sendable {
    /// A row: its label, its amount, and why.
    package struct Row: Hashable, Sendable {
        /// What the amount is.
        package let label: String
        /// The amount.
        package let amount: Money
        /// Why, bound to its facts.
        package let reason: Sentence
    }

    /// Charged, paid, adjusted, then what is asked or not asked; the first is the sum of the others.
    package let rows: [Row]
    /// What else must be said: a refund, who must act.
    package let notes: [Sentence]

    /// The bill of an account.
    package init(of account: AccountPosition) {
        let claims = account.claims.filter { !$0.isVoided }
        let first = claims.filter { claim in !claims.contains { $0.claim.sequence < claim.claim.sequence } }
        let charged = first.map(\.charge).sum()
        let paid = claims.map(\.paid).sum()
        let owed = claims.map(\.outstandingPatient).sum()
        // What is to be paid back is no part of what the visit cost.
        let desk = claims.map { $0.patientPaid - $0.refund }.sum()
        let waiting = Self.notAsked(claims)
        let adjusted = charged - paid - owed - desk - waiting
        var rows = [
            Row(label: "Charged", amount: charged, reason: Self.chargedReason(first, charged)),
            Row(label: "Your insurance paid", amount: paid, reason: Self.paidReason(claims, paid)),
            Row(label: "Taken off, not owed by you", amount: adjusted, reason: Self.adjustedReason(claims, adjusted)),
        ]
        if desk.isPositive {
            rows.append(
                Row(
                    label: "You paid at your visit",
                    amount: desk,
                    reason: Sentence(
                        "Of what you paid at your visit, \(desk.dollars) is counted here.",
                        [StatedFact(.paidAtDesk, desk, first.compactMap { $0.claim.submissions.last?.span })]
                    )
                )
            )
        }
        if waiting.isPositive {
            rows.append(
                Row(label: "Not asked of you now", amount: waiting, reason: Self.waitingReason(claims, waiting))
            )
        }
        if owed.isPositive || !waiting.isPositive {
            rows.append(Row(label: "You owe", amount: owed, reason: Self.owedReason(claims, owed)))
        }
        self.rows = rows
        notes = Self.notes(claims)
    }

    /// What insurers have not settled, or what is held: nobody may ask the patient for it now.
    private static func notAsked(_ claims: [ClaimPosition]) -> Money {
        claims.map { $0.outstandingPayer + $0.outstandingHeld }.sum()
    }

    private static func spans(_ claims: [ClaimPosition]) -> [Span] {
        claims.flatMap { $0.adjudications.effective.map(\.span) }
    }

    private static func chargedReason(_ first: [ClaimPosition], _ charged: Money) -> Sentence {
        let spans = first.compactMap { $0.governingSubmission?.span ?? $0.claim.adjudications.first?.span }
        return Sentence(
            "This is the full price of your visit, before insurance: \(charged.dollars).",
            [StatedFact(.charged, charged, spans)]
        )
    }

    private static func paidReason(_ claims: [ClaimPosition], _ paid: Money) -> Sentence {
        guard claims.contains(where: \.isAdjudicated) else {
            return Sentence("Your insurance has not answered yet.")
        }
        let names = claims.filter { !$0.paid.isZero }.compactMap { $0.payer.name }
        guard !names.isEmpty else {
            return Sentence(
                "Your insurance answered and paid nothing.",
                [StatedFact(.insurerPaid, paid, spans(claims))]
            )
        }
        return Sentence(
            "\(names.joined(separator: " and ")) paid \(paid.dollars).",
            names.map { StatedFact(.payerName, $0) } + [StatedFact(.insurerPaid, paid, spans(claims))]
        )
    }

    private static func adjustedReason(_ claims: [ClaimPosition], _ adjusted: Money) -> Sentence {
        Sentence(
            "\(adjusted.dollars) was taken off under agreements with your insurance. Nobody may ask you for it.",
            [StatedFact(.notOwed, adjusted, spans(claims))]
        )
    }

    private static func waitingReason(_ claims: [ClaimPosition], _ waiting: Money) -> Sentence {
        let amount = StatedFact(.notAskedYet, waiting, spans(claims))
        let holds = claims.reduce(into: Set<HoldReason>()) { $0.formUnion($1.patientHold) }
        let why: String =
            if holds.contains(.qmb) || holds.contains(.protectedRemark) {
                "a rule protects you from being asked for it"
            } else if holds.contains(.surpriseBilling) || holds.contains(.outOfNetworkBalance) {
                "we must first check the rules on surprise bills"
            } else if holds.contains(.nextPayer) || claims.contains(where: \.payerPending) {
                "we wait for your other insurance"
            } else if claims.contains(where: { $0.status == .rejected || $0.outstandingPayer.isPositive }) {
                "your insurance has not settled it; there is nothing you need to do"
            } else {
                "we are working on it with your insurance"
            }
        return Sentence("You are not asked for \(waiting.dollars): \(why).", [amount])
    }

    private static func owedReason(_ claims: [ClaimPosition], _ owed: Money) -> Sentence {
        guard owed.isPositive else { return Sentence("There is nothing to pay.", [StatedFact(.owedNow, owed)]) }
        let deciding = claims.filter(\.isDeciding)
        var kinds: [String] = []
        for item in deciding.flatMap(\.adjustments) where item.adjustment.group == .pr && item.disposition == .costShare
        {
            let name: String =
                switch item.adjustment.reason.rawValue {
                case "1": "your deductible"
                case "2": "your coinsurance"
                case "3": "your copay"
                default: "your share under the plan"
                }
            if !kinds.contains(name) { kinds.append(name) }
        }
        return Sentence(
            "Your plan leaves this part to you: \(kinds.joined(separator: " and ")). What is left to pay is \(owed.dollars).",
            [StatedFact(.owedNow, owed, spans(deciding))]
        )
    }

    private static func notes(_ claims: [ClaimPosition]) -> [Sentence] {
        var notes: [Sentence] = []
        let refund = claims.map(\.refund).sum()
        if refund.isPositive {
            notes.append(
                Sentence(
                    "You paid \(refund.dollars) more than you owe. A person will look at paying it back.",
                    [StatedFact(.refundOwed, refund, claims.compactMap { $0.claim.submissions.last?.span })]
                )
            )
        }
        notes.append(Sentence("If this does not look right, or is hard to pay, please call us: you can ask for help."))
        return notes
    }
}
