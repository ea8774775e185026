/// Files that are damaged on purpose, and what still counts of them.
extension HospitalMonth {
    /// An 837 whose count is wrong posts; one without its trailer, with another's, or with an amount that is none is held.
    mutating func damagedClaims(_ batch: Batch) {
        var claim = ordinary(age: .young)
        claim.batch = batch
        submit(claim)
        if batch == .wrongSegmentCount { record(TruthRow(claim)) }
    }

    /// Two claims of one payer, day and provider, each with a remittance.
    private mutating func pair() -> [(claim: ClaimDraft, remittance: RemittanceDraft)] {
        let payer = random.pick(Payer.commercial)
        let one = professional(payer, age: .young)
        var other = professional(payer).moved(to: one.sent)
        other.provider = one.provider
        var pairs: [(claim: ClaimDraft, remittance: RemittanceDraft)] = []
        for claim in [one, other] {
            submit(claim)
            var remittance = adjudicate(claim, after: 12)
            remittance.writeOff(&random)
            remittance.share("2", &random)
            pairs.append((claim, remittance))
        }
        return pairs
    }

    private mutating func recordSettled(_ claim: ClaimDraft, _ remittance: RemittanceDraft) {
        var row = TruthRow(claim)
        row.post(remittance)
        row.collect(remittance.costShare)
        record(row)
    }

    /// An 835 whose count is wrong posts; one without its trailer, or with another's, does not.
    ///
    /// Its neighbour in the same file posts.
    mutating func damagedRemittance(_ flaw: PaymentFlaw) {
        let pairs = pair()
        pay(pairs.map(\.remittance), .flawed(flaw))
        for (index, (claim, remittance)) in pairs.enumerated() {
            if index == 0, flaw != .wrongSegmentCount {
                record(TruthRow(claim))
            } else {
                recordSettled(claim, remittance)
            }
        }
    }

    /// An amount with three decimals, or out of range, is no amount: its claim is not read, or its payment is held.
    mutating func unreadableAmount() {
        switch ordinal % 4 {
        case 0: damagedClaims(.unreadableAmount)
        case 1: unreadableClaim(.threeDecimals)
        case 2: unreadableClaim(.outOfRange)
        default:
            let pairs = pair()
            pay(pairs.map(\.remittance), .flawed(.unreadablePayment))
            for (claim, remittance) in pairs { recordHeld(claim, remittance, acknowledged: false) }
        }
    }

    /// The first claim of a payment cannot be read; the payment balances, and the second posts.
    private mutating func unreadableClaim(_ flaw: PaymentFlaw) {
        let pairs = pair()
        pay(pairs.map(\.remittance), .flawed(flaw))
        record(TruthRow(pairs[0].claim))
        recordSettled(pairs[1].claim, pairs[1].remittance)
    }

    /// PLB entries that concern no claim, or name one without taking anything from it: its row stays as it is.
    mutating func otherProviderAdjustments() {
        let claim = professional(random.pick(Payer.commercial))
        submit(claim)
        var remittance = adjudicate(claim)
        remittance.writeOff(&random)
        remittance.share("2", &random)
        let plain = unique("ADJ", digits: 8)
        let entries = [
            ("CS", remittance.controlNumber, 1), ("72", remittance.controlNumber, 1), ("50", plain, 1),
            ("AH", plain, 1),
            ("90", plain, 1), ("IR", plain, 1), ("B2", plain, -1), ("CT", plain, -1), ("AP", plain, -1),
        ]
        for (reason, reference, sign) in random.shuffled(entries).prefix(random.within(2...5)) {
            let cents = sign * random.dollars(1...4)
            remittance.providerAdjustments.append(
                ProviderAdjustment(reason: reason, reference: reference, cents: cents)
            )
        }
        settle(claim, remittance)
    }

    /// A payment that a reversal turns below zero: FB puts the debt off, and the next payment of the payer bears it.
    mutating func balanceForward() {
        let payer = random.pick(Payer.commercial)
        let claim = professional(payer, age: .old)
        submit(claim)
        var remittance = adjudicate(claim, after: 8)
        remittance.writeOff(&random, percent: 20...40)
        pay(remittance, .apart)
        pay(remittance.reversed(on: remittance.date + 6), .apart)
        var row = TruthRow(claim)
        row.note(remittance)
        row.status = "reversed"
        row.outstandingPayer = 0
        row.outstandingHeld = claim.charge
        row.findings = [TruthFinding("takeBack", amount: remittance.paid, step: "review")]
        record(row)
        var carrier = professional(payer).moved(to: claim.sent)
        carrier.provider = claim.provider
        carrier.lines[0].charge += claim.charge + 20_000_00
        submit(carrier)
        var later = adjudicate(carrier, after: 18)
        later.writeOff(&random, percent: 5...10)
        settle(carrier, later, .apart)
    }
}
