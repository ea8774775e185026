import Foundation
import RevenueCycle
import SeededRandomness
import Testing

@testable import ControlPlane

@Suite("An approval policy's file") struct ApprovalPolicyReaderTests {
    private func read(_ text: String) -> (policy: ApprovalPolicy, errors: [String]) {
        let (policy, errors) = ApprovalPolicyReader.read(
            RuleText(file: "policy.toml", text: text),
            version: 7
        )
        return (policy, errors.map(\.description))
    }

    @Test func `says everything that a policy can say`() throws {
        let (policy, errors) = read(
            """
            [[rule]]
            id = "write-offs"
            reason = "Income."
            kinds = ["writeOff"]
            amount_over = "10.00"
            amount_up_to = "500.00"
            age_over_days = 30
            age_up_to_days = 365
            payers = ["northfield"]
            lines_of_business = ["medicare", "medicaid"]
            sensitivities = ["hardship"]
            authors = ["model"]
            confidence = ["low", "medium"]
            write_off_reasons = ["charity"]
            approvals = 2
            roles = ["supervisor", "compliance"]
            author_may_approve = true
            within_days = 14
            valid_days = 7
            escalate_after_days = 3
            escalate_to = "supervisors"
            override_roles = ["compliance"]

            [[rule]]
            id = "appeals"
            reason = "Clinicians."
            kinds = ["appeal"]
            denial_categories = ["medicalNecessity"]
            forbidden = true

            [[rule]]
            id = "plans"
            reason = "Help."
            kinds = ["paymentPlan"]
            credit_disclosure = false
            automatic_limit = "1000.00"

            [[rule]]
            id = "everything"
            reason = "All."
            approvals = 1
            roles = ["supervisor"]

            [[route]]
            sensitivity = "legalThreat"
            queue = "compliance"
            reason = "Court."
            """
        )
        #expect(errors == [])
        #expect(policy.version == 7)
        #expect(policy.rules == [Self.writeOffs, Self.appeals, Self.plans, Self.everything])
        #expect(policy.routes == [SensitiveRoute(sensitivity: .legalThreat, queue: "compliance", reason: "Court.")])
    }

    @Test(
        arguments: [
            ("approvals = 1", "policy.toml, line 1, rule: roles is missing: say whose approval counts"),
            (
                "approvals = 0\nroles = [\"biller\"]",
                "policy.toml, line 5, rule.approvals: must be a whole number from 1 to 9, without quotes, but is 0"
            ),
            ("", "policy.toml, line 1, rule: must state exactly one of approvals, automatic_limit and forbidden"),
            (
                "forbidden = true\nautomatic_limit = \"1.00\"",
                "policy.toml, line 1, rule: must state exactly one of approvals, automatic_limit and forbidden"
            ),
            (
                "forbidden = false",
                "policy.toml, line 5, rule.forbidden: can only be true; leave the key out otherwise"
            ),
            (
                "forbidden = true\nroles = [\"biller\"]",
                "policy.toml, line 6, rule.roles: is for rules that state approvals"
            ),
            (
                "automatic_limit = \"1.00\"\nvalid_days = 3",
                "policy.toml, line 6, rule.valid_days: is for rules that state approvals"
            ),
            (
                "approvals = 1\nroles = [\"biller\"]\nescalate_to = \"b\"",
                "policy.toml, line 1, rule: escalate_after_days and escalate_to belong together; state both or neither"
            ),
            (
                "approvals = 1\nroles = [\"biller\"]\nescalate_to = \"b\"\nescalate_after_days = 9\nwithin_days = 9",
                "policy.toml, line 8, rule.escalate_after_days: is not before within_days, so that nobody is asked in time"
            ),
            (
                "forbidden = true\namount_over = \"5.00\"\namount_up_to = \"5.00\"",
                "policy.toml, line 7, rule.amount_up_to: is not above amount_over, so that no amount is meant"
            ),
            (
                "forbidden = true\nage_over_days = 9\nage_up_to_days = 8",
                "policy.toml, line 7, rule.age_up_to_days: is not above age_over_days, so that no age is meant"
            ),
            (
                "forbidden = true\ndenial_categories = [\"coding\"]",
                "policy.toml, line 6, rule.denial_categories: is for the kind appeal alone: kinds = [\"appeal\"]"
            ),
            (
                "forbidden = true\nauthors = [\"human\"]",
                "policy.toml, line 6, rule.authors: must hold only \"person\", \"rule\", \"model\", but holds \"human\""
            ),
            (
                "forbidden = true\npayers = []",
                "policy.toml, line 6, rule.payers: must hold at least one payer; leave the key out when it does not matter"
            ),
        ]
    )
    func `says where it is wrong and what to write instead`(lines: String, error: String) {
        let text = "[[rule]]\nid = \"a\"\nreason = \"b\"\nkinds = [\"writeOff\"]\n" + lines
        #expect(read(text).errors == [error])
    }

    @Test func `names what is missing, misspelt, taken twice, or for other kinds`() {
        let (policy, errors) = read(
            """
            [[rule]]
            id = "A b"
            automatic_limit = "1.00"
            [[rule]]
            id = "c"
            reason = "d"
            kinds = ["claimNote", "writeOff"]
            amount_over = "1.00"
            aproval = 1
            forbidden = true
            [[rule]]
            id = "c"
            reason = "d"
            forbidden = true
            [[route]]
            sensitivity = "minor"
            queue = "q"
            reason = "r"
            [[route]]
            sensitivity = "minor"
            queue = "q"
            reason = "r"
            [[route]]
            """
        )
        #expect(
            errors.map { $0.prefix(60) } == [
                "policy.toml, line 1, rule: reason is missing",
                "policy.toml, line 1, rule: kinds is missing; an automatic ap",
                "policy.toml, line 2, rule.id: must be made of small letters ",
                "policy.toml, line 8, rule.amount_over: is for kinds with an ",
                "policy.toml, line 9, rule.aproval: this key is not known; kn",
                "policy.toml, line 12, rule.id: belongs to another rule alrea",
                "policy.toml, line 20, route.sensitivity: has a route already",
                "policy.toml, line 23, route: sensitivity is missing",
                "policy.toml, line 23, route: queue is missing",
                "policy.toml, line 23, route: reason is missing",
            ]
        )
        #expect(policy.rules.count == 2)
        #expect(throws: PayerRulesErrors.self) {
            try ApprovalPolicyReader.load(RuleText(file: "policy.toml", text: "[[rule]]"), version: 1)
        }
    }

    @Test func `that is no TOML says so, and where`() {
        #expect(
            read("[[rule]]\nid = \n").errors.map { $0.prefix(43) } == ["policy.toml, line 2: is not TOML here: Erro"]
        )
    }

    @Test func `holds roles against those that there are`() {
        let text = "[[rule]]\nid = \"a\"\nreason = \"b\"\napprovals = 1\nroles = [\"supervisr\"]"
        let names = Role.stated.map(\.rawValue).sorted().joined(separator: ", ")
        #expect(
            read(text).errors.contains(
                "policy.toml, line 5, rule.roles: holds \"supervisr\", which is no role; the roles are \(names)"
            )
        )
    }

    @Test func `that is damaged is read or refused, and each error has a line of the file`() {
        let seed = UInt64.random(in: .min ... .max)
        print("seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        let alphabet = Array("[]{}=\"'#.,:+\\\n\r\t abeotTuxzinf019-_".utf8)
        let sound = Array(RuleText.shippedApprovalPolicy.text.utf8.prefix(2500))
        for _ in 0..<100 {
            var bytes = sound
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                bytes[place] = alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
            }
            let text = String(decoding: bytes, as: UTF8.self)
            let last = text.utf8.count { $0 == UInt8(ascii: "\n") } + 2
            for error in ApprovalPolicyReader.read(RuleText(file: "p.toml", text: text), version: 1).errors {
                #expect(error.line.map { (1...last).contains($0) } == true, "seed \(seed): \(error)")
            }
        }
    }

    private static let writeOffs: ApprovalRule = {
        var conditions = RuleConditions()
        conditions.amountOver = Money(cents: 1000)
        conditions.amountUpTo = Money(cents: 50_000)
        conditions.ageOverDays = 30
        conditions.ageUpToDays = 365
        conditions.payers = ["northfield"]
        conditions.linesOfBusiness = [.medicare, .medicaid]
        conditions.sensitivities = [.hardship]
        conditions.authors = [.model]
        conditions.confidence = [.low, .medium]
        conditions.writeOffReasons = [.charity]
        return ApprovalRule(
            id: "write-offs",
            reason: "Income.",
            kinds: [.writeOff],
            conditions: conditions,
            outcome: .approvals(
                ApprovalDemand(
                    approvals: 2,
                    roles: [Role.supervisor, Role.compliance],
                    authorMayApprove: true,
                    withinDays: 14,
                    validDays: 7,
                    escalation: .init(afterDays: 3, queue: "supervisors"),
                    overrideRoles: [Role.compliance]
                )
            )
        )
    }()

    private static let appeals: ApprovalRule = {
        var conditions = RuleConditions()
        conditions.denialCategories = [.medicalNecessity]
        return ApprovalRule(
            id: "appeals",
            reason: "Clinicians.",
            kinds: [.appeal],
            conditions: conditions,
            outcome: .forbidden
        )
    }()

    private static let plans: ApprovalRule = {
        var conditions = RuleConditions()
        conditions.creditDisclosure = false
        return ApprovalRule(
            id: "plans",
            reason: "Help.",
            kinds: [.paymentPlan],
            conditions: conditions,
            outcome: .automatic(limit: Money(cents: 100_000))
        )
    }()

    private static let everything = ApprovalRule(
        id: "everything",
        reason: "All.",
        kinds: Set(ProposalKind.allCases),
        outcome: .approvals(ApprovalDemand(roles: [Role.supervisor]))
    )
}
