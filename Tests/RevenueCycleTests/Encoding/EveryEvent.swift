import RevenueCycle

/// Each kind of event once, with every field set to a literal of its own, so that a field that is lost or swapped shows.
enum EveryEvent {
    static let claimFile: [(name: String, event: ClaimFileEvent)] = [
        ("claim-submitted", .claimSubmitted(submission)),
        ("claim-adjudicated", .claimAdjudicated(adjudication)),
        ("claim-acknowledged", .claimAcknowledged(acknowledgement)),
        ("acknowledgement-withdrawn", .acknowledgementWithdrawn(fact(9))),
        ("provider-adjusted", .providerAdjusted(providerAdjustment)),
        ("payment-held", .paymentHeld(hash(4))),
        ("payment-released", .paymentReleased(hash(5))),
        ("adjudication-released", .adjudicationReleased(fact(6), reason: "The payer confirmed it.")),
        ("file-joined", .fileJoined(hash(7))),
        ("change-posted", .changePosted(posted)),
    ]

    static let payment: [(name: String, event: PaymentEvent)] = [
        ("transaction-received", .transactionReceived(part)),
        ("released", .released(reason: "The bank shows the deposit.")),
    ]

    private static let posted = PostedChange(
        proposal: hash(8).value,
        claim: fact(2),
        isOfAccount: true,
        date: day(40),
        change: .writeOff(.init(amount: Money(cents: 12_345), reason: .denial, balance: .held))
    )

    private static func hash(_ number: UInt64) -> BodyHash {
        BodyHash(high: 0x0102_0304_0506_0700 + number, low: 0x1112_1314_1516_1700 + number)
    }

    private static func fact(_ number: UInt64) -> FactID { FactID(body: hash(number), ordinal: UInt32(number) * 300) }

    private static func span(_ start: UInt64) -> Span { Span(document: hash(0xD0), start: start, end: start + 200) }

    private static func day(_ number: Int32) -> CalendarDate { CalendarDate(dayNumber: 20_000 + number) }

    private static func days(_ number: Int32) -> DateSpan { DateSpan(day(number), day(number + 3)) }

    private static let patient = PatientIdentity(
        familyName: "FAMILY",
        givenName: "GIVEN",
        birthDate: day(-9000),
        memberID: "MEMBER",
        medicalRecordNumber: "RECORD"
    )

    private static func payer(_ name: String) -> PayerIdentity {
        PayerIdentity(name: name, ids: ["\(name)1", "\(name)2"], filingIndicator: "CI")
    }

    private static let batch = BatchReference(
        sender: "SENDER",
        groupControlNumber: "11",
        setControlNumber: "0012",
        interchange: "SENDER|13",
        originatorReference: "REFERENCE"
    )

    private static let submission = Submission(
        id: fact(1),
        kind: .institutional,
        transactionDate: day(1),
        transactionTime: "1201",
        batch: batch,
        billingNPI: "1234567893",
        billingName: "HOSPITAL",
        patientControlNumber: "ACCOUNT",
        frequency: "7",
        payer: payer("PAYER"),
        sequence: .secondary,
        charge: Money(cents: 123_456),
        facilityCode: "11",
        payerClaimNumber: "PAYERS",
        clearinghouseNumber: "HOUSES",
        authorizationNumber: "AUTHORIZED",
        dates: days(2),
        patientPaid: Money(cents: 2500),
        drg: "470",
        diagnoses: ["M1711", "I10"],
        lines: [
            SubmittedLine(
                controlNumber: "LINE1",
                counter: "1",
                procedure: "27447",
                modifiers: ["RT", "59"],
                revenueCode: "0360",
                charge: Money(cents: 100_000),
                units: "1",
                dates: days(3),
                span: span(400)
            )
        ],
        otherPayers: [OtherPayer(sequence: .primary, payer: payer("OTHER"), paid: Money(cents: 4200))],
        patient: patient,
        span: span(300)
    )

    private static let adjudication = Adjudication(
        id: fact(2),
        payment: hash(3),
        payer: payer("PAYER"),
        paymentDate: day(30),
        transactionDate: day(31),
        billingNPI: "1234567893",
        patientControlNumber: "ACCOUNT",
        statusCode: "22",
        charge: Money(cents: -123_456),
        paid: Money(cents: -50_000),
        statedPatientResponsibility: Money(cents: 700),
        payerClaimNumber: "PAYERS",
        facilityCode: "11",
        frequency: "1",
        drg: "470",
        hasInpatientInformation: true,
        originalPayerClaimNumber: "EARLIER",
        dates: days(2),
        adjustments: [ClaimAdjustment(group: .oa, reason: "23", amount: Money(cents: -73_456))],
        remarks: ["MA07", "N781"],
        lines: [
            AdjudicatedLine(
                controlNumber: "LINE1",
                counter: "1",
                procedure: "27447",
                modifiers: ["RT"],
                submittedProcedure: "27446",
                charge: Money(cents: -100_000),
                paid: Money(cents: -50_000),
                units: "1",
                dates: days(3),
                adjustments: [ClaimAdjustment(group: .other("CR"), reason: "B13", amount: Money(cents: -50_000))],
                remarks: ["N30"],
                span: span(700)
            )
        ],
        interest: Money(cents: 12),
        forwardedTo: payer("NEXT"),
        patient: patient,
        span: span(600)
    )

    private static let acknowledgement = Acknowledgement(
        id: fact(8),
        source: .claimAcknowledgement,
        date: day(4),
        category: "A3",
        status: "21",
        patientControlNumber: "ACCOUNT",
        billingNPI: "1234567893",
        payer: payer("PAYER"),
        payerClaimNumber: "PAYERS",
        clearinghouseNumber: "HOUSES",
        batchReference: "REFERENCE",
        answeredBody: hash(1),
        charge: Money(cents: 123_456),
        span: span(500)
    )

    private static let providerAdjustment = ProviderAdjustment(
        id: fact(10),
        payment: hash(3),
        payer: payer("PAYER"),
        billingNPI: "1234567893",
        paymentDate: day(30),
        reason: "WO",
        reference: "PAYERS ACCOUNT",
        amount: Money(cents: 50_000),
        span: span(800)
    )

    private static let part = PaymentPart(
        body: hash(2),
        setControlNumber: "0001",
        file: "remittance.x12",
        payer: payer("PAYER"),
        trace: "TRACE",
        date: day(30),
        amount: Money(cents: 0),
        claimCount: 1,
        claimsPaid: Money(cents: -50_000),
        providerAdjusted: Money(cents: -50_000),
        adjustments: [providerAdjustment],
        patientControlNumber: "ACCOUNT",
        span: span(550)
    )
}
