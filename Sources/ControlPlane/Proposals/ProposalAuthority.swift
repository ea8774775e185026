import Journal
import RevenueCycle

/// Finds out anew, from verified entries, whether a proposal may take effect outside: the decisions, the policy and the roster,
/// all as they are now.
struct ProposalAuthority: EffectAuthority {
    let plane: ControlPlane

    /// The kind of decision that it can read.
    static let kind = "proposal"

    func approval(of request: EffectRequest, at now: Timestamp) throws -> EffectPermission {
        let stream = StreamID(request.approval.stream)
        guard let recorded = try RecordedProposal(stream, in: plane.journal), let current = recorded.proposal.current,
            recorded.proposal.release != nil
        else { return .denied("The proposal is not on record, or was not approved.") }
        guard current.hash.bytes == request.approval.contentHash else {
            return .denied("It is not the content that was approved.")
        }
        guard let destination = current.content.destination, destination.name == request.destination,
            destination.entry == request.destinationEntry
        else { return .denied("It was approved for another destination.") }
        guard let document = ProposalDocument(current.content),
            ContentHash.sha256(document.bytes).bytes == request.content.digest
        else { return .denied("What was approved gives other bytes than those that are to leave.") }
        let world = try ProposalWorld(of: current.content.subject, in: plane)
        do throws(Proposal.Refusal) {
            _ = try recorded.proposal.agreement(in: world.context, hash: ContentHash.sha256)
        } catch {
            return .denied("It may not take effect any more: \(error.description)")
        }
        return .granted(asserting: world.versions.merging([stream: recorded.version]) { one, _ in one })
    }
}
