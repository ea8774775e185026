import ArgumentParser
import ControlPlane
import RevenueCycle

/// The approval policy: what must be agreed before a proposal takes effect.
struct Policy: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show, check, compare or adopt an approval policy.",
        subcommands: [Show.self, Check.self, Compare.self, Adopt.self]
    )

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Print the approval policy in force.")
        @OptionGroup var store: StoreOptions

        func run() throws {
            let plane = try store.open()
            defer { plane.close() }
            let text = try plane.approvalPolicyText()
            if store.json {
                return Output.rows([.object([("file", .string(text.file)), ("text", .string(text.text))])])
            }
            Output.answer("# \(text.file)\n\(text.text)")
        }
    }

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Say what is wrong with an approval policy.")
        @Argument(help: "The TOML file.") var file: String
        @Flag(help: "Answer in JSON, one object a line.") var json = false

        func run() throws {
            let errors = ApprovalPolicyReader.read(try RuleText(at: file), version: 0).errors
            try RuleText.tell(errors, in: file, json: json)
        }
    }

    struct Compare: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say what an approval policy would change for the proposals of the last month.",
            discussion: "Example: recourse policy compare stricter.toml --days 90"
        )
        @OptionGroup var store: StoreOptions
        @Argument(help: "The TOML file.") var file: String
        @Option(help: "Of how many days proposals are looked at.") var days = 31

        func run() throws {
            guard (1...3660).contains(days) else { throw UsageFault(description: "--days is from 1 to 3660.") }
            let plane = try store.open()
            defer { plane.close() }
            let comparison = try plane.comparePolicy(try RuleText(at: file), days: days)
            if store.json { return Output.rows(comparison.differences.map(\.json)) }
            Output.table(
                ["proposal", "kind", "now", "then"],
                comparison.differences.map {
                    [
                        $0.proposal, $0.kind.rawValue, $0.now.joined(separator: ", "),
                        $0.then.joined(separator: ", "),
                    ]
                }
            )
            Output.note("\(comparison.differences.count) of \(comparison.looked) proposals would need something else.")
        }
    }

    struct Adopt: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put an approval policy in force; what was approved under another counts no longer."
        )
        @OptionGroup var store: StoreOptions
        @Argument(help: "The TOML file.") var file: String
        @Option(help: "Why.") var reason: String

        func run() throws {
            let plane = try store.open()
            defer { plane.close() }
            try plane.adoptApprovalPolicy(try RuleText(at: file), reason: reason)
            store.note("The approval policy of \(file) is in force.", [("adopted", .string(file))])
        }
    }
}
