/// Where a segment starts and ends in a file, shared by the pass over envelopes and the pass over a transaction set.
enum SegmentBounds {
    /// The longest segment that is read, in bytes; binary data of BIN and BDS does not count.
    static let longest = 65_536
    /// The most elements that are read of one segment.
    static let mostElements = 1_024

    /// The first byte from `start` on that can begin a segment: blanks, line ends and NUL are passed over, and what is
    /// left of a terminator that is more than one byte in UTF-8.
    @inline(__always)
    static func skipBlanks(_ bytes: Span<UInt8>, from start: Int, to end: Int, terminator: UInt8) -> Int {
        var offset = start
        while offset < end {
            let byte = bytes[offset]
            guard byte <= 0x20 || (byte >= 0x80 && byte < 0xC0 && terminator >= 0xC2) else { break }
            offset &+= 1
        }
        return offset
    }

    /// The id of the segment at `start`: the bytes before its first separator, line ends left out.
    @inline(__always)
    static func id(_ bytes: Span<UInt8>, at start: Int, to end: Int, delimiters: Delimiters) -> SegmentID {
        var packed: UInt32 = 0
        var offset = start
        var count = 0
        while offset < end {
            let byte = bytes[offset]
            offset &+= 1
            if byte == delimiters.element || byte == delimiters.segment { break }
            if ByteScan.isLineEnd(byte) { continue }
            count &+= 1
            if count > 3 { return .none }
            packed = packed << 8 | UInt32(byte)
        }
        return count < 2 ? .none : SegmentID(packed: packed)
    }

    /// The place of the terminator of a BIN or BDS segment by its stated length; nil when that length is no number or
    /// does not end at a terminator.
    static func binaryEnd(
        _ bytes: Span<UInt8>,
        at start: Int,
        to end: Int,
        id: SegmentID,
        delimiters: Delimiters
    ) -> Int? {
        // BIN01 is the length; BDS01 is a filter and BDS02 the length.
        var separators = id == .bds ? 2 : 1
        var offset = start
        while separators > 0 {
            guard let next = ByteScan.first(delimiters.element, in: bytes, from: offset, to: min(end, start + 64))
            else { return nil }
            offset = next + 1
            separators -= 1
        }
        var length = 0
        var digits = 0
        while offset < end, bytes[offset] != delimiters.element {
            guard bytes[offset] >= 0x30, bytes[offset] <= 0x39, digits < 15 else { return nil }
            length = length * 10 + Int(bytes[offset] - 0x30)
            digits += 1
            offset += 1
        }
        guard digits > 0, length < end - offset else { return nil }
        let place = offset + 1 + length
        guard place < end, bytes[place] == delimiters.segment else { return nil }
        return place
    }
}
