package import RevenueCycle

extension ControlPlane {
    /// The ledger of an account under the rules in force.
    package func ledger(of account: NamedAccount, asOf: CalendarDate) -> Ledger {
        Ledger(of: account.position, under: reading(asOf: asOf))
    }

    /// A ledger as JSON: postings with their lines and sources, then the balances by account.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault`` when a source's document cannot be named.
    package func ledgerRow(_ ledger: Ledger, of account: NamedAccount) throws -> JSONValue {
        let postings = try ledger.postings.map { posting in
            JSONValue.object([
                ("date", .text(posting.date?.description)), ("event", .string(posting.source.rawValue)),
                ("source", .string(try place(of: posting.span))),
                (
                    "lines",
                    .array(
                        posting.lines.map {
                            .object([("account", .string($0.account.rawValue)), ("amount", .money($0.amount))])
                        }
                    )
                ),
            ])
        }
        return .object([
            ("account", .string(account.id)), ("postings", .array(postings)),
            ("balances", .object(LedgerAccount.allCases.map { ($0.rawValue, .money(ledger.balances[$0])) })),
        ])
    }
}
