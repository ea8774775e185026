/// Denials and rejections whose remark says how to come back.
extension HospitalMonth {
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

    /// MA130 on one line while money is paid: what it governs is for a person, and a new claim is still due.
    mutating func unprocessableLine(paysPart: Bool) {
        let claim = professional(random.pick([.medicareB, .northfield, .quarry]), lines: 2)
        submit(claim)
        let companion = random.pick(["M76", "N290", "M51"])
        var remittance = adjudicate(claim)
        let charge = claim.lines[1].charge
        let amount = paysPart ? random.share(of: charge, percent: 20...70) : charge
        remittance.lines[0].adjustments = [.writeOff(random.share(of: claim.lines[0].charge, percent: 20...50))]
        remittance.lines[1].adjustments = [Adjustment("CO", "16", amount, .review)]
        remittance.lines[1].remarks = ["MA130", companion]
        pay(remittance)
        var row = TruthRow(claim)
        row.post(remittance)
        row.status = "inReview"
        row.findings = [rejection(claim, [claim.lines[1]], amount, ["MA130", companion])]
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

    /// A packaged line that a payer's rule pays apart: denied.
    mutating func packagedPaidApart() {
        var claim = outpatient(.dunmere, lines: 2)
        claim.lines[1].procedure = "36415"
        packagedDenied(claim, [("97", claim.lines[1].charge)], remark: nil)
    }

    /// A packaged line of a stay without MIA, CLP11 or a rule: nothing says that it is paid by case.
    mutating func packagedWithoutCaseRate() {
        var claim = inpatient(.stillwater)
        claim.drg = nil
        claim.lines.removeLast()
        packagedDenied(claim, [(random.pick(["97", "234"]), claim.lines[1].charge)], remark: nil)
    }

    /// A packaged line with a remark, or another code beside it, that says unbundled: denied wherever it stands.
    mutating func packagedByCodes() {
        let claim = outpatient(random.pick(Payer.commercial), lines: 2)
        let charge = claim.lines[1].charge
        let beside = ["236", "231"]
        let remarks = ["M144", "N525", "N70", "MA133", "N106"]
        let variant = ordinal % (beside.count + remarks.count)
        if variant < beside.count {
            let part = random.share(of: charge, percent: 30...60)
            packagedDenied(claim, [("97", part), (beside[variant], charge - part)], remark: nil)
        } else {
            packagedDenied(claim, [(random.pick(["97", "234"]), charge)], remark: remarks[variant - beside.count])
        }
    }

    /// The first line is paid and the second denied by `codes`.
    private mutating func packagedDenied(
        _ claim: ClaimDraft,
        _ codes: [(reason: String, cents: Cents)],
        remark: String?
    ) {
        submit(claim)
        var remittance = adjudicate(claim)
        remittance.sendsInpatientData = false
        remittance.lines[0].adjustments = [.writeOff(random.share(of: claim.lines[0].charge, percent: 20...50))]
        let parts = codes.map { code in
            DeniedPart(
                group: "CO",
                draw: DenialDraw(code.reason, "CO", "bundling", "reviewCoding", remark: remark),
                cents: code.cents,
                line: claim.lines[1]
            )
        }
        remittance.lines[1].adjustments = parts.map(\.adjustment)
        remittance.lines[1].remarks = [remark].compactMap { $0 }
        pay(remittance)
        record(parts, claim, remittance, status: "partiallyDenied")
    }
}
