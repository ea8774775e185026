/// Remittances that find their claim by a long way, by none, or not at all.
extension HospitalMonth {
    /// A remittance for a claim that nobody sent: a row of its own.
    mutating func remittanceOnly() {
        let claim = professional(random.pick([.northfield, .quarry, .stillwater]), lines: random.within(1...2))
        var remittance = adjudicate(claim)
        remittance.writeOff(&random)
        remittance.share("2", &random)
        pay(remittance)
        var row = TruthRow(remittance, origin: "remittanceOnly", sequence: "P")
        row.post(remittance)
        row.collect(remittance.costShare)
        record(row)
    }

    /// Two claims under one number, and a remittance that may be for either: it attaches to none.
    mutating func ambiguousRemittance() {
        let payer = random.pick(Payer.commercial)
        let one = professional(payer, lines: 1, age: .young)
        var two = one
        two.lines[0].procedure = one.lines[0].procedure == "99203" ? "99204" : "99203"
        two.lines[0].charge = one.lines[0].charge + random.dollars(20...60)
        two.batch = .later
        submit(one)
        submit(two)
        var remittance = adjudicate(one)
        remittance.lines[0].charge = two.lines[0].charge + random.dollars(20...60)
        remittance.charge = remittance.lines[0].charge
        remittance.writeOff(&random)
        pay(remittance)
        for claim in [one, two] {
            var row = TruthRow(claim)
            row.findings = [TruthFinding("unmatchedRemittance", amount: remittance.paid, step: "review")]
            record(row)
        }
    }

    /// The payer's own number, known from a 277CA, finds a claim whose patient control number came back wrong.
    mutating func matchedByPayerNumber() {
        let claim = professional(random.pick(Payer.commercial))
        let number = submit(claim)
        var remittance = adjudicate(claim)
        remittance.writeOff(&random)
        remittance.share("2", &random)
        remittance.garbledNumber = unique("ZZ", digits: 10)
        acknowledge(number, after: 1, "A2", "20", reference: remittance.controlNumber)
        settle(claim, remittance)
    }

    /// The payer pays under another id that no rule joins to the one that was billed: number and charge decide.
    mutating func matchedByCharge() {
        let claim = professional(.unlinked)
        submit(claim)
        var remittance = adjudicate(claim)
        remittance.writeOff(&random)
        remittance.share("2", &random)
        settle(claim, remittance)
    }

    /// Two claims under one number to one payer, and a remittance for one: its dates, or its charge, tell which.
    mutating func matchedAmongTwo() {
        let payer = random.pick(Payer.commercial)
        let one = professional(payer, lines: 1, age: .young)
        var two = one
        two.lines[0].procedure = one.lines[0].procedure == "99203" ? "99204" : "99203"
        two.lines[0].charge = one.lines[0].charge + random.dollars(20...60)
        two.batch = .later
        if ordinal.isMultiple(of: 2) {
            let earlier = random.within(40...60)
            two.from = one.from - earlier
            two.through = one.through - earlier
            two.lines[0].date = one.lines[0].date - earlier
            two.lines[0].procedure = one.lines[0].procedure
            two.lines[0].charge = one.lines[0].charge
        }
        submit(one)
        submit(two)
        record(TruthRow(one))
        var remittance = adjudicate(two)
        remittance.writeOff(&random)
        remittance.share("2", &random)
        settle(two, remittance)
    }

    /// A claim sent twice, and a late 277CA that rejects the first sending, which the clearinghouse's number (REF*D9)
    /// tells: the second is not rejected.
    mutating func matchedByClearinghouse() {
        var claim = ordinary(age: .young)
        claim.clearinghouseNumber = unique("D", digits: 9)
        submit(claim)
        var again = claim
        again.clearinghouseNumber = unique("D", digits: 9)
        again.sent = claim.sent + 3
        again.batch = .later
        submit(again)
        acknowledgements.append(
            AcknowledgementDraft(claim: claim, submission: nil, date: claim.sent + 5, category: "A3", status: "21")
        )
        record(TruthRow(again))
    }

    /// A remittance of another payer, by id and by name, under the number and charge of a claim: not that claim's.
    mutating func otherPayersRemittance() {
        let claim = professional(random.pick([.northfield, .ashgrove]), age: .young)
        submit(claim)
        var remittance = adjudicate(claim, after: 12)
        remittance.payer = random.pick([.quarry, .stillwater])
        remittance.writeOff(&random)
        pay(remittance)
        record(TruthRow(claim))
        var row = TruthRow(remittance, origin: "remittanceOnly", sequence: "P")
        row.post(remittance)
        // The payer that was asked is another payer of the account, and has not decided.
        row.payerPending = true
        record(row)
    }
}
