import ArgumentParser
import ControlPlane

/// The approval policy: what must be agreed before a proposal takes effect.
struct Policy: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show, check or adopt an approval policy.",
        subcommands: [Show.self, Check.self, Adopt.self]
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
