/// A kind of change that can be proposed; a policy speaks of each.
package enum ProposalKind: String, Hashable, Sendable, CaseIterable {
    case appeal
    /// A corrected or a new claim.
    case correctedClaim
    case writeOff
    case adjustment
    case refund
    case transferOfResponsibility
    case paymentPlan
    case financialAssistance
    case patientMessage
    case recordsRequest
    case clinicalQuery
    case claimNote

    /// Whether it does something only by reaching somebody outside our own books.
    package var leaves: Bool {
        switch self {
        case .appeal, .correctedClaim, .refund, .patientMessage, .recordsRequest: true
        case .writeOff, .adjustment, .transferOfResponsibility, .paymentPlan, .financialAssistance, .clinicalQuery,
            .claimNote:
            false
        }
    }

    /// Whether it is about a stated amount of money.
    package var hasAmount: Bool {
        switch self {
        case .appeal, .writeOff, .adjustment, .refund, .transferOfResponsibility, .paymentPlan, .financialAssistance:
            true
        case .correctedClaim, .patientMessage, .recordsRequest, .clinicalQuery, .claimNote: false
        }
    }
}

/// An exact change: what happens if it is approved, and nothing else.
package enum ProposedChange: Hashable, Sendable {
    case appeal(Appeal)
    case correctedClaim(ClaimCorrection)
    case writeOff(WriteOff)
    case adjustment(Adjustment)
    case refund(Refund)
    case transferOfResponsibility(Transfer)
    case paymentPlan(PaymentPlan)
    case financialAssistance(FinancialAssistance)
    case patientMessage(PatientMessage)
    case recordsRequest(RecordsRequest)
    case clinicalQuery(ClinicalQuery)
    case claimNote(ClaimNote)

    /// The kind of change.
    package var kind: ProposalKind {
        switch self {
        case .appeal: .appeal
        case .correctedClaim: .correctedClaim
        case .writeOff: .writeOff
        case .adjustment: .adjustment
        case .refund: .refund
        case .transferOfResponsibility: .transferOfResponsibility
        case .paymentPlan: .paymentPlan
        case .financialAssistance: .financialAssistance
        case .patientMessage: .patientMessage
        case .recordsRequest: .recordsRequest
        case .clinicalQuery: .clinicalQuery
        case .claimNote: .claimNote
        }
    }

    /// The money that it is about, without sign, by which a policy measures it; nil when it states none.
    package var amount: Money? {
        switch self {
        case .appeal(let appeal): appeal.atStake.magnitude
        case .writeOff(let writeOff): writeOff.amount.magnitude
        case .adjustment(let adjustment): adjustment.amount.magnitude
        case .refund(let refund): refund.amount.magnitude
        case .transferOfResponsibility(let transfer): transfer.amount.magnitude
        case .paymentPlan(let plan): plan.total.magnitude
        case .financialAssistance(let assistance): assistance.amount.magnitude
        case .correctedClaim, .patientMessage, .recordsRequest, .clinicalQuery, .claimNote: nil
        }
    }

    /// What makes it no change that could be carried out; empty when it is sound.
    package var faults: [ChangeFault] {
        switch self {
        case .appeal(let appeal): appeal.faults
        case .correctedClaim(let correction): correction.faults
        case .writeOff(let writeOff): writeOff.amount.isPositive ? [] : [.amountNotPositive]
        case .adjustment(let adjustment): adjustment.faults
        case .refund(let refund): refund.amount.isPositive ? [] : [.amountNotPositive]
        case .transferOfResponsibility(let transfer): transfer.faults
        case .paymentPlan(let plan): plan.faults
        case .financialAssistance(let assistance): assistance.faults
        case .patientMessage(let message): ChangeFault.ifBlank(message.body)
        case .recordsRequest(let request): request.records.isEmpty ? [.recordsMissing] : []
        case .clinicalQuery(let query): query.faults
        case .claimNote(let note): ChangeFault.ifBlank(note.text)
        }
    }
}

/// Why something is no change that could be carried out.
package enum ChangeFault: String, Hashable, Sendable, CaseIterable, CustomStringConvertible {
    case amountNotPositive, amountZero, textMissing, nothingChanges, fieldChangedTwice, originalNumberMissing
    case samePartyTwice, planEmpty, planDoesNotAddUp, planOutOfOrder, percentageOutOfRange, recordsMissing
    case queryLeads, querySpeaksOfPayment, queryOffersOneAnswer

    package var description: String {
        switch self {
        case .amountNotPositive: "The amount must be above zero."
        case .amountZero: "The amount must not be zero."
        case .textMissing: "The text is empty."
        case .nothingChanges:
            "It changes nothing: state each field with its old and its new value, and let them differ."
        case .fieldChangedTwice: "It changes one field twice; state each field once."
        case .originalNumberMissing: "This way of correction needs the payer's number of the original claim."
        case .samePartyTwice: "It moves the amount from a party to the same party."
        case .planEmpty: "A plan needs at least one instalment above zero."
        case .planDoesNotAddUp: "Down payment and instalments do not add up to the total and the finance charge."
        case .planOutOfOrder: "The instalments' days must rise."
        case .percentageOutOfRange: "The share must be above 0 and at most 100 percent."
        case .recordsMissing: "It must name at least one record that is asked for."
        case .queryLeads: "The question leads to an answer. Ask openly what the record shows."
        case .querySpeaksOfPayment:
            "The question speaks of what a payer decided or pays, which has no place in it. Ask about the care."
        case .queryOffersOneAnswer:
            "The answers must be two or more, and one that leaves the matter open, such as: Cannot be determined."
        }
    }

    static func ifBlank(_ text: String) -> [ChangeFault] {
        text.contains { !$0.isWhitespace } ? [] : [.textMissing]
    }
}

extension ProposedChange: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.choice(1, kind)
        switch self {
        case .appeal(let change): writer.value(2, change)
        case .correctedClaim(let change): writer.value(2, change)
        case .writeOff(let change): writer.value(2, change)
        case .adjustment(let change): writer.value(2, change)
        case .refund(let change): writer.value(2, change)
        case .transferOfResponsibility(let change): writer.value(2, change)
        case .paymentPlan(let change): writer.value(2, change)
        case .financialAssistance(let change): writer.value(2, change)
        case .patientMessage(let change): writer.value(2, change)
        case .recordsRequest(let change): writer.value(2, change)
        case .clinicalQuery(let change): writer.value(2, change)
        case .claimNote(let change): writer.value(2, change)
        }
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        var kind: ProposalKind?
        var record: FieldReader.Field?
        while let field = try fields.next() {
            switch field.number {
            case 1: kind = try field.choice(of: "change")
            case 2: record = field
            default: break
            }
        }
        self = try Self.read(try record.required(2, of: "change"), as: try kind.required(1, of: "change"))
    }

    private static func read(_ field: FieldReader.Field, as kind: ProposalKind) throws(DecodingFault) -> ProposedChange
    {
        switch kind {
        case .appeal: .appeal(try field.value(Appeal.self))
        case .correctedClaim: .correctedClaim(try field.value(ClaimCorrection.self))
        case .writeOff: .writeOff(try field.value(WriteOff.self))
        case .adjustment: .adjustment(try field.value(Adjustment.self))
        case .refund: .refund(try field.value(Refund.self))
        case .transferOfResponsibility: .transferOfResponsibility(try field.value(Transfer.self))
        case .paymentPlan: .paymentPlan(try field.value(PaymentPlan.self))
        case .financialAssistance: .financialAssistance(try field.value(FinancialAssistance.self))
        case .patientMessage: .patientMessage(try field.value(PatientMessage.self))
        case .recordsRequest: .recordsRequest(try field.value(RecordsRequest.self))
        case .clinicalQuery: .clinicalQuery(try field.value(ClinicalQuery.self))
        case .claimNote: .claimNote(try field.value(ClaimNote.self))
        }
    }
}
