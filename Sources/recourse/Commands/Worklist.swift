import ArgumentParser
import ControlPlane
import RevenueCycle

/// What to work on.
struct Worklist: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List findings by what is at stake and by when they must be worked."
    )
    @OptionGroup var store: StoreOptions
    @OptionGroup var filters: FilterOptions
    @Option(help: "How many rows.") var limit = 20

    func run() throws {
        try store.inquire(by: "worklist") { inquiry, plane in
            let items = try inquiry.work(filters.filter(), limit: limit, asOf: store.day())
            let rows = items.map(plane.workRow)
            if store.json { return Output.rows(rows) }
            WorkTable.print(rows)
        }
    }
}

/// Work as a table for people.
enum WorkTable {
    static func print(_ rows: [JSONValue]) {
        Output.table(
            [
                Column("claim", "claim"), Column("kind", "finding.kind"), Column("category", "finding.category"),
                Column("codes", "finding.codes"), Column("at stake", "finding.atStake", isRight: true),
                Column("next step", "finding.nextStep"), Column("deadline", "finding.deadline"),
            ],
            of: rows
        )
    }
}
