import RevenueCycle

/// Whether a proposal may take effect, worked out another way: from the list of its events, without its state.
enum NaiveApproval {
    static func mayTakeEffect(_ events: [Proposal.Event], _ world: ApprovalContext) -> Bool {
        var written: [ProposalRevision] = []
        var decided: [ProposalDecision] = []
        for event in events {
            switch event {
            case .proposed(let revision), .revised(let revision): written.append(revision)
            case .decided(let decision): decided.append(decision)
            case .retracted(let retraction): takeBack(retraction.by, &decided)
            case .closed: return false
            case .released: break
            }
        }
        guard let revision = written.last else { return false }
        decided = decided.filter { $0.saw.revision == revision.number }
        let isStopped = decided.contains { decision in
            if case .sentBack = decision.verdict { return true }
            return decision.verdict == .refused
        }
        guard !isStopped, Desk.hash(revision.content.canonicalBytes) == revision.hash else { return false }
        let facts = ProposalFacts(
            revision.content.change,
            authors: Set(written.map(\.author.kind)),
            confidence: written.filter { $0.author.kind != .person }.last?.rationale.confidence,
            circumstances: world.circumstances
        )
        switch world.policy.demand(for: facts) {
        case .forbidden: return false
        case .automatic: return true
        case .approvals(let demands):
            for demand in demands.map(\.demand) {
                let good = decided.filter { counts($0, demand, written, world, .approved, demand.roles) }
                let isOverridden = decided.contains {
                    counts($0, demand, written, world, .overridden, demand.overrideRoles)
                }
                if people(good, world) < demand.approvals, !isOverridden { return false }
            }
            return true
        }
    }

    private static func takeBack(_ reviewer: Reviewer, _ decided: inout [ProposalDecision]) {
        for index in decided.indices.reversed() {
            let by = decided[index].by
            let isSameHuman = by.human != nil && by.human == reviewer.human
            if isSameHuman || by.principal == reviewer.principal {
                decided.remove(at: index)
                return
            }
        }
    }

    private static func counts(
        _ decision: ProposalDecision,
        _ demand: ApprovalDemand,
        _ written: [ProposalRevision],
        _ world: ApprovalContext,
        _ verdict: ProposalDecision.Verdict,
        _ roles: Set<Role>
    ) -> Bool {
        guard let now = world.principals[decision.by.principal], let revision = written.last else { return false }
        let isApproval = verdict == .approved
        let humans = humans(of: decision, world)
        var authors: Set<HumanID> = []
        for author in written.map(\.author) {
            authors.formUnion(author.humans)
            if let human = world.principals[author.principal]?.human { authors.insert(human) }
        }
        let isAuthor =
            !authors.isDisjoint(with: humans) || written.contains { $0.author.principal == decision.by.principal }
        let age = world.at.microsecondsSince1970 - decision.at.microsecondsSince1970
        let delay = decision.at.microsecondsSince1970 - revision.at.microsecondsSince1970
        let day: Int64 = 86_400_000_000
        let tests = [
            decision.verdict == verdict,
            decision.saw.contentHash == revision.hash,
            decision.saw.policy == world.policy.version,
            decision.by.human != nil && now.human != nil,
            decision.by.roles.contains(where: roles.contains),
            now.roles.contains(where: roles.contains),
            age >= 0 && age < Int64(demand.validDays) * day,
            !isApproval || delay < Int64(demand.withinDays ?? 100_000) * day,
            isApproval && demand.authorMayApprove || !isAuthor,
        ]
        return tests.allSatisfy { $0 }
    }

    private static func humans(of decision: ProposalDecision, _ world: ApprovalContext) -> Set<HumanID> {
        Set([decision.by.human, world.principals[decision.by.principal]?.human].compactMap { $0 })
    }

    /// How many people stand behind approvals: those that share a human, directly or through others, are one.
    private static func people(_ approvals: [ProposalDecision], _ world: ApprovalContext) -> Int {
        var labels = Array(approvals.indices)
        for _ in approvals {
            for one in approvals.indices {
                for other in approvals.indices {
                    let isShared = !humans(of: approvals[one], world).isDisjoint(
                        with: humans(of: approvals[other], world)
                    )
                    if isShared { labels[one] = min(labels[one], labels[other]) }
                }
            }
        }
        return Set(labels).count
    }
}
