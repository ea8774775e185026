import Journal
import RevenueCycle

/// Everything beside a proposal's own events that decides whether it may take effect, from verified entries, and the versions
/// that say so.
struct ProposalWorld {
    let context: ApprovalContext
    let roster: Roster
    /// What must stay as it is for a decision that rests on it.
    let versions: [StreamID: UInt64]
    /// The claims that it is about; nil when they are not known, or it is about a person.
    let claims: VerifiedClaims?

    /// The world of a proposal about something, now.
    ///
    /// - Throws: ``JournalError``, ``DecodingFault`` or ``ControlPlaneError``.
    init(of subject: ProposalSubject, in plane: ControlPlane) throws {
        let now = plane.clock()
        let inForce = try plane.currentPolicy()
        roster = try plane.currentRoster()
        claims = try VerifiedClaims(PublicID.subject(subject), in: plane)
        let marks = try SensitiveMarks(of: claims?.streams ?? [], in: plane.journal)
        context = ApprovalContext(
            policy: inForce.policy,
            circumstances: Self.circumstances(claims, marks, plane),
            principals: roster.reviewers(at: now),
            at: Instant(now)
        )
        versions = marks.versions.merging([
            ApprovalPolicyInForce.stream: inForce.streamVersion, Roster.stream: roster.version,
        ]) { one, _ in one }
    }

    private static func circumstances(
        _ claims: VerifiedClaims?,
        _ marks: SensitiveMarks,
        _ plane: ControlPlane
    ) -> ProposalCircumstances {
        guard let claims else { return ProposalCircumstances() }
        let today = CalendarDate(plane.clock())
        let begun = claims.claims.compactMap { claim in
            claim.claim.submissions.compactMap(\.transactionDate).min() ?? claim.claim.dates?.last
        }
        let payers = Set(claims.claims.map { plane.rules.rule(for: $0.payer)?.key })
        let rule = claims.claims.first.flatMap { plane.rules.rule(for: $0.payer) }
        let isOnePayer = payers.count == 1
        return ProposalCircumstances(
            ageDays: begun.min().map { today.days(since: $0) },
            payer: isOnePayer ? rule?.key : nil,
            lineOfBusiness: isOnePayer ? rule?.lineOfBusiness : nil,
            sensitivities: marks.subjects
        )
    }

    /// Who asks, in this world.
    func asked(by principal: String, at now: Timestamp) -> Proposal.Context {
        let name = PrincipalID(principal)
        let actor = roster.account(name)?.reviewer(at: now) ?? Reviewer(principal: name, human: nil, roles: [])
        return Proposal.Context(actor: actor, world: context, hash: ContentHash.sha256)
    }
}
