/// A payer's answer to a claim status request: a 277 (X212).
public struct ClaimStatus277: Sendable {
    private let records: SetRecords
    private let record: StatusSetRecord

    init(_ records: SetRecords, _ record: StatusSetRecord) { (self.records, self.record) = (records, record) }

    /// BHT: BHT04 is the day of the answer.
    public var header: BusinessHeader { BusinessHeader(records, record.header) }
    /// 2100A NM1*PR.
    public var payer: Party? { records.party(record.source) }
    /// 2100B NM1*41.
    public var informationReceiver: Party? { records.party(record.receiver) }
    /// 2200B and 2200C: answers about the receiver or a provider when there is none about a claim.
    public var summaries: [StatusSummary] {
        (Array(record.receiverSummaries.places) + Array(record.providerSummaries.places))
            .map { StatusSummary(records, $0) }
    }
    /// 2200D and 2200E: the claims in file order.
    public var claims: RecordList<ClaimStatusReport> { records.list(Run(first: records.arena.reports.count)) }
}
