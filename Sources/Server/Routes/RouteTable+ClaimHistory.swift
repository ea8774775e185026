import Access
import ControlPlane
import RevenueCycle

extension RouteTable {
    /// What explains a claim or a bill, and how it came to be so.
    static let claimHistory: [Route] = [
        Route(
            method: .post,
            path: "/v1/accounts/search",
            name: "searchAccounts",
            summary: "Finds accounts by any number: account, claim, control, member or record number.",
            door: readClaims,
            parameters: [asOf],
            body: .json(.object([.init("number", .anyText)])),
            answer: Components.items(of: "Account"),
            isLook: true,
            act: { call in
                let number = try call.reading { body throws in try body.text("number") }
                let found = try orNone { try call.inquiry.accounts(named: number, asOf: call.day()) }
                return Answer(items: found.map(call.plane.accountRow))
            }
        ),
        Route(
            method: .get,
            path: "/v1/claims/{claim}/explanation",
            name: "explainClaim",
            summary: "Explains a claim to staff, each sentence with the places on which it rests.",
            door: readClaims,
            parameters: [asOf],
            answer: .object([.init("claim", .id("c", 16)), .init("sentences", .list(.named("Sentence")))]),
            isLook: true,
            act: { call in
                let (id, position) = try claim(of: call)
                return Answer(try call.plane.explanationRow(of: position, id))
            }
        ),
        Route(
            method: .get,
            path: "/v1/claims/{claim}/appeal",
            name: "composeAppeal",
            summary:
                "Composes an appeal of a claim's greatest denial, and says what it still needs; nothing is proposed.",
            door: readClaims,
            parameters: [asOf],
            answer: .named("AppealLetter"),
            isLook: true,
            mayRefuse: true,
            act: { call in
                let (id, position) = try claim(of: call)
                return Answer(
                    try call.plane.appealRow(call.plane.appealLetter(AppealRequest(), of: position, id), of: id)
                )
            }
        ),
        Route(
            method: .get,
            path: "/v1/claims/{claim}/timeline",
            name: "showTimeline",
            summary: "Lists what became known of a claim and its account, entry by entry, and who brought it.",
            door: readClaims,
            answer: Components.items(of: "TimelineEntry"),
            isLook: true,
            act: { call in
                let claim = call.place("claim")
                guard claim.hasPrefix("c_") else { throw Problem(.notFound) }
                let entries = try call.inquiry.timeline(of: claim)
                return Answer(items: entries.map(\.json))
            }
        ),
        Route(
            method: .get,
            path: "/v1/accounts/{account}/bill",
            name: "explainBill",
            summary: "Explains the bill to the patient, each sentence with the places on which it rests.",
            door: readClaims,
            parameters: [asOf],
            answer: .named("Bill"),
            isLook: true,
            act: { call in
                let account = try call.inquiry.account(call.place("account"), asOf: call.day())
                return Answer(try call.plane.billRow(of: account))
            }
        ),
        Route(
            method: .get,
            path: "/v1/accounts/{account}/ledger",
            name: "showLedger",
            summary: "Shows the double-entry ledger of an account: what each document posted, and what stands.",
            door: readClaims,
            parameters: [asOf],
            answer: .named("Ledger"),
            isLook: true,
            act: { call in
                let account = try call.inquiry.account(call.place("account"), asOf: call.day())
                let ledger = call.plane.ledger(of: account, asOf: try call.day())
                return Answer(try call.plane.ledgerRow(ledger, of: account))
            }
        ),
    ]

    /// The claim that a path names.
    private static func claim(of call: Call) throws -> (id: String, position: ClaimPosition) {
        let account = try call.inquiry.claim(call.place("claim"), asOf: call.day())
        guard let id = account.claimIDs.first, let position = account.position.claims.first else {
            throw Problem(.notFound)
        }
        return (id, position)
    }

    /// What a search finds; that it finds nothing is no problem.
    static func orNone<Found>(_ search: () throws -> [Found]) throws -> [Found] {
        do {
            return try search()
        } catch ControlPlaneError.notFound {
            return []
        }
    }
}
