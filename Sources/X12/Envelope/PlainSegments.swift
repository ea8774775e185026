/// Passes over segments that say nothing to the envelope, which are nearly all.
enum PlainSegments {
    /// A longer segment may hide the ISA of another interchange.
    private static let longest = 106

    /// Where the run of plain segments from a place on ends, and how many they are; it ends before a segment of the
    /// envelope and before any that is unusual, and when `servicesMatter` before SV1, SV2 and SV3 too.
    static func run(
        _ bytes: Span<UInt8>,
        from start: Int,
        terminator: UInt8,
        servicesMatter: Bool
    ) -> (place: Int, count: Int) {
        let pattern = ByteVector(copies: terminator)
        var place = start
        var count = 0
        // The block of 64 bytes in hand and its terminators that are not used up.
        var block = start
        var found: UInt64 =
            block &+ 64 <= bytes.count ? ByteVector.places(of: pattern, in: ByteVector.four(bytes, at: block)) : 0
        while true {
            var next = place
            while next < bytes.count, ByteScan.isLineEnd(bytes[next]) { next &+= 1 }
            guard next &+ 2 < bytes.count,
                isPlain(bytes[next], bytes[next &+ 1], bytes[next &+ 2], terminator, servicesMatter)
            else { return (place, count) }
            while found == 0, block &+ 128 <= bytes.count {
                block &+= 64
                found = ByteVector.places(of: pattern, in: ByteVector.four(bytes, at: block))
            }
            let stop: Int
            if found != 0 {
                stop = block &+ found.trailingZeroBitCount
                found &= found &- 1
            } else if let last = ByteScan.first(terminator, in: bytes, from: next, to: bytes.count) {
                // Among the last bytes of the file, which fill no block.
                stop = last
            } else {
                return (place, count)
            }
            guard stop &- next < longest else { return (place, count) }
            place = stop &+ 1
            count &+= 1
        }
    }

    /// Whether a segment that begins with those bytes says nothing to the envelope and is not unusual.
    @inline(__always)
    private static func isPlain(
        _ first: UInt8,
        _ second: UInt8,
        _ third: UInt8,
        _ terminator: UInt8,
        _ servicesMatter: Bool
    ) -> Bool {
        switch first {
        case UInt8(ascii: "S"):
            switch second {
            case UInt8(ascii: "T"), UInt8(ascii: "E"): false
            case UInt8(ascii: "V"): !servicesMatter || third == UInt8(ascii: "C") || third == UInt8(ascii: "D")
            default: second != terminator && !ByteScan.isLineEnd(second)
            }
        case UInt8(ascii: "G"), UInt8(ascii: "I"), UInt8(ascii: "T"), UInt8(ascii: "B"):
            // GS, GE; ISA, IEA; TA1; BIN, BDS, BHT.
            switch second {
            case UInt8(ascii: "S"), UInt8(ascii: "E"), UInt8(ascii: "A"), UInt8(ascii: "I"), UInt8(ascii: "D"),
                UInt8(ascii: "H"):
                false
            default: second != terminator && !ByteScan.isLineEnd(second)
            }
        default:
            first > 0x20 && first < 0x80 && first != terminator && second != terminator
                && !ByteScan.isLineEnd(second)
        }
    }
}
