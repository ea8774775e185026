/// Answers that decide nothing yet, or say what nobody knows.
extension HospitalMonth {
    /// An adjustment reason that no table knows: never guessed.
    mutating func unknownReason() {
        let claim = professional(random.pick(Payer.commercial), lines: 1)
        submit(claim)
        var remittance = adjudicate(claim)
        remittance.writeOff(&random)
        var row = TruthRow(claim)
        let group = random.pick(["CO", "OA", "PI", "PR"])
        let amount = remittance.lines[0].rest
        remittance.lines[0].adjustments.append(Adjustment(group, "998", amount, .review))
        row.post(remittance)
        row.status = "inReview"
        if group == "PR" { row.patientHold = ["review"] }
        row.findings = [
            TruthFinding(
                "review",
                codes: ["\(group)-998"],
                lines: [claim.lines[0].name],
                amount: amount,
                step: "review"
            )
        ]
        pay(remittance)
        record(row)
    }

    /// A remark that no table knows leaves deductible, coinsurance and copayment alone and holds other PR.
    mutating func unknownRemark() {
        let claim = professional(random.pick(Payer.commercial), lines: 2)
        submit(claim)
        var remittance = adjudicate(claim)
        remittance.writeOff(&random)
        let ask = random.share(of: remittance.lines[0].rest, percent: 10...30)
        let hold = ordinal.isMultiple(of: 2) ? 0 : random.share(of: remittance.lines[1].rest, percent: 10...30)
        remittance.lines[0].adjustments.append(.share(random.pick(["1", "2", "3"]), ask))
        if hold > 0 { remittance.lines[1].adjustments.append(.share(random.pick(["66", "142", "241"]), hold)) }
        for index in remittance.lines.indices { remittance.lines[index].remarks = ["N9998"] }
        pay(remittance)
        var row = TruthRow(claim)
        row.post(remittance)
        row.collect(ask)
        if hold > 0 { row.hold(hold, "review") }
        record(row)
    }

    /// CLP02 is a code that no table knows: what was adjudicated counts all the same.
    mutating func unknownClaimStatus() {
        let claim = professional(random.pick(Payer.commercial))
        submit(claim)
        var remittance = adjudicate(claim)
        remittance.status = "98"
        remittance.writeOff(&random)
        remittance.share("2", &random)
        settle(claim, remittance, .flawed(.unknownCode))
    }

    /// CLP02 = 4 says that the patient was not recognised, and a code beside it denies.
    mutating func notRecognisedDenied() {
        let claim = professional(random.pick(Payer.commercial), lines: 1)
        submit(claim)
        var remittance = adjudicate(claim)
        remittance.status = "4"
        let draw = DenialDraw("31", "CO PR", "eligibility", "replaceClaim")
        let part = DeniedPart(group: random.pick(draw.groups), draw: draw, cents: claim.charge, line: claim.lines[0])
        remittance.lines[0].adjustments = [part.adjustment]
        pay(remittance)
        record([part], claim, remittance, status: "denied")
    }

    /// CLP02 = 4 without a denial: it denies nothing by itself, and a person must look.
    mutating func notRecognised() {
        let claim = professional(random.pick(Payer.commercial), lines: 1)
        submit(claim)
        var remittance = adjudicate(claim)
        remittance.status = "4"
        let share = random.share(of: claim.charge, percent: 10...40)
        remittance.lines[0].adjustments = [
            Adjustment("CO", "45", claim.charge - share, .review), Adjustment("PR", "1", share, .review),
        ]
        pay(remittance)
        var row = TruthRow(claim)
        row.post(remittance)
        row.status = "inReview"
        row.patientHold = ["review"]
        let lines = [claim.lines[0].name]
        row.findings = [
            TruthFinding("mismatch", amount: claim.charge, step: "review"),
            TruthFinding("review", codes: ["CO-45"], lines: lines, amount: claim.charge - share, step: "review"),
            TruthFinding("review", codes: ["PR-1"], lines: lines, amount: share, step: "review"),
        ]
        record(row)
    }

    /// CLP02 = 25, a predetermination: nothing changes.
    mutating func predetermination() {
        let claim = professional(random.pick(Payer.commercial), age: .young)
        let number = submit(claim)
        var remittance = adjudicate(claim)
        remittance.status = "25"
        for index in remittance.lines.indices {
            remittance.lines[index].adjustments = [Adjustment("OA", "101", remittance.lines[index].charge, .review)]
        }
        acknowledge(number, after: 1, "A2", "20", reference: remittance.controlNumber)
        pay(remittance)
        var row = TruthRow(claim)
        row.note(remittance)
        row.status = "accepted"
        record(row)
    }

    /// CO-133 or OA-133: the decision is open, and the amount is still with the payer.
    mutating func pended() {
        let claim = professional(random.pick(Payer.commercial), age: ordinal.isMultiple(of: 2) ? .old : .young)
        submit(claim)
        var remittance = adjudicate(claim, after: 9)
        let group = random.pick(["OA", "OA", "CO"])
        for index in remittance.lines.indices {
            remittance.lines[index].adjustments = [Adjustment(group, "133", remittance.lines[index].charge, .pended)]
        }
        pay(remittance)
        var row = TruthRow(claim)
        row.post(remittance)
        row.status = "pending"
        if isLate(since: remittance.date, claim.payer) {
            row.findings = [TruthFinding("missingResponse", amount: claim.charge, step: "checkStatus")]
        }
        record(row)
    }

    /// CARC 252 asks for a document and pays nothing on the line: pended, and the records are to be sent.
    mutating func documentRequested() {
        let claim = professional(random.pick(Payer.withoutRule), lines: 1)
        submit(claim)
        var remittance = adjudicate(claim)
        let remark = random.pick(["M127", "M29", "N26", "N706"])
        let group = random.pick(["CO", "OA", "PR"])
        remittance.lines[0].remarks = [remark]
        remittance.lines[0].adjustments = [Adjustment(group, "252", claim.charge, .pended)]
        pay(remittance)
        var row = TruthRow(claim)
        row.post(remittance)
        row.status = "pending"
        row.findings = [
            TruthFinding(
                "review",
                category: "documentation",
                codes: ["\(group)-252", remark],
                lines: [claim.lines[0].name],
                amount: claim.charge,
                step: "sendRecords"
            )
        ]
        record(row)
    }

    /// CARC 252 on a line that is paid in part: the rest is denied for want of a document.
    mutating func documentDenied() {
        let claim = professional(random.pick(Payer.commercial), lines: 1)
        submit(claim)
        var remittance = adjudicate(claim)
        remittance.writeOff(&random)
        let draw = DenialDraw("252", "CO OA PR", "documentation", "sendRecords", remark: random.pick(["M127", "N26"]))
        let part = DeniedPart(
            group: random.pick(draw.groups),
            draw: draw,
            cents: random.share(of: remittance.lines[0].rest, percent: 20...60),
            line: claim.lines[0]
        )
        remittance.lines[0].remarks = [draw.remark].compactMap { $0 }
        remittance.lines[0].adjustments.append(part.adjustment)
        pay(remittance)
        record([part], claim, remittance, status: "partiallyDenied")
    }

    /// A second adjudication that says duplicate of one that paid: only a finding.
    mutating func duplicateBeside() {
        let claim = professional(random.pick(Payer.commercial))
        submit(claim)
        if ordinal.isMultiple(of: 2) {
            // The hospital sent the same claim twice before the first answer came.
            var again = claim
            again.sent = claim.sent + random.within(2...6)
            again.batch = .later
            submit(again)
        }
        var remittance = adjudicate(claim, after: 12)
        remittance.writeOff(&random)
        remittance.share("2", &random)
        pay(remittance)
        var duplicate = adjudicate(claim, after: random.within(9...22))
        let (group, reason) = random.pick([("OA", "18"), ("CO", "18"), ("OA", "B13")])
        for index in duplicate.lines.indices {
            duplicate.lines[index].adjustments = [Adjustment(group, reason, duplicate.lines[index].charge, .denied)]
        }
        pay(duplicate)
        var row = TruthRow(claim)
        row.post(remittance)
        row.note(duplicate)
        row.collect(remittance.costShare)
        row.findings = [TruthFinding("duplicate", codes: ["\(group)-\(reason)"], amount: 0, step: "none")]
        record(row)
    }
}
