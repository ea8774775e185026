/// The findings of a claim: contract, section 7.
extension ClaimReading {
    func findings(of index: Int, in claims: [ClaimPosition]) -> [Finding] {
        let position = claims[index]
        guard !position.isVoided else { return [] }
        let rule = rules.rule(for: position.payer)
        let deadlines = DeadlineReader(rules: rules.deadlines, rule: rule, asOf: asOf)
        var found = adjustmentFindings(of: position, expected: ExpectedAllowed(rule: rule))
        found += acknowledgementFindings(of: position)
        found += adjudicationFindings(of: position)
        found += silence(of: index, in: claims, rule: rule)
        if let underpayment = underpayment(of: position, rule: rule) { found.append(underpayment) }
        found += refunds(of: position)
        found = merged(found)
        for place in found.indices {
            if let left = position.leftByPredecessor, found[place].kind != .refund {
                found[place].amount = min(found[place].amount, max(.zero, left))
                found[place].atStake = min(found[place].atStake, max(.zero, left))
            }
            let answer = deadline(of: found[place], position: position, by: deadlines)
            found[place].deadline = answer.deadline
            found[place].missing = answer.missing
        }
        let atRisk = found.filter { finding in
            guard let date = finding.deadline?.date else { return false }
            return (0...rules.defaults.atRiskDays).contains(date.days(since: asOf))
        }
        found += atRisk.map { finding in
            var risk = finding
            risk.kind = .deadlineAtRisk
            return risk
        }
        return found.sorted(by: Finding.isBefore)
    }

    /// One finding for each kind, category, reason and step, with the amounts of all.
    private func merged(_ findings: [Finding]) -> [Finding] {
        var merged: [Finding] = []
        for finding in findings {
            guard let place = merged.firstIndex(where: { $0.isSame(as: finding) }) else {
                merged.append(finding)
                continue
            }
            merged[place].amount += finding.amount
            merged[place].atStake += finding.atStake
        }
        return merged
    }

    private func simple(
        _ kind: FindingKind,
        codes: [String] = [],
        amount: Money,
        step: NextStep,
        category: DenialCategory? = nil
    ) -> Finding {
        Finding(kind: kind, category: category, codes: codes, amount: amount, atStake: amount, nextStep: step)
    }

    private func deadline(
        of finding: Finding,
        position: ClaimPosition,
        by reader: DeadlineReader
    ) -> DeadlineReader.Answer {
        switch finding.kind {
        case .denial, .rejection, .underpayment, .review: reader.answer(for: finding, on: position)
        case .missingResponse, .deadlineAtRisk, .takeBack, .duplicate, .unmatchedRemittance, .unbalanced,
            .coordinationOfBenefits, .mismatch, .refund:
            DeadlineReader.Answer()
        }
    }

    // MARK: - Adjustments

    /// What findings are gathered by.
    private struct Key: Hashable {
        let kind: FindingKind
        let category: DenialCategory?
        let code: String
        let step: NextStep
    }

    private func adjustmentFindings(of position: ClaimPosition, expected: ExpectedAllowed) -> [Finding] {
        var items: [Key: [DisposedAdjustment]] = [:]
        for item in position.adjustments {
            guard let key = key(of: item) else { continue }
            items[key, default: []].append(item)
        }
        return items.map { key, items in
            let amount = items.map(\.adjustment.amount).sum()
            var atStake = amount
            if key.kind == .denial {
                let lines = items.compactMap { item in
                    item.line.map { position.adjudications.effective[item.adjudication].lines[$0] }
                }
                let known =
                    lines.count == items.count
                    ? expected.amount(ofLines: lines, in: position) : expected.amount(of: position)
                atStake = known ?? amount
            }
            return Finding(
                kind: key.kind,
                category: key.category,
                codes: [key.code] + remarks(of: items),
                lines: lineNumbers(of: items, in: position),
                amount: amount,
                atStake: atStake,
                nextStep: key.step,
                decided: items.compactMap { position.adjudications.effective[$0.adjudication].paymentDate }.min(),
                isCorrection: items.contains(where: \.isCorrection)
            )
        }
    }

    private func key(of item: DisposedAdjustment) -> Key? {
        let code = item.adjustment.code
        if item.isUnprocessable {
            return Key(kind: .rejection, category: item.category, code: code, step: .newClaim)
        }
        switch item.disposition {
        case .denied: return Key(kind: .denial, category: item.category, code: code, step: item.nextStep)
        case .review: return Key(kind: .review, category: nil, code: code, step: .review)
        case .pended where item.adjustment.reason.rawValue == "252":
            return Key(kind: .review, category: .documentation, code: code, step: .sendRecords)
        case .pended, .contractual, .costShare, .priorPayer: return nil
        }
    }

    private func remarks(of items: [DisposedAdjustment]) -> [String] {
        let all = items.flatMap(\.remarks).filter { knowledge.fact($0)?.isLeftOutOfCodes != true }
        return Set(all.map(\.rawValue)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    private func lineNumbers(of items: [DisposedAdjustment], in position: ClaimPosition) -> [String] {
        let numbers = items.compactMap { item -> String? in
            guard let line = item.line else { return nil }
            return number(of: position.adjudications.effective[item.adjudication].lines[line], in: position)
        }
        return Set(numbers).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// The line control number, else the number of the line that we sent, else the payer's own count.
    private func number(of line: AdjudicatedLine, in position: ClaimPosition) -> String {
        if let number = line.controlNumber { return number }
        guard let sent = position.governingSubmission?.line(answeredBy: line) else { return line.counter }
        return sent.controlNumber ?? sent.counter
    }

    // MARK: - Acknowledgements

    private func acknowledgementFindings(of position: ClaimPosition) -> [Finding] {
        let answer = newestAnswer(of: position)
        if position.isAdjudicated || !position.adjudications.reversed.isEmpty {
            guard position.openSubmission?.status == .rejected, let answer else { return [] }
            // What is decided stands; after a take-back nothing but the rejected submission asks for the charge.
            let amount: Money = position.isAdjudicated ? .zero : position.charge
            return [simple(.rejection, codes: [answer.code], amount: amount, step: .newClaim)]
        }
        if answer?.meaning == .rejected, let answer {
            return [simple(.rejection, codes: [answer.code], amount: position.charge, step: .newClaim)]
        }
        if answer?.meaning == .final, let answer {
            return [
                simple(.missingResponse, codes: [answer.code], amount: position.outstandingPayer, step: .checkStatus)
            ]
        }
        let newest = position.claim.acknowledgements.filter { $0.submission == position.claim.submissions.last?.id }
            .map(\.fact).filter { $0.meaning != .nothing }.last
        if let newest, newest.meaning == .notFound {
            return [
                simple(.missingResponse, codes: [newest.code], amount: position.outstandingPayer, step: .checkStatus)
            ]
        }
        return []
    }

    // MARK: - Adjudications

    private func adjudicationFindings(of position: ClaimPosition) -> [Finding] {
        let state = position.adjudications
        var found: [Finding] = []
        for fact in state.suspended { found.append(simple(.unbalanced, amount: fact.paid, step: .review)) }
        for conflict in state.conflicting {
            found.append(simple(.mismatch, amount: conflict.earlier.paid, step: .review))
        }
        for fact in state.replacedWithoutReversal { found.append(simple(.mismatch, amount: fact.paid, step: .review)) }
        for fact in position.claim.ambiguous {
            found.append(simple(.unmatchedRemittance, amount: fact.paid, step: .review))
        }
        for fact in state.unpaired { found.append(simple(.takeBack, amount: -fact.paid, step: .review)) }
        if !position.isAdjudicated, let last = state.reversed.last,
            position.openSubmission.map({ $0.frequency == "8" }) ?? true
        {
            found.append(simple(.takeBack, amount: -last.reversal.paid, step: .review))
        }
        for fact in state.duplicates {
            let code = fact.allAdjustments.first { $0.reason.isDuplicate }?.code ?? ""
            found.append(simple(.duplicate, codes: [code], amount: .zero, step: .none))
        }
        for fact in position.claim.providerAdjustments
        where ["WO", "WU", "OB"].contains(fact.reason) && state.reversed.isEmpty && state.unpaired.isEmpty {
            found.append(simple(.takeBack, codes: [fact.reason], amount: fact.amount, step: .review))
        }
        let adjudicated = state.effective.map(\.charge).sum()
        if adjudicated > position.charge {
            found.append(simple(.mismatch, amount: adjudicated - position.charge, step: .review))
        }
        for (index, fact) in state.effective.enumerated()
        where fact.statusCode == "4"
            && !position.adjustments.contains(where: { $0.adjudication == index && $0.isDenialBeforeRemarks })
        {
            found.append(simple(.mismatch, amount: fact.charge, step: .review))
        }
        return found
    }

    // MARK: - Underpayment and refunds

    private func underpayment(of position: ClaimPosition, rule: PayerRule?) -> Finding? {
        guard position.isAdjudicated, position.unadjudicated.isZero,
            let expected = ExpectedAllowed(rule: rule).amount(of: position),
            !position.adjustments.contains(where: { [.denied, .pended, .review].contains($0.disposition) })
        else { return nil }
        let sequestration = position.adjustments.filter { $0.adjustment.reason.rawValue == "253" }
            .map(\.adjustment.amount).sum()
        let allowed =
            position.paid + position.dispositions[.costShare] + sequestration + position.dispositions[.priorPayer]
        let short = expected - allowed
        let defaults = rules.defaults
        guard short >= defaults.underpaymentMinimum, short >= defaults.underpaymentPercent.of(expected) else {
            return nil
        }
        return simple(.underpayment, amount: short, step: .appeal)
    }

    /// What the patient is owed: by CARC A0 each reason by itself; else the larger of what the desk took too much and what a
    /// remark says is the patient's, for they may speak of the same money.
    private func refunds(of position: ClaimPosition) -> [Finding] {
        let owed = position.adjustments.filter { $0.adjustment.reason.rawValue == "A0" }
        var found: [Finding] = []
        for code in Set(owed.map(\.adjustment.code)) {
            let items = owed.filter { $0.adjustment.code == code }
            var finding = simple(
                .refund,
                codes: [code],
                amount: items.map(\.adjustment.amount).sum().magnitude,
                step: .refund
            )
            finding.lines = lineNumbers(of: items, in: position)
            found.append(finding)
        }
        guard found.isEmpty else { return found }
        let amount = max(position.refund, refundByRemark(position) ?? .zero)
        guard amount.isPositive || refundByRemark(position) != nil else { return [] }
        return [simple(.refund, amount: amount, step: .refund)]
    }

    /// What a remark says the patient is owed, as far as the patient's part that it governs tells; nil without one.
    private func refundByRemark(_ position: ClaimPosition) -> Money? {
        let says: (RARC) -> Bool = { [.moneyOwed, .refundExcess].contains(knowledge.fact($0)?.liability) }
        let facts = position.adjudications.effective
        let onClaim = facts.contains { $0.remarks.contains(where: says) }
        let onLine = facts.contains { $0.lines.contains { $0.remarks.contains(where: says) } }
        guard onClaim || onLine else { return nil }
        let governed = position.adjustments.filter { item in
            guard item.adjustment.group == .pr else { return false }
            guard !onClaim, let line = item.line else { return true }
            return facts[item.adjudication].lines[line].remarks.contains(where: says)
        }
        return governed.map(\.adjustment.amount).sum()
    }
}
