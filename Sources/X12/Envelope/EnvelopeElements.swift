/// The elements of an envelope segment, each found when it is asked for.
struct EnvelopeElements {
    private let bytes: ArraySlice<UInt8>
    private let separator: UInt8

    /// No envelope segment is longer.
    private static let longest = 1_000

    /// The elements of the segment in a range of the file; line ends inside are left out.
    init(_ file: [UInt8], _ range: Range<Int>, separator: UInt8) {
        let body = file[range.lowerBound..<min(range.upperBound, range.lowerBound + Self.longest)]
        bytes = body.contains(where: ByteScan.isLineEnd) ? body.filter { !ByteScan.isLineEnd($0) }[...] : body
        self.separator = separator
    }

    /// The bytes of the element at a position, the segment's id being 0; empty when it was not sent.
    private func bytes(_ position: Int) -> ArraySlice<UInt8> {
        var start = bytes.startIndex
        for _ in 0..<position {
            guard let next = bytes[start...].firstIndex(of: separator) else { return [] }
            start = next + 1
        }
        return bytes[start..<(bytes[start...].firstIndex(of: separator) ?? bytes.endIndex)]
    }

    /// The text of an element; empty when it was not sent.
    func element(_ position: Int) -> String { ElementParsing.text(bytes(position)) }

    /// An element as a whole number; nil when it is none.
    func number(_ position: Int) -> Int? { ElementParsing.number(bytes(position).span) }

    /// An element as a day; nil when it is none.
    func date(_ position: Int) -> X12Date? { ElementParsing.date(bytes(position).span) }
}
