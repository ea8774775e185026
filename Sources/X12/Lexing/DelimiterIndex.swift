/// Where the element separators and segment terminators of a run of bytes stand.
///
/// Finding them all at once, sixty-four bytes at a time and without a branch for each byte, is several times as fast as
/// looking at every byte; the readers then go from place to place. Component and repetition separators are not in it, as
/// only some elements have them.
///
/// ```swift
/// var index = DelimiterIndex(capacity: 4_096)
/// var offset = 0
/// while offset < bytes.count {
///     offset = index.fill(from: bytes.span, at: offset, to: bytes.count, delimiters)
///     for place in 0..<index.count { print(index[place]) }
/// }
/// ```
public struct DelimiterIndex: Sendable {
    /// Offsets from ``base``; what is beyond ``count`` means nothing.
    private(set) var places: [UInt32]
    /// How many delimiters there are.
    public private(set) var count = 0
    /// Which of the places are segment terminators; what is beyond ``segmentCount`` means nothing.
    private(set) var ends: [UInt32]
    /// How many segment terminators there are.
    public private(set) var segmentCount = 0
    /// The offset in the bytes that the places count from.
    private(set) var base = 0
    /// Whether all bytes that were passed over are ASCII.
    public private(set) var isASCII = true
    /// Whether a line ends elsewhere than right after a segment terminator, as in files wrapped to a fixed width.
    public private(set) var hasInnerLineEnds = false
    private let capacity: Int

    /// An empty index that takes up to so many places at a time, at least 128.
    public init(capacity: Int) {
        self.capacity = max(capacity, 128)
        places = Array(repeating: 0, count: self.capacity)
        ends = Array(repeating: 0, count: self.capacity)
    }

    /// The offset of a delimiter in the bytes.
    @inline(__always)
    public subscript(place: Int) -> Int { base &+ Int(places[place]) }

    /// Forgets what it holds and finds the delimiters from an offset on, as many as it can take.
    ///
    /// - Parameters:
    ///   - bytes: the bytes.
    ///   - start: where to begin; the start of a segment.
    ///   - end: where to end at the latest.
    ///   - delimiters: the delimiters of the interchange.
    /// - Returns: how far it came: all delimiters before that offset are in the index.
    /// - Complexity: O(*n*) in the bytes passed over, which end where the index is full.
    public mutating func fill(
        from bytes: Span<UInt8>,
        at start: Int,
        to end: Int,
        _ delimiters: Delimiters
    ) -> Int {
        base = start
        var scan = DelimiterScan(offset: start, start: start)
        // An offset must fit 32 bits.
        let end = min(end, bytes.count, start &+ 0x7FFF_FFFF)
        scan.run(bytes, to: end, delimiters, &places, &ends, most: capacity)
        count = scan.count
        segmentCount = scan.segmentCount
        isASCII = scan.isASCII
        hasInnerLineEnds = scan.hasInnerLineEnds
        return scan.offset
    }

    /// Stores offsets by hand after those that were found, for a segment that is not read as it stands in the file.
    ///
    /// - Returns: the place of the first.
    mutating func store(_ offsets: [Int]) -> Int {
        if places.count < capacity + offsets.count {
            places += Array(repeating: 0, count: capacity + offsets.count - places.count)
        }
        for (number, offset) in offsets.enumerated() { places[capacity + number] = UInt32(truncatingIfNeeded: offset) }
        return capacity
    }
}
