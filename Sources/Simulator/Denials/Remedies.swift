/// Denials and rejections whose remark says how to come back.
extension HospitalMonth {
    /// CO-16 with a remark that names the way: replace, send anew, void first, wait, or stop.
    mutating func resubmissionRemedy() {
        let remedies = [
            ("N380", "replaceClaim"), ("N142", "newClaim"), ("N798", "voidThenNew"), ("N779", "wait"), ("N185", "none"),
            ("N517", "newClaim"),
        ]
        let (remark, named) = remedies[ordinal % remedies.count]
        let claim = professional(random.pick(Payer.commercial), lines: 1)
        submit(claim)
        var remittance = adjudicate(claim)
        remittance.lines[0].adjustments = [Adjustment("CO", "16", claim.charge, .denied)]
        remittance.lines[0].remarks = [remark]
        pay(remittance)
        let step = named == "replaceClaim" ? replacement(at: claim.payer) : named
        recordDenial(claim, remittance, "CO-16", "information", remark, step)
    }

    /// A denial that may not be appealed: the step becomes a write-off review, a corrected claim, or a look back.
    mutating func noAppeal() {
        let variants: [(remark: String, step: String, shown: Bool)] = [
            ("N211", "writeOffReview", false), ("MA44", "writeOffReview", false), ("N704", "replaceClaim", false),
            ("N368", "review", true),
        ]
        let variant = variants[ordinal % variants.count]
        let claim = professional(random.pick(Payer.commercial), lines: 1)
        submit(claim)
        var remittance = adjudicate(claim)
        remittance.lines[0].adjustments = [Adjustment("CO", "50", claim.charge, .denied)]
        remittance.lines[0].remarks = [variant.remark]
        pay(remittance)
        let step = variant.step == "replaceClaim" ? replacement(at: claim.payer) : variant.step
        recordDenial(claim, remittance, "CO-50", "medicalNecessity", variant.shown ? variant.remark : nil, step)
    }

    private mutating func recordDenial(
        _ claim: ClaimDraft,
        _ remittance: RemittanceDraft,
        _ code: String,
        _ category: String,
        _ remark: String?,
        _ step: String
    ) {
        var row = TruthRow(claim)
        row.post(remittance)
        row.status = "denied"
        let finding = TruthFinding(
            "denial",
            category: category,
            codes: [code] + (remark.map { [$0] } ?? []),
            lines: [claim.lines[0].name],
            amount: claim.charge,
            step: step
        )
        row.findings = [dated(finding, claim, paid: remittance.date)]
        record(row)
    }

    /// MA130: the claim could not be processed, which is no denial; a new claim is due before the filing limit.
    mutating func unprocessable() {
        let isMedicare = ordinal.isMultiple(of: 2)
        let claim = professional(isMedicare ? .medicareB : random.pick([.northfield, .quarry]))
        submit(claim)
        let companion = random.pick(["M76", "N290", "MA27", "M51"])
        var remittance = adjudicate(claim)
        let atClaim = random.chance(50)
        for index in remittance.lines.indices {
            remittance.lines[index].adjustments = [Adjustment("CO", "16", remittance.lines[index].charge, .review)]
            remittance.lines[index].remarks = atClaim ? [companion] : [companion, "MA130"]
        }
        if atClaim { remittance.remarks = ["MA130"] }
        pay(remittance)
        var row = TruthRow(claim)
        row.post(remittance)
        row.status = "rejected"
        row.findings = [rejection(claim, claim.lines, claim.charge, ["MA130", companion])]
        record(row)
    }

    /// MA130 on one line while another is paid: what it governs is for a person, and a new claim is still due.
    mutating func unprocessableLine() {
        let claim = professional(random.pick([.medicareB, .northfield, .quarry]), lines: 2)
        submit(claim)
        let companion = random.pick(["M76", "N290", "M51"])
        var remittance = adjudicate(claim)
        remittance.lines[0].adjustments = [.writeOff(random.share(of: claim.lines[0].charge, percent: 20...50))]
        remittance.lines[1].adjustments = [Adjustment("CO", "16", claim.lines[1].charge, .review)]
        remittance.lines[1].remarks = ["MA130", companion]
        pay(remittance)
        var row = TruthRow(claim)
        row.post(remittance)
        row.status = "inReview"
        row.findings = [rejection(claim, [claim.lines[1]], claim.lines[1].charge, ["MA130", companion])]
        record(row)
    }

    private func rejection(
        _ claim: ClaimDraft,
        _ lines: [ServiceLine],
        _ amount: Cents,
        _ remarks: [String]
    ) -> TruthFinding {
        let finding = TruthFinding(
            "rejection",
            category: "information",
            codes: ["CO-16"] + remarks.sorted(by: bytewise),
            lines: lines.map(\.name),
            amount: amount,
            step: "newClaim"
        )
        return dated(finding, claim)
    }

    /// A packaged line that is denied: a rule pays it apart, nothing says case rate, or a remark says so.
    mutating func packagedDenied() {
        let claim: ClaimDraft
        if ordinal % 3 == 2 {
            claim = outpatient(random.pick(Payer.commercial), lines: 2)
        } else if ordinal % 3 == 0 {
            var drawn = outpatient(.dunmere, lines: 2)
            drawn.lines[1].procedure = "36415"
            claim = drawn
        } else {
            // A stay without MIA, CLP11 or a rule: nothing says that it is paid by case.
            var drawn = inpatient(.stillwater)
            drawn.drg = nil
            drawn.lines.removeLast()
            claim = drawn
        }
        submit(claim)
        var remittance = adjudicate(claim)
        remittance.sendsInpatientData = false
        remittance.lines[0].adjustments = [.writeOff(random.share(of: claim.lines[0].charge, percent: 20...50))]
        remittance.lines[1].adjustments = [Adjustment("CO", "97", claim.lines[1].charge, .denied)]
        // Inside another service's payment: denied wherever it stands.
        let remark = random.pick(["M144", "N525", "N70", "MA133"])
        if ordinal % 3 == 2 { remittance.lines[1].remarks = [remark] }
        pay(remittance)
        var row = TruthRow(claim)
        row.post(remittance)
        row.status = "partiallyDenied"
        let finding = TruthFinding(
            "denial",
            category: "bundling",
            codes: ["CO-97"] + remittance.lines[1].remarks,
            lines: [claim.lines[1].name],
            amount: claim.lines[1].charge,
            step: "reviewCoding"
        )
        row.findings = [dated(finding, claim, paid: remittance.date)]
        record(row)
    }
}
