/// More than one payer: claims that the first payer forwards, and what the next one makes of them.
extension HospitalMonth {
    /// A first payer's adjudication that leaves a coinsurance on every line.
    mutating func primary(
        _ payer: Payer,
        lines: Int? = nil,
        age: Age = .month,
        after days: Int? = nil
    )
        -> (claim: ClaimDraft, remittance: RemittanceDraft)
    {
        let claim = professional(payer, lines: lines, age: age)
        var remittance = adjudicate(claim, after: days ?? random.within(9...14))
        remittance.writeOff(&random)
        remittance.share("2", &random)
        return (claim, remittance)
    }

    /// A later payer's adjudication of what `earlier` left: OA-23 for the rest, and `leave` percent of it as its own PR.
    mutating func next(
        _ payer: Payer,
        after earlier: RemittanceDraft,
        status: String,
        leave: Int,
        as share: String = "2",
        days: ClosedRange<Int> = 5...12
    ) -> RemittanceDraft {
        var remittance = RemittanceDraft(
            claim: earlier.claim,
            payer: payer,
            charge: earlier.charge,
            controlNumber: payerControlNumber(),
            date: earlier.date + random.within(days)
        )
        remittance.status = status
        remittance.sendsFrequency = random.chance(80)
        for line in earlier.lines {
            var next = RemittanceLine(line.line)
            let left = line.adjustments.reduce(0) { $1.group == "PR" ? $0 + $1.cents : $0 }
            next.adjustments = [.priorPayer(line.charge - left)]
            let kept = left * leave / 100
            if kept > 0 { next.adjustments.append(.share(share, kept)) }
            remittance.lines.append(next)
        }
        return remittance
    }

    /// The first payer forwards the claim (CLP02 = 19, NM1*TT), and the next one answers.
    mutating func crossoverForwarded() {
        crossover([.medicareB, .northfield], to: random.pick(Payer.supplements), leave: random.pick([0, 0, 40]))
    }

    /// The 837 named the next payer, which answers by itself; MA18 and MA07 end when it does.
    mutating func crossoverAnnounced() {
        let remarks = [[], ["MA18"], ["MA07"]][ordinal % 3]
        crossover(
            [.medicareB, .northfield],
            to: random.pick(Payer.supplements),
            isForwarded: false,
            leave: random.pick([0, 0, 40]),
            remarks: remarks
        )
    }

    /// Medicaid is the second payer: only its own copayment and patient liability may be asked for.
    mutating func crossoverToMedicaid() {
        let share = ["3", "2", "142", "1"][ordinal % 4]
        crossover(
            [.medicareB, .northfield],
            to: .medicaid,
            isForwarded: random.chance(50),
            leave: 10,
            as: share,
            holds: share == "3" || share == "142" ? nil : "review"
        )
    }

    /// A protection that the first payer told holds the second's PR.
    mutating func crossoverProtected() {
        crossover(
            [.medicareB],
            to: random.pick(Payer.supplements),
            isForwarded: random.chance(50),
            leave: 40,
            remarks: [random.pick(["N781", "N782", "N783", "N192"])],
            holds: "qmb"
        )
    }

    private mutating func crossover(
        _ payers: [Payer],
        to supplement: Payer,
        isForwarded: Bool = true,
        leave: Int,
        as share: String = "2",
        remarks: [String] = [],
        holds reason: String? = nil
    ) {
        var (claim, first) = primary(random.pick(payers))
        if isForwarded {
            first.status = "19"
            first.forwardedTo = supplement
        } else {
            claim.otherPayers = [OtherPayer(payer: supplement, sequence: "S", memberID: unique("SUP", digits: 9))]
            first.claim = claim
        }
        first.remarks = remarks
        submit(claim)
        let second = next(supplement, after: first, status: "2", leave: leave, as: share)
        pay(first)
        pay(second)
        record(predecessor(claim, first))
        var row = successor(second, sequence: "S", collect: reason == nil ? second.costShare : 0)
        if let reason { row.hold(second.costShare, reason) }
        record(row)
    }

    /// The row of a payer whose PR a later row carries.
    func predecessor(_ claim: ClaimDraft, _ remittance: RemittanceDraft) -> TruthRow {
        var row = TruthRow(claim)
        row.post(remittance)
        return row
    }

    /// The row of a payer that the claim crossed over to.
    func successor(_ remittance: RemittanceDraft, sequence: String, collect: Cents) -> TruthRow {
        var row = TruthRow(remittance, origin: "crossover", sequence: sequence)
        row.post(remittance)
        row.collect(collect)
        return row
    }

    /// The first payer forwarded the claim and the next has not answered: in time, or overdue after 45 days.
    mutating func forwardedWaiting() {
        let isOverdue = ordinal % 3 == 2
        var (claim, first) = primary(
            .medicareB,
            age: isOverdue ? .old : .month,
            after: isOverdue ? 1 : 19
        )
        if isOverdue {
            // Paid within the first days of the month, more than forty-five days ago.
            claim = claim.moved(to: self.first - random.within(6...12))
            first.claim = claim
            for index in first.lines.indices { first.lines[index] = relined(first.lines[index], claim.lines[index]) }
            first.date = claim.sent + random.within(8...14)
        }
        switch ordinal % 2 {
        case 0:
            first.status = "19"
            first.forwardedTo = random.pick(Payer.supplements)
        default:
            first.remarks = [random.pick(["MA18", "MA07"])]
        }
        submit(claim)
        pay(first)
        var row = TruthRow(claim)
        row.post(first)
        row.payerPending = true
        row.hold(first.costShare, "nextPayer")
        if asOf > first.date + 45 {
            row.findings = [TruthFinding("missingResponse", amount: first.costShare, step: "checkStatus")]
        }
        record(row)
    }

    private func relined(_ line: RemittanceLine, _ service: ServiceLine) -> RemittanceLine {
        var copy = RemittanceLine(service)
        copy.adjustments = line.adjustments
        copy.remarks = line.remarks
        return copy
    }

    /// The 837 names a second payer, the first left something and did not forward: we must bill the second.
    mutating func nextPayerUnbilled() {
        var (claim, first) = primary(random.pick(Payer.commercial))
        claim.otherPayers = [
            OtherPayer(payer: random.pick(Payer.supplements), sequence: "S", memberID: unique("SUP", digits: 9))
        ]
        first.claim = claim
        submit(claim)
        pay(first)
        var row = TruthRow(claim)
        row.post(first)
        row.payerPending = true
        row.hold(first.costShare, "nextPayer")
        row.findings = [TruthFinding("coordinationOfBenefits", amount: first.costShare, step: "billNextPayer")]
        record(row)
    }

    /// Medicare leaves nothing to a dual-eligible patient: OA-209, alone or with Medicaid still to be billed.
    mutating func dualEligibleWriteOff() {
        var claim = professional(.medicareB)
        let isMedicaidKnown = ordinal.isMultiple(of: 2)
        if isMedicaidKnown {
            claim.otherPayers = [OtherPayer(payer: .medicaid, sequence: "S", memberID: unique("MDC", digits: 9))]
        }
        submit(claim)
        var remittance = adjudicate(claim)
        remittance.writeOff(&random)
        for index in remittance.lines.indices {
            let share = remittance.lines[index].rest / 5
            remittance.lines[index].adjustments.append(Adjustment("OA", "209", share, .contractual))
        }
        let left = remittance.everyAdjustment.reduce(0) { $1.reason == "209" ? $0 + $1.cents : $0 }
        pay(remittance)
        var row = TruthRow(claim)
        row.post(remittance)
        row.payerPending = isMedicaidKnown
        if isMedicaidKnown {
            row.findings = [TruthFinding("coordinationOfBenefits", amount: left, step: "billNextPayer")]
        }
        record(row)
    }

    /// CLP02 = 23: not this payer's claim, forwarded to another, and nothing adjudicated.
    mutating func notOurClaim() {
        let claim = professional(random.pick(Payer.commercial), lines: 1, age: .young)
        let number = submit(claim)
        var remittance = adjudicate(claim)
        remittance.status = "23"
        remittance.forwardedTo = random.pick(Payer.supplements)
        remittance.lines[0].adjustments = [Adjustment("OA", "B11", claim.charge, .pended)]
        acknowledge(number, after: 1, "A2", "20", reference: remittance.controlNumber)
        pay(remittance)
        var row = TruthRow(claim)
        row.note(remittance)
        row.status = "pending"
        row.payerPending = true
        record(row)
    }
}
