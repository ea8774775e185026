package import RevenueCycle

/// What a request for records still needs and no document that we have can give.
package enum RecordsRequestGap: String, Hashable, Sendable, CaseIterable {
    /// Which records.
    case records
    /// Who has them.
    case holder
    /// Whose records they are.
    case patientIdentity
    /// By when.
    case neededBy

    /// What is needed, in words.
    package var words: String {
        switch self {
        case .records: "which records are needed: nothing that we have of the claim names one"
        case .holder: "who has the records"
        case .patientIdentity: "the patient's name and birth date"
        case .neededBy: "by when they are needed: no rule gives a last day"
        }
    }
}

/// A request for the records that a finding asks for: no more than that, each with what asks for it.
package struct RecordsRequestText: Hashable, Sendable {
    /// Who has them.
    package let holder: Sentence?
    /// Whose they are.
    package let patient: Sentence?
    /// Which records.
    package let records: [Sentence]
    /// The days of service that they are about.
    package let services: DateSpan?
    /// By when they are needed.
    package let neededBy: CalendarDate?
    /// What is still needed.
    package let missing: [RecordsRequestGap]

    /// The request that answers a finding of a claim.
    ///
    /// - Parameters:
    ///   - finding: what asks for records.
    ///   - position: the claim that has it.
    ///   - holder: who has them, in a person's words; nil for the provider that billed.
    ///   - neededBy: by when, as a person says; nil for the last day of the finding.
    ///   - knowledge: what codes mean.
    package init(
        for finding: Finding,
        in position: ClaimPosition,
        from holder: String? = nil,
        neededBy: CalendarDate? = nil,
        knowledge: Knowledge
    ) {
        let sent = position.governingSubmission
        self.holder =
            holder.map { Sentence($0, [StatedFact(.told, $0)]) }
            ?? sent?.billingName.map {
                Sentence("\($0), medical records", [StatedFact(.provider, $0, sent.map { [$0.span] } ?? [])])
            }
        patient = Self.patient(sent)
        records = Self.records(finding, position, knowledge)
        services = sent?.dates ?? position.claim.dates
        // Whatever is late for the payer is late for us: never a later day than a rule's.
        let last = finding.deadline?.date
        self.neededBy = [neededBy, last].compactMap(\.self).min()
        var missing: [RecordsRequestGap] = []
        if records.isEmpty { missing.append(.records) }
        if self.holder == nil { missing.append(.holder) }
        if patient == nil { missing.append(.patientIdentity) }
        if self.neededBy == nil { missing.append(.neededBy) }
        self.missing = missing
    }

    /// Every sentence, in reading order.
    package var sentences: [Sentence] { [holder, patient].compactMap(\.self) + records }

    /// Whose records, by name and birth date: both, or a namesake's may come.
    private static func patient(_ sent: Submission?) -> Sentence? {
        guard let sent, let birth = sent.patient.birthDate, sent.patient.familyName != nil else { return nil }
        let name = [sent.patient.givenName, sent.patient.familyName].compactMap(\.self).joined(separator: " ")
        return Sentence(
            "\(name), born \(birth)",
            [StatedFact(.patientName, name, [sent.span]), StatedFact(.birthDate, birth.description, [sent.span])]
        )
    }

    private static func records(
        _ finding: Finding,
        _ position: ClaimPosition,
        _ knowledge: Knowledge
    ) -> [Sentence] {
        let spans = position.adjudications.effective.map(\.span)
        switch finding.category {
        case .documentation, .information:
            return finding.codes.dropFirst().compactMap { remark in
                guard let meaning = knowledge.fact(RARC(rawValue: remark))?.meaning else { return nil }
                return Sentence(
                    "What the payer asks for by \(remark): \(meaning)",
                    [StatedFact(.remark, remark, spans), StatedFact(.remark, meaning)]
                )
            }
        case .medicalNecessity:
            return [Sentence("The notes, orders and results that show why the services were given")]
        case .authorization:
            return [Sentence("The payer's approval or referral for the services, by letter or number")]
        case .coding, .bundling:
            let services = position.deniedServices(of: finding)
            guard !services.isEmpty else { return [] }
            return [
                Sentence(
                    "The notes that document \(services.map(\.value).joined(separator: ", "))",
                    services
                )
            ]
        case .timelyFiling: return [Sentence("The proof that the claim reached the payer, with its day")]
        case .credentialing: return [Sentence("The proof that the provider was enrolled on the days of service")]
        case .eligibility, .coverage, .duplicate, .coordinationOfBenefits, .other, nil: return []
        }
    }
}

extension ClaimPosition {
    /// The services that a finding is about, as they were billed, each where it was read.
    func deniedServices(of finding: Finding) -> [StatedFact] {
        guard let sent = governingSubmission else { return [] }
        var facts: [StatedFact] = []
        for line in sent.lines {
            guard finding.lines.isEmpty || finding.lines.contains(line.controlNumber ?? line.counter),
                let code = line.procedure
            else { continue }
            let fact = StatedFact(.service, code, [line.span])
            if !facts.contains(fact) { facts.append(fact) }
        }
        return facts
    }
}
