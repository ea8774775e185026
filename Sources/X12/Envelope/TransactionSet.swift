/// A transaction set and where it stands: ST to SE, or to where it was cut off.
///
/// It holds no bytes; ``read(from:)`` reads it out of the file that it was found in.
public struct TransactionSet: Equatable, Sendable {
    /// What stands above it, which the sets of a group share.
    let headers: EnvelopeHeaders
    /// ST01, such as `837`.
    public internal(set) var identifier: String
    /// ST02 as sent.
    public internal(set) var controlNumber: String
    /// ST03; empty when not sent.
    public internal(set) var implementation: String
    /// SE02 as sent; nil when there is no SE.
    public internal(set) var trailerControlNumber: String?
    /// SE01; nil when there is no SE or it is no number.
    public internal(set) var declaredSegmentCount: Int?
    /// The segments from ST to SE.
    public internal(set) var segmentCount: Int
    /// The bytes from ST to the end of SE.
    public internal(set) var bytes: Range<Int>
    /// The ordinal of ST in the file, from 1.
    public internal(set) var firstSegmentInFile: Int
    /// The line of the file that ST stands in, from 1.
    public internal(set) var firstLine: Int
    /// Which guide reads it; nil when there is none.
    public internal(set) var guide: Guide.Name?

    /// The ISA above it.
    public var interchange: InterchangeHeader { headers.interchange }
    /// The GS above it; nil when there is none, which is reported.
    public var group: GroupHeader? { headers.group }
    /// Whether it has its SE.
    public var isComplete: Bool { trailerControlNumber != nil }
    /// Whether ST02 and SE02 agree, as numbers where they are numbers; false without SE.
    public internal(set) var controlNumbersAgree: Bool
}

/// The ISA and GS above transaction sets.
final class EnvelopeHeaders: Sendable {
    let interchange: InterchangeHeader
    let group: GroupHeader?

    init(_ interchange: InterchangeHeader, _ group: GroupHeader?) {
        self.interchange = interchange
        self.group = group
    }
}

extension EnvelopeHeaders: Equatable {
    /// Whether both say the same.
    static func == (left: EnvelopeHeaders, right: EnvelopeHeaders) -> Bool {
        left === right || (left.interchange == right.interchange && left.group == right.group)
    }
}
