import Journal
package import RevenueCycle

extension ControlPlane {
    /// The ledger of an account under the rules in force.
    func ledger(of account: NamedAccount, asOf: CalendarDate) -> Ledger {
        Ledger(of: account.position, under: reading(asOf: asOf))
    }

    /// The ledger of an account that may be shown: postings with their lines and sources, then the balances by account.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault`` when a source's document cannot be named.
    package func ledgerRow(of account: Shown<NamedAccount>, asOf: CalendarDate) throws -> JSONValue {
        account.row(.ledger, try ledgerRow(ledger(of: account.item, asOf: asOf), of: account.item))
    }

    private func ledgerRow(_ ledger: Ledger, of account: NamedAccount) throws -> JSONValue {
        let postings = try ledger.postings.map { posting in
            JSONValue.object([
                ("date", .text(posting.date?.description)), ("event", .string(posting.source.rawValue)),
                ("source", .string(try place(of: posting.cause))),
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
        // What only approved changes fill is told where there are some.
        let accounts = LedgerAccount.allCases.filter { !$0.isOfChanges || !ledger.balances[$0].isZero }
        return .object([
            ("account", .string(account.id)), ("postings", .array(postings)),
            ("balances", .object(accounts.map { ($0.rawValue, .money(ledger.balances[$0])) })),
        ])
    }

    /// Where what made a posting stands: in a document, or in an entry.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault`` when it cannot be named.
    package func place(of cause: LedgerPosting.Cause) throws -> String {
        switch cause {
        case .fact(_, let span): return try place(of: span)
        case .release(let proposal):
            let stream = StreamID(proposal)
            let entries = try journal.entries(of: stream)
            let release = entries.last { $0.header.type == Proposal.Event.releasedType }
            let entry = release.map { ", entry \($0.header.position)" } ?? ""
            return "\(PublicID.proposal(stream))\(entry)"
        }
    }
}
