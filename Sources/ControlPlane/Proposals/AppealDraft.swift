import Journal
package import RevenueCycle

extension ControlPlane {
    /// The draft of an appeal of a claim's greatest denial, with what the claim says of it; the letter is the caller's.
    ///
    /// - Parameters:
    ///   - id: the claim's public id.
    ///   - letter: the letter, word for word.
    ///   - grounds: why the decision is wrong, point by point.
    ///   - level: which step of the payer's way it is.
    ///   - reason: why it is proposed, for a reviewer.
    ///   - destination: where it goes.
    /// - Returns: the draft.
    /// - Throws: ``ControlPlaneError`` when there is no such claim, or nothing of it is denied; ``JournalError`` or ``DecodingFault``.
    package func appealDraft(
        of id: String,
        letter: String,
        grounds: [String],
        level: ProposedChange.AppealLevel,
        reason: String,
        destination: String?
    ) throws -> ProposalDraft {
        guard id.hasPrefix("c_"), let claim = try VerifiedClaims(id, in: self)?.claims.first else {
            throw ControlPlaneError.notFound(what: "claim \(id)")
        }
        let denials = claim.findings.filter { $0.kind == .denial && $0.category != nil }
        guard let finding = denials.max(by: { $0.atStake < $1.atStake }), let category = finding.category else {
            throw ControlPlaneError.refused(
                "Nothing of claim \(id) is denied. `recourse claim \(id)` shows what is known."
            )
        }
        let rule = rules.rule(for: claim.payer)
        let appeal = ProposedChange.Appeal(
            level: level,
            category: category,
            codes: finding.codes,
            grounds: grounds,
            letter: letter,
            atStake: finding.atStake,
            filer: rule?.appeal?.whoMayFile ?? .provider
        )
        let rationale = Rationale(
            text: reason,
            evidence: claim.adjudications.effective.map(\.span),
            finding: QuotedFinding(finding, rules: try rulesEntry())
        )
        return ProposalDraft(subject: id, change: .appeal(appeal), destination: destination, rationale: rationale)
    }
}
