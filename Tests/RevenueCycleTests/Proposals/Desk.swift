import RevenueCycle

/// A proposal on a desk: the accounts that there are, the policy in force and the time, each of which a test may change.
struct Desk {
    /// Accounts by name.
    ///
    /// `author`, `biller`, `supervisor`, `deputy` and `compliance` are people; `twin` is another account of
    /// the supervisor, `alias` one of the author; `agent` and `clock` are programs.
    var accounts: [String: Reviewer] = [
        "author": Desk.account("author", "H1", ["biller", "supervisor"]),
        "alias": Desk.account("alias", "H1", ["supervisor"]),
        "biller": Desk.account("biller", "H2", ["biller"]),
        "supervisor": Desk.account("supervisor", "H3", ["supervisor"]),
        "twin": Desk.account("twin", "H3", ["supervisor"]),
        "deputy": Desk.account("deputy", "H4", ["supervisor"]),
        "compliance": Desk.account("compliance", "H5", ["compliance"]),
        "agent": Desk.account("agent", nil, ["agent"]),
        "clock": Desk.account("clock", nil, ["integration"]),
    ]
    var policy = ApprovalPolicy(version: 1, rules: [Desk.rule(ApprovalDemand(roles: [Role.supervisor]))])
    var circumstances = ProposalCircumstances(
        ageDays: 40,
        payer: "northfield",
        lineOfBusiness: .commercial,
        sensitivities: []
    )
    var now = Instant(microsecondsSince1970: 0)
    var proposal = Proposal()

    /// A write-off of 120.00.
    static let content = writeOff(12_000)

    static func writeOff(_ cents: Int64) -> ProposalContent {
        ProposalContent(
            subject: .claim(RecordID(7)),
            change: .writeOff(.init(amount: Money(cents: cents), reason: .denial, balance: .payer))
        )
    }

    static let rationale = Rationale(text: "The last level of appeal is lost.")

    static func account(_ name: String, _ human: String?, _ roles: [String]) -> Reviewer {
        Reviewer(
            principal: PrincipalID(name),
            human: human.map { HumanID($0) },
            roles: Set(roles.compactMap { Role(rawValue: $0) })
        )
    }

    static func rule(_ demand: ApprovalDemand, id: String = "write-offs") -> ApprovalRule {
        ApprovalRule(id: id, reason: "Tried here.", kinds: [.writeOff], outcome: .approvals(demand))
    }

    /// A policy of version 1 with one rule that demands so.
    mutating func demand(_ demand: ApprovalDemand) { policy.rules = [Self.rule(demand)] }

    /// Not SHA-256, but other bytes have another hash here as well.
    static let hash: ContentHash.Function = { bytes in
        var words: [UInt64] = [1, 2, 3, 4]
        for byte in bytes {
            for index in words.indices {
                words[index] = (words[index] ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 &+ UInt64(index)
            }
        }
        let hash = words.flatMap { word in
            stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> $0) }
        }
        return ContentHash(hash) ?? { preconditionFailure("four words are 32 bytes") }()
    }

    /// The world as it is now.
    var world: ApprovalContext {
        ApprovalContext(
            policy: policy,
            circumstances: circumstances,
            principals: Array(accounts.values),
            at: now
        )
    }

    /// What somebody who looks now sees.
    var seen: ReviewedContent {
        ReviewedContent(
            revision: proposal.current?.number ?? 0,
            contentHash: proposal.current?.hash ?? EveryChange.hash(0),
            rules: 0,
            policy: policy.version
        )
    }

    /// What follows from a command of an account, without carrying it out.
    func decide(_ command: Proposal.Command, as name: String) throws(Proposal.Refusal) -> [Proposal.Event] {
        let actor = accounts[name] ?? Self.account(name, nil, [])
        return try proposal.decide(command, in: Proposal.Context(actor: actor, world: world, hash: Self.hash))
    }

    /// Carries a command of an account out.
    mutating func run(_ command: Proposal.Command, as name: String) throws(Proposal.Refusal) {
        for event in try decide(command, as: name) { proposal.evolve(event) }
    }

    /// Why a command is refused; nil when it is not.
    func refusal(_ command: Proposal.Command, as name: String) -> Proposal.Refusal? {
        do throws(Proposal.Refusal) {
            _ = try decide(command, as: name)
            return nil
        } catch {
            return error
        }
    }

    /// The author of what an account writes itself.
    func person(_ name: String) -> ProposalAuthor {
        .person(accounts[name]?.human ?? HumanID(name), principal: PrincipalID(name))
    }

    /// The write-off, proposed by `author`.
    static func proposed(_ content: ProposalContent = content) throws -> Desk {
        var desk = Desk()
        try desk.run(.propose(content, rationale, author: desk.person("author")), as: "author")
        return desk
    }

    /// Whether it may take effect now.
    var mayTakeEffect: Bool { (try? proposal.agreement(in: world, hash: Self.hash)) != nil }
}
