/// What kind of claim an 837 carries.
package enum ClaimKind: UInt8, Hashable, Sendable {
    case professional = 1
    case institutional = 2
    case dental = 3
}

/// One claim as it was sent to one payer: a CLM of an 837, with its header, lines and other coverage.
package struct Submission: Hashable, Sendable {
    /// The fact's name.
    package var id: FactID
    /// The kind of claim.
    package var kind: ClaimKind
    /// When the transaction was made (BHT04).
    package var transactionDate: CalendarDate?
    /// The time of day it was made (BHT05), as written.
    package var transactionTime: String?
    /// The transaction set that carried it.
    package var batch: BatchReference
    /// The billing provider's national number (2010AA NM109).
    package var billingNPI: String?
    /// The billing provider's name (2010AA NM103).
    package var billingName: String?
    /// The provider's own number of the account (CLM01).
    package var patientControlNumber: String
    /// The claim frequency (CLM05-3): 1 original, 2–4 interim, 7 replacement, 8 void.
    package var frequency: String
    /// The payer that is asked (2010BB).
    package var payer: PayerIdentity
    /// That payer's place in the order of coverage (SBR01).
    package var sequence: CoverageSequence
    /// The total charge (CLM02).
    package var charge: Money
    /// Place of service or the first two digits of the type of bill (CLM05-1).
    package var facilityCode: String?
    /// The payer's number of the claim that this one replaces or voids (REF*F8).
    package var payerClaimNumber: String?
    /// The clearinghouse's number of the claim (REF*D9).
    package var clearinghouseNumber: String?
    /// The prior authorization number (REF*G1).
    package var authorizationNumber: String?
    /// The days of service: statement dates (DTP*434) or the lines' dates.
    package var dates: DateSpan?
    /// What the patient paid at the desk (AMT*F5).
    package var patientPaid: Money?
    /// The diagnosis related group (HI*DR).
    package var drg: String?
    /// Diagnosis codes (HI), principal first.
    package var diagnoses: [String]
    /// The service lines (2400).
    package var lines: [SubmittedLine]
    /// The other payers named on the claim (2320).
    package var otherPayers: [OtherPayer]
    /// Who was treated.
    package var patient: PatientIdentity
    /// Where it was read.
    package var span: Span

    /// A claim as sent, field by field.
    package init(
        id: FactID,
        kind: ClaimKind,
        transactionDate: CalendarDate? = nil,
        transactionTime: String? = nil,
        batch: BatchReference = BatchReference(),
        billingNPI: String? = nil,
        billingName: String? = nil,
        patientControlNumber: String,
        frequency: String = "1",
        payer: PayerIdentity = PayerIdentity(),
        sequence: CoverageSequence = .primary,
        charge: Money,
        facilityCode: String? = nil,
        payerClaimNumber: String? = nil,
        clearinghouseNumber: String? = nil,
        authorizationNumber: String? = nil,
        dates: DateSpan? = nil,
        patientPaid: Money? = nil,
        drg: String? = nil,
        diagnoses: [String] = [],
        lines: [SubmittedLine] = [],
        otherPayers: [OtherPayer] = [],
        patient: PatientIdentity = PatientIdentity(),
        span: Span
    ) {
        self.id = id
        self.kind = kind
        self.transactionDate = transactionDate
        self.transactionTime = transactionTime
        self.batch = batch
        self.billingNPI = billingNPI
        self.billingName = billingName
        self.patientControlNumber = patientControlNumber
        self.frequency = frequency
        self.payer = payer
        self.sequence = sequence
        self.charge = charge
        self.facilityCode = facilityCode
        self.payerClaimNumber = payerClaimNumber
        self.clearinghouseNumber = clearinghouseNumber
        self.authorizationNumber = authorizationNumber
        self.dates = dates
        self.patientPaid = patientPaid
        self.drg = drg
        self.diagnoses = diagnoses
        self.lines = lines
        self.otherPayers = otherPayers
        self.patient = patient
        self.span = span
    }
}

extension Submission {
    /// Whether it is sent in the place of an earlier claim (frequency 7).
    package var isReplacement: Bool { frequency == "7" }
    /// Whether it withdraws an earlier claim (frequency 8).
    package var isVoid: Bool { frequency == "8" }
    /// Whether it is one of several bills of a stay (frequency 2–5).
    package var isInterim: Bool { ["2", "3", "4", "5"].contains(frequency) }

    /// The line that an adjudicated line answers: by control number, else by procedure, modifiers, date and charge, as far
    /// as both tell them; of several the first.
    package func line(answeredBy line: AdjudicatedLine) -> SubmittedLine? {
        if let number = line.controlNumber, let named = lines.first(where: { $0.controlNumber == number }) {
            return named
        }
        let code = line.submittedProcedure ?? line.procedure
        let alike = lines.filter { $0.code == code && $0.charge == line.charge.magnitude }
        let modified = alike.filter { $0.modifiers.sorted() == line.modifiers.sorted() }
        let candidates = modified.isEmpty ? alike : modified
        return candidates.first { $0.dates?.first == line.dates?.first } ?? candidates.first
    }

    /// The order of submissions that no delivery can change: date, time, then body.
    package static func isEarlier(_ left: Submission, _ right: Submission) -> Bool {
        if left.transactionDate != right.transactionDate {
            return (left.transactionDate ?? .distantPast) < (right.transactionDate ?? .distantPast)
        }
        if left.transactionTime != right.transactionTime {
            return (left.transactionTime ?? "") < (right.transactionTime ?? "")
        }
        return left.id < right.id
    }
}

extension CalendarDate {
    /// A day before all others, for what has no date.
    package static let distantPast = CalendarDate(dayNumber: -700_000)
}

/// The transaction set that carried a claim, by the numbers that answers to it quote.
package struct BatchReference: Hashable, Sendable {
    /// Who sent it (GS02).
    package var sender: String
    /// The group control number (GS06).
    package var groupControlNumber: String
    /// The transaction set control number (ST02).
    package var setControlNumber: String
    /// The interchange's sender (ISA06) and control number (ISA13), which a TA1 quotes.
    package var interchange: String
    /// The originator's reference of the transaction (BHT03).
    package var originatorReference: String?

    /// A transaction set by its numbers.
    package init(
        sender: String = "",
        groupControlNumber: String = "",
        setControlNumber: String = "",
        interchange: String = "",
        originatorReference: String? = nil
    ) {
        self.sender = sender
        self.groupControlNumber = groupControlNumber
        self.setControlNumber = setControlNumber
        self.interchange = interchange
        self.originatorReference = originatorReference
    }
}

/// One service line as it was sent (2400).
package struct SubmittedLine: Hashable, Sendable {
    /// The line control number (REF*6R), when sent.
    package var controlNumber: String?
    /// The line's counter (LX01).
    package var counter: String
    /// The procedure code (SV101-2, SV202-2, SV301-2), when there is one.
    package var procedure: String?
    /// The modifiers, in order.
    package var modifiers: [String]
    /// The revenue code (SV201), when institutional.
    package var revenueCode: String?
    /// The charge (SV102, SV203, SV302).
    package var charge: Money
    /// The units (SV104, SV205), as written.
    package var units: String?
    /// The days of service (DTP*472).
    package var dates: DateSpan?
    /// Where it was read.
    package var span: Span

    /// A line as sent, field by field.
    package init(
        controlNumber: String? = nil,
        counter: String = "",
        procedure: String? = nil,
        modifiers: [String] = [],
        revenueCode: String? = nil,
        charge: Money,
        units: String? = nil,
        dates: DateSpan? = nil,
        span: Span
    ) {
        self.controlNumber = controlNumber
        self.counter = counter
        self.procedure = procedure
        self.modifiers = modifiers
        self.revenueCode = revenueCode
        self.charge = charge
        self.units = units
        self.dates = dates
        self.span = span
    }

    /// The code by which the line is told from others: the procedure, else the revenue code.
    package var code: String? { procedure ?? revenueCode }
}

/// Another payer of the same claim (2320, 2330B).
package struct OtherPayer: Hashable, Sendable {
    /// Its place in the order of coverage (2320 SBR01).
    package var sequence: CoverageSequence
    /// Who it is (2330B NM1*PR, 2320 SBR09).
    package var payer: PayerIdentity
    /// What it paid (2320 AMT*D), when it has adjudicated.
    package var paid: Money?

    /// Another payer, its place, and what it paid.
    package init(sequence: CoverageSequence, payer: PayerIdentity, paid: Money? = nil) {
        self.sequence = sequence
        self.payer = payer
        self.paid = paid
    }
}
