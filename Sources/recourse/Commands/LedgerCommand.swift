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
            for account in try inquiry.accounts(named: id, asOf: store.day()) {
                let ledger = plane.ledger(of: account, asOf: try store.day())
                if store.json {
                    Output.rows([try plane.ledgerRow(ledger, of: account)])
                } else {
                    try print(ledger, of: account, plane: plane)
                }
            }
        }
    }

    private func print(_ ledger: Ledger, of account: NamedAccount, plane: ControlPlane) throws {
        var rows: [[String]] = []
        for posting in ledger.postings {
            for (place, line) in posting.lines.enumerated() {
                let isFirst = place == 0
                rows.append([
                    isFirst ? posting.date?.description ?? "" : "", isFirst ? posting.source.rawValue : "",
                    line.account.rawValue, line.amount.description,
                    isFirst ? try plane.place(of: posting.cause) : "",
                ])
            }
        }
        for account in LedgerAccount.allCases where !ledger.balances[account].isZero {
            rows.append(["", "balance", account.rawValue, ledger.balances[account].description, ""])
        }
        Output.answer("\(account.id): the ledger")
        Output.table(["date", "event", "account", "amount", "source"], rows, right: [3])
    }
}
