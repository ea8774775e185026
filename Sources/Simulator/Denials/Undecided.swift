/// Answers that decide nothing yet, or say what nobody knows.
extension HospitalMonth {
    /// An adjustment reason or a remark that no table knows: never guessed.
    mutating func unknownCode() {
        let claim = professional(random.pick(Payer.commercial), lines: 1)
        submit(claim)
        var remittance = adjudicate(claim)
        remittance.writeOff(&random)
        var row = TruthRow(claim)
        switch ordinal % 3 {
        case 0:
            let group = random.pick(["CO", "OA", "PI"])
            let amount = remittance.lines[0].rest
            remittance.lines[0].adjustments.append(Adjustment(group, "998", amount, .review))
            row.post(remittance)
            row.status = "inReview"
            row.findings = [
                TruthFinding(
                    "review",
                    codes: ["\(group)-998"],
                    lines: [claim.lines[0].name],
                    amount: amount,
                    step: "review"
                )
            ]
        case 1:
            // An unknown remark leaves deductible, coinsurance and copayment alone.
            remittance.share(random.pick(["1", "2", "3"]), &random)
            remittance.lines[0].remarks = ["N9998"]
            row.post(remittance)
            row.collect(remittance.costShare)
        default:
            remittance.lines[0].adjustments.append(.share("66", random.dollars(5...20)))
            remittance.lines[0].remarks = ["N9998"]
            row.post(remittance)
            row.hold(remittance.costShare, "review")
        }
        pay(remittance)
        record(row)
    }

    /// CLP02 = 4 says that the patient was not recognised; it denies nothing by itself.
    mutating func patientNotRecognised() {
        let claim = professional(random.pick(Payer.commercial), lines: 1)
        submit(claim)
        var remittance = adjudicate(claim)
        remittance.status = "4"
        var row = TruthRow(claim)
        if ordinal.isMultiple(of: 2) {
            remittance.lines[0].adjustments = [Adjustment("CO", "31", claim.charge, .denied)]
            row.post(remittance)
            row.status = "denied"
            let finding = TruthFinding(
                "denial",
                category: "eligibility",
                codes: ["CO-31"],
                lines: [claim.lines[0].name],
                amount: claim.charge,
                step: replacement(at: claim.payer)
            )
            row.findings = [dated(finding, claim, paid: remittance.date)]
        } else {
            let share = random.share(of: claim.charge, percent: 10...40)
            remittance.lines[0].adjustments = [
                Adjustment("CO", "45", claim.charge - share, .review), Adjustment("PR", "1", share, .review),
            ]
            row.post(remittance)
            row.status = "inReview"
            row.patientHold = ["review"]
            let lines = [claim.lines[0].name]
            row.findings = [
                TruthFinding("mismatch", amount: claim.charge, step: "review"),
                TruthFinding("review", codes: ["CO-45"], lines: lines, amount: claim.charge - share, step: "review"),
                TruthFinding("review", codes: ["PR-1"], lines: lines, amount: share, step: "review"),
            ]
        }
        pay(remittance)
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

    /// CARC 252 asks for a document: pended where nothing is paid on the line, else denied for want of it.
    mutating func documentRequest() {
        let claim = professional(random.pick(Payer.withoutRule), lines: 1)
        submit(claim)
        var remittance = adjudicate(claim)
        let remark = random.pick(["M127", "M29", "N26", "N706"])
        remittance.lines[0].remarks = [remark]
        var row = TruthRow(claim)
        let lines = [claim.lines[0].name]
        if ordinal.isMultiple(of: 2) {
            remittance.lines[0].adjustments = [Adjustment("CO", "252", claim.charge, .pended)]
            row.post(remittance)
            row.status = "pending"
            row.findings = [
                TruthFinding(
                    "review",
                    category: "documentation",
                    codes: ["CO-252", remark],
                    lines: lines,
                    amount: claim.charge,
                    step: "sendRecords"
                )
            ]
        } else {
            remittance.writeOff(&random)
            let amount = random.share(of: remittance.lines[0].rest, percent: 20...60)
            remittance.lines[0].adjustments.append(Adjustment("CO", "252", amount, .denied))
            row.post(remittance)
            row.status = "partiallyDenied"
            row.findings = [
                TruthFinding(
                    "denial",
                    category: "documentation",
                    codes: ["CO-252", remark],
                    lines: lines,
                    amount: amount,
                    step: "sendRecords"
                )
            ]
        }
        pay(remittance)
        record(row)
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
