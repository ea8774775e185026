import ArgumentParser
import ControlPlane

/// What was used.
struct Usage: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell what each account used: documents, bytes, claims, effects, calls of the HTTP API.",
        discussion: "Example: recourse usage --from 2026-03-01 --to 2026-03-31 --csv > march.csv"
    )
    @OptionGroup var store: StoreOptions
    @OptionGroup var time: TimeOptions
    @Flag(help: "Answer in comma-separated values.") var csv = false

    func run() throws {
        let plane = try store.open()
        defer { plane.close() }
        let rows = try plane.usage(within: time.range())
        if csv { return Output.answer(UsageRow.csv(rows, of: store.tenant), terminator: "") }
        if store.json { return Output.rows(rows.map { $0.json(of: store.tenant) }) }
        Output.table(
            ["account", "feature", "count"],
            rows.map { [$0.account, $0.feature.rawValue, "\($0.count)"] },
            right: [2]
        )
    }
}
