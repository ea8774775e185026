/// What an appeal still needs and no document that we have can give: it is listed for a person, never invented.
package enum AppealGap: String, Hashable, Sendable, CaseIterable {
    /// Why the decision is wrong.
    case reasons
    /// The letter or number by which the payer approved the service, or why it needed no approval.
    case authorization
    /// That the claim reached the payer in time.
    case proofOfFiling
    /// The record of what was done and why.
    case clinicalRecords
    /// The word of who treated the patient.
    case clinicianStatement
    /// The criteria by which the payer decided.
    case payerCriteria
    /// What a coder says of the codes, by the record.
    case codingReview
    /// What the payer asked for.
    case requestedRecords
    /// That the patient was covered on the day.
    case proofOfCoverage
    /// The words of the plan or contract that cover the service.
    case planTerms
    /// What the payer that comes first decided.
    case otherPayerDecision
    /// What became of the claim that the payer holds this one to repeat.
    case earlierDecision
    /// That the provider was enrolled on the day.
    case enrollment
    /// What the remark says is lacking.
    case lackingInformation
    /// The member's written authorization of who files.
    case memberAuthorization
    /// The payer's own number of the claim.
    case payerClaimNumber
    /// Name, birth date or member number of the patient.
    case patientIdentity
    /// Who signs.
    case signature

    /// What is needed, in words.
    package var words: String {
        switch self {
        case .reasons: "why the decision is wrong: what we have of the claim does not say it"
        case .authorization: "the payer's approval or referral (letter or number), or why none was needed"
        case .proofOfFiling:
            "proof that the claim reached the payer in time (payer's acknowledgement, portal or postal receipt)"
        case .clinicalRecords: "the parts of the record that show what was done and why"
        case .clinicianStatement: "a statement of who treated the patient"
        case .payerCriteria: "the criteria that the payer decided by, and where the record meets them"
        case .codingReview: "a coder's review, with the passages of the record that support the codes"
        case .requestedRecords: "exactly the records that the payer asked for"
        case .proofOfCoverage: "proof that the patient was covered on the day of service"
        case .planTerms: "the words of the plan or contract that cover the service"
        case .otherPayerDecision: "the decision of the payer that comes first"
        case .earlierDecision: "what became of the claim that this one is held to repeat"
        case .enrollment: "proof that the provider was enrolled on the day of service"
        case .lackingInformation: "what the payer's remark says is lacking"
        case .memberAuthorization: "the member's written authorization to file for them"
        case .payerClaimNumber: "the payer's number of the claim"
        case .patientIdentity: "the patient's name, birth date and member number as the payer knows them"
        case .signature: "the name and signature of who files"
        }
    }
}
