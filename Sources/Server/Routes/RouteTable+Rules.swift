import Access
import ControlPlane
import RevenueCycle

extension RouteTable {
    /// Sums that name nobody.
    static let reports: [Route] = [
        Route(
            method: .get,
            path: "/v1/reports/denials",
            name: "reportDenials",
            summary: "Sums up denials by reason, the costliest first.",
            door: .right(Right(.read, .report)),
            parameters: [
                asOf,
                .init(name: "limit", schema: .number, words: "How many, from 1 to 1000; 100 when nothing is said."),
            ],
            answer: Components.items(of: "DenialReason"),
            act: { call in
                let reasons = try call.plane.denialReasons(limit: call.page().limit, asOf: call.day())
                return Answer(items: reasons.map(\.json))
            }
        ),
        Route(
            method: .get,
            path: "/v1/reports/aging",
            name: "reportAging",
            summary: "Sums up what payers and patients owe, by days since the last day of service.",
            door: .right(Right(.read, .report)),
            parameters: [asOf],
            answer: Components.items(of: "AgeBucket"),
            act: { call in
                Answer(items: try call.plane.aging(asOf: call.day()).map(\.json))
            }
        ),
    ]

    /// Rules of payers and deadlines.
    static let rules: [Route] = [
        Route(
            method: .get,
            path: "/v1/rules",
            name: "showRules",
            summary: "Shows the rules in force, file by file.",
            door: .right(Right(.read, .payerRules)),
            answer: .object([
                .init(
                    "items",
                    .list(
                        .object([.init("file", .anyText), .init("text", .anyText), .init("shipped", .truth)])
                    )
                )
            ]),
            act: { call in
                let texts = try call.plane.ruleTexts().map { text in
                    JSONValue.object([
                        ("file", .string(text.file)), ("text", .string(text.text)), ("shipped", .bool(text.isShipped)),
                    ])
                }
                return Answer(items: texts)
            }
        ),
        Route(
            method: .post,
            path: "/v1/rules",
            name: "adoptRules",
            summary: "Puts a rules file in force beside the shipped ones.",
            door: .right(Right(.adopt, .payerRules)),
            body: .json(.object([.init("file", .anyText), .init("text", .anyText)])),
            answer: .object([.init("adopted", .anyText)]),
            act: { call in
                let file = try call.reading { body throws in
                    RuleText(file: try body.text("file"), text: try body.text("text"))
                }
                try call.plane.adopt([.shipped, file])
                return Answer(.naming("adopted", file.file))
            }
        ),
        Route(
            method: .get,
            path: "/v1/deadlines",
            name: "listDeadlines",
            summary: "Lists the deadline rules in force: those that hold on a day, or every version of each.",
            door: .right(Right(.read, .payerRules)),
            parameters: [
                .init(name: "on", schema: .day, words: "Only those for clocks that start on this day."),
                .init(name: "path", schema: .words(of: DeadlinePath.self), words: "Only those of this path."),
            ],
            answer: Components.items(of: "DeadlineRule"),
            act: { call in
                let day = try call.day(of: "on")
                let path = try call.word("path", of: DeadlinePath.self)
                let rules = try call.plane.deadlineRules().rules.filter { rule in
                    day.map(rule.isValid(on:)) ?? true && (path == nil || rule.path == path)
                }
                return Answer(items: rules.map(\.row))
            }
        ),
        Route(
            method: .get,
            path: "/v1/deadlines/{rule}",
            name: "showDeadline",
            summary: "Says all that a deadline rule says, version by version.",
            door: .right(Right(.read, .payerRules)),
            answer: Components.items(of: "DeadlineRule"),
            act: { call in
                let versions = try call.plane.deadlineRules().versions(
                    of: DeadlineRuleID(rawValue: call.place("rule"))
                )
                guard !versions.isEmpty else { throw Problem(.notFound) }
                return Answer(items: versions.map(\.row))
            }
        ),
    ]
}
