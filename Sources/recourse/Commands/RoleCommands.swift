import Access
import ArgumentParser
import ControlPlane
import RevenueCycle

/// Who may do what: shown and checked.
struct AccessCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "access",
        abstract: "Show who may do what, or check a file that says so.",
        subcommands: [Roles.self, Check.self]
    )

    struct Roles: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List what each role may do, under which conditions, and by which rule.",
            discussion: "Example: recourse access roles --role biller"
        )
        @Option(help: "Only this role.") var role: Role?
        @Option(help: "The TOML file; by default the one that ships.") var file: String?
        @Flag(help: "Answer in JSON, one object a line.") var json = false

        func run() throws {
            let text = try file.map { try RuleText(at: $0) } ?? .shippedRoles
            let (roles, errors) = RoleSetReader.read(text)
            guard errors.isEmpty else { throw ControlPlaneError.badRules(errors) }
            let shown = roles.roles.filter { role == nil || $0.role == role }
            if json { return Output.rows(shown.flatMap(\.rows) + roles.prohibitions.map { $0.row(of: nil) }) }
            Output.table(
                ["role", "thing", "may", "only", "shows", "rule"],
                shown.flatMap(\.lines) + roles.prohibitions.map { $0.line(of: nil) }
            )
        }
    }

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Say what is wrong with a file of roles, and where.")
        @Argument(help: "The TOML file.") var file: String
        @Flag(help: "Answer in JSON, one object a line.") var json = false

        func run() throws {
            let errors = RoleSetReader.read(try RuleText(at: file)).errors
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

extension Role: ExpressibleByArgument {}

extension RoleDefinition {
    /// For people: a line for each thing of each rule.
    fileprivate var lines: [[String]] {
        permits.flatMap { permit in
            Resource.allCases.filter(permit.resources.contains).map { resource in
                [
                    role.rawValue, resource.rawValue,
                    Action.allCases.filter(permit.actions.contains).map(\.rawValue).joined(separator: " "),
                    permit.conditions.joined(separator: "; "),
                    permit.fields.meet(resource.fields).groups.map(\.name).joined(separator: " "),
                    permit.id.rawValue,
                ]
            }
        } + prohibitions.map { $0.line(of: role) }
    }

    /// For programs: a row for each right of each rule.
    fileprivate var rows: [JSONValue] {
        permits.flatMap { permit in
            permit.rights.map { right in
                .object([
                    ("role", .string(role.rawValue)), ("resource", .string(right.resource.rawValue)),
                    ("action", .string(right.action.rawValue)), ("permitted", .bool(true)),
                    ("purposes", .texts(Purpose.allCases.filter(permit.purposes.contains).map(\.rawValue))),
                    (
                        "sensitivities",
                        .texts(Sensitivity.allCases.filter(permit.sensitivities.contains).map(\.rawValue))
                    ),
                    ("amountAtMost", .text(permit.amountAtMost?.description)),
                    ("ownWorkOnly", .bool(permit.isForOwnWork)),
                    ("fields", .texts(permit.fields.meet(right.resource.fields).groups.map(\.name))),
                    ("rule", .string(permit.id.rawValue)), ("reason", .string(permit.reason)),
                ])
            }
        } + prohibitions.map { $0.row(of: role) }
    }
}

extension Permit {
    /// When it holds, in words.
    fileprivate var conditions: [String] {
        var words = [Purpose.allCases.filter(purposes.contains).map(\.rawValue).joined(separator: " ")]
        if isForOwnWork { words.append("own work") }
        if let amountAtMost { words.append("up to \(amountAtMost)") }
        if let facilities { words.append("at \(facilities.sorted().map(\.rawValue).joined(separator: " "))") }
        if let payers { words.append("of \(payers.sorted().map(\.rawValue).joined(separator: " "))") }
        if !sensitivities.isEmpty {
            let names = Sensitivity.allCases.filter(sensitivities.contains).map(\.rawValue)
            words.append("also \(names.joined(separator: " "))")
        }
        return words
    }
}

extension Prohibition {
    fileprivate func line(of role: Role?) -> [String] {
        [
            role?.rawValue ?? "everybody",
            resources.map { named in Resource.allCases.filter(named.contains).map(\.rawValue).joined(separator: " ") }
                ?? "anything",
            "never "
                + (actions.map { named in Action.allCases.filter(named.contains).map(\.rawValue).joined(separator: " ") }
                    ?? "anything"),
            conditions.joined(separator: "; "),
            hides.map { "not \($0.groups.map(\.name).joined(separator: " "))" } ?? "",
            id.rawValue,
        ]
    }

    fileprivate func row(of role: Role?) -> JSONValue {
        .object([
            ("role", .text(role?.rawValue)),
            ("resources", .texts(Resource.allCases.filter { resources?.contains($0) != false }.map(\.rawValue))),
            ("actions", .texts(Action.allCases.filter { actions?.contains($0) != false }.map(\.rawValue))),
            ("permitted", .bool(false)),
            ("conditions", .texts(conditions)),
            ("hides", .texts((hides ?? []).groups.map(\.name))),
            ("rule", .string(id.rawValue)), ("reason", .string(reason)),
        ])
    }

    /// When it is met, in words.
    private var conditions: [String] {
        var words: [String] = []
        if let kinds { words.append(PrincipalKind.allCases.filter(kinds.contains).map(\.rawValue).joined(separator: " ")) }
        if let purposes {
            words.append(Purpose.allCases.filter(purposes.contains).map(\.rawValue).joined(separator: " "))
        }
        if let amountAbove { words.append("above \(amountAbove)") }
        if let facilities { words.append("at \(facilities.sorted().map(\.rawValue).joined(separator: " "))") }
        if let payers { words.append("of \(payers.sorted().map(\.rawValue).joined(separator: " "))") }
        if let sensitivities {
            words.append(Sensitivity.allCases.filter(sensitivities.contains).map(\.rawValue).joined(separator: " "))
        }
        return words
    }
}
