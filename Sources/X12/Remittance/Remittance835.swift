/// A remittance advice: an 835 (X221A1), one payment or a part of one.
public struct Remittance835: Equatable, Sendable {
    /// BPR01: `I`, `H`, `C`, `P`, `U`, `X`, `D`.
    public internal(set) var handlingCode: String = ""
    /// BPR02: what is paid in all; zero when unreadable (``isReadable`` is then false).
    public internal(set) var totalPayment: Amount = .zero
    /// BPR03: `C` credit, `D` debit.
    public internal(set) var creditDebit: String = ""
    /// BPR04: `CHK`, `ACH`, `FWT`, `BOP`, `NON`.
    public internal(set) var paymentMethod: String = ""
    /// BPR16: payment date.
    public internal(set) var paymentDate: X12Date?
    /// TRN02: check or EFT trace number.
    public internal(set) var traceNumber: String = ""
    /// TRN03: the payer's id with the bank (1 + tax id).
    public internal(set) var payerTraceID: String = ""
    /// TRN04: originating company supplement.
    public internal(set) var originatorSupplement: String = ""
    /// DTM*405: production date.
    public internal(set) var productionDate: X12Date?
    /// REF of the header: EV receiver id, F2 version.
    public internal(set) var references: [Reference] = []
    /// 1000A N1*PR with N103, N104 and REF 2U, EO, HI, NF.
    public internal(set) var payer: Party?
    /// 1000B N1*PE with N103, N104 and REF TJ, PQ.
    public internal(set) var payee: Party?
    /// The LX groups (2000) with their totals.
    public internal(set) var groups: [RemittanceGroup835] = []
    /// The claims (2100) in file order, those without LX too.
    public internal(set) var claims: [RemittanceClaim835] = []
    /// PLB: money that belongs to no claim, one for each of the six pairs.
    public internal(set) var providerAdjustments: [ProviderAdjustment835] = []
    /// Segments outside claims that the guide does not have there.
    public internal(set) var unexpectedSegments: [UnexpectedSegment] = []
    /// False when BPR02 or a PLB amount is absent or cannot be read.
    public internal(set) var isReadable: Bool = true
    /// BPR and TRN: the payment itself.
    public internal(set) var source: Source = Source()
}

/// A group of claims under one LX (2000) with the provider totals of TS3.
public struct RemittanceGroup835: Equatable, Sendable {
    /// LX01 as sent; Medicare Part A puts type of bill and fiscal year here.
    public internal(set) var number: String = ""
    /// TS301: provider.
    public internal(set) var provider: String = ""
    /// TS302: facility type.
    public internal(set) var facilityType: String = ""
    /// TS303: last day of the provider's fiscal year.
    public internal(set) var fiscalPeriodEnd: X12Date?
    /// TS304: number of claims.
    public internal(set) var claimCount: Quantity?
    /// TS305: total charge.
    public internal(set) var totalCharge: Amount?
    /// LX, TS3 and TS2.
    public internal(set) var source: Source = Source()
}

/// Money that belongs to no claim: one of up to six pairs of a PLB.
///
/// A positive amount lowers the payment.
public struct ProviderAdjustment835: Hashable, Sendable {
    /// PLB01: provider.
    public internal(set) var provider: String = ""
    /// PLB02: last day of the provider's fiscal year.
    public internal(set) var fiscalPeriodEnd: X12Date?
    /// PLB03-1, 05-1, …: `WO`, `FB`, `L6`, `72` and others.
    public internal(set) var reasonCode: String = ""
    /// PLB03-2, 05-2, …: a reference, often the payer's claim control number; as sent, with its blanks.
    public internal(set) var reference: String = ""
    /// PLB04, 06, …; zero when unreadable, which flags the remittance.
    public internal(set) var amount: Amount = .zero
    /// Which pair of its PLB it is, from 1 to 6.
    public internal(set) var position: Int = 0
    /// The PLB segment.
    public internal(set) var source: Source = Source()
}
