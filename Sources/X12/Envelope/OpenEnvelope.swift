/// An interchange whose IEA has not come yet.
struct OpenInterchange: Sendable {
    /// Its ISA, for sets that stand in no group.
    let headers: EnvelopeHeaders
    var groupCount = 0
    var hasReportedBlanks = false
    var hasReportedMisplaced = false

    var header: InterchangeHeader { headers.interchange }
}

/// A group whose GE has not come yet.
struct OpenGroup: Sendable {
    /// It and the ISA above it, for its sets.
    let headers: EnvelopeHeaders
    var setCount = 0
    /// ST02 of the sets so far.
    var seen = SeenValues<String>()

    /// GS06.
    var controlNumber: String { headers.group?.controlNumber ?? "" }
    /// Where its GS starts.
    var start: Int { headers.group?.bytes.lowerBound ?? 0 }
}

/// A transaction set whose SE has not come yet.
struct OpenSet: Sendable {
    var set: TransactionSet
    /// The first of SV1, SV2, SV3 in it: what kind of claim it is when its version does not say.
    var serviceSegment: SegmentID = .none
    /// BHT01 and BHT06, which tell a 277CA from a 277 when the version does not.
    var structure = ""
    var type = ""
}
