/// What a payer decided on one service: loop 2110.
public struct ServicePayment835: SetPart {
    private let records: SetRecords
    private let place: Int

    /// The line at a place of what was read.
    public init(_ records: SetRecords, _ place: Int) { (self.records, self.place) = (records, place) }

    private var record: ServicePaymentRecord { records.arena.servicePayments[place] }

    /// SVC01: the procedure that was decided on.
    public var procedure: Procedure { Procedure(records, record.procedure) }
    /// SVC02: charge; zero when unreadable, which flags the claim.
    public var charge: Amount { record.charge }
    /// SVC03: payment; zero when unreadable, which flags the claim.
    public var paid: Amount { record.paid }
    /// SVC04: revenue code.
    public var revenueCode: String { records.text(record.revenueCode) }
    /// SVC05: paid units; absent means one.
    public var units: Quantity? { record.units }
    /// SVC06: the procedure that was submitted, when the payer recoded it.
    public var originalProcedure: Procedure? { Procedure(records, ifSent: record.originalProcedure) }
    /// SVC07: submitted units.
    public var originalUnits: Quantity? { record.originalUnits }
    /// DTM: 472 service, 150 to 151 span.
    public var dates: RecordList<QualifiedDate> { records.list(record.dates) }
    /// CAS of the line.
    public var adjustments: RecordList<ClaimAdjustment> { records.list(record.adjustments) }
    /// REF: 6R line control number, LU, 1S, E9, HPI and others.
    public var references: RecordList<Reference> { records.list(record.references) }
    /// AMT: B6 allowed and others.
    public var amounts: RecordList<QualifiedAmount> { records.list(record.amounts) }
    /// QTY.
    public var quantities: RecordList<QualifiedQuantity> { records.list(record.quantities) }
    /// LQ in file order: `HE` remark codes, `RX` pharmacy codes.
    public var remarks: RecordList<Remark835> { records.list(record.remarks) }
    /// From SVC to the end of the line.
    public var source: Source { records.source(record.source) }

    /// REF*6R: the provider's number for the line.
    public var controlNumber: String? { references.value("6R") }
    /// The remittance advice remark codes (LQ*HE) in file order.
    public var remarkCodes: [String] { remarks.filter { $0.says("HE") }.map(\.code) }
    /// First day of service: DTM*472, else DTM*150.
    public var serviceStart: X12Date? { dates.date("472")?.first ?? dates.date("150")?.first }
    /// Last day of service: DTM*151, else DTM*472.
    public var serviceEnd: X12Date? { dates.date("151")?.first ?? dates.date("472")?.last ?? serviceStart }
}

/// What a ``ServicePayment835`` is read into.
struct ServicePaymentRecord: BitwiseCopyable, Sendable {
    let procedure: ProcedureRecord
    let charge: Amount
    let paid: Amount
    let revenueCode: TextPlace
    let units: Quantity?
    let originalProcedure: ProcedureRecord
    let originalUnits: Quantity?
    var dates = Run()
    var adjustments = Run()
    var references = Run()
    var amounts = Run()
    var quantities = Run()
    var remarks = Run()
    var source: SourcePlace
}

/// A remark on a service line: LQ.
public struct Remark835: SetPart {
    private let records: SetRecords
    private let place: Int

    /// The remark at a place of what was read.
    public init(_ records: SetRecords, _ place: Int) { (self.records, self.place) = (records, place) }

    private var record: RemarkRecord { records.arena.remarks[place] }

    /// LQ01: `HE` remark codes, `RX` NCPDP.
    public var qualifier: String { records.text(record.qualifier) }
    /// LQ02.
    public var code: String { records.text(record.code) }
    /// Where it stands.
    public var source: Source { records.source(record.source) }

    fileprivate func says(_ qualifier: String) -> Bool { records.has(qualifier, at: record.qualifier) }
}

/// What a ``Remark835`` is read into.
struct RemarkRecord: BitwiseCopyable, Sendable {
    let qualifier: TextPlace
    let code: TextPlace
    let source: SourcePlace
}
