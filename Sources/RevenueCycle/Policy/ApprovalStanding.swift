/// The world as it is when somebody asks whether a proposal may take effect.
package struct ApprovalContext: Sendable {
    /// The policy in force.
    package var policy: ApprovalPolicy
    /// What is known about the subject.
    package var circumstances: ProposalCircumstances
    /// The accounts as they are now: those that decided or wrote, at least.
    ///
    /// One that is not here has no roles any more.
    package var principals: [PrincipalID: Reviewer]
    /// The time.
    package var at: Instant

    /// The world at a moment.
    package init(
        policy: ApprovalPolicy,
        circumstances: ProposalCircumstances,
        principals: [Reviewer],
        at: Instant
    ) {
        self.policy = policy
        self.circumstances = circumstances
        self.principals = Dictionary(principals.map { ($0.principal, $0) }) { first, _ in first }
        self.at = at
    }
}

/// How far the agreement to a proposal has come.
package enum ApprovalStanding: Hashable, Sendable {
    /// It may not take effect: by a rule, or because no rule surely applies (nil).
    case forbidden(by: ApprovalRule?)
    /// It needs nobody: by the rules with these ids.
    case automatic(by: [String])
    /// These demands are not met yet, in the order of the rules.
    case waiting([Shortfall])
    /// What the rules demand is there; `overridden` are those, among them, that an override stands in for.
    case satisfied(by: [String], overridden: [String])
}

/// What a demand still lacks.
package struct Shortfall: Hashable, Sendable {
    /// The demand and its rule.
    package var demand: RuleDemand
    /// How many humans have agreed, of those whose agreement counts.
    package var counted: Int

    /// A demand and how much of it is met.
    package init(demand: RuleDemand, counted: Int) {
        self.demand = demand
        self.counted = counted
    }
}

extension Proposal {
    /// How far the agreement to the revision that counts has come; nil while nothing is proposed.
    ///
    /// It looks at agreement alone: whether the proposal may take effect is for ``agreement(in:hash:)`` to say, which looks at
    /// its status and content too.
    package func standing(in context: ApprovalContext) -> ApprovalStanding? {
        guard let revision = current, let facts = facts(in: context.circumstances) else { return nil }
        switch context.policy.demand(for: facts) {
        case .forbidden(let rule): return .forbidden(by: rule)
        case .automatic(let ids): return .automatic(by: ids)
        case .approvals(let demands):
            var shortfalls: [Shortfall] = []
            var overridden: [String] = []
            for demand in demands {
                let counted = humans(meeting: demand.demand, of: revision, in: context)
                if counted >= demand.demand.approvals { continue }
                if isOverridden(demand.demand, of: revision, in: context) {
                    overridden.append(demand.rule)
                } else {
                    shortfalls.append(Shortfall(demand: demand, counted: counted))
                }
            }
            guard shortfalls.isEmpty else { return .waiting(shortfalls) }
            return .satisfied(by: demands.map(\.rule), overridden: overridden)
        }
    }

    /// How many different humans gave an approval that counts for a demand.
    ///
    /// Two approvals are of one human when the accounts belonged to one when they were given, or belong to one now.
    private func humans(
        meeting demand: ApprovalDemand,
        of revision: ProposalRevision,
        in context: ApprovalContext
    ) -> Int {
        var humans: [Set<HumanID>] = []
        for decision in decisions where decision.verdict == .approved {
            guard
                let now = holder(
                    of: decision,
                    roles: demand.roles,
                    validDays: demand.validDays,
                    of: revision,
                    in: context
                ),
                isInTime(decision.at, demand, revision),
                demand.authorMayApprove || !isAuthor(decision.by, as: now, in: context)
            else { continue }
            var same = Set([decision.by.human, now.human].compactMap { $0 })
            humans.removeAll { known in
                if known.isDisjoint(with: same) { return false }
                same.formUnion(known)
                return true
            }
            humans.append(same)
        }
        return humans.count
    }

    private func isOverridden(
        _ demand: ApprovalDemand,
        of revision: ProposalRevision,
        in context: ApprovalContext
    ) -> Bool {
        decisions.contains { decision in
            guard decision.verdict == .overridden,
                let now = holder(
                    of: decision,
                    roles: demand.overrideRoles,
                    validDays: demand.validDays,
                    of: revision,
                    in: context
                )
            else { return false }
            return !isAuthor(decision.by, as: now, in: context)
        }
    }

    /// The account of a decision as it is now, if the decision still counts: it was about this very content, under the policy
    /// in force, is not too old, and is of a human who had one of the roles then and has one now.
    private func holder(
        of decision: ProposalDecision,
        roles: Set<Role>,
        validDays: Int,
        of revision: ProposalRevision,
        in context: ApprovalContext
    ) -> Reviewer? {
        guard decision.saw.revision == revision.number, decision.saw.contentHash == revision.hash,
            decision.saw.policy == context.policy.version,
            decision.at <= context.at, context.at < decision.at.adding(days: validDays),
            decision.by.human != nil, !decision.by.roles.isDisjoint(with: roles),
            let now = context.principals[decision.by.principal],
            now.human != nil, !now.roles.isDisjoint(with: roles)
        else { return nil }
        return now
    }

    /// Whether a moment is early enough after a revision for a demand.
    func isInTime(_ moment: Instant, _ demand: ApprovalDemand, _ revision: ProposalRevision) -> Bool {
        demand.withinDays.map { moment < revision.at.adding(days: $0) } ?? true
    }

    /// Whether a human wrote a revision, or had it written: by the accounts as they were, or as they are now.
    func isAuthor(_ reviewer: Reviewer, as now: Reviewer?, in context: ApprovalContext) -> Bool {
        let humans = Set([reviewer.human, now?.human].compactMap { $0 })
        return revisions.contains { revision in
            let author = revision.author
            return author.principal == reviewer.principal || !author.humans.isDisjoint(with: humans)
                || context.principals[author.principal]?.human.map(humans.contains) == true
        }
    }

    /// The rules whose time without enough approvals is over, with the queue that is to look and was not told yet.
    package func escalationsDue(in context: ApprovalContext) -> [(rule: String, queue: String)] {
        guard status == .open, let revision = current, case .waiting(let shortfalls) = standing(in: context) else {
            return []
        }
        return shortfalls.compactMap { shortfall in
            guard let escalation = shortfall.demand.demand.escalation,
                context.at >= revision.at.adding(days: escalation.afterDays),
                !currentDecisions.contains(where: { $0.verdict == .escalated(to: escalation.queue) })
            else { return nil }
            return (shortfall.demand.rule, escalation.queue)
        }
    }

    /// The moment from which a demand that is not met can be met no longer; nil when there is none.
    package func expiry(in context: ApprovalContext) -> Instant? {
        guard let revision = current, case .waiting(let shortfalls) = standing(in: context) else { return nil }
        return shortfalls.compactMap { shortfall in
            shortfall.demand.demand.withinDays.map { revision.at.adding(days: $0) }
        }
        .min()
    }
}
