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
        let names = try store.withFolder { try $0.tenants() }
        if store.json { return Output.rows(names.map { .naming("tenant", $0) }) }
        for name in names { Output.answer(name) }
    }
}

/// Makes a tenant.
struct TenantsAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Make another tenant; whoever makes it is its owner."
    )
    @OptionGroup var store: StoreOptions
    @Argument(help: "Its name: small letters, digits and hyphens.") var name: String

    func run() throws {
        let plane = try store.open()
        defer { plane.close() }
        _ = try plane.makeTenant(name)
        store.note("Made the tenant \(name).", JSONValue.naming("tenant", name))
    }
}
