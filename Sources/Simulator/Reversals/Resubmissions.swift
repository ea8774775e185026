/// Claims that the hospital sends again: replaced, voided, or anew after a rejection.
extension HospitalMonth {
    private mutating func paidClaim() -> (claim: ClaimDraft, remittance: RemittanceDraft) {
        let claim = professional(random.pick(Payer.commercial), age: .old)
        submit(claim)
        var remittance = adjudicate(claim, after: 9)
        remittance.writeOff(&random)
        remittance.share("2", &random)
        pay(remittance)
        return (claim, remittance)
    }

    /// A paid claim, its replacement for a greater charge, and how that was decided; the new decision is yet to be paid.
    private mutating func dearerReplacement() -> (first: RemittanceDraft, second: RemittanceDraft, row: TruthRow) {
        let (claim, first) = paidClaim()
        var replacement = again(claim, frequency: "7", after: first)
        replacement.lines[0].charge += random.dollars(10...90)
        submit(replacement)
        var second = adjudicate(replacement, after: random.within(10...16))
        second.writeOff(&random)
        second.share("1", &random)
        var row = TruthRow(replacement)
        row.note(first)
        row.post(second)
        row.collect(second.costShare)
        return (first, second, row)
    }

    private func again(_ claim: ClaimDraft, frequency: String, after remittance: RemittanceDraft) -> ClaimDraft {
        var copy = claim
        copy.frequency = frequency
        copy.originalReference = remittance.controlNumber
        copy.sent = remittance.date + 3
        copy.batch = .later
        return copy
    }

    /// A replacement (7) without an answer: the old decision stays in effect.
    mutating func replacementWaiting() {
        let (claim, remittance) = paidClaim()
        var replacement = again(claim, frequency: "7", after: remittance)
        replacement.lines[0].charge += random.dollars(10...90)
        let number = submit(replacement)
        let isAccepted = ordinal % 3 == 1
        if isAccepted { acknowledge(number, after: 1, "A2", "20") }
        var row = TruthRow(claim)
        row.post(remittance)
        row.collect(remittance.costShare)
        row.open = ("7", isAccepted ? "accepted" : "submitted")
        record(row)
    }

    /// A replacement that was rejected: the old decision stays, and the rejection shows beside it.
    mutating func replacementRejected() {
        let (claim, remittance) = paidClaim()
        let number = submit(again(claim, frequency: "7", after: remittance))
        let category = random.pick(["A3", "A7"])
        acknowledge(number, after: 1, category, "21")
        var row = TruthRow(claim)
        row.post(remittance)
        row.collect(remittance.costShare)
        row.open = ("7", "rejected")
        row.findings = [dated(TruthFinding("rejection", codes: ["\(category):21"], amount: 0, step: "newClaim"), claim)]
        record(row)
    }

    /// A replacement that was adjudicated, the old decision reversed.
    mutating func replacementAdjudicated() {
        let (first, second, row) = dearerReplacement()
        pay([first.reversed(on: second.date), second])
        record(row)
    }

    /// A replacement that was adjudicated while the old decision stands: perhaps paid twice.
    mutating func replacementUnreversed() {
        let (first, second, settled) = dearerReplacement()
        pay(second)
        var row = settled
        row.findings = [TruthFinding("mismatch", amount: first.paid, step: "review")]
        record(row)
    }

    /// A void that the payer accepted: nothing is owed by anybody, though the reversal has not come.
    mutating func voidAccepted() {
        let (claim, remittance) = paidClaim()
        let number = submit(again(claim, frequency: "8", after: remittance))
        acknowledge(number, after: 1, "A1", "19")
        acknowledge(number, after: 2, "A2", "20")
        var row = TruthRow(claim)
        row.post(remittance)
        row.outstandingPayer = 0
        record(row)
    }

    /// A void without an answer: the decision stays in effect.
    mutating func voidWaiting() {
        let (claim, remittance) = paidClaim()
        let number = submit(again(claim, frequency: "8", after: remittance))
        if ordinal.isMultiple(of: 2) { acknowledge(number, after: 1, "A1", "19") }
        var row = TruthRow(claim)
        row.post(remittance)
        row.collect(remittance.costShare)
        row.open = ("8", "submitted")
        record(row)
    }

    /// A void that was rejected: the decision stays, and the rejection shows beside it.
    mutating func voidRejected() {
        let (claim, remittance) = paidClaim()
        let number = submit(again(claim, frequency: "8", after: remittance))
        let category = random.pick(["A3", "A6", "A7", "A8"])
        acknowledge(number, after: 2, category, "21")
        var row = TruthRow(claim)
        row.post(remittance)
        row.collect(remittance.costShare)
        row.open = ("8", "rejected")
        row.findings = [dated(TruthFinding("rejection", codes: ["\(category):21"], amount: 0, step: "newClaim"), claim)]
        record(row)
    }

    /// A void (8) whose claim was reversed: nothing is owed by anybody.
    mutating func voided() {
        let (claim, remittance) = paidClaim()
        let void = again(claim, frequency: "8", after: remittance)
        submit(void)
        pay(remittance.reversed(on: void.sent + random.within(6...14)))
        var row = TruthRow(void)
        row.note(remittance)
        row.status = "reversed"
        row.outstandingPayer = 0
        record(row)
    }

    /// Rejected, then sent again with frequency 1 and paid: one row.
    mutating func resubmitted() {
        let claim = ordinary(age: .old)
        resubmit(claim, as: claim)
    }

    /// Rejected, then sent again with another charge on one of its lines: one row still, for a line is the same.
    mutating func resubmittedChanged() {
        let claim = ordinary(lines: 2, age: .old)
        var changed = claim
        changed.lines[1].charge += random.dollars(10...90)
        resubmit(claim, as: changed)
    }

    private mutating func resubmit(_ claim: ClaimDraft, as changed: ClaimDraft) {
        let number = submit(claim)
        acknowledge(number, after: 1, random.pick(["A3", "A7"]), "21")
        var again = changed
        again.sent = claim.sent + random.within(3...6)
        again.batch = .later
        let second = submit(again)
        acknowledge(second, after: 1, "A2", "20")
        var remittance = adjudicate(again)
        remittance.writeOff(&random)
        remittance.share("2", &random)
        settle(again, remittance)
    }
}
