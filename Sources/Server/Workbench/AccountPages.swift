import Access
import ControlPlane
import RevenueCycle

extension PageTable {
    /// An account: all claims of a visit in the order of payers, what the patient owes and why or why not, and the ledger.
    static let accounts: [PageRoute] = [
        PageRoute(method: .get, path: "/accounts/{account}", name: "accountPage", act: accountPage)
    ]

    private static func accountPage(_ call: PageCall) throws -> PageAnswer {
        let (id, day, plane) = (call.place("account"), call.plane.today, call.plane)
        let view = try call.inquiring(about: .account) { inquiry in
            let row = plane.accountRow(try inquiry.account(id, asOf: day))
            func seen<Value>(_ form: AnswerForm, _ body: () throws -> Value) throws -> Value? {
                try plane.mightSee(form, of: .claim, for: inquiry.purpose) ? ClaimView.permitted(body) : nil
            }
            let claims = try seen(.claim) { plane.claimRows([try inquiry.account(id, asOf: day, as: .claim)]) } ?? []
            let bill = try seen(.bill) { try plane.billRow(of: inquiry.account(id, asOf: day, as: .bill)) }
            let ledger = try seen(.ledger) {
                try plane.ledgerRow(of: inquiry.account(id, asOf: day, as: .ledger), asOf: day)
            }
            return owedView(row, bill).merging(
                View([
                    "hidden": JSONValue.hiddenWords(of: [row] + claims), "claims": .list(claims.map(claimRow)),
                    "changes": .list(row.items("changes").map(changeRow)),
                    "ledger": ledger.map { .view(ledgerView($0)) } ?? .nothing,
                ])
            )
        }
        return .page("account", title: "Account", view)
    }

    /// What the patient of an account owes and why or why not, and the bill as they may be told of it.
    static func owedView(_ row: JSONValue, _ bill: JSONValue?) -> View {
        let patient = row.member("patient")
        return View([
            "account": .maybe(row.shown("account")), "decidedBy": .maybe(row.shown("decidedBy")),
            "collectable": .maybe(patient?.dollars("collectable")), "held": .maybe(patient?.dollars("held")),
            "responsibility": .maybe(patient?.dollars("responsibility")), "paid": .maybe(patient?.dollars("paid")),
            "refund": .maybe(isNothing(patient?.shown("refund")) ? nil : patient?.dollars("refund")),
            "holds": .text(row.words("holds").map(PageWords.spaced).joined(separator: ", ")),
            "bill": .list((bill?.items("rows") ?? []).map(billRow)),
            "notes": .texts((bill?.items("notes") ?? []).compactMap { $0.shown("text") }),
        ])
    }

    static func isNothing(_ amount: String?) -> Bool { amount.flatMap { Money(decimal: $0) }?.isZero ?? true }

    /// A claim as a row of a list.
    static func claimRow(_ claim: JSONValue) -> View {
        let owed = claim.member("outstanding")
        let payer = claim.member("payer")
        return View([
            "claim": .maybe(claim.shown("claim")), "number": .maybe(claim.shown("patientControlNumber")),
            "payer": .maybe(payer?.shown("name") ?? payer?.shown("id")),
            "sequence": .maybe(claim.shown("sequence").map(PageWords.sequence)),
            "status": .maybe(claim.shown("status").map(PageWords.spaced)), "charge": .maybe(claim.dollars("charge")),
            "paid": .maybe(claim.dollars("paid")), "payerOwes": .maybe(owed?.dollars("payer")),
            "patientOwes": .maybe(owed?.dollars("patient")), "held": .maybe(owed?.dollars("held")),
            "findings": .text(
                claim.items("findings").compactMap { $0.shown("kind").map(PageWords.spaced) }.joined(separator: ", ")
            ),
        ])
    }

    private static func billRow(_ row: JSONValue) -> View {
        View([
            "label": .maybe(row.shown("label")), "amount": .maybe(row.dollars("amount")),
            "reason": .maybe(row.member("reason")?.shown("text")),
        ])
    }

    private static func changeRow(_ row: JSONValue) -> View {
        View([
            "proposal": .maybe(row.shown("proposal")), "kind": .maybe(row.title("kind")),
            "date": .maybe(row.shown("date")),
            "posted": .maybe(row.dollars("posted")),
            "stopped": .maybe(isNothing(row.shown("stopped")) ? nil : row.dollars("stopped")),
            "notPosted": .maybe(isNothing(row.shown("notPosted")) ? nil : row.dollars("notPosted")),
        ])
    }

    private static func ledgerView(_ ledger: JSONValue) -> View {
        var balances: [View] = []
        if case .object(let members)? = ledger.member("balances") {
            balances = members.compactMap { name, amount in
                guard case .string(let text) = amount else { return nil }
                return View(["words": .text(PageWords.title(name)), "amount": .text(PageWords.dollars(text))])
            }
        }
        let postings = ledger.items("postings").map { posting in
            View([
                "date": .maybe(posting.shown("date")), "event": .maybe(posting.title("event")),
                "source": .maybe(posting.shown("source")),
                "lines": .list(
                    posting.items("lines").map { line in
                        View(["words": .maybe(line.title("account")), "amount": .maybe(line.dollars("amount"))])
                    }
                ),
            ])
        }
        return View(["balances": .list(balances), "postings": .list(postings)])
    }
}
