/// Walks the segments of one transaction set and gives their elements, without copying the file.
///
/// One segment is current at a time; its separators are kept in a buffer that is used again for the next. What is
/// wrong with an element is reported where it is read.
struct SegmentReader {
    /// The set that is read.
    let set: TransactionSet
    /// The delimiters of its interchange.
    let delimiters: Delimiters

    /// The id of the current segment.
    private(set) var id: SegmentID = .none
    /// Its ordinal in the set, ST being 1.
    private(set) var ordinal = 0
    /// Its bytes in the file, the terminator included.
    private(set) var bytes: Range<Int> = 0..<0
    /// How many elements it has.
    private(set) var count = 0
    /// Set when a required amount was absent or an amount could not be read; whoever looks resets it.
    var hasUnreadableAmount = false
    /// What was reported.
    var log = DiagnosticLog(limit: 1_000)

    private let file: [UInt8]
    /// The file, or the current segment without its line ends when it is wrapped.
    private(set) var buffer: [UInt8]
    private var position: Int
    /// Start of the id, of each element, and one past the end of the last.
    private var starts: [Int]
    private var isASCII = true
    private var isWrapped = false
    private var hasReportedCharacters = false
    private var hasReportedWrapping = false
    private var lines: LineCounter

    /// A reader at the start of a set in the file it was found in.
    init(_ set: TransactionSet, in file: [UInt8]) {
        self.set = set
        self.file = file
        buffer = file
        delimiters = set.interchange.delimiters
        position = min(set.bytes.lowerBound, file.count)
        starts = Array(repeating: 0, count: SegmentBounds.mostElements + 16)
        lines = LineCounter(offset: position, line: set.firstLine)
    }

    /// Goes to the next segment; false at the end of the set.
    mutating func next() -> Bool {
        if isWrapped {
            buffer = file
            isWrapped = false
        }
        let end = min(set.bytes.upperBound, file.count)
        while true {
            position = SegmentBounds.skipBlanks(file.span, from: position, to: end, terminator: delimiters.segment)
            guard position < end else { return false }
            guard file[position] != delimiters.segment else {
                position += 1
                continue
            }
            ordinal += 1
            split(to: end)
            if id == .none { reportID() }
            return true
        }
    }

    /// Finds the separators and the terminator of the segment at ``position``.
    private mutating func split(to end: Int) {
        let start = position
        if file[start] == UInt8(ascii: "B"), splitBinary(from: start, to: end) { return }
        let file = self.file
        var found = Self.scan(file.span, from: start, to: end, delimiters, into: &starts)
        if found.isTooLong {
            found.stop = ByteScan.first(delimiters.segment, in: file.span, from: found.stop, to: end) ?? end
        }
        bytes = start..<min(found.stop + 1, end)
        position = bytes.upperBound
        var bodyEnd = found.stop
        if delimiters.segment == 0x0A, bodyEnd > start, file[bodyEnd - 1] == 0x0D { bodyEnd -= 1 }
        id = SegmentBounds.id(file.span, at: start, to: bodyEnd, delimiters: delimiters)
        isASCII = found.isASCII
        guard !found.isTooLong else {
            count = 0
            report(
                .error,
                .segmentTooLong,
                "A segment of more than \(SegmentBounds.longest) bytes or \(SegmentBounds.mostElements) elements is not read."
            )
            return
        }
        count = found.fields
        starts[found.fields + 1] = bodyEnd + 1
        if found.mayBeWrapped { unwrap(start: start, stop: bodyEnd) }
        if !isASCII { reportCharacters() }
    }

    /// What a scan over one segment found.
    private struct Scan {
        var stop: Int
        var fields = 0
        var isTooLong = false
        var isASCII = true
        var mayBeWrapped = false
    }

    /// Looks for separators and the terminator eight bytes at a time, noting bytes beyond ASCII and control characters.
    private static func scan(
        _ span: Span<UInt8>,
        from start: Int,
        to end: Int,
        _ delimiters: Delimiters,
        into starts: inout [Int]
    ) -> Scan {
        let elements = ByteScan.copies(delimiters.element)
        let terminators = ByteScan.copies(delimiters.segment)
        let blanks = ByteScan.copies(0x20)
        let highBits = ByteScan.copies(0x80)
        var control: UInt64 = 0
        var high: UInt64 = 0
        var fields = 0
        // One word adds at most eight, and the number is looked at after each.
        var places = starts.mutableSpan
        places[0] = start
        var offset = start
        while offset &+ 8 <= end {
            let word = ByteScan.word(span, offset)
            let stops = ByteScan.matches(word, terminators)
            var found = ByteScan.matches(word, elements)
            var inside = word
            if stops != 0 {
                // What comes after the terminator belongs to the next segment.
                let before = (stops & (~stops &+ 1)) &>> 7 &- 1
                found &= before
                inside = (word & before) | (blanks & ~before)
            }
            control |= (inside &- blanks) & ~inside
            high |= inside
            while found != 0 {
                fields &+= 1
                places[fields] = offset &+ found.trailingZeroBitCount &>> 3 &+ 1
                found &= found &- 1
            }
            if stops != 0 {
                return Scan(
                    stop: offset &+ stops.trailingZeroBitCount &>> 3,
                    fields: fields,
                    isTooLong: fields > SegmentBounds.mostElements,
                    isASCII: high & highBits == 0,
                    mayBeWrapped: control & highBits != 0
                )
            }
            offset &+= 8
            if offset &- start > SegmentBounds.longest || fields > SegmentBounds.mostElements {
                return Scan(stop: offset, isTooLong: true)
            }
        }
        while offset < end, span[offset] != delimiters.segment {
            if span[offset] == delimiters.element {
                fields &+= 1
                places[fields] = offset &+ 1
            }
            if span[offset] < 0x20 { control = highBits }
            high |= UInt64(span[offset])
            offset &+= 1
        }
        return Scan(
            stop: offset,
            fields: fields,
            isASCII: high & highBits == 0,
            mayBeWrapped: control & highBits != 0
        )
    }

    /// Takes in a BIN or BDS segment: its id, and the elements before the data; false when it is none, or its length is
    /// wrong and it must be read like any other.
    private mutating func splitBinary(from start: Int, to end: Int) -> Bool {
        let id = SegmentBounds.id(file.span, at: start, to: end, delimiters: delimiters)
        guard id == .bin || id == .bds else { return false }
        self.id = id
        guard let place = SegmentBounds.binaryEnd(file.span, at: start, to: end, id: id, delimiters: delimiters)
        else {
            bytes = start..<start
            report(.error, .binaryLength, "The length of binary data does not end at a segment terminator.")
            return false
        }
        bytes = start..<(place + 1)
        position = place + 1
        starts[0] = start
        count = 0
        isASCII = true
        var offset = start
        let elements = id == .bds ? 2 : 1
        while let next = ByteScan.first(delimiters.element, in: file.span, from: offset, to: place) {
            offset = next + 1
            starts[count + 1] = offset
            guard count < elements else { break }
            count += 1
        }
        return true
    }

    /// Copies the current segment without line ends when it has any inside, and finds its separators in the copy.
    private mutating func unwrap(start: Int, stop: Int) {
        guard count > 0, !ByteScan.isLineEnd(delimiters.segment) else { return }
        let body = file[start..<stop]
        guard body.contains(where: ByteScan.isLineEnd) else { return }
        isWrapped = true
        buffer = body.filter { !ByteScan.isLineEnd($0) }
        var fields = 0
        starts[0] = 0
        for (index, byte) in buffer.enumerated() where byte == delimiters.element {
            fields += 1
            starts[fields] = index + 1
        }
        count = fields
        starts[fields + 1] = buffer.count + 1
        id = SegmentBounds.id(buffer.span, at: 0, to: buffer.count, delimiters: delimiters)
        if !hasReportedWrapping {
            hasReportedWrapping = true
            report(.information, .wrapped, "The file is wrapped: line ends inside segments are left out.")
        }
    }
}

// MARK: - Elements

extension SegmentReader {
    /// The bytes of an element in the buffer; empty when it was not sent.
    @inline(__always)
    func range(_ element: Int) -> Range<Int> {
        guard element <= count else { return 0..<0 }
        let start = starts[element]
        return start..<max(start, starts[element &+ 1] &- 1)
    }

    /// The bytes of a component in the buffer; component 1 of a simple element is the element.
    func range(_ element: Int, _ component: Int) -> Range<Int> {
        let whole = range(element)
        var start = whole.lowerBound
        var offset = start
        var wanted = component
        let span = buffer.span
        while offset < whole.upperBound {
            if span[offset] == delimiters.component {
                if wanted == 1 { return start..<offset }
                wanted &-= 1
                start = offset &+ 1
            }
            offset &+= 1
        }
        return wanted == 1 ? start..<whole.upperBound : 0..<0
    }

    /// Whether an element was not sent.
    @inline(__always)
    func isEmpty(_ element: Int) -> Bool { range(element).isEmpty }

    /// The text of an element; empty when it was not sent.
    @inline(__always)
    func text(_ element: Int) -> String { text(in: range(element)) }

    /// The text of a component.
    func text(_ element: Int, _ component: Int) -> String { text(in: range(element, component)) }

    @inline(__always)
    private func text(in range: Range<Int>) -> String {
        range.isEmpty ? "" : ElementParsing.text(buffer[range], isASCII: isASCII)
    }

    /// How many components an element has; 0 when it was not sent.
    func componentCount(_ element: Int) -> Int {
        let whole = range(element)
        return whole.isEmpty ? 0 : buffer[whole].count { $0 == delimiters.component } + 1
    }

    /// The bytes of an element or component packed into a number, as guides compare them; longer than eight: all ones.
    func code(_ element: Int, _ component: Int) -> UInt64 {
        let whole = component == 0 ? range(element) : range(element, component)
        guard whole.count <= 8 else { return .max }
        let span = buffer.span
        var packed: UInt64 = 0
        for offset in whole { packed = packed << 8 | UInt64(span[offset]) }
        return packed
    }

    /// The raw bytes of an element, for the canonical body.
    func rawElement(_ element: Int) -> ArraySlice<UInt8> { buffer[range(element)] }

    /// The bytes of the whole segment in the file.
    var rawSegment: ArraySlice<UInt8> { file[bytes] }

    /// Where the current segment stands.
    var source: Source {
        Source(start: bytes.lowerBound, end: bytes.upperBound, firstSegment: ordinal, lastSegment: ordinal)
    }

    /// All elements as text.
    var elements: [String] { count == 0 ? [] : (1...count).map { text($0) } }
}

// MARK: - Reports

extension SegmentReader {
    /// Reports something of the current segment, or of an element or component of it.
    mutating func report(
        _ severity: Diagnostic.Severity,
        _ code: Diagnostic.Code,
        _ message: String,
        _ element: Int = 0,
        _ component: Int = 0
    ) {
        let file = self.file
        let place = Place(
            interchangeControlNumber: set.interchange.controlNumber,
            groupControlNumber: set.group?.controlNumber,
            transactionControlNumber: set.controlNumber,
            segmentInFile: set.firstSegmentInFile + ordinal - 1,
            segmentInTransaction: ordinal,
            byteOffset: bytes.lowerBound,
            line: lines.line(at: bytes.lowerBound, in: file.span),
            segmentID: id.text,
            element: element == 0 ? nil : element,
            component: component == 0 ? nil : component
        )
        log.add(Diagnostic(severity: severity, code: code, place: place, message: message))
    }

    private mutating func reportID() {
        report(.error, .segmentID, "A segment id must be two or three upper-case letters and digits.")
    }

    private mutating func reportCharacters() {
        guard !hasReportedCharacters, file[bytes].contains(where: { $0 >= 0x80 }) else { return }
        hasReportedCharacters = true
        report(.warning, .characterSet, "There are characters beyond ASCII; they are read as UTF-8, else as Latin-1.")
    }
}
