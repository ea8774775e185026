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

    /// Whether the principal may see of some thing of a kind what an answer needs, for a purpose.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    package func mightSee(_ form: AnswerForm, of resource: Resource, for purpose: Purpose) throws -> Bool {
        try form.needed.isSubset(of: Authority(self).reach(Right(.read, resource), for: purpose))
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
        let undecided = try knownLists.proposals.current(of: self).proposals.filter { stream, kept in
            !kept.owners.contains(human) && !kept.deciders.contains(human) && PublicID.proposal(stream) != id
        }
        let next = try undecided.sorted { ($1.value.amount, $0.key) < ($0.value.amount, $1.key) }.first { stream, _ in
            let row = try journal.row(table: RowTable.proposal.rawValue, id: stream)
            guard let content = try row?.proposal()?.current?.content else { return false }
            let world = try ProposalWorld(of: content.subject, in: self)
            return try sight.fields(of: target(of: content, in: world)) != nil
        }
        return next.map { PublicID.proposal($0.key) }
    }
}
