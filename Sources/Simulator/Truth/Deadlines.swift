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

    /// Sets the last day of the finding's step, by the claim's payer; `paid` is BPR16 of the decision.
    ///
    /// Of several clocks the first to end counts: a look at coverage may end in an appeal, and a correction has a limit of
    /// its own, in whatever way the payer takes it.
    func dated(_ finding: TruthFinding, _ claim: ClaimDraft, paid: Day? = nil) -> TruthFinding {
        var clocks: [(day: Day, rule: String)] = []
        switch finding.nextStep {
        case "newClaim", "voidThenNew": clocks += filing(claim)
        case "verifyCoverage": clocks += filing(claim) + appeal(claim.payer, paid)
        case "appeal", "findAuthorization", "reviewCoding", "reviewClinical", "sendRecords":
            clocks += appeal(claim.payer, paid)
        default: break
        }
        if finding.isCorrection || finding.nextStep == "replaceClaim",
            let days = claim.payer.rule?.correctionDays, let paid
        {
            clocks.append((paid + days, "payer.correction"))
        }
        var finding = finding
        let first = clocks.min { $0.day < $1.day }
        finding.deadline = first?.day
        finding.deadlineRule = first?.rule
        return finding
    }

    private func filing(_ claim: ClaimDraft) -> [(day: Day, rule: String)] {
        let service = claim.kind == .institutional ? claim.through : claim.from
        if claim.payer.isMedicare { return [(service.oneYearLater, "medicare.filing")] }
        return (claim.payer.rule?.filingDays).map { [(service + $0, "payer.filing")] } ?? []
    }

    private func appeal(_ payer: Payer, _ paid: Day?) -> [(day: Day, rule: String)] {
        guard let paid else { return [] }
        if payer.isMedicare { return [(paid + 125, "medicare.redetermination")] }
        return (payer.rule?.appealDays).map { [(paid + $0, "payer.appeal")] } ?? []
    }

    /// Silence since `start` is a missing response at this payer.
    func isLate(since start: Day, _ payer: Payer) -> Bool {
        asOf > start + payer.turnaround
    }
}
