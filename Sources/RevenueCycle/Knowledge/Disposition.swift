/// What an adjustment means for the money of a claim, in the order in which answers print it.
package enum Disposition: String, Hashable, Sendable, CaseIterable {
    /// Given up under a contract, law or programme; nobody owes it.
    case contractual
    /// The patient's deductible, coinsurance, copay or like share.
    case costShare
    /// What earlier payers did, repeated so that the sums work out.
    case priorPayer
    /// Withheld by a decision against the claim.
    case denied
    /// Not decided yet.
    case pended
    /// Not clear from the codes; a person decides.
    case review
}
