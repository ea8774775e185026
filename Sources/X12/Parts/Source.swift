/// Where something that was read stands in the file: the bytes and the segments it was read from.
public struct Source: Hashable, Sendable {
    /// The offset of the first byte, from 0.
    public internal(set) var start: Int = 0
    /// The offset after the last byte, the terminator included.
    public internal(set) var end: Int = 0
    /// The ordinal of the first segment in its transaction set, ST being 1.
    public internal(set) var firstSegment: Int = 0
    /// The ordinal of the last segment in its transaction set.
    public internal(set) var lastSegment: Int = 0

    /// The bytes of the file.
    public var bytes: Range<Int> { start..<end }
}

extension Source {
    /// Takes in the segment that comes next.
    mutating func extend(to other: Source) {
        end = other.end
        lastSegment = other.lastSegment
    }
}
