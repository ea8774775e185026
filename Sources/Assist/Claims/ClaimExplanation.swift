package import RevenueCycle

/// One claim in words for the people who work it.
package struct ClaimExplanation: Hashable, Sendable {
    /// The sentences, in reading order.
    package let sentences: [Sentence]

    /// The claim as it stands.
    ///
    /// - Parameters:
    ///   - position: the claim.
    ///   - knowledge: what codes mean.
    package init(of position: ClaimPosition, knowledge: Knowledge) {
        var sentences = Self.opening(position)
        sentences += position.findings.filter { $0.kind != .deadlineAtRisk }.map {
            Self.sentence(for: $0, position: position, knowledge: knowledge)
        }
        sentences += Self.standing(position)
        self.sentences = sentences
    }

    private static func opening(_ position: ClaimPosition) -> [Sentence] {
        let payer = position.payer.name ?? position.payer.ids.first ?? "the payer"
        var sentences: [Sentence] = []
        if let sent = position.governingSubmission {
            let date = sent.transactionDate?.description ?? "an unknown day"
            sentences.append(
                Sentence(
                    "We asked \(payer) for \(position.charge.dollars) on \(date).",
                    [
                        StatedFact(.payerName, payer, [sent.span]), StatedFact(.charged, position.charge, [sent.span]),
                        StatedFact(.status, date, [sent.span]),
                    ]
                )
            )
        } else {
            sentences.append(Sentence("We know of this claim only from \(payer).", [StatedFact(.payerName, payer)]))
        }
        for fact in position.adjudications.effective {
            let date = fact.paymentDate?.description ?? "an unknown day"
            sentences.append(
                Sentence(
                    "\(payer) decided on \(date): it paid \(Money(cents: fact.paid.cents).dollars) of "
                        + "\(fact.charge.dollars).",
                    [
                        StatedFact(.payerName, payer, [fact.span]), StatedFact(.status, date, [fact.span]),
                        StatedFact(.insurerPaid, fact.paid, [fact.span]),
                        StatedFact(.charged, fact.charge, [fact.span]),
                    ]
                )
            )
        }
        for pair in position.adjudications.reversed {
            let amount = pair.original.paid
            sentences.append(
                Sentence(
                    "An earlier payment of \(amount.dollars) was taken back.",
                    [StatedFact(.insurerPaid, amount, [pair.original.span, pair.reversal.span])]
                )
            )
        }
        return sentences
    }

    private static func sentence(for finding: Finding, position: ClaimPosition, knowledge: Knowledge) -> Sentence {
        var facts = [
            StatedFact(.denied, finding.amount, spans(of: finding, in: position)),
            StatedFact(.nextStep, finding.nextStep.words),
        ]
        var text = "\(finding.kind.words): \(finding.amount.dollars)"
        if let code = finding.codes.first {
            text += " under \(code)"
            facts.append(StatedFact(.reason, code, spans(of: finding, in: position)))
            if let carc = code.split(separator: "-").last, code.contains("-"),
                let meaning = knowledge.fact(CARC(rawValue: String(carc)))?.meaning
            {
                text += " (\(meaning))"
                facts.append(StatedFact(.reason, meaning))
            }
            for remark in finding.codes.dropFirst() {
                let meaning = knowledge.fact(RARC(rawValue: remark))?.meaning ?? "a remark that our tables do not know"
                text += "; \(remark): \(meaning)"
                facts += [StatedFact(.remark, remark), StatedFact(.remark, meaning)]
            }
        }
        text += ". Next: \(finding.nextStep.words)"
        if let deadline = finding.deadline {
            text += ", by \(deadline.date) (\(deadline.rule.id.rawValue))"
            facts += [
                StatedFact(.deadline, deadline.date.description, position.adjudications.effective.map(\.span)),
                StatedFact(.deadline, deadline.rule.id.rawValue),
            ]
        }
        return Sentence(text + ".", facts)
    }

    /// The lines or claims whose adjustments make a finding.
    private static func spans(of finding: Finding, in position: ClaimPosition) -> [Span] {
        let items = position.adjustments.filter { $0.adjustment.code == finding.codes.first }
        guard !items.isEmpty else {
            return position.claim.acknowledgements.map(\.fact.span) + position.adjudications.effective.map(\.span)
        }
        var spans: [Span] = []
        for item in items {
            let fact = position.adjudications.effective[item.adjudication]
            let span = item.line.map { fact.lines[$0].span } ?? fact.span
            if !spans.contains(span) { spans.append(span) }
        }
        return spans
    }

    private static func standing(_ position: ClaimPosition) -> [Sentence] {
        let spans = position.adjudications.effective.map(\.span)
        var sentences = [
            Sentence(
                "Outstanding: payer \(position.outstandingPayer.dollars), patient \(position.outstandingPatient.dollars), "
                    + "held \(position.outstandingHeld.dollars).",
                [
                    StatedFact(.expectedFrom, position.outstandingPayer, spans),
                    StatedFact(.owedNow, position.outstandingPatient, spans),
                    StatedFact(.held, position.outstandingHeld, spans),
                ]
            )
        ]
        if !position.patientHold.isEmpty {
            let reasons = position.patientHold.sorted().map(\.rawValue).joined(separator: ", ")
            sentences.append(
                Sentence(
                    "The patient may not be asked for what is held: \(reasons).",
                    [StatedFact(.held, reasons, spans)]
                )
            )
        }
        return sentences
    }
}

extension FindingKind {
    /// The kind as the beginning of a sentence.
    var words: String {
        switch self {
        case .denial: "Denied"
        case .rejection: "Rejected before adjudication"
        case .underpayment: "Paid less than the contract says"
        case .missingResponse: "No answer"
        case .deadlineAtRisk: "Deadline near"
        case .takeBack: "Taken back"
        case .duplicate: "Denied as a duplicate beside another decision"
        case .unmatchedRemittance: "A remittance matches several claims"
        case .unbalanced: "Held because it does not balance"
        case .coordinationOfBenefits: "Left for the next payer"
        case .mismatch: "Does not agree with what was known"
        case .refund: "Owed to the patient"
        case .review: "For a person to look at"
        }
    }
}

extension NextStep {
    /// The step in words.
    var words: String {
        switch self {
        case .none: "nothing to do"
        case .wait: "wait"
        case .checkStatus: "ask the payer for the status"
        case .newClaim: "send a new claim"
        case .replaceClaim: "send a corrected claim"
        case .voidThenNew: "void the claim, then send a new one"
        case .appeal: "appeal"
        case .sendRecords: "send the records that were asked for"
        case .billNextPayer: "bill the next payer"
        case .billPatient: "bill the patient"
        case .verifyCoverage: "verify coverage"
        case .findAuthorization: "find the authorization"
        case .reviewCoding: "have coding review it"
        case .reviewClinical: "have a clinician review it"
        case .writeOffReview: "review for a write-off"
        case .refund: "review a refund"
        case .review: "have a person review it"
        }
    }
}
