/// Another payer of the same claim and what it decided, if it has: loop 2320 with its 2330s.
public struct OtherPayer837: SetPart {
    private let records: SetRecords
    private let place: Int

    /// The payer at a place of what was read.
    public init(_ records: SetRecords, _ place: Int) { (self.records, self.place) = (records, place) }

    private var record: OtherPayerRecord { records.arena.otherPayers[place] }

    /// SBR and 2330A: whose coverage it is, its order (SBR01) and kind (SBR09).
    public var subscriber: Subscriber837 { Subscriber837(records, record.subscriber) }
    /// 2330B NM1*PR: the payer, with REF 2U, F8 and others.
    public var payer: Party? { records.party(record.payer) }
    /// CAS of the loop: claim-level adjustments by this payer.
    public var adjustments: RecordList<ClaimAdjustment> { records.list(record.adjustments) }
    /// AMT: D what it paid, EAF patient's remaining liability, A8 not covered.
    public var amounts: RecordList<QualifiedAmount> { records.list(record.amounts) }
    /// OI03: whether benefits are assigned.
    public var benefitsAssignment: String { records.text(record.benefitsAssignment) }
    /// OI06: release of information.
    public var releaseOfInformation: String { records.text(record.releaseOfInformation) }
    /// MIA or MOA of the loop.
    public var adjudication: RecordList<AdjudicationInformation> { records.list(record.adjudication) }
    /// DTP*573 of 2330B: the day it decided.
    public var adjudicationDate: X12Date? { record.adjudicationDate }
    /// The other providers of 2330C–I.
    public var providers: RecordList<Party> { records.list(record.providers) }
    /// From SBR to the end of its loops.
    public var source: Source { records.source(record.source) }

    /// AMT*D: what this payer paid.
    public var paid: Amount? { amounts.value("D") }
}

/// What an ``OtherPayer837`` is read into.
struct OtherPayerRecord: BitwiseCopyable, Sendable {
    var subscriber = SubscriberRecord()
    /// The place of the payer, negative for none.
    var payer: Int32 = -1
    var adjustments = Run()
    var amounts = Run()
    var benefitsAssignment = TextPlace.none
    var releaseOfInformation = TextPlace.none
    var adjudication = Run()
    var adjudicationDate: X12Date?
    var providers = Run()
    var source: SourcePlace
}

/// What another payer decided on one line: loop 2430.
public struct LineAdjudication837: SetPart {
    private let records: SetRecords
    private let place: Int

    /// The decision at a place of what was read.
    public init(_ records: SetRecords, _ place: Int) { (self.records, self.place) = (records, place) }

    private var record: LineAdjudicationRecord { records.arena.lineAdjudications[place] }

    /// SVD01: the id of the payer as in 2330B NM109.
    public var payerID: String { records.text(record.payerID) }
    /// SVD02: what it paid; zero when unreadable, which flags the claim.
    public var paid: Amount { record.paid }
    /// SVD03: the procedure it decided on.
    public var procedure: Procedure? { Procedure(records, ifSent: record.procedure) }
    /// SVD04: revenue code.
    public var revenueCode: String { records.text(record.revenueCode) }
    /// SVD05: paid units.
    public var units: Quantity? { record.units }
    /// SVD06: the line that this one was bundled into.
    public var bundledLine: String { records.text(record.bundledLine) }
    /// CAS of the loop.
    public var adjustments: RecordList<ClaimAdjustment> { records.list(record.adjustments) }
    /// AMT of the loop: EAF the patient's remaining liability.
    public var amounts: RecordList<QualifiedAmount> { records.list(record.amounts) }
    /// DTP*573: the day it decided.
    public var date: X12Date? { record.date }
    /// From SVD to the end of the loop.
    public var source: Source { records.source(record.source) }
}

/// What a ``LineAdjudication837`` is read into.
struct LineAdjudicationRecord: BitwiseCopyable, Sendable {
    let payerID: TextPlace
    let paid: Amount
    let procedure: ProcedureRecord
    let revenueCode: TextPlace
    let units: Quantity?
    let bundledLine: TextPlace
    var adjustments = Run()
    var amounts = Run()
    var date: X12Date?
    var source: SourcePlace
}
