import Foundation
import RevenueCycle
import Testing

@testable import ControlPlane

/// The policy that ships, held against a table of what it is meant to demand.
@Suite("The approval policy that ships") struct ShippedApprovalPolicyTests {
    private static func policy() throws -> ApprovalPolicy {
        try ApprovalPolicyReader.load(.shippedApprovalPolicy, version: 0)
    }

    @Test func `is in the package as in its text file`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(contentsOf: root.appending(path: RuleText.shippedApprovalPolicy.file), encoding: .utf8)
        #expect(RuleText.shippedApprovalPolicy.text == text, "run scripts/embed-knowledge.py")
    }

    /// A proposal, and the rules that it must meet: `!` for forbidden, `0` before the ids of rules that need nobody.
    struct Case: Sendable, CustomTestStringConvertible {
        let change: String
        let author: AuthorKind
        var confidence: Confidence? = .high
        var ageDays: Int? = 40
        var sensitivities: Set<Sensitivity>? = []
        let rules: String

        var testDescription: String { "\(change) by a \(author.rawValue): \(rules)" }
    }

    private static let cases: [Case] = [
        Case(change: "note", author: .person, rules: "0 note"),
        Case(change: "note", author: .rule, rules: "0 note"),
        Case(change: "note", author: .model, rules: "note-by-model"),
        Case(change: "message", author: .person, rules: "message-by-person"),
        Case(change: "message", author: .rule, rules: "message-by-program"),
        Case(change: "message", author: .model, rules: "message-by-program"),
        Case(change: "message", author: .model, confidence: .low, rules: "message-by-program unsure-model"),
        Case(change: "message", author: .model, confidence: nil, rules: "message-by-program unsure-model"),
        Case(change: "records", author: .person, rules: "records-request"),
        Case(change: "query", author: .model, rules: "clinical-query"),
        Case(change: "correction", author: .person, rules: "corrected-claim"),
        Case(change: "correction", author: .model, rules: "corrected-claim corrected-claim-by-model"),
        Case(change: "correction", author: .person, ageDays: 365, rules: "corrected-claim"),
        Case(change: "correction", author: .person, ageDays: 366, rules: "corrected-claim corrected-claim-old"),
        Case(change: "correction", author: .person, ageDays: nil, rules: "corrected-claim corrected-claim-old"),
        Case(change: "appeal 1840.00 authorization", author: .model, rules: "appeal"),
        Case(change: "appeal 25000.00 authorization", author: .model, rules: "appeal"),
        Case(change: "appeal 25000.01 authorization", author: .model, rules: "appeal appeal-large"),
        Case(change: "appeal 1840.00 medicalNecessity", author: .person, rules: "appeal appeal-clinical"),
        Case(change: "writeOff 10.00 smallBalance", author: .rule, rules: "0 write-off-small-balance"),
        Case(change: "writeOff 10.00 smallBalance", author: .person, rules: "0 write-off-small-balance"),
        Case(change: "writeOff 10.00 smallBalance", author: .model, rules: "write-off-small-balance-by-model"),
        Case(change: "writeOff 10.01 smallBalance", author: .rule, rules: "write-off-small-balance-over-limit"),
        Case(change: "writeOff 10.00 contractual", author: .rule, rules: "write-off"),
        Case(change: "writeOff 500.00 denial", author: .model, rules: "write-off"),
        Case(change: "writeOff 500.01 timelyFiling", author: .person, rules: "write-off write-off-over-500"),
        Case(
            change: "writeOff 10000.01 charity",
            author: .person,
            rules: "write-off write-off-over-500 write-off-over-10000"
        ),
        Case(change: "writeOff 80.00 badDebt", author: .person, rules: "write-off write-off-bad-debt"),
        Case(change: "writeOff 80.00 badDebt", author: .model, rules: "!write-off-bad-debt-by-model"),
        Case(change: "adjustment 100.00", author: .person, rules: "adjustment"),
        Case(change: "adjustment -100.01", author: .person, rules: "adjustment adjustment-over-100"),
        Case(
            change: "adjustment 5000.01",
            author: .person,
            rules: "adjustment adjustment-over-100 adjustment-over-5000"
        ),
        Case(change: "refund 500.00", author: .rule, rules: "refund"),
        Case(change: "refund 500.01", author: .rule, rules: "refund refund-over-500"),
        Case(change: "transfer 90.00", author: .rule, rules: "transfer"),
        Case(change: "plan 4 1000.00", author: .person, rules: "0 plan"),
        Case(change: "plan 4 1000.00", author: .model, rules: "plan-by-program"),
        Case(change: "plan 4 1000.04", author: .person, rules: "plan-over-1000"),
        Case(change: "plan 5 1000.00", author: .person, rules: "plan-with-disclosure"),
        Case(change: "plan 4 1000.00", author: .person, sensitivities: [.hardship], rules: "hardship-or-complaint"),
        Case(change: "assistance 5000.00", author: .person, rules: "assistance"),
        Case(change: "assistance 5000.01", author: .rule, rules: "assistance assistance-over-5000"),
        Case(change: "note", author: .person, sensitivities: [.legalThreat], rules: "legal-threat"),
        Case(
            change: "message",
            author: .person,
            sensitivities: [.substanceUse, .minor],
            rules: "guarded-subject message-by-person substance-use"
        ),
        Case(change: "appeal 10.00 coding", author: .person, sensitivities: [.vip], rules: "appeal"),
        Case(
            change: "refund 10.00",
            author: .person,
            sensitivities: nil,
            rules: "hardship-or-complaint legal-threat refund"
        ),
    ]

    @Test(arguments: cases)
    func `demands what the table says`(expected: Case) throws {
        let facts = ProposalFacts(
            try Self.change(expected.change),
            authors: [expected.author],
            confidence: expected.confidence,
            circumstances: ProposalCircumstances(
                ageDays: expected.ageDays,
                payer: "northfield",
                lineOfBusiness: .commercial,
                sensitivities: expected.sensitivities
            )
        )
        let rules: String =
            switch try Self.policy().demand(for: facts) {
            case .forbidden(let rule): "!\(rule?.id ?? "")"
            case .automatic(let ids): "0 \(ids.joined(separator: " "))"
            case .approvals(let demands): demands.map(\.rule).sorted().joined(separator: " ")
            }
        let wanted =
            expected.rules.hasPrefix("0")
            ? expected.rules : expected.rules.split(separator: " ").sorted().joined(separator: " ")
        #expect(rules == wanted)
    }

    @Test func `is tried by the table in each of its rules`() throws {
        let tried = Set(Self.cases.flatMap { $0.rules.split(separator: " ").map { $0.drop { $0 == "!" } } })
        #expect(try Self.policy().rules.map(\.id).filter { !tried.contains($0[...]) } == [])
    }

    @Test
    func `speaks of every kind of proposal, by every kind of author, and lets none be forbidden for want of a rule`()
        throws
    {
        let changes = [
            "note", "message", "records", "query", "correction", "appeal 5.00 coding", "writeOff 5.00 denial",
            "adjustment 5.00", "refund 5.00", "transfer 5.00", "plan 4 5.00", "assistance 5.00",
        ]
        var kinds: Set<ProposalKind> = []
        for change in try changes.map(Self.change) {
            kinds.insert(change.kind)
            for author in AuthorKind.allCases {
                let facts = ProposalFacts(
                    change,
                    authors: [author],
                    confidence: nil,
                    circumstances: ProposalCircumstances()
                )
                #expect(try Self.policy().demand(for: facts) != .forbidden(by: nil), "\(change.kind) by a \(author)")
            }
        }
        #expect(kinds == Set(ProposalKind.allCases))
    }

    @Test func `lets nothing that leaves, and no model, go without a person`() throws {
        for rule in try Self.policy().rules {
            guard case .automatic = rule.outcome else { continue }
            #expect(!rule.kinds.contains { $0.leaves }, "\(rule.id)")
            #expect(rule.conditions.authors?.contains(.model) == false, "\(rule.id)")
        }
    }

    @Test func `gives each rule a reason, and each sensitive subject a queue`() throws {
        let policy = try Self.policy()
        #expect(policy.rules.allSatisfy { $0.reason.hasSuffix(".") && $0.reason.count > 20 })
        #expect(Set(policy.routes.map(\.sensitivity)) == Set(Sensitivity.allCases))
    }

    /// A change by its words: kind, then amount, then what else the policy looks at.
    private static func change(_ words: String) throws -> ProposedChange {
        let parts = words.split(separator: " ").map(String.init)
        let amount = parts.dropFirst().compactMap { $0.contains(".") ? Money(decimal: $0) : nil }.first ?? .zero
        switch parts[0] {
        case "note": return .claimNote(.init(text: "A note."))
        case "message":
            return .patientMessage(.init(purpose: .answer, channel: .letter, language: "en", body: "An answer."))
        case "records": return .recordsRequest(.init(holder: "Records", records: ["Order"]))
        case "query": return .clinicalQuery(.init(question: "Which?", indicators: []))
        case "correction": return .correctedClaim(.init(method: .newClaim, payerClaimNumber: nil, fields: []))
        case "appeal":
            let category = try #require(DenialCategory(rawValue: parts[2]))
            return .appeal(
                .init(
                    level: .first,
                    category: category,
                    codes: [],
                    grounds: [],
                    letter: "A letter.",
                    atStake: amount,
                    filer: .provider
                )
            )
        case "writeOff":
            let reason = try #require(ProposedChange.WriteOffReason(rawValue: parts[2]))
            return .writeOff(.init(amount: amount, reason: reason, balance: .payer))
        case "adjustment": return .adjustment(.init(amount: amount, balance: .payer, note: "A note."))
        case "refund":
            return .refund(.init(amount: amount, payee: .patient, cause: .overpaid, method: .originalPayment))
        case "transfer":
            return .transferOfResponsibility(
                .init(amount: amount, from: .payer(.primary), to: .payer(.secondary), note: "A note.")
            )
        case "plan":
            let count = try #require(Int(parts[1]))
            return .paymentPlan(
                .init(
                    total: amount,
                    instalments: (0..<count).map {
                        .init(
                            due: CalendarDate(dayNumber: 20_000 + Int32($0) * 30),
                            amount: Money(cents: amount.cents / Int64(count))
                        )
                    }
                )
            )
        case "assistance":
            let day = CalendarDate(dayNumber: 20_000)
            return .financialAssistance(
                .init(
                    program: "Policy",
                    share: Percentage(hundredths: 5000),
                    amount: amount,
                    services: DateSpan(day, day)
                )
            )
        default: throw DecodingFault(record: words, field: 0)
        }
    }
}

/// The table of docs/approval.md, row by row.
@Suite("The table of the approval policy that ships") struct ApprovalPolicyTableTests {
    @Test func `has a row for each rule that says what the rule says`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(contentsOf: root.appending(path: "docs/approval.md"), encoding: .utf8)
        let rows = text.split(separator: "\n").filter { $0.hasPrefix("| `") && $0.contains("` | ") }.map(String.init)
        let policy = try ApprovalPolicyReader.load(.shippedApprovalPolicy, version: 0)
        for rule in policy.rules {
            #expect(rows.contains(Self.row(rule)), "docs/approval.md should have: \(Self.row(rule))")
        }
        for route in policy.routes {
            let row = "| `\(route.sensitivity.rawValue)` | \(route.queue) | \(route.reason) |"
            #expect(rows.contains(row), "docs/approval.md should have: \(row)")
        }
    }

    private static func row(_ rule: ApprovalRule) -> String {
        let kinds = rule.kinds.count == ProposalKind.allCases.count ? "all" : words(rule.kinds)
        return "| `\(rule.id)` | \(kinds) | \(conditions(rule.conditions)) | \(outcome(rule.outcome)) |"
    }

    private static func words(_ choices: some Sequence<some RawRepresentable<String>>) -> String {
        choices.map(\.rawValue).sorted().joined(separator: ", ")
    }

    private static func conditions(_ conditions: RuleConditions) -> String {
        [
            conditions.amountOver.map { "above \($0.dollars)" }, conditions.amountUpTo.map { "up to \($0.dollars)" },
            conditions.ageOverDays.map { "older than \($0) days" }, conditions.authors.map { "by \(words($0))" },
            conditions.confidence.map { "confidence \(words($0))" }, conditions.writeOffReasons.map { words($0) },
            conditions.denialCategories.map { words($0) }, conditions.sensitivities.map { words($0) },
            conditions.creditDisclosure.map { $0 ? "may be credit" : "is no credit" },
        ]
        .compactMap { $0 }.joined(separator: "; ")
    }

    private static func outcome(_ outcome: ApprovalRule.Outcome) -> String {
        switch outcome {
        case .forbidden: return "forbidden"
        case .automatic(let limit): return limit.isZero ? "nobody" : "nobody, up to \(limit.dollars)"
        case .approvals(let demand):
            let roles = demand.roles.sorted().map(\.rawValue).joined(separator: ", ")
            return [
                "\(demand.approvals) of \(roles)", demand.authorMayApprove ? "the author may be one" : nil,
                demand.withinDays.map { "within \($0) days" },
                demand.validDays == 30 ? nil : "valid \(demand.validDays) days",
                demand.escalation.map { "after \($0.afterDays) days to \($0.queue)" },
                demand.overrideRoles.isEmpty
                    ? nil : "override by \(demand.overrideRoles.sorted().map(\.rawValue).joined(separator: ", "))",
            ]
            .compactMap { $0 }.joined(separator: "; ")
        }
    }
}
