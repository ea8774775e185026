/// What a receiver or payer answered to a submission, short of adjudicating it: TA1, 999, 277CA or 277.
package struct Acknowledgement: Hashable, Sendable {
    /// Which document answered.
    package enum Source: UInt8, Hashable, Sendable {
        /// TA1: the interchange.
        case interchange = 1
        /// 999: the transaction set.
        case implementation = 2
        /// 277CA: the claim, before adjudication.
        case claimAcknowledgement = 3
        /// 277: the claim, on being asked.
        case claimStatus = 4
    }

    /// The fact's name.
    package var id: FactID
    /// Which document answered.
    package var source: Source
    /// The date of the answer: STC02, else the transaction's date.
    package var date: CalendarDate?
    /// The answer's category: STC01-1 (`A3`, `F1`), or for TA1 and 999 the code A, E, P or R.
    package var category: String
    /// The claim status code (STC01-2), when there is one.
    package var status: String?
    /// The provider's number of the account that the answer quotes.
    package var patientControlNumber: String?
    /// The billing provider's national number, when quoted.
    package var billingNPI: String?
    /// Who answered, when it is a payer.
    package var payer: PayerIdentity
    /// The payer's number of the claim (REF*1K).
    package var payerClaimNumber: String?
    /// The clearinghouse's number (REF*D9).
    package var clearinghouseNumber: String?
    /// The originator's reference of the batch that is answered (2200B TRN02).
    package var batchReference: String?
    /// For TA1 and 999: the body of the transaction set that is answered.
    package var answeredBody: BodyHash?
    /// The total charge that is quoted, when it is.
    package var charge: Money?
    /// Where it was read.
    package var span: Span

    /// An answer, field by field.
    package init(
        id: FactID,
        source: Source,
        date: CalendarDate? = nil,
        category: String,
        status: String? = nil,
        patientControlNumber: String? = nil,
        billingNPI: String? = nil,
        payer: PayerIdentity = PayerIdentity(),
        payerClaimNumber: String? = nil,
        clearinghouseNumber: String? = nil,
        batchReference: String? = nil,
        answeredBody: BodyHash? = nil,
        charge: Money? = nil,
        span: Span
    ) {
        self.id = id
        self.source = source
        self.date = date
        self.category = category
        self.status = status
        self.patientControlNumber = patientControlNumber
        self.billingNPI = billingNPI
        self.payer = payer
        self.payerClaimNumber = payerClaimNumber
        self.clearinghouseNumber = clearinghouseNumber
        self.batchReference = batchReference
        self.answeredBody = answeredBody
        self.charge = charge
        self.span = span
    }
}

extension Acknowledgement {
    /// What an answer means for the claim's status.
    package enum Meaning: UInt8, Hashable, Sendable {
        /// Says nothing about acceptance: a 999-A, A0, A1, an error of the inquiry.
        case nothing
        /// In the payer's adjudication system.
        case accepted
        /// Being worked on, or waiting for an answer.
        case pending
        /// Never entered.
        case rejected
        /// The payer cannot find it.
        case notFound
        /// Adjudicated, so that a remittance must exist.
        case final
    }

    /// What the answer means: contract, section 6.
    package var meaning: Meaning {
        switch source {
        case .interchange, .implementation: return category == "R" ? .rejected : .nothing
        case .claimAcknowledgement, .claimStatus:
            switch category {
            case "A3", "A6", "A7", "A8": return .rejected
            case "A2", "A5": return .accepted
            case "A4", "D0": return .notFound
            default:
                if category.hasPrefix("P") || category.hasPrefix("R") { return .pending }
                return category.hasPrefix("F") ? .final : .nothing
            }
        }
    }

    /// The answer as findings quote it: `A3:21`, `999:R`, `TA1:R`.
    package var code: String {
        switch source {
        case .interchange: "TA1:\(category)"
        case .implementation: "999:\(category)"
        case .claimAcknowledgement, .claimStatus: status.map { "\(category):\($0)" } ?? category
        }
    }
}
