/// What is said of a batch (2200B) or of a provider's claims (2200C).
public struct StatusSummary: SetPart {
    private let records: SetRecords
    private let place: Int

    /// The summary at a place of what was read.
    public init(_ records: SetRecords, _ place: Int) { (self.records, self.place) = (records, place) }

    private var record: StatusSummaryRecord { records.arena.summaries[place] }

    /// Whom it is about: 2100B or 2100C NM1.
    public var party: Party? { records.party(record.party) }
    /// TRN02; at 2200B the BHT03 of the 837.
    public var traceNumber: String { records.text(record.traceNumber) }
    /// STC in file order.
    public var statuses: RecordList<StatusInformation> { records.list(record.statuses) }
    /// QTY: 90 or QA accepted, AA or QC rejected.
    public var quantities: RecordList<QualifiedQuantity> { records.list(record.quantities) }
    /// AMT: YU accepted, YY rejected.
    public var amounts: RecordList<QualifiedAmount> { records.list(record.amounts) }
    /// REF.
    public var references: RecordList<Reference> { records.list(record.references) }
    /// Where it stands.
    public var source: Source { records.source(record.source) }
}

/// What a ``StatusSummary`` is read into.
struct StatusSummaryRecord: BitwiseCopyable, Sendable {
    /// The place of the party, negative for none.
    let party: Int32
    let traceNumber: TextPlace
    var statuses = Run()
    var quantities = Run()
    var amounts = Run()
    var references = Run()
    var source: SourcePlace
}
