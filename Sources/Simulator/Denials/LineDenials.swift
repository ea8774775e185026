/// Denials of some lines, and denials that something beside them qualifies.
extension HospitalMonth {
    private func deny(_ line: inout RemittanceLine, _ group: String, _ draw: DenialDraw) {
        line.adjustments.append(Adjustment(group, draw.reason, line.rest, .denied))
        if let remark = draw.remark { line.remarks = [remark] }
    }

    /// The row of an adjudication with one denial on `lines`, none of them meaning the whole claim.
    private func denied(
        _ claim: ClaimDraft,
        _ remittance: RemittanceDraft,
        _ group: String,
        _ draw: DenialDraw,
        lines: [ServiceLine]
    ) -> TruthRow {
        var row = TruthRow(claim)
        row.post(remittance)
        let amount = remittance.sum(.denied)
        let step = draw.step == "replaceClaim" ? replacement(at: claim.payer) : draw.step
        var finding = TruthFinding(
            "denial",
            category: draw.category,
            codes: ["\(group)-\(draw.reason)"] + (draw.remark.map { [$0] } ?? []),
            lines: lines.map(\.name),
            amount: amount,
            step: step
        )
        finding.isCorrection = draw.step == "replaceClaim"
        row.findings = [dated(finding, claim, paid: remittance.date)]
        if group == "PR" { row.patientHold = ["deniedService"] }
        return row
    }

    /// One line denied, the others paid.
    mutating func partialDenial() {
        if ordinal % 4 == 3 {
            twofoldDenial()
            return
        }
        let every = DenialDraw.authorization + DenialDraw.medicalNecessity + DenialDraw.bundling + DenialDraw.coding
        let draw = random.pick(every.filter { $0.step != "replaceClaim" })
        let claim = professional(random.pick(Payer.ordinary(.professional)), lines: 3)
        submit(claim)
        var remittance = adjudicate(claim)
        let group = draw.groups[0]
        remittance.writeOff(&random)
        remittance.lines[2].adjustments = []
        remittance.lines[0].adjustments.append(
            .share("2", random.share(of: remittance.lines[0].rest, percent: 10...20))
        )
        deny(&remittance.lines[2], group, draw)
        pay(remittance)
        var row = denied(claim, remittance, group, draw, lines: [claim.lines[2]])
        row.status = "partiallyDenied"
        row.collect(remittance.costShare)
        record(row)
    }

    /// One line denied in two parts, by two codes in two groups: two findings.
    private mutating func twofoldDenial() {
        let claim = professional(random.pick(Payer.ordinary(.professional)), lines: 2)
        submit(claim)
        var remittance = adjudicate(claim)
        let part = random.share(of: claim.lines[1].charge, percent: 30...60)
        remittance.lines[0].adjustments = [.writeOff(random.share(of: claim.lines[0].charge, percent: 20...50))]
        remittance.lines[1].adjustments = [
            Adjustment("CO", "197", part, .denied), Adjustment("PI", "151", claim.lines[1].charge - part, .denied),
        ]
        pay(remittance)
        var row = TruthRow(claim)
        row.post(remittance)
        row.status = "partiallyDenied"
        let lines = [claim.lines[1].name]
        let first = TruthFinding(
            "denial",
            category: "authorization",
            codes: ["CO-197"],
            lines: lines,
            amount: part,
            step: "findAuthorization"
        )
        let second = TruthFinding(
            "denial",
            category: "medicalNecessity",
            codes: ["PI-151"],
            lines: lines,
            amount: claim.lines[1].charge - part,
            step: "reviewClinical"
        )
        row.findings = [first, second].map { dated($0, claim, paid: remittance.date) }
        record(row)
    }

    /// A service denied as the patient's responsibility: it is denied, and the patient is not asked for it.
    mutating func deniedToPatient() {
        let draws = [
            DenialDraw("50", "PR", "medicalNecessity", "appeal"),
            DenialDraw("197", "PR", "authorization", "findAuthorization"),
            DenialDraw("204", "PR", "coverage", "verifyCoverage"),
            DenialDraw("27", "PR", "eligibility", "verifyCoverage"),
            DenialDraw("96", "PR", "coverage", "review"),
        ]
        let draw = draws[ordinal % draws.count]
        let claim = professional(random.pick(Payer.ordinary(.professional)), lines: 2)
        submit(claim)
        var remittance = adjudicate(claim)
        remittance.lines[0].adjustments = [.writeOff(random.share(of: claim.lines[0].charge, percent: 20...50))]
        remittance.lines[0].adjustments.append(
            .share("1", random.share(of: remittance.lines[0].rest, percent: 10...20))
        )
        deny(&remittance.lines[1], "PR", draw)
        pay(remittance)
        var row = denied(claim, remittance, "PR", draw, lines: [claim.lines[1]])
        row.status = "partiallyDenied"
        row.collect(remittance.costShare)
        record(row)
    }

    /// A denial to the patient that stands on a valid notice which nobody has shown: two reasons hold it.
    mutating func noticeMissing() {
        let claim = professional(.medicareB, lines: 1)
        submit(claim)
        var remittance = adjudicate(claim)
        let remark = random.pick(["N115", "N386", "N569", "N623"])
        if ordinal % 3 == 2 {
            // Not denied: the share of a paid service under such a remark.
            remittance.writeOff(&random)
            remittance.share("2", &random)
            remittance.lines[0].remarks = [remark]
            pay(remittance)
            var row = TruthRow(claim)
            row.post(remittance)
            row.hold(remittance.costShare, "noticeMissing")
            record(row)
            return
        }
        let draw = DenialDraw("50", "PR", "medicalNecessity", "appeal", remark: remark)
        deny(&remittance.lines[0], "PR", draw)
        pay(remittance)
        var row = denied(claim, remittance, "PR", draw, lines: claim.lines)
        row.status = "denied"
        row.patientHold = ["deniedService", "noticeMissing"]
        record(row)
    }

    /// Lines that the payer says it has already decided: denied, and the first decision is looked for.
    mutating func duplicateLines() {
        let claim = professional(random.pick(Payer.commercial), lines: 2)
        submit(claim)
        var remittance = adjudicate(claim)
        remittance.lines[0].adjustments = [.writeOff(random.share(of: claim.lines[0].charge, percent: 20...50))]
        let draw = DenialDraw(random.pick(["18", "B13"]), "OA", "duplicate", "checkStatus")
        deny(&remittance.lines[1], "OA", draw)
        pay(remittance)
        var row = denied(claim, remittance, "OA", draw, lines: [claim.lines[1]])
        row.status = "partiallyDenied"
        record(row)
    }

    /// A denial with a positive and a negative amount: only the positive one is denied, the other is for a person.
    mutating func negativeDenial() {
        let claim = professional(random.pick(Payer.commercial), lines: 2)
        submit(claim)
        var remittance = adjudicate(claim)
        let negative = random.dollars(5...30)
        remittance.lines[0].adjustments = [Adjustment("CO", "50", claim.lines[0].charge, .denied)]
        remittance.lines[1].adjustments = [Adjustment("CO", "50", -negative, .review)]
        pay(remittance)
        var row = TruthRow(claim)
        row.post(remittance)
        row.status = "partiallyDenied"
        let denial = TruthFinding(
            "denial",
            category: "medicalNecessity",
            codes: ["CO-50"],
            lines: [claim.lines[0].name],
            amount: claim.lines[0].charge,
            step: "appeal"
        )
        let review = TruthFinding(
            "review",
            codes: ["CO-50"],
            lines: [claim.lines[1].name],
            amount: -negative,
            step: "review"
        )
        row.findings = [dated(denial, claim, paid: remittance.date), review]
        record(row)
    }

    /// An open decision with a positive and a negative amount: the negative one is for a person.
    mutating func negativePend() {
        let claim = professional(random.pick(Payer.withoutRule), lines: 3, age: .young)
        submit(claim)
        var remittance = adjudicate(claim)
        let negative = random.dollars(5...30)
        let doubtful = negative + random.dollars(5...30)
        remittance.lines[0].adjustments = [Adjustment("OA", "133", claim.lines[0].charge, .pended)]
        remittance.lines[1].adjustments = [Adjustment("OA", "133", -negative, .review)]
        remittance.lines[2].adjustments = [Adjustment("CO", "215", doubtful, .review)]
        pay(remittance)
        var row = TruthRow(claim)
        row.post(remittance)
        row.status = "pending"
        let names = claim.lines.map(\.name)
        row.findings = [
            TruthFinding("review", codes: ["OA-133"], lines: [names[1]], amount: -negative, step: "review"),
            TruthFinding("review", codes: ["CO-215"], lines: [names[2]], amount: doubtful, step: "review"),
        ]
        record(row)
    }

    /// Denials whose last day to answer is within two weeks of the day of the truth, or just gone.
    mutating func deadlineAtRisk() {
        if ordinal % 3 == 2 {
            filingAtRisk()
            return
        }
        let claim = professional(.larkspur, age: .old)
        submit(claim)
        var remittance = adjudicate(claim)
        // An appeal within thirty days of this is due up to fourteen days from now, or was due before.
        remittance.date = ordinal % 3 == 0 ? asOf - random.within(17...30) : asOf - random.within(31...34)
        for index in remittance.lines.indices {
            remittance.lines[index].adjustments = [Adjustment("CO", "50", remittance.lines[index].charge, .denied)]
        }
        pay(remittance)
        let draw = DenialDraw("50", "CO", "medicalNecessity", "appeal")
        var row = denied(claim, remittance, "CO", draw, lines: claim.lines)
        row.status = "denied"
        record(row)
    }

    /// A rejected claim to Medicare whose year to file ends within two weeks.
    private mutating func filingAtRisk() {
        var claim = professional(.medicareB, lines: 1)
        let (year, month, day) = (asOf + random.within(0...14)).parts
        let service = Day(year: year - 1, month: month, day: day)
        claim.from = service
        claim.through = service
        claim.lines[0].date = service
        let number = submit(claim)
        acknowledge(number, after: 1, "A3", "21")
        var row = TruthRow(claim)
        row.status = "rejected"
        row.outstandingPayer = 0
        row.outstandingHeld = claim.charge
        let finding = TruthFinding("rejection", codes: ["A3:21"], amount: claim.charge, step: "newClaim")
        row.findings = [dated(finding, claim)]
        record(row)
    }
}
