import ArgumentParser
import ControlPlane
import RevenueCycle

/// Shows the ledger of a visit.
struct LedgerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger",
        abstract:
            "Show the double-entry ledger of an account: what each document and each approved change posted, and what stands.",
        discussion: """
            Example: recourse ledger a_0123456789abcdef

            Debits are positive, credits negative; each posting and the balances sum to 0.00. Nothing of it is stored: it is
            folded anew from the documents, as they are known now.
            """
    )
    @OptionGroup var store: StoreOptions
    @Argument(help: "Any number of the claim or account.") var id: String

    func run() throws {
        try store.inquire(by: "ledger") { inquiry, plane in
            for account in try inquiry.accounts(named: id, asOf: store.day(), as: [.ledger]) {
                let row = try plane.ledgerRow(of: account, asOf: try store.day())
                if store.json { Output.rows([row]) } else { print(row) }
            }
        }
    }

    private func print(_ ledger: JSONValue) {
        var rows: [[String]] = []
        for posting in ledger.items("postings") {
            for (place, line) in posting.items("lines").enumerated() {
                let isFirst = place == 0
                rows.append([
                    isFirst ? posting.shown("date") : "", isFirst ? posting.shown("event") : "",
                    line.shown("account"), line.shown("amount"), isFirst ? posting.shown("source") : "",
                ])
            }
        }
        for account in LedgerAccount.allCases {
            let amount = ledger.shown("balances", account.rawValue)
            if amount != "\(Money.zero)" { rows.append(["", "balance", account.rawValue, amount, ""]) }
        }
        Output.answer("\(ledger.shown("account")): the ledger")
        Output.table(["date", "event", "account", "amount", "source"], rows, right: [3])
        Output.noteHidden(in: [ledger])
    }
}
