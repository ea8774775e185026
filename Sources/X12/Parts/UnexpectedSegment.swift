/// A segment that the guide does not have at its place, kept so that nothing is lost.
public struct UnexpectedSegment: SetPart {
    private let records: SetRecords
    private let place: Int

    /// The segment at a place of what was read.
    public init(_ records: SetRecords, _ place: Int) { (self.records, self.place) = (records, place) }

    private var record: UnexpectedRecord { records.arena.unexpected[place] }

    /// Its id.
    public var segmentID: String { record.id.text }
    /// The loop of the guide that was open.
    public var loop: String { LoopMatcher.loopID(record.loop) }
    /// Where it stands.
    public var source: Source { records.source(record.source) }
}

/// What an ``UnexpectedSegment`` is read into.
struct UnexpectedRecord: BitwiseCopyable, Sendable {
    let id: SegmentID
    /// The loop's id, packed.
    let loop: UInt64
    let source: SourcePlace
}

extension UnexpectedRecord {
    /// The current segment, which the guide does not have there.
    init(_ match: LoopMatcher.Match, _ reader: borrowing SegmentReader) {
        self.init(id: reader.id, loop: match.code, source: reader.place)
    }
}
