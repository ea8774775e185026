/// A payer's or clearinghouse's answer to claims before adjudication: a 277CA (X214).
public struct ClaimAcknowledgement277CA: Equatable, Sendable {
    /// BHT: BHT04 is the day of the answer.
    public internal(set) var header: BusinessHeader = BusinessHeader()
    /// 2100A NM1*PR or AY: who answers.
    public internal(set) var informationSource: Party?
    /// 2200A TRN02.
    public internal(set) var sourceTraceNumber: String = ""
    /// 2200A DTP: 050 received, 009 processed.
    public internal(set) var dates: [QualifiedDate] = []
    /// 2100B NM1*41: who sent the claims.
    public internal(set) var informationReceiver: Party?
    /// 2200B: what is said of the batch; its trace number echoes BHT03 of the 837.
    public internal(set) var batch: StatusSummary?
    /// 2200C: what is said of a billing provider's claims.
    public internal(set) var providers: [StatusSummary] = []
    /// 2200D: the claims in file order.
    public internal(set) var claims: [ClaimStatusReport] = []
}

/// What is said of a batch (2200B) or of a provider's claims (2200C).
public struct StatusSummary: Equatable, Sendable {
    /// Whom it is about: 2100B or 2100C NM1.
    public internal(set) var party: Party?
    /// TRN02; at 2200B the BHT03 of the 837.
    public internal(set) var traceNumber: String = ""
    /// STC in file order.
    public internal(set) var statuses: [StatusInformation] = []
    /// QTY: 90 or QA accepted, AA or QC rejected.
    public internal(set) var quantities: [QualifiedQuantity] = []
    /// AMT: YU accepted, YY rejected.
    public internal(set) var amounts: [QualifiedAmount] = []
    /// REF.
    public internal(set) var references: [Reference] = []
    /// Where it stands.
    public internal(set) var source: Source = Source()
}
