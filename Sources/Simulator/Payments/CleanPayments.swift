/// Claims that were paid as they should be.
extension HospitalMonth {
    /// Every line is paid in full.
    mutating func cleanPaid() {
        let claim = ordinary()
        submit(claim)
        let remittance = adjudicate(claim)
        pay(remittance)
        var row = TruthRow(claim)
        row.post(remittance)
        record(row)
    }

    /// Every line is paid less the contractual write-off.
    mutating func contractual() {
        let claim = ordinary()
        let number = submit(claim)
        if random.chance(30) { acknowledge(number, after: 1, "A2", "20") }
        var remittance = adjudicate(claim)
        remittance.writeOff(&random)
        pay(remittance)
        var row = TruthRow(claim)
        row.post(remittance)
        record(row)
    }

    /// Write-off and one kind of cost share: deductible, coinsurance or copayment.
    mutating func costShare(_ reason: String) {
        let claim = ordinary()
        submit(claim)
        var remittance = adjudicate(claim)
        remittance.writeOff(&random)
        remittance.share(reason, &random)
        settle(claim, remittance)
    }

    /// Deductible, coinsurance and copayment on one claim.
    mutating func mixedCostShare() {
        let claim = ordinary(lines: 2)
        submit(claim)
        var remittance = adjudicate(claim)
        remittance.writeOff(&random)
        remittance.share("1", &random)
        remittance.share("2", &random)
        remittance.lines[0].adjustments.append(.share("3", random.share(of: remittance.lines[0].rest, percent: 5...20)))
        settle(claim, remittance)
    }

    /// The deductible takes all that is allowed: nothing is paid, and nothing is denied.
    mutating func allToDeductible() {
        let claim = ordinary()
        submit(claim)
        var remittance = adjudicate(claim)
        remittance.writeOff(&random)
        for index in remittance.lines.indices {
            remittance.lines[index].adjustments.append(.share("1", remittance.lines[index].rest))
        }
        settle(claim, remittance)
    }

    /// Medicare pays two percent less: CO-253 is a write-off.
    mutating func sequestration() {
        let kind: ClaimKind = random.chance(60) ? .professional : .institutional
        let claim = kind == .professional ? professional(.medicareB) : outpatient(.medicareA)
        submit(claim)
        var remittance = adjudicate(claim)
        remittance.writeOff(&random)
        for index in remittance.lines.indices {
            let coinsurance = remittance.lines[index].rest / 5
            remittance.lines[index].adjustments.append(.share("2", coinsurance))
            let reduction = max(1, remittance.lines[index].rest * 2 / 100)
            remittance.lines[index].adjustments.append(Adjustment("CO", "253", reduction, .contractual))
        }
        settle(claim, remittance)
    }

    /// A stay paid by DRG, with adjustments of the claim and no lines.
    mutating func drgInpatient() {
        let claim = inpatient(random.pick([.medicareA, .northfield, .quarry]))
        submit(claim)
        var remittance = adjudicate(claim)
        remittance.lines = []
        remittance.adjustments = [.writeOff(random.share(of: claim.charge, percent: 35...60))]
        if random.chance(60) { remittance.adjustments.append(.share("1", 1_632_00)) }
        settle(claim, remittance)
    }

    /// An outlier: the payer pays more than was charged, and the write-off is negative.
    mutating func negativeOutlier() {
        let claim = inpatient(random.pick([.medicareA, .northfield]))
        submit(claim)
        var remittance = adjudicate(claim)
        remittance.lines = []
        remittance.adjustments = [.writeOff(-random.dollars(900...7000))]
        if random.chance(50) { remittance.adjustments.append(.share("1", 1_632_00)) }
        settle(claim, remittance)
    }

    /// Outpatient lines that are packaged into a paid one: CO-97 or CO-234 is a write-off.
    mutating func packagedOutpatient() {
        packaged(outpatient(random.pick(Payer.commercial + [.medicareA]), lines: 3), sendsInpatientData: false)
    }

    /// The same in a stay, where MIA and CLP11 say that it is paid by case, or a payer rule does.
    mutating func packagedStay() {
        if ordinal.isMultiple(of: 2) {
            packaged(inpatient(.quarry), sendsInpatientData: true)
        } else {
            var claim = inpatient(.dunmere)
            claim.drg = nil
            packaged(claim, sendsInpatientData: false)
        }
    }

    private mutating func packaged(_ claim: ClaimDraft, sendsInpatientData: Bool) {
        submit(claim)
        var remittance = adjudicate(claim)
        remittance.sendsInpatientData = sendsInpatientData
        remittance.lines[0].adjustments = [.writeOff(random.share(of: remittance.lines[0].charge, percent: 20...50))]
        let reason = random.pick(["97", "97", "234"])
        for index in remittance.lines.indices.dropFirst() {
            remittance.lines[index].adjustments = [
                Adjustment("CO", reason, remittance.lines[index].charge, .contractual)
            ]
        }
        settle(claim, remittance)
    }

    /// A capitated service: CO-24 takes the whole charge, and nothing is owed or denied.
    mutating func capitation() {
        let claim = professional(random.pick([.quillmoor, .quarry]))
        submit(claim)
        var remittance = adjudicate(claim)
        for index in remittance.lines.indices {
            remittance.lines[index].adjustments = [Adjustment("CO", "24", remittance.lines[index].charge, .contractual)]
        }
        settle(claim, remittance)
    }

    /// Pays `remittance` and states a settled row whose cost share the patient may be asked for.
    mutating func settle(_ claim: ClaimDraft, _ remittance: RemittanceDraft, _ shape: PaymentShape = .pooled) {
        pay(remittance, shape)
        var row = TruthRow(claim)
        row.post(remittance)
        row.collect(remittance.costShare)
        record(row)
    }
}
