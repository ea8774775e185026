import Access
import ControlPlane
import RevenueCycle

extension RouteTable {
    /// Which part of a list.
    static let paging: [Route.Parameter] = [
        .init(name: "limit", schema: .number, words: "How many, from 1 to \(Page.largest); 100 when nothing is said."),
        .init(name: "cursor", schema: .anyText, words: "What the part before says in next."),
    ]

    static let asOf = Route.Parameter(
        name: "asOf",
        schema: .day,
        words: "The day to answer for; by default today."
    )

    private static let filters: [Route.Parameter] = [
        .init(name: "payer", schema: .anyText, words: "A payer's id or a part of its name."),
        .init(name: "status", schema: .words(of: ClaimStatus.self), words: "A status."),
        .init(name: "category", schema: .anyText, words: "A finding's category or kind."),
        .init(name: "since", schema: .day, words: "Service on or after this day."),
        .init(name: "min", schema: .amount, words: "At least so much outstanding."),
    ]

    static let readClaims = Route.Door.right(Right(.read, .claim))

    /// Claims, accounts, payments, and the work that they ask for.
    static let claims: [Route] = [
        Route(
            method: .get,
            path: "/v1/claims",
            name: "listClaims",
            summary: "Lists claims: one for each claim to one payer.",
            door: readClaims,
            parameters: filters + [asOf] + paging,
            answer: Components.list(of: "Claim"),
            isLook: true,
            act: { call in
                let part = try call.inquiry.claims(call.filter(), asOf: call.day(), call.page())
                let rows = call.plane.claimRows(part.items)
                return Answer(Listed(items: rows, next: part.next))
            }
        ),
        Route(
            method: .get,
            path: "/v1/claims/{claim}",
            name: "showClaim",
            summary: "Shows a claim.",
            door: readClaims,
            parameters: [asOf, known],
            answer: .named("Claim"),
            isLook: true,
            act: { call in
                let account = try account(of: call)
                guard let row = call.plane.claimRows([account]).first else { throw Problem(.notFound) }
                return Answer(row)
            }
        ),
        Route(
            method: .get,
            path: "/v1/accounts",
            name: "listAccounts",
            summary: "Lists accounts: what each visit's patient owes, and why not.",
            door: readClaims,
            parameters: filters + [asOf] + paging,
            answer: Components.list(of: "Account"),
            isLook: true,
            act: { call in
                let part = try call.inquiry.accounts(call.filter(), asOf: call.day(), call.page())
                return Answer(part.map(call.plane.accountRow))
            }
        ),
        Route(
            method: .get,
            path: "/v1/accounts/{account}",
            name: "showAccount",
            summary: "Shows an account.",
            door: readClaims,
            parameters: [asOf],
            answer: .named("Account"),
            isLook: true,
            act: { call in
                let account = try call.inquiry.account(call.place("account"), asOf: call.day())
                return Answer(call.plane.accountRow(account))
            }
        ),
        marking(
            "claim",
            named: "markSensitive",
            "Says which sensitive subjects a claim's account touches, after somebody has looked."
        ),
        marking(
            "account",
            named: "markAccountSensitive",
            "Says which sensitive subjects an account touches, after somebody has looked."
        ),
        Route(
            method: .get,
            path: "/v1/remittances",
            name: "listRemittances",
            summary: "Lists payments, newest first.",
            door: .right(Right(.read, .remittance)),
            parameters: paging,
            answer: Components.list(of: "Remittance"),
            isLook: true,
            act: { call in
                try Answer(call.inquiry.remittances(call.page()).map(call.plane.remittanceRow))
            }
        ),
        Route(
            method: .get,
            path: "/v1/worklist",
            name: "listWork",
            summary:
                "Lists findings that ask for work: the greatest amounts at stake first, of equal ones the nearest deadline.",
            door: readClaims,
            parameters: filters + [asOf] + paging,
            answer: Components.list(of: "Work"),
            isLook: true,
            act: { call in
                let part = try call.inquiry.work(call.filter(), asOf: call.day(), call.page())
                return Answer(part.map(call.plane.workRow))
            }
        ),
    ]

    private static let known = Route.Parameter(
        name: "at",
        schema: .anyText,
        words: "A day, at its end, or a time: what was known then is shown, under the rules of then."
    )

    /// The account of the claim that a path names, with that claim alone.
    private static func account(of call: Call) throws -> Shown<NamedAccount> {
        let claim = call.place("claim")
        guard let text = call.query["at"] else { return try call.inquiry.claim(claim, asOf: call.day()) }
        guard call.query["asOf"] == nil else { throw Problem(.badRequest, "asOf and at are two questions.") }
        return try call.inquiry.claim(claim, at: Call.moment(text, "at"))
    }

    /// The marking of what a claim or account touches.
    private static func marking(_ place: String, named name: String, _ summary: String) -> Route {
        Route(
            method: .post,
            path: "/v1/\(place)s/{\(place)}/sensitivities",
            name: name,
            summary: summary,
            door: .right(Right(.note, .account)),
            body: .json(
                .object([
                    .init("subjects", .list(.words(of: Sensitivity.self))), .init("reason", .anyText),
                ])
            ),
            answer: .object([
                .init("target", .anyText), .init("subjects", .list(.words(of: Sensitivity.self))),
            ]),
            act: { call in
                let (subjects, reason) = try call.reading { body throws in
                    (try body.words("subjects", of: Sensitivity.self), try body.text("reason"))
                }
                let target = call.place(place)
                try call.plane.markSensitive(target, subjects, reason: reason)
                return Answer(ControlPlane.marked(target, subjects))
            }
        )
    }
}
