/// What one payer's contract or manual says, as the hospital states it.
///
/// A rule that is not stated is nil: it is not known, and nothing is computed from it.
package struct PayerRule: Hashable, Sendable {
    /// The rule's own name: small letters, digits and hyphens; no two rules share one.
    package var key: String
    /// The payer's name.
    package var name: String
    /// Every identifier by which it appears: NM109, N104, TRN03, REF*2U.
    package var ids: [String]
    /// Other names by which it appears.
    package var aliases: [String]
    /// What kind of coverage it is.
    package var lineOfBusiness: LineOfBusiness?
    /// Who bears the risk of its plans, where it is one kind for all; some deadlines ask for it.
    package var planType: PlanType?
    /// Whether the provider has a contract with it; some deadlines ask for it.
    package var isContracted: Bool?
    /// Calendar days after which a claim without an answer is a missing response.
    package var turnaroundDays: Int?
    /// Calendar days after which a claim that was forwarded to this payer is a missing response.
    package var crossoverDays: Int?
    /// Calendar days from the service within which the first claim must be received.
    package var filingLimitDays: Int?
    /// Whether it pays stays by the case, so that packaged lines (97, 234) are contractual on inpatient bills.
    package var isCaseRate: Bool
    /// Whether a newborn's care (128) is paid within the mother's claim.
    package var newbornWithMother: Bool
    /// Procedures that it pays apart, so that 97 and 234 on them are denials.
    package var paysApart: Set<String>
    /// How its decisions are appealed.
    package var appeal: AppealRule?
    /// How its claims are corrected.
    package var correction: CorrectionRule?
    /// What it is expected to allow.
    package var rates: [Rate]

    /// A payer by what is known of it.
    package init(
        key: String,
        name: String,
        ids: [String] = [],
        aliases: [String] = [],
        lineOfBusiness: LineOfBusiness? = nil,
        planType: PlanType? = nil,
        isContracted: Bool? = nil,
        turnaroundDays: Int? = nil,
        crossoverDays: Int? = nil,
        filingLimitDays: Int? = nil,
        isCaseRate: Bool = false,
        newbornWithMother: Bool = true,
        paysApart: Set<String> = [],
        appeal: AppealRule? = nil,
        correction: CorrectionRule? = nil,
        rates: [Rate] = []
    ) {
        self.key = key
        self.name = name
        self.ids = ids
        self.aliases = aliases
        self.lineOfBusiness = lineOfBusiness
        self.planType = planType
        self.isContracted = isContracted
        self.turnaroundDays = turnaroundDays
        self.crossoverDays = crossoverDays
        self.filingLimitDays = filingLimitDays
        self.isCaseRate = isCaseRate
        self.newbornWithMother = newbornWithMother
        self.paysApart = paysApart
        self.appeal = appeal
        self.correction = correction
        self.rates = rates
    }
}

/// What kind of coverage a payer's rule is about.
package enum LineOfBusiness: String, Hashable, Sendable, CaseIterable {
    case commercial
    case medicare
    case medicareAdvantage
    case medicaid
    case medicaidManagedCare
    case tricare
    case workersCompensation
    case auto
    case liability
    case other
}

/// How a payer's decisions are appealed.
package struct AppealRule: Hashable, Sendable {
    /// Calendar days from the payment date within which the first level must be filed; nil when not known.
    package var firstLevelDays: Int?
    /// Who may file.
    package var whoMayFile: AppealFiler

    /// An appeal's limit and filer.
    package init(firstLevelDays: Int? = nil, whoMayFile: AppealFiler = .provider) {
        self.firstLevelDays = firstLevelDays
        self.whoMayFile = whoMayFile
    }
}

/// Who may file an appeal.
package enum AppealFiler: String, Hashable, Sendable, CaseIterable {
    case provider
    case member
    /// The provider, with the member's written authorization.
    case providerWithAuthorization
}

/// How a payer's claims are corrected.
package struct CorrectionRule: Hashable, Sendable {
    /// The way it takes corrections.
    package var method: CorrectionMethod
    /// Calendar days from the payment date within which a correction must be sent; nil when not known.
    package var days: Int?

    /// A way of correction and its limit.
    package init(method: CorrectionMethod = .replace, days: Int? = nil) {
        self.method = method
        self.days = days
    }
}

/// The way a payer takes corrections.
package enum CorrectionMethod: String, Hashable, Sendable, CaseIterable {
    /// A replacement (frequency 7).
    case replace
    /// A reopening that is asked for, with no claim.
    case reopen
    /// A new claim (frequency 1).
    case newClaim
    /// A void (frequency 8) and then a new claim.
    case voidThenNew

    /// The step that this payer takes in the place of a replacement; every other step stays.
    package func apply(to step: NextStep) -> NextStep {
        guard step == .replaceClaim else { return step }
        return switch self {
        case .replace: .replaceClaim
        case .reopen: .review
        case .newClaim: .newClaim
        case .voidThenNew: .voidThenNew
        }
    }
}
