extension Knowledge {
    /// The reasons that mean nothing without a remark: 16, 96, 125, 226 and A1.
    package static let explainedByRemark: Set<CARC> = ["16", "96", "125", "226", "A1"]

    /// The category of a denial.
    ///
    /// It is the reason's; but a reason that only remarks explain takes its first remark's, when that is a denial
    /// category. A reason that the tables do not know has ``DenialCategory/other``.
    ///
    /// - Parameters:
    ///   - reason: the adjustment's reason.
    ///   - remarks: the remarks that belong to it, in the order of the file, those of the line before MIA and MOA.
    /// - Returns: the category that the finding carries.
    package func denialCategory(of reason: CARC, remarks: [RARC]) -> DenialCategory {
        if Self.explainedByRemark.contains(reason), let first = remarks.first,
            let category = fact(first)?.denialCategory
        {
            return category
        }
        return fact(reason)?.denialCategory ?? .other
    }

    /// The step that reason and remarks together propose.
    ///
    /// Remarks on sending again go first, in the order stop, wait, void then new, new claim, replace; a remark that
    /// speaks of another claim asks for a person. A reason that only remarks explain, and that has no supplemental one,
    /// asks for a person too. Else the reason's own step holds, save that without a right of appeal there is nothing
    /// but to ask for leave to write off. The payer rule's method of correction is not applied here.
    ///
    /// - Parameters:
    ///   - reason: the adjustment's reason.
    ///   - remarks: the remarks that belong to it.
    /// - Returns: the step; ``NextStep/review`` for a reason that the tables do not know.
    package func nextStep(of reason: CARC, remarks: [RARC]) -> NextStep {
        let facts = remarks.compactMap { fact($0) }
        let remedies = Set(facts.map(\.remedy))
        if remedies.contains(.stop) { return .none }
        if remedies.contains(.wait) { return .wait }
        if remedies.contains(.voidThenNew) { return .voidThenNew }
        if remedies.contains(.newClaim) { return .newClaim }
        if remedies.contains(.replaceClaim) { return .replaceClaim }
        if remedies.contains(.review) { return .review }
        if Self.explainedByRemark.contains(reason), !facts.contains(where: { $0.kind == .supplemental }) {
            return .review
        }
        guard let step = fact(reason)?.nextStep else { return .review }
        return step == .appeal && remedies.contains(.noAppeal) ? .writeOffReview : step
    }
}
