/// A payer of the simulated region and what the hospital knows of it.
struct Payer: Hashable, Sendable {
    let name: String
    /// NM109 of the payer in an 837.
    let id: String
    /// TRN03 of its payments.
    let originID: String
    /// SBR09.
    let filing: String
    /// CLP06, whose list has fewer codes than SBR09's.
    let remittanceFiling: String
    /// How an 835 names the payer: by the same id in N104, or by its TRN03 alone.
    let namesItself: Bool
    let rule: PayerRule?

    /// Days after which silence is a missing response.
    var turnaround: Int { rule?.turnaround ?? 30 }
    var isMedicare: Bool { filing == "MA" || filing == "MB" }

    init(
        _ name: String,
        id: String,
        origin: String,
        filing: String,
        remittanceFiling: String? = nil,
        namesItself: Bool = true,
        rule: PayerRule? = nil
    ) {
        self.name = name
        self.id = id
        originID = origin
        self.filing = filing
        self.remittanceFiling = remittanceFiling ?? filing
        self.namesItself = namesItself
        self.rule = rule
    }
}

/// What the hospital's payer rules say of one payer; written to the TOML that goes with the month.
struct PayerRule: Hashable, Sendable {
    let key: String
    let lineOfBusiness: String
    var turnaround = 30
    var filingDays: Int?
    var appealDays: Int?
    /// `replace`, `reopen`, `newClaim` or `voidThenNew`.
    var correction: String?
    var correctionDays: Int?
    var caseRate = false
    var paysApart: [String] = []
    var newbornWithMother = true
    var fees: [String: Cents] = [:]
    var percentOfCharge: Int?
    var caseRates: [String: Cents] = [:]
}

extension Payer {
    static let northfield = Payer(
        "NORTHFIELD HEALTH PLAN",
        id: "NF001",
        origin: "1990010001",
        filing: "CI",
        remittanceFiling: "12",
        namesItself: false,
        rule: PayerRule(
            key: "northfield",
            lineOfBusiness: "commercial",
            filingDays: 180,
            appealDays: 180,
            correction: "replace",
            correctionDays: 365
        )
    )
    static let ashgrove = Payer(
        "ASHGROVE MUTUAL",
        id: "AG220",
        origin: "1990010002",
        filing: "CI",
        remittanceFiling: "15",
        namesItself: false,
        rule: PayerRule(
            key: "ashgrove",
            lineOfBusiness: "commercial",
            turnaround: 45,
            filingDays: 120,
            appealDays: 90,
            correction: "reopen",
            correctionDays: 365
        )
    )
    static let tidewater = Payer(
        "TIDEWATER BLUE ALLIANCE",
        id: "TBA77",
        origin: "1990010003",
        filing: "BL",
        remittanceFiling: "12",
        namesItself: true,
        rule: PayerRule(
            key: "tidewater",
            lineOfBusiness: "commercial",
            filingDays: 365,
            appealDays: 60,
            correction: "newClaim",
            correctionDays: 180
        )
    )
    static let quillmoor = Payer(
        "QUILLMOOR ADVANTAGE",
        id: "QA016",
        origin: "1990010004",
        filing: "16",
        namesItself: false,
        rule: PayerRule(
            key: "quillmoor",
            lineOfBusiness: "medicareAdvantage",
            filingDays: 365,
            appealDays: 65,
            correction: "voidThenNew",
            correctionDays: 365
        )
    )
    /// Appeals close after thirty days.
    static let larkspur = Payer(
        "LARKSPUR BENEFIT TRUST",
        id: "LBT30",
        origin: "1990010005",
        filing: "CI",
        remittanceFiling: "14",
        namesItself: false,
        rule: PayerRule(key: "larkspur", lineOfBusiness: "commercial", filingDays: 90, appealDays: 30)
    )
    /// Pays by a fee schedule that the rules carry.
    static let oakhollow = Payer(
        "OAKHOLLOW FEE PLAN",
        id: "OFP10",
        origin: "1990010006",
        filing: "CI",
        remittanceFiling: "12",
        namesItself: false,
        rule: PayerRule(
            key: "oakhollow",
            lineOfBusiness: "commercial",
            filingDays: 180,
            appealDays: 180,
            fees: ["99213": 85_00, "99214": 126_50, "93000": 22_40, "71046": 48_75, "80053": 14_20]
        )
    )
    /// Pays sixty percent of what is charged.
    static let maplecross = Payer(
        "MAPLECROSS PERCENT PLAN",
        id: "MPP60",
        origin: "1990010007",
        filing: "CI",
        remittanceFiling: "13",
        namesItself: false,
        rule: PayerRule(
            key: "maplecross",
            lineOfBusiness: "commercial",
            filingDays: 180,
            appealDays: 120,
            percentOfCharge: 60
        )
    )
    /// Pays inpatient stays by case.
    static let fernbrook = Payer(
        "FERNBROOK CASE PLAN",
        id: "FCP47",
        origin: "1990010008",
        filing: "CI",
        remittanceFiling: "12",
        namesItself: false,
        rule: PayerRule(
            key: "fernbrook",
            lineOfBusiness: "commercial",
            filingDays: 180,
            appealDays: 180,
            caseRates: ["470": 14_250_00, "871": 11_900_00]
        )
    )
    /// Packages inpatient lines without saying so in MIA, and pays one procedure apart.
    static let dunmere = Payer(
        "DUNMERE COMMUNITY PLAN",
        id: "DCP97",
        origin: "1990010009",
        filing: "CI",
        remittanceFiling: "12",
        namesItself: false,
        rule: PayerRule(key: "dunmere", lineOfBusiness: "commercial", caseRate: true, paysApart: ["36415"])
    )
    /// Pays a newborn's care apart from the mother's.
    static let elmhurst = Payer(
        "ELMHURST FAMILY PLAN",
        id: "EFP28",
        origin: "1990010010",
        filing: "CI",
        remittanceFiling: "12",
        rule: PayerRule(key: "elmhurst", lineOfBusiness: "commercial", newbornWithMother: false)
    )
    static let quarry = Payer(
        "QUARRY MUTUAL",
        id: "QM400",
        origin: "1990020001",
        filing: "CI",
        remittanceFiling: "12"
    )
    static let stillwater = Payer(
        "STILLWATER INDEMNITY",
        id: "SI510",
        origin: "1990020002",
        filing: "BL",
        remittanceFiling: "15"
    )
    /// Its payments come under another id than its claims go to, and no rule joins the two.
    static let unlinked = Payer(
        "WINDROSE ASSURANCE",
        id: "WR600",
        origin: "1990020003",
        filing: "CI",
        remittanceFiling: "12",
        namesItself: false
    )
    static let medicareB = Payer("FEDERAL MEDICARE PART B", id: "MCB01", origin: "1990030001", filing: "MB")
    static let medicareA = Payer("FEDERAL MEDICARE PART A", id: "MCA01", origin: "1990030002", filing: "MA")
    static let medicaid = Payer("STATE MEDICAID AGENCY", id: "MCD01", origin: "1990030003", filing: "MC")
    static let compensation = Payer("WORKERS COMPENSATION FUND", id: "WCF01", origin: "1990030004", filing: "WC")
    static let autoInsurer = Payer("CEDARVALE AUTO INSURANCE", id: "CAI02", origin: "1990030005", filing: "AM")
    static let liabilityInsurer = Payer("BRACKENRIDGE LIABILITY", id: "BRL03", origin: "1990030006", filing: "LM")
    static let harborlight = Payer(
        "HARBORLIGHT SUPPLEMENT",
        id: "HS701",
        origin: "1990040001",
        filing: "CI",
        remittanceFiling: "15"
    )
    static let pinecrest = Payer(
        "PINECREST SUPPLEMENT",
        id: "PS702",
        origin: "1990040002",
        filing: "CI",
        remittanceFiling: "15"
    )
    static let moorgate = Payer(
        "MOORGATE THIRD COVERAGE",
        id: "MT703",
        origin: "1990040003",
        filing: "CI",
        remittanceFiling: "15"
    )

    /// Commercial payers with and without rules; none has rates.
    static let commercial: [Payer] = [.northfield, .ashgrove, .tidewater, .quarry, .stillwater]
    /// Payers of whom the hospital keeps no rule and who are not Medicare.
    static let withoutRule: [Payer] = [.quarry, .stillwater]
    static let supplements: [Payer] = [.harborlight, .pinecrest]
    /// Every payer that the month's rules name.
    static let withRule: [Payer] = [
        .northfield, .ashgrove, .tidewater, .quillmoor, .larkspur, .oakhollow, .maplecross, .fernbrook, .dunmere,
        .elmhurst,
    ]

    /// Medicare's part for a kind of claim.
    static func medicare(_ kind: ClaimKind) -> Payer {
        kind == .professional ? .medicareB : .medicareA
    }

    /// The payers of an ordinary claim of `kind`.
    static func ordinary(_ kind: ClaimKind) -> [Payer] {
        commercial + [.quillmoor, .medicare(kind), .medicare(kind)]
    }
}
