/// An amount that a payer took from or added to a charge, with its reason (CAS).
package struct ClaimAdjustment: Hashable, Sendable {
    /// Who bears it (CAS01).
    package var group: GroupCode
    /// The reason (CAS02, 05, 08, 11, 14, 17).
    package var reason: CARC
    /// The amount (CAS03 …): positive lowers the payment.
    package var amount: Money

    /// An adjustment by group, reason and amount.
    package init(group: GroupCode, reason: CARC, amount: Money) {
        self.group = group
        self.reason = reason
        self.amount = amount
    }

    /// Group and reason as billers write them: `CO-45`.
    package var code: String { "\(group.rawValue)-\(reason.rawValue)" }
}

/// One claim as a payer adjudicated it: a CLP of an 835.
package struct Adjudication: Hashable, Sendable {
    /// The fact's name.
    package var id: FactID
    /// The payment that carries it.
    package var payment: BodyHash
    /// Who adjudicated (1000A, TRN03, CLP06).
    package var payer: PayerIdentity
    /// The payment date (BPR16).
    package var paymentDate: CalendarDate?
    /// The transaction's date (DTM*405), when sent.
    package var transactionDate: CalendarDate?
    /// The payee's or the claim's provider's national number.
    package var billingNPI: String?
    /// The provider's number of the account (CLP01).
    package var patientControlNumber: String
    /// The claim status code (CLP02).
    package var statusCode: String
    /// The charge that was adjudicated (CLP03).
    package var charge: Money
    /// What was paid (CLP04).
    package var paid: Money
    /// The patient's share as the payer states it (CLP05); information only.
    package var statedPatientResponsibility: Money?
    /// The payer's number of the claim (CLP07).
    package var payerClaimNumber: String?
    /// The type of facility (CLP08).
    package var facilityCode: String?
    /// The claim frequency (CLP09).
    package var frequency: String?
    /// The diagnosis related group that was paid (CLP11).
    package var drg: String?
    /// Whether inpatient adjudication information (MIA) was sent.
    package var hasInpatientInformation: Bool
    /// The payer's number of the claim that this one reverses or corrects (REF*F8).
    package var originalPayerClaimNumber: String?
    /// The days of service.
    package var dates: DateSpan?
    /// The claim's own adjustments (2100 CAS).
    package var adjustments: [ClaimAdjustment]
    /// Remarks on the claim (MIA, MOA), in file order.
    package var remarks: [RARC]
    /// The service lines (2110).
    package var lines: [AdjudicatedLine]
    /// Interest (AMT*I), when sent.
    package var interest: Money?
    /// The payer to whom the claim was forwarded (NM1*TT), when named.
    package var forwardedTo: PayerIdentity?
    /// The patient as the payer names them.
    package var patient: PatientIdentity
    /// Where it was read.
    package var span: Span

    /// An adjudicated claim, field by field.
    package init(
        id: FactID,
        payment: BodyHash,
        payer: PayerIdentity = PayerIdentity(),
        paymentDate: CalendarDate? = nil,
        transactionDate: CalendarDate? = nil,
        billingNPI: String? = nil,
        patientControlNumber: String,
        statusCode: String = "1",
        charge: Money,
        paid: Money,
        statedPatientResponsibility: Money? = nil,
        payerClaimNumber: String? = nil,
        facilityCode: String? = nil,
        frequency: String? = nil,
        drg: String? = nil,
        hasInpatientInformation: Bool = false,
        originalPayerClaimNumber: String? = nil,
        dates: DateSpan? = nil,
        adjustments: [ClaimAdjustment] = [],
        remarks: [RARC] = [],
        lines: [AdjudicatedLine] = [],
        interest: Money? = nil,
        forwardedTo: PayerIdentity? = nil,
        patient: PatientIdentity = PatientIdentity(),
        span: Span
    ) {
        self.id = id
        self.payment = payment
        self.payer = payer
        self.paymentDate = paymentDate
        self.transactionDate = transactionDate
        self.billingNPI = billingNPI
        self.patientControlNumber = patientControlNumber
        self.statusCode = statusCode
        self.charge = charge
        self.paid = paid
        self.statedPatientResponsibility = statedPatientResponsibility
        self.payerClaimNumber = payerClaimNumber
        self.facilityCode = facilityCode
        self.frequency = frequency
        self.drg = drg
        self.hasInpatientInformation = hasInpatientInformation
        self.originalPayerClaimNumber = originalPayerClaimNumber
        self.dates = dates
        self.adjustments = adjustments
        self.remarks = remarks
        self.lines = lines
        self.interest = interest
        self.forwardedTo = forwardedTo
        self.patient = patient
        self.span = span
    }
}

extension Adjudication {
    /// Whether it takes back an earlier one (CLP02 = 22).
    package var isReversal: Bool { statusCode == "22" }
    /// Whether it forwards the claim to a payer it does not say to have decided for (19–21, NM1*TT, MA07, MA18).
    package var isForwarded: Bool {
        ["19", "20", "21"].contains(statusCode) || forwardedTo != nil || remarks.contains { $0.isForwarding }
            || lines.contains { $0.remarks.contains { $0.isForwarding } }
    }
    /// The coverage place that CLP02 speaks of: 1 and 19 primary, 2 and 20 secondary, 3 and 21 tertiary.
    package var place: CoverageSequence? {
        switch statusCode {
        case "1", "19": .primary
        case "2", "20": .secondary
        case "3", "21": .tertiary
        default: nil
        }
    }

    /// Every adjustment of claim and lines.
    package var allAdjustments: [ClaimAdjustment] { adjustments + lines.flatMap(\.adjustments) }

    /// "Later" as the contract has it: payment date, transaction date, CLP07, body.
    package static func isEarlier(_ left: Adjudication, _ right: Adjudication) -> Bool {
        if left.paymentDate != right.paymentDate {
            return (left.paymentDate ?? .distantPast) < (right.paymentDate ?? .distantPast)
        }
        if left.transactionDate != right.transactionDate {
            return (left.transactionDate ?? .distantPast) < (right.transactionDate ?? .distantPast)
        }
        if left.payerClaimNumber != right.payerClaimNumber {
            return (left.payerClaimNumber ?? "") < (right.payerClaimNumber ?? "")
        }
        return left.id < right.id
    }

    /// Whether charges less payments equal the adjustments, of the claim and of each line.
    package var isBalanced: Bool {
        lines.allSatisfy { $0.charge - $0.paid == $0.adjustments.map(\.amount).sum() }
            && charge - paid == allAdjustments.map(\.amount).sum()
    }
}

extension RARC {
    /// Whether the remark says that the payer sent the claim on (MA07, MA18).
    package var isForwarding: Bool { rawValue == "MA07" || rawValue == "MA18" }
}

/// One service line as a payer adjudicated it (2110).
package struct AdjudicatedLine: Hashable, Sendable {
    /// The line control number that we sent (REF*6R), when echoed.
    package var controlNumber: String?
    /// The line's place in the claim, from 1.
    package var counter: String
    /// The procedure that was adjudicated (SVC01), or the revenue code.
    package var procedure: String?
    /// Its modifiers.
    package var modifiers: [String]
    /// The procedure that we sent, when the payer changed it (SVC06).
    package var submittedProcedure: String?
    /// The charge (SVC02).
    package var charge: Money
    /// What was paid (SVC03).
    package var paid: Money
    /// The units paid (SVC05), as written.
    package var units: String?
    /// The days of service (DTM 472, 150, 151).
    package var dates: DateSpan?
    /// The adjustments (2110 CAS).
    package var adjustments: [ClaimAdjustment]
    /// Remarks on the line (LQ*HE), in file order.
    package var remarks: [RARC]
    /// Where it was read.
    package var span: Span

    /// An adjudicated line, field by field.
    package init(
        controlNumber: String? = nil,
        counter: String = "",
        procedure: String? = nil,
        modifiers: [String] = [],
        submittedProcedure: String? = nil,
        charge: Money,
        paid: Money,
        units: String? = nil,
        dates: DateSpan? = nil,
        adjustments: [ClaimAdjustment] = [],
        remarks: [RARC] = [],
        span: Span
    ) {
        self.controlNumber = controlNumber
        self.counter = counter
        self.procedure = procedure
        self.modifiers = modifiers
        self.submittedProcedure = submittedProcedure
        self.charge = charge
        self.paid = paid
        self.units = units
        self.dates = dates
        self.adjustments = adjustments
        self.remarks = remarks
        self.span = span
    }

    /// What tells the line from others: its control number, else procedure, modifiers, date and charge.
    package var key: LineKey { controlNumber.map { .controlNumber($0) } ?? content }

    /// Everything by which another document may mean the line; a reversal means the line that it takes back.
    package var keys: [LineKey] { (controlNumber.map { [.controlNumber($0)] } ?? []) + [content] }

    private var content: LineKey {
        .content(
            code: submittedProcedure ?? procedure ?? "",
            modifiers: modifiers,
            first: dates?.first,
            charge: charge.magnitude
        )
    }
}

/// What tells one service line from another.
package enum LineKey: Hashable, Sendable {
    /// The line control number (REF*6R).
    case controlNumber(String)
    /// Procedure, modifiers, date and charge.
    case content(code: String, modifiers: [String], first: CalendarDate?, charge: Money)
}

/// An amount that a payer moved outside any claim (PLB) and whose reference may name one.
package struct ProviderAdjustment: Hashable, Sendable {
    /// The fact's name.
    package var id: FactID
    /// The payment that carries it.
    package var payment: BodyHash
    /// Who made it.
    package var payer: PayerIdentity
    /// The provider's national number (PLB01).
    package var billingNPI: String?
    /// The payment date (BPR16).
    package var paymentDate: CalendarDate?
    /// The reason (PLB03-1), such as `WO`, `FB` or `L6`.
    package var reason: String
    /// The reference (PLB03-2), as written.
    package var reference: String?
    /// The amount (PLB04): positive lowers the payment.
    package var amount: Money
    /// Where it was read.
    package var span: Span

    /// A provider-level adjustment, field by field.
    package init(
        id: FactID,
        payment: BodyHash,
        payer: PayerIdentity = PayerIdentity(),
        billingNPI: String? = nil,
        paymentDate: CalendarDate? = nil,
        reason: String,
        reference: String? = nil,
        amount: Money,
        span: Span
    ) {
        self.id = id
        self.payment = payment
        self.payer = payer
        self.billingNPI = billingNPI
        self.paymentDate = paymentDate
        self.reason = reason
        self.reference = reference
        self.amount = amount
        self.span = span
    }

    /// The numbers that the reference may hold: payers pack several into one, parted by spaces.
    package var referencedNumbers: [String] {
        (reference ?? "").split(separator: " ").map(String.init)
    }
}
