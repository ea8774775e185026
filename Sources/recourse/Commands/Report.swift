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
            let reasons = try plane.denialReasons(limit: limit, asOf: store.day())
            if store.json { return Output.rows(reasons.map(\.json)) }
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
            let buckets = try plane.aging(asOf: store.day())
            if store.json {
                return Output.rows(buckets.map(\.json))
            }
            Output.table(
                ["days", "payer", "patient", "held"],
                buckets.map { [$0.days, $0.payer.description, $0.patient.description, $0.held.description] },
                right: [1, 2, 3]
            )
        }
    }
}

/// Denial reasons as a table for people.
enum DenialTable {
    static func print(_ reasons: [DenialReason]) {
        Output.table(
            ["reason", "category", "what the payer says", "findings", "denied"],
            reasons.map { reason in
                let words = String((reason.meaning ?? "unknown code: for a person").prefix(60))
                return [reason.code, reason.category, words, String(reason.count), reason.amount.description]
            },
            right: [3, 4]
        )
    }
}
