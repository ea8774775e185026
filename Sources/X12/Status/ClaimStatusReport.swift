/// What is said of one claim in a 277CA or 277: TRN with its STC, REF, DTP and lines.
public struct ClaimStatusReport: Equatable, Sendable {
    /// TRN02: the provider's number for the claim (CLM01 in a 277CA).
    public internal(set) var traceNumber: String = ""
    /// The provider (2100C NM1*85 or NM1*1P) above it.
    public internal(set) var provider: Party?
    /// The subscriber (2100D NM1*IL) or, in the 277CA, the patient (2100D NM1*QC).
    public internal(set) var patient: Party?
    /// The dependent (2100E NM1*QC), when there is one.
    public internal(set) var dependent: Party?
    /// STC in file order; several mean several dates.
    public internal(set) var statuses: [StatusInformation] = []
    /// REF: 1K payer's claim control number, D9 clearinghouse, BLT type of bill, EJ patient account.
    public internal(set) var references: [Reference] = []
    /// DTP: 472 service.
    public internal(set) var dates: [QualifiedDate] = []
    /// The service lines.
    public internal(set) var lines: [ServiceStatus] = []
    /// False when an amount in it cannot be read.
    public internal(set) var isReadable: Bool = true
    /// False when its transaction set was cut off in it.
    public internal(set) var isComplete: Bool = true
    /// From TRN to its last segment.
    public internal(set) var source: Source = Source()

    /// REF*1K: the payer's claim control number.
    public var payerControlNumber: String? { references.value("1K") }
}

/// The status of one service line: SVC with its STC, REF and DTP.
public struct ServiceStatus: Equatable, Sendable {
    /// SVC01.
    public internal(set) var procedure: Procedure = Procedure()
    /// SVC02: charge.
    public internal(set) var charge: Amount?
    /// SVC03: paid.
    public internal(set) var paid: Amount?
    /// SVC04: revenue code.
    public internal(set) var revenueCode: String = ""
    /// SVC07: units.
    public internal(set) var units: Quantity?
    /// STC in file order.
    public internal(set) var statuses: [StatusInformation] = []
    /// REF: FJ line number.
    public internal(set) var references: [Reference] = []
    /// DTP: 472.
    public internal(set) var dates: [QualifiedDate] = []
    /// Where it stands.
    public internal(set) var source: Source = Source()
}

/// A status: STC.
public struct StatusInformation: Hashable, Sendable {
    /// STC01, STC10 and STC11, those that are sent, in that order.
    public internal(set) var codes: [StatusCode] = []
    /// STC02: the day it holds from.
    public internal(set) var date: X12Date?
    /// STC03: `WQ` accepted, `U` rejected, in the 277CA.
    public internal(set) var action: String = ""
    /// STC04: total charge.
    public internal(set) var charge: Amount?
    /// STC05: paid.
    public internal(set) var paid: Amount?
    /// STC06: the day it was finalised.
    public internal(set) var adjudicationDate: X12Date?
    /// STC08: the day of payment.
    public internal(set) var paymentDate: X12Date?
    /// STC09: check or trace number.
    public internal(set) var checkNumber: String = ""
    /// Where it stands.
    public internal(set) var source: Source = Source()
}

/// One status composite (C043).
public struct StatusCode: Hashable, Sendable {
    /// Component 1, category: `A3`, `F1`, `P1` and others.
    public internal(set) var category: String = ""
    /// Component 2, status.
    public internal(set) var status: String = ""
    /// Component 3, the entity it is about.
    public internal(set) var entity: String = ""
}
