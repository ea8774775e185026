import RevenueCycle
import X12

extension FactReader {
    /// The payment that an 835 is, or is a part of, with its claims.
    func remittance(_ remittance: Remittance835, held: inout [HeldReading]) -> ReadRemittance {
        let payer = payer(of: remittance)
        let date = remittance.paymentDate.flatMap(CalendarDate.init)
        // TRN03 names who originates the payment; N104 and the name stand in where it is missing.
        let payerKey = remittance.payerTraceID.sent ?? remittance.payer?.id.sent ?? remittance.payer?.name ?? ""
        let key = [payerKey, remittance.traceNumber, date?.description ?? ""]
        let payment = hash(Array(key.joined(separator: "\u{1F}").utf8))
        if !remittance.isReadable {
            held.append(
                HeldReading(
                    reason:
                        "The payment amount or a provider adjustment is missing, is not a decimal of whole cents, or "
                        + "is out of range.",
                    place: place(remittance.source, "BPR"),
                    patientControlNumber: nil
                )
            )
        }
        let provider = remittance.payee?.npi
        var adjudications: [Adjudication] = []
        adjudications.reserveCapacity(remittance.claims.count)
        for (ordinal, claim) in remittance.claims.enumerated() {
            guard claim.isReadable else {
                held.append(
                    HeldReading(
                        reason:
                            "An amount of the claim is missing, is not a decimal of whole cents, or is out of range.",
                        place: place(claim.source, "CLP"),
                        patientControlNumber: claim.patientControlNumber.sent
                    )
                )
                continue
            }
            adjudications.append(
                adjudication(
                    claim,
                    of: remittance,
                    payer: payer,
                    payment: payment,
                    provider: provider,
                    ordinal: ordinal
                )
            )
        }
        let adjustments = remittance.providerAdjustments.enumerated().map { place, adjustment in
            ProviderAdjustment(
                id: fact(remittance.claims.count + place),
                payment: payment,
                payer: payer,
                billingNPI: provider ?? adjustment.provider.sent,
                paymentDate: date,
                reason: adjustment.reasonCode,
                reference: adjustment.reference.sent,
                amount: Money(adjustment.amount),
                span: span(adjustment.source.bytes)
            )
        }
        let part = PaymentPart(
            body: body,
            setControlNumber: set.controlNumber,
            file: file,
            payer: payer,
            trace: remittance.traceNumber,
            date: date,
            amount: Money(remittance.totalPayment),
            claimCount: remittance.claims.count,
            claimsPaid: remittance.claims.map { Money($0.paid) }.sum(),
            providerAdjusted: adjustments.map(\.amount).sum(),
            adjustments: adjustments,
            patientControlNumber: remittance.claims.count == 1 ? remittance.claims[0].patientControlNumber.sent : nil,
            span: span(set.bytes)
        )
        return ReadRemittance(payment: payment, part: part, adjudications: adjudications)
    }

    /// N104 first, for it is the id that is shown; then TRN03 and the payer's other ids.
    private func payer(of remittance: Remittance835) -> PayerIdentity {
        let party = remittance.payer
        var ids = [party?.id, remittance.payerTraceID].compactMap { $0 }
        ids += ["2U", "NF", "EO", "HI"].compactMap { party?.references.value($0) }
        var unique: [String] = []
        for id in ids where !id.isEmpty && !unique.contains(id) { unique.append(id) }
        return PayerIdentity(name: party?.name.sent, ids: unique)
    }

    private func adjudication(
        _ claim: RemittanceClaim835,
        of remittance: Remittance835,
        payer: PayerIdentity,
        payment: BodyHash,
        provider: String?,
        ordinal: Int
    ) -> Adjudication {
        var payer = payer
        payer.filingIndicator = claim.filingIndicator.sent
        let lines = claim.lines.enumerated().map { line($1, place: $0) }
        let patient = claim.party("QC")
        return Adjudication(
            id: fact(ordinal),
            payment: payment,
            payer: payer,
            paymentDate: remittance.paymentDate.flatMap(CalendarDate.init),
            transactionDate: remittance.productionDate.flatMap(CalendarDate.init),
            billingNPI: provider,
            patientControlNumber: claim.patientControlNumber,
            statusCode: claim.statusCode,
            charge: Money(claim.charge),
            paid: Money(claim.paid),
            statedPatientResponsibility: claim.patientResponsibility.map(Money.init),
            payerClaimNumber: claim.payerControlNumber.sent,
            facilityCode: claim.facilityType.sent,
            frequency: claim.frequency.sent,
            drg: claim.diagnosisRelatedGroup.sent,
            hasInpatientInformation: claim.inpatient != nil,
            originalPayerClaimNumber: claim.references.value("F8"),
            dates: days(of: claim, lines: lines),
            adjustments: claim.adjustments.map(adjustment),
            remarks: claim.remarkCodes.map { RARC(rawValue: $0) },
            lines: lines,
            interest: claim.amounts.value("I").map(Money.init),
            forwardedTo: claim.party("TT").map {
                PayerIdentity(name: $0.name.sent, ids: [$0.id].filter { !$0.isEmpty })
            },
            patient: PatientIdentity(
                familyName: patient?.name.sent,
                givenName: patient?.firstName.sent,
                birthDate: nil,
                memberID: (patient?.id ?? claim.party("IL")?.id)?.sent,
                medicalRecordNumber: claim.references.value("EA")
            ),
            span: span(claim.source.bytes)
        )
    }

    /// The statement dates (DTM*232, 233), else the days of the lines.
    private func days(of claim: RemittanceClaim835, lines: [AdjudicatedLine]) -> DateSpan? {
        if let first = claim.dates.date("232")?.first {
            return dateSpan(first, claim.dates.date("233")?.first ?? first)
        }
        if let last = claim.dates.date("233")?.first { return dateSpan(last, last) }
        return union(lines.compactMap(\.dates))
    }

    private func line(_ line: ServicePayment835, place: Int) -> AdjudicatedLine {
        AdjudicatedLine(
            controlNumber: line.controlNumber,
            counter: String(place + 1),
            procedure: line.procedure.code.sent ?? line.revenueCode.sent,
            modifiers: line.procedure.modifiers,
            submittedProcedure: line.originalProcedure?.code.sent,
            charge: Money(line.charge),
            paid: Money(line.paid),
            units: line.units?.description,
            dates: dateSpan(line.serviceStart, line.serviceEnd),
            adjustments: line.adjustments.map(adjustment),
            remarks: line.remarkCodes.map { RARC(rawValue: $0) },
            span: span(line.source.bytes)
        )
    }

    private func adjustment(_ adjustment: X12.ClaimAdjustment) -> RevenueCycle.ClaimAdjustment {
        RevenueCycle.ClaimAdjustment(
            group: GroupCode(rawValue: adjustment.groupCode),
            reason: CARC(rawValue: adjustment.reasonCode),
            amount: Money(adjustment.amount)
        )
    }
}
