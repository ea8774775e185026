import Access
import ControlPlane
import Journal
import RevenueCycle

extension Components {
    /// Who looked at what, who was refused, and what left.
    static let trails: [(name: String, schema: Schema)] = [
        ("Look", look), ("Emergency", emergency), ("Refusal", refusal), ("Disclosure", disclosure),
    ]

    private static let look = form(
        .look,
        [
            .init("entry", .number), .init("recorded", .moment), .init("principal", .anyText),
            .init("purpose", .words(of: Purpose.self)), .init("surface", .anyText), .init("fields", .texts),
            .init("patients", .list(.id("p", 26))), .init("unnamed", .number),
        ]
    )

    private static let emergency = form(
        .emergency,
        [
            .init("emergency", .anyText), .init("principal", .anyText), .init("reason", .anyText),
            .init("opened", .moment), .init("ends", .moment), .init("patients", .list(.id("p", 26))),
            .init("reviewer", .orNull(.anyText)), .init("reviewed", .orNull(.moment)),
            .init("justified", .orNull(.truth)), .init("finding", .orNull(.anyText)),
        ]
    )

    private static let refusal = form(
        .refusal,
        [
            .init("entry", .number), .init("recorded", .moment), .init("principal", .anyText),
            .init("purpose", .anyText), .init("what", .anyText), .init("right", .anyText), .init("reason", .anyText),
            .init("rule", .orNull(.anyText)),
        ]
    )

    private static let disclosure = form(
        .disclosure,
        [
            .init("entry", .number), .init("recorded", .moment), .init("effect", .id("e", 26)),
            .init("destination", .anyText), .init("purpose", .anyText), .init("principal", .anyText),
            .init("certain", .truth),
        ]
    )

    /// What is of the store and of no patient.
    static let store: [(name: String, schema: Schema)] = [
        ("RosterAccount", rosterAccount), ("APIKey", apiKey), ("Destination", destination), ("Job", job),
        ("LegalHold", legalHold), ("RetentionPolicy", retentionPolicy), ("RetentionPlan", retentionPlan),
        ("Certificate", certificate), ("DenialReason", denialReason), ("AgeBucket", ageBucket),
        ("DeadlineRule", deadlineRule),
    ]

    private static let rosterAccount = Schema.object([
        .init("account", .anyText), .init("person", .orNull(.anyText)), .init("roles", .texts),
        .init(
            "grants",
            .list(
                .object([
                    .init("role", .anyText), .init("facilities", .texts), .init("programs", .texts),
                    .init("payers", .texts), .init("upTo", .orNull(.amount)), .init("clearances", .texts),
                    .init("until", .orNull(.moment)),
                ])
            )
        ),
        .init("ended", .orNull(.moment)),
    ])

    private static let apiKey = Schema.object([
        .init("key", .anyText), .init("account", .anyText), .init("scopes", .orNull(.texts)),
        .init("issued", .moment), .init("ends", .moment), .init("issuer", .anyText),
    ])

    private static let destination = Schema.object([
        .init("name", .anyText), .init("place", .anyText), .init("principal", .anyText), .init("set", .moment),
        .init("reason", .anyText),
    ])

    private static let job = Schema.object([
        .init("job", .text(pattern: "^[0-9a-f]{32}$")), .init("what", .anyText), .init("about", .orNull(.anyText)),
        .init("status", .anyText), .init("attempts", .number), .init("attemptLimit", .number),
        .init("reason", .orNull(.anyText)),
    ])

    private static let legalHold = Schema.object([
        .init("hold", .number), .init("target", .anyText), .init("reason", .anyText), .init("principal", .anyText),
        .init("placed", .moment), .init("released", .orNull(.moment)), .init("releasedBy", .orNull(.anyText)),
        .init("releaseReason", .orNull(.anyText)),
    ])

    private static let retentionPolicy = Schema.object(
        ["claims", "correspondence", "access", "ageOfMajority"].map { .init($0, .number) }
    )

    private static let retentionPlan = Schema.object([
        .init("code", .orNull(.anyText)), .init("keys", .number),
        .init(
            "classes",
            .list(
                .object(
                    [.init("class", .words(RetentionClass.allCases.map { "\($0)" }))]
                        + ["destroyed", "minors", "withoutBirthDate", "held", "shared"].map { .init($0, .number) }
                )
            )
        ),
    ])

    private static let certificate = Schema.object([
        .init("entry", .number), .init("principal", .anyText), .init("recorded", .moment), .init("code", .anyText),
        .init("keys", .number), .init("evidence", .number),
        .init(
            "rollups",
            .list(
                .object([
                    .init("year", .number), .init("claims", .number), .init("charged", .amount), .init("paid", .amount),
                ])
            )
        ),
    ])

    private static let denialReason = form(
        .denialReason,
        [
            .init("reason", .anyText), .init("category", .anyText), .init("meaning", .orNull(.anyText)),
            .init("findings", .number), .init("denied", .amount),
        ]
    )

    private static let ageBucket = form(
        .ageBucket,
        [.init("days", .anyText)] + ["payer", "patient", "held"].map { .init($0, .amount) }
    )

    private static let deadlineRule = Schema.object([
        .init("rule", .anyText), .init("path", .words(of: DeadlinePath.self)), .init("level", .orNull(.number)),
        .init("title", .anyText), .init("gives", .anyText), .init("for", .anyText), .init("trigger", .anyText),
        .init("period", .anyText), .init("filed", .anyText), .init("whoMayAct", .texts),
        .init("amount", .orNull(.anyText)), .init("validFrom", .orNull(.day)), .init("validTo", .orNull(.day)),
        .init("source", .anyText), .init("confidence", .anyText), .init("plain", .anyText),
        .init("note", .orNull(.anyText)),
    ])
}
