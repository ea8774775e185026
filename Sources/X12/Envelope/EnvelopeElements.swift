/// The elements of an envelope segment.
struct EnvelopeElements: ~Copyable {
    private let bytes: ArraySlice<UInt8>
    /// Where the id and each of the first elements end, from the first byte on; those beyond ``count`` mean nothing.
    ///
    /// Nobody asks for an element beyond the fifteenth.
    private var ends = InlineArray<17, UInt16>(repeating: 0)
    private var count = 0

    /// No envelope segment is longer.
    private static let longest = 1_000

    /// The elements of the segment in a range of the file; line ends inside are left out.
    init(_ file: [UInt8], _ range: Range<Int>, separator: UInt8) {
        let body = file[range.lowerBound..<min(range.upperBound, range.lowerBound + Self.longest)]
        bytes = body.contains(where: ByteScan.isLineEnd) ? body.filter { !ByteScan.isLineEnd($0) }[...] : body
        var end: UInt16 = 0
        for byte in bytes {
            if byte == separator, count < 16 {
                ends[count] = end
                count += 1
            }
            end += 1
        }
        ends[count] = end
        count += 1
    }

    /// The bytes of the element at a position, the segment's id being 0; empty when it was not sent.
    func bytes(_ position: Int) -> ArraySlice<UInt8> {
        guard position < count else { return [] }
        let start = position == 0 ? 0 : Int(ends[position - 1]) + 1
        return bytes[(bytes.startIndex + start)..<(bytes.startIndex + Int(ends[position]))]
    }

    /// The text of an element; empty when it was not sent.
    func element(_ position: Int) -> String { ElementParsing.text(bytes(position)) }

    /// The text of an element without the blanks around it.
    func trimmed(_ position: Int) -> String {
        let element = bytes(position)
        var (start, end) = (element.startIndex, element.endIndex)
        while start < end, element[start] == 0x20 { start += 1 }
        while end > start, element[end - 1] == 0x20 { end -= 1 }
        return ElementParsing.text(element[start..<end])
    }

    /// An element as a whole number; nil when it is none.
    func number(_ position: Int) -> Int? { ElementParsing.number(bytes(position).span) }

    /// An element as a day; nil when it is none.
    func date(_ position: Int) -> X12Date? { ElementParsing.date(bytes(position).span) }
}
