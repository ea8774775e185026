import RevenueCycle
import Testing

@Suite("A proposal")
struct ProposalTests {
    @Test func `keeps what was proposed, by whom, when, and its hash`() throws {
        let desk = try Desk.proposed()
        #expect(
            desk.proposal.revisions == [
                ProposalRevision(
                    number: 1,
                    content: Desk.content,
                    rationale: Desk.rationale,
                    author: .person(HumanID("H1"), principal: PrincipalID("author")),
                    hash: Desk.hash(Desk.content.canonicalBytes),
                    at: Instant(microsecondsSince1970: 0)
                )
            ]
        )
        #expect(desk.proposal.status == .open)
        #expect(
            desk.refusal(.propose(Desk.content, Desk.rationale, author: desk.person("author")), as: "author")
                == .alreadyProposed
        )
    }

    @Test func `takes effect when who may has approved it`() throws {
        var desk = try Desk.proposed()
        let saw = desk.seen
        #expect(
            try desk.decide(.approve(saw), as: "supervisor") == [
                .decided(
                    ProposalDecision(
                        verdict: .approved,
                        by: Desk.account("supervisor", "H3", ["supervisor"]),
                        saw: saw,
                        at: desk.now
                    )
                )
            ]
        )
        try desk.run(.approve(saw), as: "supervisor")
        try desk.run(.release, as: "clock")
        #expect(
            desk.proposal.release
                == ProposalRelease(
                    revision: 1,
                    contentHash: saw.contentHash,
                    policy: 1,
                    rules: ["write-offs"],
                    by: PrincipalID("clock"),
                    at: desk.now
                )
        )
        #expect(desk.proposal.status == .released)
        for command in [Proposal.Command.release, .retract, .withdraw(reason: "No."), .expire] {
            #expect(desk.refusal(command, as: "supervisor") == .alreadyDecided(.released))
        }
        #expect(desk.refusal(.refuse(saw, reason: "No."), as: "deputy") == .alreadyDecided(.released))
        #expect(
            desk.refusal(.revise(Desk.writeOff(1), Desk.rationale, author: desk.person("author")), as: "author")
                == .alreadyDecided(.released)
        )
    }

    @Test func `that changes nothing or can't be carried out is no proposal`() throws {
        let desk = Desk()
        #expect(
            desk.refusal(.propose(Desk.writeOff(0), Desk.rationale, author: desk.person("author")), as: "author")
                == .faulty([.amountNotPositive])
        )
    }

    @Test func `has who asks as its author`() throws {
        let desk = Desk()
        let program = AuthorProgram(name: "composer", version: "2")
        func propose(_ author: ProposalAuthor, as name: String) -> Proposal.Refusal? {
            desk.refusal(.propose(Desk.content, Desk.rationale, author: author), as: name)
        }
        #expect(propose(desk.person("author"), as: "biller") == .authorIsAnother)
        #expect(propose(.person(HumanID("H2"), principal: PrincipalID("author")), as: "author") == .authorIsAnother)
        #expect(propose(desk.person("author"), as: "alias") == .authorIsAnother)
        #expect(propose(.model(program, principal: PrincipalID("clock")), as: "agent") == .authorIsAnother)
        // A person can't hide behind a model.
        #expect(propose(.model(program, principal: PrincipalID("author")), as: "author") == .authorIsAnother)
        #expect(
            propose(.model(program, principal: PrincipalID("author"), onBehalfOf: [HumanID("H1")]), as: "author")
                == nil
        )
        #expect(propose(.model(program, principal: PrincipalID("agent")), as: "agent") == nil)
        // A program can't pass for a person.
        #expect(propose(.person(HumanID("H1"), principal: PrincipalID("agent")), as: "agent") == .authorIsAnother)
    }

    @Test func `is revised by anybody who may propose, as the same kind of change to the same subject`() throws {
        var desk = try Desk.proposed()
        var other = Desk.content
        other.subject = .claim(RecordID(8))
        #expect(
            desk.refusal(.revise(other, Desk.rationale, author: desk.person("author")), as: "author") == .anotherChange
        )
        other = Desk.content
        other.change = .claimNote(.init(text: "Lost."))
        #expect(
            desk.refusal(.revise(other, Desk.rationale, author: desk.person("author")), as: "author") == .anotherChange
        )
        try desk.run(.revise(Desk.writeOff(9000), Desk.rationale, author: desk.person("biller")), as: "biller")
        #expect(desk.proposal.current?.number == 2)
        #expect(desk.proposal.current?.content == Desk.writeOff(9000))
    }

    @Test func `that lacks something waits for it`() throws {
        var content = EveryChange.content(EveryChange.samples[0].change)
        content.destination = nil
        var desk = try Desk.proposed(content)
        desk.policy.rules[0].kinds = [.appeal]
        #expect(
            desk.refusal(.approve(desk.seen), as: "supervisor")
                == .incomplete(["the date of the call", "where it goes"])
        )
        // Not even an approval that was recorded lets it go.
        desk.proposal.evolve(
            .decided(
                ProposalDecision(
                    verdict: .approved,
                    by: Desk.account("supervisor", "H3", ["supervisor"]),
                    saw: desk.seen,
                    at: desk.now
                )
            )
        )
        #expect(desk.refusal(.release, as: "clock") == .incomplete(["the date of the call", "where it goes"]))
    }

    @Test(arguments: [
        Proposal.Command.approve(ReviewedContent(revision: 0, contentHash: EveryChange.hash(0), rules: 0, policy: 1)),
        .revise(Desk.content, Desk.rationale, author: .person(HumanID("H3"), principal: PrincipalID("supervisor"))),
        .release, .retract, .withdraw(reason: "No."), .expire,
    ])
    func `that was never made can't be decided`(command: Proposal.Command) {
        #expect(Desk().refusal(command, as: "supervisor") == .nothingProposed)
        #expect(Desk().proposal.status == .none)
    }
}

@Suite("A reviewer of a proposal")
struct ProposalReviewTests {
    @Test func `refuses it for good, with a reason`() throws {
        var desk = try Desk.proposed()
        #expect(desk.refusal(.refuse(desk.seen, reason: " "), as: "supervisor") == .reasonMissing)
        try desk.run(.approve(desk.seen), as: "deputy")
        try desk.run(.refuse(desk.seen, reason: "There is a level left."), as: "supervisor")
        #expect(desk.proposal.status == .refused)
        #expect(!desk.mayTakeEffect)
        #expect(desk.refusal(.release, as: "clock") == .alreadyDecided(.refused))
        #expect(
            desk.refusal(.revise(Desk.writeOff(1), Desk.rationale, author: desk.person("author")), as: "author")
                == .alreadyDecided(.refused)
        )
        // Who refused may think again; then what others approved stands as it did.
        try desk.run(.retract, as: "supervisor")
        try desk.run(.release, as: "clock")
    }

    @Test func `sends it back, and it waits for its author`() throws {
        var desk = try Desk.proposed()
        try desk.run(.approve(desk.seen), as: "deputy")
        try desk.run(.sendBack(desk.seen, reason: "Name the date."), as: "supervisor")
        #expect(desk.proposal.status == .sentBack)
        #expect(desk.refusal(.release, as: "clock") == .alreadyDecided(.sentBack))
        #expect(desk.refusal(.approve(desk.seen), as: "supervisor") == .alreadyDecided(.sentBack))
        try desk.run(
            .revise(Desk.content, Rationale(text: "Lost on 3 May."), author: desk.person("author")),
            as: "author"
        )
        #expect(desk.proposal.status == .open)
        // The same content, but another revision: the earlier approval was of what was said then.
        #expect(!desk.mayTakeEffect)
    }

    @Test func `asks for records by name`() throws {
        var desk = try Desk.proposed()
        #expect(
            desk.refusal(.askForRecords(desk.seen, records: [], reason: "Missing."), as: "supervisor")
                == .recordsMissing
        )
        try desk.run(.askForRecords(desk.seen, records: ["Decision letter"], reason: "Missing."), as: "supervisor")
        #expect(desk.proposal.status == .recordsAsked)
        #expect(desk.refusal(.release, as: "clock") == .alreadyDecided(.recordsAsked))
    }

    @Test func `escalates it, and it stays open`() throws {
        var desk = try Desk.proposed()
        try desk.run(.escalate(desk.seen, to: "compliance", reason: "I know the patient."), as: "supervisor")
        #expect(desk.proposal.status == .open)
        #expect(desk.proposal.escalatedTo == "compliance")
    }

    @Test func `is asked by the clock when the policy's time is over, once`() throws {
        var desk = try Desk.proposed()
        desk.demand(
            ApprovalDemand(roles: [Role.supervisor], escalation: .init(afterDays: 3, queue: "compliance"))
        )
        let command = Proposal.Command.escalate(desk.seen, to: "compliance", reason: "Nobody looked.")
        desk.now = Instant(microsecondsSince1970: 3 * 86_400_000_000 - 1)
        #expect(desk.proposal.escalationsDue(in: desk.world).isEmpty)
        #expect(desk.refusal(command, as: "clock") == .notAPerson)
        desk.now = Instant(microsecondsSince1970: 3 * 86_400_000_000)
        #expect(desk.proposal.escalationsDue(in: desk.world).map(\.queue) == ["compliance"])
        try desk.run(command, as: "clock")
        #expect(desk.proposal.escalationsDue(in: desk.world).isEmpty)
    }

    @Test func `has a role that counts, saw what there is, and did not write it`() throws {
        let desk = try Desk.proposed()
        let commands: [(ReviewedContent) -> Proposal.Command] = [
            { .refuse($0, reason: "No.") }, { .sendBack($0, reason: "No.") },
            { .askForRecords($0, records: ["Order"], reason: "No.") },
        ]
        var stale = desk.seen
        stale.contentHash = EveryChange.hash(9)
        for command in commands {
            #expect(
                desk.refusal(command(desk.seen), as: "biller") == .roleDoesNotCount(roles: [Role.supervisor])
            )
            #expect(desk.refusal(command(desk.seen), as: "agent") == .notAPerson)
            #expect(desk.refusal(command(desk.seen), as: "author") == .ownProposal)
            #expect(desk.refusal(command(stale), as: "supervisor") == .contentChanged(current: 1))
            #expect(desk.refusal(command(desk.seen), as: "supervisor") == nil)
        }
    }

    @Test func `takes back what they decided themselves, and nothing of others`() throws {
        var desk = try Desk.proposed()
        #expect(desk.refusal(.retract, as: "supervisor") == .nothingToRetract)
        try desk.run(.approve(desk.seen), as: "supervisor")
        #expect(desk.refusal(.retract, as: "deputy") == .nothingToRetract)
        // Under another account of theirs as well.
        try desk.run(.retract, as: "twin")
        #expect(desk.proposal.decisions.isEmpty)
        #expect(!desk.mayTakeEffect)
        try desk.run(.approve(desk.seen), as: "supervisor")
        #expect(desk.mayTakeEffect)
    }
}

@Suite("The end of a proposal")
struct ProposalEndTests {
    @Test func `is its author's to call, and nobody else's`() throws {
        var desk = try Desk.proposed()
        #expect(desk.refusal(.withdraw(reason: "The payer paid."), as: "supervisor") == .notYours)
        #expect(desk.refusal(.withdraw(reason: ""), as: "author") == .reasonMissing)
        try desk.run(.approve(desk.seen), as: "supervisor")
        try desk.run(.withdraw(reason: "The payer paid."), as: "alias")
        #expect(desk.proposal.status == .withdrawn)
        #expect(desk.refusal(.release, as: "clock") == .alreadyDecided(.withdrawn))
        #expect(!desk.mayTakeEffect)
        #expect(desk.refusal(.retract, as: "supervisor") == .alreadyDecided(.withdrawn))
    }

    @Test func `is a program's to call for what it proposed itself`() throws {
        var desk = Desk()
        let author = ProposalAuthor.rule(
            AuthorProgram(name: "small balances", version: "1"),
            principal: PrincipalID("agent")
        )
        try desk.run(.propose(Desk.content, Desk.rationale, author: author), as: "agent")
        #expect(desk.refusal(.withdraw(reason: "The payer paid."), as: "clock") == .notYours)
        try desk.run(.withdraw(reason: "The payer paid."), as: "agent")
        #expect(desk.proposal.status == .withdrawn)
    }

    @Test func `comes when nobody approved it in time, and not before`() throws {
        var desk = try Desk.proposed()
        #expect(desk.refusal(.expire, as: "clock") == .notExpired)
        desk.demand(ApprovalDemand(roles: [Role.supervisor], withinDays: 14))
        desk.now = Instant(microsecondsSince1970: 14 * 86_400_000_000 - 1)
        #expect(desk.refusal(.expire, as: "clock") == .notExpired)
        #expect(desk.refusal(.approve(desk.seen), as: "supervisor") == nil)
        desk.now = Instant(microsecondsSince1970: 14 * 86_400_000_000)
        #expect(desk.refusal(.approve(desk.seen), as: "supervisor") == .expired)
        try desk.run(.expire, as: "clock")
        #expect(desk.proposal.status == .expired)
    }

    @Test func `does not come by time when it was approved in time`() throws {
        var desk = try Desk.proposed()
        desk.demand(ApprovalDemand(roles: [Role.supervisor], withinDays: 14, validDays: 30))
        try desk.run(.approve(desk.seen), as: "supervisor")
        desk.now = Instant(microsecondsSince1970: 29 * 86_400_000_000)
        #expect(desk.refusal(.expire, as: "clock") == .notExpired)
        #expect(desk.mayTakeEffect)
        desk.now = Instant(microsecondsSince1970: 30 * 86_400_000_000)
        #expect(desk.refusal(.expire, as: "clock") == nil)
    }

    @Test func `is told to a person with what to do next`() {
        let shortfall = Shortfall(
            demand: RuleDemand(
                rule: "refund",
                reason: "Money leaves.",
                demand: ApprovalDemand(approvals: 2, roles: [Role.supervisor, Role.compliance])
            ),
            counted: 1
        )
        #expect(
            Proposal.Refusal.notApproved([shortfall]).description
                == "refund asks for 2 of compliance or supervisor; 1 count by now."
        )
        #expect(Proposal.Refusal.ownProposal.description == "You wrote it, or had it written. Ask another reviewer.")
        #expect(Proposal.Refusal.forbidden(rule: nil).description.contains("compliance can add one"))
        for status in ProposalStatus.allCases {
            #expect(!Proposal.Refusal.alreadyDecided(status).description.isEmpty)
        }
        for fault in ChangeFault.allCases { #expect(fault.description.hasSuffix(".")) }
    }
}
