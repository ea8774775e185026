/// A service line of a claim: loop 2400.
public struct ServiceLine837: Equatable, Sendable {
    /// LX01 as sent.
    public internal(set) var number: String = ""
    /// SV101, SV202 or SV301.
    public internal(set) var procedure: Procedure?
    /// SV201.
    public internal(set) var revenueCode: String = ""
    /// SV102, SV203 or SV302; zero when unreadable, which flags the claim.
    public internal(set) var charge: Amount = .zero
    /// SV103 or SV204: `UN`, `MJ`, `DA` and others.
    public internal(set) var unitBasis: String = ""
    /// SV104, SV205 or SV306.
    public internal(set) var units: Quantity?
    /// SV105 or SV303: place of service of the line, when not the claim's.
    public internal(set) var placeOfService: String = ""
    /// SV107 (SV311 in dental): the diagnoses it points to, from 1.
    public internal(set) var diagnosisPointers: [Int] = []
    /// DTP: 472 service and others.
    public internal(set) var dates: [QualifiedDate] = []
    /// REF: 6R line control number, G1, 9F and others.
    public internal(set) var references: [Reference] = []
    /// AMT of the line.
    public internal(set) var amounts: [QualifiedAmount] = []
    /// The drugs of the line: 2410.
    public internal(set) var drugs: [Drug837] = []
    /// Providers of the line: 2420.
    public internal(set) var providers: [Party] = []
    /// What other payers decided on it: 2430, in file order.
    public internal(set) var adjudications: [LineAdjudication837] = []
    /// From LX to the end of the line.
    public internal(set) var source: Source = Source()

    /// REF*6R: the provider's number for the line.
    public var controlNumber: String? { references.value("6R") }
    /// DTP*472: when the service was given.
    public var serviceDate: QualifiedDate? { dates.date("472") }
}

/// A drug of a service line: LIN with CTP (2410).
public struct Drug837: Hashable, Sendable {
    /// LIN02: `N4` is the NDC.
    public internal(set) var qualifier: String = ""
    /// LIN03: the code, 11 digits without hyphens for `N4`.
    public internal(set) var code: String = ""
    /// CTP04.
    public internal(set) var quantity: Quantity?
    /// CTP05-1: `UN`, `ML`, `GR`, `F2`, `ME`.
    public internal(set) var unit: String = ""
    /// REF: XZ prescription, VY link.
    public internal(set) var references: [Reference] = []
    /// Where it stands.
    public internal(set) var source: Source = Source()
}
