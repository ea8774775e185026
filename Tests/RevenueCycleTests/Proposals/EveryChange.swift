import RevenueCycle

/// Each kind of change once with every field set, and once more for each of its fields with that field alone altered.
enum EveryChange {
    /// One kind of change: as it is, and with each field altered, by the field's name.
    struct Sample: Sendable {
        let change: ProposedChange
        let fields: Set<String>
        let altered: [(field: String, change: ProposedChange)]
    }

    static let samples: [Sample] = [
        sample(
            appeal,
            ProposedChange.appeal,
            [
                ("level", { $0.level = .external }), ("category", { $0.category = .coding }),
                ("codes", { $0.codes = ["CO-197N54"] }), ("grounds", { $0.grounds.swapAt(0, 1) }),
                ("letter", { $0.letter += " " }), ("atStake", { $0.atStake = Money(cents: 184_001) }),
                ("filer", { $0.filer = .member }), ("form", { $0.form = nil }),
            ]
        ),
        sample(
            correction,
            ProposedChange.correctedClaim,
            [
                ("method", { $0.method = .voidThenNew }), ("payerClaimNumber", { $0.payerClaimNumber = nil }),
                ("patientControlNumber", { $0.patientControlNumber = "ACCOUNT" }),
                ("fields", { $0.fields[0].line = nil }),
            ]
        ),
        sample(
            ProposedChange.WriteOff(amount: Money(cents: 995), reason: .smallBalance, balance: .patient),
            ProposedChange.writeOff,
            [
                ("amount", { $0.amount = Money(cents: 996) }), ("reason", { $0.reason = .badDebt }),
                ("balance", { $0.balance = .payer }),
            ]
        ),
        sample(
            ProposedChange.Adjustment(amount: Money(cents: -50), balance: .held, note: "Posted twice."),
            ProposedChange.adjustment,
            [
                ("amount", { $0.amount = Money(cents: 50) }), ("balance", { $0.balance = .payer }),
                ("note", { $0.note = "Posted twice" }),
            ]
        ),
        sample(
            ProposedChange.Refund(
                amount: Money(cents: 2500),
                payee: .patient,
                cause: .overpaid,
                method: .originalPayment
            ),
            ProposedChange.refund,
            [
                ("amount", { $0.amount = Money(cents: 25_00_0) }), ("payee", { $0.payee = .payer(.primary) }),
                ("cause", { $0.cause = .paidTwice }), ("method", { $0.method = .check }),
            ]
        ),
        sample(
            ProposedChange.Transfer(
                amount: Money(cents: 12_000),
                from: .payer(.primary),
                to: .payer(.secondary),
                note: "The primary says another payer comes first."
            ),
            ProposedChange.transferOfResponsibility,
            [
                ("amount", { $0.amount = Money(cents: 12_001) }), ("from", { $0.from = .patient }),
                ("to", { $0.to = .patient }), ("note", { $0.note = "Another payer comes first." }),
            ]
        ),
        sample(
            plan,
            ProposedChange.paymentPlan,
            [
                ("total", { $0.total = Money(cents: 30_001) }),
                ("financeCharge", { $0.financeCharge = Money(cents: 1) }),
                ("downPayment", { $0.downPayment = Money(cents: 9999) }),
                ("instalments", { $0.instalments[1].due = day(61) }),
            ]
        ),
        sample(
            ProposedChange.FinancialAssistance(
                program: "Assistance policy of 2026",
                share: Percentage(hundredths: 7500),
                amount: Money(cents: 90_000),
                services: DateSpan(day(0), day(180))
            ),
            ProposedChange.financialAssistance,
            [
                ("program", { $0.program = "Assistance policy" }),
                ("share", { $0.share = Percentage(hundredths: 7501) }),
                ("amount", { $0.amount = Money(cents: 90_001) }),
                ("services", { $0.services = DateSpan(day(0), day(181)) }),
            ]
        ),
        sample(
            ProposedChange.PatientMessage(
                purpose: .billExplanation,
                channel: .letter,
                language: "es",
                heading: "Su cuenta",
                body: "Usted debe $25.00."
            ),
            ProposedChange.patientMessage,
            [
                ("purpose", { $0.purpose = .answer }), ("channel", { $0.channel = .portal }),
                ("language", { $0.language = "en" }), ("heading", { $0.heading = "" }),
                ("body", { $0.body = "Usted debe $25.01." }),
            ]
        ),
        sample(
            ProposedChange.RecordsRequest(
                holder: "Health information management",
                records: ["Operative note", "Discharge summary"],
                services: DateSpan(day(1), day(3)),
                neededBy: day(20)
            ),
            ProposedChange.recordsRequest,
            [
                ("holder", { $0.holder = "Radiology" }), ("records", { $0.records = ["Operative note"] }),
                ("services", { $0.services = nil }), ("neededBy", { $0.neededBy = nil }),
                ("patient", { $0.patient = "Ada Smith, born 1990-01-02" }),
            ]
        ),
        sample(
            ProposedChange.ClinicalQuery(
                question: "Please clarify the type of the anemia that was treated.",
                indicators: ["Two units of red cells"],
                choices: ["Acute blood loss", "Chronic", "Cannot be determined"]
            ),
            ProposedChange.clinicalQuery,
            [
                ("question", { $0.question = "Which anemia was treated?" }), ("indicators", { $0.indicators = [] }),
                ("choices", { $0.choices.removeLast() }),
            ]
        ),
        sample(
            ProposedChange.ClaimNote(text: "The payer asked us to call again."),
            ProposedChange.claimNote,
            [("text", { $0.text = "The payer asked us to wait." })]
        ),
    ]

    /// A whole content around a change.
    static func content(_ change: ProposedChange) -> ProposalContent {
        ProposalContent(
            subject: .claim(RecordID(0x0102_0304)),
            change: change,
            destination: ProposalDestination(name: "payer mailbox", entry: 17),
            attachments: [ProposalAttachment(title: "Record", mediaType: "application/pdf", digest: hash(1))],
            rendering: ProposalRendering(template: "letter", templateVersion: "3", renderer: "composer 2"),
            missing: ["the date of the call"]
        )
    }

    static func hash(_ number: UInt8) -> ContentHash {
        ContentHash(repeatElement(number, count: 32)) ?? { preconditionFailure("32 bytes are a hash") }()
    }

    static func day(_ number: Int32) -> CalendarDate { CalendarDate(dayNumber: 20_000 + number) }

    private static func sample<Change>(
        _ base: Change,
        _ wrap: (Change) -> ProposedChange,
        _ alterations: [(String, (inout Change) -> Void)]
    ) -> Sample {
        Sample(
            change: wrap(base),
            fields: Set(Mirror(reflecting: base).children.compactMap(\.label)),
            altered: alterations.map { field, alter in
                var altered = base
                alter(&altered)
                return (field, wrap(altered))
            }
        )
    }

    private static let appeal = ProposedChange.Appeal(
        level: .first,
        category: .authorization,
        codes: ["CO-197", "N54"],
        grounds: ["The authorization was obtained.", "It is on the claim."],
        letter: "Please pay what was authorized.",
        atStake: Money(cents: 184_000),
        filer: .provider,
        form: .payerForm
    )

    /// Without the field that the first version did not have.
    private static let correction = ProposedChange.ClaimCorrection(
        method: .replace,
        payerClaimNumber: "PAYERS",
        fields: [
            .init(field: .modifiers, line: "1", old: .texts(["25"]), new: .texts(["25", "59"])),
            .init(field: .authorizationNumber, old: nil, new: .text("AUTH")),
            .init(field: .charge, line: "2", old: .amount(Money(cents: 100)), new: .amount(Money(cents: 200))),
            .init(field: .serviceDates, line: "2", old: .days(DateSpan(day(1), day(1))), new: nil),
        ]
    )

    private static let plan = ProposedChange.PaymentPlan(
        total: Money(cents: 30_000),
        downPayment: Money(cents: 10_000),
        instalments: [
            .init(due: day(30), amount: Money(cents: 10_000)), .init(due: day(60), amount: Money(cents: 10_000)),
        ]
    )
}
