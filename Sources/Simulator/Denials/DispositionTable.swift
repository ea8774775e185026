/// One cell of the table that says what an adjustment means, by its code and group.
private struct DispositionCell {
    let group: String
    let reason: String
    let meaning: Disposition

    init(_ group: String, _ reason: String, _ meaning: Disposition) {
        self.group = group
        self.reason = reason
        self.meaning = meaning
    }

    static let all = [
        // Write-offs and adjustments.
        DispositionCell("CO", "94", .contractual), DispositionCell("OA", "94", .contractual),
        DispositionCell("CO", "104", .contractual), DispositionCell("PI", "104", .contractual),
        DispositionCell("PI", "144", .contractual), DispositionCell("CO", "102", .contractual),
        DispositionCell("CO", "237", .contractual), DispositionCell("CO", "281", .contractual),
        DispositionCell("PR", "131", .review), DispositionCell("PR", "253", .review),
        // Reductions that deny nothing.
        DispositionCell("CO", "59", .contractual), DispositionCell("CO", "303", .contractual),
        // Cost share outside PR.
        DispositionCell("CO", "1", .review), DispositionCell("OA", "2", .review), DispositionCell("PI", "3", .review),
        // What another payer did, in another group than OA.
        DispositionCell("CO", "23", .review), DispositionCell("PR", "23", .review),
        // Open decisions.
        DispositionCell("OA", "133", .pended), DispositionCell("PR", "133", .pended),
        DispositionCell("OA", "257", .pended), DispositionCell("CO", "P8", .pended),
        DispositionCell("OA", "B11", .pended),
        // Codes that a person must read.
        DispositionCell("PR", "85", .review), DispositionCell("PR", "178", .review),
        DispositionCell("CO", "215", .review),
        DispositionCell("CO", "223", .review), DispositionCell("PR", "238", .review),
        DispositionCell("PR", "275", .review),
        DispositionCell("OA", "100", .review), DispositionCell("OA", "225", .review),
        DispositionCell("OA", "101", .review),
        // Informational, and a newborn's care under the mother's claim.
        DispositionCell("CO", "246", .contractual), DispositionCell("PR", "246", .review),
        DispositionCell("CO", "128", .contractual),
    ]
}

extension HospitalMonth {
    /// A line with one adjustment of the table beside a paid remainder.
    mutating func dispositionTable() {
        let cell = DispositionCell.all[ordinal % DispositionCell.all.count]
        let claim = professional(random.pick(Payer.withoutRule), lines: 1, age: .young)
        submit(claim)
        var remittance = adjudicate(claim)
        let amount = random.share(of: claim.charge, percent: 20...60)
        remittance.lines[0].adjustments = [Adjustment(cell.group, cell.reason, amount, cell.meaning)]
        pay(remittance)
        var row = TruthRow(claim)
        row.post(remittance)
        switch cell.meaning {
        case .pended: row.status = "pending"
        case .review:
            row.status = "inReview"
            if cell.group == "PR" { row.patientHold = ["review"] }
            row.findings = [
                TruthFinding(
                    "review",
                    codes: ["\(cell.group)-\(cell.reason)"],
                    lines: [claim.lines[0].name],
                    amount: amount,
                    step: "review"
                )
            ]
        case .contractual, .costShare, .priorPayer, .denied: row.status = "settled"
        }
        record(row)
    }
}
