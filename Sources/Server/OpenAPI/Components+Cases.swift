import ControlPlane
import RevenueCycle

extension Components {
    /// Cases, patients, and what explains a claim or bill.
    static let explanations: [(name: String, schema: Schema)] = [
        ("Fact", fact), ("Sentence", sentence), ("Explanation", explanation), ("Bill", bill),
        ("AppealLetter", appealLetter),
        ("Ledger", ledger),
        ("TimelineEntry", timelineEntry), ("Patient", patient), ("Evidence", evidence), ("Document", document),
    ]

    private static let fact = Schema.object([
        .init("role", .anyText), .init("value", .anyText), .init("sources", .texts, optional: true),
        .init("spans", .texts, optional: true),
    ])

    private static let sentence = Schema.object([.init("text", .anyText), .init("facts", .list(.named("Fact")))])

    private static let explanation = form(
        .explanation,
        [
            .init("claim", .id("c", 16)), .init("status", .words(of: ClaimStatus.self)),
            .init("sentences", .list(.named("Sentence"))),
        ]
    )

    private static let bill = form(
        .bill,
        [
            .init("account", .id("a", 16)),
            .init(
                "rows",
                .list(
                    .object([
                        .init("kind", .anyText), .init("label", .anyText), .init("amount", .amount),
                        .init("reason", .orNull(.named("Sentence"))),
                    ])
                )
            ),
            .init("notes", .list(.named("Sentence"))),
        ]
    )

    private static let appealLetter = form(
        .appeal,
        [
            .init("claim", .id("c", 16)), .init("letter", .orNull(.anyText)), .init("grounds", .texts),
            .init("sentences", .list(.named("Sentence"))), .init("missing", .texts),
            .init("whyNot", .orNull(.anyText)),
        ]
    )

    private static let ledger = form(
        .ledger,
        [
            .init("account", .id("a", 16)),
            .init(
                "postings",
                .list(
                    .object([
                        .init("date", .orNull(.day)), .init("event", .anyText), .init("source", .anyText),
                        .init(
                            "lines",
                            .list(
                                .object([.init("account", .words(of: LedgerAccount.self)), .init("amount", .amount)])
                            )
                        ),
                    ])
                )
            ),
            .init(
                "balances",
                .object(LedgerAccount.allCases.map { .init($0.rawValue, .amount, optional: $0.isOfChanges) })
            ),
        ]
    )

    private static let timelineEntry = form(
        .timelineEntry,
        [
            .init("entry", .number), .init("recorded", .moment), .init("principal", .anyText),
            .init("purpose", .anyText), .init("what", .anyText), .init("reason", .orNull(.anyText)),
            .init("source", .orNull(.anyText)),
        ]
    )

    private static let document = form(
        .document,
        [
            .init("claim", .anyText), .init("name", .anyText), .init("patients", .number),
            .init("unnamed", .number), .init("base64", .orNull(.anyText)),
        ]
    )

    private static let evidence = form(.evidence, [.init("span", .anyText), .init("text", .orNull(.anyText))])

    private static let patient = form(
        .patient,
        [
            .init("patient", .id("p", 26)), .init("source", .orNull(.anyText)),
            .init("familyName", .orNull(.anyText)), .init("givenName", .orNull(.anyText)),
            .init("birthDate", .orNull(.day)), .init("memberNumber", .orNull(.anyText)),
            .init("recordNumber", .orNull(.anyText)), .init("linked", .list(.id("p", 26))),
            .init("accounts", .list(.id("a", 16))),
        ]
    )

    static let cases: [(name: String, schema: Schema)] = [
        ("Case", form(.workCase, workCase)), ("CaseInFull", form(.caseInFull, workCase + caseInFull)),
    ]

    private static let workCase: [Schema.Member] = [
        .init("case", .id("k", 26)), .init("kind", .orNull(.words(of: CaseKind.self))), .init("subject", .anyText),
        .init("category", .orNull(.anyText)), .init("code", .orNull(.anyText)), .init("payer", .orNull(.anyText)),
        .init("status", .words(["open", "closed"])), .init("outcome", .orNull(.words(of: CaseOutcome.self))),
        .init("findingGone", .truth), .init("queues", .texts), .init("assignee", .orNull(.anyText)),
        .init("value", .amount),
        .init(
            "chance",
            .object(["percent", "decided", "overturnedHalves"].map { .init($0, .number) })
        ),
        .init("due", .orNull(.day)), .init("dueRule", .orNull(.anyText)), .init("daysLeft", .orNull(.number)),
        .init("score", .amount), .init("followUp", .orNull(.day)), .init("snoozedUntil", .orNull(.day)),
        .init("linked", .list(.id("k", 26))),
    ]

    private static let caseInFull: [Schema.Member] = [
        .init("openedBy", .orNull(.anyText)), .init("reason", .orNull(.anyText)),
        .init(
            "findings",
            .list(
                .object([
                    .init("codes", .texts), .init("lines", .texts), .init("amount", .amount),
                    .init("atStake", .amount), .init("nextStep", .anyText), .init("deadline", .orNull(.day)),
                    .init("deadlineRule", .orNull(.anyText)),
                ])
            )
        ),
        .init("seenOn", .orNull(.day)), .init("rulesEntry", .number),
        .init("notes", .list(.object([.init("by", .anyText), .init("text", .anyText)]))),
        .init(
            "calls",
            .list(
                .object([
                    .init("by", .anyText), .init("representative", .anyText), .init("reference", .orNull(.anyText)),
                    .init("outcome", .anyText),
                ])
            )
        ),
        .init(
            "answers",
            .list(
                .object([
                    .init("by", .anyText), .init("answer", .anyText), .init("text", .anyText),
                    .init("on", .orNull(.day)), .init("hasEvidence", .truth),
                ])
            )
        ),
        .init("closedBy", .orNull(.anyText)), .init("closingReason", .orNull(.anyText)),
    ]
}
