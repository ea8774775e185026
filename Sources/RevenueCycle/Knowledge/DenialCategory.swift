/// What kind of reason a denial has.
package enum DenialCategory: String, Hashable, Sendable, CaseIterable {
    /// The payer does not hold the patient to be its member on that day.
    case eligibility
    /// The plan, its limits, its network or the contract do not pay for it.
    case coverage
    /// An approval, notice or referral is missing or does not fit.
    case authorization
    /// The payer does not hold it to be needed.
    case medicalNecessity
    /// A code is wrong, or does not fit another.
    case coding
    /// Held to be part of another service.
    case bundling
    /// The claim lacks something or has an error.
    case information
    /// A record or attachment is missing.
    case documentation
    /// The same was already received or paid.
    case duplicate
    /// Came too late.
    case timelyFiling
    /// Another payer comes first.
    case coordinationOfBenefits
    /// The provider is not enrolled or certified for it.
    case credentialing
    /// None of the others, or not known.
    case other
}

extension DenialCategory: Comparable {
    package static func < (left: DenialCategory, right: DenialCategory) -> Bool {
        left.rawValue.utf8.lexicographicallyPrecedes(right.rawValue.utf8)
    }
}
