/// One adjustment of an effective adjudication with what it means.
package struct DisposedAdjustment: Hashable, Sendable {
    /// The adjudication's place among the effective ones.
    package let adjudication: Int
    /// The line's place in the adjudication; nil for an adjustment of the claim.
    package let line: Int?
    /// The adjustment as the payer sent it.
    package let adjustment: ClaimAdjustment
    /// What it means.
    package let disposition: Disposition
    /// The denial category that its reason and remarks have.
    package let category: DenialCategory
    /// What to do about it.
    package let nextStep: NextStep
    /// Whether that is the way in which the payer takes corrections, so that its limit holds.
    package let isCorrection: Bool
    /// The remarks that govern it.
    package let remarks: [RARC]
    /// Whether it stands under MA130: the claim could not be processed and must be sent anew.
    package let isUnprocessable: Bool
    /// Whether its reason denies, whatever MA130 makes of it.
    package let isDenialBeforeRemarks: Bool
}

/// Gives every adjustment its disposition: contract, section 4.
struct DispositionReader {
    let knowledge: Knowledge
    let rule: PayerRule?
    let kind: ClaimKind?
    let facilityCode: String?
    let isFirstPayer: Bool

    /// The dispositions of every adjustment of a claim's effective adjudications, in file order, claim before lines.
    func dispositions(of facts: [Adjudication]) -> [DisposedAdjustment] {
        let costShares = facts.flatMap(\.allAdjustments).filter {
            knowledge.baseDisposition(group: $0.group, carc: $0.reason) == .costShare
        }
        let totals = Totals(
            charge: facts.map(\.charge).sum(),
            paid: facts.map(\.paid).sum(),
            costShare: costShares.map(\.amount).sum()
        )
        return facts.enumerated().flatMap { dispositions(of: $1, at: $0, totals: totals) }
    }

    /// What the payer decided on the whole claim, in however many parts.
    private struct Totals {
        let charge: Money
        let paid: Money
        let costShare: Money
    }

    private func dispositions(of fact: Adjudication, at index: Int, totals: Totals) -> [DisposedAdjustment] {
        var all: [Placed] = fact.adjustments.map { Placed(line: nil, adjustment: $0) }
        for (line, value) in fact.lines.enumerated() {
            all += value.adjustments.map { Placed(line: line, adjustment: $0) }
        }
        all.removeAll { $0.adjustment.amount.isZero }
        var placed = all.map { ($0, base($0, fact: fact)) }
        let claimRemarksReachLines = !placed.contains { $0.0.line == nil && $0.1 != .contractual }
        placed = placed.map { item, disposition in
            (item, refine(disposition, item, fact: fact, totals: totals, siblings: all))
        }
        applyWholeChargeRule(&placed, fact: fact, totals: totals)
        applyPatientNotRecognized(&placed, fact: fact)
        return placed.map { item, disposition in
            let lineRemarks = item.line.map { fact.lines[$0].remarks } ?? []
            let own = item.line == nil ? fact.remarks : lineRemarks + (claimRemarksReachLines ? fact.remarks : [])
            let isUnprocessable = (fact.remarks + lineRemarks).contains { $0.rawValue == "MA130" }
            let governed = disposition == .contractual && !isUnprocessable ? [] : own
            let (step, isCorrection) = step(item.adjustment.reason, remarks: own, disposition: disposition)
            return DisposedAdjustment(
                adjudication: index,
                line: item.line,
                adjustment: item.adjustment,
                disposition: isUnprocessable ? .review : disposition,
                category: knowledge.denialCategory(of: item.adjustment.reason, remarks: lineRemarks + fact.remarks),
                nextStep: step,
                isCorrection: isCorrection,
                remarks: governed,
                isUnprocessable: isUnprocessable,
                isDenialBeforeRemarks: disposition == .denied
            )
        }
    }

    private struct Placed {
        let line: Int?
        let adjustment: ClaimAdjustment
    }

    private func base(_ item: Placed, fact: Adjudication) -> Disposition {
        knowledge.baseDisposition(group: item.adjustment.group, carc: item.adjustment.reason)
    }

    private func refine(
        _ base: Disposition,
        _ item: Placed,
        fact: Adjudication,
        totals: Totals,
        siblings: [Placed]
    ) -> Disposition {
        // A group that a 5010 remittance does not know says nothing that a table could refine.
        if case .other = item.adjustment.group { return base }
        var disposition = base
        let reason = item.adjustment.reason.rawValue
        switch reason {
        case "97", "234": disposition = packaged(item, fact: fact, totals: totals, siblings: siblings)
        case "128": disposition = rule?.newbornWithMother == false ? .denied : .contractual
        case "252":
            let paid = item.line.map { fact.lines[$0].paid } ?? fact.paid
            disposition = paid.isZero ? .pended : .denied
        default: break
        }
        // What a payer gives up cannot be the patient's part at once.
        if disposition == .contractual, item.adjustment.group == .pr { return .review }
        let isWithheld = disposition == .denied || disposition == .pended
        return isWithheld && item.adjustment.amount.isNegative ? .review : disposition
    }

    /// CARC 97 and 234: payment is inside another service's, which is the contract in some places and a denial in
    /// others.
    private func packaged(_ item: Placed, fact: Adjudication, totals: Totals, siblings: [Placed]) -> Disposition {
        let reasonsBeside = siblings.filter { $0.line == item.line }.map(\.adjustment.reason.rawValue)
        let line = item.line.map { fact.lines[$0] }
        let remarks = Set((fact.remarks + (line?.remarks ?? [])).map(\.rawValue))
        let isUnbundled =
            reasonsBeside.contains("231") || reasonsBeside.contains("236")
            || !remarks.isDisjoint(with: ["M144", "N525", "N70", "N106", "MA133"])
        let isPaidApart = (line?.submittedProcedure ?? line?.procedure).map { rule?.paysApart.contains($0) ?? false }
        guard kind == .institutional, !isUnbundled, isPaidApart != true, (totals.paid + totals.costShare).isPositive
        else {
            return .denied
        }
        let isCasePayable = ["11", "18", "21", "41"].contains(facilityCode.map { String($0.prefix(2)) } ?? "")
        let hasCaseRate = fact.drg != nil || fact.hasInpatientInformation || rule?.isCaseRate == true
        return isCasePayable && !hasCaseRate ? .denied : .contractual
    }

    /// On the first payer, nothing paid, no cost share and the whole charge in 45 or 131: nobody's contract says that.
    private func applyWholeChargeRule(_ placed: inout [(Placed, Disposition)], fact: Adjudication, totals: Totals) {
        guard isFirstPayer, totals.paid.isZero, totals.costShare.isZero, !fact.charge.isZero else { return }
        let isWhole: (Placed) -> Bool = { ["45", "131"].contains($0.adjustment.reason.rawValue) }
        guard placed.map(\.0).filter(isWhole).map(\.adjustment.amount).sum() == fact.charge else { return }
        placed = placed.map { isWhole($0.0) ? ($0.0, .review) : $0 }
    }

    /// CLP02 = 4, the patient was not recognised, without a denial: what is not denied or pended is for a person.
    private func applyPatientNotRecognized(_ placed: inout [(Placed, Disposition)], fact: Adjudication) {
        guard fact.statusCode == "4", !placed.contains(where: { $0.1 == .denied }) else { return }
        placed = placed.map { $0.1 == .pended ? $0 : ($0.0, .review) }
    }

    /// What to do, and whether it is the payer's way of taking corrections.
    private func step(_ reason: CARC, remarks: [RARC], disposition: Disposition) -> (NextStep, isCorrection: Bool) {
        if reason.isDuplicate, disposition == .denied, remarks.isEmpty { return (.checkStatus, false) }
        let step = knowledge.nextStep(of: reason, remarks: remarks)
        return (rule?.correction?.method.apply(to: step) ?? step, step == .replaceClaim)
    }
}
