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

    /// The open proposal that the principal is to decide about next: of those about which they have not decided and which are not theirs, the
    /// one of the greatest amount.
    ///
    /// - Parameters:
    ///   - id: one that is not meant.
    ///   - purpose: why they look at it.
    /// - Returns: its public id; nil when there is none.
    /// - Throws: ``ControlPlaneError`` when they may see none; ``JournalError`` or ``DecodingFault``.
    package func nextUndecidedProposal(besides id: String, for purpose: Purpose) throws -> String? {
        let sight = try inquiry(for: purpose, by: "undecided proposals").sight(of: .proposal, as: [.proposal])
        guard let human = try currentRoster().account(PrincipalID(principal))?.reviewer(at: clock()).human else {
            return nil
        }
        let undecided = try openProposals().compactMap { stream, proposal -> (id: String, content: ProposalContent)? in
            guard let content = proposal.current?.content, !proposal.humans.contains(human),
                !proposal.currentDecisions.contains(where: { $0.by.human == human })
            else { return nil }
            return (PublicID.proposal(stream), content)
        }
        return try undecided.filter { $0.id != id }
            .sorted { ($1.content.change.amount ?? .zero, $0.id) < ($0.content.change.amount ?? .zero, $1.id) }
            .first {
                try sight.fields(of: target(of: $0.content, in: ProposalWorld(of: $0.content.subject, in: self))) != nil
            }?
            .id
    }
}
