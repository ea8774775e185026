import RevenueCycle

/// The sentences of messages to a patient.
struct PatientMessageWords {
    private let account: AccountPosition
    private let details: PatientMessageText.Details
    private let bill: BillWords
    private let balances: LedgerBalances

    init(_ account: AccountPosition, _ details: PatientMessageText.Details) {
        self.account = account
        self.details = details
        bill = BillWords(account)
        balances = account.ledgerBalances
    }

    private var sent: Submission? { account.claims.compactMap(\.governingSubmission).first }
    private var owed: Money { balances[.patientReceivable] }
    private var onPlan: Money { balances[.planReceivable] }

    /// What is owed back, whether or not its way back was approved.
    private var refund: Money {
        account.claims.filter { !$0.isVoided }.map(\.refund).sum() - balances[.patientRefunds]
    }

    /// The newest approved change of a kind that was posted.
    private func approved<Change>(_ change: (ProposedChange) -> Change?) -> Change? {
        account.changes.last { $0.posted.isPositive && change($0.change.change) != nil }.flatMap {
            change($0.change.change)
        }
    }

    // MARK: - What every message has

    /// About which visit.
    var heading: Sentence {
        guard let sent, let dates = sent.dates ?? account.claims.compactMap(\.claim.dates).first else {
            return Sentence("About your visit")
        }
        let days = Set([dates.first, dates.last]).sorted().map(\.patientWords)
        return Sentence(
            "About your visit of \(days.joined(separator: " to "))",
            days.map { StatedFact(.serviceDate, $0, [sent.span]) }
        )
    }

    /// Who writes to whom about whom.
    var opening: [Sentence] {
        var sentences: [Sentence] = []
        if let addressee = details.addressee {
            sentences.append(Sentence("To \(addressee).", [StatedFact(.told, addressee)]))
        }
        guard let sent else { return sentences }
        var (text, facts) = ("This is", [StatedFact]())
        if let name = sent.billingName {
            text += " from \(name)"
            facts.append(StatedFact(.provider, name, [sent.span]))
        }
        let patient = [sent.patient.givenName, sent.patient.familyName].compactMap(\.self).joined(separator: " ")
        if !patient.isEmpty {
            text += " about the visit of \(patient)"
            facts.append(StatedFact(.patientName, patient, [sent.span]))
        }
        if !sent.patientControlNumber.isEmpty {
            text += facts.isEmpty ? " about account" : ", account"
            text += " \(sent.patientControlNumber)"
            facts.append(StatedFact(.claimNumber, sent.patientControlNumber, [sent.span]))
        }
        return facts.isEmpty ? sentences : sentences + [Sentence(text + ".", facts)]
    }

    /// Where to ask, and where help with the cost is found.
    func close(of kind: PatientMessageKind, _ gaps: inout [PatientMessageGap]) -> [Sentence] {
        var sentences: [Sentence] = []
        if kind.speaksOfMoneyToPay || kind == .assistanceOffered {
            if let assistance = details.assistance {
                sentences.append(
                    Sentence(
                        "You can ask for help with the cost. You find how here: \(assistance).",
                        [StatedFact(.told, assistance)]
                    )
                )
            } else {
                gaps.append(.assistancePolicy)
            }
        }
        if let contact = details.contact {
            sentences.append(
                Sentence("If something is not right, talk to us: \(contact).", [StatedFact(.told, contact)])
            )
        } else {
            gaps.append(.contact)
        }
        return sentences
    }

    // MARK: - What each says

    func body(
        of kind: PatientMessageKind,
        _ gaps: inout [PatientMessageGap]
    ) throws(PatientMessageRefusal) -> [[Sentence]] {
        switch kind {
        case .billExplanation: return billExplanation
        case .nothingOwedYet: return try nothingOwedYet()
        case .paymentReceived: return try paymentReceived()
        case .refundComing: return try refundComing(&gaps)
        case .planOffered: return try planOffered(&gaps)
        case .assistanceOffered: return assistanceOffered(&gaps)
        case .recordsNeeded: return recordsNeeded(&gaps)
        case .disputeReceived: return disputeReceived(&gaps)
        }
    }

    private var billExplanation: [[Sentence]] {
        let explained = BillExplanation(of: account)
        // Where to ask is said at the end, with the number.
        return [explained.rows.map(\.reason), Array(explained.notes.dropLast())]
    }

    /// What waits, is held or is being checked, each with its reason.
    private var whatWaits: [Sentence] {
        let amounts: [(BillExplanation.Kind, Money)] = [
            (.waiting, balances[.payerReceivable]), (.onHold, balances[.heldReceivable]),
            (.beingChecked, balances[.unexplained]),
        ]
        return amounts.filter { !$0.1.isZero }.map { bill.reason(for: $0.0, $0.1) }
    }

    private func nothingOwedYet() throws(PatientMessageRefusal) -> [[Sentence]] {
        guard !owed.isPositive else { throw .somethingToPay }
        let waits = whatWaits
        guard !waits.isEmpty else { throw .nothingWaits }
        let barred: Set<HoldReason> = [.qmb, .protectedRemark]
        let isProtected = account.claims.contains { !$0.patientHold.isDisjoint(with: barred) }
        let end =
            isProtected
            ? "If somebody asks you to pay this amount, please tell us."
            : "Please do not pay until you get a bill that says how much is yours to pay and why."
        return [[bill.reason(for: .youOwe, owed)] + waits, [Sentence(end)]]
    }

    private func paymentReceived() throws(PatientMessageRefusal) -> [[Sentence]] {
        let paid = balances[.patientCash]
        guard paid.isPositive else { throw .noPaymentKnown }
        let spans = account.claims.compactMap { $0.claim.submissions.last?.span }
        let counted = paid + balances[.patientCredit]
        var sentences = [
            Sentence(
                "Thank you. We have your payment of \(paid.dollars), made at your visit.",
                [StatedFact(.paidAtDesk, paid, spans)]
            )
        ]
        if counted.isPositive { sentences.append(bill.reason(for: .paidByYou, counted)) }
        let kept = bill.notes(keptPayment: -balances[.patientCredit]).dropLast()
        return [sentences + kept, [bill.reason(for: .youOwe, owed)]]
    }

    private func refundComing(_ gaps: inout [PatientMessageGap]) throws(PatientMessageRefusal) -> [[Sentence]] {
        guard refund.isPositive else { throw .noRefundKnown }
        let spans = account.claims.compactMap { $0.claim.submissions.last?.span }
        var sentences = [
            Sentence(
                "You paid \(refund.dollars) more than you owe for this visit. This money is yours.",
                [StatedFact(.refundOwed, refund, spans)]
            )
        ]
        let posted = approved { if case .refund(let refund) = $0 { refund } else { nil } }
        if let decided = details.refund ?? posted, decided.payee == .patient, decided.amount <= refund {
            sentences.append(
                Sentence(
                    "We have decided to pay back \(decided.amount.dollars) \(decided.method.patientWords).",
                    [StatedFact(.refundOwed, decided.amount)]
                )
            )
        } else {
            gaps.append(.refundDecision)
        }
        return [sentences]
    }

    private func planOffered(_ gaps: inout [PatientMessageGap]) throws(PatientMessageRefusal) -> [[Sentence]] {
        guard owed.isPositive || onPlan.isPositive else { throw .nothingToPay }
        let balance = onPlan.isPositive ? bill.reason(for: .onPlan, onPlan) : bill.reason(for: .youOwe, owed)
        let posted = approved { if case .paymentPlan(let plan) = $0 { plan } else { nil } }
        let offer = Sentence("You do not have to pay it all at once. You can ask to pay it over time.")
        guard let plan = details.plan ?? posted, plan.total == owed || plan.total == onPlan else {
            gaps.append(.planTerms)
            return [[balance], [offer]]
        }
        var terms: [Sentence] = []
        if plan.downPayment.isPositive {
            terms.append(
                Sentence(
                    "You would pay \(plan.downPayment.dollars) at once.",
                    [StatedFact(.instalment, plan.downPayment)]
                )
            )
        }
        for part in plan.instalments {
            let day = part.due.patientWords
            terms.append(
                Sentence(
                    "You would pay \(part.amount.dollars) by \(day).",
                    [StatedFact(.instalment, part.amount), StatedFact(.instalment, day)]
                )
            )
        }
        let added =
            plan.financeCharge.isZero
            ? Sentence("Nothing is added for paying over time.")
            : Sentence(
                "\(plan.financeCharge.dollars) is added for paying over time.",
                [StatedFact(.instalment, plan.financeCharge)]
            )
        return [[balance], [offer] + terms + [added]]
    }

    private func assistanceOffered(_ gaps: inout [PatientMessageGap]) -> [[Sentence]] {
        var sentences = [
            Sentence(
                "If it is hard for you to pay for care, there is help. You can ask for it even if you have insurance."
            )
        ]
        if let day = details.applyBy?.patientWords {
            sentences.append(Sentence("You can ask until \(day).", [StatedFact(.told, day)]))
        } else {
            gaps.append(.applicationPeriod)
        }
        // Whether they qualify is for a person to decide, and nothing is said of it here.
        return [sentences]
    }

    private func recordsNeeded(_ gaps: inout [PatientMessageGap]) -> [[Sentence]] {
        let questions = insurerQuestions
        let own = details.needs.map { Sentence("Please send us this: \($0).", [StatedFact(.told, $0)]) }
        if questions.isEmpty, own.isEmpty { gaps.append(.whatIsNeeded) }
        return [[Sentence("We need something from you to go on with your bill.")] + questions + own]
    }

    /// What an insurer's decision leaves for the patient to answer; how it was decided is not said.
    private var insurerQuestions: [Sentence] {
        var sentences: [Sentence] = []
        for claim in account.claims where !claim.isVoided {
            let spans = claim.adjudications.effective.map(\.span)
            let payer = claim.payer.name ?? "your insurance"
            let categories = Set(claim.findings.filter { $0.kind == .denial }.compactMap(\.category))
            if categories.contains(.coordinationOfBenefits) {
                sentences.append(
                    Sentence(
                        "\(payer) asks if you have other insurance. Please tell us, or tell them, what other plans you had.",
                        [StatedFact(.payerName, payer, spans)]
                    )
                )
            }
            if categories.contains(.eligibility) {
                sentences.append(
                    Sentence(
                        "\(payer) did not find your plan for that day. If you had another plan, please send us a copy of the card.",
                        [StatedFact(.payerName, payer, spans)]
                    )
                )
            }
        }
        return sentences
    }

    private func disputeReceived(_ gaps: inout [PatientMessageGap]) -> [[Sentence]] {
        var first = Sentence("You told us that something about this bill is not right.")
        if let day = details.disputed?.patientWords {
            first = Sentence(
                "On \(day) you told us that something about this bill is not right.",
                [StatedFact(.told, day)]
            )
        } else {
            gaps.append(.disputeDate)
        }
        return [[first, Sentence("A person is looking at it. You do not need to write again.")]]
    }
}

extension PatientMessageKind {
    /// Whether it may speak of what is to be paid, so that it must say where help is found.
    fileprivate var speaksOfMoneyToPay: Bool {
        switch self {
        case .billExplanation, .paymentReceived, .planOffered: true
        case .nothingOwedYet, .refundComing, .assistanceOffered, .recordsNeeded, .disputeReceived: false
        }
    }
}

extension ProposedChange.RefundMethod {
    /// How it is paid, for the patient.
    fileprivate var patientWords: String {
        switch self {
        case .originalPayment: "the way that you paid it"
        case .check: "by check"
        case .transfer: "by bank transfer"
        case .offset: "by taking it off another bill"
        }
    }
}

extension CalendarDate {
    /// The day as a patient reads it: `March 4, 2026`.
    var patientWords: String {
        let (year, month, day) = components
        return "\(Self.months[month - 1]) \(day), \(year)"
    }

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
}
