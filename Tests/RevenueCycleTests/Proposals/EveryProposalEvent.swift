import RevenueCycle

/// Each kind of event of a proposal once, with every field set to a literal of its own.
enum EveryProposalEvent {
    static let all: [(name: String, event: Proposal.Event)] = [
        ("proposed", .proposed(revision)),
        ("revised", .revised(edited)),
        ("approved", .decided(decision(.approved, reason: nil))),
        ("refused", .decided(decision(.refused, reason: "The record does not bear it out."))),
        ("sent-back", .decided(decision(.sentBack(records: []), reason: "Name the date of the call."))),
        (
            "records-asked",
            .decided(decision(.sentBack(records: ["Operative note", "Order"]), reason: "Not in the file."))
        ),
        ("escalated", .decided(decision(.escalated(to: "compliance"), reason: "A complaint is open."))),
        ("overridden", .decided(decision(.overridden, reason: "The deadline is today."))),
        ("retracted", .retracted(ProposalRetraction(by: reviewer, at: moment(6)))),
        (
            "withdrawn",
            .closed(
                ProposalClosing(
                    cause: .withdrawn,
                    by: PrincipalID("author"),
                    at: moment(7),
                    reason: "The payer paid."
                )
            )
        ),
        ("expired", .closed(ProposalClosing(cause: .expired, by: PrincipalID("clock"), at: moment(8)))),
        (
            "released",
            .released(
                ProposalRelease(
                    revision: 2,
                    contentHash: EveryChange.hash(4),
                    policy: 31,
                    rules: ["appeals", "large-appeals"],
                    overridden: ["large-appeals"],
                    by: PrincipalID("clock"),
                    at: moment(9)
                )
            )
        ),
    ]

    private static let revision = ProposalRevision(
        number: 1,
        content: EveryChange.content(EveryChange.samples[0].change),
        rationale: Rationale(
            text: "The authorization stands on the claim.",
            evidence: [Span(document: BodyHash(high: 0xD0, low: 0xD1), start: 300, end: 320)],
            finding: QuotedFinding(
                kind: .denial,
                category: .authorization,
                codes: ["CO-197", "N54"],
                nextStep: .appeal,
                amount: Money(cents: 184_000),
                rules: 12,
                reading: 1
            ),
            confidence: .medium
        ),
        author: .model(
            AuthorProgram(name: "composer", version: "2.1"),
            principal: PrincipalID("agent"),
            onBehalfOf: [HumanID("H1"), HumanID("H2")]
        ),
        hash: EveryChange.hash(3),
        at: moment(1)
    )

    private static let edited = ProposalRevision(
        number: 2,
        content: EveryChange.content(EveryChange.samples[1].change),
        rationale: Rationale(text: "The modifier was missing."),
        author: .person(HumanID("H3"), principal: PrincipalID("author")),
        hash: EveryChange.hash(4),
        at: moment(2)
    )

    private static let reviewer = Reviewer(
        principal: PrincipalID("reviewer"),
        human: HumanID("H4"),
        roles: [Role.supervisor, Role.biller]
    )

    private static func decision(_ verdict: ProposalDecision.Verdict, reason: String?) -> ProposalDecision {
        ProposalDecision(
            verdict: verdict,
            by: reviewer,
            saw: ReviewedContent(
                revision: 2,
                contentHash: EveryChange.hash(4),
                factSheet: EveryChange.hash(5),
                rendered: EveryChange.hash(6),
                rules: 12,
                policy: 31
            ),
            at: moment(5),
            reason: reason
        )
    }

    private static func moment(_ hour: Int64) -> Instant {
        Instant(microsecondsSince1970: 1_800_000_000_000_000 + hour * 3_600_000_000)
    }
}
