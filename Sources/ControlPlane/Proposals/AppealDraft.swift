import Access
import Assist
import Journal
package import RevenueCycle

/// How an appeal of a claim is asked for.
package struct AppealRequest: Sendable {
    /// Which step of the payer's way it is.
    package var level: ProposedChange.AppealLevel
    /// Why the decision is wrong, point by point, in somebody's own words.
    package var grounds: [String]
    /// The letter, word for word; nil to have it composed of what the claim's documents say.
    package var letter: String?

    /// A request, field by field.
    package init(level: ProposedChange.AppealLevel = .first, grounds: [String] = [], letter: String? = nil) {
        self.level = level
        self.grounds = grounds
        self.letter = letter
    }
}

extension ControlPlane {
    /// The draft of an appeal of a claim's greatest denial, with what the claim says of it.
    ///
    /// - Parameters:
    ///   - id: the claim's public id.
    ///   - request: how it is appealed.
    ///   - reason: why it is proposed, for a reviewer.
    ///   - destination: where it goes.
    /// - Returns: the draft; what a composed letter still needs is missing of it, so that nobody can approve it like that.
    /// - Throws: ``ControlPlaneError`` when there is no such claim, nothing of it is denied, no appeal is the way, or nothing says why
    ///   the decision is wrong; ``JournalError`` or ``DecodingFault``.
    package func appealDraft(
        of id: String,
        _ request: AppealRequest,
        reason: String,
        destination: String?
    ) throws -> ProposalDraft {
        guard id.hasPrefix("c_"), let claim = try claimsToSpeakOf(id).claims.first else {
            throw ControlPlaneError.notFound(what: "claim \(id)")
        }
        let (finding, category) = try greatestDenial(of: claim, id)
        let filer = rules.rule(for: claim.payer)?.appeal?.whoMayFile ?? .provider
        var appeal = ProposedChange.Appeal(
            level: request.level,
            category: category,
            codes: finding.codes,
            grounds: request.grounds,
            letter: request.letter ?? "",
            atStake: finding.atStake,
            filer: filer,
            form: filer == .providerWithAuthorization ? .authorizedRepresentative : nil
        )
        var missing: [AppealGap] = []
        var evidence = claim.adjudications.effective.map(\.span)
        if request.letter == nil {
            let letter = try compose(request, against: finding, in: claim, id)
            guard !letter.grounds.isEmpty else {
                throw ControlPlaneError.refused(
                    "The documents of claim \(id) do not say why the decision is wrong. Say it by --ground, or give the whole --letter."
                )
            }
            appeal.letter = letter.text
            appeal.grounds = letter.grounds.map(\.text)
            missing = letter.missing
            for span in letter.facts.flatMap(\.spans) where !evidence.contains(span) { evidence.append(span) }
        }
        let rationale = Rationale(
            text: reason,
            evidence: evidence,
            finding: QuotedFinding(finding, rules: try rulesEntry())
        )
        return ProposalDraft(
            subject: id,
            change: .appeal(appeal),
            destination: destination,
            rationale: rationale,
            program: request.letter == nil ? Self.appealComposer : nil,
            missing: missing.map(\.words)
        )
    }

    /// The draft of a proposed appeal with another letter; whatever else it has stays.
    ///
    /// - Parameters:
    ///   - id: the proposal's public id.
    ///   - letter: the letter, word for word.
    ///   - isWhole: whether nothing is missing of it any more.
    ///   - reason: why, for a reviewer.
    /// - Returns: the draft.
    /// - Throws: ``ControlPlaneError`` when there is no such appeal; ``JournalError`` or ``DecodingFault``.
    package func draft(
        ofAppeal id: String,
        withLetter letter: String,
        isWhole: Bool,
        reason: String
    ) throws -> ProposalDraft {
        let asked = try partialWarrant(for: .revise)
        let recorded = try recorded(id)
        let current = try checkStanding(recorded, id, by: asked, owners: recorded.proposal.humans)
        guard case .appeal(var appeal) = current.content.change else {
            throw ControlPlaneError.refused("Only an appeal has a letter to edit.")
        }
        appeal.letter = letter
        return ProposalDraft(
            subject: PublicID.subject(current.content.subject),
            change: .appeal(appeal),
            destination: current.content.destination?.name,
            rationale: Rationale(
                text: reason,
                evidence: current.rationale.evidence,
                finding: current.rationale.finding
            ),
            missing: isWhole ? [] : current.content.missing
        )
    }

    /// Who wrote a composed letter: another version is another author.
    private static let appealComposer = AuthorProgram(name: "appeal composer", version: "1")

    /// The denial of a claim from which most may be gained.
    private func greatestDenial(of claim: ClaimPosition, _ id: String) throws -> (Finding, DenialCategory) {
        let denials = claim.findings.filter { $0.kind == .denial && $0.category != nil }
        guard let finding = denials.max(by: { $0.atStake < $1.atStake }), let category = finding.category else {
            throw ControlPlaneError.refused(
                "Nothing of claim \(id) is denied. `recourse claim \(id)` shows what is known."
            )
        }
        return (finding, category)
    }

    /// The letter that what is known of a claim gives.
    private func compose(
        _ request: AppealRequest,
        against finding: Finding,
        in claim: ClaimPosition,
        _ id: String
    ) throws(ControlPlaneError) -> AppealLetter {
        let rule = rules.rule(for: claim.payer)
        let asked = AppealLetter.Request(
            level: request.level,
            filer: rule?.appeal?.whoMayFile ?? .provider,
            filingLimitDays: rule?.filingLimitDays,
            day: CalendarDate(clock()),
            reasons: request.grounds
        )
        guard let letter = AppealLetter(against: finding, in: claim, asked, knowledge: knowledge) else {
            throw .refused(
                "No appeal answers the denial of claim \(id): its next step is \(finding.nextStep.rawValue), and the payer's remarks may "
                    + "leave none open. `recourse explain \(id)` says what they are."
            )
        }
        return letter
    }

    /// The letter against the greatest denial of a claim that an inquiry has answered with; nothing is proposed.
    ///
    /// - Parameters:
    ///   - request: how it is appealed; its own letter is not looked at.
    ///   - claim: the claim.
    ///   - id: its public id.
    /// - Returns: the letter, with what it still needs.
    /// - Throws: ``ControlPlaneError`` when nothing of it is denied, or no appeal is the way.
    func appealLetter(_ request: AppealRequest, of claim: ClaimPosition, _ id: String) throws -> AppealLetter {
        try compose(request, against: greatestDenial(of: claim, id).0, in: claim, id)
    }
}
