/// Payments and claims that do not balance, and payments that come in parts.
extension HospitalMonth {
    /// One payment in two transactions of the same trace; BPR02 is each one's share, or the whole in each.
    mutating func splitPayment(_ shape: PaymentShape) {
        let payer = random.pick(Payer.commercial)
        let first = professional(payer)
        var second = professional(payer).moved(to: first.sent)
        second.provider = first.provider
        let claims = [first, second]
        var remittances: [RemittanceDraft] = []
        for claim in claims {
            submit(claim)
            var remittance = adjudicate(claim, after: 14)
            remittance.writeOff(&random)
            remittance.share("2", &random)
            remittances.append(remittance)
        }
        pay(remittances, shape)
        for (claim, remittance) in zip(claims, remittances) {
            var row = TruthRow(claim)
            row.post(remittance)
            row.collect(remittance.costShare)
            record(row)
        }
    }

    /// A payment that does not balance is held: a part never came, or BPR02 is not the sum of its claims.
    mutating func heldPayment(_ shape: PaymentShape) {
        let claim = ordinary(age: .young)
        let number = submit(claim)
        var remittance = adjudicate(claim)
        remittance.writeOff(&random)
        remittance.share("2", &random)
        holdBack(claim, number, remittance, shape)
    }

    /// BPR02 is another sum than that of the transaction's claims.
    mutating func unbalancedTransaction() {
        heldPayment(.off(random.pick([-10_00, 25, 100_00])))
    }

    /// Lines that do not balance: the claim's sum hides it, or shows it.
    mutating func unbalancedLine() {
        unbalanced { remittance, off in
            remittance.lines[0].distortion = off
            if remittance.lines.count > 1, off.isMultiple(of: 2) {
                remittance.lines[1].distortion = -off
            } else {
                remittance.distortion = off
            }
        }
    }

    /// A claim without lines that does not balance.
    mutating func unbalancedClaim() {
        unbalanced { remittance, off in
            remittance.lines = []
            remittance.adjustments = [.writeOff(remittance.charge / 3)]
            remittance.distortion = -off
        }
    }

    /// A claim that does not balance is held, while the rest of its payment posts.
    private mutating func unbalanced(_ distort: (inout RemittanceDraft, Cents) -> Void) {
        let claim = professional(random.pick(Payer.commercial), lines: 2, age: .young)
        let number = submit(claim)
        var remittance = adjudicate(claim)
        remittance.writeOff(&random)
        distort(&remittance, random.dollars(1...20))
        holdBack(claim, number, remittance, .pooled)
    }

    /// Pays what will be held, and states the row; the claim may have been accepted before.
    private mutating func holdBack(
        _ claim: ClaimDraft,
        _ number: Int,
        _ remittance: RemittanceDraft,
        _ shape: PaymentShape
    ) {
        let isAcknowledged = random.chance(50)
        if isAcknowledged { acknowledge(number, after: 1, "A2", "20", reference: remittance.controlNumber) }
        pay(remittance, shape)
        recordHeld(claim, remittance, acknowledged: isAcknowledged)
    }

    mutating func recordHeld(_ claim: ClaimDraft, _ remittance: RemittanceDraft, acknowledged: Bool) {
        var row = TruthRow(claim)
        row.note(remittance)
        row.status = acknowledged ? "accepted" : "submitted"
        row.patientHold = ["unbalanced"]
        row.findings = [TruthFinding("unbalanced", amount: remittance.paid, step: "review")]
        record(row)
    }

    /// Two adjudications of one claim with different lines are its parts: they add up.
    mutating func partsOfClaim() {
        let claim = professional(random.pick(Payer.commercial), lines: 3)
        submit(claim)
        var whole = adjudicate(claim, after: 9)
        whole.writeOff(&random)
        whole.share("2", &random)
        var first = whole
        var second = whole
        first.lines = Array(whole.lines.prefix(1))
        second.lines = Array(whole.lines.dropFirst())
        first.charge = first.lines.reduce(0) { $0 + $1.charge }
        second.charge = second.lines.reduce(0) { $0 + $1.charge }
        second.controlNumber = payerControlNumber()
        second.date = first.date + random.within(0...10)
        if ordinal % 3 == 2 {
            first = withoutLines(first)
            second = withoutLines(second)
        }
        pay(first)
        pay(second)
        var row = TruthRow(claim)
        row.post(first)
        row.post(second)
        row.collect(first.costShare + second.costShare)
        record(row)
    }

    /// The same decision told of the claim alone.
    private func withoutLines(_ remittance: RemittanceDraft) -> RemittanceDraft {
        var copy = remittance
        copy.lines = []
        copy.adjustments = [
            .writeOff(remittance.sum(.contractual)), .share("2", remittance.costShare),
        ]
        return copy
    }

    /// Only some lines were adjudicated so far: the rest of the charge is still with the payer.
    mutating func partialAdjudication() {
        let claim = professional(random.pick(Payer.commercial), lines: 3)
        submit(claim)
        var remittance = adjudicate(claim)
        remittance.writeOff(&random)
        remittance.share("2", &random)
        remittance.lines.removeLast()
        remittance.charge = remittance.lines.reduce(0) { $0 + $1.charge }
        pay(remittance)
        var row = TruthRow(claim)
        row.post(remittance)
        row.status = "pending"
        row.collect(remittance.costShare)
        record(row)
    }

    /// The payer adjudicated more than was charged.
    mutating func chargeMismatch() {
        let claim = professional(random.pick(Payer.commercial))
        submit(claim)
        var remittance = adjudicate(claim)
        let more = random.dollars(5...80)
        remittance.lines[0].charge += more
        remittance.charge += more
        remittance.writeOff(&random)
        pay(remittance)
        var row = TruthRow(claim)
        row.post(remittance)
        row.findings = [TruthFinding("mismatch", amount: more, step: "review")]
        record(row)
    }

    /// A stay billed in parts: frequencies 2, 3 and 4 under one number are three rows.
    mutating func interimBills() {
        let payer = random.pick([Payer.medicareA, .northfield, .quarry])
        var base = inpatient(payer)
        base.drg = nil
        let start = base.from - 24
        for (index, frequency) in ["2", "3", "4"].enumerated() {
            var claim = base
            claim.frequency = frequency
            claim.from = start + index * 10
            claim.through = claim.from + 9
            claim.sent = claim.through + 4
            for line in claim.lines.indices {
                claim.lines[line].date = claim.from
                claim.lines[line].charge = random.dollars(1800...9600)
            }
            submit(claim)
            var remittance = adjudicate(claim)
            remittance.lines = []
            remittance.adjustments = [.writeOff(random.share(of: claim.charge, percent: 20...50))]
            settle(claim, remittance)
        }
    }
}
