/// What kind of work a case is.
package enum CaseKind: String, Hashable, Sendable, CaseIterable {
    /// A payer decided not to pay.
    case denial
    /// A payer allowed less than was expected.
    case underpayment
    /// A claim was not taken, and no decision was made.
    case rejection
    /// Money must be moved, given back or explained.
    case financialAdjustment
    /// A decision is contested.
    case appeal
    /// A patient asks.
    case patientQuestion
    /// A record must be found or amended.
    case clinicalDocumentation
    /// Money that is of no known claim, or waits until it balances.
    case heldMoney
    /// A payer takes money back.
    case takeBack
    /// Something left, and it is not known whether it arrived.
    case unconfirmedEffect
    /// A payer must be asked, or billed next.
    case payerFollowUp
    /// What a document says is not understood.
    case review
}

/// What a case came to.
package enum CaseOutcome: String, Hashable, Sendable, CaseIterable {
    /// All that was at stake was paid.
    case recovered
    /// Some of it was.
    case partlyRecovered
    /// Nothing was, and nothing more can be done.
    case notRecovered
    /// It was, or will be, written off by an approved change.
    case writtenOff
    /// It was put right, such as by another claim; what comes of that shows in its own time.
    case corrected
    /// Whoever asked was answered.
    case answered
    /// It was nothing, or is worked elsewhere.
    case noAction
    /// The finding went before anybody worked on it; no person says this.
    case findingWent
}

/// The team that works a case: small letters, digits and hyphens, never a person's name.
package struct CaseQueue: TextIdentifier {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }

    /// Whether the name is one that a queue may have, with at most 40 letters.
    package var isWellFormed: Bool {
        let letters = rawValue.utf8
        return (1...40).contains(letters.count) && letters.first != UInt8(ascii: "-")
            && letters.allSatisfy { letter in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(letter)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(letter) || letter == UInt8(ascii: "-")
            }
    }

    /// The team that first looks at a case of a kind; of a denial, at one of a category.
    package init(for kind: CaseKind, category: DenialCategory?) {
        switch kind {
        case .denial, .appeal: self = category.map(Self.init(denialsOf:)) ?? Self("billing")
        case .underpayment: self = Self("contracts")
        case .rejection: self = Self("billing")
        case .financialAdjustment, .heldMoney, .takeBack: self = Self("posting")
        case .patientQuestion: self = Self("patient-accounts")
        case .clinicalDocumentation: self = Self("records")
        case .unconfirmedEffect: self = Self("operations")
        case .payerFollowUp: self = Self("payer-follow-up")
        case .review: self = Self("review")
        }
    }

    private init(denialsOf category: DenialCategory) {
        switch category {
        case .eligibility, .coverage: self = Self("eligibility")
        case .authorization: self = Self("authorization")
        case .medicalNecessity: self = Self("clinical-appeals")
        case .coding, .bundling: self = Self("coding")
        case .information, .duplicate, .timelyFiling, .other: self = Self("billing")
        case .documentation: self = Self("records")
        case .coordinationOfBenefits: self = Self("coordination-of-benefits")
        case .credentialing: self = Self("credentialing")
        }
    }
}

/// What a case is about.
package enum CaseSubject: Hashable, Sendable {
    /// One claim to one payer.
    case claim(RecordID)
    /// What one visit owes.
    case account(RecordID)
    /// A patient as one source knows them.
    case person(SourcePatientID)
    /// A payment.
    case remittance(RecordID)
}

extension CaseKind {
    /// The kind of the case that a finding opens.
    package init(of finding: Finding) {
        switch finding.kind {
        case .denial: self = .denial
        case .rejection: self = .rejection
        case .underpayment: self = .underpayment
        case .takeBack: self = .takeBack
        case .unmatchedRemittance, .unbalanced: self = .heldMoney
        case .mismatch, .refund: self = .financialAdjustment
        case .missingResponse, .coordinationOfBenefits, .duplicate: self = .payerFollowUp
        case .review, .deadlineAtRisk:
            self = finding.category == .documentation ? .clinicalDocumentation : .review
        }
    }
}
