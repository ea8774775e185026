import ArgumentParser
import ControlPlane
import Journal

/// Forbids the destruction of what a lawsuit or an audit asks for.
struct Holds: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Forbid the destruction of a patient's, an account's or a claim's records.",
        discussion: "Example: recourse holds place p_0c1v… --reason 'Subpoena 26-114'",
        subcommands: [HoldsList.self, HoldsPlace.self, HoldsRelease.self],
        defaultSubcommand: HoldsList.self
    )
}

/// Lists holds.
struct HoldsList: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List every hold ever placed.")
    @OptionGroup var store: StoreOptions

    func run() throws {
        let plane = try store.open()
        defer { plane.close() }
        let holds = try plane.holds()
        if store.json {
            return Output.rows(holds.map(\.json))
        }
        Output.table(
            ["hold", "on", "placed", "by", "reason", "released"],
            holds.map { hold in
                [
                    "\(hold.id)", hold.target, "\(hold.placed)", hold.principal, hold.reason,
                    hold.released.map { "\($0.at) by \($0.principal): \($0.reason)" } ?? "",
                ]
            },
            right: [0]
        )
    }
}

/// Places a hold.
struct HoldsPlace: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "place", abstract: "Place a hold.")
    @OptionGroup var store: StoreOptions
    @Argument(help: "The public id of a patient (p_…), account (a_…) or claim (c_…).") var target: String
    @Option(help: "Why.") var reason: String

    func run() throws {
        let plane = try store.open()
        defer { plane.close() }
        let id = try plane.placeHold(on: target, reason: reason)
        store.note("Placed hold \(id) on \(target).", [("hold", .number(Int(id))), ("target", .string(target))])
    }
}

/// Releases a hold.
struct HoldsRelease: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "release", abstract: "Release a hold.")
    @OptionGroup var store: StoreOptions
    @Argument(help: "The hold's number.") var hold: UInt64
    @Option(help: "Why.") var reason: String

    func run() throws {
        let plane = try store.open()
        defer { plane.close() }
        try plane.releaseHold(hold, reason: reason)
        store.note("Released hold \(hold).", [("hold", .number(Int(hold)))])
    }
}
