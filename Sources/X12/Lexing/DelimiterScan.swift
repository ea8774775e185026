/// One pass over bytes for the delimiter index.
struct DelimiterScan {
    /// How far it came.
    private(set) var offset: Int
    /// How many delimiters it found.
    private(set) var count = 0
    /// How many of them are segment terminators.
    private(set) var segmentCount = 0
    /// Whether all bytes are ASCII.
    private(set) var isASCII = true
    /// Whether a line ends elsewhere than right after a terminator.
    private(set) var hasInnerLineEnds = false

    private let start: Int

    init(offset: Int, start: Int) {
        self.offset = offset
        self.start = start
    }

    /// Goes on to the end, or to where no block more would fit.
    mutating func run(
        _ bytes: Span<UInt8>,
        to end: Int,
        _ delimiters: Delimiters,
        _ places: inout [UInt32],
        _ ends: inout [UInt32],
        most: Int
    ) {
        let element = ByteVector(copies: delimiters.element)
        let segment = ByteVector(copies: delimiters.segment)
        let feed = ByteVector(copies: 0x0A)
        let carriageReturn = ByteVector(copies: 0x0D)
        var all = ByteVector(copies: 0)
        var placeSpan = places.mutableSpan
        var endSpan = ends.mutableSpan
        var offset = self.offset
        var place = 0
        var segments = 0
        // What is written unchecked below must fit.
        let room = min(most, placeSpan.count, endSpan.count)
        while offset < end, offset &+ 64 <= bytes.count, place &+ 64 <= room {
            let blocks = ByteVector.four(bytes, at: offset)
            let joined = blocks.0 | blocks.1 | blocks.2 | blocks.3
            let stop = min(offset &+ 64, end)
            var mask = UInt64.max
            if stop &- offset < 64 {
                // The last block reaches beyond the end. Whether what is before it is ASCII is looked at byte by byte.
                guard joined.isASCII else { break }
                mask = (1 &<< UInt64(truncatingIfNeeded: stop &- offset)) &- 1
            }
            all = all | joined
            var found = ByteVector.places(of: element, segment, in: blocks) & mask
            if blocks.0.hasAny(of: feed, carriageReturn, or: blocks.1, blocks.2, blocks.3), !hasInnerLineEnds,
                offset == 0 || ByteVector.hasLineEnd(in: bytes, at: offset, notAfter: segment)
            {
                // A first block has nothing before it, and a last one may have found what is beyond the end.
                hasInnerLineEnds =
                    (offset > start && mask == .max)
                    || Self.hasInnerLineEnd(bytes, from: offset, to: stop, start: start, delimiters)
            }
            let shift = UInt32(truncatingIfNeeded: offset &- start)
            while found != 0 {
                let bit = found.trailingZeroBitCount
                // It is a place of the block. There are at most sixty-four, for which there is room, and no more
                // terminators than places.
                unsafe placeSpan[unchecked: place] = shift &+ UInt32(truncatingIfNeeded: bit)
                unsafe endSpan[unchecked: segments] = UInt32(truncatingIfNeeded: place)
                if unsafe bytes[unchecked: offset &+ bit] == delimiters.segment { segments &+= 1 }
                place &+= 1
                found &= found &- 1
            }
            offset = stop
        }
        self.offset = offset
        count = place
        segmentCount = segments
        isASCII = all.isASCII
        finish(bytes, to: end, delimiters, &placeSpan, &endSpan, most: most)
    }

    /// What is left at the end of the bytes, where no block fits, and of a last block beyond ASCII, byte by byte.
    private mutating func finish(
        _ bytes: Span<UInt8>,
        to end: Int,
        _ delimiters: Delimiters,
        _ places: inout MutableSpan<UInt32>,
        _ ends: inout MutableSpan<UInt32>,
        most: Int
    ) {
        guard offset < end, end &- offset < 64 else { return }
        let first = offset
        while offset < end, count < most {
            let byte = bytes[offset]
            if byte == delimiters.segment {
                ends[segmentCount] = UInt32(truncatingIfNeeded: count)
                segmentCount &+= 1
            }
            if byte == delimiters.element || byte == delimiters.segment {
                places[count] = UInt32(truncatingIfNeeded: offset &- start)
                count &+= 1
            }
            if byte >= 0x80 { isASCII = false }
            offset &+= 1
        }
        if Self.hasInnerLineEnd(bytes, from: first, to: offset, start: start, delimiters) { hasInnerLineEnds = true }
    }

    /// Whether a line ends in a range elsewhere than after a terminator, another line end, or at the start of all.
    @inline(never)
    private static func hasInnerLineEnd(
        _ bytes: Span<UInt8>,
        from offset: Int,
        to end: Int,
        start: Int,
        _ delimiters: Delimiters
    ) -> Bool {
        var isBetween = offset == start
        if !isBetween { isBetween = bytes[offset - 1] == delimiters.segment || ByteScan.isLineEnd(bytes[offset - 1]) }
        for offset in offset..<end {
            let byte = bytes[offset]
            if byte == delimiters.segment {
                isBetween = true
            } else if !ByteScan.isLineEnd(byte) {
                isBetween = false
            } else if !isBetween {
                return true
            }
        }
        return false
    }
}
