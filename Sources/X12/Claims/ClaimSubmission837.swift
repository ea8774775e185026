/// A transaction set of claims: an 837 (X222, X223, X224), with every claim in it.
public struct ClaimSubmission837: Sendable {
    private let records: SetRecords
    private let record: SubmissionRecord

    init(_ records: SetRecords, _ record: SubmissionRecord) { (self.records, self.record) = (records, record) }

    /// BHT: reference (BHT03), date and time (BHT04, BHT05), kind (BHT06).
    public var header: BusinessHeader { BusinessHeader(records, record.header) }
    /// 1000A NM1*41.
    public var submitter: Party? { records.party(record.submitter) }
    /// 1000B NM1*40.
    public var receiver: Party? { records.party(record.receiver) }
    /// The claims in file order.
    public var claims: RecordList<Claim837> { records.list(Run(first: records.arena.claims.count)) }
}

/// What a ``ClaimSubmission837`` is read into.
struct SubmissionRecord: BitwiseCopyable, Sendable {
    var header = BusinessHeaderRecord()
    /// The places of the parties, negative for none.
    var submitter: Int32 = -1
    var receiver: Int32 = -1
}
