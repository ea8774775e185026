import Access
import AccessModel
import Foundation
import RevenueCycle
import SeededRandomness
import Testing

@testable import ControlPlane

@Suite("A file of roles") struct RoleSetReaderTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    private func errors(_ text: String) -> [String] {
        RoleSetReader.read(RuleText(file: "roles.toml", text: text)).errors.map(\.description)
    }

    /// The shipped file with one text in the place of another.
    private func errors(replacing old: String, with new: String) throws -> [String] {
        #expect(RuleText.shippedRoles.text.contains(old), "\(old) is not in the file")
        return errors(RuleText.shippedRoles.text.replacing(old, with: new, maxReplacements: 1))
    }

    /// The line on which a text first stands.
    private func line(of text: String) throws -> Int {
        let range = try #require(RuleText.shippedRoles.text.range(of: text))
        return RuleText.shippedRoles.text[..<range.lowerBound].count { $0 == "\n" } + 1
    }

    @Test func `ships with the package, as it stands in the repository`() throws {
        let text = try String(contentsOf: Self.root.appending(path: RuleText.shippedRoles.file), encoding: .utf8)
        #expect(RuleText.shippedRoles.text == text, "run scripts/embed-knowledge.py")
    }

    @Test func `that ships has no fault, and a reason for every rule`() {
        let (roles, errors) = RoleSetReader.read(.shippedRoles)
        #expect(errors.map(\.description) == [])
        #expect(roles.roles.map(\.role) == Role.stated)
        for role in roles.roles {
            for permit in role.permits { #expect(permit.reason.hasSuffix("."), "\(permit.id)") }
        }
    }

    @Test func `says everything that a rule can say`() throws {
        let text =
            RuleText.shippedRoles.text + """

                [[role.biller.permit]]
                id = "one"
                actions = ["read"]
                resources = ["claim", "report"]
                purposes = ["audit"]
                facilities = ["1234567893"]
                payers = ["northfield"]
                amount_at_most = "12.50"
                sensitivities = ["vip"]
                own_work_only = true
                fields = ["all"]
                reason = "For a test."
                [[role.biller.forbid]]
                id = "other"
                principals = ["user"]
                actions = ["read"]
                resources = ["claim"]
                purposes = ["audit"]
                facilities = ["1234567893"]
                payers = ["northfield"]
                amount_above = "12.50"
                sensitivities = ["vip"]
                hides = ["amounts", "all"]
                reason = "For a test."
                """
        let (roles, errors) = RoleSetReader.read(RuleText(file: "roles.toml", text: text))
        #expect(errors.map(\.description) == [])
        let biller = try #require(roles.roles.first { $0.role == .biller })
        #expect(
            biller.permits.last
                == Permit(
                    id: RuleID("one"),
                    actions: [.read],
                    resources: [.claim, .report],
                    purposes: [.audit],
                    facilities: [FacilityID("1234567893")],
                    payers: [PayerKey("northfield")],
                    amountAtMost: Money(cents: 1250),
                    sensitivities: [.vip],
                    isForOwnWork: true,
                    fields: Resource.claim.fields.union(Resource.report.fields),
                    reason: "For a test."
                )
        )
        #expect(
            biller.prohibitions.last
                == Prohibition(
                    id: RuleID("other"),
                    kinds: [.user],
                    actions: [.read],
                    resources: [.claim],
                    purposes: [.audit],
                    facilities: [FacilityID("1234567893")],
                    payers: [PayerKey("northfield")],
                    amountAbove: Money(cents: 1250),
                    sensitivities: [.vip],
                    hides: .all,
                    reason: "For a test."
                )
        )
        #expect(roles.breakGlass.limitMinutes == 240)
        #expect(roles.breakGlass.reviewMinutes == 3 * 24 * 60)
    }

    @Test func `gives a role's rules its purposes and sensitivities where they state none`() throws {
        let roles = RoleSetReader.read(.shippedRoles).roles
        let look = try #require(roles.permits(of: .biller, for: Right(.read, .claim)).first)
        #expect(look.purposes == [.payment])
        #expect(look.sensitivities == [.minor, .deceased])
    }

    @Test(arguments: [
        (
            "actions = [\"approve\", \"refuse\", \"sendBack\"]", "actions = [\"aprove\", \"refuse\", \"sendBack\"]",
            "role.denialSpecialist.permit.actions: \"aprove\" is not known; known here are search, read, export"
        ),
        (
            "resources = [\"report\"]", "resources = [\"reports\"]",
            "role.biller.permit.resources: \"reports\" is not known"
        ),
        (
            "fields = [\"settings\"]", "fields = [\"secrets\"]",
            "role.patientSupport.permit.fields: \"secrets\" is not known"
        ),
        ("held_by = [\"service\"]", "held_by = [\"robot\"]", "role.integration.held_by: \"robot\" is not known"),
        (
            "own_work_only = true", "own_work_only = \"yes\"",
            "role.patientSupport.permit.own_work_only: must be true or false"
        ),
        (
            "amount_at_most = \"1000.00\"", "amount_at_most = 1000",
            "role.biller.permit.amount_at_most: must be an amount in"
        ),
        (
            "limit_minutes = 240", "limit_minutes = 2000",
            "break_glass.limit_minutes: must be a whole number of minutes from 1"
        ),
        ("review_days = 3\n", "\n", "break_glass: review_days is missing"),
        ("id = \"biller-held\"\n", "\n", "role.biller.permit: id is missing"),
        (
            "amount_at_most = \"1000.00\"", "amount = \"1000.00\"",
            "role.biller.permit.amount: this key is not known"
        ),
        (
            "[role.auditor]", "[role.auditors]",
            "role.auditors: this key is not known; known here are administrator, agent"
        ),
    ])
    func `is told of a wrong key or value by line and key`(old: String, new: String, error: String) throws {
        let errors = try errors(replacing: old, with: new)
        #expect(errors.first?.contains(error) == true, "\(errors)")
        #expect(errors.first?.hasPrefix("roles.toml, line ") == true)
    }

    @Test func `is told of a fault of a rule by the rule's line`() throws {
        let agent = try errors(
            replacing: "id = \"agent-draft\"\nactions = [\"draft\", ",
            with: "id = \"agent-draft\"\nactions = [\"approve\", "
        )
        let line = try line(of: "[[role.agent.permit]]\nid = \"agent-draft\"")
        #expect(
            agent == [
                "roles.toml, line \(line), role.agent.permit: rule agent-draft: approve proposal: only people may do this, "
                    + "but services or agents may have the role"
            ]
        )
        let missing = try errors(replacing: "[role.auditor]", with: "[role.biller.extra]")
        #expect(!missing.isEmpty)
    }

    @Test func `is told of a fault of the whole by the file`() throws {
        let text = RuleText.shippedRoles.text
        let start = try #require(text.range(of: "[role.agent]"))
        #expect(
            errors(String(text[..<start.lowerBound])) == [
                "roles.toml: the role agent is missing; state it, if need be without permits"
            ]
        )
        #expect(
            errors("").contains { $0.hasSuffix("[break_glass] is missing; state how long emergency access may last") }
        )
        #expect(errors("x = ").first?.hasPrefix("roles.toml, line 1: is not TOML here") == true)
    }

    @Test func `that is damaged is read or refused`() {
        let seed = UInt64.random(in: .min ... .max)
        print("seed \(seed)")
        let rounds = ProcessInfo.processInfo.environment["FUZZ_ROUNDS"].flatMap { Int($0) } ?? 30
        var generator = SeededGenerator(seed: seed)
        let alphabet = Array("[]{}=\"'#.,\\\n abeot019-_\u{e9}".utf8)
        let sound = Array(RuleText.shippedRoles.text.utf8)
        for _ in 0..<rounds {
            var bytes = sound
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                let byte = alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: bytes.remove(at: place)
                case 1: bytes.insert(byte, at: place)
                default: bytes[place] = byte
                }
            }
            let (roles, errors) = RoleSetReader.read(
                RuleText(file: "roles.toml", text: String(decoding: bytes, as: UTF8.self))
            )
            // What is read without an error lets no agent approve, whatever was changed.
            if errors.isEmpty { #expect(roles.permits(of: .agent, for: Right(.approve, .proposal)).isEmpty) }
        }
    }

    @Test func `is decided by as the model says`() {
        let seed = UInt64.random(in: .min ... .max)
        print("seed \(seed)")
        let isLong = ProcessInfo.processInfo.environment["RECOURSE_SEEDS"] != nil
        let roles = RoleSetReader.read(.shippedRoles).roles
        let model = AccessModel(roles)
        var draw = AccessDraw(seed: seed)
        var permitted = 0
        for _ in 0..<(isLong ? 40_000 : 1_000) {
            let requester = draw.requester(roles: Role.stated)
            for _ in 0..<5 {
                let question = draw.question(requester, actions: Action.allCases)
                let target = draw.target(for: question.action, resources: Resource.allCases)
                let moment = draw.moment()
                let decision = decide(question, about: target, in: roles, at: moment)
                #expect(decision == model.decide(question, about: target, at: moment))
                if decision.permission != nil { permitted += 1 }
            }
        }
        #expect(permitted > 0)
    }

    @Test func `knows the purposes that looks on record have`() {
        func names<Value: CaseIterable & RawRepresentable<String>>(_ path: Swift.KeyPath<Look, Value>) -> [String] {
            Value.allCases.map(\.rawValue)
        }
        #expect(Access.Purpose.allCases.map(\.rawValue) == names(\.purpose))
    }
}
