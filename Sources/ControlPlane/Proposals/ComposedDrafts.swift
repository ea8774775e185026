import Access
package import Assist
import Journal
package import RevenueCycle

// Drafts whose words are composed of what the documents say; what none of them says is missing of the draft, so that nobody can approve it
// like that.
extension ControlPlane {
    /// The draft of a message to a patient about their account.
    ///
    /// - Parameters:
    ///   - id: the public id of the account, or of one of its claims.
    ///   - kind: what it tells.
    ///   - details: what a person gives.
    ///   - reason: why it is proposed, for a reviewer.
    ///   - destination: where it goes.
    /// - Returns: the draft, with what it still needs.
    /// - Throws: ``ControlPlaneError`` when there is no such record, or the documents rule such a message out; ``JournalError`` or
    ///   ``DecodingFault``.
    package func messageDraft(
        about id: String,
        _ kind: PatientMessageKind,
        _ details: PatientMessageText.Details,
        reason: String,
        destination: String?
    ) throws -> ProposalDraft {
        let claims = try claimsToSpeakOf(id)
        let text = try message(kind, details, to: claims.account.position, id)
        let message = ProposedChange.PatientMessage(
            purpose: kind.purpose,
            channel: details.channel,
            language: "en",
            heading: text.heading.text,
            body: text.body
        )
        return ProposalDraft(
            subject: id,
            change: .patientMessage(message),
            destination: destination,
            rationale: Rationale(text: reason, evidence: Self.places(text.sentences)),
            program: AuthorProgram(name: "message composer", version: "1"),
            missing: text.missing.map(\.words)
        )
    }

    /// A message about an account that an inquiry has answered with; nothing is proposed.
    ///
    /// - Throws: ``ControlPlaneError`` when the documents rule such a message out.
    package func message(
        _ kind: PatientMessageKind,
        _ details: PatientMessageText.Details = .init(),
        to account: AccountPosition,
        _ id: String
    ) throws(ControlPlaneError) -> PatientMessageText {
        do throws(PatientMessageRefusal) {
            return try PatientMessageText(kind, of: account, details)
        } catch {
            throw .refused("No message \(kind.rawValue) is composed of \(id): \(error.words).")
        }
    }

    /// The draft of a request for the records that a claim's greatest finding asks for.
    ///
    /// - Parameters:
    ///   - id: the claim's public id.
    ///   - holder: who has them; nil for the provider that billed.
    ///   - neededBy: by when; never later than a rule's last day.
    ///   - reason: why it is proposed, for a reviewer.
    ///   - destination: where it goes.
    /// - Returns: the draft, with what it still needs.
    /// - Throws: ``ControlPlaneError`` when there is no such claim, or nothing is denied or in review; ``JournalError`` or ``DecodingFault``.
    package func recordsDraft(
        of id: String,
        from holder: String? = nil,
        neededBy: CalendarDate? = nil,
        reason: String,
        destination: String?
    ) throws -> ProposalDraft {
        let (claim, finding) = try findingToDocument(of: id)
        let text = RecordsRequestText(for: finding, in: claim, from: holder, neededBy: neededBy, knowledge: knowledge)
        let request = ProposedChange.RecordsRequest(
            holder: text.holder?.text ?? "",
            patient: text.patient?.text,
            records: text.records.map(\.text),
            services: text.services,
            neededBy: text.neededBy
        )
        guard !request.records.isEmpty else {
            throw ControlPlaneError.refused("Nothing that we have of claim \(id) names a record. Name one by --record.")
        }
        return ProposalDraft(
            subject: id,
            change: .recordsRequest(request),
            destination: destination,
            rationale: try rationale(reason, finding, claim, text.sentences),
            program: AuthorProgram(name: "records request composer", version: "1"),
            missing: text.missing.map(\.words)
        )
    }

    /// The draft of a query to those who documented the care that a claim's greatest finding is about.
    ///
    /// - Parameters:
    ///   - id: the claim's public id.
    ///   - indicators: what in the record gives rise to it, in the words of who read it.
    ///   - choices: answers to choose from; those that leave the matter open are added.
    ///   - reason: why it is proposed, for a reviewer.
    /// - Returns: the draft, with what it still needs.
    /// - Throws: ``ControlPlaneError`` when there is no such claim, or nothing is denied or in review; ``JournalError`` or ``DecodingFault``.
    package func queryDraft(
        of id: String,
        indicators: [String] = [],
        choices: [String] = [],
        reason: String
    ) throws -> ProposalDraft {
        let (claim, finding) = try findingToDocument(of: id)
        let text = ClinicalQueryText(about: finding, in: claim, indicators: indicators, choices: choices)
        let query = ProposedChange.ClinicalQuery(
            question: text.question.map(\.text).joined(separator: " "),
            indicators: text.indicators.map(\.text),
            choices: text.choices
        )
        return ProposalDraft(
            subject: id,
            change: .clinicalQuery(query),
            rationale: try rationale(reason, finding, claim, text.sentences),
            program: AuthorProgram(name: "query composer", version: "1"),
            missing: text.missing.map(\.words)
        )
    }

    /// The draft of a note that says how a claim stands.
    ///
    /// - Throws: ``ControlPlaneError`` when there is no such claim; ``JournalError`` or ``DecodingFault``.
    package func noteDraft(of id: String, reason: String) throws -> ProposalDraft {
        let claims = try claimsToSpeakOf(id)
        let sentences = claims.claims.flatMap { ClaimExplanation(of: $0, knowledge: knowledge).sentences }
        return ProposalDraft(
            subject: id,
            change: .claimNote(.init(text: sentences.map(\.text).joined(separator: "\n"))),
            rationale: Rationale(text: reason, evidence: Self.places(sentences)),
            program: AuthorProgram(name: "note composer", version: "1")
        )
    }

    // MARK: - What they rest on

    /// The claims that a draft of the principal's may speak of.
    ///
    /// What is said of a claim is told to nobody who may not see it; how much may be asked for is for the proposal.
    func claimsToSpeakOf(_ id: String) throws -> VerifiedClaims {
        let asked = try partialWarrant(for: .propose)
        let absent = ControlPlaneError.notFound(what: id.hasPrefix("c_") ? "claim \(id)" : "record \(id)")
        guard let claims = try VerifiedClaims(id, in: self), !claims.claims.isEmpty else { throw absent }
        var target = try self.target(.proposal, of: [claims.account])
        target.amount = .zero
        _ = try asked.warrant(about: target, orAbsent: absent)
        return claims
    }

    /// The finding of a claim that better records or documentation might answer, and from which most may be gained.
    private func findingToDocument(of id: String) throws -> (ClaimPosition, Finding) {
        guard id.hasPrefix("c_"), let claim = try claimsToSpeakOf(id).claims.first else {
            throw ControlPlaneError.notFound(what: "claim \(id)")
        }
        let findings = claim.findings.filter { [.denial, .rejection, .review].contains($0.kind) }
        guard let finding = findings.max(by: { $0.atStake < $1.atStake }) else {
            throw ControlPlaneError.refused(
                "Nothing of claim \(id) is denied or in review. `recourse claim \(id)` shows what is known."
            )
        }
        return (claim, finding)
    }

    private func rationale(
        _ reason: String,
        _ finding: Finding,
        _ claim: ClaimPosition,
        _ sentences: [Sentence]
    ) throws -> Rationale {
        var evidence = claim.adjudications.effective.map(\.span)
        for span in Self.places(sentences) where !evidence.contains(span) { evidence.append(span) }
        return Rationale(
            text: reason,
            evidence: evidence,
            finding: QuotedFinding(finding, rules: try rulesEntry())
        )
    }

    private static func places(_ sentences: [Sentence]) -> [Span] {
        sentences.flatMap(\.facts).flatMap(\.spans).reduce(into: []) { places, span in
            if !places.contains(span) { places.append(span) }
        }
    }
}
