/// Walks the segments of one transaction set and gives their elements, without copying the file.
///
/// One segment is current at a time; its separators are places of the delimiter index, which is filled part by part.
/// What is wrong with an element is reported where it is read. It cannot be copied, so that no segment moves it about.
struct SegmentReader: ~Copyable {
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
    /// Lines of the file, counted for reports.
    var lines: LineCounter

    let file: [UInt8]
    /// Where the set starts in the file.
    let start: Int
    /// The bytes of segments that had line ends inside, without them.
    private(set) var unwrapped: [UInt8] = []
    /// The file, or ``unwrapped`` when the current segment is in it.
    private(set) var buffer: [UInt8]
    /// Whether the current segment has nothing beyond ASCII.
    private(set) var isASCII = true

    private let end: Int
    private var position: Int
    private(set) var index: DelimiterIndex
    /// The first place and the first segment of the index that may lie in what follows.
    private var cursor = 0
    private var segment = 0
    /// Where the index was last filled from.
    private var refilledAt = -1
    /// What is before this offset is in the index.
    private var indexed: Int
    /// The place where the id of the current segment ends; element 1 ends at the next, and so on.
    private(set) var first = 0
    /// The offset in the buffer that its places count from.
    private(set) var base = 0
    /// What a place must be raised by to be that of a ``TextPlace``.
    private(set) var textBase: UInt32 = 0
    private(set) var isWrapped = false
    /// Whether the places of the current segment were stored by hand.
    private var isApart = false
    private var hasReportedCharacters = false
    private var hasReportedWrapping = false

    /// A reader at the start of a set in the file it was found in.
    init(_ set: TransactionSet, in file: [UInt8]) {
        self.set = set
        self.file = file
        buffer = file
        delimiters = set.interchange.delimiters
        start = min(set.bytes.lowerBound, file.count)
        position = start
        end = min(set.bytes.upperBound, file.count)
        indexed = position
        index = DelimiterIndex(capacity: min(512, max(end - position, 0) / 4 + 128))
        lines = LineCounter(offset: position, line: set.firstLine)
    }

    /// Goes to the next segment; false at the end of the set.
    mutating func next() -> Bool {
        if isApart {
            buffer = file
            isWrapped = false
            isApart = false
            useIndex()
        }
        while true {
            position = SegmentBounds.skipBlanks(file.span, from: position, to: end, terminator: delimiters.segment)
            guard position < end else { return false }
            let first = file[position]
            guard first != delimiters.segment else {
                position += 1
                continue
            }
            ordinal &+= 1
            split(first)
            if id == .none { reportID() }
            return true
        }
    }

    /// Finds the separators and the terminator of the segment at ``position``, which begins with that byte.
    @inline(__always)
    private mutating func split(_ first: UInt8) {
        let start = position
        if first == UInt8(ascii: "B"), splitBinary(from: start) { return }
        guard let stop = find(from: start) else { return splitIrregular(from: start) }
        bytes = start..<(stop + 1)
        position = stop + 1
        let length = index[self.first] &- start
        if length < 2 || length > 3 {
            id = .none
        } else {
            id = SegmentID(packed: UInt32(truncatingIfNeeded: ByteScan.packed(file.span, start, length)))
        }
        isASCII = index.isASCII || !file[bytes].contains { $0 >= 0x80 }
        if !isASCII { reportCharacters() }
    }

    /// Finds the terminator of the segment at `start` in the index and sets the segment's place and count; nil when it
    /// may have line ends inside, has no terminator, or too many elements or bytes, which is seldom and read otherwise.
    @inline(__always)
    private mutating func find(from start: Int) -> Int? {
        while true {
            if segment < index.segmentCount {
                let place = Int(index.ends[segment])
                let stop = index[place]
                if stop >= start {
                    // Separators between segments belong to none.
                    while cursor < place, index[cursor] < start { cursor &+= 1 }
                    let separators = place &- cursor
                    first = cursor
                    count = separators
                    segment &+= 1
                    cursor = place &+ 1
                    guard !index.hasInnerLineEnds, separators <= SegmentBounds.mostElements,
                        stop &- start <= SegmentBounds.longest
                    else { return nil }
                    return stop
                }
                // Within binary data, or read otherwise.
                segment &+= 1
                cursor = place &+ 1
            } else {
                guard refill(from: start) else { return nil }
            }
        }
    }

    /// Lets places count as the index does.
    private mutating func useIndex() {
        base = index.base
        textBase = TextPlace.base(base &- start)
    }

    /// Fills the index from a segment on; false when that gives no terminator.
    @inline(never)
    private mutating func refill(from start: Int) -> Bool {
        guard indexed < end || index.segmentCount == 0, refilledAt != start else { return false }
        let file = self.file
        refilledAt = start
        indexed = index.fill(from: file.span, at: start, to: end, delimiters)
        useIndex()
        cursor = 0
        segment = 0
        return index.segmentCount > 0
    }
}

// MARK: - Segments that are not read as they stand

extension SegmentReader {
    /// Takes in a segment that is wrapped, too long, or without a terminator.
    private mutating func splitIrregular(from start: Int) {
        let stop = ByteScan.first(delimiters.segment, in: file.span, from: start, to: end) ?? end
        bytes = start..<min(stop + 1, end)
        position = bytes.upperBound
        var bodyEnd = stop
        if delimiters.segment == 0x0A, bodyEnd > start, file[bodyEnd - 1] == 0x0D { bodyEnd -= 1 }
        id = SegmentBounds.id(file.span, at: start, to: bodyEnd, delimiters: delimiters)
        isASCII = true
        let separators = stop - start > SegmentBounds.longest ? nil : separators(in: start..<bodyEnd)
        guard let separators else {
            count = 0
            report(
                .error,
                .segmentTooLong,
                "A segment of more than \(SegmentBounds.longest) bytes or \(SegmentBounds.mostElements) elements is not read."
            )
            return
        }
        isASCII = !file[bytes].contains { $0 >= 0x80 }
        store(separators, end: bodyEnd, from: start)
        unwrap(start: start, stop: bodyEnd)
        if !isASCII { reportCharacters() }
    }

    /// The offsets of the separators in a part of the buffer; nil when there are too many.
    private func separators(in range: Range<Int>) -> [Int]? {
        var offsets: [Int] = []
        var offset = range.lowerBound
        while let next = ByteScan.first(delimiters.element, in: buffer.span, from: offset, to: range.upperBound) {
            guard offsets.count < SegmentBounds.mostElements else { return nil }
            offsets.append(next)
            offset = next + 1
        }
        return offsets
    }

    /// Makes those offsets of the buffer the separators of the current segment.
    private mutating func store(_ separators: [Int], end: Int, from start: Int) {
        isApart = true
        base = start
        textBase = isWrapped ? TextPlace.base(unwrapped: base) : TextPlace.base(base - self.start)
        count = separators.count
        first = index.store((separators + [end]).map { $0 - start })
    }

    /// Copies the current segment without line ends when it has any inside, and finds its separators in the copy.
    private mutating func unwrap(start: Int, stop: Int) {
        guard count > 0, !ByteScan.isLineEnd(delimiters.segment) else { return }
        let body = file[start..<stop]
        guard body.contains(where: ByteScan.isLineEnd) else { return }
        isWrapped = true
        let first = unwrapped.count
        buffer = []
        unwrapped.append(contentsOf: body.lazy.filter { !ByteScan.isLineEnd($0) })
        buffer = unwrapped
        store(separators(in: first..<buffer.count) ?? [], end: buffer.count, from: first)
        id = SegmentBounds.id(buffer.span, at: first, to: buffer.count, delimiters: delimiters)
        if !hasReportedWrapping {
            hasReportedWrapping = true
            report(.information, .wrapped, "The file is wrapped: line ends inside segments are left out.")
        }
    }

    /// Takes in a BIN or BDS segment: its id, and the elements before the data; false when it is none, or its length is
    /// wrong and it must be read like any other.
    private mutating func splitBinary(from start: Int) -> Bool {
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
        isASCII = true
        var separators: [Int] = []
        var offset = start
        let elements = id == .bds ? 2 : 1
        while let next = ByteScan.first(delimiters.element, in: file.span, from: offset, to: place),
            separators.count < elements
        {
            offset = next + 1
            separators.append(next)
        }
        let end = ByteScan.first(delimiters.element, in: file.span, from: offset, to: place) ?? place
        store(separators, end: end, from: start)
        return true
    }
}

// MARK: - Reports

extension SegmentReader {
    /// Reports something of the current segment, or of an element or component of it.
    @inline(never)
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
