/// A payer's or clearinghouse's answer to claims before adjudication: a 277CA (X214).
public struct ClaimAcknowledgement277CA: Sendable {
    private let records: SetRecords
    private let record: StatusSetRecord

    init(_ records: SetRecords, _ record: StatusSetRecord) { (self.records, self.record) = (records, record) }

    /// BHT: BHT04 is the day of the answer.
    public var header: BusinessHeader { BusinessHeader(records, record.header) }
    /// 2100A NM1*PR or AY: who answers.
    public var informationSource: Party? { records.party(record.source) }
    /// 2200A TRN02.
    public var sourceTraceNumber: String { records.text(record.sourceTrace) }
    /// 2200A DTP: 050 received, 009 processed.
    public var dates: RecordList<QualifiedDate> { records.list(record.dates) }
    /// 2100B NM1*41: who sent the claims.
    public var informationReceiver: Party? { records.party(record.receiver) }
    /// 2200B: what is said of the batch; its trace number echoes BHT03 of the 837.
    public var batch: StatusSummary? { RecordList(records: records, run: record.receiverSummaries).first }
    /// 2200C: what is said of a billing provider's claims.
    public var providers: RecordList<StatusSummary> { records.list(record.providerSummaries) }
    /// 2200D: the claims in file order.
    public var claims: RecordList<ClaimStatusReport> { records.list(Run(first: records.arena.reports.count)) }
}

/// What a 277CA or 277 is read into; the two have the same loops but for their ends.
struct StatusSetRecord: BitwiseCopyable, Sendable {
    var header = BusinessHeaderRecord()
    /// 2100A and 2100B: the places of the parties, negative for none.
    var source: Int32 = -1
    var receiver: Int32 = -1
    /// 2200A.
    var sourceTrace = TextPlace.none
    var dates = Run()
    /// 2200B and 2200C.
    var receiverSummaries = Run()
    var providerSummaries = Run()
}
