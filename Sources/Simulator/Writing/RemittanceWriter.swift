/// Writes one transaction of a payment: 835, 005010X221A1.
struct RemittanceWriter {
    /// What stands in BPR and TRN.
    struct Payment: Sendable {
        let payer: Payer
        let provider: Provider
        let date: Day
        /// TRN02.
        let trace: String
        /// BPR02.
        let amount: Cents
    }

    static func transaction(
        _ claims: [RemittanceDraft],
        _ entries: [ProviderAdjustment],
        _ payment: Payment
    )
        -> OutgoingTransaction
    {
        var segments = header(payment)
        for (index, claim) in claims.enumerated() {
            if index == 0 { segments.append(["LX", "1"]) }
            segments += self.claim(claim)
        }
        for start in stride(from: 0, to: entries.count, by: 6) {
            var segment = ["PLB", payment.provider.npi, "\(payment.date.parts.year)1231"]
            for entry in entries[start..<min(start + 6, entries.count)] {
                segment += ["\(entry.reason):\(entry.reference)", monetary(entry.cents)]
            }
            segments.append(segment)
        }
        return OutgoingTransaction(
            identifier: "835",
            functionalGroup: "HP",
            version: "005010X221A1",
            body: segments,
            date: payment.date
        )
    }

    private static func header(_ payment: Payment) -> [Segment] {
        let payer = payment.payer
        var bank: Segment
        if payment.amount == 0 {
            bank = ["BPR", "H", "0", "C", "NON", "", "", "", "", "", "", "", "", "", "", "", payment.date.compact]
        } else {
            bank = [
                "BPR", "I", monetary(payment.amount), "C", "ACH", "CCP", "01", "990000019", "DA", "4400110",
                payer.originID,
                "", "01", "990000027", "DA", "7700220", payment.date.compact,
            ]
        }
        var segments: [Segment] = [
            bank, ["TRN", "1", payment.trace, payer.originID], ["DTM", "405", payment.date.compact],
        ]
        segments.append(payer.namesItself ? ["N1", "PR", payer.name, "XV", payer.id] : ["N1", "PR", payer.name])
        segments.append(["N3", "1 PAYER PLAZA"])
        segments.append(["N4", "SIMPORT", "PA", "150010001"])
        segments.append(["PER", "BL", "EDI SUPPORT", "TE", "5550100200"])
        segments.append(["N1", "PE", payment.provider.name, "XX", payment.provider.npi])
        segments.append(["REF", "TJ", payment.provider.taxID])
        return segments
    }

    private static func claim(_ draft: RemittanceDraft) -> [Segment] {
        let claim = draft.claim
        let patient = claim.patient
        let isReversal = draft.status == "22"
        let showsStay = claim.isInpatient && draft.sendsInpatientData
        var heading = [
            "CLP", draft.garbledNumber ?? claim.controlNumber, draft.status, monetary(draft.charge),
            monetary(draft.paid),
            isReversal || draft.patientResponsibility == 0 ? "" : monetary(draft.patientResponsibility),
            draft.payer.remittanceFiling, draft.controlNumber, draft.sendsFrequency ? claim.facility : "",
            draft.sendsFrequency ? claim.frequency : "",
        ]
        if showsStay, let drg = claim.drg { heading += ["", drg] }
        var segments = [heading]
        segments += Loop.adjustments(draft.adjustments)
        segments.append(Loop.person("QC", patient.lastName, patient.firstName, memberID: patient.memberID))
        if let next = draft.forwardedTo { segments.append(Loop.payer("TT", next)) }
        segments += remarks(draft, showsStay: showsStay)
        if let reference = draft.originalReference { segments.append(["REF", "F8", reference]) }
        segments.append(["DTM", "232", claim.from.compact])
        segments.append(["DTM", "233", claim.through.compact])
        if draft.interest != 0 { segments.append(["AMT", "I", monetary(draft.interest)]) }
        for line in draft.lines { segments += service(line) }
        return segments
    }

    /// MIA of a stay (remarks in 05 and 20 to 23), else MOA (remarks in 03 to 07).
    private static func remarks(_ draft: RemittanceDraft, showsStay: Bool) -> [Segment] {
        if showsStay {
            var segment = ["MIA", "0", "", "", "", draft.remarks.first ?? ""]
            if draft.remarks.count > 1 {
                segment += Array(repeating: "", count: 14) + draft.remarks.dropFirst().prefix(4)
            }
            return [segment]
        }
        return draft.remarks.isEmpty ? [] : [["MOA", "", ""] + draft.remarks.prefix(5)]
    }

    private static func service(_ decided: RemittanceLine) -> [Segment] {
        let line = decided.line
        let code = line.procedure == nil ? "NU:\(line.revenue ?? "")" : Loop.procedure(line)
        var segments: [Segment] = [
            [
                "SVC", code, monetary(decided.charge), monetary(decided.paid),
                line.procedure == nil ? "" : line.revenue ?? "", String(line.units),
            ],
            ["DTM", "472", line.date.compact],
        ]
        segments += Loop.adjustments(decided.adjustments)
        if let control = line.control { segments.append(["REF", "6R", control]) }
        for remark in decided.remarks { segments.append(["LQ", "HE", remark]) }
        return segments
    }
}
