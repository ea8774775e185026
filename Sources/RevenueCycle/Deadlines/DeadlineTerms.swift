/// A way that has deadlines: an appeal with its levels, a dispute, a notice.
package enum DeadlinePath: String, Hashable, Sendable, CaseIterable {
    case firstFiling
    case correction
    case medicareAppeal
    case medicareRecoupment
    case medicareAdvantageAppeal
    case payerAppeal
    case memberAppeal
    case externalReview
    case noSurprises
    case financialAssistance
    case patientProviderDispute

    /// The ways by which a payer's decision is contested.
    package static let appeals: [DeadlinePath] = [
        .medicareAppeal, .medicareAdvantageAppeal, .payerAppeal, .memberAppeal, .externalReview,
    ]
}

/// What a rule's day means.
package enum DeadlineMeaning: String, Hashable, Sendable, CaseIterable {
    /// The last day on which to act.
    case lastDay
    /// The first day on which something may happen: the day after the period ends. Never moved earlier.
    case firstDay
}

/// What starts a clock.
package enum DeadlineTrigger: String, Hashable, Sendable, CaseIterable {
    case service
    case initialDetermination
    case redetermination
    case reconsideration
    case hearingDecision
    case councilDecision
    case demandLetter
    case organizationDetermination
    case payerDecision
    case finalInternalDenial
    case initialPaymentOrDenial
    case negotiationEnd
    case firstBillAfterDischarge
    case plannedCollectionAction
    case firstBill

    /// What it is called in a sentence.
    package var words: String {
        switch self {
        case .service: "the service"
        case .initialDetermination: "the initial determination"
        case .redetermination: "the redetermination"
        case .reconsideration: "the reconsideration"
        case .hearingDecision: "the decision of the hearing"
        case .councilDecision: "the decision of the Appeals Council"
        case .demandLetter: "the demand letter"
        case .organizationDetermination: "the plan's organization determination"
        case .payerDecision: "the payer's decision"
        case .finalInternalDenial: "the final internal denial"
        case .initialPaymentOrDenial: "the initial payment or denial"
        case .negotiationEnd: "the end of open negotiation"
        case .firstBillAfterDischarge: "the first bill after discharge"
        case .plannedCollectionAction: "the planned collection action"
        case .firstBill: "the first bill"
        }
    }
}

/// Which day of a notice or event starts a clock.
package enum ClockKind: String, Hashable, Sendable, CaseIterable {
    /// The day of the event, or the date that the notice bears.
    case event
    /// The day on which the notice is received.
    case receipt
}

/// What makes a filing timely.
package enum FiledWhen: String, Hashable, Sendable, CaseIterable {
    /// It must have arrived.
    case received
    /// A postmark of the day is enough.
    case postmarked
    /// The source does not say, so nothing but arrival is safe.
    case notStated
}

/// Who may, or must, act.
package enum DeadlineActor: String, Hashable, Sendable, CaseIterable {
    case provider
    /// The provider, with the member's written authorization.
    case providerWithAuthorization
    case member
    case patient

    /// What they are called in a sentence.
    package var words: String {
        switch self {
        case .provider: "the provider"
        case .providerWithAuthorization: "the provider with the member's written authorization"
        case .member: "the member"
        case .patient: "the patient"
        }
    }
}

/// Which amount a rule asks for.
package enum AskedAmount: String, Hashable, Sendable, CaseIterable {
    /// What is still in dispute.
    case inControversy
    /// By how much one provider's bill exceeds the good-faith estimate.
    case billOverEstimate

    /// What it is called in a sentence.
    package var words: String {
        switch self {
        case .inControversy: "the amount in controversy"
        case .billOverEstimate: "the amount by which the bill exceeds the estimate"
        }
    }
}

/// What kind of text a rule stands in.
package enum SourceKind: String, Hashable, Sendable, CaseIterable {
    case statute, regulation, notice, manual, contract
}

/// How sure a rule is.
package enum RuleConfidence: String, Hashable, Sendable, CaseIterable {
    /// Read in the source that is cited, or in an official page about it.
    case certain
    /// Held to be so in the trade, or read at second hand: to be checked before anything is sent on its strength.
    case likely
    /// As the payer rule states the contract.
    case contractSays
}

/// Who bears the risk of a private plan, which decides whose law it is under.
package enum PlanType: String, Hashable, Sendable, CaseIterable {
    /// An employer's own money: federal law.
    case selfFunded
    /// An insurer's: the law of a state.
    case insured
}
