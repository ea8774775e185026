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
                let found = try orNone { try call.inquiry.accounts(named: number, asOf: call.day(), as: [.account]) }
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
            answer: .named("Explanation"),
            isLook: true,
            act: { call in
                let claim = try call.inquiry.claim(call.place("claim"), asOf: call.day(), as: .explanation)
                guard let row = try call.plane.explanationRows(of: claim).first else { throw Problem(.notFound) }
                return Answer(row)
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
                let claim = try call.inquiry.claim(call.place("claim"), asOf: call.day(), as: .appeal)
                return Answer(try call.plane.appealRow(of: claim))
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
            path: "/v1/claims/{claim}/evidence",
            name: "listEvidence",
            summary: "Shows what documents say of a claim, word for word.",
            door: .right(Right(.read, .documentSpan)),
            answer: Components.items(of: "Evidence"),
            isLook: true,
            act: { call in Answer(items: try call.inquiry.evidence(of: call.place("claim")).map(\.json)) }
        ),
        Route(
            method: .get,
            path: "/v1/claims/{claim}/evidence/{span}",
            name: "showEvidence",
            summary: "Shows one place of a document on which something rests that is said of a claim.",
            door: .right(Right(.read, .documentSpan)),
            answer: .named("Evidence"),
            isLook: true,
            act: { call in
                Answer(try call.inquiry.evidence(at: call.place("span"), of: call.place("claim")).json)
            }
        ),
        Route(
            method: .get,
            path: "/v1/claims/{claim}/evidence/{span}/document",
            name: "showDocument",
            summary:
                "Shows the whole document in which a place stands that tells of a claim, with all of its neighbours.",
            door: .right(Right(.read, .document)),
            answer: .named("Document"),
            isLook: true,
            readsEverything: true,
            act: { call in
                Answer(try call.inquiry.document(of: call.place("span"), claim: call.place("claim")).json)
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
                let account = try call.inquiry.account(call.place("account"), asOf: call.day(), as: .bill)
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
                let account = try call.inquiry.account(call.place("account"), asOf: call.day(), as: .ledger)
                return Answer(try call.plane.ledgerRow(of: account, asOf: try call.day()))
            }
        ),
    ]

    /// What a search finds; that it finds nothing is no problem.
    static func orNone<Found>(_ search: () throws -> [Found]) throws -> [Found] {
        do {
            return try search()
        } catch ControlPlaneError.notFound {
            return []
        }
    }
}
