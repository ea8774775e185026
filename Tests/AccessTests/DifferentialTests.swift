import RevenueCycle
import Access
import AccessModel
import Foundation
import SeededRandomness
import Testing

/// The evaluator beside one that is written another way.
///
/// `RECOURSE_SEEDS` asks for the long form, of a million questions and more.
@Suite("A decision beside the model") struct DifferentialTests {
    static let seed = UInt64.random(in: .min ... .max)
    static let isLong = ProcessInfo.processInfo.environment["RECOURSE_SEEDS"] != nil

    /// How many questions in all, a hundred for each set of roles.
    static let count =
        ProcessInfo.processInfo.environment["RECOURSE_QUESTIONS"].flatMap { Int($0) } ?? (isLong ? 1_200_000 : 100_000)

    @Test func `is the same whatever is asked, and every reason comes up`() async throws {
        print("seed \(Self.seed), \(Self.count) questions")
        let parts = 2
        let counts = await withTaskGroup(of: [String: Int].self) { group in
            for part in 0..<parts {
                group.addTask { @concurrent in Self.compare(seed: Self.seed &+ UInt64(part), count: Self.count / parts)
                }
            }
            return await group.reduce(into: [:]) { all, part in all.merge(part, uniquingKeysWith: +) }
        }
        print(counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
        #expect(counts["different"] == nil)
        for reason in DenialReason.allCases {
            #expect(counts[reason.rawValue, default: 0] > 0, "\(reason) never came up")
        }
        #expect(counts["permitted", default: 0] > Self.count / 20)
        #expect(counts["emergency", default: 0] > 0)
    }

    /// Asks questions of both, and counts the answers by kind.
    private static func compare(seed: UInt64, count: Int) -> [String: Int] {
        var draw = AccessDraw(seed: seed)
        var counts: [String: Int] = [:]
        for _ in 0..<(count / 100) {
            let roles = draw.roleSet()
            let model = AccessModel(roles)
            for _ in 0..<20 {
                let requester = draw.requester()
                for _ in 0..<5 {
                    let question = draw.question(requester)
                    let target = draw.chance(1, in: 50) ? nil : draw.target(for: question.action)
                    let moment = draw.moment()
                    let decision = decide(question, about: target, in: roles, at: moment)
                    let expected = model.decide(question, about: target, at: moment)
                    if decision != expected {
                        counts["different", default: 0] += 1
                        if counts["different"] == 1 {
                            Issue.record(
                                "\(decision) but the model says \(expected): \(question) about \(target as Any)"
                            )
                        }
                    }
                    counts[name(of: decision), default: 0] += 1
                }
            }
        }
        return counts
    }

    private static func name(of decision: Decision) -> String {
        switch decision {
        case .permitted(let permission): permission.isEmergency ? "emergency" : "permitted"
        case .denied(let denial): denial.reason.rawValue
        }
    }

    @Test func `shows of a list what it shows of each thing`() {
        print("seed \(Self.seed)")
        var draw = AccessDraw(seed: Self.seed)
        var shown = 0
        for _ in 0..<(Self.count / 500) {
            let roles = draw.roleSet()
            let model = AccessModel(roles)
            let question = draw.question(draw.requester())
            let moment = draw.moment()
            let items = (0..<30).map { ($0, draw.target(for: question.action)) }
            let list = visible(items, to: question, in: roles, at: moment, as: \.1)
            let each = items.compactMap { item in
                model.decide(question, about: item.1, at: moment).permission.map { (item.0, $0) }
            }
            if list.map(\.item.0) != each.map(\.0) || list.map(\.permission) != each.map(\.1) {
                Issue.record("\(question) shows in a list what it does not alone, or the other way round")
            }
            shown += list.count
        }
        #expect(shown > 0)
    }

    @Test func `gives an agent nothing that whoever it acts for has not`() {
        print("seed \(Self.seed)")
        var draw = AccessDraw(seed: Self.seed)
        var permitted = 0
        var roles = draw.roleSet()
        for number in 0..<(Self.count / 10) {
            if number % 20 == 0 { roles = draw.roleSet() }
            let agent = draw.principal("agent", kind: .agent)
            let behalf = draw.principal("behalf", kind: .user)
            let question = draw.question(Requester(agent, onBehalfOf: behalf))
            let target = draw.target(for: question.action)
            let moment = draw.moment()
            guard let both = decide(question, about: target, in: roles, at: moment).permission else { continue }
            permitted += 1
            let alone = Question(
                requester: Requester(behalf),
                place: question.place,
                action: question.action,
                purpose: question.purpose,
                fields: question.fields
            )
            let own = decide(alone, about: target, in: roles, at: moment).permission
            if own.map({ both.fields.isSubset(of: $0.fields) }) != true {
                Issue.record("\(both) but alone \(own as Any): \(question)")
            }
        }
        #expect(permitted > 0)
    }

    @Test func `shows no more when something is forbidden`() {
        print("seed \(Self.seed)")
        var draw = AccessDraw(seed: Self.seed)
        var fewer = 0
        for _ in 0..<(Self.count / 100) {
            let roles = draw.roleSet()
            let stricter = RoleSet(
                roles: roles.roles,
                prohibitions: roles.prohibitions + [draw.prohibition(RuleID("more"))],
                breakGlass: roles.breakGlass
            )
            let question = draw.question(draw.requester())
            let target = draw.target(for: question.action)
            let moment = draw.moment()
            let before = decide(question, about: target, in: roles, at: moment).permission
            let after = decide(question, about: target, in: stricter, at: moment).permission
            if before != after { fewer += 1 }
            if let after, before.map({ after.fields.isSubset(of: $0.fields) }) != true {
                Issue.record("\(after) where without the prohibition there was \(before as Any): \(question)")
            }
        }
        #expect(fewer > 0)
    }
}
