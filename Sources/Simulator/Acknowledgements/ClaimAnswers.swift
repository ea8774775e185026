/// Claims that got an acknowledgement or a status and no remittance.
extension HospitalMonth {
    private func rejected(_ claim: ClaimDraft, _ code: String) -> TruthRow {
        var row = TruthRow(claim)
        row.status = "rejected"
        row.outstandingPayer = 0
        row.outstandingHeld = claim.charge
        row.findings = [dated(TruthFinding("rejection", codes: [code], amount: claim.charge, step: "newClaim"), claim)]
        return row
    }

    /// Silence of the payer, when it has lasted too long.
    private func silence(_ claim: ClaimDraft) -> [TruthFinding] {
        isLate(since: claim.sent, claim.payer)
            ? [TruthFinding("missingResponse", amount: claim.charge, step: "checkStatus")] : []
    }

    /// Its transaction was rejected by a 999.
    mutating func rejectedBy999() {
        var claim = ordinary()
        claim.batch = .rejectedBy999
        submit(claim)
        record(rejected(claim, "999:R"))
    }

    /// Its interchange was rejected by a TA1.
    mutating func rejectedByTA1() {
        var claim = ordinary()
        claim.batch = .rejectedByTA1
        submit(claim)
        record(rejected(claim, "TA1:R"))
    }

    /// Received (A1), then rejected (A3) the next day.
    mutating func receivedThenRejected() {
        let claim = ordinary()
        let number = submit(claim)
        acknowledge(number, after: 1, "A1", "19")
        acknowledge(number, after: 2, "A3", "21")
        record(rejected(claim, "A3:21"))
    }

    /// Received (A1), then rejected by a 277CA; or accepted and rejected on one day, where the rejection counts.
    mutating func rejectedBy277CA() {
        let claim = ordinary()
        let number = submit(claim)
        let (category, status) = [("A3", "21"), ("A6", "21"), ("A7", "33"), ("A8", "21")][ordinal % 4]
        if random.chance(30) {
            acknowledge(number, after: 2, "A2", "20")
        } else {
            acknowledge(number, after: 1, "A1", "19")
        }
        acknowledge(number, after: 2, category, status)
        record(rejected(claim, "\(category):\(status)"))
    }

    /// Accepted by a 277CA; the payer has time, or should have answered.
    mutating func acceptedBy277CA() {
        let claim = ordinary(age: ordinal.isMultiple(of: 2) ? .young : .old)
        let number = submit(claim)
        // What came last counts, be it after a rejection.
        acknowledge(number, after: 1, ordinal % 5 == 3 ? "A3" : "A1", ordinal % 5 == 3 ? "21" : "19")
        let reference = payerControlNumber()
        acknowledge(
            number,
            after: 2,
            ordinal % 5 == 4 ? "A5" : "A2",
            "20",
            reference: reference,
            namesBatch: ordinal % 3 != 2
        )
        var row = TruthRow(claim)
        row.payerControlNumbers = [reference]
        row.status = "accepted"
        row.findings = silence(claim)
        record(row)
    }

    /// No answer at all, or only that it was received.
    mutating func noAnswer() {
        let claim = ordinary(age: ordinal.isMultiple(of: 2) ? .young : .old)
        let number = submit(claim)
        if random.chance(40) { acknowledge(number, after: 1, random.pick(["A0", "A1"]), "19") }
        var row = TruthRow(claim)
        row.findings = silence(claim)
        record(row)
    }

    /// Accepted, then pending or asked about in a 277.
    mutating func pendingBy277() {
        let claim = ordinary(age: ordinal.isMultiple(of: 2) ? .young : .old)
        let number = submit(claim)
        acknowledge(number, after: 1, "A2", "20")
        let reference = payerControlNumber()
        let (category, status) = random.pick([("P1", "3"), ("P2", "40"), ("P3", "40"), ("R3", "21"), ("R4", "21")])
        inform(claim, after: 9, category, status, reference: reference)
        var row = TruthRow(claim)
        row.payerControlNumbers = [reference]
        row.status = "pending"
        row.findings = silence(claim)
        record(row)
    }

    /// A 277 says that the decision is final, and no remittance came.
    mutating func finalWithoutRemittance() {
        let claim = ordinary(age: .young)
        submit(claim)
        let category = ["F0", "F1", "F2", "F4"][ordinal % 4]
        inform(claim, after: 10, category, "3")
        var row = TruthRow(claim)
        row.status = "accepted"
        row.findings = [
            TruthFinding("missingResponse", codes: ["\(category):3"], amount: claim.charge, step: "checkStatus")
        ]
        record(row)
    }

    /// The receiver cannot find the claim (A4): its status stays, and somebody must ask.
    mutating func notFoundByReceiver() {
        let claim = ordinary(age: .young)
        let number = submit(claim)
        acknowledge(number, after: 2, "A4", "35")
        var row = TruthRow(claim)
        row.findings = [TruthFinding("missingResponse", codes: ["A4:35"], amount: claim.charge, step: "checkStatus")]
        record(row)
    }

    /// The payer cannot find the claim that it accepted (D0): its status stays, and somebody must ask.
    mutating func notFoundByPayer() {
        let claim = ordinary(age: .young)
        let number = submit(claim)
        acknowledge(number, after: 1, "A2", "20")
        inform(claim, after: 8, "D0", "35")
        var row = TruthRow(claim)
        row.status = "accepted"
        row.findings = [TruthFinding("missingResponse", codes: ["D0:35"], amount: claim.charge, step: "checkStatus")]
        record(row)
    }

    /// An acknowledgement for a claim that was never sent: it waits, and is no row.
    mutating func orphanAcknowledgement() {
        let claim = professional(random.pick(Payer.commercial), lines: 1)
        acknowledgements.append(
            AcknowledgementDraft(
                claim: claim,
                submission: nil,
                date: claim.sent + 1,
                category: random.pick(["A1", "A2", "A3"]),
                status: "20"
            )
        )
    }
}
