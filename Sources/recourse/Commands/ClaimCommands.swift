import ArgumentParser
import ControlPlane
import Foundation
import RevenueCycle

/// Lists claims.
struct Claims: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List claims: one row for each claim to one payer.",
        discussion: "Example: recourse claims --status denied --min 500 --json"
    )
    @OptionGroup var store: StoreOptions
    @OptionGroup var filters: FilterOptions

    func run() throws {
        try store.inquire(by: "claims") { inquiry, plane in
            let accounts = try inquiry.claims(filters.filter(), asOf: store.day())
            if store.json { return Output.rows(plane.claimRows(accounts)) }
            ClaimTable.print(accounts)
        }
    }
}

/// Shows one claim.
struct Claim: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show the claims under a number: claim, account, patient control or payer control number.",
        discussion: "Example: recourse claim c_0123456789abcdef"
    )
    @OptionGroup var store: StoreOptions
    @Argument(help: "Any of its numbers.") var id: String
    @Option(help: "Show what was known then: YYYY-MM-DD, at its end, or YYYY-MM-DDThh:mm:ssZ.") var at: String?

    func run() throws {
        try store.inquire(by: "claim") { inquiry, plane in
            let accounts =
                if let at {
                    try inquiry.accounts(named: id, at: try Clock.moment(at, option: "--at"))
                } else {
                    try inquiry.accounts(named: id, asOf: store.day())
                }
            if store.json { return Output.rows(plane.claimRows(accounts)) }
            ClaimTable.print(accounts)
            printFindings(accounts)
        }
    }

    private func printFindings(_ accounts: [NamedAccount]) {
        for account in accounts {
            for (claim, position) in zip(account.claimIDs, account.position.claims) {
                for finding in position.findings {
                    Output.answer(
                        "\(claim)  \(finding.kind.rawValue)  \(finding.codes.joined(separator: " "))  "
                            + "\(finding.amount)  next: \(finding.nextStep.rawValue)"
                            + (finding.deadline.map { "  by \($0.date) (\($0.rule.id.rawValue))" } ?? "")
                    )
                    if let deadline = finding.deadline, finding.kind != .deadlineAtRisk {
                        Output.answer("  \(deadline.explanation)")
                    }
                    for missing in finding.missing { Output.answer("  \(missing.question)") }
                }
            }
        }
    }
}

/// Claims as a table for people.
enum ClaimTable {
    static func print(_ accounts: [NamedAccount]) {
        var rows: [[String]] = []
        for account in accounts {
            for (id, claim) in zip(account.claimIDs, account.position.claims) {
                rows.append([
                    id, claim.claim.sequence.code, claim.payer.name ?? claim.payer.ids.first ?? "",
                    claim.status.rawValue,
                    claim.charge.description, claim.paid.description, claim.outstandingPayer.description,
                    claim.outstandingPatient.description, claim.outstandingHeld.description,
                    String(claim.findings.count),
                ])
            }
        }
        Output.table(
            ["claim", "seq", "payer", "status", "charge", "paid", "payer owes", "patient owes", "held", "findings"],
            rows,
            right: [4, 5, 6, 7, 8, 9]
        )
    }
}

/// Lists accounts.
struct Accounts: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List accounts: what each visit's patient owes, and why not."
    )
    @OptionGroup var store: StoreOptions

    func run() throws {
        try store.inquire(by: "accounts") { inquiry, plane in
            let accounts = try inquiry.claims(asOf: store.day())
            if store.json { return Output.rows(accounts.map(plane.accountRow)) }
            Output.table(
                ["account", "claims", "patient owes", "holds"],
                accounts.map { account in
                    let claims = account.position.claims
                    return [
                        account.id, String(claims.count), claims.map(\.outstandingPatient).sum().description,
                        Set(claims.flatMap(\.patientHold)).sorted().map(\.rawValue).joined(separator: " "),
                    ]
                },
                right: [1, 2]
            )
        }
    }
}

/// Lists payments.
struct Remittances: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List payments, newest first.")
    @OptionGroup var store: StoreOptions

    func run() throws {
        try store.inquire(by: "remittances") { inquiry, plane in
            let remittances = try inquiry.remittances()
            if store.json { return Output.rows(remittances.map(plane.remittanceRow)) }
            Output.table(
                ["remittance", "payer", "date", "amount", "claims", "balanced"],
                remittances.map {
                    [
                        $0.id, $0.head?.payer.name ?? "", $0.head?.date?.description ?? "",
                        $0.payment.amount.description, String($0.claimCount), $0.payment.isBalanced ? "yes" : "no",
                    ]
                },
                right: [3, 4]
            )
        }
    }
}

/// What is held: listed, shown, released.
struct Held: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List, show or release what does not count yet.",
        subcommands: [List.self, Show.self, Release.self, Dismiss.self]
    )

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List what is held, with the reason and the place.")
        @OptionGroup var store: StoreOptions

        func run() throws {
            let items = try store.inquire(by: "held list") { inquiry, _ in try inquiry.heldItems() }
            if store.json { return Output.rows(items.map(\.json)) }
            Output.table(
                ["id", "kind", "amount", "file", "reason"],
                items.map { [$0.id, $0.kind.rawValue, $0.amount?.description ?? "", $0.file, $0.reason] },
                right: [2]
            )
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show one held thing.")
        @OptionGroup var store: StoreOptions
        @Argument(help: "Its id.") var id: String

        func run() throws {
            let item = try store.inquire(by: "held show") { inquiry, _ in try inquiry.heldItem(id) }
            if store.json { return Output.rows([item.json]) }
            Output.answer("\(item.id): \(item.reason)\n\(item.file): \(item.place)")
        }
    }

    struct Release: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Let something held count, for a stated reason.")
        @OptionGroup var store: StoreOptions
        @Argument(help: "Its id.") var id: String
        @Option(help: "Why it may count.") var reason: String

        func run() throws {
            let plane = try store.open()
            defer { plane.close() }
            try plane.release(id, reason: reason)
            store.note("Released \(id).", [("released", .string(id))])
        }
    }

    struct Dismiss: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take off the list what cannot be read and so can never count, for a stated reason."
        )
        @OptionGroup var store: StoreOptions
        @Argument(help: "Its id.") var id: String
        @Option(help: "Why it needs no more work.") var reason: String

        func run() throws {
            let plane = try store.open()
            defer { plane.close() }
            try plane.dismiss(id, reason: reason)
            store.note("Dismissed \(id).", [("dismissed", .string(id))])
        }
    }
}
