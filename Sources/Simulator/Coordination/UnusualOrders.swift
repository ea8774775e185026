/// Second payers that leave more, or nothing, or answer out of turn.
extension HospitalMonth {
    /// A primary and its later claim, both submitted, the first paid.
    private mutating func billedSecond() -> (claim: ClaimDraft, first: RemittanceDraft, later: ClaimDraft) {
        let (claim, first) = primary(random.pick(Payer.commercial), age: .old, after: 9)
        submit(claim)
        pay(first)
        let later = laterClaim(claim, to: random.pick(Payer.supplements), "S", after: [first])
        submit(later)
        return (claim, first, later)
    }

    /// The second payer leaves more to the patient than the first did: no more than the first's PR may be asked for,
    /// and the rest is for a person.
    mutating func secondaryAboveFirst() {
        let (claim, first, later) = billedSecond()
        var second = next(later.payer, after: first, status: "2", leave: 100, days: 7...12)
        second.claim = later
        let more = random.share(of: first.lines[0].paid, percent: 5...40)
        second.lines[0].adjustments[0].cents -= more
        second.lines[0].adjustments[1].cents += more
        pay(second)
        record(predecessor(claim, first))
        var row = TruthRow(later)
        row.post(second)
        row.collect(first.patientResponsibility)
        // What a later row holds is never more than was left to it.
        row.outstandingHeld = 0
        row.hold(min(more, first.patientResponsibility), "review")
        record(row)
    }

    /// The second payer takes the whole charge off by contract and says nothing of cost share: the patient owes none.
    mutating func secondaryWritesOff() {
        let (claim, first, later) = billedSecond()
        var second = next(later.payer, after: first, status: "2", leave: 0, days: 7...12)
        second.claim = later
        for index in second.lines.indices {
            second.lines[index].adjustments = [.writeOff(second.lines[index].charge)]
        }
        pay(second)
        record(predecessor(claim, first))
        var row = TruthRow(later)
        row.post(second)
        record(row)
    }

    /// The second payer's decision is here and the first's is not: nothing may be asked for until it comes.
    mutating func secondaryBeforeFirst() {
        var (claim, first) = primary(random.pick(Payer.commercial), age: .young, after: 6)
        let supplement = random.pick(Payer.supplements)
        claim.otherPayers = [OtherPayer(payer: supplement, sequence: "S", memberID: unique("SUP", digits: 9))]
        first.claim = claim
        submit(claim)
        let second = next(supplement, after: first, status: "2", leave: random.pick([0, 40]), days: 5...9)
        pay(second)
        record(TruthRow(claim))
        var row = successor(second, sequence: "S", collect: 0)
        row.payerPending = true
        record(row)
    }

    /// The second payer takes its decision back: what the first left is open again.
    mutating func secondaryReversed() {
        let (claim, first, later) = billedSecond()
        var second = next(later.payer, after: first, status: "2", leave: 0, days: 7...10)
        second.claim = later
        pay(second)
        pay(second.reversed(on: second.date + random.within(3...9)))
        var row = predecessor(claim, first)
        row.payerPending = true
        record(row)
        var taken = TruthRow(later)
        taken.note(second)
        taken.status = "reversed"
        taken.outstandingPayer = 0
        taken.outstandingHeld = first.patientResponsibility
        taken.findings = [TruthFinding("takeBack", amount: second.paid, step: "review")]
        record(taken)
    }
}
