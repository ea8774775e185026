/// What stands between a payer's PR and a request to the patient.
extension HospitalMonth {
    /// A Qualified Medicare Beneficiary: PR is shown, and none of it may be asked for; a desk payment goes back.
    mutating func qualifiedBeneficiary() {
        let variants = [("1", "N781"), ("2", "N782"), ("3", "N783"), ("2", "N192")]
        let (share, remark) = variants[ordinal % variants.count]
        var claim = professional(.medicareB)
        var remittance = adjudicate(claim)
        remittance.writeOff(&random)
        remittance.share(share, &random)
        if random.chance(50) {
            remittance.remarks = [remark]
        } else {
            for index in remittance.lines.indices { remittance.lines[index].remarks = [remark] }
        }
        let paidAtDesk = random.chance(25)
        if paidAtDesk { claim.deskPayment = remittance.costShare }
        submit(claim)
        pay(remittance)
        var row = TruthRow(claim)
        row.post(remittance)
        row.hold(remittance.costShare, "qmb")
        if paidAtDesk {
            row.findings = [TruthFinding("refund", amount: remittance.costShare, step: "refund")]
        }
        record(row)
    }

    /// Balance-billing law applies: the share under PR-1, 2 or 3 may be asked for, PR-45 may not.
    mutating func surpriseBilling() {
        let remark = random.pick(["N830", "N862", "N864", "N865", "N866", "N867", "N869"])
        cappedAtShare(remark, reason: "surpriseBilling", atClaim: random.chance(50))
    }

    /// MA13 or N174: no more than the cost share may be asked for.
    mutating func limitedToShare() {
        cappedAtShare(random.pick(["MA13", "N174"]), reason: "protectedRemark", atClaim: true)
    }

    private mutating func cappedAtShare(_ remark: String, reason: String, atClaim: Bool) {
        let claim = professional(random.pick(Payer.commercial), lines: 1)
        submit(claim)
        var remittance = adjudicate(claim)
        remittance.share("1", &random)
        let balance = random.share(of: remittance.lines[0].rest, percent: 20...50)
        remittance.lines[0].adjustments.append(Adjustment("PR", "45", balance, .review))
        if atClaim { remittance.remarks = [remark] } else { remittance.lines[0].remarks = [remark] }
        pay(remittance)
        var row = TruthRow(claim)
        row.post(remittance)
        row.status = "inReview"
        row.patientHold = ["outOfNetworkBalance", reason].sorted(by: bytewise)
        row.collect(remittance.costShare)
        let codes = reason == "surpriseBilling" ? ["PR-45"] : ["PR-45", remark]
        row.findings = [
            TruthFinding("review", codes: codes, lines: [claim.lines[0].name], amount: balance, step: "review")
        ]
        record(row)
    }

    /// PR-45 alone: an out-of-network balance that a person must look at.
    mutating func outOfNetworkBalance() {
        let claim = professional(random.pick(Payer.commercial), lines: 1)
        submit(claim)
        var remittance = adjudicate(claim)
        if random.chance(50) { remittance.share("2", &random) }
        let balance = random.share(of: remittance.lines[0].rest, percent: 20...50)
        remittance.lines[0].adjustments.append(Adjustment("PR", "45", balance, .review))
        pay(remittance)
        var row = TruthRow(claim)
        row.post(remittance)
        row.status = "inReview"
        row.patientHold = ["outOfNetworkBalance"]
        row.collect(remittance.costShare)
        row.findings = [
            TruthFinding("review", codes: ["PR-45"], lines: [claim.lines[0].name], amount: balance, step: "review")
        ]
        record(row)
    }

    /// A remark says that the patient owes nothing, or no more than a state allows.
    mutating func patientOwesNothing() {
        // Relieved in any wording, capped by a state, never to be billed.
        let remarks = ["M27", "M39", "N563", "N172", "N364", "N524", "N246", "N106"]
        heldShare(remarks[ordinal % remarks.count], "protectedRemark")
    }

    /// A remark refers to rules of the plan that nobody has read yet.
    mutating func reviewRemark() {
        heldShare(random.pick(["N130", "N216", "N30", "N197", "N617", "N4", "MA04", "N435", "N687"]), "review")
    }

    mutating func heldShare(_ remark: String, _ reason: String) {
        let claim = professional(random.pick(Payer.commercial))
        submit(claim)
        var remittance = adjudicate(claim)
        remittance.writeOff(&random)
        remittance.share(random.pick(["1", "2"]), &random)
        for index in remittance.lines.indices { remittance.lines[index].remarks = [remark] }
        pay(remittance)
        var row = TruthRow(claim)
        row.post(remittance)
        row.hold(remittance.costShare, reason)
        record(row)
    }

    /// A remark says that the patient has paid too much: PR is held, and a refund is due.
    mutating func patientOwedMoney() {
        let claim = professional(random.pick(Payer.commercial), lines: 1)
        submit(claim)
        var remittance = adjudicate(claim)
        remittance.writeOff(&random)
        remittance.share("2", &random)
        remittance.lines[0].remarks = [random.pick(["MA59", "MA72", "N720", "MA77", "M25"])]
        pay(remittance)
        var row = TruthRow(claim)
        row.post(remittance)
        row.hold(remittance.costShare, "protectedRemark")
        row.findings = [TruthFinding("refund", amount: remittance.costShare, step: "refund")]
        record(row)
    }

    /// Medicaid: only its own copayment (3) and patient liability (142) may be asked for.
    mutating func medicaid(_ reasons: [String], mayAsk: Bool) {
        let claim = professional(.medicaid)
        submit(claim)
        var remittance = adjudicate(claim)
        remittance.writeOff(&random)
        remittance.share(reasons[ordinal % reasons.count], &random, percent: 5...10)
        pay(remittance)
        var row = TruthRow(claim)
        row.post(remittance)
        if mayAsk { row.collect(remittance.costShare) } else { row.hold(remittance.costShare, "review") }
        record(row)
    }

    /// Workers' compensation, auto and liability: no PR is the patient's.
    mutating func othersLiability(_ payer: Payer) {
        let claim = professional(payer)
        submit(claim)
        var remittance = adjudicate(claim)
        remittance.writeOff(&random)
        let hasShare = !ordinal.isMultiple(of: 4)
        if hasShare { remittance.share(random.pick(["1", "3"]), &random) }
        pay(remittance)
        var row = TruthRow(claim)
        row.post(remittance)
        if hasShare { row.hold(remittance.costShare, "review") }
        record(row)
    }
}
