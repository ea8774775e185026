/// Patient amounts with a code or a remark that is seldom seen.
extension HospitalMonth {
    /// The blood deductible, patient liability and the low-income copayment are cost share too; a cap at the share
    /// leaves only the first two to be asked for.
    mutating func otherCostShares() {
        let claim = professional(random.pick(Payer.commercial), lines: 3)
        submit(claim)
        var remittance = adjudicate(claim)
        remittance.writeOff(&random)
        for (index, reason) in ["66", "142", "241"].enumerated() {
            let cents = random.share(of: remittance.lines[index].rest, percent: 10...30)
            remittance.lines[index].adjustments.append(.share(reason, cents))
        }
        let isCapped = !ordinal.isMultiple(of: 3)
        let remark = random.pick(["MA13", "N174"])
        if isCapped {
            if random.chance(50) {
                remittance.remarks = [remark]
            } else {
                for index in remittance.lines.indices { remittance.lines[index].remarks = [remark] }
            }
        }
        guard isCapped else {
            settle(claim, remittance)
            return
        }
        pay(remittance)
        let beyond = remittance.lines[2].adjustments[1].cents
        var row = TruthRow(claim)
        row.post(remittance)
        row.collect(remittance.costShare - beyond)
        row.hold(beyond, "protectedRemark")
        record(row)
    }

    /// CARC A0: the payer says that the patient is owed money; PR is held and a refund is due.
    mutating func patientRefundReason() {
        let claim = professional(random.pick(Payer.withoutRule), lines: 1)
        submit(claim)
        var remittance = adjudicate(claim)
        remittance.writeOff(&random)
        remittance.share("2", &random)
        let refund = random.share(of: remittance.lines[0].rest, percent: 5...20)
        let group = random.pick(["OA", "CO"])
        remittance.lines[0].adjustments.append(Adjustment(group, "A0", refund, .review))
        pay(remittance)
        var row = TruthRow(claim)
        row.post(remittance)
        row.status = "inReview"
        row.hold(remittance.costShare, "protectedRemark")
        row.findings = [("refund", "refund"), ("review", "review")].map { kind, step in
            TruthFinding(kind, codes: ["\(group)-A0"], lines: [claim.lines[0].name], amount: refund, step: step)
        }
        record(row)
    }

    /// A remark says that this corrects an earlier decision, and no reversal came: PR waits for it.
    mutating func recomputeRemark() {
        heldShare(random.pick(["MA67", "N689", "N690", "N695"]), "review")
    }

    /// OA-209 or CO-303 says that the patient may not be billed: PR beside it is not collected either.
    mutating func notCollectible() {
        let claim = professional(.medicareB)
        submit(claim)
        var remittance = adjudicate(claim)
        remittance.writeOff(&random)
        let (group, reason) = ordinal.isMultiple(of: 2) ? ("OA", "209") : ("CO", "303")
        let barred = random.share(of: remittance.lines[0].rest, percent: 5...20)
        remittance.lines[0].adjustments.append(Adjustment(group, reason, barred, .contractual))
        remittance.share("2", &random)
        pay(remittance)
        var row = TruthRow(claim)
        row.post(remittance)
        row.hold(remittance.costShare, "qmb")
        record(row)
    }
}
