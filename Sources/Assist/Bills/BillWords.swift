import RevenueCycle

/// The sentences of one bill.
struct BillWords {
    private let claims: [ClaimPosition]

    init(_ account: AccountPosition) { claims = account.claims.filter { !$0.isVoided } }

    /// Why a row has its amount.
    func reason(for kind: BillExplanation.Kind, _ amount: Money) -> Sentence {
        switch kind {
        case .charged: charged(amount)
        case .insurancePaid: insurancePaid(amount)
        case .takenOff: takenOff(amount)
        case .paidByYou:
            Sentence(
                "Of what you paid at your visit, \(amount.dollars) is counted here.",
                [StatedFact(.paidAtDesk, amount, sentSpans)]
            )
        case .waiting: waiting(amount)
        case .onHold: onHold(amount)
        case .beingChecked:
            Sentence(
                "The papers of your insurance differ by \(amount.magnitude.dollars). A person is checking this; you need "
                    + "do nothing.",
                [StatedFact(.held, amount.magnitude, decidedSpans)]
            )
        case .writtenOff:
            Sentence(
                amount.isNegative
                    ? "We corrected this bill by \(amount.magnitude.dollars). A person can tell you why."
                    : "We took \(amount.dollars) off. Nobody asks you for it.",
                [StatedFact(.notOwed, amount.magnitude, decidedSpans)]
            )
        case .assistance:
            Sentence(
                "Help with the cost was approved for \(amount.dollars). You do not owe it.",
                [StatedFact(.notOwed, amount, decidedSpans)]
            )
        case .onPlan:
            Sentence(
                "By your plan you pay \(amount.dollars) over time, each part on its day.",
                [StatedFact(.instalment, amount, decidedSpans)]
            )
        case .youOwe: youOwe(amount)
        }
    }

    /// What stands beside the rows.
    func notes(keptPayment: Money) -> [Sentence] {
        var notes: [Sentence] = []
        let refund = claims.map(\.refund).sum()
        if refund.isPositive {
            notes.append(
                Sentence(
                    "You paid \(refund.dollars) more than you owe. A person will look at paying it back.",
                    [StatedFact(.refundOwed, refund, sentSpans)]
                )
            )
        }
        let kept = keptPayment - refund
        if kept.isPositive {
            notes.append(
                Sentence(
                    "You paid \(kept.dollars) at your visit that is not counted yet. It is kept for you until your insurance "
                        + "has answered.",
                    [StatedFact(.paidAtDesk, kept, sentSpans)]
                )
            )
        }
        if claims.isEmpty { notes.append(Sentence("This bill was withdrawn. There is nothing to pay.")) }
        notes.append(Sentence("If this does not look right, or is hard to pay, please call us: you can ask for help."))
        return notes
    }

    // MARK: - Where it was read

    private var decidedSpans: [Span] { claims.flatMap { $0.adjudications.effective.map(\.span) } }

    private var sentSpans: [Span] { claims.compactMap { $0.claim.submissions.last?.span } }

    // MARK: - Sentences

    private func charged(_ amount: Money) -> Sentence {
        let first = claims.filter { claim in !claims.contains { $0.claim.sequence < claim.claim.sequence } }
        let spans = first.compactMap { $0.governingSubmission?.span ?? $0.claim.adjudications.first?.span }
        return Sentence(
            "This is the full price of your visit, before insurance: \(amount.dollars).",
            [StatedFact(.charged, amount, spans)]
        )
    }

    private func insurancePaid(_ amount: Money) -> Sentence {
        let decided = claims.filter(\.isAdjudicated)
        guard !decided.isEmpty else { return Sentence("Your insurance has not decided yet.") }
        let payers = decided.filter { !$0.paid.isZero }
        guard !payers.isEmpty else {
            return Sentence(
                "Your insurance answered and paid nothing.",
                [StatedFact(.insurerPaid, amount, decidedSpans)]
            )
        }
        let parts = payers.map { "\($0.payerWords) paid \($0.paid.dollars)" }
        let facts = payers.flatMap { claim -> [StatedFact] in
            let spans = claim.adjudications.effective.map(\.span)
            return [StatedFact(.payerName, claim.payerWords, spans), StatedFact(.insurerPaid, claim.paid, spans)]
        }
        return Sentence(parts.joined(separator: ", and ") + ".", facts)
    }

    private func takenOff(_ amount: Money) -> Sentence {
        let fact = [StatedFact(.notOwed, amount, decidedSpans)]
        if amount.isZero { return Sentence("Nothing was taken off the price.", fact) }
        if amount.isNegative {
            return Sentence(
                "Your insurance paid \(amount.magnitude.dollars) above the price. This is not yours to pay.",
                [StatedFact(.notOwed, amount.magnitude, decidedSpans)]
            )
        }
        let others = claims.contains { !$0.dispositions[.priorPayer].isZero }
        let why =
            others ? "by agreement with your insurance, or settled by another" : "by agreement with your insurance"
        return Sentence("\(amount.dollars) was taken off \(why). You do not owe it.", fact)
    }

    private func waiting(_ amount: Money) -> Sentence {
        let waited = claims.filter { $0.outstandingPayer.isPositive }
        let names = waited.map(\.payerWords)
        let spans = waited.compactMap { $0.claim.submissions.last?.span ?? $0.adjudications.effective.last?.span }
        return Sentence(
            "We wait for the answer of \(names.joined(separator: " and ")) about \(amount.dollars). You need do nothing.",
            names.map { StatedFact(.payerName, $0, spans) } + [StatedFact(.expectedFrom, amount, spans)]
        )
    }

    private func onHold(_ amount: Money) -> Sentence {
        let spans = claims.flatMap { $0.claim.adjudications.map(\.span) + $0.claim.acknowledgements.map(\.fact.span) }
        return Sentence(
            "You are not asked for \(amount.dollars): \(whyOnHold).",
            [StatedFact(.notAskedYet, amount, spans)]
        )
    }

    /// The strictest reason, for the patient's ears.
    private var whyOnHold: String {
        let holds = claims.reduce(into: Set<HoldReason>()) { $0.formUnion($1.patientHold) }
        if !holds.isDisjoint(with: [.qmb, .protectedRemark]) { return "a rule protects you from being asked for it" }
        if !holds.isDisjoint(with: [.surpriseBilling, .outOfNetworkBalance, .noticeMissing]) {
            return "we must first check the rules that protect you"
        }
        if holds.contains(.nextPayer) { return "your other insurance comes first" }
        if claims.contains(where: { $0.status == .rejected }) {
            return "the claim must be sent to your insurance again, which is our work"
        }
        return "we are working on it with your insurance"
    }

    private func youOwe(_ amount: Money) -> Sentence {
        guard amount.isPositive else {
            return Sentence("There is nothing for you to pay now.", [StatedFact(.owedNow, amount, decidedSpans)])
        }
        let deciding = claims.filter { $0.isDeciding && $0.outstandingPatient.isPositive }
        let spans = deciding.flatMap { $0.adjudications.effective.map(\.span) }
        var shares: [CARC: Money] = [:]
        for claim in deciding { shares.merge(claim.collectableByReason) { $0 + $1 } }
        let listed = shares.filter { $0.value.isPositive }.sorted { $0.key < $1.key }
        let parts = listed.map { "\($0.value.dollars) is \($0.key.shareWords)" }
        let named = parts.isEmpty ? "" : ": " + parts.joined(separator: ", ")
        return Sentence(
            "Your plan leaves this part to you\(named). What is left to pay now is \(amount.dollars).",
            listed.map { StatedFact(.patientShare, $0.value, spans) } + [StatedFact(.owedNow, amount, spans)]
        )
    }
}

extension ClaimPosition {
    /// The payer as a patient may hear of it.
    fileprivate var payerWords: String { payer.name ?? "your insurance" }
}

extension CARC {
    /// What kind of share it is, for the patient.
    fileprivate var shareWords: String {
        switch rawValue {
        case "1": "your deductible"
        case "2": "your coinsurance"
        case "3": "your copay"
        default: "another share under your plan"
        }
    }
}
