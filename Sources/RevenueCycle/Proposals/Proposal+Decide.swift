extension Proposal {
    /// What follows from a command.
    ///
    /// - Parameters:
    ///   - command: what is asked.
    ///   - context: who asks, and the world that they ask in.
    /// - Returns: the events, in order.
    /// - Throws: ``Refusal`` when it can't be carried out.
    package func decide(_ command: Command, in context: Context) throws(Refusal) -> [Event] {
        switch command {
        case .propose(let content, let rationale, let author):
            guard revisions.isEmpty else { throw .alreadyProposed }
            return [.proposed(try revision(content, rationale, author, context))]
        case .revise(let content, let rationale, let author):
            try checkRevisable(as: content)
            return [.revised(try revision(content, rationale, author, context))]
        case .approve(let saw): return [try approval(saw, context)]
        case .approveWithEdits(let saw, let content, let rationale):
            return try approvalWithEdits(saw, content, rationale, context)
        case .refuse(let saw, let reason): return [try review(.refused, saw, reason, context)]
        case .sendBack(let saw, let reason): return [try review(.sentBack(records: []), saw, reason, context)]
        case .askForRecords(let saw, let records, let reason):
            guard !records.isEmpty else { throw .recordsMissing }
            return [try review(.sentBack(records: records), saw, reason, context)]
        case .escalate(let saw, let queue, let reason): return [try escalation(saw, queue, reason, context)]
        case .override(let saw, let reason): return [try overriding(saw, reason, context)]
        case .retract: return [try retraction(context)]
        case .withdraw(let reason): return [try withdrawal(reason, context)]
        case .expire: return [try expiration(context)]
        case .release: return [try releasing(context)]
        }
    }
}

// MARK: - Writing

extension Proposal {
    private func checkRevisable(as content: ProposalContent) throws(Refusal) {
        guard let current else { throw .nothingProposed }
        switch status {
        case .open, .sentBack, .recordsAsked: break
        case .none, .refused, .withdrawn, .expired, .released: throw .alreadyDecided(status)
        }
        let isSameChange =
            content.subject == current.content.subject && content.change.kind == current.content.change.kind
        guard isSameChange else { throw .anotherChange }
    }

    private func revision(
        _ content: ProposalContent,
        _ rationale: Rationale,
        _ author: ProposalAuthor,
        _ context: Context
    ) throws(Refusal) -> ProposalRevision {
        // A human who proposes under a program's name is its author too, so that nobody approves what they had written.
        let human = context.actor.human
        guard author.principal == context.actor.principal, human.map(author.humans.contains) ?? (author.kind != .person)
        else { throw .authorIsAnother }
        let faults = content.change.faults
        guard faults.isEmpty else { throw .faulty(faults) }
        return ProposalRevision(
            number: revisions.count + 1,
            content: content,
            rationale: rationale,
            author: author,
            hash: context.hash(content.canonicalBytes),
            at: context.world.at
        )
    }

    private func approvalWithEdits(
        _ saw: ReviewedContent,
        _ content: ProposalContent,
        _ rationale: Rationale,
        _ context: Context
    ) throws(Refusal) -> [Event] {
        try checkSeen(saw, context)
        guard saw.policy == context.world.policy.version else { throw .policyChanged }
        guard let human = context.actor.human else { throw .notAPerson }
        guard content != current?.content else { throw .faulty([.nothingChanges]) }
        try checkRevisable(as: content)
        // Who wrote what they edit is no reviewer of it.
        if isAuthor(context.actor, as: context.actor, in: context.world) {
            guard try demands(context).contains(where: \.demand.authorMayApprove) else { throw .ownProposal }
        }
        let author = ProposalAuthor.person(human, principal: context.actor.principal)
        let revised = Event.revised(try revision(content, rationale, author, context))
        var edited = self
        edited.evolve(revised)
        guard let current = edited.current else { throw .nothingProposed }
        var sawEdited = saw
        sawEdited.revision = current.number
        sawEdited.contentHash = current.hash
        sawEdited.rendered = nil
        return [revised, try edited.approval(sawEdited, context, asEditor: true)]
    }
}

// MARK: - Deciding

extension Proposal {
    /// Throws unless somebody human decides about the open revision that they saw.
    private func checkSeen(_ saw: ReviewedContent, _ context: Context) throws(Refusal) {
        guard let current else { throw .nothingProposed }
        guard status == .open else { throw .alreadyDecided(status) }
        guard context.actor.human != nil else { throw .notAPerson }
        guard saw.revision == current.number, saw.contentHash == current.hash else {
            throw .contentChanged(current: current.number)
        }
    }

    private func decision(
        _ verdict: ProposalDecision.Verdict,
        _ saw: ReviewedContent,
        _ context: Context,
        reason: String? = nil
    ) -> Event {
        .decided(
            ProposalDecision(verdict: verdict, by: context.actor, saw: saw, at: context.world.at, reason: reason)
        )
    }

    /// The demands of the policy in force, when it asks for people.
    private func demands(_ context: Context) throws(Refusal) -> [RuleDemand] {
        guard let facts = facts(in: context.world.circumstances) else { throw .nothingProposed }
        switch context.world.policy.demand(for: facts) {
        case .forbidden(let rule): throw .forbidden(rule: rule?.id)
        case .automatic: throw .needsNoApproval
        case .approvals(let demands): return demands
        }
    }

    private func checkApprovable(_ saw: ReviewedContent, _ context: Context) throws(Refusal) {
        try checkSeen(saw, context)
        guard saw.policy == context.world.policy.version else { throw .policyChanged }
        guard let current else { throw .nothingProposed }
        guard context.hash(current.content.canonicalBytes) == current.hash else { throw .contentDamaged }
        let missing = current.content.missingParts
        guard missing.isEmpty else { throw .incomplete(missing) }
    }

    /// An approval; an editor's stands beside the edit even where it does not count, because it says what they stand for.
    private func approval(
        _ saw: ReviewedContent,
        _ context: Context,
        asEditor: Bool = false
    ) throws(Refusal) -> Event {
        try checkApprovable(saw, context)
        guard let current else { throw .nothingProposed }
        let demands = try demands(context)
        let actor = context.actor
        guard !currentDecisions.contains(where: { $0.verdict == .approved && $0.isBy(actor) }) else {
            throw .alreadyApproved
        }
        let ofRole = demands.filter { !$0.demand.roles.isDisjoint(with: actor.roles) }
        guard !ofRole.isEmpty else {
            throw .roleDoesNotCount(roles: Set(demands.flatMap(\.demand.roles)).sorted())
        }
        let isAuthor = isAuthor(actor, as: actor, in: context.world)
        let open = ofRole.filter { asEditor || $0.demand.authorMayApprove || !isAuthor }
        guard !open.isEmpty else { throw .ownProposal }
        guard open.contains(where: { isInTime(context.world.at, $0.demand, current) }) else { throw .expired }
        return decision(.approved, saw, context)
    }

    /// A refusal, or a way back to the author: of a person whose approval could count.
    private func review(
        _ verdict: ProposalDecision.Verdict,
        _ saw: ReviewedContent,
        _ reason: String,
        _ context: Context
    ) throws(Refusal) -> Event {
        try checkSeen(saw, context)
        try Self.check(reason)
        guard !isAuthor(context.actor, as: context.actor, in: context.world) else { throw .ownProposal }
        try checkRole(context)
        return decision(verdict, saw, context, reason: reason)
    }

    /// Throws when the policy asks for people, and the actor is none of them.
    private func checkRole(_ context: Context) throws(Refusal) {
        guard let facts = facts(in: context.world.circumstances),
            case .approvals(let demands) = context.world.policy.demand(for: facts)
        else { return }
        let roles = Set(demands.flatMap { $0.demand.roles.union($0.demand.overrideRoles) })
        guard !roles.isDisjoint(with: context.actor.roles) else { throw .roleDoesNotCount(roles: roles.sorted()) }
    }

    /// An escalation: of a reviewer or author with a reason, or of a program when the policy's time for it is over.
    private func escalation(
        _ saw: ReviewedContent,
        _ queue: String,
        _ reason: String,
        _ context: Context
    ) throws(Refusal) -> Event {
        if context.actor.human == nil {
            guard let current else { throw .nothingProposed }
            guard escalationsDue(in: context.world).contains(where: { $0.queue == queue }) else { throw .notAPerson }
            guard saw.revision == current.number, saw.contentHash == current.hash else {
                throw .contentChanged(current: current.number)
            }
        } else {
            try checkSeen(saw, context)
            if !isAuthor(context.actor, as: context.actor, in: context.world) { try checkRole(context) }
        }
        try Self.check(reason)
        return decision(.escalated(to: queue), saw, context, reason: reason)
    }

    private func overriding(_ saw: ReviewedContent, _ reason: String, _ context: Context) throws(Refusal) -> Event {
        try checkApprovable(saw, context)
        try Self.check(reason)
        _ = try demands(context)
        guard case .waiting(let shortfalls) = standing(in: context.world) else { throw .needsNoApproval }
        guard !isAuthor(context.actor, as: context.actor, in: context.world) else { throw .ownProposal }
        let closed = shortfalls.map(\.demand).filter { $0.demand.overrideRoles.isDisjoint(with: context.actor.roles) }
        guard closed.isEmpty else { throw .overrideNotAllowed(rules: closed.map(\.rule)) }
        return decision(.overridden, saw, context, reason: reason)
    }

    static func check(_ reason: String) throws(Refusal) {
        guard reason.contains(where: { !$0.isWhitespace }) else { throw .reasonMissing }
    }
}

// MARK: - Ending

extension Proposal {
    private func retraction(_ context: Context) throws(Refusal) -> Event {
        switch status {
        case .none: throw .nothingProposed
        case .withdrawn, .expired, .released: throw .alreadyDecided(status)
        case .open, .sentBack, .recordsAsked, .refused: break
        }
        guard currentDecisions.contains(where: { $0.isBy(context.actor) }) else { throw .nothingToRetract }
        return .retracted(ProposalRetraction(by: context.actor, at: context.world.at))
    }

    private func withdrawal(_ reason: String, _ context: Context) throws(Refusal) -> Event {
        try checkNotEnded()
        guard isAuthor(context.actor, as: context.actor, in: context.world) else { throw .notYours }
        try Self.check(reason)
        return .closed(
            ProposalClosing(cause: .withdrawn, by: context.actor.principal, at: context.world.at, reason: reason)
        )
    }

    private func expiration(_ context: Context) throws(Refusal) -> Event {
        try checkNotEnded()
        guard let expiry = expiry(in: context.world), context.world.at >= expiry else { throw .notExpired }
        return .closed(ProposalClosing(cause: .expired, by: context.actor.principal, at: context.world.at))
    }

    private func checkNotEnded() throws(Refusal) {
        switch status {
        case .none: throw .nothingProposed
        case .refused, .withdrawn, .expired, .released: throw .alreadyDecided(status)
        case .open, .sentBack, .recordsAsked: break
        }
    }

    private func releasing(_ context: Context) throws(Refusal) -> Event {
        guard let current else { throw .nothingProposed }
        guard status == .open else { throw .alreadyDecided(status) }
        let agreement = try agreement(in: context.world, hash: context.hash)
        return .released(
            ProposalRelease(
                revision: current.number,
                contentHash: current.hash,
                policy: context.world.policy.version,
                rules: agreement.rules,
                overridden: agreement.overridden,
                by: context.actor.principal,
                at: context.world.at
            )
        )
    }

    /// On what a proposal may take effect now: asked for its release, and again before anything outside is touched.
    ///
    /// - Parameters:
    ///   - world: the policy in force, the accounts and the time, all as they are now.
    ///   - hash: SHA-256.
    /// - Returns: the rules that govern it, and those among them that an override stands in for.
    /// - Throws: ``Refusal`` when it may not take effect, or not any more.
    package func agreement(
        in world: ApprovalContext,
        hash: ContentHash.Function
    ) throws(Refusal) -> (rules: [String], overridden: [String]) {
        guard let current, let standing = standing(in: world) else { throw .nothingProposed }
        guard status == .open || status == .released else { throw .alreadyDecided(status) }
        guard hash(current.content.canonicalBytes) == current.hash,
            release.map({ $0.revision == current.number && $0.contentHash == current.hash }) ?? true
        else { throw .contentDamaged }
        let missing = current.content.missingParts
        guard missing.isEmpty else { throw .incomplete(missing) }
        switch standing {
        case .forbidden(let rule): throw .forbidden(rule: rule?.id)
        case .waiting(let shortfalls): throw .notApproved(shortfalls)
        case .automatic(let rules): return (rules, [])
        case .satisfied(let rules, let overridden): return (rules, overridden)
        }
    }
}
