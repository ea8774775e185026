import Journal
import RevenueCycle

// Cases of effects of which it is not known whether they arrived, or which the receiver did not take.
extension CaseReviewing {
    /// The stream of the case that an effect opens: the same whoever finds it first.
    static func caseStream(ofEffect effect: StreamID) -> StreamID {
        StreamID(hashing: "recourse case of an effect", effect.bytes)
    }

    /// The cases of effects that change, each with what happens to it.
    func changed(_ effects: Set<StreamID>) throws -> [RecordedCase] {
        let rows = try plane.journal.rows(table: RowTable.effect.rawValue, ids: effects.sorted())
        return try rows.compactMap { row in
            guard let payload = row.payload, let subject = row.subject else { return nil }
            let effect = try Effect(decoding: payload)
            let stream = Self.caseStream(ofEffect: row.id)
            guard var recorded = try RecordedCase(stream, in: plane.journal) else {
                // One that has entries is a case whose keys were destroyed: it is not begun anew.
                guard !effect.caseFindings.isEmpty, try plane.journal.version(of: stream) == 0 else { return nil }
                return try opened(stream, effect, named: row.id, subject: subject)
            }
            let scope = recorded.state.sight?.scope ?? CaseScope()
            try recorded.follow(.see(sight(effect.caseFindings, scope)), in: context(stream))
            return recorded.news.isEmpty ? nil : recorded
        }
    }

    /// The case of an effect, about what the proposal is about that it carries out, else about its first patient.
    private func opened(
        _ stream: StreamID,
        _ effect: Effect,
        named name: StreamID,
        subject: SubjectID
    ) throws -> RecordedCase? {
        let approval = effect.request.approval
        var about = effect.request.patients.first.map(CaseSubject.person)
        if approval.kind == ProposalAuthority.kind,
            let content = try RecordedProposal(StreamID(approval.stream), in: plane.journal)?.proposal.current?.content
        {
            about = PublicID.caseSubject(PublicID.subject(content.subject)) ?? about
        }
        guard let about else { return nil }
        var scope = try plane.caseSubject(about)?.scope ?? CaseScope()
        scope.patients = Set(scope.patients).union(effect.request.patients).sorted()
        var recorded = RecordedCase(new: stream, subject: subject)
        let opening = CaseOpening(
            subject: about,
            kind: .unconfirmedEffect,
            effect: name.value,
            sight: sight(effect.caseFindings, scope),
            queue: CaseQueue(for: .unconfirmedEffect, category: nil),
            by: PrincipalID(Self.principal),
            at: Instant(plane.clock())
        )
        try recorded.follow(.open(opening), in: context(stream))
        return recorded
    }

    private func sight(_ findings: [CaseFinding], _ scope: CaseScope) -> CaseSight {
        CaseSight(findings: findings, scope: scope, rules: rules, asOf: today)
    }
}
