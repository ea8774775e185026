/// Another payer of the same claim and what it decided, if it has: loop 2320 with its 2330s.
public struct OtherPayer837: Equatable, Sendable {
    /// SBR and 2330A: whose coverage it is, its order (SBR01) and kind (SBR09).
    public internal(set) var subscriber: Subscriber837 = Subscriber837()
    /// 2330B NM1*PR: the payer, with REF 2U, F8 and others.
    public internal(set) var payer: Party?
    /// CAS of the loop: claim-level adjustments by this payer.
    public internal(set) var adjustments: [ClaimAdjustment] = []
    /// AMT: D what it paid, EAF patient's remaining liability, A8 not covered.
    public internal(set) var amounts: [QualifiedAmount] = []
    /// OI03: whether benefits are assigned.
    public internal(set) var benefitsAssignment: String = ""
    /// OI06: release of information.
    public internal(set) var releaseOfInformation: String = ""
    /// MIA or MOA of the loop.
    public internal(set) var adjudication: [AdjudicationInformation] = []
    /// DTP*573 of 2330B: the day it decided.
    public internal(set) var adjudicationDate: X12Date?
    /// The other providers of 2330C–I.
    public internal(set) var providers: [Party] = []
    /// From SBR to the end of its loops.
    public internal(set) var source: Source = Source()

    /// AMT*D: what this payer paid.
    public var paid: Amount? { amounts.value("D") }
}

/// What another payer decided on one line: loop 2430.
public struct LineAdjudication837: Equatable, Sendable {
    /// SVD01: the id of the payer as in 2330B NM109.
    public internal(set) var payerID: String = ""
    /// SVD02: what it paid; zero when unreadable, which flags the claim.
    public internal(set) var paid: Amount = .zero
    /// SVD03: the procedure it decided on.
    public internal(set) var procedure: Procedure?
    /// SVD04: revenue code.
    public internal(set) var revenueCode: String = ""
    /// SVD05: paid units.
    public internal(set) var units: Quantity?
    /// SVD06: the line that this one was bundled into.
    public internal(set) var bundledLine: String = ""
    /// CAS of the loop.
    public internal(set) var adjustments: [ClaimAdjustment] = []
    /// AMT of the loop: EAF the patient's remaining liability.
    public internal(set) var amounts: [QualifiedAmount] = []
    /// DTP*573: the day it decided.
    public internal(set) var date: X12Date?
    /// From SVD to the end of the loop.
    public internal(set) var source: Source = Source()
}
