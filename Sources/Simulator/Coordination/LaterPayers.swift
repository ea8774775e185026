/// Later payers to whom the hospital sends a claim of its own, with the earlier decision inside.
extension HospitalMonth {
    /// The claim that goes to the next payer after `decisions`, with loops 2320 and 2430.
    private mutating func laterClaim(_ claim: ClaimDraft, to payer: Payer, _ sequence: String, after decisions: [RemittanceDraft])
        -> ClaimDraft
    {
        var next = claim
        next.payer = payer
        next.sequence = sequence
        next.otherPayers = zip(["P", "S"], decisions).map { place, decision in
            OtherPayer(payer: decision.payer, sequence: place, memberID: claim.patient.memberID, decision: decision)
        }
        next.sent = decisions[decisions.count - 1].date + random.within(2...4)
        next.batch = .later
        return next
    }

    /// The hospital bills the second payer itself, which pays what the first left, or leaves a part to the patient.
    mutating func submittedSecondary() {
        let (claim, first) = primary(random.pick(Payer.commercial))
        submit(claim)
        pay(first)
        let supplement = random.pick(Payer.supplements)
        let later = laterClaim(claim, to: supplement, "S", after: [first])
        submit(later)
        var second = next(supplement, after: first, status: "2", leave: random.pick([0, 30, 100]), days: 7...14)
        second.claim = later
        pay(second)
        record(predecessor(claim, first))
        var row = TruthRow(later)
        row.post(second)
        row.collect(second.costShare)
        record(row)
    }

    /// The second payer was billed and has not answered: what the first left is with it.
    mutating func secondaryWaiting() {
        let isOld = ordinal.isMultiple(of: 2)
        let (claim, first) = primary(random.pick(Payer.commercial), age: isOld ? .old : .month, after: isOld ? 9 : 18)
        submit(claim)
        pay(first)
        let supplement = random.pick(Payer.supplements)
        let later = laterClaim(claim, to: supplement, "S", after: [first])
        submit(later)
        var paid = predecessor(claim, first)
        paid.payerPending = true
        record(paid)
        var row = TruthRow(later)
        row.outstandingPayer = first.costShare
        if isLate(since: later.sent, supplement) {
            row.findings = [TruthFinding("missingResponse", amount: first.costShare, step: "checkStatus")]
        }
        record(row)
    }

    /// Three payers, each of whom answers.
    mutating func tertiary() {
        let (claim, first) = primary(random.pick(Payer.commercial), age: .old, after: 9)
        submit(claim)
        pay(first)
        let second = laterClaim(claim, to: .harborlight, "S", after: [first])
        submit(second)
        var decision = next(.harborlight, after: first, status: "2", leave: 60, days: 7...10)
        decision.claim = second
        pay(decision)
        let third = laterClaim(claim, to: .moorgate, "T", after: [first, decision])
        submit(third)
        var last = next(.moorgate, after: decision, status: "3", leave: random.pick([0, 50]), days: 7...10)
        last.claim = third
        pay(last)
        record(predecessor(claim, first))
        record(predecessor(second, decision))
        var row = TruthRow(third)
        row.post(last)
        row.collect(last.costShare)
        record(row)
    }

    /// The second payer denies: what the first left, or the whole charge, of which no more is held than was left.
    mutating func secondaryDenies() {
        let (claim, first) = primary(random.pick(Payer.commercial), lines: 1)
        submit(claim)
        pay(first)
        let supplement = random.pick(Payer.supplements)
        let later = laterClaim(claim, to: supplement, "S", after: [first])
        submit(later)
        var second = next(supplement, after: first, status: "2", leave: 0, days: 7...12)
        second.claim = later
        let left = first.costShare
        if ordinal.isMultiple(of: 2) {
            second.lines[0].adjustments.append(Adjustment("CO", "197", left, .denied))
        } else {
            second.lines[0].adjustments = [Adjustment("CO", "197", claim.charge, .denied)]
        }
        pay(second)
        record(predecessor(claim, first))
        var row = TruthRow(later)
        row.post(second)
        row.status = "denied"
        row.outstandingHeld = left
        row.findings = [
            TruthFinding(
                "denial", category: "authorization", codes: ["CO-197"], lines: [claim.lines[0].name], amount: left,
                step: "findAuthorization")
        ]
        record(row)
    }

    /// The first payer takes its decision back after the second has paid: the account is open again.
    mutating func primaryReversed() {
        let supplement = random.pick(Payer.supplements)
        let drawn = primary(random.pick([.medicareB, .northfield]), age: .old)
        let claim = drawn.claim
        var first = drawn.remittance
        submit(claim)
        first.status = "19"
        first.forwardedTo = supplement
        let second = next(supplement, after: first, status: "2", leave: 0)
        pay(first)
        pay(second)
        pay(first.reversed(on: second.date + random.within(2...6)))
        var taken = TruthRow(claim)
        taken.note(first)
        taken.status = "reversed"
        taken.outstandingPayer = 0
        taken.outstandingHeld = claim.charge
        taken.findings = [TruthFinding("takeBack", amount: first.paid, step: "review")]
        record(taken)
        var row = successor(second, sequence: "S", collect: 0)
        row.payerPending = true
        record(row)
    }
}
