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
            let rows = plane.claimRows(try inquiry.claims(filters.filter(), asOf: store.day()))
            if store.json { return Output.rows(rows) }
            ClaimTable.print(rows)
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
            let forms: [AnswerForm] = store.json ? [.claim] : [.claim, .findingInWords]
            let accounts =
                if let at {
                    try inquiry.accounts(named: id, at: try Clock.moment(at, option: "--at"), as: forms)
                } else {
                    try inquiry.accounts(named: id, asOf: store.day(), as: forms)
                }
            if store.json { return Output.rows(plane.claimRows(accounts)) }
            ClaimTable.print(plane.claimRows(accounts))
            for finding in plane.findingsInWords(accounts) { print(finding) }
        }
    }

    private func print(_ finding: JSONValue) {
        let deadline = finding.known("deadline").map { "  by \($0) (\(finding.shown("deadlineRule")))" } ?? ""
        Output.answer(
            "\(finding.shown("claim"))  \(finding.shown("kind"))  \(finding.shown("codes"))  "
                + "\(finding.shown("amount"))  next: \(finding.shown("nextStep"))\(deadline)"
        )
        if let explanation = finding.known("explanation") { Output.answer("  \(explanation)") }
        for question in finding.texts("questions") ?? [] { Output.answer("  \(question)") }
    }
}

/// Claims as a table for people.
enum ClaimTable {
    static func print(_ rows: [JSONValue]) {
        Output.table(
            [
                Column("claim", "claim"), Column("seq", "sequence"), Column("payer", "payer.name", "payer.id"),
                Column("status", "status"), Column("charge", "charge", isRight: true),
                Column("paid", "paid", isRight: true), Column("payer owes", "outstanding.payer", isRight: true),
                Column("patient owes", "outstanding.patient", isRight: true),
                Column("held", "outstanding.held", isRight: true),
                Column("findings", "findings", isRight: true, isCount: true),
            ],
            of: rows
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
            let accounts = try inquiry.claims(asOf: store.day(), as: .account)
            let rows = accounts.map(plane.accountRow)
            if store.json { return Output.rows(rows) }
            Output.table(
                [
                    Column("account", "account"), Column("claims", "claims", isRight: true, isCount: true),
                    Column("patient owes", "patient.collectable", isRight: true), Column("holds", "holds"),
                ],
                of: rows
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
            let rows = try inquiry.remittances().map(plane.remittanceRow)
            if store.json { return Output.rows(rows) }
            Output.table(
                [
                    Column("remittance", "remittance"), Column("payer", "payer"), Column("date", "date"),
                    Column("amount", "amount", isRight: true), Column("claims", "claims", isRight: true),
                    Column("balanced", "balanced"),
                ],
                of: rows
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
            let rows = items.map(\.json)
            if store.json { return Output.rows(rows) }
            Output.table(
                [
                    Column("id", "id"), Column("kind", "kind"), Column("amount", "amount", isRight: true),
                    Column("file", "file"), Column("reason", "reason"),
                ],
                of: rows
            )
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show one held thing.")
        @OptionGroup var store: StoreOptions
        @Argument(help: "Its id.") var id: String

        func run() throws {
            let item = try store.inquire(by: "held show") { inquiry, _ in try inquiry.heldItem(id).json }
            if store.json { return Output.rows([item]) }
            Output.answer("\(item.shown("id")): \(item.shown("reason"))")
            Output.answer("\(item.shown("file")): \(item.shown("place"))")
            Output.noteHidden(in: [item])
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
