import Access
import Journal
package import RevenueCycle

/// A proposal with the ids that the outside knows, and how its approval stands.
package struct NamedProposal: Sendable {
    /// The public id.
    package let id: String
    /// The public id of what it is about.
    package let subject: String
    /// The proposal.
    package let proposal: Proposal
    /// How far the agreement to it has come, by the policy and roster as they are now; nil where that was not asked for.
    package let standing: ApprovalStanding?
    /// The queues to which the policy sends it.
    package let queues: [String]
    /// The word that stands for what is shown, by which a decision says what was seen; nil where that was not asked for.
    package let seen: String?
    /// The text that leaves when it takes effect; nil when nothing does.
    package let document: String?
}

// Proposals, and what there is to decide about them.
extension Inquiry {
    /// The proposals of some statuses, or all, by id; only those about one thing where its public id is given.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    package func proposals(
        in statuses: Set<ProposalStatus> = [],
        about subject: String? = nil
    ) throws -> [Shown<NamedProposal>] {
        try proposals(in: statuses, about: subject, .whole).items
    }

    /// A part of the proposals of some statuses, or all, by id.
    ///
    /// - Throws: ``JournalError``, ``DecodingFault``, or ``ControlPlaneError/listChanged``.
    package func proposals(
        in statuses: Set<ProposalStatus>,
        about subject: String? = nil,
        _ page: Page
    ) throws -> Listed<Shown<NamedProposal>> {
        let sight = try sight(of: .proposal, as: [.proposal])
        var shown: [StreamID: Shown<NamedProposal>] = [:]
        let part = try page.part(of: plane.proposals(in: statuses, about: subject), by: PublicID.proposal) { stream in
            let row = try plane.journal.row(table: RowTable.proposal.rawValue, id: stream)
            guard let proposal = try row?.proposal(), let content = proposal.current?.content else { return false }
            guard statuses.isEmpty || statuses.contains(proposal.status) else { return false }
            let world = try ProposalWorld(of: content.subject, in: plane)
            let named = NamedProposal(
                id: PublicID.proposal(stream),
                subject: PublicID.subject(content.subject),
                proposal: proposal,
                standing: nil,
                queues: [],
                seen: nil,
                document: nil
            )
            shown[stream] = sight.shown(named, as: try plane.target(of: content, in: world))
            return shown[stream] != nil
        }
        let items = part.items.compactMap { shown[$0] }
        let patients = items.map { PublicID.patient($0.item.subject) }
        try record(Self.fields(of: items), Set(patients.compactMap { $0 }), unnamed: patients.count { $0 == nil })
        return Listed(items: items, next: part.next)
    }

    /// A proposal from verified entries, with everything that a reviewer needs to decide about it.
    ///
    /// - Throws: ``JournalError``, ``DecodingFault``, or ``ControlPlaneError`` when there is none.
    package func proposal(_ id: String) throws -> Shown<NamedProposal> {
        let sight = try sight(of: .proposal, as: [.proposalInWords, .proposalOfMoney, .proposalWithLetter])
        guard let stream = PublicID.proposal(id), let recorded = try RecordedProposal(stream, in: plane.journal),
            let current = recorded.proposal.current
        else { throw ControlPlaneError.notFound(what: "proposal \(id)") }
        let world = try ProposalWorld(of: current.content.subject, in: plane)
        guard let all = sight.fields(of: try plane.target(of: current.content, in: world)) else {
            throw ControlPlaneError.notFound(what: "proposal \(id)")
        }
        let fields = all.meet(current.content.change.kind.form.groups)
        var patients = Set(world.claims?.patients(plane.journal) ?? [])
        if case .person(let patient) = current.content.subject { patients.insert(patient) }
        try record(fields, patients, unnamed: patients.isEmpty ? 1 : 0)
        let named = NamedProposal(
            id: id,
            subject: PublicID.subject(current.content.subject),
            proposal: recorded.proposal,
            standing: recorded.proposal.standing(in: world.context),
            queues: world.context.policy.queues(for: world.context.circumstances.sensitivities ?? []),
            seen: try ReviewedContent(current, world, plane).word,
            document: ProposalDocument(current.content).map { String(decoding: $0.bytes, as: UTF8.self) }
        )
        return Shown(item: named, fields: fields)
    }
}

extension ControlPlane {
    /// The proposals that may be of some statuses, or all, by id; only those about one thing where its public id is given.
    ///
    /// - Complexity: Looks at what is kept of the open ones where only those are asked for, else reads all, or all about the thing.
    fileprivate func proposals(in statuses: Set<ProposalStatus>, about subject: String?) throws -> [StreamID] {
        if let subject {
            let index = FactKeys(journal: journal).index(.subjectProposals, Array(subject.utf8))
            return try journal.lookup(space: KeySpace.subjectProposals.rawValue, index).sorted()
        }
        if statuses == [.open] { return try knownLists.proposals.current(of: self).proposals.keys.sorted() }
        var found: [StreamID] = []
        try eachProposal { if statuses.isEmpty || statuses.contains($1.status) { found.append($0) } }
        return found
    }

    /// Gives each proposal that is kept to `body`, by id.
    func eachProposal(_ body: (StreamID, Proposal) throws -> Void) throws {
        try eachRow(of: .proposal) { try body($0, try Proposal(decoding: $1)) }
    }
}
