/// What is said of one claim in a 277CA or 277: TRN with its STC, REF, DTP and lines.
public struct ClaimStatusReport: SetPart {
    private let records: SetRecords
    private let place: Int

    /// The report at a place of what was read.
    public init(_ records: SetRecords, _ place: Int) { (self.records, self.place) = (records, place) }

    private var record: StatusReportRecord { records.arena.reports[place] }

    /// TRN02: the provider's number for the claim (CLM01 in a 277CA).
    public var traceNumber: String { records.text(record.traceNumber) }
    /// The provider (2100C NM1*85 or NM1*1P) above it.
    public var provider: Party? { records.party(record.provider) }
    /// The subscriber (2100D NM1*IL) or, in the 277CA, the patient (2100D NM1*QC).
    public var patient: Party? { records.party(record.patient) }
    /// The dependent (2100E NM1*QC), when there is one.
    public var dependent: Party? { records.party(record.dependent) }
    /// STC in file order; several mean several dates.
    public var statuses: RecordList<StatusInformation> { records.list(record.statuses) }
    /// REF: 1K payer's claim control number, D9 clearinghouse, BLT type of bill, EJ patient account.
    public var references: RecordList<Reference> { records.list(record.references) }
    /// DTP: 472 service.
    public var dates: RecordList<QualifiedDate> { records.list(record.dates) }
    /// The service lines.
    public var lines: RecordList<ServiceStatus> { records.list(record.lines) }
    /// False when an amount in it cannot be read.
    public var isReadable: Bool { record.isReadable }
    /// False when its transaction set was cut off in it.
    public var isComplete: Bool { record.isComplete }
    /// From TRN to its last segment.
    public var source: Source { records.source(record.source) }

    /// REF*1K: the payer's claim control number.
    public var payerControlNumber: String? { references.value("1K") }
}

/// The status of one service line: SVC with its STC, REF and DTP.
public struct ServiceStatus: SetPart {
    private let records: SetRecords
    private let place: Int

    /// The line at a place of what was read.
    public init(_ records: SetRecords, _ place: Int) { (self.records, self.place) = (records, place) }

    private var record: ServiceStatusRecord { records.arena.serviceStatuses[place] }

    /// SVC01.
    public var procedure: Procedure { Procedure(records, record.procedure) }
    /// SVC02: charge.
    public var charge: Amount? { record.charge }
    /// SVC03: paid.
    public var paid: Amount? { record.paid }
    /// SVC04: revenue code.
    public var revenueCode: String { records.text(record.revenueCode) }
    /// SVC07: units.
    public var units: Quantity? { record.units }
    /// STC in file order.
    public var statuses: RecordList<StatusInformation> { records.list(record.statuses) }
    /// REF: FJ line number.
    public var references: RecordList<Reference> { records.list(record.references) }
    /// DTP: 472.
    public var dates: RecordList<QualifiedDate> { records.list(record.dates) }
    /// Where it stands.
    public var source: Source { records.source(record.source) }
}

/// A status: STC.
public struct StatusInformation: SetPart {
    private let records: SetRecords
    private let place: Int

    /// The status at a place of what was read.
    public init(_ records: SetRecords, _ place: Int) { (self.records, self.place) = (records, place) }

    private var record: StatusRecord { records.arena.statuses[place] }

    /// STC01, STC10 and STC11, those that are sent, in that order.
    public var codes: [StatusCode] {
        let (first, second, third) = record.codes
        return [first, second, third].filter(\.wasSent).map { StatusCode(records, $0) }
    }
    /// STC02: the day it holds from.
    public var date: X12Date? { record.date }
    /// STC03: `WQ` accepted, `U` rejected, in the 277CA.
    public var action: String { records.text(record.action) }
    /// STC04: total charge.
    public var charge: Amount? { record.charge }
    /// STC05: paid.
    public var paid: Amount? { record.paid }
    /// STC06: the day it was finalised.
    public var adjudicationDate: X12Date? { record.adjudicationDate }
    /// STC08: the day of payment.
    public var paymentDate: X12Date? { record.paymentDate }
    /// STC09: check or trace number.
    public var checkNumber: String { records.text(record.checkNumber) }
    /// Where it stands.
    public var source: Source { records.source(record.source) }
}

/// One status composite (C043).
public struct StatusCode: Sendable {
    private let records: SetRecords
    private let record: StatusCodeRecord

    init(_ records: SetRecords, _ record: StatusCodeRecord) { (self.records, self.record) = (records, record) }

    /// Component 1, category: `A3`, `F1`, `P1` and others.
    public var category: String { records.text(record.category) }
    /// Component 2, status.
    public var status: String { records.text(record.status) }
    /// Component 3, the entity it is about.
    public var entity: String { records.text(record.entity) }
}

/// What a ``ClaimStatusReport`` is read into.
struct StatusReportRecord: BitwiseCopyable, Sendable {
    let traceNumber: TextPlace
    /// The places of the parties, negative for none.
    let provider: Int32
    let patient: Int32
    let dependent: Int32
    var statuses = Run()
    var references = Run()
    var dates = Run()
    var lines = Run()
    var isReadable = true
    var isComplete = true
    var source: SourcePlace
}

/// What a ``ServiceStatus`` is read into.
struct ServiceStatusRecord: BitwiseCopyable, Sendable {
    let procedure: ProcedureRecord
    let charge: Amount?
    let paid: Amount?
    let revenueCode: TextPlace
    let units: Quantity?
    var statuses = Run()
    var references = Run()
    var dates = Run()
    var source: SourcePlace
}

/// What a ``StatusInformation`` is read into.
struct StatusRecord: BitwiseCopyable, Sendable {
    let codes: (StatusCodeRecord, StatusCodeRecord, StatusCodeRecord)
    let date: X12Date?
    let action: TextPlace
    let charge: Amount?
    let paid: Amount?
    let adjudicationDate: X12Date?
    let paymentDate: X12Date?
    let checkNumber: TextPlace
    let source: SourcePlace
}

/// What a ``StatusCode`` is read into.
struct StatusCodeRecord: BitwiseCopyable, Sendable {
    let wasSent: Bool
    let category: TextPlace
    let status: TextPlace
    let entity: TextPlace
}
