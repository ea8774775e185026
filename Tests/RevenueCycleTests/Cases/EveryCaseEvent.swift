import RevenueCycle

/// Each kind of event of a case, with every field set to a literal of its own.
enum EveryCaseEvent {
    static let all: [(name: String, event: Case.Event)] = [
        ("opened", .opened(opening)),
        ("opened-by-hand", .opened(byHand)),
        ("opened-by-effect", .opened(byEffect)),
        ("findings-changed", .findingsChanged(changed)),
        ("findings-went", .findingsChanged(CaseSight(findings: [], scope: CaseScope(), rules: 0, asOf: day(9)))),
        (
            "assigned",
            .assigned(entry(CaseAssignment(queue: CaseQueue("coding"), assignee: PrincipalID("user:mira"))))
        ),
        (
            "scheduled",
            .scheduled(entry(CaseSchedule(due: day(10), followUp: day(11), snoozedUntil: day(12))))
        ),
        ("noted", .noted(entry(CaseNote("The referral is in the chart.")))),
        (
            "called",
            .called(
                entry(PayerCall(representative: "D. Lane", reference: "88213", outcome: "In review until Friday."))
            )
        ),
        ("patient-answer", answered(.patientAnswer)),
        ("satisfaction", answered(.satisfaction(4))),
        ("payer-letter", answered(.payerLetter)),
        ("phone-outcome", answered(.phoneOutcome)),
        ("appeal-outcome", answered(.appealOutcome(.partlyOverturned))),
        ("adjustment-decision", answered(.adjustmentDecision(isAgreed: true))),
        ("linked", .linked(entry(CaseLink(other: 0x71, reason: "One missing referral.")))),
        ("unlinked", .linked(entry(CaseLink(other: 0x71, isUndone: true, reason: "It was another.")))),
        ("closed", .ended(entry(CaseEnding(outcome: .recovered, reason: "Paid in full.")))),
        ("reopened", .ended(entry(CaseEnding(outcome: nil, reason: "The payer took it back.")))),
        ("closed-by-itself", .ended(entry(CaseEnding(outcome: .findingWent)))),
    ]

    static let step: CaseReviewStep = {
        var step = CaseReviewStep(through: 4711, asOf: day(20), rules: 12, reading: 1)
        step.decided = [
            DecidedAppeal(key: OverturnKey(payer: "P1", category: "authorization"), outcome: .overturned),
            DecidedAppeal(key: OverturnKey(payer: "", category: "appeal"), outcome: .upheld),
        ]
        step.watches = [CaseWatch(group: 0x31, day: day(50)), CaseWatch(group: 0x32, day: nil)]
        return step
    }()

    static func day(_ number: Int32) -> CalendarDate { CalendarDate(dayNumber: 20_000 + number) }

    static func entry<Content>(_ content: Content) -> CaseEntry<Content> {
        CaseEntry(content, by: PrincipalID("user:omar"), at: Instant(microsecondsSince1970: 1_790_000_000_000_001))
    }

    private static func answered(_ answer: CapturedAnswer) -> Case.Event {
        .answered(entry(CaseAnswer(answer, text: "As it was said.", on: day(3), evidence: [1, 2, 3])))
    }

    static let finding = CaseFinding(
        codes: ["CO-197", "N54"],
        lines: ["1", "2"],
        amount: Money(cents: 184_000),
        atStake: Money(cents: 120_000),
        nextStep: .findAuthorization,
        deadline: day(60),
        deadlineRule: "payer.appeal"
    )

    static let scope = CaseScope(
        facility: "1234567893",
        payerRule: "acme",
        payer: "acme",
        patients: [SourcePatientID(0x51), SourcePatientID(0x52)],
        files: [0x61, 0x62]
    )

    static let opening = CaseOpening(
        subject: .claim(RecordID(0x41)),
        kind: .denial,
        cause: CaseCause(kind: .denial, category: .authorization, code: "CO-197"),
        sight: CaseSight(findings: [finding], scope: scope, rules: 12, asOf: day(1)),
        queue: CaseQueue("authorization"),
        by: PrincipalID("service:cases"),
        at: Instant(microsecondsSince1970: 1_790_000_000_000_000)
    )

    static let byHand = CaseOpening(
        subject: .person(SourcePatientID(0x51)),
        kind: .patientQuestion,
        sight: CaseSight(findings: [], scope: CaseScope(patients: [SourcePatientID(0x51)]), rules: 12, asOf: day(1)),
        queue: CaseQueue("patient-accounts"),
        value: Money(cents: 2_500),
        reason: "Asks what the second bill is for.",
        by: PrincipalID("user:pat"),
        at: Instant(microsecondsSince1970: 1_790_000_000_000_000)
    )

    static let byEffect = CaseOpening(
        subject: .remittance(RecordID(0x42)),
        kind: .unconfirmedEffect,
        effect: 0x81,
        sight: CaseSight(findings: [finding], scope: CaseScope(), rules: 0, asOf: day(1)),
        queue: CaseQueue("operations"),
        by: PrincipalID("service:cases"),
        at: Instant(microsecondsSince1970: 1_790_000_000_000_000)
    )

    private static let changed: CaseSight = {
        var other = finding
        other.atStake = Money(cents: 90_000)
        return CaseSight(findings: [other, finding], scope: scope, rules: 13, asOf: day(8))
    }()
}
