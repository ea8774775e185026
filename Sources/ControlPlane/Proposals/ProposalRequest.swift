import Access
package import Assist
import Journal
package import RevenueCycle

/// What somebody asks to have proposed: a change as they give it, or one whose words are composed or whose fields are held against a
/// claim first.
package enum ProposalRequest: Sendable {
    /// A change, word for word.
    case change(ProposedChange)
    /// An appeal of a claim's greatest denial.
    case appeal(AppealRequest)
    /// A correction of a claim.
    case correction(CorrectionRequest)
    /// A composed message to a patient.
    case message(PatientMessageKind, PatientMessageText.Details)
    /// Records; without any, those that a claim's greatest finding asks for.
    case records([String], from: String?, neededBy: CalendarDate?)
    /// A question to those who documented the care; nil to have it composed.
    case query(String?, indicators: [String], choices: [String])
    /// A note that says how a claim stands.
    case note
}

extension ControlPlane {
    /// The draft of what somebody asks for.
    ///
    /// - Parameters:
    ///   - request: what.
    ///   - id: the public id of the claim, account or patient that it is about.
    ///   - reason: why, for a reviewer.
    ///   - destination: where it goes; nil when it changes our own books only.
    /// - Returns: the draft, with what it still needs.
    /// - Throws: ``ControlPlaneError`` when there is no such record, or no such draft can be made of it; ``JournalError`` or
    ///   ``DecodingFault``.
    package func draft(
        _ request: ProposalRequest,
        about id: String,
        reason: String,
        destination: String?
    ) throws -> ProposalDraft {
        func given(_ change: ProposedChange) -> ProposalDraft {
            ProposalDraft(subject: id, change: change, destination: destination, rationale: Rationale(text: reason))
        }
        switch request {
        case .change(let change): return given(change)
        case .appeal(let appeal): return try appealDraft(of: id, appeal, reason: reason, destination: destination)
        case .correction(let correction):
            return try correctionDraft(of: id, correction, reason: reason, destination: destination)
        case .message(let kind, let details):
            return try messageDraft(about: id, kind, details, reason: reason, destination: destination)
        case .records([], let holder, let day):
            return try recordsDraft(of: id, from: holder, neededBy: day, reason: reason, destination: destination)
        case .records(let records, let holder, let day):
            guard let holder else { throw ControlPlaneError.refused("Say who has the records.") }
            return given(.recordsRequest(.init(holder: holder, records: records, neededBy: day)))
        case .query(nil, let indicators, let choices):
            return try queryDraft(of: id, indicators: indicators, choices: choices, reason: reason)
        case .query(let question?, let indicators, let choices):
            let offered = ClinicalQueryText.offered(choices)
            return given(.clinicalQuery(.init(question: question, indicators: indicators, choices: offered)))
        case .note: return try noteDraft(of: id, reason: reason)
        }
    }

    /// The draft of a claim's correction, with what each field was as it was sent last.
    ///
    /// - Parameters:
    ///   - id: the claim's public id.
    ///   - request: what is to change.
    ///   - reason: why, for a reviewer.
    ///   - destination: where the order to correct it goes.
    /// - Returns: the draft.
    /// - Throws: ``ControlPlaneError`` when there is no such claim, or it cannot be corrected so; ``JournalError`` or ``DecodingFault``.
    package func correctionDraft(
        of id: String,
        _ request: CorrectionRequest,
        reason: String,
        destination: String?
    ) throws -> ProposalDraft {
        guard id.hasPrefix("c_") else { throw ControlPlaneError.notFound(what: "claim \(id)") }
        let claims = try claimsToSpeakOf(id)
        guard let claim = claims.claims.first else { throw ControlPlaneError.notFound(what: "claim \(id)") }
        // Whoever may not see a field cannot try what it says.
        let seen = try inquiry(for: .payment, by: "correction").sight(of: .claim, as: [.claim]).everything(
            of: claims.account
        )
        guard FieldMask(request.fields.map(\.field.group)).isSubset(of: seen) else {
            throw ControlPlaneError.refused("It would change fields of claim \(id) that are not shown to you.")
        }
        let correction: ProposedChange.ClaimCorrection
        do throws(CorrectionFault) {
            correction = try .init(request, of: claim, by: rules.rule(for: claim.payer))
        } catch {
            throw ControlPlaneError.refused(error.description)
        }
        let finding = claim.findings.filter { [.denial, .rejection, .review].contains($0.kind) }
            .max { $0.atStake < $1.atStake }
        let sent = claim.sentLast.map { [$0.span] } ?? []
        return ProposalDraft(
            subject: id,
            change: .correctedClaim(correction),
            destination: destination,
            rationale: Rationale(
                text: reason,
                evidence: sent + claim.adjudications.effective.map(\.span),
                finding: try finding.map { QuotedFinding($0, rules: try rulesEntry()) }
            )
        )
    }
}

extension ProposedChange.ClaimField {
    /// The group of fields that it belongs to.
    fileprivate var group: FieldGroup {
        switch self {
        case .memberID: .coverageNumbers
        case .authorizationNumber, .referralNumber, .attachmentControlNumber, .attendingProvider, .renderingProvider:
            .recordNumbers
        case .payer, .coverageSequence, .facilityCode, .delayReason: .payerCodes
        case .serviceDates, .diagnoses, .drg, .conditionCodes, .procedure, .modifiers, .revenueCode, .units,
            .diagnosisPointers:
            .clinicalCodes
        case .charge: .amounts
        }
    }
}
