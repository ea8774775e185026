package import RevenueCycle

/// What a composed message tells a patient.
package enum PatientMessageKind: String, Hashable, Sendable, CaseIterable {
    /// What was charged, paid, taken off, and is left.
    case billExplanation
    /// Why nothing is to be paid now.
    case nothingOwedYet
    /// That a payment is known, and what it answers.
    case paymentReceived
    /// That more was paid than is owed.
    case refundComing
    /// That the balance may be paid over time.
    case planOffered
    /// That there is help with the cost.
    case assistanceOffered
    /// That papers or answers of the patient's are needed.
    case recordsNeeded
    /// That a dispute has arrived.
    case disputeReceived

    /// What such a message is for, as a policy speaks of it.
    package var purpose: ProposedChange.MessagePurpose {
        switch self {
        case .billExplanation, .nothingOwedYet: .billExplanation
        case .paymentReceived: .statement
        case .refundComing: .refundNotice
        case .planOffered: .planOffer
        case .assistanceOffered: .assistance
        case .recordsNeeded: .requestForInformation
        case .disputeReceived: .answer
        }
    }
}

/// Why no message of a kind is composed.
package enum PatientMessageRefusal: String, Error, Hashable, Sendable, CaseIterable {
    /// The documents tell of no payment of the patient's.
    case noPaymentKnown
    /// Nothing was paid beyond what is owed.
    case noRefundKnown
    /// The gate lets nothing be asked of the patient.
    case nothingToPay
    /// Something is asked of the patient.
    case somethingToPay
    /// Nothing waits or is held that would explain why nothing is asked.
    case nothingWaits
    /// Others may read what goes this way.
    case channelIsOpen

    /// The reason, and what to do instead.
    package var words: String {
        switch self {
        case .noPaymentKnown: "the documents tell of no payment of the patient's"
        case .noRefundKnown: "nothing was paid beyond what is owed"
        case .nothingToPay: "nothing may be asked of the patient now; nothingOwedYet or billExplanation says why"
        case .somethingToPay: "a part is the patient's to pay; billExplanation says which"
        case .nothingWaits: "nothing of it waits or is held; billExplanation says what became of it"
        case .channelIsOpen:
            "others may read an email or a text message; compose a letter, a portal message or words for the telephone"
        }
    }
}
