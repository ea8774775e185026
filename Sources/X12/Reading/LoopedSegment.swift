/// A segment with the loop of the guide that it stands in.
public struct LoopedSegment: Equatable, Sendable {
    /// The loop's id, such as `2300`; empty outside all loops or when no guide reads the set.
    public let loop: String
    /// The segment's id; empty when it is no well-formed one.
    public let segmentID: String
    /// Whether the guide has it there; true when no guide reads the set.
    public let isExpected: Bool
    /// The elements as text, element 1 at index 0, line ends left out.
    public let elements: [String]
    /// Where it stands.
    public let source: Source
}

extension TransactionSet {
    /// Every segment of the set in file order, with its loop; for what no typed reader reads.
    public func segments(in bytes: [UInt8]) -> [LoopedSegment] {
        var segments: [LoopedSegment] = []
        func add(_ loop: String, _ isExpected: Bool, _ reader: inout SegmentReader) {
            segments.append(
                LoopedSegment(
                    loop: loop,
                    segmentID: reader.id.text,
                    isExpected: isExpected,
                    elements: reader.elements(),
                    source: reader.source
                )
            )
        }
        var reader = SegmentReader(self, in: bytes)
        if let name = self.guide {
            let guide = Guide.named(name)
            walk(name, &reader) { match, reader in add(guide.loops[match.loop].id, match.isExpected, &reader) }
        } else {
            while reader.next() { add("", true, &reader) }
        }
        return segments
    }
}
