import Access
import ControlPlane
import Journal
import RevenueCycle

extension RouteTable {
    /// Who there is, and with which roles.
    static let roster: [Route] = [
        Route(
            method: .get,
            path: "/v1/users",
            name: "listUsers",
            summary: "Lists accounts and their roles.",
            door: .right(Right(.search, .user)),
            answer: Components.items(of: "RosterAccount"),
            act: { call in
                let roster = try call.plane.roster()
                let now = call.plane.now
                return Answer(items: roster.accounts.map { $0.json(at: now) })
            }
        ),
        Route(
            method: .post,
            path: "/v1/users",
            name: "addUser",
            summary: "Adds an account.",
            door: .right(Right(.create, .user)),
            body: .json(
                .object([
                    .init("account", .anyText), .init("person", .anyText, optional: true), .init("reason", .anyText),
                ])
            ),
            answer: accountAnswer,
            act: { call in
                let (account, person, reason) = try call.reading { body throws in
                    (try body.text("account"), try body.optionalText("person"), try body.text("reason"))
                }
                try call.plane.addAccount(account, human: person, reason: reason)
                return Answer(.naming("account", account))
            }
        ),
        Route(
            method: .post,
            path: "/v1/users/{account}/grant",
            name: "grantRole",
            summary: "Grants a role to an account.",
            door: .right(Right(.grant, .grant)),
            body: .json(
                .object([
                    .init("role", role), .init("facilities", .texts, optional: true),
                    .init("programs", .texts, optional: true),
                    .init("clearances", .list(.words(of: Sensitivity.self)), optional: true),
                    .init("until", .anyText, optional: true), .init("reason", .anyText),
                ])
            ),
            answer: accountAnswer,
            act: { call in
                let account = call.place("account")
                let grant = try call.reading { body throws in try GrantForm(&body) }
                try call.plane.grant(
                    grant.role,
                    to: account,
                    within: grant.bounds,
                    until: grant.until,
                    reason: grant.reason
                )
                return Answer(.naming("account", account))
            }
        ),
        Route(
            method: .post,
            path: "/v1/users/{account}/revoke",
            name: "revokeRole",
            summary: "Takes a role back; what was approved by it and has not taken effect counts no longer.",
            door: .right(Right(.revoke, .grant)),
            body: .json(.object([.init("role", .anyText), .init("reason", .anyText)])),
            answer: accountAnswer,
            act: { call in
                let account = call.place("account")
                let (role, reason) = try call.reading { body throws in
                    (try body.text("role"), try body.text("reason"))
                }
                try call.plane.revoke(role, from: account, reason: reason)
                return Answer(.naming("account", account))
            }
        ),
        Route(
            method: .post,
            path: "/v1/users/{account}/end",
            name: "endUser",
            summary: "Ends an account for good.",
            door: .right(Right(.suspend, .user)),
            body: .json(.object([.init("reason", .anyText)])),
            answer: accountAnswer,
            act: { call in
                let account = call.place("account")
                try call.plane.endAccount(account, reason: call.reason())
                return Answer(.naming("account", account))
            }
        ),
    ]

    private static let accountAnswer = Schema.object([.init("account", .anyText)])
    private static let role = Schema.words(Role.stated.sorted().map(\.rawValue))

    /// Keys by which programs act.
    static let keys: [Route] = [
        Route(
            method: .get,
            path: "/v1/api-keys",
            name: "listKeys",
            summary: "Lists API keys; their secrets are not kept.",
            door: .right(Right(.search, .apiKey)),
            answer: Components.items(of: "APIKey"),
            act: { call in Answer(items: try call.plane.apiKeys().map(\.json)) }
        ),
        Route(
            method: .post,
            path: "/v1/api-keys",
            name: "issueKey",
            summary:
                "Issues a key of an account; its token is in this answer and in no other, also not when the request is sent again.",
            door: .right(Right(.issue, .apiKey)),
            body: .json(
                .object([
                    .init("account", .anyText), .init("scopes", .texts, optional: true),
                    .init("days", .number, optional: true), .init("reason", .anyText),
                ])
            ),
            answer: keyAnswer,
            act: { call in
                let (account, scopes, days, reason) = try call.reading { body throws in
                    (
                        try body.text("account"), body.has("scopes") ? Set(try body.texts("scopes").map(scope)) : nil,
                        try body.number("days", in: 1...366, default: 90), try body.text("reason")
                    )
                }
                let end = call.plane.now.advanced(by: .seconds(days * 86_400))
                let token = try call.plane.issueKey(for: account, scopes: scopes, until: end, reason: reason)
                return Answer(ControlPlane.issued(token.id, token: token))
            }
        ),
        Route(
            method: .post,
            path: "/v1/api-keys/{key}/rotate",
            name: "rotateKey",
            summary:
                "Issues a key in another's place; both may be used for some hours. Its token is in this answer and in no other.",
            door: .right(Right(.rotate, .apiKey)),
            body: .json(
                .object([.init("overlapHours", .number, optional: true), .init("reason", .anyText)])
            ),
            answer: keyAnswer,
            act: { call in
                let (hours, reason) = try call.reading { body throws in
                    (try body.number("overlapHours", in: 0...168, default: 24), try body.text("reason"))
                }
                let overlap = Duration.seconds(hours * 3600)
                let token = try call.plane.rotateKey(call.place("key"), overlap: overlap, reason: reason)
                return Answer(ControlPlane.issued(token.id, token: token))
            }
        ),
        Route(
            method: .post,
            path: "/v1/api-keys/{key}/revoke",
            name: "revokeKey",
            summary: "Ends a key at once.",
            door: .right(Right(.revoke, .apiKey)),
            body: .json(.object([.init("reason", .anyText)])),
            answer: .object([.init("key", .anyText)]),
            act: { call in
                let key = call.place("key")
                try call.plane.revokeKey(key, reason: call.reason())
                return Answer(.naming("key", key))
            }
        ),
    ]

    private static let keyAnswer = Schema.object([.init("key", .anyText), .init("token", .orNull(.anyText))])

    @Sendable private static func scope(_ text: String) throws(Problem) -> Right {
        guard let right = Right(text) else { throw Problem(.badRequest, "scopes has a word that is no right.") }
        return right
    }
}

/// What is granted.
private struct GrantForm {
    let role: String
    let bounds: GrantBounds
    let until: Timestamp?
    let reason: String

    init(_ body: inout JSONBody) throws {
        role = try body.text("role")
        bounds = GrantBounds(
            facilities: Set(try body.texts("facilities").map { FacilityID($0) }),
            programs: Set(try body.texts("programs").map { ProgramID($0) }),
            clearances: body.has("clearances") ? try body.words("clearances", of: Sensitivity.self) : []
        )
        until = try body.optionalText("until").map { text throws in try Call.moment(text, "until") }
        reason = try body.text("reason")
    }
}
