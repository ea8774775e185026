/// What kind of coverage a payer's decision is under, as far as documents and the payer rule tell.
///
/// A payer's id or filing indicator seldom tells one kind alone: the same insurer answers for its own policies, for
/// Medicare Advantage and for Medicaid, and any of them may come with the indicator of a commercial plan. Each statement
/// leaves some kinds possible; only what all of them leave is known.
package enum Coverage: Hashable, Sendable {
    /// One kind.
    case known(LineOfBusiness)
    /// Any of several kinds; which one must be asked.
    case open(Set<LineOfBusiness>)
    /// Statements that no kind satisfies.
    case conflicting

    /// Reads what is stated.
    ///
    /// Original Medicare is never taken from the payer rule alone: a document must say MA or MB.
    ///
    /// - Parameters:
    ///   - indicators: the filing indicators (SBR09, CLP06) of the claim and of every document about it.
    ///   - rule: the payer rule, when there is one.
    package init(indicators: [String], rule: PayerRule?) {
        var possible = Set(LineOfBusiness.allCases)
        for indicator in indicators { possible.formIntersection(Self.kinds(of: indicator)) }
        if indicators.isEmpty { possible.remove(.medicare) }
        if let stated = rule?.lineOfBusiness { possible.formIntersection([stated]) }
        if let only = possible.first, possible.count == 1 {
            self = .known(only)
        } else if possible.isEmpty {
            self = .conflicting
        } else {
            self = .open(possible)
        }
    }

    /// The kinds that a filing indicator leaves possible; one that is not known leaves all but original Medicare.
    static func kinds(of indicator: String) -> Set<LineOfBusiness> {
        switch indicator {
        case "MA", "MB": [.medicare]
        case "16": [.medicareAdvantage]
        case "MC": [.medicaid, .medicaidManagedCare]
        case "CH": [.tricare]
        case "WC": [.workersCompensation]
        case "AM": [.auto]
        case "LM": [.liability]
        case "BL", "CI", "HM", "12", "13", "14", "15", "17": [.commercial, .medicareAdvantage, .medicaidManagedCare]
        case "11", "DS", "FI", "OF", "TV", "VA": [.other]
        default: Set(LineOfBusiness.allCases).subtracting([.medicare])
        }
    }
}
