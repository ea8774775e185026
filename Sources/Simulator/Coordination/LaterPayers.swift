/// Later payers to whom the hospital sends a claim of its own, with the earlier decision inside.
extension HospitalMonth {
    /// The claim that goes to the next payer after `decisions`, with loops 2320 and 2430.
    mutating func laterClaim(
        _ claim: ClaimDraft,
        to payer: Payer,
        _ sequence: String,
        after decisions: [RemittanceDraft]
    )
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
    ///
    /// What the patient paid at the desk stands on both claims and counts once.
    mutating func submittedSecondary() {
        var (claim, first) = primary(random.pick(Payer.commercial))
        let leave = [0, 30, 100][ordinal % 3]
        let desk = leave == 100 ? random.share(of: first.costShare, percent: 10...60) : 0
        if desk > 0 { claim.deskPayment = desk }
        first.claim = claim
        submit(claim)
        pay(first)
        let supplement = random.pick(Payer.supplements)
        let later = laterClaim(claim, to: supplement, "S", after: [first])
        submit(later)
        var second = next(supplement, after: first, status: "2", leave: leave, days: 7...14)
        second.claim = later
        if leave == 0, random.chance(40) {
            // It says nothing of cost share: what it writes off is nobody's.
            for index in second.lines.indices {
                let writeOff = random.share(of: second.lines[index].rest, percent: 30...100)
                second.lines[index].adjustments.append(.writeOff(writeOff))
            }
        }
        pay(second)
        record(predecessor(claim, first))
        var row = TruthRow(later)
        row.post(second)
        row.collect(second.costShare - desk)
        record(row)
    }

    /// Both payers were billed at once and neither has answered: the second owes nothing while the first is silent.
    mutating func bothWaiting() {
        let claim = professional(random.pick(Payer.commercial), age: .young)
        submit(claim)
        var later = claim
        later.payer = random.pick(Payer.supplements)
        later.sequence = "S"
        later.otherPayers = [OtherPayer(payer: claim.payer, sequence: "P", memberID: claim.patient.memberID)]
        later.batch = .later
        submit(later)
        for (index, submitted) in [claim, later].enumerated() {
            var row = TruthRow(submitted)
            row.payerPending = true
            if index == 1 { row.outstandingPayer = 0 }
            record(row)
        }
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

    /// Three payers, each billed by us once the one before it has answered.
    mutating func tertiaryBilled() {
        let (claim, first) = primary(random.pick(Payer.commercial), age: .old, after: 9)
        submit(claim)
        pay(first)
        var second = next(.harborlight, after: first, status: "2", leave: 60, days: 7...10)
        let later = laterClaim(claim, to: .harborlight, "S", after: [first])
        submit(later)
        second.claim = later
        pay(second)
        var third = next(.moorgate, after: second, status: "3", leave: random.pick([0, 50]), days: 7...10)
        let last = laterClaim(claim, to: .moorgate, "T", after: [first, second])
        submit(last)
        third.claim = last
        pay(third)
        record(predecessor(claim, first))
        record(predecessor(later, second))
        var row = TruthRow(last)
        row.post(third)
        row.collect(third.costShare)
        record(row)
    }

    /// Three payers, forwarded from one to the next (19, then 20); the third may forward on (21) to a fourth.
    mutating func tertiaryForwarded(onward: Bool) {
        let drawn = primary(random.pick(Payer.commercial), age: .old, after: 9)
        let claim = drawn.claim
        var first = drawn.remittance
        submit(claim)
        first.status = "19"
        first.forwardedTo = .harborlight
        pay(first)
        var second = next(.harborlight, after: first, status: "20", leave: 60, days: 7...10)
        second.forwardedTo = .moorgate
        pay(second)
        let leave = onward ? 50 : random.pick([0, 50])
        var third = next(.moorgate, after: second, status: onward ? "21" : "3", leave: leave, days: 7...10)
        if onward { third.forwardedTo = .pinecrest }
        pay(third)
        var rows = [
            predecessor(claim, first), successor(second, sequence: "S", collect: 0),
            successor(third, sequence: "T", collect: onward ? 0 : third.costShare),
        ]
        if onward {
            for index in rows.indices { rows[index].payerPending = true }
            rows[2].hold(third.costShare, "nextPayer")
        }
        for row in rows { record(row) }
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
                "denial",
                category: "authorization",
                codes: ["CO-197"],
                lines: [claim.lines[0].name],
                amount: left,
                step: "findAuthorization"
            )
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
