import RevenueCycle

/// The sentences that every appeal has: who writes to whom about which decision, what was withheld, and what is asked.
struct AppealWords {
    private let position: ClaimPosition
    private let finding: Finding
    private let knowledge: Knowledge

    init(_ position: ClaimPosition, _ finding: Finding, _ knowledge: Knowledge) {
        self.position = position
        self.finding = finding
        self.knowledge = knowledge
    }

    private var sent: Submission? { position.governingSubmission }
    private var decided: Adjudication? { position.adjudications.effective.last }
    private var payer: String { position.payer.name ?? "the payer" }
    private var payerNumber: String? { position.claim.payerControlNumbers.last }
    private var spans: [Span] { position.adjudications.effective.map(\.span) }

    /// What the heading lacks.
    var missing: [AppealGap] {
        let patient = sent?.patient
        let isKnown = patient?.familyName != nil && patient?.birthDate != nil && patient?.memberID != nil
        return (payerNumber == nil ? [.payerClaimNumber] : []) + (isKnown ? [] : [.patientIdentity])
    }

    // MARK: - Heading

    func heading(on day: CalendarDate, at level: ProposedChange.AppealLevel) -> [Sentence] {
        var lines: [Sentence] = []
        if let sent, let name = sent.billingName {
            let number = sent.billingNPI.map { ", national provider number \($0)" } ?? ""
            let facts = [name, sent.billingNPI].compactMap(\.self).map { StatedFact(.provider, $0, [sent.span]) }
            lines.append(Sentence(name + number, facts))
        }
        lines.append(Sentence(day.description, [StatedFact(.written, day.description)]))
        lines.append(Sentence("To \(payer), appeals", [StatedFact(.payerName, payer, spans)]))
        lines.append(Sentence("Appeal, \(level.words)"))
        if let number = payerNumber {
            lines.append(Sentence("Your claim \(number)", [StatedFact(.claimNumber, number, spans)]))
        }
        let account = position.claim.patientControlNumber
        if !account.isEmpty {
            lines.append(
                Sentence("Our account \(account)", [StatedFact(.claimNumber, account, sent.map { [$0.span] } ?? spans)])
            )
        }
        if let patient = patientLine { lines.append(patient) }
        if let sent, let dates = sent.dates {
            lines.append(Sentence("Services of \(dates.words)", dates.facts([sent.span])))
        }
        return lines
    }

    private var patientLine: Sentence? {
        guard let sent else { return nil }
        let patient = sent.patient
        let name = [patient.givenName, patient.familyName].compactMap(\.self).joined(separator: " ")
        guard !name.isEmpty else { return nil }
        var text = "Patient \(name)"
        var facts = [StatedFact(.patientName, name, [sent.span])]
        if let birth = patient.birthDate {
            text += ", born \(birth)"
            facts.append(StatedFact(.birthDate, birth.description, [sent.span]))
        }
        if let member = patient.memberID {
            text += ", member \(member)"
            facts.append(StatedFact(.memberNumber, member, [sent.span]))
        }
        return Sentence(text, facts)
    }

    // MARK: - Body

    /// What was decided.
    var decision: [Sentence] {
        let date = decided?.paymentDate
        let on = date.map { " On \($0)" } ?? " In your decision"
        let amount = finding.amount.dollars
        var facts = [StatedFact(.denied, amount, spans)]
        if let date { facts.append(StatedFact(.decided, date.description, spans)) }
        var sentences = [Sentence("We ask you to review and reverse your decision.")]
        var text = "\(on.dropFirst()) you withheld \(amount)"
        if let code = finding.codes.first {
            text += " under \(code)"
            facts.append(StatedFact(.reason, code, spans))
            let reason = CARC(rawValue: String(code.split(separator: "-").last ?? ""))
            if let meaning = knowledge.fact(reason)?.meaning {
                text += " (\(meaning))"
                facts.append(StatedFact(.reason, meaning))
            }
        }
        sentences.append(Sentence(text + ".", facts))
        for remark in finding.codes.dropFirst() {
            guard let meaning = knowledge.fact(RARC(rawValue: remark))?.meaning else { continue }
            sentences.append(
                Sentence(
                    "Your remark \(remark) says: \(meaning).",
                    [StatedFact(.remark, remark, spans), StatedFact(.remark, meaning)]
                )
            )
        }
        return sentences
    }

    /// The services from which it was withheld.
    var services: [Sentence] {
        position.adjustments.filter { $0.adjustment.code == finding.codes.first }.compactMap { item in
            guard let place = item.line else { return nil }
            let line = position.adjudications.effective[item.adjudication].lines[place]
            guard let procedure = line.submittedProcedure ?? line.procedure else { return nil }
            let (charge, withheld) = (line.charge.dollars, item.adjustment.amount.dollars)
            let on = line.dates.map { " on \($0.words)" } ?? ""
            return Sentence(
                "For \(procedure)\(on), billed at \(charge), you withheld \(withheld).",
                [
                    StatedFact(.service, procedure, [line.span]), StatedFact(.charged, charge, [line.span]),
                    StatedFact(.denied, withheld, [line.span]),
                ] + (line.dates?.facts([line.span]) ?? [])
            )
        }
    }

    /// What is asked.
    func demand(_ category: DenialCategory) -> [Sentence] {
        let amount = finding.atStake.dollars
        var sentences = [
            Sentence(
                "Please pay what the plan or our contract allows for these services; \(amount) is in question.",
                [StatedFact(.atStake, amount, spans)]
            )
        ]
        if category == .medicalNecessity {
            sentences.append(
                Sentence(
                    "Please have it reviewed by a clinician of the same specialty who took no part in the decision."
                )
            )
        }
        sentences.append(
            Sentence(
                "If you uphold it, please tell us in writing the specific reason, the provision that it rests on and the "
                    + "criteria that were used."
            )
        )
        return sentences
    }
}

extension ProposedChange.AppealLevel {
    /// The level in words.
    fileprivate var words: String {
        switch self {
        case .first: "first level"
        case .second: "second level"
        case .third: "third level"
        case .fourth: "fourth level"
        case .fifth: "fifth level"
        case .external: "external review"
        }
    }
}

extension DateSpan {
    fileprivate var words: String { first == last ? "\(first)" : "\(first) to \(last)" }

    fileprivate func facts(_ spans: [Span]) -> [StatedFact] {
        Set([first, last]).sorted().map { StatedFact(.serviceDate, $0.description, spans) }
    }
}
