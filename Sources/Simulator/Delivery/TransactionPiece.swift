/// One transaction set cut out of a file, with the envelope segments that it lay in.
struct TransactionPiece {
    /// ISA.
    let interchange: Segment
    /// GS.
    let group: Segment
    /// ST to SE, with `:` and `^` for components and repetitions.
    let segments: [Segment]

    /// Every transaction of a sound file, in order.
    ///
    /// Knows only envelopes: each ISA says its own delimiters, a transaction is what stands from ST to SE.
    static func cut(_ bytes: [UInt8]) -> [TransactionPiece] {
        var pieces: [TransactionPiece] = []
        var place = 0
        while let header = interchangeHeader(bytes, at: &place) {
            var group: Segment = []
            var open: [Segment] = []
            while let segment = segment(bytes, at: &place, header) {
                switch segment[0] {
                case "GS": group = segment
                case "ST": open = [segment]
                case "SE":
                    pieces.append(
                        TransactionPiece(interchange: header.elements, group: group, segments: open + [segment])
                    )
                    open = []
                case "GE": continue
                default: open.append(segment)
                }
                if segment[0] == "IEA" { break }
            }
        }
        return pieces
    }

    private struct Header {
        let elements: Segment
        let element: UInt8
        let component: UInt8
        let repetition: UInt8
        let terminator: UInt8
    }

    private static func skipBreaks(_ bytes: [UInt8], _ place: inout Int) {
        while place < bytes.count, bytes[place] == 10 || bytes[place] == 13 { place += 1 }
    }

    private static func interchangeHeader(_ bytes: [UInt8], at place: inout Int) -> Header? {
        skipBreaks(bytes, &place)
        guard place + 106 <= bytes.count else { return nil }
        let element = bytes[place + 3]
        let elements = bytes[place..<(place + 105)].split(separator: element, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        let header = Header(
            elements: elements,
            element: element,
            component: bytes[place + 104],
            repetition: bytes[place + 82],
            terminator: bytes[place + 105]
        )
        place += 106
        return header
    }

    private static func segment(_ bytes: [UInt8], at place: inout Int, _ header: Header) -> Segment? {
        skipBreaks(bytes, &place)
        guard place < bytes.count else { return nil }
        var end = place
        while end < bytes.count, bytes[end] != header.terminator { end += 1 }
        let plain = bytes[place..<end].map { byte in
            byte == header.component ? UInt8(ascii: ":") : byte == header.repetition ? UInt8(ascii: "^") : byte
        }
        place = end + 1
        return plain.split(separator: header.element, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
    }
}
