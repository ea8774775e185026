import Journal
import RevenueCycle

/// The open proposals of a tenant, for lists: who has to do with them and how much they are about.
struct OpenProposals: KeptList {
    /// The proposals, by stream.
    private(set) var proposals: [StreamID: Kept] = [:]

    /// What is kept of one.
    struct Kept: Hashable, Sendable {
        /// The people whose own work it is.
        let owners: Set<HumanID>
        /// The people who have decided about it as it is now.
        let deciders: Set<HumanID>
        /// The money that it is about; nothing where it is about none.
        let amount: Money
    }

    init(of plane: ControlPlane) throws { try plane.eachProposal { take($0, $1) } }

    mutating func follow(_ news: ListNews, in plane: ControlPlane) throws -> Bool {
        for stream in news.proposals { proposals[stream] = nil }
        for row in try plane.journal.rows(table: RowTable.proposal.rawValue, ids: news.proposals.sorted()) {
            if let proposal = try row.proposal() { take(row.id, proposal) }
        }
        return true
    }

    private mutating func take(_ stream: StreamID, _ proposal: Proposal) {
        guard proposal.status == .open, let content = proposal.current?.content else { return }
        proposals[stream] = Kept(
            owners: proposal.humans,
            deciders: Set(proposal.currentDecisions.compactMap(\.by.human)),
            amount: content.change.amount ?? .zero
        )
    }
}

extension StoredRow {
    /// The proposal; nil for another row, or one whose keys were destroyed.
    func proposal() throws -> Proposal? {
        guard table == RowTable.proposal.rawValue, let payload else { return nil }
        return try Proposal(decoding: payload)
    }
}
