import Foundation
import RevenueCycle
import SeededRandomness
import Testing

@Suite("Any history of a proposal") struct ApprovalHistoryTests {
    /// Accounts act and are changed, policies are adopted, and time goes by, at random; after each step the answer is held
    /// against one that is worked out from the events another way.
    @Test func `lets it take effect exactly when the events say so`() throws {
        let seed = UInt64.random(in: .min ... .max)
        print("seed \(seed)")
        var random = RandomContent(generator: SeededGenerator(seed: seed))
        var answers = [false: 0, true: 0]
        var releases = 0
        let rounds = ProcessInfo.processInfo.environment["RECOURSE_SEEDS"].flatMap { Int($0) } ?? 1
        for _ in 0..<rounds * 120 {
            var history = RandomHistory(random: random)
            for _ in 0..<25 {
                let before = NaiveApproval.mayTakeEffect(history.events, history.desk.world)
                let isReleased = history.step()
                if isReleased { #expect(before, "seed \(seed)") }
                releases += isReleased ? 1 : 0
                let expected = NaiveApproval.mayTakeEffect(history.events, history.desk.world)
                try #require(history.desk.mayTakeEffect == expected, "seed \(seed)")
                answers[expected, default: 0] += 1
            }
            let replayed = try history.events.reduce(into: Proposal()) { proposal, event in
                proposal.evolve(
                    try Proposal.Event(type: event.type, schema: Proposal.Event.schema, payload: event.encoded())
                )
            }
            #expect(replayed == history.desk.proposal, "seed \(seed)")
            random.generator = history.random.generator
        }
        #expect(answers.values.allSatisfy { $0 > 100 } && releases > 5, "seed \(seed): \(answers), \(releases)")
    }
}

/// A desk on which random things happen, and the events that followed.
struct RandomHistory {
    var random: RandomContent
    var desk = Desk()
    var events: [Proposal.Event] = []
    private var seen: [ReviewedContent] = []

    init(random: RandomContent) {
        self.random = random
        newDemand()
        _ = run(.propose(content(), Desk.rationale, author: desk.person("author")), as: "author")
    }

    private static let people = ["author", "alias", "biller", "supervisor", "twin", "deputy", "compliance"]

    /// Does one thing.
    ///
    /// - Returns: whether the proposal was released.
    mutating func step() -> Bool {
        switch random.number(10) {
        case 0: changeWorld()
        case 1:
            let micros = Int64(random.number(30)) * 8_640_000_000
            desk.now = Instant(microsecondsSince1970: desk.now.microsecondsSince1970 + micros)
        case 2: return run(.release, as: "clock")
        default: return act()
        }
        return false
    }

    private mutating func act() -> Bool {
        let name = Self.people[Int(random.number(UInt64(Self.people.count)))]
        seen.append(desk.seen)
        // Mostly what is there now, at times what somebody saw earlier.
        let saw = random.number(4) > 0 ? desk.seen : seen[Int(random.number(UInt64(seen.count)))]
        switch random.number(16) {
        case 0: return run(.revise(content(), Desk.rationale, author: desk.person(name)), as: name)
        case 1: return run(.approveWithEdits(saw, content(), Desk.rationale), as: name)
        case 2: return run(.sendBack(saw, reason: "No."), as: name)
        case 3, 4: return run(.retract, as: name)
        case 5: return run(.override(saw, reason: "Now."), as: name)
        case 6: return run(.refuse(saw, reason: "No."), as: name)
        default: return run(.approve(saw), as: name)
        }
    }

    private mutating func changeWorld() {
        let name = Self.people[Int(random.number(UInt64(Self.people.count)))]
        switch random.number(5) {
        case 0: desk.accounts[name]?.roles = [[Role.biller, .supervisor, .compliance][Int(random.number(3))]]
        case 1: desk.accounts[name]?.human = random.number(4) == 0 ? nil : HumanID("H\(random.number(6))")
        case 2: desk.policy.version += 1
        default: newDemand()
        }
    }

    /// Another demand; at times under the same version, which no adoption would do, so that each rule is tried for itself.
    private mutating func newDemand() {
        desk.demand(
            ApprovalDemand(
                approvals: Int(random.number(2)) + 1,
                roles: random.number(3) == 0
                    ? [Role.supervisor, Role.compliance] : [Role.supervisor],
                authorMayApprove: random.number(5) == 0,
                withinDays: random.maybe { Int($0.number(9)) + 1 },
                validDays: Int(random.number(9)) + 1,
                overrideRoles: random.number(3) == 0 ? [Role.compliance] : []
            )
        )
    }

    private mutating func content() -> ProposalContent { Desk.writeOff(Int64(random.number(3)) + 1) }

    private mutating func run(_ command: Proposal.Command, as name: String) -> Bool {
        // Most of what is asked at random is refused, as it should be.
        guard let followed = try? desk.decide(command, as: name) else { return false }
        for event in followed { desk.proposal.evolve(event) }
        events += followed
        return followed.contains { if case .released = $0 { true } else { false } }
    }
}
