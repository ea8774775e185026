/// A remittance advice: an 835 (X221A1), one payment or a part of one.
public struct Remittance835: Sendable {
    private let records: SetRecords
    private let record: RemittanceRecord

    init(_ records: SetRecords, _ record: RemittanceRecord) { (self.records, self.record) = (records, record) }

    /// BPR01: `I`, `H`, `C`, `P`, `U`, `X`, `D`.
    public var handlingCode: String { records.text(record.handlingCode) }
    /// BPR02: what is paid in all; zero when unreadable (``isReadable`` is then false).
    public var totalPayment: Amount { record.totalPayment }
    /// BPR03: `C` credit, `D` debit.
    public var creditDebit: String { records.text(record.creditDebit) }
    /// BPR04: `CHK`, `ACH`, `FWT`, `BOP`, `NON`.
    public var paymentMethod: String { records.text(record.paymentMethod) }
    /// BPR16: payment date.
    public var paymentDate: X12Date? { record.paymentDate }
    /// TRN02: check or EFT trace number.
    public var traceNumber: String { records.text(record.traceNumber) }
    /// TRN03: the payer's id with the bank (1 + tax id).
    public var payerTraceID: String { records.text(record.payerTraceID) }
    /// TRN04: originating company supplement.
    public var originatorSupplement: String { records.text(record.originatorSupplement) }
    /// DTM*405: production date.
    public var productionDate: X12Date? { record.productionDate }
    /// REF of the header: EV receiver id, F2 version.
    public var references: RecordList<Reference> { records.list(record.references) }
    /// 1000A N1*PR with N103, N104 and REF 2U, EO, HI, NF.
    public var payer: Party? { records.party(record.payer) }
    /// 1000B N1*PE with N103, N104 and REF TJ, PQ.
    public var payee: Party? { records.party(record.payee) }
    /// The LX groups (2000) with their totals.
    public var groups: RecordList<RemittanceGroup835> { records.list(record.groups) }
    /// The claims (2100) in file order, those without LX too.
    public var claims: RecordList<RemittanceClaim835> { records.list(Run(first: records.arena.payments.count)) }
    /// PLB: money that belongs to no claim, one for each of the six pairs.
    public var providerAdjustments: RecordList<ProviderAdjustment835> { records.list(record.providerAdjustments) }
    /// Segments outside claims that the guide does not have there.
    public var unexpectedSegments: RecordList<UnexpectedSegment> { records.list(record.unexpectedSegments) }
    /// False when BPR02 or a PLB amount is absent or cannot be read.
    public var isReadable: Bool { record.isReadable }
    /// BPR and TRN: the payment itself.
    public var source: Source { records.source(record.source) }
}

/// What a ``Remittance835`` is read into.
struct RemittanceRecord: BitwiseCopyable, Sendable {
    var handlingCode = TextPlace.none
    var totalPayment = Amount.zero
    var creditDebit = TextPlace.none
    var paymentMethod = TextPlace.none
    var paymentDate: X12Date?
    var traceNumber = TextPlace.none
    var payerTraceID = TextPlace.none
    var originatorSupplement = TextPlace.none
    var productionDate: X12Date?
    var references = Run()
    /// The places of the parties, negative for none.
    var payer: Int32 = -1
    var payee: Int32 = -1
    var groups = Run()
    var providerAdjustments = Run()
    var unexpectedSegments = Run()
    var isReadable = true
    var source = SourcePlace()
}

/// A group of claims under one LX (2000) with the provider totals of TS3.
public struct RemittanceGroup835: SetPart {
    private let records: SetRecords
    private let place: Int

    /// The group at a place of what was read.
    public init(_ records: SetRecords, _ place: Int) { (self.records, self.place) = (records, place) }

    private var record: RemittanceGroupRecord { records.arena.groups[place] }

    /// LX01 as sent; Medicare Part A puts type of bill and fiscal year here.
    public var number: String { records.text(record.number) }
    /// TS301: provider.
    public var provider: String { records.text(record.provider) }
    /// TS302: facility type.
    public var facilityType: String { records.text(record.facilityType) }
    /// TS303: last day of the provider's fiscal year.
    public var fiscalPeriodEnd: X12Date? { record.fiscalPeriodEnd }
    /// TS304: number of claims.
    public var claimCount: Quantity? { record.claimCount }
    /// TS305: total charge.
    public var totalCharge: Amount? { record.totalCharge }
    /// LX, TS3 and TS2.
    public var source: Source { records.source(record.source) }
}

/// What a ``RemittanceGroup835`` is read into.
struct RemittanceGroupRecord: BitwiseCopyable, Sendable {
    let number: TextPlace
    var provider = TextPlace.none
    var facilityType = TextPlace.none
    var fiscalPeriodEnd: X12Date?
    var claimCount: Quantity?
    var totalCharge: Amount?
    var source: SourcePlace
}

/// Money that belongs to no claim: one of up to six pairs of a PLB.
///
/// A positive amount lowers the payment.
public struct ProviderAdjustment835: SetPart {
    private let records: SetRecords
    private let place: Int

    /// The adjustment at a place of what was read.
    public init(_ records: SetRecords, _ place: Int) { (self.records, self.place) = (records, place) }

    private var record: ProviderAdjustmentRecord { records.arena.providerAdjustments[place] }

    /// PLB01: provider.
    public var provider: String { records.text(record.provider) }
    /// PLB02: last day of the provider's fiscal year.
    public var fiscalPeriodEnd: X12Date? { record.fiscalPeriodEnd }
    /// PLB03-1, 05-1, …: `WO`, `FB`, `L6`, `72` and others.
    public var reasonCode: String { records.text(record.reasonCode) }
    /// PLB03-2, 05-2, …: a reference, often the payer's claim control number; as sent, with its blanks.
    public var reference: String { records.text(record.reference) }
    /// PLB04, 06, …; zero when unreadable, which flags the remittance.
    public var amount: Amount { record.amount }
    /// Which pair of its PLB it is, from 1 to 6.
    public var position: Int { Int(record.position) }
    /// The PLB segment.
    public var source: Source { records.source(record.source) }
}

/// What a ``ProviderAdjustment835`` is read into.
struct ProviderAdjustmentRecord: BitwiseCopyable, Sendable {
    let provider: TextPlace
    let fiscalPeriodEnd: X12Date?
    let reasonCode: TextPlace
    let reference: TextPlace
    let amount: Amount
    let position: Int32
    let source: SourcePlace
}
