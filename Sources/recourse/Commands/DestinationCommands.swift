import ArgumentParser
import ControlPlane
import Journal

/// Where effects may be taken.
struct DestinationsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "destinations",
        abstract: "Name the places outside to which approved effects are taken.",
        discussion: """
            Example: recourse destinations set payer-outbox --folder /srv/outbox --reason 'Contract of 2026-03-01'
            What was approved for a destination is not delivered once its name leads elsewhere.
            """,
        subcommands: [DestinationsList.self, DestinationsSet.self, DestinationsRemove.self],
        defaultSubcommand: DestinationsList.self
    )
}

/// Lists destinations.
struct DestinationsList: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List destinations.")
    @OptionGroup var store: StoreOptions

    func run() throws {
        let plane = try store.open()
        defer { plane.close() }
        let destinations = try plane.destinations()
        if store.json {
            return Output.rows(destinations.map(\.json))
        }
        Output.table(
            ["name", "place", "set", "by", "reason"],
            destinations.map { [$0.name, $0.place.words, "\($0.set)", $0.principal, $0.reason] }
        )
    }
}

/// Gives a destination its place.
struct DestinationsSet: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Say where a destination lies.",
        discussion: """
            A receiver takes files from the folder, but for those that end with .part, and answers by NAME.receipt, whose
            first word is accepted or rejected. Nobody but the folder's owner and group may be able to use it.
            """
    )
    @OptionGroup var store: StoreOptions
    @Argument(help: "The destination's name.") var name: String
    @Option(help: "The folder, by its whole path.") var folder: String
    @Option(help: "Why.") var reason: String

    func run() throws {
        let plane = try store.open()
        defer { plane.close() }
        try plane.setDestination(name, folder: folder, reason: reason)
        store.note(
            "\(name) is the folder \(folder).",
            [("name", .string(name)), ("place", .string("folder \(folder)"))]
        )
    }
}

/// Takes a destination away.
struct DestinationsRemove: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "remove", abstract: "Take a destination away.")
    @OptionGroup var store: StoreOptions
    @Argument(help: "The destination's name.") var name: String
    @Option(help: "Why.") var reason: String

    func run() throws {
        let plane = try store.open()
        defer { plane.close() }
        try plane.removeDestination(name, reason: reason)
        store.note("\(name) is a destination no more.", [("name", .string(name))])
    }
}
