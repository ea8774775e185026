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
    /// 1 when the byte before is a terminator, or a line end after one.
    private var isBetween: UInt64 = 1

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
        while offset &+ 64 <= end, place &+ 64 <= most {
            let blocks = ByteVector.four(bytes, at: offset)
            all = all | blocks.0 | blocks.1 | blocks.2 | blocks.3
            let terminators = ByteVector.places(of: segment, in: blocks)
            var found = ByteVector.places(of: element, in: blocks) | terminators
            var lineEnds: UInt64 = 0
            if blocks.0.hasAny(of: feed, carriageReturn, or: blocks.1, blocks.2, blocks.3) {
                lineEnds = blocks.0.places(of: feed, carriageReturn)
                lineEnds |= blocks.1.places(of: feed, carriageReturn) &<< 16
                lineEnds |= blocks.2.places(of: feed, carriageReturn) &<< 32
                lineEnds |= blocks.3.places(of: feed, carriageReturn) &<< 48
            }
            note(lineEnds: lineEnds & ~terminators, terminators)
            let shift = UInt32(truncatingIfNeeded: offset &- start)
            while found != 0 {
                let bit = UInt64(truncatingIfNeeded: found.trailingZeroBitCount)
                placeSpan[place] = shift &+ UInt32(truncatingIfNeeded: bit)
                endSpan[segments] = UInt32(truncatingIfNeeded: place)
                segments &+= Int(truncatingIfNeeded: (terminators &>> bit) & 1)
                place &+= 1
                found &= found &- 1
            }
            offset &+= 64
        }
        self.offset = offset
        count = place
        segmentCount = segments
        isASCII = all.isASCII
        finish(bytes, to: end, delimiters, &placeSpan, &endSpan, most: most)
    }

    /// What is left of the last block, byte by byte.
    private mutating func finish(
        _ bytes: Span<UInt8>,
        to end: Int,
        _ delimiters: Delimiters,
        _ places: inout MutableSpan<UInt32>,
        _ ends: inout MutableSpan<UInt32>,
        most: Int
    ) {
        while offset < end, end &- offset < 64, count < most {
            let byte = bytes[offset]
            if byte == delimiters.segment {
                ends[segmentCount] = UInt32(truncatingIfNeeded: count)
                segmentCount &+= 1
                isBetween = 1
            } else if ByteScan.isLineEnd(byte) {
                if isBetween == 0 { hasInnerLineEnds = true }
            } else {
                isBetween = 0
            }
            if byte == delimiters.element || byte == delimiters.segment {
                places[count] = UInt32(truncatingIfNeeded: offset &- start)
                count &+= 1
            }
            if byte >= 0x80 { isASCII = false }
            offset &+= 1
        }
    }

    /// Notices line ends that follow neither a terminator nor a line end that does.
    @inline(__always)
    private mutating func note(lineEnds: UInt64, _ terminators: UInt64) {
        var between = terminators &<< 1 | isBetween
        if lineEnds != 0 {
            // CR LF and blank lines: what follows a line end between segments is between them too.
            var grown = between | (lineEnds & between) &<< 1
            while grown != between {
                between = grown
                grown |= (lineEnds & between) &<< 1
            }
            if lineEnds & ~between != 0 { hasInnerLineEnds = true }
        }
        let last = (terminators | (lineEnds & between)) &>> 63
        isBetween = last
    }
}
