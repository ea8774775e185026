/// What somebody at the hospital does next about a finding.
package enum NextStep: String, Hashable, Sendable, CaseIterable {
    /// Nothing.
    case none
    /// Wait for what is already on its way.
    case wait
    /// Ask the payer where the claim stands.
    case checkStatus
    /// Send a new claim (frequency 1).
    case newClaim
    /// Send a replacement (frequency 7).
    case replaceClaim
    /// Void the claim (frequency 8), then send a new one.
    case voidThenNew
    /// File an appeal.
    case appeal
    /// Send the records that were asked for.
    case sendRecords
    /// Bill the payer who is next, or first.
    case billNextPayer
    /// Bill the patient.
    case billPatient
    /// Verify coverage on the date of service.
    case verifyCoverage
    /// Find the authorization or referral.
    case findAuthorization
    /// Have a coder look.
    case reviewCoding
    /// Have a clinician look.
    case reviewClinical
    /// Ask for leave to write it off.
    case writeOffReview
    /// Pay money back.
    case refund
    /// Have a person look.
    case review
}
