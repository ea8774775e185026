import RevenueCycle
import X12

/// Turns one typed transaction into facts.
struct FactReader {
    let body: BodyHash
    let document: BodyHash
    let set: TransactionSet
    let file: String
    let hash: ([UInt8]) -> BodyHash

    func span(_ bytes: Range<Int>) -> Span {
        Span(document: document, start: UInt64(bytes.lowerBound), end: UInt64(bytes.upperBound))
    }

    func fact(_ ordinal: Int) -> FactID { FactID(body: body, ordinal: UInt32(truncatingIfNeeded: ordinal)) }

    func batch(originatorReference: String?) -> BatchReference {
        BatchReference(
            sender: set.group?.sender ?? set.interchange.sender,
            groupControlNumber: set.group?.controlNumber ?? "",
            setControlNumber: set.controlNumber,
            interchange: BatchReference.interchangeKey(
                sender: set.interchange.sender,
                controlNumber: set.interchange.controlNumber
            ),
            originatorReference: originatorReference
        )
    }

    /// The day of the transaction by its envelope, for documents that state none of their own.
    var envelopeDate: CalendarDate? { (set.group?.date ?? set.interchange.date).flatMap(CalendarDate.init) }

    func place(_ source: Source, _ segment: String) -> String {
        "interchange \(set.interchange.controlNumber), group \(set.group?.controlNumber ?? "none"), transaction "
            + "\(set.controlNumber), segment \(source.firstSegment) (\(segment)), byte \(source.start)"
    }

    // MARK: - 837

    func submissions(of transaction: ClaimSubmission837, held: inout [HeldReading]) -> [Submission] {
        let batch = batch(originatorReference: transaction.header.reference.sent)
        var facts: [Submission] = []
        facts.reserveCapacity(transaction.claims.count)
        for (ordinal, claim) in transaction.claims.enumerated() {
            guard claim.isReadable else {
                held.append(
                    HeldReading(
                        reason:
                            "An amount of the claim is missing, is not a decimal of whole cents, or is out of range.",
                        place: place(claim.source, "CLM"),
                        patientControlNumber: claim.patientControlNumber.sent
                    )
                )
                continue
            }
            facts.append(submission(claim, header: transaction.header, batch: batch, ordinal: ordinal))
        }
        return facts
    }

    private func submission(
        _ claim: Claim837,
        header: BusinessHeader,
        batch: BatchReference,
        ordinal: Int
    ) -> Submission {
        let lines = claim.lines.map(line)
        return Submission(
            id: fact(ordinal),
            kind: kind(claim.kind),
            transactionDate: header.date.flatMap(CalendarDate.init),
            transactionTime: header.time.sent,
            batch: batch,
            billingNPI: claim.billingProvider?.npi,
            billingName: claim.billingProvider?.name.sent,
            patientControlNumber: claim.patientControlNumber,
            frequency: claim.frequency.isEmpty ? "1" : claim.frequency,
            payer: payer(claim.payer, filingIndicator: claim.subscriber.filingIndicator),
            sequence: CoverageSequence(code: claim.subscriber.payerResponsibility) ?? .unknown,
            charge: Money(claim.charge),
            facilityCode: claim.facilityCode.sent,
            payerClaimNumber: claim.payerControlNumber,
            clearinghouseNumber: claim.references.value("D9"),
            authorizationNumber: claim.references.value("G1"),
            dates: days(of: claim, lines: lines),
            patientPaid: claim.patientAmountPaid.map(Money.init),
            drg: claim.diagnosisRelatedGroup,
            diagnoses: claim.codes.filter { ["ABK", "BK", "ABF", "BF"].contains($0.qualifier) }.map(\.code),
            lines: lines,
            otherPayers: claim.otherPayers.map(other),
            patient: patient(of: claim),
            span: span(claim.source.bytes)
        )
    }

    private func kind(_ kind: Claim837.Kind) -> ClaimKind {
        switch kind {
        case .professional: .professional
        case .institutional: .institutional
        case .dental: .dental
        }
    }

    /// The statement dates of an institutional claim (DTP*434), else the days of its lines (DTP*472).
    private func days(of claim: Claim837, lines: [SubmittedLine]) -> DateSpan? {
        for qualifier in ["434", "472"] {
            if let stated = claim.dates.date(qualifier), let span = dateSpan(stated.first, stated.last) { return span }
        }
        return union(lines.compactMap(\.dates))
    }

    private func line(_ line: ServiceLine837) -> SubmittedLine {
        SubmittedLine(
            controlNumber: line.controlNumber,
            counter: line.number,
            procedure: line.procedure?.code.sent,
            modifiers: line.procedure?.modifiers ?? [],
            revenueCode: line.revenueCode.sent,
            charge: Money(line.charge),
            units: line.units?.description,
            dates: line.serviceDate.flatMap { dateSpan($0.first, $0.last) },
            span: span(line.source.bytes)
        )
    }

    private func other(_ other: OtherPayer837) -> OtherPayer {
        OtherPayer(
            sequence: CoverageSequence(code: other.subscriber.payerResponsibility) ?? .unknown,
            payer: payer(other.payer, filingIndicator: other.subscriber.filingIndicator),
            paid: other.paid.map(Money.init)
        )
    }

    private func payer(_ party: Party?, filingIndicator: String?) -> PayerIdentity {
        PayerIdentity(
            name: party?.name.sent,
            ids: [party?.id, party?.references.value("2U")].compactMap { $0 }.filter { !$0.isEmpty },
            filingIndicator: filingIndicator?.sent
        )
    }

    private func patient(of claim: Claim837) -> PatientIdentity {
        let person = claim.patient?.party ?? claim.subscriber.party
        return PatientIdentity(
            familyName: person?.name.sent,
            givenName: person?.firstName.sent,
            birthDate: (claim.patient?.birthDate ?? claim.subscriber.birthDate).flatMap(CalendarDate.init),
            memberID: claim.subscriber.memberID.sent,
            medicalRecordNumber: claim.references.value("EA")
        )
    }

    // MARK: - Dates

    func dateSpan(_ first: X12Date?, _ last: X12Date?) -> DateSpan? {
        guard let start = first.flatMap(CalendarDate.init) else { return nil }
        return DateSpan(start, last.flatMap(CalendarDate.init) ?? start)
    }

    func union(_ spans: [DateSpan]) -> DateSpan? {
        guard let first = spans.first else { return nil }
        return spans.dropFirst().reduce(first) { $0.union($1) }
    }
}
