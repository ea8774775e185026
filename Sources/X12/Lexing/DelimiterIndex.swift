/// Where the element separators, segment terminators and line ends of a run of bytes stand.
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
    /// How many there are.
    public private(set) var count = 0
    /// The offset in the bytes that the places count from.
    private(set) var base = 0
    /// Whether all bytes that were passed over are ASCII.
    public private(set) var isASCII = true
    private let capacity: Int

    /// An empty index that takes up to so many places at a time, at least 128.
    public init(capacity: Int) {
        self.capacity = max(capacity, 128)
        places = Array(repeating: 0, count: self.capacity)
    }

    /// The offset of a delimiter in the bytes.
    @inline(__always)
    public subscript(place: Int) -> Int { base &+ Int(places[place]) }

    /// Forgets what it holds and finds the delimiters from an offset on, as many as it can take.
    ///
    /// - Parameters:
    ///   - bytes: the bytes.
    ///   - start: where to begin.
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
        // An offset must fit 32 bits.
        let end = min(end, bytes.count, start &+ 0x7FFF_FFFF)
        let (offset, number, isASCII) = Self.scan(bytes, start, end, delimiters, &places, most: capacity)
        count = number
        self.isASCII = isASCII
        return offset
    }

    private static func scan(
        _ bytes: Span<UInt8>,
        _ start: Int,
        _ end: Int,
        _ delimiters: Delimiters,
        _ places: inout [UInt32],
        most: Int
    ) -> (offset: Int, count: Int, isASCII: Bool) {
        let element = ByteVector(copies: delimiters.element)
        let segment = ByteVector(copies: delimiters.segment)
        let feed = ByteVector(copies: 0x0A)
        let carriageReturn = ByteVector(copies: 0x0D)
        var all = ByteVector(copies: 0)
        var number = 0
        var offset = start
        var span = places.mutableSpan
        while offset &+ 64 <= end, number &+ 64 <= most {
            let first = ByteVector(bytes, at: offset)
            let second = ByteVector(bytes, at: offset &+ 16)
            let third = ByteVector(bytes, at: offset &+ 32)
            let fourth = ByteVector(bytes, at: offset &+ 48)
            all = all | first | second | third | fourth
            var found = first.places(of: element, segment, feed, carriageReturn)
            found |= second.places(of: element, segment, feed, carriageReturn) &<< 16
            found |= third.places(of: element, segment, feed, carriageReturn) &<< 32
            found |= fourth.places(of: element, segment, feed, carriageReturn) &<< 48
            while found != 0 {
                span[number] = UInt32(truncatingIfNeeded: offset &- start &+ found.trailingZeroBitCount)
                number &+= 1
                found &= found &- 1
            }
            offset &+= 64
        }
        var isASCII = all.isASCII
        // What is left of the last block, byte by byte.
        while offset < end, end &- offset < 64, number < most {
            let byte = bytes[offset]
            if byte == delimiters.element || byte == delimiters.segment || ByteScan.isLineEnd(byte) {
                span[number] = UInt32(truncatingIfNeeded: offset &- start)
                number &+= 1
            }
            if byte >= 0x80 { isASCII = false }
            offset &+= 1
        }
        return (offset, number, isASCII)
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
