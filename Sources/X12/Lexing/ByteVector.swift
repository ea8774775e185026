/// Sixteen neighbouring bytes, compared at once.
///
/// The only place in this library that says `unsafe`. The standard library has no safe way yet to load a vector from a
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

    /// Whether any byte equals that of one of two others.
    @inline(__always)
    func hasAny(of first: Self, _ second: Self) -> Bool {
        let isOne = (lanes .== first.lanes) .| (lanes .== second.lanes)
        return Self(lanes: SIMD16(repeating: 0).replacing(with: 0x80, where: isOne)).hasHighBits
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

    /// Whether any of sixty-four bytes from `offset` on equals that of one of two vectors.
    @inline(__always)
    static func hasAny(of first: Self, _ second: Self, in bytes: Span<UInt8>, at offset: Int) -> Bool {
        Self(bytes, at: offset).hasAny(
            of: first,
            second,
            or: Self(bytes, at: offset &+ 16),
            Self(bytes, at: offset &+ 32),
            Self(bytes, at: offset &+ 48)
        )
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
