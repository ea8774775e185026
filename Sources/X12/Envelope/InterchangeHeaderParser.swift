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
        let limit = min(bytes.count, start + longest)
        var offset = start + 4
        var count = 0
        while count < 15, offset < limit {
            if bytes[offset] == separator { count += 1 }
            offset += 1
        }
        // ISA01 to ISA15.
        let elements = EnvelopeElements(file, start..<(offset - 1), separator: separator)
        // ISA16 and the terminator.
        while offset < bytes.count, count == 15, ByteScan.isLineEnd(bytes[offset]) { offset += 1 }
        guard count == 15, offset < limit else { return bytes.count == limit ? .truncated : .unreadable }
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
            elements,
            delimiters: delimiters(
                element: separator,
                component: hasBadComponent ? 0 : component,
                repetition: elements.bytes(11),
                version: elements.trimmed(12),
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
        version: String,
        segment: UInt8
    ) -> Delimiters {
        var delimiters = Delimiters(element: element, component: component, repetition: nil, segment: segment)
        // Before version 00402 ISA11 named a standard, `U`, and nothing repeated.
        if repetition.count == 1, let byte = repetition.first, !ByteScan.isAlphanumeric(byte), byte > 0x20,
            byte != element, byte != component, byte != segment, (Int(version) ?? 0) >= 402
        {
            delimiters.repetition = byte
        }
        return delimiters
    }

    private static func header(
        _ elements: borrowing EnvelopeElements,
        delimiters: Delimiters,
        bytes: Range<Int>
    ) -> InterchangeHeader {
        InterchangeHeader(
            senderQualifier: elements.trimmed(5),
            sender: elements.trimmed(6),
            receiverQualifier: elements.trimmed(7),
            receiver: elements.trimmed(8),
            date: elements.date(9),
            time: elements.trimmed(10),
            version: elements.trimmed(12),
            controlNumber: elements.trimmed(13),
            acknowledgementRequested: elements.trimmed(14) == "1",
            usage: elements.trimmed(15),
            delimiters: delimiters,
            bytes: bytes
        )
    }
}
