/// Walks the envelopes of a file in flat memory: interchanges, groups, transaction sets, acknowledgements.
///
/// A damaged set never costs its neighbours: without an SE it ends where the next ST, GE, GS, IEA or ISA begins.
///
/// ```swift
/// var reader = EnvelopeReader(bytes)
/// while let event = reader.next() {
///     if case .transactionSet(let set) = event { let reading = set.read(from: bytes) }
/// }
/// ```
///
/// Control numbers and counts that disagree are reported and reading goes on. Limits: a segment of 64 KB or 1,024
/// elements, an ISA of 512 bytes, 10,000 diagnostics between two calls of ``takeDiagnostics()``.
public struct EnvelopeReader: Sendable {
    let bytes: [UInt8]
    var position = 0
    var segmentOrdinal = 0
    var lines = LineCounter()
    var log = DiagnosticLog(limit: 10_000)

    var interchange: OpenInterchange?
    var group: OpenGroup?
    var open: OpenSet?

    /// What was met and not yet given: hardly ever more than one.
    private var pending: [EnvelopeEvent] = []
    private var isFinished = false
    /// The terminator of the interchange before, of which bytes may be left when it is more than one in UTF-8.
    private var lastTerminator: UInt8 = 0
    private var hasSeenInterchange = false
    /// ISA05, ISA06 and ISA13 of the interchanges so far, to find repeated ones.
    private var seenInterchanges = SeenValues<[String]>()

    /// A reader at the start of a file.
    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// What was reported so far and not yet taken.
    public var diagnostics: [Diagnostic] { log.diagnostics }

    /// Hands over what was reported and forgets it, so that a long file does not gather diagnostics.
    public mutating func takeDiagnostics() -> [Diagnostic] { log.take() }

    /// The next thing of the file; nil at its end.
    public mutating func next() -> EnvelopeEvent? {
        while true {
            if !pending.isEmpty { return pending.removeFirst() }
            if isFinished { return nil }
            if interchange == nil { findInterchange() } else { readSegments() }
        }
    }

    mutating func emit(_ event: consuming EnvelopeEvent) { pending.append(event) }
}

// MARK: - Between interchanges

extension EnvelopeReader {
    /// Goes to the next ISA that can be read; what stands before it is junk.
    private mutating func findInterchange() {
        if position == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            report(.information, .byteOrderMark, at: 0, "The file starts with a byte order mark, which is left out.")
            position = 3
        }
        let start = SegmentBounds.skipBlanks(bytes.span, from: position, to: bytes.count, terminator: lastTerminator)
        guard start < bytes.count else { return finish() }
        var place = start
        while let candidate = nextID(from: place) {
            switch InterchangeHeaderParser.parse(bytes, at: candidate) {
            case .header(let header, let isExact, let hasBadComponent):
                reportJunk(from: start, to: candidate)
                begin(header, isExact: isExact, hasBadComponent: hasBadComponent)
                return
            case .truncated:
                reportJunk(from: start, to: candidate)
                report(.error, .truncated, at: candidate, "The file ends within an ISA; nothing of it can be read.")
                hasSeenInterchange = true
                return finish()
            case .unreadable:
                report(
                    .error,
                    .interchangeHeaderUnreadable,
                    at: candidate,
                    "This ISA cannot be read: its delimiters are letters, digits or blanks, or it is no ISA at all."
                )
                place = candidate + 3
            }
        }
        reportJunk(from: start, to: bytes.count)
        finish()
    }

    /// The next place where `ISA` stands and no letter or digit before it.
    private func nextID(from start: Int) -> Int? {
        let span = bytes.span
        var offset = start
        while let place = ByteScan.first(UInt8(ascii: "I"), in: span, from: offset, to: span.count) {
            if InterchangeHeaderParser.hasID(span, at: place),
                place == start || !ByteScan.isAlphanumeric(span[place - 1])
            {
                return place
            }
            offset = place + 1
        }
        return nil
    }

    private mutating func reportJunk(from start: Int, to end: Int) {
        guard end > start else { return }
        let words = "\(end - start) bytes that belong to no interchange are left out."
        report(.warning, .junk, at: start, words)
    }

    private mutating func finish() {
        isFinished = true
        if !hasSeenInterchange {
            report(.error, .noInterchange, at: 0, "There is no interchange (ISA) in this file.")
        }
    }

    /// Takes in an ISA.
    private mutating func begin(_ header: InterchangeHeader, isExact: Bool, hasBadComponent: Bool) {
        hasSeenInterchange = true
        segmentOrdinal += 1
        position = header.bytes.upperBound
        lastTerminator = header.delimiters.segment
        interchange = OpenInterchange(headers: EnvelopeHeaders(header, nil))
        let start = header.bytes.lowerBound
        if !isExact {
            report(
                .warning,
                .interchangeHeaderLength,
                at: start,
                "The ISA is not the 106 bytes of fixed width that it must be; its separators were counted instead.",
                id: .isa
            )
        }
        if hasBadComponent {
            report(
                .error,
                .delimiter,
                at: start,
                "ISA16 cannot part components; composite elements are read whole.",
                id: .isa,
                element: 16
            )
        }
        if !seenInterchanges.insert([header.senderQualifier, header.sender, header.controlNumber]) {
            report(
                .warning,
                .duplicateControlNumber,
                at: start,
                "This sender used the same ISA13 before in this file.",
                id: .isa,
                element: 13
            )
        }
        emit(.interchangeStart(header))
    }
}
