/// A payer's answer to a claim status request: a 277 (X212).
public struct ClaimStatus277: Equatable, Sendable {
    /// BHT: BHT04 is the day of the answer.
    public internal(set) var header: BusinessHeader = BusinessHeader()
    /// 2100A NM1*PR.
    public internal(set) var payer: Party?
    /// 2100B NM1*41.
    public internal(set) var informationReceiver: Party?
    /// 2200B and 2200C: answers about the receiver or a provider when there is none about a claim.
    public internal(set) var summaries: [StatusSummary] = []
    /// 2200D and 2200E: the claims in file order.
    public internal(set) var claims: [ClaimStatusReport] = []
}
