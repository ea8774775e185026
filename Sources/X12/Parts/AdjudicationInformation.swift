/// What a payer says of a whole claim beside the money: a MIA (inpatient) or MOA (outpatient) segment.
public struct AdjudicationInformation: Hashable, Sendable {
    /// `MIA` or `MOA`.
    public internal(set) var segmentID: String = ""
    /// Claim remark codes in file order: MIA05, MIA20–23; MOA03–07.
    public internal(set) var remarkCodes: [String] = []
    /// All elements as sent, element 1 at index 0; empty strings where none was sent.
    public internal(set) var elements: [String] = []
    /// Where it stands.
    public internal(set) var source: Source = Source()
}

/// A segment that the guide does not have at its place, kept so that nothing is lost.
public struct UnexpectedSegment: Hashable, Sendable {
    /// Its id.
    public internal(set) var segmentID: String = ""
    /// The loop of the guide that was open.
    public internal(set) var loop: String = ""
    /// Where it stands.
    public internal(set) var source: Source = Source()
}
