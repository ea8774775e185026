import Access
import ArgumentParser
import ControlPlane
import Journal

/// The tenants of a data folder.
struct Tenants: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the tenants of a data folder, or make another.",
        discussion: """
            Each tenant has journals, keys, rules and accounts of its own. Every command works on the one that --tenant names;
            `recourse serve --all-tenants` serves all, and a key says whose.
            """,
        subcommands: [TenantsList.self, TenantsAdd.self],
        defaultSubcommand: TenantsList.self
    )
}

/// Lists tenants.
struct TenantsList: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List tenants.")
    @OptionGroup var store: StoreOptions

    func run() throws {
        let tenants = try store.withFolder { folder in
            try folder.tenants().map { ($0, try ControlPlane.environment(of: folder.journal(of: $0))) }
        }
        if store.json {
            return Output.rows(
                tenants.map { name, environment in
                    .object([("tenant", .string(name)), ("environment", .string(environment.rawValue))])
                }
            )
        }
        for (name, environment) in tenants {
            Output.answer(environment == .production ? name : "\(name)  \(environment.rawValue)")
        }
    }
}

/// Makes a tenant.
struct TenantsAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Make another tenant; whoever makes it is its owner.",
        discussion: """
            A sandbox is for practice and tests: grants, keys, documents and effects of production are not there, nor the other way round. What a
            tenant is for is said when it is made and never changed.
            """
    )
    @OptionGroup var store: StoreOptions
    @Argument(help: "Its name: small letters, digits and hyphens.") var name: String
    @Option(help: "production or sandbox.") var environment = Environment.production

    func run() throws {
        let plane = try store.open()
        defer { plane.close() }
        _ = try plane.makeTenant(name, environment: environment)
        store.note(
            "Made the tenant \(name).",
            [("tenant", .string(name)), ("environment", .string(environment.rawValue))]
        )
    }
}

extension Environment: ExpressibleByArgument {}
