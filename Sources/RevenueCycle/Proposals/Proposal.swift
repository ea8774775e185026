/// A proposed change from its first writing to its effect: one stream each.
///
/// It is immutable but for new revisions. What people decided is kept by revision, so that an edit leaves every earlier
/// decision where it was and lets it count for nothing. Whether enough of them agree is not part of the state: it is a
/// function of the state, the policy in force, the accounts as they are now, and the time (``standing(in:)``).
package struct Proposal: Hashable, Sendable {
    /// Every revision, the first first; empty while nothing is proposed.
    package private(set) var revisions: [ProposalRevision] = []
    /// What people decided and did not take back, in order.
    package private(set) var decisions: [ProposalDecision] = []
    /// How it ended without an effect, if it did.
    package private(set) var closing: ProposalClosing?
    /// On what it was let take effect, if it was.
    package private(set) var release: ProposalRelease?

    /// Nothing proposed.
    package init() {}

    /// The revision that counts.
    package var current: ProposalRevision? { revisions.last }

    /// What was decided about the revision that counts.
    package var currentDecisions: [ProposalDecision] {
        decisions.filter { $0.saw.revision == current?.number }
    }

    /// How far it is, as far as its own events tell.
    package var status: ProposalStatus {
        if release != nil { return .released }
        if let closing { return closing.cause == .expired ? .expired : .withdrawn }
        guard !revisions.isEmpty else { return .none }
        var status = ProposalStatus.open
        for decision in currentDecisions {
            switch decision.verdict {
            case .refused: return .refused
            case .sentBack(let records): status = records.isEmpty ? .sentBack : .recordsAsked
            case .approved, .escalated, .overridden: break
            }
        }
        return status
    }

    /// Where it was escalated to last, if it was since its last revision.
    package var escalatedTo: String? {
        currentDecisions.compactMap { if case .escalated(let queue) = $0.verdict { queue } else { nil } }.last
    }

    /// The state after the event.
    package mutating func evolve(_ event: Event) {
        switch event {
        case .proposed(let revision), .revised(let revision): revisions.append(revision)
        case .decided(let decision): decisions.append(decision)
        case .retracted(let retraction):
            if let index = decisions.lastIndex(where: { $0.isBy(retraction.by) }) { decisions.remove(at: index) }
        case .closed(let closing): self.closing = closing
        case .released(let release): self.release = release
        }
    }

    /// What can happen.
    package enum Event: Hashable, Sendable {
        /// It was written first.
        case proposed(ProposalRevision)
        /// It was written anew; what was decided before counts no longer.
        case revised(ProposalRevision)
        /// A person decided something about a revision.
        case decided(ProposalDecision)
        /// A person took back the last thing that they decided.
        case retracted(ProposalRetraction)
        /// It ended without an effect.
        case closed(ProposalClosing)
        /// What was demanded was there, and it takes effect.
        case released(ProposalRelease)
    }
}

/// How far a proposal is, as far as its own events tell.
package enum ProposalStatus: String, Hashable, Sendable, CaseIterable {
    /// There is none.
    case none
    /// It waits for decisions, or for its release.
    case open
    /// Its author is to change it.
    case sentBack
    /// Its author is to bring records.
    case recordsAsked
    /// A person refused it.
    case refused
    /// Its author took it back.
    case withdrawn
    /// Nobody approved it in time.
    case expired
    /// It takes, or took, effect.
    case released
}

/// One writing of a proposal.
package struct ProposalRevision: Hashable, Sendable {
    /// Its number, from 1.
    package var number: Int
    /// Exactly what is proposed.
    package var content: ProposalContent
    /// Why.
    package var rationale: Rationale
    /// Who wrote it.
    package var author: ProposalAuthor
    /// The hash of the content.
    package var hash: ContentHash
    /// When it was proposed.
    package var at: Instant

    /// A revision, field by field.
    package init(
        number: Int,
        content: ProposalContent,
        rationale: Rationale,
        author: ProposalAuthor,
        hash: ContentHash,
        at: Instant
    ) {
        self.number = number
        self.content = content
        self.rationale = rationale
        self.author = author
        self.hash = hash
        self.at = at
    }
}

/// What a reviewer had before their eyes when they decided.
package struct ReviewedContent: Hashable, Sendable {
    /// The number of the revision.
    package var revision: Int
    /// The hash of its content.
    package var contentHash: ContentHash
    /// The hash of the fact sheet that was shown beside it, if one was.
    package var factSheet: ContentHash?
    /// The hash of the bytes that were rendered for it, if any were.
    package var rendered: ContentHash?
    /// The number of the entry that adopted the payer rules in force; 0 for those that ship.
    package var rules: UInt64
    /// The version of the policy in force (``ApprovalPolicy/version``).
    package var policy: UInt64

    /// What was seen, field by field.
    package init(
        revision: Int,
        contentHash: ContentHash,
        factSheet: ContentHash? = nil,
        rendered: ContentHash? = nil,
        rules: UInt64,
        policy: UInt64
    ) {
        self.revision = revision
        self.contentHash = contentHash
        self.factSheet = factSheet
        self.rendered = rendered
        self.rules = rules
        self.policy = policy
    }
}

/// What a person decided about a revision.
package struct ProposalDecision: Hashable, Sendable {
    /// What it comes to.
    package var verdict: Verdict
    /// Who decided, with the roles that they had.
    package var by: Reviewer
    /// What they saw.
    package var saw: ReviewedContent
    /// When.
    package var at: Instant
    /// Why; nil only for an approval.
    package var reason: String?

    /// A decision, field by field.
    package init(verdict: Verdict, by: Reviewer, saw: ReviewedContent, at: Instant, reason: String? = nil) {
        self.verdict = verdict
        self.by = by
        self.saw = saw
        self.at = at
        self.reason = reason
    }

    /// What a decision comes to.
    package enum Verdict: Hashable, Sendable {
        case approved
        case refused
        /// The author is to change it, or to bring the records that are named.
        case sentBack(records: [String])
        /// Somebody else is to look: the queue.
        case escalated(to: String)
        /// It may take effect although the demanded approvals are not there.
        case overridden
    }

    /// Whether it is a decision of the same human, else of the same account.
    func isBy(_ other: Reviewer) -> Bool {
        if let human = by.human, human == other.human { return true }
        return by.principal == other.principal
    }
}

/// That a person took back the last thing that they decided.
package struct ProposalRetraction: Hashable, Sendable {
    /// Who.
    package var by: Reviewer
    /// When.
    package var at: Instant

    /// A retraction by somebody at a moment.
    package init(by: Reviewer, at: Instant) {
        self.by = by
        self.at = at
    }
}

/// How a proposal ended without an effect.
package struct ProposalClosing: Hashable, Sendable {
    /// What ended it.
    package var cause: Cause
    /// The account that said so.
    package var by: PrincipalID
    /// When.
    package var at: Instant
    /// Why, in words; nil when time ended it.
    package var reason: String?

    /// An end, field by field.
    package init(cause: Cause, by: PrincipalID, at: Instant, reason: String? = nil) {
        self.cause = cause
        self.by = by
        self.at = at
        self.reason = reason
    }

    /// What ends a proposal.
    package enum Cause: String, Hashable, Sendable, CaseIterable {
        case withdrawn, expired
    }
}

/// On what a proposal was let take effect.
package struct ProposalRelease: Hashable, Sendable {
    /// The number of the revision.
    package var revision: Int
    /// The hash of its content.
    package var contentHash: ContentHash
    /// The version of the policy in force.
    package var policy: UInt64
    /// The rules that governed it, by id.
    package var rules: [String]
    /// The rules, among those, that were met by an override.
    package var overridden: [String]
    /// The account that released it.
    package var by: PrincipalID
    /// When.
    package var at: Instant

    /// A release, field by field.
    package init(
        revision: Int,
        contentHash: ContentHash,
        policy: UInt64,
        rules: [String],
        overridden: [String] = [],
        by: PrincipalID,
        at: Instant
    ) {
        self.revision = revision
        self.contentHash = contentHash
        self.policy = policy
        self.rules = rules
        self.overridden = overridden
        self.by = by
        self.at = at
    }
}
