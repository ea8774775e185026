/// Decisions that a payer takes back, with and without a new one.
extension HospitalMonth {
    /// A reversal with its correction: at once, under another number, or the correction before the reversal.
    mutating func reversalAndCorrection() {
        // A protection told by a decision that was taken back still holds.
        let isProtected = ordinal % 6 == 5
        let claim = professional(isProtected ? .medicareB : random.pick(Payer.ordinary(.professional)), age: .old)
        submit(claim)
        var first = adjudicate(claim, after: 10)
        first.writeOff(&random)
        first.share("2", &random)
        if isProtected { first.remarks = ["N782"] }
        pay(first)
        var correction = first
        correction.remarks = []
        for index in correction.lines.indices {
            correction.lines[index].adjustments = [
                .writeOff(random.share(of: correction.lines[index].charge, percent: 15...35))
            ]
        }
        correction.share("1", &random)
        // Says that it corrects an earlier claim: PR waits until the reversal is paired, which it is.
        if random.chance(40) { correction.remarks = ["MA67"] }
        let reversalDay = first.date + random.within(6...14)
        switch ordinal % 3 {
        case 0:
            correction.date = reversalDay
            pay([first.reversed(on: reversalDay), correction])
        case 1:
            correction.originalReference = first.controlNumber
            correction.controlNumber = payerControlNumber()
            correction.date = reversalDay + random.within(2...8)
            pay(first.reversed(on: reversalDay))
            pay(correction)
        default:
            correction.controlNumber = payerControlNumber()
            correction.date = reversalDay - random.within(2...4)
            pay(correction)
            pay(first.reversed(on: reversalDay))
        }
        var row = TruthRow(claim)
        row.note(first)
        row.post(correction)
        if isProtected {
            row.hold(correction.costShare, "qmb")
        } else {
            row.collect(correction.costShare)
        }
        record(row)
    }

    /// A payment taken back, and nothing after it.
    mutating func reversedOnly() {
        let claim = professional(random.pick(Payer.ordinary(.professional)))
        submit(claim)
        var remittance = adjudicate(claim, after: 10)
        remittance.writeOff(&random)
        if random.chance(50) { remittance.share("2", &random) }
        pay(remittance)
        // Paired by CLP07; by REF*F8; or by number, dates and amounts that mirror.
        var reversal = remittance.reversed(on: remittance.date + random.within(5...14))
        if ordinal % 3 != 0 { reversal.controlNumber = payerControlNumber() }
        if ordinal % 3 == 1 { reversal.originalReference = remittance.controlNumber }
        pay(reversal)
        var row = reversed(claim)
        row.note(remittance)
        row.note(reversal)
        row.findings = [TruthFinding("takeBack", amount: remittance.paid, step: "review")]
        record(row)
    }

    private func reversed(_ claim: ClaimDraft) -> TruthRow {
        var row = TruthRow(claim)
        row.status = "reversed"
        row.outstandingPayer = 0
        row.outstandingHeld = claim.charge
        return row
    }

    /// A reversal of which neither the claim nor the first payment was ever seen.
    mutating func unpairedReversal() {
        let claim = professional(random.pick([.northfield, .quarry, .medicareB]), lines: 1)
        var remittance = adjudicate(claim)
        remittance.writeOff(&random)
        let reversal = remittance.reversed(on: remittance.date)
        pay(reversal)
        var row = TruthRow(reversal, origin: "remittanceOnly", sequence: "P")
        row.note(reversal)
        row.status = "reversed"
        row.charge = 0
        row.frequency = nil
        row.findings = [TruthFinding("takeBack", amount: remittance.paid, step: "review")]
        record(row)
    }

    /// A reversal for our claim of a payment that was never seen: nothing is in effect, and a person must look.
    mutating func unpairedReversalOfClaim() {
        let claim = professional(random.pick(Payer.commercial), age: .young)
        submit(claim)
        var remittance = adjudicate(claim, after: 12)
        remittance.writeOff(&random)
        let reversal = remittance.reversed(on: remittance.date)
        pay(reversal)
        var row = reversed(claim)
        row.note(reversal)
        row.findings = [TruthFinding("takeBack", amount: remittance.paid, step: "review")]
        record(row)
    }

    /// A reversal that takes back another amount than was paid: it replaces nothing, and the claim is held.
    mutating func unequalReversal() {
        let claim = professional(random.pick(Payer.commercial))
        submit(claim)
        var first = adjudicate(claim, after: 9)
        first.writeOff(&random)
        pay(first)
        var reversal = first.reversed(on: first.date + random.within(5...14))
        reversal.lines[0].adjustments[0].cents += random.dollars(1...9)
        pay(reversal)
        var row = TruthRow(claim)
        row.post(first)
        row.note(reversal)
        row.patientHold = ["unbalanced"]
        row.findings = [TruthFinding("mismatch", amount: first.paid, step: "review")]
        record(row)
    }

    /// A denial overturned: a later decision pays, and as nothing had been paid nothing is taken back.
    mutating func denialOverturned() {
        let claim = professional(random.pick(Payer.ordinary(.professional)))
        submit(claim)
        var first = adjudicate(claim, after: 9)
        for index in first.lines.indices {
            first.lines[index].adjustments = [Adjustment("CO", "197", first.lines[index].charge, .denied)]
        }
        pay(first)
        var second = adjudicate(claim, after: random.within(14...24))
        second.writeOff(&random)
        second.share("2", &random)
        if random.chance(50) { second.controlNumber = first.controlNumber }
        pay(second)
        var row = TruthRow(claim)
        row.note(first)
        row.post(second)
        row.collect(second.costShare)
        record(row)
    }

    /// A later decision on the same lines without a reversal of one that paid: perhaps paid twice.
    mutating func overlapUnreversed() {
        let claim = professional(random.pick(Payer.ordinary(.professional)))
        submit(claim)
        var first = adjudicate(claim, after: 9)
        first.writeOff(&random)
        pay(first)
        var second = adjudicate(claim, after: random.within(14...24))
        second.writeOff(&random, percent: 5...20)
        second.share("2", &random)
        pay(second)
        var row = TruthRow(claim)
        row.note(first)
        row.post(second)
        row.collect(second.costShare)
        row.findings = [TruthFinding("mismatch", amount: first.paid, step: "review")]
        record(row)
    }

    /// A later decision that covers only some lines of the earlier: it replaces nothing, and a person must look.
    mutating func partialCorrection() {
        let claim = professional(random.pick(Payer.commercial), lines: 3)
        submit(claim)
        var first = adjudicate(claim, after: 9)
        first.writeOff(&random)
        pay(first)
        var second = adjudicate(claim, after: random.within(14...24))
        second.lines.removeLast()
        second.charge = second.lines.reduce(0) { $0 + $1.charge }
        second.writeOff(&random, percent: 5...20)
        pay(second)
        var row = TruthRow(claim)
        row.post(first)
        row.note(second)
        row.patientHold = ["unbalanced"]
        row.findings = [TruthFinding("mismatch", amount: first.paid, step: "review")]
        record(row)
    }

    /// Money recovered in PLB (WO, WU, OB) that names claims nobody reversed: the rows stay, each with a finding.
    mutating func takeBackWithoutReversal() {
        let payer = random.pick(Payer.commercial)
        let base = professional(payer, lines: 2)
        var carrier = professional(payer).moved(to: base.sent)
        carrier.provider = base.provider
        var entries: [ProviderAdjustment] = []
        for reason in ["WO", "WU", "OB"] {
            var claim = professional(payer, lines: 2).moved(to: base.sent)
            claim.provider = base.provider
            submit(claim)
            var remittance = adjudicate(claim, after: 9)
            remittance.writeOff(&random, percent: 20...40)
            let amount = random.share(of: remittance.paid, percent: 20...60)
            pay(remittance)
            entries.append(ProviderAdjustment(reason: reason, reference: remittance.controlNumber, cents: amount))
            carrier.lines[0].charge += remittance.paid
            var row = TruthRow(claim)
            row.post(remittance)
            row.findings = [TruthFinding("takeBack", codes: [reason], amount: amount, step: "review")]
            record(row)
        }
        // Another claim of the same payer carries the recoveries some days later.
        submit(carrier)
        var later = adjudicate(carrier, after: 20)
        later.providerAdjustments = entries
        pay(later)
        var other = TruthRow(carrier)
        other.post(later)
        record(other)
    }

    /// A reversal whose recovery is put off and then made: WO with both signs in two remittances, no finding.
    mutating func recoveryAcrossPayments() {
        let claim = professional(random.pick(Payer.commercial), lines: 1)
        submit(claim)
        var first = adjudicate(claim, after: 9)
        first.writeOff(&random, percent: 20...40)
        pay(first)
        var correction = first
        correction.date = first.date + 6
        correction.lines[0].adjustments = [.writeOff(random.share(of: claim.charge, percent: 60...80))]
        var reversal = first.reversed(on: correction.date)
        let owed = first.paid - correction.paid
        reversal.providerAdjustments = [
            ProviderAdjustment(reason: "WO", reference: first.controlNumber, cents: -owed)
        ]
        pay([reversal, correction], .apart)
        var carrier = professional(claim.payer).moved(to: claim.sent)
        carrier.provider = claim.provider
        carrier.lines[0].charge += claim.charge
        submit(carrier)
        var later = adjudicate(carrier, after: 22)
        later.providerAdjustments = [ProviderAdjustment(reason: "WO", reference: first.controlNumber, cents: owed)]
        pay(later, .apart)
        var row = TruthRow(claim)
        row.post(correction)
        record(row)
        var other = TruthRow(carrier)
        other.post(later)
        record(other)
    }
}
