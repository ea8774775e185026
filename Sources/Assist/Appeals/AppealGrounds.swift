import RevenueCycle

/// What a claim's own documents say against a denial, and what else an appeal of its category needs.
///
/// Only what was sent, acknowledged and decided is said; no record, rule or study is spoken of that is not at hand.
struct AppealGrounds {
    private let position: ClaimPosition
    private let filingLimitDays: Int?

    /// What speaks against the denial.
    private(set) var sentences: [Sentence] = []
    /// What a person has to bring.
    private(set) var missing: [AppealGap] = []

    init(against category: DenialCategory, of position: ClaimPosition, filingLimitDays: Int?) {
        self.position = position
        self.filingLimitDays = filingLimitDays
        switch category {
        case .authorization: authorization()
        case .timelyFiling: timelyFiling()
        case .medicalNecessity: medicalNecessity()
        case .coding, .bundling: coding()
        case .eligibility: eligibility()
        case .coverage: missing = [.planTerms]
        case .information: missing = [.lackingInformation]
        case .documentation: missing = [.requestedRecords]
        case .duplicate: duplicate()
        case .coordinationOfBenefits: missing = [.otherPayerDecision]
        case .credentialing: credentialing()
        case .other: break
        }
        if sentences.isEmpty, !missing.contains(.reasons) { missing.insert(.reasons, at: 0) }
    }

    private var sent: Submission? { position.governingSubmission }

    private mutating func authorization() {
        guard let sent, let number = sent.authorizationNumber else { return missing = [.authorization] }
        sentences = [
            Sentence(
                "The claim carried authorization number \(number) when it was sent.",
                [StatedFact(.authorization, number, [sent.span])]
            )
        ]
        missing = [.authorization]
    }

    private mutating func timelyFiling() {
        missing = [.proofOfFiling]
        guard let first = position.claim.submissions.first, let day = first.transactionDate else { return }
        let date = day.description
        let sentFact = StatedFact(.sent, date, [first.span])
        let receipts = position.claim.acknowledgements.filter { $0.submission == first.id && $0.fact.showsReceipt }
        let dated = receipts.compactMap { receipt in receipt.fact.date.map { (fact: receipt.fact, day: $0) } }
        guard let (received, receivedDay) = dated.min(by: { $0.day < $1.day }) else { return }
        // That it was sent proves nothing; that it was received does.
        missing = []
        let answer = received.receiptWords
        sentences = [
            Sentence(
                "The claim was sent on \(date) and acknowledged on \(receivedDay.description) (\(answer)).",
                [
                    sentFact, StatedFact(.acknowledged, receivedDay.description, [received.span]),
                    StatedFact(.acknowledged, answer, [received.span]),
                ]
            )
        ]
        guard let last = first.dates?.last, receivedDay >= last else { return }
        let days = String(receivedDay.dayNumber - last.dayNumber)
        var facts = [StatedFact(.filedAfterDays, days), StatedFact(.serviceDate, last.description, [first.span])]
        var text = "That was \(days) days after the last day of service, \(last.description)"
        if let limit = filingLimitDays, let elapsed = Int(days), elapsed <= limit {
            text += ", within the \(limit) days of your limit"
            facts.append(StatedFact(.filingLimit, String(limit)))
        } else {
            missing = [.planTerms]
        }
        sentences.append(Sentence(text + ".", facts))
    }

    private mutating func medicalNecessity() {
        missing = [.reasons, .clinicalRecords, .clinicianStatement, .payerCriteria]
        guard let sent, !sent.diagnoses.isEmpty else { return }
        sentences = [
            Sentence(
                "The claim states why the services were given: \(sent.diagnoses.joined(separator: ", ")).",
                sent.diagnoses.map { StatedFact(.diagnosis, $0, [sent.span]) }
            )
        ]
    }

    private mutating func coding() {
        missing = [.codingReview]
        guard let sent else { return }
        // Whether a modifier sets a service apart is for a coder to say.
        missing.insert(.reasons, at: 0)
        for line in sent.lines where !line.modifiers.isEmpty {
            guard let procedure = line.procedure else { continue }
            let modifiers = line.modifiers.joined(separator: ", ")
            sentences.append(
                Sentence(
                    "\(procedure) was billed with modifier \(modifiers).",
                    [StatedFact(.service, procedure, [line.span])]
                        + line.modifiers.map { StatedFact(.service, $0, [line.span]) }
                )
            )
        }
    }

    private mutating func eligibility() {
        missing = [.proofOfCoverage]
        guard let sent, let member = sent.patient.memberID else { return }
        sentences = [
            Sentence(
                "The claim named the member by number \(member).",
                [StatedFact(.memberNumber, member, [sent.span])]
            )
        ]
        // A number alone does not say that it was right.
        missing.insert(.reasons, at: 0)
    }

    private mutating func duplicate() {
        missing = [.earlierDecision]
        guard position.adjudications.effective.allSatisfy({ $0.paid.isZero }) else { return }
        let spans = position.adjudications.effective.map(\.span)
        let paid = Money.zero.dollars
        sentences = [
            Sentence(
                "You have paid \(paid) on this claim, and we have no other payment of yours for it.",
                [StatedFact(.insurerPaid, paid, spans)]
            )
        ]
    }

    private mutating func credentialing() {
        missing = [.enrollment]
        guard let sent, let number = sent.billingNPI else { return }
        sentences = [
            Sentence(
                "The services were billed under national provider number \(number).",
                [StatedFact(.provider, number, [sent.span])]
            )
        ]
        missing.insert(.reasons, at: 0)
    }
}

extension Acknowledgement {
    /// Whether it says that a claim was received: accepted or forwarded by a 277CA, or known to the payer by a 277.
    fileprivate var showsReceipt: Bool {
        switch source {
        case .claimAcknowledgement: ["A1", "A2"].contains(category)
        case .claimStatus: category.hasPrefix("F") || category.hasPrefix("P")
        case .interchange, .implementation: false
        }
    }

    /// What said so.
    fileprivate var receiptWords: String { "\(source == .claimStatus ? "277" : "277CA") \(category)" }
}
