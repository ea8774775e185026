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
            let reasons = DenialReason.costliest(in: try plane.accounts(asOf: store.day()), limit: limit)
            if store.json { return Output.rows(reasons.map(\.json)) }
            Output.table(
                ["reason", "category", "what the payer says", "findings", "denied"],
                reasons.map(\.cells),
                right: [3, 4]
            )
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
            let day = try store.day()
            let buckets = ["0–30", "31–60", "61–90", "91–120", "over 120"]
            var sums = [(Money, Money, Money)](repeating: (.zero, .zero, .zero), count: buckets.count)
            for claim in try plane.accounts(asOf: day).flatMap(\.position.claims) {
                let age = claim.claim.dates.map { day.days(since: $0.last) } ?? 0
                let bucket = min(4, max(0, (age - 1) / 30))
                sums[bucket].0 += claim.outstandingPayer
                sums[bucket].1 += claim.outstandingPatient
                sums[bucket].2 += claim.outstandingHeld
            }
            if store.json {
                return Output.rows(
                    zip(buckets, sums).map {
                        .object([
                            ("days", .string($0)), ("payer", .money($1.0)), ("patient", .money($1.1)),
                            ("held", .money($1.2)),
                        ])
                    }
                )
            }
            Output.table(
                ["days", "payer", "patient", "held"],
                zip(buckets, sums).map { [$0, $1.0.description, $1.1.description, $1.2.description] },
                right: [1, 2, 3]
            )
        }
    }
}

/// Denials of one reason, summed up.
struct DenialReason {
    let code: String
    let category: String
    let count: Int
    let amount: Money

    /// What the standard says that the code means; nil for a code that it does not know.
    private var meaning: String? {
        Knowledge.shipped.fact(CARC(rawValue: String(code.split(separator: "-").last ?? "")))?.meaning
    }

    var cells: [String] {
        let words = String((meaning ?? "unknown code: for a person").prefix(60))
        return [code, category, words, String(count), amount.description]
    }

    var json: JSONValue {
        .object([
            ("reason", .string(code)), ("category", .string(category)), ("meaning", .text(meaning)),
            ("findings", .number(count)), ("denied", .money(amount)),
        ])
    }

    /// The reasons whose findings withhold most.
    static func costliest(in accounts: [NamedAccount], limit: Int) -> [DenialReason] {
        struct Key: Hashable {
            let code: String
            let category: String
        }
        var sums: [Key: (count: Int, amount: Money)] = [:]
        for finding in accounts.flatMap(\.position.claims).flatMap(\.findings) where finding.kind == .denial {
            let key = Key(code: finding.codes.first ?? "", category: finding.category?.rawValue ?? "")
            let sum = sums[key] ?? (0, .zero)
            sums[key] = (sum.count + 1, sum.amount + finding.amount)
        }
        let reasons = sums.map {
            DenialReason(code: $0.code, category: $0.category, count: $1.count, amount: $1.amount)
        }
        return Array(reasons.sorted { ($1.amount, $0.code) < ($0.amount, $1.code) }.prefix(limit))
    }
}
