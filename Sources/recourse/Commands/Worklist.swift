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
        let plane = try store.open()
        defer { plane.close() }
        let filter = try filters.filter()
        let items = Work.items(in: try plane.accounts(asOf: store.day()), filter: filter).prefix(limit)
        if store.json {
            return Output.rows(
                items.map { item in
                    .object([
                        ("claim", .string(item.claim)), ("finding", plane.findingRow(item.finding, claim: item.claim)),
                    ])
                }
            )
        }
        Output.table(
            ["claim", "kind", "category", "codes", "at stake", "next step", "deadline"],
            items.map(\.cells),
            right: [4]
        )
    }
}

/// One finding of a claim, as work.
struct Work {
    let claim: String
    let finding: Finding

    var cells: [String] {
        [
            claim, finding.kind.rawValue, finding.category?.rawValue ?? "", finding.codes.joined(separator: " "),
            finding.atStake.description, finding.nextStep.rawValue, finding.deadline?.date.description ?? "",
        ]
    }

    /// The findings that ask for work: the greatest amounts first, of equal ones the nearest deadline.
    static func items(in accounts: [NamedAccount], filter: ClaimFilter) -> [Work] {
        var items: [Work] = []
        for account in accounts {
            for (id, claim) in zip(account.claimIDs, account.position.claims) where filter.passes(claim) {
                items += claim.findings.filter { $0.nextStep != .none && $0.kind != .deadlineAtRisk }
                    .map { Work(claim: id, finding: $0) }
            }
        }
        return items.sorted { left, right in
            if left.finding.atStake != right.finding.atStake { return left.finding.atStake > right.finding.atStake }
            let last = CalendarDate(dayNumber: .max)
            let (one, other) = (left.finding.deadline?.date ?? last, right.finding.deadline?.date ?? last)
            return one != other ? one < other : left.claim < right.claim
        }
    }
}
