import RevenueCycle
import Testing

/// No change without the right approval: each way round it, tried.
@Suite("A change") struct ApprovalTests {
    private static let day: Int64 = 86_400_000_000

    private static func supervisor(_ approvals: Int = 1) -> ApprovalDemand {
        ApprovalDemand(approvals: approvals, roles: [Role.supervisor])
    }

    @Test func `is not approved by who proposed it, under whatever account`() throws {
        var desk = try Desk.proposed()
        #expect(desk.refusal(.approve(desk.seen), as: "author") == .ownProposal)
        #expect(desk.refusal(.approve(desk.seen), as: "alias") == .ownProposal)
        #expect(desk.refusal(.override(desk.seen, reason: "Mine."), as: "alias") == .ownProposal)
        // An account that turns out to be the author's own later.
        try desk.run(.approve(desk.seen), as: "deputy")
        #expect(desk.mayTakeEffect)
        desk.accounts["deputy"]?.human = HumanID("H1")
        #expect(!desk.mayTakeEffect)
        // And one that was, and is said to be another's now.
        desk = try Desk.proposed()
        desk.proposal.evolve(Self.forged(by: Desk.account("alias", "H1", ["supervisor"]), desk))
        desk.accounts["alias"]?.human = HumanID("H9")
        #expect(!desk.mayTakeEffect)
    }

    @Test func `is not approved through the account that proposed it, nor by whoever that account belongs to by now`()
        throws
    {
        var desk = try Desk.proposed()
        desk.accounts["author"]?.human = HumanID("H9")
        #expect(desk.refusal(.approve(desk.seen), as: "author") == .ownProposal)
        desk = try Desk.proposed()
        try desk.run(.approve(desk.seen), as: "supervisor")
        desk.accounts["author"]?.human = HumanID("H3")
        #expect(!desk.mayTakeEffect)
        #expect(desk.refusal(.approve(desk.seen), as: "deputy") == nil)
        #expect(desk.refusal(.approve(desk.seen), as: "twin") == .alreadyApproved)
    }

    @Test func `is not approved by a human on whose behalf a model wrote it, or who answers for the model`() throws {
        var desk = Desk()
        let author = ProposalAuthor.model(
            AuthorProgram(name: "composer", version: "2"),
            principal: PrincipalID("agent"),
            onBehalfOf: [HumanID("H3"), HumanID("H4")]
        )
        try desk.run(.propose(Desk.content, Desk.rationale, author: author), as: "agent")
        for name in ["supervisor", "twin", "deputy"] {
            #expect(desk.refusal(.approve(desk.seen), as: name) == .ownProposal)
        }
        #expect(desk.refusal(.approve(desk.seen), as: "alias") == nil)
    }

    @Test func `is approved by people alone`() throws {
        var desk = try Desk.proposed()
        desk.accounts["agent"]?.roles = [Role.supervisor]
        let commands: [Proposal.Command] = [
            .approve(desk.seen), .override(desk.seen, reason: "Quick."), .refuse(desk.seen, reason: "No."),
            .approveWithEdits(desk.seen, Desk.writeOff(1), Desk.rationale),
        ]
        for command in commands { #expect(desk.refusal(command, as: "agent") == .notAPerson) }
        // An approval that a program was recorded to give counts for nothing.
        desk.proposal.evolve(Self.forged(by: Desk.account("agent", nil, ["supervisor"]), desk))
        #expect(!desk.mayTakeEffect)
        // Not even once the account is a human's.
        desk.accounts["agent"]?.human = HumanID("H6")
        #expect(!desk.mayTakeEffect)
        // Nor one of an account that belongs to nobody by now.
        try desk.run(.approve(desk.seen), as: "supervisor")
        desk.accounts["supervisor"]?.human = nil
        #expect(!desk.mayTakeEffect)
    }

    @Test func `is approved by those whose role counts alone`() throws {
        var desk = try Desk.proposed()
        #expect(desk.refusal(.approve(desk.seen), as: "biller") == .roleDoesNotCount(roles: [Role.supervisor]))
        // Who had another role when they approved did not approve as what they are now.
        desk.proposal.evolve(Self.forged(by: Desk.account("biller", "H2", ["biller"]), desk))
        desk.accounts["biller"]?.roles = [Role.supervisor]
        #expect(!desk.mayTakeEffect)
    }

    @Test func `edited after its approval is not approved any more`() throws {
        var desk = try Desk.proposed()
        let saw = desk.seen
        try desk.run(.approve(saw), as: "supervisor")
        #expect(desk.mayTakeEffect)
        try desk.run(.revise(Desk.writeOff(99_000), Desk.rationale, author: desk.person("author")), as: "author")
        #expect(!desk.mayTakeEffect)
        #expect(desk.refusal(.release, as: "clock") == Self.lacks(Self.supervisor(), 0))
        #expect(desk.refusal(.approve(saw), as: "supervisor") == .contentChanged(current: 2))
        // Nor when it is edited back to the very same.
        try desk.run(.revise(Desk.content, Desk.rationale, author: desk.person("author")), as: "author")
        #expect(desk.proposal.current?.hash == saw.contentHash)
        #expect(!desk.mayTakeEffect)
        #expect(desk.refusal(.approve(saw), as: "supervisor") == .contentChanged(current: 3))
    }

    @Test func `is approved for what was seen: neither another hash nor another revision`() throws {
        let desk = try Desk.proposed()
        var saw = desk.seen
        saw.contentHash = Desk.hash(Desk.writeOff(1).canonicalBytes)
        #expect(desk.refusal(.approve(saw), as: "supervisor") == .contentChanged(current: 1))
        saw = desk.seen
        saw.revision = 2
        #expect(desk.refusal(.approve(saw), as: "supervisor") == .contentChanged(current: 1))
    }

    @Test func `that was altered where it is kept is neither approved nor let go`() throws {
        var desk = try Desk.proposed()
        var altered = Desk()
        altered.proposal.evolve(try Self.alteredRevision(of: desk, keepingHash: true))
        #expect(altered.refusal(.approve(altered.seen), as: "supervisor") == .contentDamaged)
        altered.proposal.evolve(Self.forged(by: Desk.account("supervisor", "H3", ["supervisor"]), altered))
        #expect(altered.refusal(.release, as: "clock") == .contentDamaged)
        // With the hash altered too, the approval is of another content.
        try desk.run(.approve(desk.seen), as: "supervisor")
        let approval = try #require(desk.proposal.decisions.last)
        altered = Desk()
        altered.proposal.evolve(try Self.alteredRevision(of: desk, keepingHash: false))
        altered.proposal.evolve(.decided(approval))
        #expect(!altered.mayTakeEffect)
    }

    @Test func `does not take the approval of another proposal`() throws {
        var other = try Desk.proposed(Desk.writeOff(1))
        try other.run(.approve(other.seen), as: "supervisor")
        var desk = try Desk.proposed()
        for decision in other.proposal.decisions { desk.proposal.evolve(.decided(decision)) }
        #expect(!desk.mayTakeEffect)
    }

    @Test func `is not approved any more once the role is revoked, or the account`() throws {
        var desk = try Desk.proposed()
        try desk.run(.approve(desk.seen), as: "supervisor")
        var revoked = desk
        revoked.accounts["supervisor"]?.roles = [Role.biller]
        #expect(revoked.refusal(.release, as: "clock") == Self.lacks(Self.supervisor(), 0))
        revoked = desk
        revoked.accounts["supervisor"] = nil
        #expect(!revoked.mayTakeEffect)
        // It is asked again between release and effect.
        try desk.run(.release, as: "clock")
        #expect(desk.mayTakeEffect)
        desk.accounts["supervisor"]?.roles = []
        #expect(!desk.mayTakeEffect)
    }

    @Test func `is not approved any more once the policy is another`() throws {
        var desk = try Desk.proposed()
        let saw = desk.seen
        try desk.run(.approve(saw), as: "supervisor")
        // The same rules, but adopted anew: nobody has approved it under these.
        desk.policy.version = 2
        #expect(!desk.mayTakeEffect)
        #expect(desk.refusal(.approve(saw), as: "deputy") == .policyChanged)
        #expect(desk.refusal(.approveWithEdits(saw, Desk.writeOff(1), Desk.rationale), as: "deputy") == .policyChanged)
        #expect(desk.refusal(.override(saw, reason: "No."), as: "deputy") == .policyChanged)
        try desk.run(.approve(desk.seen), as: "deputy")
        try desk.run(.release, as: "clock")
        desk.policy.version = 3
        #expect(!desk.mayTakeEffect)
    }

    @Test func `is approved twice by two humans, not by one twice`() throws {
        var desk = try Desk.proposed()
        desk.demand(Self.supervisor(2))
        try desk.run(.approve(desk.seen), as: "supervisor")
        #expect(desk.refusal(.approve(desk.seen), as: "supervisor") == .alreadyApproved)
        #expect(desk.refusal(.approve(desk.seen), as: "twin") == .alreadyApproved)
        #expect(desk.refusal(.release, as: "clock") == Self.lacks(Self.supervisor(2), 1))
        // The same account, even if it is another human's by now.
        desk.accounts["supervisor"]?.human = HumanID("H8")
        #expect(desk.refusal(.approve(desk.seen), as: "supervisor") == .alreadyApproved)
        desk.accounts["supervisor"]?.human = HumanID("H3")
        try desk.run(.approve(desk.seen), as: "deputy")
        try desk.run(.release, as: "clock")
    }

    @Test func `counts a hundred approvals of one human once`() throws {
        var desk = try Desk.proposed()
        desk.demand(Self.supervisor(2))
        for number in 0..<100 {
            desk.accounts["key\(number)"] = Desk.account("key\(number)", "H3", ["supervisor"])
        }
        // All at once: each is decided on the state in which there is none.
        let events = try (0..<100).flatMap { try desk.decide(.approve(desk.seen), as: "key\($0)") }
        #expect(events.count == 100)
        for event in events { desk.proposal.evolve(event) }
        #expect(desk.refusal(.release, as: "clock") == Self.lacks(Self.supervisor(2), 1))
        // One after another, the second is refused.
        desk = try Desk.proposed()
        desk.demand(Self.supervisor(2))
        var refused = 0
        for _ in 0..<100 {
            do { try desk.run(.approve(desk.seen), as: "supervisor") } catch { refused += 1 }
        }
        #expect(refused == 99)
        #expect(desk.proposal.decisions.count == 1)
    }

    @Test func `counts once the approvals of accounts that belonged to one human, or belong to one now`() throws {
        var desk = try Desk.proposed()
        desk.demand(Self.supervisor(2))
        try desk.run(.approve(desk.seen), as: "supervisor")
        try desk.run(.approve(desk.seen), as: "deputy")
        #expect(desk.mayTakeEffect)
        desk.accounts["deputy"]?.human = HumanID("H3")
        #expect(!desk.mayTakeEffect)
        // They were one human's when they approved; that they are apart now does not make them two.
        desk = try Desk.proposed()
        desk.demand(Self.supervisor(2))
        try desk.run(.approve(desk.seen), as: "supervisor")
        desk.proposal.evolve(Self.forged(by: Desk.account("twin", "H3", ["supervisor"]), desk))
        desk.accounts["twin"]?.human = HumanID("H7")
        #expect(!desk.mayTakeEffect)
    }

    @Test func `joins approvals through an account that two humans share, in whatever order they came`() throws {
        let roles = ["supervisor"]
        let approvals = [("one", "A", "A"), ("shared", "A", "B"), ("other", "B", "B")]
        for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
            var desk = try Desk.proposed()
            desk.demand(Self.supervisor(2))
            for (name, then, now) in order.map({ approvals[$0] }) {
                desk.proposal.evolve(Self.forged(by: Desk.account(name, then, roles), desk))
                desk.accounts[name] = Desk.account(name, now, roles)
            }
            #expect(!desk.mayTakeEffect, "\(order)")
        }
    }

    @Test func `needs its approvals while they hold`() throws {
        var desk = try Desk.proposed()
        desk.demand(ApprovalDemand(roles: [Role.supervisor], validDays: 7))
        desk.now = Instant(microsecondsSince1970: Self.day)
        try desk.run(.approve(desk.seen), as: "supervisor")
        desk.now = Instant(microsecondsSince1970: 8 * Self.day - 1)
        #expect(desk.mayTakeEffect)
        desk.now = Instant(microsecondsSince1970: 8 * Self.day)
        #expect(!desk.mayTakeEffect)
        // Nor before it was given, when a clock goes back.
        desk.now = Instant(microsecondsSince1970: Self.day - 1)
        #expect(!desk.mayTakeEffect)
    }

    @Test func `counts no approval that was recorded too late`() throws {
        var desk = try Desk.proposed()
        desk.demand(ApprovalDemand(roles: [Role.supervisor], withinDays: 2))
        desk.now = Instant(microsecondsSince1970: 2 * Self.day)
        desk.proposal.evolve(Self.forged(by: Desk.account("supervisor", "H3", ["supervisor"]), desk))
        #expect(!desk.mayTakeEffect)
    }

    @Test func `that the policy forbids, or does not speak of, is neither approved nor overridden`() throws {
        var desk = try Desk.proposed()
        desk.policy.rules.append(
            ApprovalRule(id: "never", reason: "Tried here.", kinds: [.writeOff], outcome: .forbidden)
        )
        #expect(desk.refusal(.approve(desk.seen), as: "supervisor") == .forbidden(rule: "never"))
        #expect(desk.refusal(.override(desk.seen, reason: "But."), as: "compliance") == .forbidden(rule: "never"))
        #expect(desk.refusal(.release, as: "clock") == .forbidden(rule: "never"))
        desk.policy.rules = []
        #expect(desk.refusal(.approve(desk.seen), as: "supervisor") == .forbidden(rule: nil))
        #expect(desk.refusal(.release, as: "clock") == .forbidden(rule: nil))
    }

    @Test func `takes effect by itself only up to the amount that a rule names`() throws {
        var desk = try Desk.proposed()
        desk.policy.rules = [
            ApprovalRule(
                id: "small",
                reason: "Tried here.",
                kinds: [.writeOff],
                outcome: .automatic(limit: Money(cents: 12_000))
            )
        ]
        #expect(desk.refusal(.approve(desk.seen), as: "supervisor") == .needsNoApproval)
        var released = desk
        try released.run(.release, as: "clock")
        #expect(released.proposal.release?.rules == ["small"])
        desk.policy.rules[0].outcome = .automatic(limit: Money(cents: 11_999))
        #expect(desk.refusal(.release, as: "clock") == .forbidden(rule: nil))
    }

    /// An approval of the revision that counts, as if the store had it from somebody.
    private static func forged(by reviewer: Reviewer, _ desk: Desk) -> Proposal.Event {
        .decided(ProposalDecision(verdict: .approved, by: reviewer, saw: desk.seen, at: desk.now))
    }

    private static func alteredRevision(of desk: Desk, keepingHash: Bool) throws -> Proposal.Event {
        var revision = try #require(desk.proposal.current)
        revision.content = Desk.writeOff(1_200_000)
        if !keepingHash { revision.hash = Desk.hash(revision.content.canonicalBytes) }
        return .proposed(revision)
    }

    private static func lacks(_ demand: ApprovalDemand, _ counted: Int) -> Proposal.Refusal {
        .notApproved([
            Shortfall(demand: RuleDemand(rule: "write-offs", reason: "Tried here.", demand: demand), counted: counted)
        ])
    }
}

@Suite("An edit by a reviewer") struct ApprovalWithEditsTests {
    private static let edit = Desk.writeOff(9000)

    @Test func `is a revision of theirs with their approval, which does not count alone`() throws {
        var desk = try Desk.proposed()
        try desk.run(.approveWithEdits(desk.seen, Self.edit, Desk.rationale), as: "supervisor")
        #expect(desk.proposal.current?.number == 2)
        #expect(desk.proposal.current?.author == desk.person("supervisor"))
        #expect(desk.proposal.decisions.map(\.verdict) == [.approved])
        #expect(desk.proposal.decisions.first?.saw.contentHash == Desk.hash(Self.edit.canonicalBytes))
        #expect(!desk.mayTakeEffect)
        // Neither they nor who wrote the rest can be the other pair of eyes.
        #expect(desk.refusal(.approve(desk.seen), as: "twin") == .alreadyApproved)
        #expect(desk.refusal(.approve(desk.seen), as: "alias") == .ownProposal)
        try desk.run(.approve(desk.seen), as: "deputy")
        try desk.run(.release, as: "clock")
    }

    @Test func `counts beside another where the rule lets authors approve`() throws {
        var desk = try Desk.proposed()
        desk.demand(ApprovalDemand(roles: [Role.supervisor], authorMayApprove: true))
        try desk.run(.approveWithEdits(desk.seen, Self.edit, Desk.rationale), as: "supervisor")
        #expect(desk.mayTakeEffect)
    }

    @Test func `is a reviewer's: the author's own is a revision, and a role that does not count edits nothing`() throws
    {
        let desk = try Desk.proposed()
        let command = Proposal.Command.approveWithEdits(desk.seen, Self.edit, Desk.rationale)
        #expect(desk.refusal(command, as: "author") == .ownProposal)
        #expect(desk.refusal(command, as: "biller") == .roleDoesNotCount(roles: [Role.supervisor]))
        #expect(
            desk.refusal(.approveWithEdits(desk.seen, Desk.content, Desk.rationale), as: "supervisor")
                == .faulty([.nothingChanges])
        )
        var stale = desk.seen
        stale.revision = 7
        #expect(
            desk.refusal(.approveWithEdits(stale, Self.edit, Desk.rationale), as: "supervisor")
                == .contentChanged(current: 1)
        )
    }

    @Test func `is measured by what it became`() throws {
        var desk = try Desk.proposed()
        var large = Desk.rule(ApprovalDemand(approvals: 2, roles: [Role.compliance]), id: "large")
        large.conditions.amountOver = Money(cents: 50_000)
        desk.policy.rules.append(large)
        try desk.run(.approveWithEdits(desk.seen, Desk.writeOff(60_000), Desk.rationale), as: "supervisor")
        try desk.run(.approve(desk.seen), as: "deputy")
        guard case .waiting(let shortfalls)? = desk.proposal.standing(in: desk.world) else {
            return #expect(Bool(false), "it waits for compliance")
        }
        #expect(shortfalls.map(\.demand.rule) == ["large"])
    }
}

@Suite("An override") struct OverrideTests {
    private static let demand = ApprovalDemand(
        approvals: 2,
        roles: [Role.supervisor],
        validDays: 7,
        overrideRoles: [Role.compliance]
    )

    @Test func `stands in for approvals where the rule names the role, with a reason, and is reported`() throws {
        var desk = try Desk.proposed()
        desk.demand(Self.demand)
        #expect(desk.refusal(.override(desk.seen, reason: ""), as: "compliance") == .reasonMissing)
        #expect(
            desk.refusal(.override(desk.seen, reason: "Now."), as: "supervisor")
                == .overrideNotAllowed(rules: ["write-offs"])
        )
        try desk.run(.override(desk.seen, reason: "The books close today."), as: "compliance")
        try desk.run(.release, as: "clock")
        #expect(desk.proposal.release?.overridden == ["write-offs"])
    }

    @Test func `is not allowed where any rule that lacks approvals does not name the role`() throws {
        var desk = try Desk.proposed()
        desk.policy.rules = [
            Desk.rule(Self.demand),
            Desk.rule(ApprovalDemand(roles: [Role.supervisor]), id: "strict"),
        ]
        #expect(
            desk.refusal(.override(desk.seen, reason: "Now."), as: "compliance")
                == .overrideNotAllowed(rules: ["strict"])
        )
        // Once that one is met, the other may be overridden.
        try desk.run(.approve(desk.seen), as: "supervisor")
        try desk.run(.override(desk.seen, reason: "Now."), as: "compliance")
        try desk.run(.release, as: "clock")
        #expect(desk.proposal.release?.overridden == ["write-offs"])
    }

    @Test func `falls with an edit, a revoked role, another policy and time, as approvals do`() throws {
        var desk = try Desk.proposed()
        desk.demand(Self.demand)
        try desk.run(.override(desk.seen, reason: "The books close today."), as: "compliance")
        #expect(desk.mayTakeEffect)
        var changed = desk
        changed.accounts["compliance"]?.roles = []
        #expect(!changed.mayTakeEffect)
        changed = desk
        changed.policy.version = 2
        #expect(!changed.mayTakeEffect)
        changed = desk
        changed.now = Instant(microsecondsSince1970: 7 * 86_400_000_000)
        #expect(!changed.mayTakeEffect)
        try desk.run(.revise(Desk.writeOff(1), Desk.rationale, author: desk.person("author")), as: "author")
        #expect(!desk.mayTakeEffect)
    }

    @Test func `is never an author's, even if the store had one`() throws {
        var desk = try Desk.proposed()
        desk.demand(Self.demand)
        desk.accounts["alias"] = Desk.account("alias", "H1", ["compliance"])
        desk.proposal.evolve(
            .decided(
                ProposalDecision(
                    verdict: .overridden,
                    by: Desk.account("alias", "H1", ["compliance"]),
                    saw: desk.seen,
                    at: desk.now,
                    reason: "Mine."
                )
            )
        )
        #expect(!desk.mayTakeEffect)
    }

    @Test func `is not needed when the approvals are there`() throws {
        var desk = try Desk.proposed()
        desk.demand(Self.demand)
        try desk.run(.approve(desk.seen), as: "supervisor")
        try desk.run(.approve(desk.seen), as: "deputy")
        #expect(desk.refusal(.override(desk.seen, reason: "Now."), as: "compliance") == .needsNoApproval)
    }
}
