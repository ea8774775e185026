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
                ["role", "thing", "may", "for", "only", "reaches also", "shows", "rule"],
                shown.flatMap(\.lines) + roles.prohibitions.flatMap { $0.lines(of: nil) }
            )
        }
    }

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Say what is wrong with a file of roles, and where.")
        @Argument(help: "The TOML file.") var file: String
        @Flag(help: "Answer in JSON, one object a line.") var json = false

        func run() throws {
            let errors = RoleSetReader.read(try RuleText(at: file)).errors
            try RuleText.tell(errors, in: file, json: json)
        }
    }
}

extension Role: ExpressibleByArgument {}

/// The values of a set as they stand in files, in their order.
private func names<Value: CaseIterable & RawRepresentable<String> & Hashable>(_ values: Set<Value>) -> [String] {
    Value.allCases.filter(values.contains).map(\.rawValue)
}

private func words(_ names: [String]) -> String { names.joined(separator: " ") }

extension RoleDefinition {
    /// For people: a line for each thing of each rule.
    fileprivate var lines: [[String]] {
        permits.flatMap { permit in
            Resource.allCases.filter(permit.resources.contains).map { resource in
                [
                    role.rawValue, resource.rawValue, words(names(permit.actions)), words(names(permit.purposes)),
                    permit.limits.joined(separator: "; "), words(names(permit.sensitivities)),
                    words(permit.fields.meet(resource.fields).groups.map(\.name)), permit.id.rawValue,
                ]
            }
        } + prohibitions.flatMap { $0.lines(of: role) }
    }

    /// For programs: a row for each right of each rule.
    fileprivate var rows: [JSONValue] {
        permits.flatMap { permit in
            permit.rights.map { right in
                .object([
                    ("role", .string(role.rawValue)), ("resource", .string(right.resource.rawValue)),
                    ("action", .string(right.action.rawValue)), ("permitted", .bool(true)),
                    ("purposes", .texts(names(permit.purposes))),
                    ("sensitivities", .texts(names(permit.sensitivities))),
                    ("limits", .texts(permit.limits)),
                    ("fields", .texts(permit.fields.meet(right.resource.fields).groups.map(\.name))),
                    ("rule", .string(permit.id.rawValue)), ("reason", .string(permit.reason)),
                ])
            }
        } + prohibitions.map { $0.row(of: role) }
    }
}

extension Permit {
    /// What binds it beside purposes and sensitivities, in words.
    fileprivate var limits: [String] {
        var limits: [String] = []
        if isForOwnWork { limits.append("own work") }
        if let amountAtMost { limits.append("up to \(amountAtMost)") }
        if let facilities { limits.append("at \(words(facilities.sorted().map(\.rawValue)))") }
        if let payers { limits.append("of \(words(payers.sorted().map(\.rawValue)))") }
        return limits
    }
}

extension Prohibition {
    fileprivate func lines(of role: Role?) -> [[String]] {
        (resources.map(names) ?? ["anything"]).map { resource in
            [
                role?.rawValue ?? "everybody", resource, "never \(words(actions.map(names) ?? ["anything"]))",
                words(purposes.map(names) ?? []), limits.joined(separator: "; "),
                words((sensitivities.map(names) ?? []).map { "if \($0)" }),
                hides.map { "not \(words($0.groups.map(\.name)))" } ?? "", id.rawValue,
            ]
        }
    }

    fileprivate func row(of role: Role?) -> JSONValue {
        .object([
            ("role", .text(role?.rawValue)),
            ("resources", .texts(names(resources ?? Set(Resource.allCases)))),
            ("actions", .texts(names(actions ?? Set(Action.allCases)))),
            ("permitted", .bool(false)),
            ("purposes", .texts(names(purposes ?? Set(Purpose.allCases)))),
            ("sensitivities", .texts(sensitivities.map(names) ?? [])), ("limits", .texts(limits)),
            ("hides", .texts((hides ?? []).groups.map(\.name))),
            ("rule", .string(id.rawValue)), ("reason", .string(reason)),
        ])
    }

    /// What it asks beside purposes and sensitivities, in words.
    private var limits: [String] {
        var limits: [String] = []
        if let kinds { limits.append("by \(words(names(kinds)))") }
        if let amountAbove { limits.append("above \(amountAbove)") }
        if let facilities { limits.append("at \(words(facilities.sorted().map(\.rawValue)))") }
        if let payers { limits.append("of \(words(payers.sorted().map(\.rawValue)))") }
        return limits
    }
}
