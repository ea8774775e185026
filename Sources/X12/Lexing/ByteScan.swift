/// Searching bytes eight at a time.
///
/// A word is put together from eight bytes, which the compiler makes one load of, and compared with eight copies of
/// the byte that is sought; the benchmark holds this against `memchr`.
enum ByteScan {
    /// Eight bytes from `offset` on as one word, the first in the lowest place.
    @inline(__always)
    static func word(_ bytes: Span<UInt8>, _ offset: Int) -> UInt64 {
        let eight = bytes.extracting(offset..<(offset &+ 8))
        return UInt64(eight[0]) | UInt64(eight[1]) << 8 | UInt64(eight[2]) << 16 | UInt64(eight[3]) << 24
            | UInt64(eight[4]) << 32 | UInt64(eight[5]) << 40 | UInt64(eight[6]) << 48 | UInt64(eight[7]) << 56
    }

    /// Eight copies of a byte.
    @inline(__always)
    static func copies(_ byte: UInt8) -> UInt64 { UInt64(byte) &* 0x0101_0101_0101_0101 }

    /// The top bit of each byte of the word that equals the byte copied in `pattern`, exactly.
    @inline(__always)
    static func matches(_ word: UInt64, _ pattern: UInt64) -> UInt64 {
        let difference = word ^ pattern
        let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
        return ~(((difference & low) &+ low) | difference | low)
    }

    /// The first place of a byte in a range, nil when it is not there.
    static func first(_ byte: UInt8, in bytes: Span<UInt8>, from start: Int, to end: Int) -> Int? {
        let pattern = copies(byte)
        var offset = start
        while offset &+ 8 <= end {
            let found = matches(word(bytes, offset), pattern)
            if found != 0 { return offset &+ found.trailingZeroBitCount >> 3 }
            offset &+= 8
        }
        while offset < end {
            if bytes[offset] == byte { return offset }
            offset &+= 1
        }
        return nil
    }

    /// Whether a byte ends a line.
    @inline(__always)
    static func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

    /// Whether a byte is a letter or digit of ASCII.
    static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5A) || (byte >= 0x61 && byte <= 0x7A)
    }
}

/// Counts the lines of a file as far as somebody asks, so that files without faults are hardly counted at all.
struct LineCounter: Sendable {
    private var offset: Int
    private var line: Int
    private let origin: (offset: Int, line: Int)

    /// Starts at an offset whose line is known.
    init(offset: Int = 0, line: Int = 1) {
        self.offset = offset
        self.line = line
        origin = (offset, line)
    }

    /// The line of a byte, from 1.
    ///
    /// Lines end with LF, CR or CRLF.
    mutating func line(at target: Int, in bytes: Span<UInt8>) -> Int {
        if target < offset { (offset, line) = origin }
        let end = min(target, bytes.count)
        let feeds = ByteScan.copies(0x0A)
        let returns = ByteScan.copies(0x0D)
        while offset &+ 8 <= end {
            let word = ByteScan.word(bytes, offset)
            line &+= ByteScan.matches(word, feeds).nonzeroBitCount
            var found = ByteScan.matches(word, returns)
            while found != 0 {
                countReturn(at: offset &+ found.trailingZeroBitCount >> 3, in: bytes)
                found &= found &- 1
            }
            offset &+= 8
        }
        while offset < end {
            if bytes[offset] == 0x0A { line &+= 1 } else if bytes[offset] == 0x0D { countReturn(at: offset, in: bytes) }
            offset &+= 1
        }
        return line
    }

    /// Counts a CR unless an LF follows, which is then counted instead.
    private mutating func countReturn(at place: Int, in bytes: Span<UInt8>) {
        if place &+ 1 >= bytes.count || bytes[place &+ 1] != 0x0A { line &+= 1 }
    }
}
