/// Claims whose payment has something beside it: interest, desk payments, rates, a whole write-off.
extension HospitalMonth {
    /// Nothing is paid and CO-45 or CO-131 takes the whole charge on the first payer: a person must look.
    mutating func wholeChargeWrittenOff() {
        let claim = professional(random.pick(Payer.commercial), lines: 1)
        submit(claim)
        var remittance = adjudicate(claim)
        let reason = random.pick(["45", "45", "131"])
        remittance.lines[0].adjustments = [Adjustment("CO", reason, claim.charge, .review)]
        pay(remittance)
        var row = TruthRow(claim)
        row.post(remittance)
        row.status = "inReview"
        row.findings = [
            TruthFinding(
                "review",
                codes: ["CO-\(reason)"],
                lines: [claim.lines[0].name],
                amount: claim.charge,
                step: "review"
            )
        ]
        record(row)
    }

    /// Interest for late payment in the claim (AMT*I), whether PLB L6 repeats it or not: never part of what was paid.
    mutating func interestOnClaim() {
        interest(onClaim: true, beside: ordinal.isMultiple(of: 2))
    }

    /// Interest beside the claim: PLB L6, negative, whose reference names it.
    mutating func interestBesideClaim() {
        interest(onClaim: false, beside: true)
    }

    private mutating func interest(onClaim: Bool, beside: Bool) {
        let claim = ordinary()
        submit(claim)
        var remittance = adjudicate(claim)
        remittance.writeOff(&random)
        remittance.share("2", &random)
        let interest = random.dollars(1...19)
        if onClaim { remittance.interest = interest }
        if beside {
            let entry = ProviderAdjustment(reason: "L6", reference: remittance.controlNumber, cents: -interest)
            remittance.providerAdjustments = [entry]
        }
        pay(remittance)
        var row = TruthRow(claim)
        row.post(remittance)
        row.interest = interest
        row.collect(remittance.costShare)
        record(row)
    }

    /// The patient paid a part at the desk: only the rest may be asked for.
    mutating func deskPayment() {
        var claim = professional(random.pick(Payer.commercial))
        var remittance = adjudicate(claim)
        remittance.writeOff(&random)
        remittance.share("3", &random)
        let desk = random.share(of: remittance.costShare, percent: 20...95)
        claim.deskPayment = desk
        submit(claim)
        pay(remittance)
        var row = TruthRow(claim)
        row.post(remittance)
        row.collect(remittance.costShare - desk)
        record(row)
    }

    /// The patient paid more at the desk than the share: the difference goes back.
    mutating func deskRefund() {
        var claim = professional(random.pick(Payer.commercial))
        var remittance = adjudicate(claim)
        remittance.writeOff(&random)
        if ordinal % 3 != 0 { remittance.share("3", &random) }
        let excess = random.dollars(5...60)
        claim.deskPayment = remittance.costShare + excess
        submit(claim)
        pay(remittance)
        var row = TruthRow(claim)
        row.post(remittance)
        row.findings = [TruthFinding("refund", amount: excess, step: "refund")]
        record(row)
    }

    /// The patient paid at the desk, and some PR is held: what is held may still be owed, so that only what is beyond
    /// it goes back.
    mutating func deskPaymentBesideHeld() {
        var claim = professional(random.pick(Payer.commercial), lines: 1)
        var remittance = adjudicate(claim)
        remittance.share("1", &random)
        let balance = random.share(of: remittance.lines[0].rest, percent: 20...50)
        remittance.lines[0].adjustments.append(Adjustment("PR", "45", balance, .review))
        let excess = ordinal.isMultiple(of: 2) ? random.dollars(2...40) : 0
        let desk = remittance.costShare + (excess > 0 ? balance + excess : balance / 2)
        claim.deskPayment = desk
        submit(claim)
        pay(remittance)
        var row = TruthRow(claim)
        row.post(remittance)
        row.status = "inReview"
        row.patientHold = ["outOfNetworkBalance"]
        row.findings = [
            TruthFinding("review", codes: ["PR-45"], lines: [claim.lines[0].name], amount: balance, step: "review")
        ]
        if excess > 0 { row.findings.append(TruthFinding("refund", amount: excess, step: "refund")) }
        record(row)
    }

    /// A payer with rates allows less than the contract says.
    mutating func underpayment() {
        let (claim, expected) = rated()
        submit(claim)
        let short = max(2_00, random.share(of: expected, percent: 5...25))
        var remittance = allowing(expected - short, claim)
        let share = random.share(of: expected - short, percent: 0...20)
        addShare("2", share, to: &remittance)
        pay(remittance)
        var row = TruthRow(claim)
        row.post(remittance)
        row.collect(remittance.costShare)
        row.findings = [
            dated(TruthFinding("underpayment", amount: short, step: "appeal"), claim, paid: remittance.date)
        ]
        record(row)
    }

    /// A payer with rates allows what the contract says, or less by no more than one percent or a dollar.
    mutating func paidToContract() {
        let (claim, expected) = rated()
        submit(claim)
        let short = ordinal.isMultiple(of: 2) ? 0 : random.within(1...99)
        var remittance = allowing(expected - short, claim)
        addShare("1", random.share(of: expected - short, percent: 0...20), to: &remittance)
        settle(claim, remittance)
    }

    /// A denial of lines that have a rate: what is at stake is what the contract would allow, not the charge.
    mutating func deniedWithRate() {
        let claim = professional(.oakhollow, procedures: ["99213", "71046"])
        submit(claim)
        var remittance = adjudicate(claim)
        for index in remittance.lines.indices {
            remittance.lines[index].adjustments = [Adjustment("CO", "50", remittance.lines[index].charge, .denied)]
        }
        pay(remittance)
        var row = TruthRow(claim)
        row.post(remittance)
        row.status = "denied"
        var finding = TruthFinding(
            "denial",
            category: "medicalNecessity",
            codes: ["CO-50"],
            lines: claim.lines.map(\.name),
            amount: claim.charge,
            step: "appeal"
        )
        finding.atStake = 85_00 + 48_75
        row.findings = [dated(finding, claim, paid: remittance.date)]
        record(row)
    }

    /// A claim to a payer with rates, and what those rates allow for it.
    private mutating func rated() -> (claim: ClaimDraft, expected: Cents) {
        switch ordinal % 3 {
        case 0:
            var claim = professional(.oakhollow, procedures: ["99214", "93000"])
            claim.lines[1].units = random.within(1...3)
            return (claim, 126_50 + 22_40 * claim.lines[1].units)
        case 1:
            var claim = professional(.maplecross)
            // Whole dollars, so that sixty percent has no fraction of a cent.
            for index in claim.lines.indices { claim.lines[index].charge = random.within(90...900) * 100 }
            return (claim, claim.charge * 60 / 100)
        default:
            var claim = inpatient(.fernbrook)
            claim.drg = "470"
            claim.lines[0].charge += 14_250_00
            return (claim, 14_250_00)
        }
    }

    private mutating func professional(_ payer: Payer, procedures: [String]) -> ClaimDraft {
        var claim = professional(payer, lines: procedures.count)
        for index in claim.lines.indices {
            claim.lines[index].procedure = procedures[index]
            claim.lines[index].modifiers = []
            claim.lines[index].charge += 150_00
        }
        return claim
    }

    /// An adjudication that allows `allowed` in all: the write-off takes the rest of the lines in turn.
    private mutating func allowing(_ allowed: Cents, _ claim: ClaimDraft) -> RemittanceDraft {
        var remittance = adjudicate(claim)
        if claim.isInpatient {
            remittance.lines = []
            remittance.adjustments = [.writeOff(claim.charge - allowed)]
            return remittance
        }
        var left = claim.charge - allowed
        for index in remittance.lines.indices {
            let isLast = index == remittance.lines.count - 1
            let cut =
                isLast ? left : min(left, remittance.lines[index].charge * (claim.charge - allowed) / claim.charge)
            remittance.lines[index].adjustments = [.writeOff(cut)]
            left -= cut
        }
        return remittance
    }

    private func addShare(_ reason: String, _ cents: Cents, to remittance: inout RemittanceDraft) {
        if remittance.lines.isEmpty {
            remittance.adjustments.append(.share(reason, cents))
        } else {
            remittance.lines[0].adjustments.append(.share(reason, min(cents, remittance.lines[0].rest)))
        }
    }
}
