extension Proposal {
    /// What may be asked.
    package enum Command: Hashable, Sendable {
        /// Propose a change.
        case propose(ProposalContent, Rationale, author: ProposalAuthor)
        /// Propose it otherwise.
        case revise(ProposalContent, Rationale, author: ProposalAuthor)
        /// Agree to exactly what was seen.
        case approve(ReviewedContent)
        /// Change what was seen, and agree to it so changed.
        ///
        /// Who changes a word is an author of it: where a rule keeps authors and approvers apart, the change waits for the
        /// approval of somebody else, and this one does not count.
        case approveWithEdits(ReviewedContent, ProposalContent, Rationale)
        /// Refuse it for good.
        case refuse(ReviewedContent, reason: String)
        /// Give it back to be changed.
        case sendBack(ReviewedContent, reason: String)
        /// Give it back until these records are there.
        case askForRecords(ReviewedContent, records: [String], reason: String)
        /// Let somebody else look.
        case escalate(ReviewedContent, to: String, reason: String)
        /// Let it take effect without the approvals that are demanded, where the policy allows it.
        case override(ReviewedContent, reason: String)
        /// Take back the last thing that one decided oneself.
        case retract
        /// Take back one's own proposal.
        case withdraw(reason: String)
        /// End it, because its time is over.
        case expire
        /// Let it take effect, because what is demanded is there.
        case release
    }

    /// Who asks, in which world.
    package struct Context: Sendable {
        /// The account that asks, with its roles as they are now.
        package var actor: Reviewer
        /// The policy in force, what is known, the accounts and the time.
        package var world: ApprovalContext
        /// SHA-256.
        package var hash: ContentHash.Function

        /// An account in a world; what the account is now is known to the world too.
        package init(actor: Reviewer, world: ApprovalContext, hash: @escaping ContentHash.Function) {
            self.actor = actor
            self.world = world
            self.world.principals[actor.principal] = actor
            self.hash = hash
        }
    }

    /// Why a command was refused.
    package enum Refusal: Error, Hashable, Sendable {
        /// Nothing was proposed.
        case nothingProposed
        /// Something was proposed already.
        case alreadyProposed
        /// It came to an end already, or waits for its author.
        case alreadyDecided(ProposalStatus)
        /// The change can't be carried out.
        case faulty([ChangeFault])
        /// A revision is of the same kind and about the same subject.
        case anotherChange
        /// The author is not who asks.
        case authorIsAnother
        /// A reason is missing.
        case reasonMissing
        /// Only humans decide.
        case notAPerson
        /// It is not the revision that was seen.
        case contentChanged(current: Int)
        /// The hash that was kept is not that of the content.
        case contentDamaged
        /// The policy is not the one that was seen.
        case policyChanged
        /// It lacks something.
        case incomplete([String])
        /// The policy forbids it: the rule, or none.
        case forbidden(rule: String?)
        /// The policy asks for nobody, or what it asks for is there.
        case needsNoApproval
        /// The same human has approved this revision.
        case alreadyApproved
        /// None of the human's roles counts.
        case roleDoesNotCount(roles: [Role])
        /// The human wrote it, or had it written.
        case ownProposal
        /// The time for approvals is over.
        case expired
        /// Its time is not over.
        case notExpired
        /// The rules allow nobody with these roles to override them.
        case overrideNotAllowed(rules: [String])
        /// The records that are asked for are not named.
        case recordsMissing
        /// The human decided nothing that could be taken back.
        case nothingToRetract
        /// Somebody else proposed it.
        case notYours
        /// What the policy demands is not there: rule, approvals that count, approvals demanded.
        case notApproved([Shortfall])
    }
}

extension Proposal.Refusal: CustomStringConvertible {
    package var description: String {
        switch self {
        case .nothingProposed: "There is no such proposal; propose the change first."
        case .alreadyProposed: "This was proposed already; a change of it is a new revision."
        case .alreadyDecided(let status): Self.text(of: status)
        case .faulty(let faults): faults.map(\.description).joined(separator: " ")
        case .anotherChange:
            "A revision must be of the same kind and subject; propose another change as a new proposal."
        case .authorIsAnother: "The author that is named is not who proposes it; propose it under your own account."
        case .reasonMissing: "This needs a reason; state it."
        case .notAPerson: "Only people decide about proposals; services and agents may propose. Ask a reviewer."
        case .contentChanged(let current):
            "It was edited since you looked. Look at revision \(current) and decide about that."
        case .contentDamaged: "The proposal is not what its hash says; run `recourse doctor` and let nobody approve it."
        case .policyChanged:
            "The approval policy changed since you looked. Look again and decide under the one in force."
        case .incomplete(let parts): "It can't be approved while this is missing: \(parts.joined(separator: "; "))."
        case .forbidden(let rule?): "The rule \(rule) of the approval policy forbids it."
        case .forbidden(nil): "No rule of the approval policy allows it; compliance can add one."
        case .needsNoApproval: "It needs no further approval; it can be released."
        case .alreadyApproved: "You have approved this revision; the next approval must be another person's."
        case .roleDoesNotCount(let roles):
            "None of your roles counts here. Ask somebody who is \(roles.map(\.rawValue).joined(separator: " or "))."
        case .ownProposal: "You wrote it, or had it written. Ask another reviewer."
        case .expired: "The time for approvals is over. Revise it to begin anew."
        case .notExpired: "Its time for approvals is not over; refuse or withdraw it instead."
        case .overrideNotAllowed(let rules):
            "You may not override \(rules.joined(separator: ", ")); the approvals that it asks for are needed."
        case .recordsMissing: "Name the records that are asked for."
        case .nothingToRetract: "You have decided nothing here that could be taken back."
        case .notYours: "Only who proposed it may withdraw it; a reviewer refuses it instead."
        case .notApproved(let shortfalls): shortfalls.map(\.description).joined(separator: " ")
        }
    }

    private static func text(of status: ProposalStatus) -> String {
        switch status {
        case .none: "There is no such proposal."
        case .open: "It is open."
        case .sentBack: "It was sent back; it waits for its author to revise it."
        case .recordsAsked: "It waits for records; its author revises it when they are there."
        case .refused: "It was refused already. Who refused it can retract that."
        case .withdrawn: "It was withdrawn. Propose the change anew."
        case .expired: "It has expired. Propose the change anew."
        case .released: "It was approved and takes effect; it can't be changed any more."
        }
    }
}

extension Shortfall: CustomStringConvertible {
    /// What is lacking, for a person.
    package var description: String {
        let roles = demand.demand.roles.sorted().map(\.rawValue).joined(separator: " or ")
        return "\(demand.rule) asks for \(demand.demand.approvals) of \(roles); \(counted) count by now."
    }
}
