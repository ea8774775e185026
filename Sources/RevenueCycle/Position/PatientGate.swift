/// What an account's documents say in the patient's protection: contract, section 5.
///
/// A protection belongs to the account: one on any of its rows, reversed ones too, governs the patient's part of all.
struct AccountProtections {
    /// Whether the patient is a Qualified Medicare Beneficiary, or a code bars collecting anything.
    let isBarred: Bool
    /// The filing indicators of the account's payers.
    let filingIndicators: Set<String>
    /// Remarks of claims (MIA, MOA).
    let claimRemarks: [RARC]
    /// Remarks of each line that has some, with everything by which another document may mean the line.
    let lines: [(keys: Set<LineKey>, remarks: [RARC])]
    /// Whether the patient is owed money by CARC A0.
    let isOwedByReason: Bool

    init(_ claims: [ClaimPosition], knowledge: Knowledge) {
        var isBarred = false
        var claimRemarks: [RARC] = []
        var lines: [(keys: Set<LineKey>, remarks: [RARC])] = []
        var indicators: Set<String> = []
        var isOwed = false
        for claim in claims {
            indicators.formUnion(claim.claim.submissions.compactMap(\.payer.filingIndicator))
            indicators.formUnion(
                claim.claim.submissions.flatMap { $0.otherPayers.compactMap(\.payer.filingIndicator) }
            )
            indicators.formUnion(claim.claim.adjudications.compactMap(\.payer.filingIndicator))
            let paired = Set(claim.adjudications.reversed.map(\.reversal.id))
            for fact in claim.claim.adjudications {
                // A recomputation that a reversal announces is over when it is paired; one that a correction announces, when
                // some reversal is.
                let isRecomputed = fact.isReversal ? paired.contains(fact.id) : !paired.isEmpty
                let keeps: (RARC) -> Bool = { remark in
                    !(isRecomputed && knowledge.fact(remark)?.liability == .recompute)
                }
                claimRemarks += fact.remarks.filter(keeps)
                for line in fact.lines where !line.remarks.isEmpty {
                    lines.append((Set(line.keys), line.remarks.filter(keeps)))
                }
                let reasons = fact.allAdjustments.map(\.reason.rawValue)
                if reasons.contains("209") || reasons.contains("303") { isBarred = true }
                if reasons.contains("A0") { isOwed = true }
            }
        }
        let everything = claimRemarks + lines.flatMap(\.remarks)
        if everything.contains(where: { knowledge.fact($0)?.liability == .qmb }) { isBarred = true }
        self.isBarred = isBarred
        self.claimRemarks = claimRemarks
        self.lines = lines
        filingIndicators = indicators
        isOwedByReason = isOwed
    }

    /// The remarks that govern an adjustment: the claim's, its line's on any row, and those of lines of other rows that no
    /// line of its row answers to.
    func remarks(governing item: DisposedAdjustment, of position: ClaimPosition) -> [RARC] {
        guard let line = item.line else { return claimRemarks + lines.flatMap(\.remarks) }
        let keys = Set(position.adjudications.effective[item.adjudication].lines[line].keys)
        let own = Set(position.adjudications.effective.flatMap(\.lines).flatMap(\.keys))
        let governing = lines.filter { !$0.keys.isDisjoint(with: keys) || $0.keys.isDisjoint(with: own) }
        return claimRemarks + governing.flatMap(\.remarks)
    }
}

/// The gate between the patient's part and "you owe": contract, section 5.
struct PatientGate {
    let protections: AccountProtections
    let knowledge: Knowledge

    private static let costShareKeptByCap: Set<String> = ["1", "2", "3", "66", "142"]
    private static let costShareKeptByUnknown: Set<String> = ["1", "2", "3"]

    /// Every reason for which an amount of cost share is held; empty when it may be asked for.
    func holds(_ item: DisposedAdjustment, of position: ClaimPosition) -> Set<HoldReason> {
        var holds: Set<HoldReason> = []
        if protections.isBarred { holds.insert(.qmb) }
        let reason = item.adjustment.reason.rawValue
        if protections.filingIndicators.contains("MC") {
            let isMedicaid =
                position.payer.filingIndicator == "MC"
                || position.claim.adjudications.contains { $0.payer.filingIndicator == "MC" }
            if !(isMedicaid && ["3", "142"].contains(reason)) { holds.insert(.review) }
        }
        if !protections.filingIndicators.isDisjoint(with: ["WC", "AM", "LM"]) { holds.insert(.review) }
        if protections.isOwedByReason { holds.insert(.protectedRemark) }
        for remark in protections.remarks(governing: item, of: position) {
            if let hold = hold(by: remark, reason: reason) { holds.insert(hold) }
        }
        return holds
    }

    /// Why a denied or doubtful patient amount may not be asked for; empty for what is neither.
    func reasons(forWithheld item: DisposedAdjustment, of position: ClaimPosition) -> Set<HoldReason> {
        var reasons: Set<HoldReason> = []
        switch item.disposition {
        case .denied: reasons.insert(.deniedService)
        case .review: reasons.insert(item.adjustment.reason.rawValue == "45" ? .outOfNetworkBalance : .review)
        case .contractual, .costShare, .priorPayer, .pended: return []
        }
        if protections.isBarred { reasons.insert(.qmb) }
        for remark in protections.remarks(governing: item, of: position) {
            if let reason = hold(by: remark, reason: item.adjustment.reason.rawValue) { reasons.insert(reason) }
        }
        return reasons
    }

    private func hold(by remark: RARC, reason: String) -> HoldReason? {
        guard let fact = knowledge.fact(remark) else {
            return Self.costShareKeptByUnknown.contains(reason) ? nil : .review
        }
        switch fact.liability {
        case .none, .priorShareOnly, .patientMayOwe, .patientMayOweWithoutNotice: return nil
        case .qmb: return .qmb
        case .owesNothing, .neverBill, .capByState, .moneyOwed, .refundExcess: return .protectedRemark
        // That of MA07 and MA18 ends when the next payer has adjudicated, for which the account itself waits.
        case .hold: return fact.announcesForwarding ? nil : .review
        case .needsNotice: return .noticeMissing
        case .review, .recompute: return .review
        case .capAtPR:
            guard !Self.costShareKeptByCap.contains(reason) else { return nil }
            return fact.isSurpriseBilling ? .surpriseBilling : .protectedRemark
        }
    }
}
