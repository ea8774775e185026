/// Searching bytes and seeing several of them as a number.
enum ByteScan {
    /// At most eight bytes as a number, the first in the highest place.
    @inline(__always)
    static func packed(_ bytes: Span<UInt8>, _ start: Int, _ length: Int) -> UInt64 {
        guard length > 0 else { return 0 }
        if start &+ 8 <= bytes.count {
            return ByteVector.word(bytes, at: start).byteSwapped &>> UInt64(truncatingIfNeeded: 64 &- 8 &* length)
        }
        var packed: UInt64 = 0
        for offset in start..<(start &+ length) { packed = packed &<< 8 | UInt64(bytes[offset]) }
        return packed
    }

    /// Eight copies of a byte.
    @inline(__always)
    static func copies(_ byte: UInt8) -> UInt64 { UInt64(byte) &* 0x0101_0101_0101_0101 }

    /// The first place of a byte in a range, nil when it is not there.
    static func first(_ byte: UInt8, in bytes: Span<UInt8>, from start: Int, to end: Int) -> Int? {
        let pattern = ByteVector(copies: byte)
        var offset = start
        while offset &+ 16 <= end {
            let found = ByteVector(bytes, at: offset).places(of: pattern)
            if found != 0 { return offset &+ found.trailingZeroBitCount }
            offset &+= 16
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
