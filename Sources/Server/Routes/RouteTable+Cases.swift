import Access
import ControlPlane
import RevenueCycle

extension RouteTable {
    /// What somebody must do or decide.
    static let cases: [Route] = [
        Route(
            method: .get,
            path: "/v1/cases",
            name: "listCases",
            summary: "Lists cases: what somebody must do or decide, the most pressing first.",
            door: .right(Right(.read, .case)),
            parameters: [
                .init(name: "queue", schema: .anyText, words: "A queue that sees it."),
                .init(name: "assignee", schema: .anyText, words: "The account that is to work it."),
                .init(name: "kind", schema: .words(of: CaseKind.self), words: "A kind of work."),
                .init(name: "dueBefore", schema: .day, words: "Due before this day."),
                .init(name: "about", schema: .anyText, words: "The id of the claim, account, patient or remittance."),
                .init(name: "snoozed", schema: .truth, words: "Also those that are snoozed."),
                .init(name: "closed", schema: .truth, words: "Also those that are closed."),
                asOf,
            ] + paging,
            answer: Components.list(of: "Case"),
            isLook: true,
            act: { call in
                let filter = CaseFilter(
                    queue: call.query["queue"].map { CaseQueue($0) },
                    assignee: call.query["assignee"].map { PrincipalID($0) },
                    kind: try call.word("kind", of: CaseKind.self),
                    dueBefore: try call.day(of: "dueBefore"),
                    subject: call.query["about"],
                    includesSnoozed: try call.truth("snoozed"),
                    includesClosed: try call.truth("closed")
                )
                return try Answer(call.inquiry.cases(filter, asOf: call.day(), call.page()).map { $0.row })
            }
        ),
        Route(
            method: .get,
            path: "/v1/cases/{case}",
            name: "showCase",
            summary: "Shows why a case is there, how pressing it is and why, and what was done.",
            door: .right(Right(.read, .case)),
            parameters: [asOf],
            answer: .named("CaseInFull"),
            isLook: true,
            act: { call in Answer(try call.inquiry.workCase(call.place("case"), asOf: call.day()).json) }
        ),
        Route(
            method: .post,
            path: "/v1/cases",
            name: "openCase",
            summary: "Opens a case by hand.",
            door: .right(Right(.open, .case)),
            body: .json(
                .object([
                    .init("subject", .anyText), .init("kind", .words(of: CaseKind.self)),
                    .init("queue", .anyText, optional: true), .init("value", .amount, optional: true),
                    .init("reason", .anyText),
                ])
            ),
            answer: .object([.init("case", .id("k", 26))]),
            act: { call in
                let draft = try call.reading { body throws in
                    var draft = CaseDraft(
                        subject: try body.text("subject"),
                        kind: try body.word("kind"),
                        queue: try body.optionalText("queue").map { CaseQueue($0) },
                        reason: try body.text("reason")
                    )
                    if body.has("value") { draft.value = try body.amount("value") }
                    return draft
                }
                return Answer(.naming("case", try call.plane.openCase(draft)))
            }
        ),
        Route(
            method: .post,
            path: "/v1/cases/refresh",
            name: "refreshCases",
            summary: "Opens, changes and marks cases by what is found now.",
            door: .right(Right(.open, .case)),
            body: .json(.object([])),
            answer: .object(["opened", "changed", "closed", "reopened"].map { .init($0, .number) }),
            act: { call in
                try call.reading { _ in }
                let answer = try call.plane.refreshCases().json
                try call.plane.keep(answer)
                return Answer(answer)
            }
        ),
        linking("link", Right(.link, .case), "Says that cases are of one cause, to be worked as one.", isUndone: false),
        linking("unlink", Right(.unlink, .case), "Says that cases are not of one cause.", isUndone: true),
    ]

    private static func linking(_ word: String, _ right: Right, _ summary: String, isUndone: Bool) -> Route {
        Route(
            method: .post,
            path: "/v1/cases/{case}/\(word)",
            name: "\(word)Cases",
            summary: summary,
            door: .right(right),
            body: .json(.object([.init("others", .list(.id("k", 26))), .init("reason", .anyText)])),
            answer: .object([.init("cases", .list(.id("k", 26)))]),
            act: { call in
                let id = call.place("case")
                let (others, reason) = try call.reading { body throws in
                    (try body.texts("others"), try body.text("reason"))
                }
                guard (1...100).contains(others.count) else { throw Problem(.badRequest, "others are 1 to 100 cases.") }
                try call.plane.linkCase(id, to: others, reason: reason, isUndone: isUndone)
                return Answer(.object([("cases", .texts([id] + others))]))
            }
        )
    }
}
