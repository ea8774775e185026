import ArgumentParser
import ControlPlane

/// The approval policy: what must be agreed before a proposal takes effect.
struct Policy: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check an approval policy.",
        subcommands: [Check.self]
    )

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Say what is wrong with an approval policy.")
        @Argument(help: "The TOML file.") var file: String
        @Flag(help: "Answer in JSON, one object a line.") var json = false

        func run() throws {
            let errors = ApprovalPolicyReader.read(try RuleText(at: file), version: 0).errors
            if json {
                Output.rows(errors.map { .object([("file", .string(file)), ("problem", .string($0.description))]) })
            } else {
                for error in errors { Output.note(error.description) }
                if errors.isEmpty { Output.answer("\(file) is sound.") }
            }
            if !errors.isEmpty { throw ExitCode(ExitStatus.usage.rawValue) }
        }
    }
}
