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
            if store.json { return Output.rows(items.map(plane.workRow)) }
            WorkTable.print(items)
        }
    }
}

/// Work as a table for people.
enum WorkTable {
    static func print(_ items: [Work]) {
        Output.table(
            ["claim", "kind", "category", "codes", "at stake", "next step", "deadline"],
            items.map { item in
                [
                    item.claim, item.finding.kind.rawValue, item.finding.category?.rawValue ?? "",
                    item.finding.codes.joined(separator: " "), item.finding.atStake.description,
                    item.finding.nextStep.rawValue, item.finding.deadline?.date.description ?? "",
                ]
            },
            right: [4]
        )
    }
}
