package import Access
import Journal
import RevenueCycle

// What somebody could do, asked before a page offers it. Nothing is shown or done by the answers, so that neither a look nor a refusal is
// on record; whoever then asks or does is asked again.
extension ControlPlane {
    /// Whether the principal may do something with some thing of a kind, for a purpose.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    package func mightDo(_ right: Right, for purpose: Purpose) throws -> Bool {
        switch try Authority(self).decide(right, for: purpose, about: Target(resource: right.resource, place: place)) {
        case .permitted: true
        case .denied(let denial): denial.reason.dependsOnTheThing
        }
    }

    /// The first of the purposes for which the principal may look at a kind of things; payment when there is none.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    package func purpose(toRead resource: Resource) throws -> Purpose {
        let authority = try Authority(self)
        let all = [Purpose.payment, .operations] + Purpose.allCases.filter { ![.payment, .operations].contains($0) }
        return all.first { !authority.reach(Right(.read, resource), for: $0).isEmpty } ?? .payment
    }

    /// The public id of what a case is about, for whoever may see the case.
    ///
    /// - Throws: ``ControlPlaneError`` when there is none; ``JournalError`` or ``DecodingFault``.
    package func subject(ofCase id: String, for purpose: Purpose) throws -> String {
        let sight = try inquiry(for: purpose, by: "subject of a case").sight(of: .case, as: [.workCase])
        let recorded = try recordedCase(id)
        guard let opening = recorded.state.opening, try sight.fields(of: target(of: recorded.state)) != nil else {
            throw Self.noSuchCase(id)
        }
        return PublicID.subject(opening.subject)
    }

    /// The ids of the open proposals about which the principal has not decided and which are not theirs, the greatest amounts first.
    ///
    /// - Throws: ``ControlPlaneError`` when they may see none; ``JournalError`` or ``DecodingFault``.
    /// - Complexity: Reads every proposal.
    package func undecidedProposals(for purpose: Purpose) throws -> [String] {
        let sight = try inquiry(for: purpose, by: "undecided proposals").sight(of: .proposal, as: [.proposal])
        var found: [(id: String, amount: Money)] = []
        try eachProposal { stream, proposal in
            guard proposal.status == .open, let current = proposal.current else { return }
            let world = try ProposalWorld(of: current.content.subject, in: self)
            let actor = world.asked(by: principal, at: clock()).actor
            guard actor.human.map({ !proposal.humans.contains($0) }) ?? false,
                !proposal.currentDecisions.contains(where: { $0.by.human == actor.human }),
                sight.fields(of: try target(of: current.content, in: world)) != nil
            else { return }
            found.append((PublicID.proposal(stream), current.content.change.amount ?? .zero))
        }
        return found.sorted { ($1.amount, $0.id) < ($0.amount, $1.id) }.map(\.id)
    }
}
