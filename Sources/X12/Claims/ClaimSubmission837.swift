/// A transaction set of claims: an 837 (X222, X223, X224), with every claim in it.
public struct ClaimSubmission837: Equatable, Sendable {
    /// BHT: reference (BHT03), date and time (BHT04, BHT05), kind (BHT06).
    public internal(set) var header: BusinessHeader = BusinessHeader()
    /// 1000A NM1*41.
    public internal(set) var submitter: Party?
    /// 1000B NM1*40.
    public internal(set) var receiver: Party?
    /// The claims in file order.
    public internal(set) var claims: [Claim837] = []
}

/// The beginning of a hierarchical transaction: BHT.
public struct BusinessHeader: Hashable, Sendable {
    /// BHT01.
    public internal(set) var structure: String = ""
    /// BHT02: `00` original, `18` reissue; `08` status in the 277CA.
    public internal(set) var purpose: String = ""
    /// BHT03: the originator's number, echoed by 277CA 2200B TRN02.
    public internal(set) var reference: String = ""
    /// BHT04; nil when it is no day.
    public internal(set) var date: X12Date?
    /// BHT05 as sent, HHMM or longer.
    public internal(set) var time: String = ""
    /// BHT06: `CH` chargeable, `RP` encounter, `31` subrogation; `TH` in the 277CA.
    public internal(set) var type: String = ""
}
