/// The clocks of the truth: which step runs against which day.
extension HospitalMonth {
    /// The step that a payer's correction method makes of a replacement.
    func replacement(at payer: Payer) -> String {
        switch payer.rule?.correction {
        case "reopen": "review"
        case "newClaim": "newClaim"
        case "voidThenNew": "voidThenNew"
        default: "replaceClaim"
        }
    }

    /// Sets the last day of the finding's step, by the claim's payer; `paid` is BPR16 of the latest adjudication.
    func dated(_ finding: TruthFinding, _ claim: ClaimDraft, paid: Day? = nil) -> TruthFinding {
        var finding = finding
        switch finding.nextStep {
        case "newClaim", "voidThenNew", "verifyCoverage": fileBy(&finding, claim)
        case "replaceClaim":
            if let days = claim.payer.rule?.correctionDays, let paid {
                finding.deadline = paid + days
                finding.deadlineRule = "payer.correction"
            }
        case "appeal", "findAuthorization", "reviewCoding", "reviewClinical", "sendRecords":
            if let paid { appealBy(&finding, claim.payer, paid) }
        default: break
        }
        return finding
    }

    private func fileBy(_ finding: inout TruthFinding, _ claim: ClaimDraft) {
        let service = claim.kind == .institutional ? claim.through : claim.from
        if claim.payer.isMedicare {
            finding.deadline = service.oneYearLater
            finding.deadlineRule = "medicare.filing"
        } else if let days = claim.payer.rule?.filingDays {
            finding.deadline = service + days
            finding.deadlineRule = "payer.filing"
        }
    }

    private func appealBy(_ finding: inout TruthFinding, _ payer: Payer, _ paid: Day) {
        if payer.isMedicare {
            finding.deadline = paid + 125
            finding.deadlineRule = "medicare.redetermination"
        } else if let days = payer.rule?.appealDays {
            finding.deadline = paid + days
            finding.deadlineRule = "payer.appeal"
        }
    }

    /// Silence since `start` is a missing response at this payer.
    func isLate(since start: Day, _ payer: Payer) -> Bool {
        asOf > start + payer.turnaround
    }
}
