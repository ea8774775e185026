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
        var found: [Shown<NamedProposal>] = []
        try plane.eachProposal { stream, proposal in
            guard statuses.isEmpty || statuses.contains(proposal.status), let current = proposal.current else { return }
            guard subject == nil || subject == PublicID.subject(current.content.subject) else { return }
            let world = try ProposalWorld(of: current.content.subject, in: plane)
            guard let fields = sight.fields(of: try plane.target(of: current.content, in: world)) else { return }
            found.append(
                Shown(
                    item: NamedProposal(
                        id: PublicID.proposal(stream),
                        subject: PublicID.subject(current.content.subject),
                        proposal: proposal,
                        standing: nil,
                        queues: [],
                        seen: nil,
                        document: nil
                    ),
                    fields: fields
                )
            )
        }
        var patients: Set<SourcePatientID> = []
        var unnamed = 0
        let part = try page.part(of: found) { $0.item.id }
        for named in part.items {
            if let patient = PublicID.patient(named.item.subject) { patients.insert(patient) } else { unnamed += 1 }
        }
        try record(Self.fields(of: part.items), patients, unnamed: unnamed)
        return part
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
    /// Gives each proposal that is kept to `body`, by id.
    func eachProposal(_ body: (StreamID, Proposal) throws -> Void) throws {
        try eachRow(of: .proposal) { try body($0, try Proposal(decoding: $1)) }
    }
}
