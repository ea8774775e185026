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
    /// Remarks of lines, by what tells the line.
    let lineRemarks: [LineKey: [RARC]]
    /// Whether the patient is owed money by CARC A0.
    let isOwedByReason: Bool

    init(_ claims: [ClaimPosition], knowledge: Knowledge) {
        var isBarred = false
        var claimRemarks: [RARC] = []
        var lineRemarks: [LineKey: [RARC]] = [:]
        var indicators: Set<String> = []
        var isOwed = false
        for claim in claims {
            indicators.formUnion(claim.claim.submissions.compactMap(\.payer.filingIndicator))
            indicators.formUnion(
                claim.claim.submissions.flatMap { $0.otherPayers.compactMap(\.payer.filingIndicator) }
            )
            indicators.formUnion(claim.claim.adjudications.compactMap(\.payer.filingIndicator))
            let isPaired = !claim.adjudications.reversed.isEmpty
            for fact in claim.claim.adjudications where !fact.isReversal {
                let keeps: (RARC) -> Bool = { remark in
                    // A recomputation that was announced is over when the reversal is paired.
                    !(isPaired && knowledge.fact(remark)?.liability == .recompute)
                }
                claimRemarks += fact.remarks.filter(keeps)
                for line in fact.lines where !line.remarks.isEmpty {
                    lineRemarks[line.key, default: []] += line.remarks.filter(keeps)
                }
                let reasons = fact.allAdjustments.map(\.reason.rawValue)
                if reasons.contains("209") || reasons.contains("303") { isBarred = true }
                if reasons.contains("A0") { isOwed = true }
            }
        }
        let everything = claimRemarks + lineRemarks.values.flatMap { $0 }
        if everything.contains(where: { knowledge.fact($0)?.liability == .qmb }) { isBarred = true }
        self.isBarred = isBarred
        self.claimRemarks = claimRemarks
        self.lineRemarks = lineRemarks
        filingIndicators = indicators
        isOwedByReason = isOwed
    }

    /// The remarks that govern an adjustment: the claim's, and its line's on any row.
    func remarks(governing item: DisposedAdjustment, of position: ClaimPosition) -> [RARC] {
        guard let line = item.line else { return claimRemarks + lineRemarks.values.flatMap { $0 } }
        let key = position.adjudications.effective[item.adjudication].lines[line].key
        return claimRemarks + (lineRemarks[key] ?? [])
    }
}

/// The gate between the patient's part and "you owe": contract, section 5.
struct PatientGate {
    let protections: AccountProtections
    let knowledge: Knowledge

    private static let costShareKeptByCap: Set<String> = ["1", "2", "3", "66", "142"]
    private static let costShareKeptByUnknown: Set<String> = ["1", "2", "3"]

    /// Why an amount of cost share is held, or nil when it may be asked for.
    func hold(_ item: DisposedAdjustment, of position: ClaimPosition) -> HoldReason? {
        if protections.isBarred { return .qmb }
        let reason = item.adjustment.reason.rawValue
        if protections.filingIndicators.contains("MC") {
            let isMedicaids = position.payer.filingIndicator == "MC" && ["3", "142"].contains(reason)
            if !isMedicaids { return .review }
        }
        if !protections.filingIndicators.isDisjoint(with: ["WC", "AM", "LM"]) { return .review }
        if protections.isOwedByReason { return .protectedRemark }
        let holds = protections.remarks(governing: item, of: position).compactMap { hold(by: $0, reason: reason) }
        return holds.min { Self.strictness($0) < Self.strictness($1) }
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

    private static func strictness(_ reason: HoldReason) -> Int {
        switch reason {
        case .qmb: 0
        case .protectedRemark: 1
        case .surpriseBilling: 2
        case .noticeMissing: 3
        case .outOfNetworkBalance: 4
        case .deniedService: 5
        case .nextPayer: 6
        case .review, .unbalanced: 7
        }
    }
}
