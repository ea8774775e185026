/// Writes a batch of claims as one 837 transaction: 005010X222A1 or 005010X223A2.
struct ClaimWriter {
    private var segments: [Segment] = []
    private var level = 0

    /// The transaction that carries `claims`, all of one kind, under `reference` (BHT03).
    static func transaction(
        _ claims: [ClaimDraft],
        reference: String,
        kind: ClaimKind,
        date: Day,
        time: String
    )
        -> OutgoingTransaction
    {
        var writer = ClaimWriter()
        writer.segments = [
            ["BHT", "0019", "00", reference, date.compact, time, "CH"],
            ["NM1", "41", "2", Party.hospitalName, "", "", "", "", "46", Party.hospitalID],
            ["PER", "IC", "BILLING OFFICE", "TE", "5550100100"],
            ["NM1", "40", "2", Party.clearinghouseName, "", "", "", "", "46", Party.clearinghouseID],
        ]
        var providers: [Provider] = []
        for claim in claims where !providers.contains(claim.provider) { providers.append(claim.provider) }
        for provider in providers {
            writer.level += 1
            let parent = writer.level
            writer.segments.append(["HL", String(parent), "", "20", "1"])
            writer.segments.append(["PRV", "BI", "PXC", provider.taxonomy])
            writer.segments += Loop.provider(provider)
            for claim in claims where claim.provider == provider { writer.subscriber(claim, parent: parent) }
        }
        return OutgoingTransaction(
            identifier: "837",
            functionalGroup: "HC",
            version: kind == .professional ? "005010X222A1" : "005010X223A2",
            body: writer.segments,
            date: date
        )
    }

    private mutating func subscriber(_ claim: ClaimDraft, parent: Int) {
        let patient = claim.patient
        level += 1
        let subscriber = level
        let isDependent = patient.subscriberFirstName != nil
        segments.append(["HL", String(subscriber), String(parent), "22", isDependent ? "1" : "0"])
        segments.append([
            "SBR", claim.sequence, isDependent ? "" : "18", patient.groupNumber, "", "", "", "", "", claim.payer.filing,
        ])
        let first = patient.subscriberFirstName ?? patient.firstName
        segments.append(Loop.person("IL", patient.lastName, first, memberID: patient.memberID))
        address(patient)
        let birth = isDependent ? patient.subscriberBirth : patient.birth
        segments.append(["DMG", "D8", birth.compact, patient.sex])
        segments.append(Loop.payer("PR", claim.payer))
        if isDependent {
            level += 1
            segments.append(["HL", String(level), String(subscriber), "23", "0"])
            segments.append(["PAT", "19"])
            segments.append(Loop.person("QC", patient.lastName, patient.firstName, memberID: nil))
            address(patient)
            segments.append(["DMG", "D8", patient.birth.compact, patient.sex])
        }
        body(claim)
    }

    private mutating func address(_ patient: Patient) {
        segments.append(["N3", patient.street])
        segments.append(["N4", patient.city, patient.state, patient.zip])
    }

    private mutating func body(_ claim: ClaimDraft) {
        let qualifier = claim.kind == .professional ? "B" : "A"
        let place = "\(claim.facility):\(qualifier):\(claim.frequency)"
        segments.append([
            "CLM", claim.controlNumber, monetary(claim.charge), "", "", place, claim.kind == .professional ? "Y" : "",
            "A",
            "Y", "Y",
        ])
        if claim.kind == .institutional { institutionalDates(claim) }
        if let desk = claim.deskPayment { segments.append(["AMT", "F5", monetary(desk)]) }
        if let reference = claim.originalReference { segments.append(["REF", "F8", reference]) }
        if let number = claim.clearinghouseNumber { segments.append(["REF", "D9", number]) }
        segments.append(["REF", "EA", claim.patient.recordNumber])
        segments.append(["HI", "ABK:\(claim.diagnosis)"])
        if claim.isInpatient { segments.append(["HI", "ABJ:\(claim.diagnosis)"]) }
        if let drg = claim.drg { segments.append(["HI", "DR:\(drg)"]) }
        let clinician = claim.kind == .professional ? "82" : "71"
        segments.append(["NM1", clinician, "1", "CLINICIAN", "SIMULATED", "", "", "", "XX", Provider.clinicianNPI])
        for other in claim.otherPayers { otherPayer(other, claim) }
        for line in claim.lines { serviceLine(line, claim) }
    }

    private mutating func institutionalDates(_ claim: ClaimDraft) {
        segments.append(["DTP", "434", "RD8", "\(claim.from.compact)-\(claim.through.compact)"])
        if claim.isInpatient {
            segments.append(["DTP", "435", "DT", claim.from.compact + "1015"])
            segments.append(["CL1", "1", "1", claim.frequency == "2" || claim.frequency == "3" ? "30" : "01"])
        } else {
            segments.append(["CL1", "1", "1", "01"])
        }
    }

    private mutating func otherPayer(_ other: OtherPayer, _ claim: ClaimDraft) {
        let patient = claim.patient
        segments.append(["SBR", other.sequence, "18", "", "", "", "", "", "", other.payer.filing])
        if let decision = other.decision {
            segments += Loop.adjustments(decision.adjustments)
            segments.append(["AMT", "D", monetary(decision.paid)])
        }
        segments.append(["OI", "", "", "Y", "", "", "Y"])
        segments.append(Loop.person("IL", patient.lastName, patient.firstName, memberID: other.memberID))
        segments.append(Loop.payer("PR", other.payer))
    }

    private mutating func serviceLine(_ line: ServiceLine, _ claim: ClaimDraft) {
        segments.append(["LX", String(line.number)])
        if claim.kind == .professional {
            segments.append([
                "SV1", Loop.procedure(line), monetary(line.charge), "UN", String(line.units), "", "", "1",
            ])
        } else {
            segments.append([
                "SV2", line.revenue ?? "", line.procedure == nil ? "" : Loop.procedure(line), monetary(line.charge),
                line.revenue == "0120" ? "DA" : "UN", String(line.units),
            ])
        }
        segments.append(["DTP", "472", "D8", line.date.compact])
        if let control = line.control { segments.append(["REF", "6R", control]) }
        for other in claim.otherPayers { lineDecision(other, line) }
    }

    private mutating func lineDecision(_ other: OtherPayer, _ line: ServiceLine) {
        guard let decision = other.decision,
            let decided = decision.lines.first(where: { $0.line.number == line.number })
        else { return }
        segments.append([
            "SVD", other.payer.id, monetary(decided.paid), Loop.procedure(line), "", String(line.units),
        ])
        segments += Loop.adjustments(decided.adjustments)
        segments.append(["DTP", "573", "D8", decision.date.compact])
    }
}
