/// What a message to a patient still needs and no document that we have can give: it is listed for a person, never invented.
package enum PatientMessageGap: String, Hashable, Sendable, CaseIterable {
    /// Whom it is addressed to.
    case addressee
    /// Where a person answers.
    case contact
    /// Where help with the cost is described.
    case assistancePolicy
    /// How long help may be asked for.
    case applicationPeriod
    /// That the refund was decided, and how it is paid.
    case refundDecision
    /// The days and amounts of a plan.
    case planTerms
    /// Which papers or answers are needed.
    case whatIsNeeded
    /// When the dispute arrived.
    case disputeDate

    /// What is needed, in words.
    package var words: String {
        switch self {
        case .addressee: "whom it is addressed to: the patient, or who may be told in their place"
        case .contact: "where a person answers the patient, and when"
        case .assistancePolicy: "where the assistance policy and its application are found"
        case .applicationPeriod: "until when the patient can apply, which runs from the first bill"
        case .refundDecision: "the decision to pay it back, and how it is paid"
        case .planTerms: "the days and amounts of the plan"
        case .whatIsNeeded: "what the patient is asked for"
        case .disputeDate: "the day on which the dispute arrived"
        }
    }
}
