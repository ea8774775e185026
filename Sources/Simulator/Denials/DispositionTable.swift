/// Cells of the table that says what an adjustment means, by its group and code.
enum DispositionCells {
    /// Codes with the group they come in, and the one meaning that all of them have.
    struct Cells {
        let meaning: Disposition
        let all: [(group: String, reason: String)]
    }

    private static func cells(_ meaning: Disposition, _ text: String) -> Cells {
        let all = text.split(separator: " ").map { cell in
            let parts = cell.split(separator: "-").map(String.init)
            return (parts[0], parts[1])
        }
        return Cells(meaning: meaning, all: all)
    }

    /// Write-offs, adjustments, reductions that deny nothing, and the informational 246.
    static let contractual = cells(
        .contractual,
        """
        CO-94 OA-94 PI-104 CO-104 PI-144 CO-102 OA-102 CO-237 CO-281 CO-59 PI-59 OA-131 CO-245 OA-246 CO-246 CO-253
        """
    )
    /// Open decisions.
    static let pended = cells(.pended, "OA-133 PR-133 CO-133 PI-133 OA-257 PR-257 CO-P8 OA-P8 OA-B11 CO-B11")
    /// Cost share and prior payers' effects in a wrong group, and codes that a person must read.
    static let review = cells(
        .review,
        """
        CO-1 OA-2 PI-3 OA-66 CO-23 PI-23 CO-215 CO-223 OA-100 OA-225 OA-101 PI-178 CO-85 CO-238 OA-275 CO-187
        """
    )
    /// What may stand in PR and is no cost share.
    static let reviewToPatient = cells(
        .review,
        """
        PR-131 PR-253 PR-94 PR-59 PR-102 PR-23 PR-85 PR-178 PR-238 PR-275 PR-246 PR-100 PR-187 PR-101 PR-223 PR-215
        """
    )
}

extension HospitalMonth {
    /// Lines with two adjustments of the table each, beside a paid remainder.
    mutating func table(_ cells: DispositionCells.Cells) {
        let claim = professional(random.pick(Payer.withoutRule), lines: cells.all.count / 2, age: .young)
        submit(claim)
        var remittance = adjudicate(claim)
        var findings: [TruthFinding] = []
        for (index, cell) in random.shuffled(cells.all).enumerated() {
            let line = index / 2
            let amount = random.share(of: claim.lines[line].charge, percent: 10...45)
            remittance.lines[line].adjustments.append(Adjustment(cell.group, cell.reason, amount, cells.meaning))
            findings.append(
                TruthFinding(
                    "review",
                    codes: ["\(cell.group)-\(cell.reason)"],
                    lines: [claim.lines[line].name],
                    amount: amount,
                    step: "review"
                )
            )
        }
        pay(remittance)
        var row = TruthRow(claim)
        row.post(remittance)
        switch cells.meaning {
        case .pended: row.status = "pending"
        case .review:
            row.status = "inReview"
            if row.patientResponsibility > 0 { row.patientHold = ["review"] }
            row.findings = findings
        case .contractual, .costShare, .priorPayer, .denied: row.status = "settled"
        }
        record(row)
    }
}
