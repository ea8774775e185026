import ArgumentParser
import ControlPlane
import RevenueCycle

/// Sums over claims.
struct Report: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Sum up denials or the age of what is outstanding.",
        subcommands: [Denials.self, Aging.self]
    )

    struct Denials: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "The denial reasons, the costliest first.")
        @OptionGroup var store: StoreOptions
        @Option(help: "How many rows.") var limit = 10

        func run() throws {
            let plane = try store.open()
            defer { plane.close() }
            let reasons = try plane.denialReasons(limit: limit, asOf: store.day()).map(\.json)
            if store.json { return Output.rows(reasons) }
            DenialTable.print(reasons)
        }
    }

    struct Aging: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "What payers and patients owe, by days since the last day of service."
        )
        @OptionGroup var store: StoreOptions

        func run() throws {
            let plane = try store.open()
            defer { plane.close() }
            let buckets = try plane.aging(asOf: store.day()).map(\.json)
            if store.json { return Output.rows(buckets) }
            Output.table(
                [
                    Column("days", "days"), Column("payer", "payer", isRight: true),
                    Column("patient", "patient", isRight: true), Column("held", "held", isRight: true),
                ],
                of: buckets
            )
        }
    }
}

/// Denial reasons as a table for people.
enum DenialTable {
    static func print(_ rows: [JSONValue]) {
        Output.table(
            ["reason", "category", "what the payer says", "findings", "denied"],
            rows.map { row in
                let meaning = row.member("meaning").map { $0.words.isEmpty ? "unknown code: for a person" : $0.words }
                return [
                    row.shown("reason"), row.shown("category"), String((meaning ?? Output.hidden).prefix(60)),
                    row.shown("findings"), row.shown("denied"),
                ]
            },
            right: [3, 4]
        )
        Output.noteHidden(in: rows)
    }
}
