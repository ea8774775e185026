import Access
import ControlPlane
import RevenueCycle

/// The schemas that answers share, by name; `docs/claims.md` says what their members mean.
enum Components {
    static let all: [(name: String, schema: Schema)] =
        [
            ("Problem", problem), ("Claim", claim), ("Finding", finding), ("Account", account),
            ("Remittance", remittance),
            ("UnmatchedClaim", unmatched), ("HeldItem", held), ("Work", work), ("Proposal", form(.proposal, proposal)),
            ("ProposalInFull", form(.proposalWithLetter, proposal + proposalInFull)), ("Outcome", outcome),
            ("Effect", effect),
            ("Step", step),
            ("Ingest", ingest), ("Event", event), ("Session", session), ("Webhook", webhook),
            ("WebhookDelivery", webhookDelivery),
        ]
        + explanations + cases + trails + store

    /// A whole list.
    static func items(of name: String) -> Schema { .object([.init("items", .list(.named(name)))]) }

    /// A part of a list.
    static func list(of name: String) -> Schema {
        .object([.init("items", .list(.named(name))), .init("next", .orNull(.anyText))])
    }

    private static let problem = Schema.object([
        .init("type", .words(ProblemKind.allCases.map { "urn:recourse:problem:\($0.rawValue)" })),
        .init("title", .anyText),
        .init("status", .number), .init("detail", .orNull(.anyText)),
    ])

    /// The schema of a form of answers: a member that may be hidden from somebody need not be there, and which groups are
    /// hidden is said where any is.
    static func form(_ form: AnswerForm, _ members: [Schema.Member]) -> Schema {
        let hidden = Schema.Member(
            AnswerForm.hiddenMember,
            .list(.words(form.groups.groups.map(\.name))),
            optional: true
        )
        return .object(members.map { $0.cut(by: form.members) } + [hidden])
    }

    /// The schema of what stands in a member of a form.
    private static func part(_ name: String, of form: AnswerForm, _ members: [Schema.Member]) -> Schema {
        guard case .members(let parts)? = form.members.first(where: { $0.name == name })?.part else {
            preconditionFailure("\(form.name) has no members in \(name).")
        }
        return .object(members.map { $0.cut(by: parts) })
    }

    private static let groups = Schema.object(GroupCode.standard.map { .init($0.rawValue, .amount) })

    private static let claim = form(
        .claim,
        [
            .init("claim", .id("c", 16)), .init("account", .id("a", 16)), .init("sequence", .anyText),
            .init("origin", .anyText), .init("patientControlNumber", .anyText), .init("payerControlNumbers", .texts),
            .init(
                "payer",
                .object([
                    .init("name", .orNull(.anyText)), .init("id", .orNull(.anyText)),
                    .init("filingIndicator", .orNull(.anyText)),
                ])
            ),
            .init("frequency", .orNull(.anyText)),
            .init(
                "openSubmission",
                .orNull(.object([.init("frequency", .anyText), .init("status", .words(of: ClaimStatus.self))]))
            ),
            .init("status", .words(of: ClaimStatus.self)), .init("charge", .amount), .init("paid", .amount),
            .init("interest", .amount), .init("adjustments", groups),
            .init("dispositions", .object(Disposition.allCases.map { .init($0.rawValue, .amount) })),
            .init("deniedByGroup", groups), .init("patientResponsibility", .amount),
            .init("patientHold", .list(.words(of: HoldReason.self))), .init("payerPending", .truth),
            .init(
                "outstanding",
                .object([.init("payer", .amount), .init("patient", .amount), .init("held", .amount)])
            ),
            .init("findings", .list(.named("Finding"))),
        ]
    )

    private static let finding = part(
        "findings",
        of: .claim,
        [
            .init("id", .id("f", 16)), .init("kind", .anyText), .init("category", .orNull(.anyText)),
            .init("codes", .texts), .init("lines", .texts), .init("amount", .amount), .init("atStake", .amount),
            .init("nextStep", .anyText), .init("deadline", .orNull(.day)), .init("deadlineRule", .orNull(.anyText)),
        ]
    )

    private static let account = form(
        .account,
        [
            .init("account", .id("a", 16)), .init("claims", .list(.id("c", 16))),
            .init("decidedBy", .orNull(.id("c", 16))),
            .init(
                "patient",
                .object(
                    ["responsibility", "collectable", "held", "paid", "refund"].map { Schema.Member($0, .amount) }
                )
            ),
            .init("holds", .list(.words(of: HoldReason.self))),
            .init(
                "changes",
                .list(
                    .object([
                        .init("proposal", .id("o", 26)), .init("kind", .words(of: ProposalKind.self)),
                        .init("date", .day), .init("posted", .amount), .init("notPosted", .amount),
                        .init("stopped", .amount),
                    ])
                ),
                optional: true
            ),
        ]
    )

    private static let remittance = form(
        .remittance,
        [
            .init("remittance", .id("r", 16)), .init("payer", .orNull(.anyText)), .init("trace", .orNull(.anyText)),
            .init("date", .orNull(.day)), .init("amount", .amount), .init("claims", .number),
            .init(
                "adjustments",
                .list(
                    .object([.init("code", .anyText), .init("reference", .orNull(.anyText)), .init("amount", .amount)])
                )
            ),
            .init("interest", .amount), .init("balanced", .truth), .init("unmatched", .list(.named("UnmatchedClaim"))),
        ]
    )

    private static let unmatched = part(
        "unmatched",
        of: .remittance,
        [
            .init("claim", .orNull(.id("c", 16))), .init("patientControlNumber", .anyText),
            .init("payerControlNumber", .orNull(.anyText)), .init("paid", .amount),
        ]
    )

    private static let held = form(
        .heldItem,
        [
            .init("id", .anyText), .init("kind", .words(["payment", "claim", "unmatched", "reading"])),
            .init("file", .anyText), .init("transaction", .anyText), .init("patientControlNumber", .orNull(.anyText)),
            .init("amount", .orNull(.amount)), .init("reason", .anyText), .init("place", .anyText),
        ]
    )

    private static let work = form(
        .work,
        [.init("claim", .id("c", 16)), .init("finding", .named("Finding"))]
    )

    private static let proposal: [Schema.Member] = [
        .init("proposal", .id("o", 26)), .init("status", .words(of: ProposalStatus.self)),
        .init("kind", .orNull(.anyText)), .init("subject", .anyText), .init("amount", .orNull(.amount)),
        .init("revision", .number), .init("author", .orNull(.anyText)), .init("contentHash", .orNull(.anyText)),
    ]

    private static let proposalInFull: [Schema.Member] = [
        .init("standing", .texts), .init("seen", .orNull(.anyText)), .init("rationale", .orNull(.anyText)),
        .init("change", .texts), .init("document", .orNull(.anyText)), .init("destination", .orNull(.anyText)),
        .init("missing", .texts),
        .init("queues", .texts),
        .init("decisions", .list(.object([.init("what", .anyText), .init("reason", .orNull(.anyText))]))),
    ]

    private static let outcome = Schema.object([
        .init("proposal", .id("o", 26)), .init("status", .words(of: ProposalStatus.self)),
        .init("effect", .orNull(.id("e", 26))),
    ])

    private static let effect = form(
        .effect,
        [
            .init("effect", .id("e", 26)), .init("stage", .anyText), .init("destination", .anyText),
            .init("purpose", .anyText), .init("patients", .list(.id("p", 26))), .init("attempts", .number),
            .init("receipts", .texts),
        ]
    )

    private static let step = form(
        .effectStep,
        [
            .init("entry", .number), .init("recorded", .anyText), .init("principal", .anyText), .init("what", .anyText),
        ]
    )

    private static let event = Schema.object([
        .init("entry", .number), .init("type", .words(of: PublicEvent.Kind.self)), .init("timestamp", .anyText),
        .init(
            "data",
            .object([
                .init("claim", .id("c", 16), optional: true), .init("account", .id("a", 16), optional: true),
                .init("remittance", .id("r", 16), optional: true), .init("held", .id("r", 16), optional: true),
                .init("case", .id("k", 26), optional: true), .init("proposal", .id("o", 26), optional: true),
                .init("effect", .id("e", 26), optional: true), .init("emergency", .anyText, optional: true),
            ])
        ),
    ])

    private static let session = Schema.object([
        .init("account", .anyText), .init("roles", .texts),
        .init("method", .orNull(.words(of: SignInMethod.self))), .init("began", .orNull(.anyText)),
        .init("ends", .orNull(.anyText)), .init("formToken", .orNull(.anyText)),
    ])

    private static let webhook = Schema.object([
        .init("webhook", .id("w", 26)), .init("url", .anyText),
        .init("types", .orNull(.list(.words(of: PublicEvent.Kind.self)))), .init("account", .anyText),
        .init("status", .words(["told", "failing", "stopped"])), .init("why", .orNull(.anyText)),
        .init("added", .anyText), .init("principal", .anyText), .init("reason", .anyText),
    ])

    private static let webhookDelivery = Schema.object([
        .init("webhook", .id("w", 26)), .init("message", .anyText), .init("entry", .number),
        .init("status", .words(["waiting", "on its way", "given up"])), .init("attempts", .number),
        .init("last", .orNull(.anyText)), .init("job", .anyText),
    ])

    private static let ingest = Schema.object(
        [
            "transactions", "claims", "adjudicated", "remittances", "answers", "acknowledged", "held", "duplicates",
            "unmatched", "diagnostics",
        ].map { Schema.Member($0, .number) }
    )
}
