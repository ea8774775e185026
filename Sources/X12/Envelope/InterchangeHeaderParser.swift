/// Reads an ISA, the one segment of fixed width, which says what the delimiters are.
enum InterchangeHeaderParser {
    /// What was found where an ISA should be.
    enum Outcome {
        /// An ISA; `isExact` when it has its 106 bytes, `hasBadComponent` when ISA16 can part nothing.
        case header(InterchangeHeader, isExact: Bool, hasBadComponent: Bool)
        /// The file ends in it.
        case truncated
        /// It is none, or has no usable delimiters.
        case unreadable
    }

    /// Where the separators stand in an ISA of the right width.
    private static let places = [3, 6, 17, 20, 31, 34, 50, 53, 69, 76, 81, 83, 89, 99, 101, 103]
    /// The longest ISA that is tried when the width is wrong.
    private static let longest = 512

    /// Whether an ISA of exactly the right width starts there.
    static func isExact(_ bytes: Span<UInt8>, at start: Int) -> Bool {
        guard hasID(bytes, at: start), start + 106 <= bytes.count else { return false }
        let separator = bytes[start + 3]
        return !ByteScan.isAlphanumeric(separator) && separator > 0x20
            && places.allSatisfy { bytes[start + $0] == separator }
    }

    /// Whether `ISA` stands there.
    static func hasID(_ bytes: Span<UInt8>, at start: Int) -> Bool {
        start + 3 < bytes.count && bytes[start] == UInt8(ascii: "I") && bytes[start + 1] == UInt8(ascii: "S")
            && bytes[start + 2] == UInt8(ascii: "A")
    }

    /// Reads the ISA at `start`.
    ///
    /// When its width is wrong (padding stripped or added, or a line end inside), its sixteen separators are counted
    /// instead, as receivers in the trade do.
    static func parse(_ file: [UInt8], at start: Int) -> Outcome {
        let bytes = file.span
        guard hasID(bytes, at: start) else { return .unreadable }
        let separator = bytes[start + 3]
        guard !ByteScan.isAlphanumeric(separator), separator != 0x20, separator != 0x0A, separator != 0x0D
        else { return .unreadable }
        var fields = Fields(file, from: start + 4)
        let limit = min(bytes.count, start + longest)
        var offset = fields.split(at: separator, to: limit)
        // ISA16 and the terminator.
        while offset < bytes.count, fields.count == 15, ByteScan.isLineEnd(bytes[offset]) { offset += 1 }
        guard fields.count == 15, offset < limit else { return bytes.count == limit ? .truncated : .unreadable }
        var component = bytes[offset]
        var terminatorPlace = offset + 1
        if startsSegment(bytes, at: offset + 1) {
            // ISA16 is missing: what stands there is the terminator.
            terminatorPlace = offset
            component = 0
        }
        guard terminatorPlace < bytes.count else { return .truncated }
        let terminator = bytes[terminatorPlace]
        guard !ByteScan.isAlphanumeric(terminator), terminator != 0x20, terminator != separator
        else { return .unreadable }
        let hasBadComponent =
            ByteScan.isAlphanumeric(component) || component <= 0x20 || component == separator
            || component == terminator
        let header = header(
            fields,
            delimiters: delimiters(
                element: separator,
                component: hasBadComponent ? 0 : component,
                repetition: fields[10],
                version: fields[11],
                segment: terminator
            ),
            bytes: start..<(terminatorPlace + 1)
        )
        return .header(
            header,
            isExact: terminatorPlace == start + 105 && isExact(bytes, at: start),
            hasBadComponent: hasBadComponent
        )
    }

    /// Whether one of the segments that may follow an ISA starts there.
    private static func startsSegment(_ bytes: Span<UInt8>, at offset: Int) -> Bool {
        guard offset + 3 < bytes.count else { return false }
        let two = SegmentID(packed: UInt32(bytes[offset]) << 8 | UInt32(bytes[offset + 1]))
        let three = SegmentID(packed: two.packed << 8 | UInt32(bytes[offset + 2]))
        return two == .gs || three == .ta1 || three == .iea
    }

    private static func delimiters(
        element: UInt8,
        component: UInt8,
        repetition: ArraySlice<UInt8>,
        version: ArraySlice<UInt8>,
        segment: UInt8
    ) -> Delimiters {
        var delimiters = Delimiters(element: element, component: component, repetition: nil, segment: segment)
        // Before version 00402 ISA11 named a standard, `U`, and nothing repeated.
        if repetition.count == 1, let byte = repetition.first, !ByteScan.isAlphanumeric(byte), byte > 0x20,
            byte != element, byte != component, byte != segment, (Int(text(version)) ?? 0) >= 402
        {
            delimiters.repetition = byte
        }
        return delimiters
    }

    private static func header(_ fields: Fields, delimiters: Delimiters, bytes: Range<Int>) -> InterchangeHeader {
        InterchangeHeader(
            senderQualifier: text(fields[4]),
            sender: text(fields[5]),
            receiverQualifier: text(fields[6]),
            receiver: text(fields[7]),
            date: ElementParsing.date(fields[8].span),
            time: text(fields[9]),
            version: text(fields[11]),
            controlNumber: text(fields[12]),
            acknowledgementRequested: text(fields[13]) == "1",
            usage: text(fields[14]),
            delimiters: delimiters,
            bytes: bytes
        )
    }

    /// The text of a field without the blanks around it.
    private static func text(_ field: ArraySlice<UInt8>) -> String {
        var (start, end) = (field.startIndex, field.endIndex)
        while start < end, field[start] == 0x20 { start += 1 }
        while end > start, field[end - 1] == 0x20 { end -= 1 }
        return ElementParsing.text(field[start..<end])
    }

    /// ISA01 to ISA15 without line ends.
    private struct Fields {
        private let file: [UInt8]
        private let start: Int
        private var ends = InlineArray<15, Int>(repeating: 0)
        /// How many have ended.
        private(set) var count = 0
        private var hasLineEnds = false

        /// None yet; the first begins at that offset.
        init(_ file: [UInt8], from start: Int) { (self.file, self.start) = (file, start) }

        /// Finds where they end; returns the offset after the last, or the limit.
        mutating func split(at separator: UInt8, to limit: Int) -> Int {
            var offset = start
            while count < 15, offset < limit {
                if file[offset] == separator {
                    ends[count] = offset
                    count += 1
                } else if ByteScan.isLineEnd(file[offset]) {
                    hasLineEnds = true
                }
                offset += 1
            }
            return offset
        }

        /// A field by its index, ISA01 being 0.
        subscript(index: Int) -> ArraySlice<UInt8> {
            let field = file[(index == 0 ? start : ends[index - 1] + 1)..<ends[index]]
            return hasLineEnds ? field.filter { !ByteScan.isLineEnd($0) }[...] : field
        }
    }
}
