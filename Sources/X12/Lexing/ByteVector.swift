/// Sixteen neighbouring bytes, compared at once.
///
/// With the writes of ``DelimiterScan`` the only place in this library that says `unsafe`. The standard library has no safe way yet to load a vector from a
/// span or to see its bytes as words; without it the delimiter index would look at eight bytes at a time, in a word. They
/// hold for every value: the load is checked against the bounds of the span, and every pattern of bits is a vector of
/// bytes, a vector of words, and a word.
struct ByteVector {
    private let lanes: SIMD16<UInt8>

    /// The bytes from `offset` on; stops the program when there are not sixteen.
    @inline(__always)
    init(_ bytes: Span<UInt8>, at offset: Int) {
        lanes = unsafe bytes.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: SIMD16<UInt8>.self)
    }

    /// The sixty-four bytes from `offset` on; stops the program when there are not as many.
    @inline(__always)
    static func four(_ bytes: Span<UInt8>, at offset: Int) -> (Self, Self, Self, Self) {
        precondition(offset >= 0 && offset <= bytes.count &- 64, "There are not sixty-four bytes.")
        let raw = unsafe bytes.bytes
        return (
            Self(unchecked: raw, at: offset), Self(unchecked: raw, at: offset &+ 16),
            Self(unchecked: raw, at: offset &+ 32), Self(unchecked: raw, at: offset &+ 48)
        )
    }

    /// The bytes from `offset` on, which the caller has checked to be there.
    @inline(__always)
    private init(unchecked bytes: RawSpan, at offset: Int) {
        lanes = unsafe bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: SIMD16<UInt8>.self)
    }

    @inline(__always)
    private init(lanes: SIMD16<UInt8>) { self.lanes = lanes }

    /// Sixteen copies of a byte.
    @inline(__always)
    init(copies byte: UInt8) { lanes = SIMD16(repeating: byte) }

    /// Where the bytes equal those of one of two others: bit 0 is the first byte.
    @inline(__always)
    func places(of first: Self, _ second: Self) -> UInt64 {
        let isOne = (lanes .== first.lanes) .| (lanes .== second.lanes)
        return Self(lanes: SIMD16(repeating: 0).replacing(with: 0x80, where: isOne)).topBits
    }

    /// Where the bytes equal those of another.
    @inline(__always)
    func places(of other: Self) -> UInt64 {
        Self(lanes: SIMD16(repeating: 0).replacing(with: 0x80, where: lanes .== other.lanes)).topBits
    }

    /// The top bits of the bytes, when no other bit is set: the product gathers those of eight in its highest byte.
    @inline(__always)
    private var topBits: UInt64 {
        let words = unsafe unsafeBitCast(lanes, to: SIMD2<UInt64>.self)
        let gather: UInt64 = 0x0002_0408_1020_4081
        return (words[0] &* gather) &>> 56 | ((words[1] &* gather) &>> 56) &<< 8
    }

    /// Whether any byte of this or three more vectors equals that of one of two others.
    @inline(__always)
    func hasAny(of first: Self, _ second: Self, or two: Self, _ three: Self, _ four: Self) -> Bool {
        let isOne =
            (lanes .== first.lanes) .| (lanes .== second.lanes) .| (two.lanes .== first.lanes)
            .| (two.lanes .== second.lanes) .| (three.lanes .== first.lanes) .| (three.lanes .== second.lanes)
            .| (four.lanes .== first.lanes) .| (four.lanes .== second.lanes)
        return Self(lanes: SIMD16(repeating: 0).replacing(with: 0x80, where: isOne)).hasHighBits
    }

    /// 1 in each lane that equals that of another, else 0.
    @inline(__always)
    private func ones(of other: Self) -> SIMD16<UInt8> {
        SIMD16(repeating: 0).replacing(with: 1, where: lanes .== other.lanes)
    }

    /// Whether any of the sixty-four bytes from `offset` on is a line end that follows neither a terminator nor another
    /// line end; there must be a byte before.
    ///
    /// Of a run of line ends the first tells of all.
    @inline(__always)
    static func hasLineEnd(in bytes: Span<UInt8>, at offset: Int, notAfter terminator: Self) -> Bool {
        let (feed, carriageReturn) = (Self(copies: 0x0A).lanes, Self(copies: 0x0D).lanes)
        let (blocks, before) = (four(bytes, at: offset), four(bytes, at: offset &- 1))
        func loose(_ block: Self, _ before: Self) -> SIMDMask<SIMD16<Int8>> {
            ((block.lanes .== feed) .| (block.lanes .== carriageReturn)) .& (block.lanes .!= terminator.lanes)
                .& .!((before.lanes .== feed) .| (before.lanes .== carriageReturn)
                .| (before.lanes .== terminator.lanes))
        }
        let isLoose =
            loose(blocks.0, before.0) .| loose(blocks.1, before.1) .| loose(blocks.2, before.2)
            .| loose(blocks.3, before.3)
        return Self(lanes: SIMD16(repeating: 0).replacing(with: 0x80, where: isLoose)).hasHighBits
    }

    /// Where sixty-four bytes equal those of one of two vectors: bit 0 is the first byte.
    @inline(always)
    static func places(of first: Self, _ second: Self, in blocks: (Self, Self, Self, Self)) -> UInt64 {
        blocks.0.places(of: first, second) | blocks.1.places(of: first, second) &<< 16
            | blocks.2.places(of: first, second) &<< 32 | blocks.3.places(of: first, second) &<< 48
    }

    /// Where sixty-four bytes equal those of a vector: bit 0 is the first byte.
    @inline(always)
    static func places(of other: Self, in blocks: (Self, Self, Self, Self)) -> UInt64 {
        blocks.0.places(of: other) | blocks.1.places(of: other) &<< 16 | blocks.2.places(of: other) &<< 32
            | blocks.3.places(of: other) &<< 48
    }

    /// How many lines end in the whole blocks from `start` on, and where the blocks end.
    ///
    /// A line ends with LF, CR or CRLF, which counts at its LF.
    static func lineEnds(in bytes: Span<UInt8>, from start: Int, to end: Int) -> (count: Int, end: Int) {
        let feed = Self(copies: 0x0A)
        let carriageReturn = Self(copies: 0x0D)
        // The byte after a block is looked at too.
        let end = min(end, bytes.count &- 1)
        var offset = start
        var count = 0
        while offset &+ 16 <= end {
            // A lane counts at most one in a block.
            var lanes = SIMD16<UInt8>(repeating: 0)
            let stop = min(end, offset &+ 255 &* 16)
            while offset &+ 64 <= stop {
                let blocks = four(bytes, at: offset)
                if blocks.0.hasAny(of: carriageReturn, carriageReturn, or: blocks.1, blocks.2, blocks.3) { break }
                lanes &+= blocks.0.ones(of: feed) &+ blocks.1.ones(of: feed)
                lanes &+= blocks.2.ones(of: feed) &+ blocks.3.ones(of: feed)
                offset &+= 64
            }
            // Where there are CR, the byte after each counts too.
            while offset &+ 16 <= stop {
                let block = Self(bytes, at: offset)
                let next = Self(bytes, at: offset &+ 1)
                let isReturn = (block.lanes .== carriageReturn.lanes) .& (next.lanes .!= feed.lanes)
                let isEnd = (block.lanes .== feed.lanes) .| isReturn
                lanes &+= SIMD16(repeating: 0).replacing(with: 1, where: isEnd)
                offset &+= 16
            }
            for lane in lanes.indices { count &+= Int(lanes[lane]) }
        }
        return (count, offset)
    }

    /// Whether a backslash, a `:` before one of `*:^~`, or a `*` before `~` stands in a range of at least sixteen bytes,
    /// which another byte follows.
    static func hasLooseEnds(in bytes: Span<UInt8>, from start: Int, to end: Int) -> Bool {
        let (element, component, repetition) = (
            Self(copies: UInt8(ascii: "*")), Self(copies: UInt8(ascii: ":")), Self(copies: UInt8(ascii: "^"))
        )
        let (segment, escape) = (Self(copies: UInt8(ascii: "~")), Self(copies: UInt8(ascii: "\\")))
        var offset = start
        while offset < end {
            // The last block begins where it ends with the range.
            offset = min(offset, end &- 16)
            let block = Self(bytes, at: offset).lanes
            let next = Self(bytes, at: offset &+ 1).lanes
            let endsElement = (next .== element.lanes) .| (next .== segment.lanes)
            let endsPart = endsElement .| (next .== component.lanes) .| (next .== repetition.lanes)
            let isLoose =
                (block .== escape.lanes) .| ((block .== component.lanes) .& endsPart)
                .| ((block .== element.lanes) .& (next .== segment.lanes))
            if Self(lanes: SIMD16(repeating: 0).replacing(with: 0x80, where: isLoose)).hasHighBits { return true }
            offset &+= 16
        }
        return false
    }

    /// Eight bytes from `offset` on as one word, the first in the lowest place; stops the program when there are not
    /// eight.
    @inline(__always)
    static func word(_ bytes: Span<UInt8>, at offset: Int) -> UInt64 {
        UInt64(littleEndian: unsafe bytes.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    @inline(__always)
    private var hasHighBits: Bool {
        let words = unsafe unsafeBitCast(lanes, to: SIMD2<UInt64>.self)
        return (words[0] | words[1]) & ByteScan.copies(0x80) != 0
    }

    /// The bits that are set in either.
    @inline(__always)
    static func | (left: Self, right: Self) -> Self { Self(lanes: left.lanes | right.lanes) }

    /// Whether no byte is beyond ASCII.
    @inline(__always)
    var isASCII: Bool { !hasHighBits }
}
