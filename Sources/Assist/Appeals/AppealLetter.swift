package import RevenueCycle

/// An appeal in words, for a person to complete and another to approve: what was decided, why that is wrong as far as the claim's
/// documents say it, and what is asked.
///
/// It says nothing that no document says. What an appeal of its kind needs beside is in ``missing``.
package struct AppealLetter: Hashable, Sendable {
    /// What is appealed, and how.
    package struct Request: Hashable, Sendable {
        /// The step of the payer's way.
        package var level: ProposedChange.AppealLevel
        /// Who files.
        package var filer: AppealFiler
        /// The payer's limit of first claims in days after the last day of service; nil when no rule says it.
        package var filingLimitDays: Int?
        /// The day of the letter.
        package var day: CalendarDate
        /// What a person says against the decision, in their words.
        package var reasons: [String]

        /// A request, field by field.
        package init(
            level: ProposedChange.AppealLevel,
            filer: AppealFiler,
            filingLimitDays: Int? = nil,
            day: CalendarDate,
            reasons: [String] = []
        ) {
            self.level = level
            self.filer = filer
            self.filingLimitDays = filingLimitDays
            self.day = day
            self.reasons = reasons
        }
    }

    /// The lines above the letter: from whom, to whom, about what.
    package let heading: [Sentence]
    /// The letter's paragraphs.
    package let paragraphs: [[Sentence]]
    /// What of it says why the decision is wrong; a person's own words are facts of theirs and bound to nothing.
    package let grounds: [Sentence]
    /// What is still needed.
    package let missing: [AppealGap]

    /// The letter against one finding of a claim; nil where no appeal is the way: the payer's remark asks for a new or corrected
    /// claim, says to wait, or gives no right of appeal.
    ///
    /// - Parameters:
    ///   - finding: the denial.
    ///   - position: the claim that has it.
    ///   - request: how it is appealed.
    ///   - knowledge: what codes mean.
    package init?(
        against finding: Finding,
        in position: ClaimPosition,
        _ request: Request,
        knowledge: Knowledge
    ) {
        let remarks = position.adjustments.filter { $0.adjustment.code == finding.codes.first }.flatMap(\.remarks)
        guard let category = finding.category, finding.kind == .denial, finding.nextStep.allowsAppeal,
            remarks.allSatisfy({ knowledge.fact($0)?.leavesAppealOpen != false })
        else { return nil }
        let words = AppealWords(position, finding, knowledge)
        let grounds = AppealGrounds(
            against: category,
            of: position,
            filingLimitDays: request.filingLimitDays
        )
        let own = request.reasons.map { Sentence($0) }
        heading = words.heading(on: request.day, at: request.level)
        self.grounds = grounds.sentences + own
        paragraphs = [words.decision, words.services, grounds.sentences, own, words.demand(category)].filter {
            !$0.isEmpty
        }
        var missing = grounds.missing
        if !own.isEmpty { missing.removeAll { $0 == .reasons } }
        missing += words.missing
        if request.filer != .provider { missing.append(.memberAuthorization) }
        self.missing = missing + [.signature]
    }

    /// The letter as it is sent.
    package var text: String {
        let top = heading.map(\.text).joined(separator: "\n")
        let body = paragraphs.map { $0.map(\.text).joined(separator: " ") }
        return ([top] + body).joined(separator: "\n\n") + "\n"
    }

    /// Every fact that it rests on.
    package var facts: [StatedFact] { (heading + paragraphs.flatMap(\.self)).flatMap(\.facts) }
}

extension RarcFact {
    /// Whether the decision that it stands on may be appealed: not where it says that there is no appeal (N211), that an earlier decision
    /// is what may be appealed (N368) or that another process is the way, nor where it asks for another claim, or for none (MA130, N704).
    fileprivate var leavesAppealOpen: Bool {
        switch appeal {
        case .none, .earlierClaim, .federalArbitration, .stateProcess, .decided: false
        case .unchanged, .present, .limited, .newClock, .nextLevel, .reopening, .externalReview, .companionRemark:
            [.none, .review].contains(remedy)
        }
    }
}

extension NextStep {
    /// Whether an appeal can be the way.
    fileprivate var allowsAppeal: Bool {
        switch self {
        case .appeal, .sendRecords, .verifyCoverage, .findAuthorization, .reviewCoding, .reviewClinical, .checkStatus,
            .review:
            true
        case .none, .wait, .newClaim, .replaceClaim, .voidThenNew, .billNextPayer, .billPatient, .writeOffReview,
            .refund:
            false
        }
    }
}
