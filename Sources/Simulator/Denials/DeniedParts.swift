/// One denied amount of an adjudication, and what is true of it.
struct DeniedPart: Sendable {
    let group: String
    let draw: DenialDraw
    let cents: Cents
    /// The denied line; nil for an adjustment of the claim.
    let line: ServiceLine?
    /// Whether findings name the remark: an alert they do not.
    var showsRemark = true

    var adjustment: Adjustment { Adjustment(group, draw.reason, cents, .denied) }
}

extension HospitalMonth {
    /// The findings of denied amounts: one for each category, code and step, summed over its lines.
    func findings(of parts: [DeniedPart], _ claim: ClaimDraft, paid: Day) -> [TruthFinding] {
        var found: [TruthFinding] = []
        for part in parts {
            let code = "\(part.group)-\(part.draw.reason)"
            let step = part.draw.step == "replaceClaim" ? replacement(at: claim.payer) : part.draw.step
            let remarks = part.showsRemark ? [part.draw.remark].compactMap { $0 } : []
            let lines = part.line.map { [$0.name] } ?? []
            if let place = found.firstIndex(where: { finding in
                finding.category == part.draw.category && finding.codes[0] == code && finding.nextStep == step
            }) {
                let isCorrection = found[place].isCorrection || part.draw.step == "replaceClaim"
                let shown = Set(found[place].codes.dropFirst()).union(remarks)
                found[place] = TruthFinding(
                    "denial",
                    category: part.draw.category,
                    codes: [code] + shown.sorted(by: bytewise),
                    lines: found[place].lines + lines,
                    amount: found[place].amount + part.cents,
                    step: step
                )
                found[place].isCorrection = isCorrection
            } else {
                var finding = TruthFinding(
                    "denial",
                    category: part.draw.category,
                    codes: [code] + remarks,
                    lines: lines,
                    amount: part.cents,
                    step: step
                )
                finding.isCorrection = part.draw.step == "replaceClaim"
                found.append(finding)
            }
        }
        return found.map { dated($0, claim, paid: paid) }
    }

    /// States a row whose lines or claim are denied by `parts`.
    mutating func record(_ parts: [DeniedPart], _ claim: ClaimDraft, _ remittance: RemittanceDraft, status: String) {
        var row = TruthRow(claim)
        row.post(remittance)
        row.status = status
        row.findings = findings(of: parts, claim, paid: remittance.date)
        if parts.contains(where: { $0.group == "PR" }) { row.patientHold = ["deniedService"] }
        record(row)
    }

    /// A whole claim denied in CO and in PR, for two categories, at its lines or as a claim.
    ///
    /// The second category is the next of the thirteen, so that each comes twice as often as its scenario: at lines and
    /// at claims, in both groups.
    mutating func denial(_ category: Int) {
        let ofLines = ordinal.isMultiple(of: 2)
        let both = [category, (category + 1) % Self.deniedCategories.count].map { Self.deniedCategories[$0] }
        var draws: [(group: String, draw: DenialDraw)] = []
        for member in both {
            // Remarks of a claim would govern every adjustment of it.
            let choices = random.shuffled(ofLines ? member.draws : member.draws.filter { $0.remark == nil })
            draws.append(("CO", choices[0]))
            draws.append(("PR", choices[choices.count - 1]))
        }
        if ofLines { draws.append((random.pick(["OA", "PI"]), random.pick(both[0].draws))) }
        let isBundled = both.contains { $0.scenario == .denialBundling }
        let kind: ClaimKind = isBundled || random.chance(65) ? .professional : .institutional
        var payers = Payer.commercial + [.quillmoor]
        if !draws.contains(where: { $0.draw.step == "replaceClaim" || $0.draw.category == "other" }), random.chance(50)
        {
            payers = [.medicare(kind)]
        }
        let payer = random.pick(payers)
        let count = ofLines ? draws.count : random.within(1...3)
        let claim = kind == .professional ? professional(payer, lines: count) : outpatient(payer, lines: count)
        submit(claim)
        var remittance = adjudicate(claim)
        let parts = ofLines ? deniedLines(&remittance, draws) : deniedClaim(&remittance, draws)
        if ofLines, payer.isMedicare, random.chance(50) { remittance.remarks = ["MA01"] }
        pay(remittance)
        record(parts, claim, remittance, status: "denied")
    }

    private mutating func deniedLines(
        _ remittance: inout RemittanceDraft,
        _ draws: [(group: String, draw: DenialDraw)]
    ) -> [DeniedPart] {
        if random.chance(40) { remittance.writeOff(&random) }
        var parts: [DeniedPart] = []
        for (index, (group, draw)) in draws.enumerated() {
            let line = remittance.lines[index]
            let part = DeniedPart(group: group, draw: draw, cents: line.rest, line: line.line)
            remittance.lines[index].adjustments.append(part.adjustment)
            if let remark = draw.remark { remittance.lines[index].remarks = [remark] }
            parts.append(part)
        }
        return parts
    }

    private mutating func deniedClaim(
        _ remittance: inout RemittanceDraft,
        _ draws: [(group: String, draw: DenialDraw)]
    ) -> [DeniedPart] {
        remittance.lines = []
        var left = remittance.charge
        var parts: [DeniedPart] = []
        for (index, (group, draw)) in draws.enumerated() {
            let cents = index == draws.count - 1 ? left : random.share(of: left, percent: 20...50)
            left -= cents
            let part = DeniedPart(group: group, draw: draw, cents: cents, line: nil)
            remittance.adjustments.append(part.adjustment)
            parts.append(part)
        }
        return parts
    }

    /// Four denials that may not be appealed, or not so: their remarks make the step another.
    mutating func noAppeal() {
        lineByLine([
            ("CO", DenialDraw("50", "CO", "medicalNecessity", "writeOffReview", remark: "N211"), false),
            ("PR", DenialDraw("55", "PR", "medicalNecessity", "writeOffReview", remark: "MA44"), false),
            ("CO", DenialDraw("152", "CO", "medicalNecessity", "replaceClaim", remark: "N704"), false),
            ("CO", DenialDraw("197", "CO", "authorization", "review", remark: "N368"), true),
        ])
    }

    /// CO-16 with remarks that name the way: replace, send anew, void first, wait, or stop.
    mutating func resubmissionRemedy() {
        let remedies = [
            ("N380", "replaceClaim"), ("N142", "newClaim"), ("N798", "voidThenNew"), ("N779", "wait"), ("N185", "none"),
            ("N517", "newClaim"),
        ]
        lineByLine(remedies.map { ("CO", DenialDraw("16", "CO", "information", $1, remark: $0), true) })
    }

    /// Codes that are denied in every group, reductions that deny, and answers to an appeal.
    mutating func tableDenied() {
        let review = "review"
        lineByLine([
            ("PI", DenialDraw("49", "PI", "coverage", "reviewCoding"), true),
            ("OA", DenialDraw("96", "OA", "coverage", review), true),
            ("PI", DenialDraw("106", "PI", "coverage", "verifyCoverage"), true),
            ("OA", DenialDraw("204", "OA", "coverage", "verifyCoverage"), true),
            ("PI", DenialDraw("B1", "PI", "coverage", review), true),
            ("PR", DenialDraw("186", "PR", "medicalNecessity", "appeal"), true),
            ("OA", DenialDraw("B22", "OA", "coding", "reviewCoding"), true),
            ("PI", DenialDraw("193", "PI", "other", "appeal"), true),
        ])
    }

    /// One denied line for each of `draws`, paid by nobody.
    private mutating func lineByLine(_ draws: [(group: String, draw: DenialDraw, shows: Bool)]) {
        let claim = professional(random.pick(Payer.commercial), lines: draws.count)
        submit(claim)
        var remittance = adjudicate(claim)
        var parts: [DeniedPart] = []
        for (index, (group, draw, shows)) in draws.enumerated() {
            let line = claim.lines[index]
            let part = DeniedPart(group: group, draw: draw, cents: line.charge, line: line, showsRemark: shows)
            remittance.lines[index].adjustments = [part.adjustment]
            remittance.lines[index].remarks = [draw.remark].compactMap { $0 }
            parts.append(part)
        }
        pay(remittance)
        record(parts, claim, remittance, status: "denied")
    }

    /// CARC 128, a newborn's care under the mother's claim: a write-off, unless the payer's rule pays it apart.
    mutating func newborn(isDenied: Bool) {
        let claim = professional(isDenied ? .elmhurst : random.pick(Payer.withoutRule), lines: 2)
        submit(claim)
        var remittance = adjudicate(claim)
        remittance.lines[0].adjustments = [.writeOff(random.share(of: claim.lines[0].charge, percent: 20...50))]
        let draw = DenialDraw("128", "CO", "bundling", "review")
        let part = DeniedPart(group: "CO", draw: draw, cents: claim.lines[1].charge, line: claim.lines[1])
        if isDenied {
            remittance.lines[1].adjustments = [part.adjustment]
            pay(remittance)
            record([part], claim, remittance, status: "partiallyDenied")
        } else {
            remittance.lines[1].adjustments = [Adjustment("CO", "128", part.cents, .contractual)]
            settle(claim, remittance)
        }
    }
}
