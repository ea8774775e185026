/// What a payer decided on one claim: loop 2100 with its service lines (2110).
public struct RemittanceClaim835: Equatable, Sendable {
    /// CLP01: the provider's number for the claim.
    public internal(set) var patientControlNumber: String = ""
    /// CLP02 as sent: `1`, `2`, `3`, `4`, `19`–`23`, `25`, or one we do not know.
    public internal(set) var statusCode: String = ""
    /// CLP03: charge; zero when absent or unreadable (``isReadable`` is then false).
    public internal(set) var charge: Amount = .zero
    /// CLP04: payment; zero when absent or unreadable (``isReadable`` is then false).
    public internal(set) var paid: Amount = .zero
    /// CLP05: patient responsibility.
    public internal(set) var patientResponsibility: Amount?
    /// CLP06: claim filing indicator.
    public internal(set) var filingIndicator: String = ""
    /// CLP07: the payer's number for the claim.
    public internal(set) var payerControlNumber: String = ""
    /// CLP08: place of service or type of bill.
    public internal(set) var facilityType: String = ""
    /// CLP09: claim frequency.
    public internal(set) var frequency: String = ""
    /// CLP10: patient status (4010).
    public internal(set) var patientStatus: String = ""
    /// CLP11: diagnosis related group.
    public internal(set) var diagnosisRelatedGroup: String = ""
    /// CLP12 as sent: its weight.
    public internal(set) var groupWeight: String = ""
    /// CLP13 as sent: discharge fraction.
    public internal(set) var dischargeFraction: String = ""
    /// CLP14 as sent.
    public internal(set) var consent: String = ""
    /// CAS of the claim.
    public internal(set) var adjustments: [ClaimAdjustment] = []
    /// NM1 of the claim: QC patient, IL insured, 74 corrected insured, 82 rendering, TT next payer, PR, GB.
    public internal(set) var parties: [Party] = []
    /// MIA.
    public internal(set) var inpatient: AdjudicationInformation?
    /// MOA.
    public internal(set) var outpatient: AdjudicationInformation?
    /// REF: F8, 1L, EA, 9A and others.
    public internal(set) var references: [Reference] = []
    /// DTM: 232, 233 statement, 050 received, 036 coverage ends.
    public internal(set) var dates: [QualifiedDate] = []
    /// AMT: I interest, AU coverage, D8 discount, F5 patient paid and others.
    public internal(set) var amounts: [QualifiedAmount] = []
    /// QTY.
    public internal(set) var quantities: [QualifiedQuantity] = []
    /// The service lines in file order.
    public internal(set) var lines: [ServicePayment835] = []
    /// The index in ``Remittance835/groups`` of its LX; nil when there is none.
    public internal(set) var group: Int?
    /// Segments that the guide does not have there.
    public internal(set) var unexpectedSegments: [UnexpectedSegment] = []
    /// False when an amount that balances it is absent or cannot be read.
    public internal(set) var isReadable: Bool = true
    /// False when its transaction set was cut off in it.
    public internal(set) var isComplete: Bool = true
    /// From CLP to its last segment.
    public internal(set) var source: Source = Source()

    /// The party of that kind: `claim.party("QC")`.
    public func party(_ entityIdentifier: String) -> Party? {
        parties.first { $0.entityIdentifier == entityIdentifier }
    }
    /// The remark codes of MIA, then MOA, in file order.
    public var remarkCodes: [String] { (inpatient?.remarkCodes ?? []) + (outpatient?.remarkCodes ?? []) }
    /// Every adjustment, of the claim and of its lines, in file order.
    public var allAdjustments: [ClaimAdjustment] { adjustments + lines.flatMap(\.adjustments) }
}

/// What a payer decided on one service: loop 2110.
public struct ServicePayment835: Equatable, Sendable {
    /// SVC01: the procedure that was decided on.
    public internal(set) var procedure: Procedure = Procedure()
    /// SVC02: charge; zero when unreadable, which flags the claim.
    public internal(set) var charge: Amount = .zero
    /// SVC03: payment; zero when unreadable, which flags the claim.
    public internal(set) var paid: Amount = .zero
    /// SVC04: revenue code.
    public internal(set) var revenueCode: String = ""
    /// SVC05: paid units; absent means one.
    public internal(set) var units: Quantity?
    /// SVC06: the procedure that was submitted, when the payer recoded it.
    public internal(set) var originalProcedure: Procedure?
    /// SVC07: submitted units.
    public internal(set) var originalUnits: Quantity?
    /// DTM: 472 service, 150 to 151 span.
    public internal(set) var dates: [QualifiedDate] = []
    /// CAS of the line.
    public internal(set) var adjustments: [ClaimAdjustment] = []
    /// REF: 6R line control number, LU, 1S, E9, HPI and others.
    public internal(set) var references: [Reference] = []
    /// AMT: B6 allowed and others.
    public internal(set) var amounts: [QualifiedAmount] = []
    /// QTY.
    public internal(set) var quantities: [QualifiedQuantity] = []
    /// LQ in file order: `HE` remark codes, `RX` pharmacy codes.
    public internal(set) var remarks: [Remark835] = []
    /// From SVC to the end of the line.
    public internal(set) var source: Source = Source()

    /// REF*6R: the provider's number for the line.
    public var controlNumber: String? { references.value("6R") }
    /// The remittance advice remark codes (LQ*HE) in file order.
    public var remarkCodes: [String] { remarks.filter { $0.qualifier == "HE" }.map(\.code) }
    /// First day of service: DTM*472, else DTM*150.
    public var serviceStart: X12Date? { dates.date("472")?.first ?? dates.date("150")?.first }
    /// Last day of service: DTM*151, else DTM*472.
    public var serviceEnd: X12Date? { dates.date("151")?.first ?? dates.date("472")?.last ?? serviceStart }
}

/// A remark on a service line: LQ.
public struct Remark835: Hashable, Sendable {
    /// LQ01: `HE` remark codes, `RX` NCPDP.
    public internal(set) var qualifier: String = ""
    /// LQ02.
    public internal(set) var code: String = ""
    /// Where it stands.
    public internal(set) var source: Source = Source()
}
