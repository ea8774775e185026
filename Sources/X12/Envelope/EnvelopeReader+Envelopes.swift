extension EnvelopeReader {
    /// Takes in an ST.
    mutating func beginSet(start: Int, stop: Int) {
        closeSet(at: start)
        guard let headers = group?.headers ?? interchange?.headers else { return }
        let fields = elements(start: start, stop: stop)
        let number = fields.element(2)
        group?.setCount += 1
        open = OpenSet(
            set: TransactionSet(
                headers: headers,
                identifier: fields.element(1),
                controlNumber: number,
                implementation: fields.element(3),
                segmentCount: 1,
                bytes: start..<(stop + 1),
                firstSegmentInFile: segmentOrdinal,
                firstLine: line(at: start),
                guide: nil,
                controlNumbersAgree: false
            )
        )
        if group == nil {
            report(.error, .misplacedSegment, at: start, "This transaction set stands in no group (GS).", id: .st)
        } else if group?.seen.insert(number) == false {
            report(
                .warning,
                .duplicateControlNumber,
                at: start,
                "The group has another transaction set with the same ST02.",
                id: .st,
                element: 2
            )
        }
    }

    /// Takes in an SE.
    mutating func endSet(start: Int, stop: Int) {
        guard let ended = open.take() else {
            report(.error, .misplacedSegment, at: start, "This SE ends no transaction set.", id: .se)
            return
        }
        let fields = elements(start: start, stop: stop)
        var set = ended.set
        set.segmentCount += 1
        set.bytes = set.bytes.lowerBound..<min(stop + 1, bytes.count)
        let trailer = fields.element(2)
        set.trailerControlNumber = trailer
        set.declaredSegmentCount = fields.number(1)
        set.controlNumbersAgree = ControlNumber.agree(set.controlNumber, trailer)
        set.guide = GuideChoice.guide(for: ended)
        if set.declaredSegmentCount != set.segmentCount {
            let said = set.declaredSegmentCount.map { "SE01 says \($0)" } ?? "SE01 is no number"
            let words = "\(said), but the set has \(set.segmentCount) segments from ST to SE."
            reportIn(set, .segmentCount, at: start, words, id: .se, element: 1)
        }
        if !set.controlNumbersAgree {
            reportIn(
                set,
                .transactionControlNumber,
                at: start,
                "ST02 and SE02 differ.",
                id: .se,
                element: 2
            )
        }
        emit(.transactionSet(set))
    }

    /// Takes in a GS.
    mutating func beginGroup(start: Int, stop: Int) {
        closeGroup(at: start)
        let fields = elements(start: start, stop: stop)
        let header = GroupHeader(
            functionalIdentifier: fields.element(1),
            sender: fields.element(2).trimmed,
            receiver: fields.element(3).trimmed,
            date: fields.date(4),
            time: fields.element(5),
            controlNumber: fields.element(6),
            version: fields.element(8),
            bytes: start..<(stop + 1)
        )
        interchange?.groupCount += 1
        if let above = interchange?.headers { group = OpenGroup(headers: EnvelopeHeaders(above.interchange, header)) }
        emit(.groupStart(header))
    }

    /// Takes in a GE.
    mutating func endGroup(start: Int, stop: Int) {
        closeSet(at: start)
        guard let ended = group else {
            report(.error, .misplacedSegment, at: start, "This GE ends no functional group.", id: .ge)
            return
        }
        let fields = elements(start: start, stop: stop)
        if fields.number(1) != ended.setCount {
            let words = "GE01 does not say that the group has \(ended.setCount) transaction sets."
            report(.error, .transactionCount, at: start, words, id: .ge, element: 1)
        }
        if !ControlNumber.agree(ended.controlNumber, fields.element(2)) {
            report(.error, .groupControlNumber, at: start, "GS06 and GE02 differ.", id: .ge, element: 2)
        }
        group = nil
        emit(.groupEnd(isComplete: true, bytes: ended.start..<min(stop + 1, bytes.count)))
    }

    /// Takes in an IEA.
    mutating func endInterchange(start: Int, stop: Int) {
        closeGroup(at: start)
        guard let ended = interchange else { return }
        let fields = elements(start: start, stop: stop)
        if fields.number(1) != ended.groupCount {
            let words = "IEA01 does not say that the interchange has \(ended.groupCount) functional groups."
            // Some senders of a lone TA1 count it.
            let severity: Diagnostic.Severity = ended.groupCount == 0 ? .information : .error
            report(severity, .groupCount, at: start, words, id: .iea, element: 1)
        }
        if !ControlNumber.agree(ended.header.controlNumber, fields.element(2)) {
            report(.error, .interchangeControlNumber, at: start, "ISA13 and IEA02 differ.", id: .iea, element: 2)
        }
        interchange = nil
        emit(
            .interchangeEnd(
                isComplete: true,
                bytes: ended.header.bytes.lowerBound..<min(stop + 1, bytes.count)
            )
        )
    }

    /// Takes in a TA1.
    mutating func acknowledge(start: Int, stop: Int) {
        let fields = elements(start: start, stop: stop)
        emit(
            .acknowledgement(
                InterchangeAcknowledgement(
                    controlNumber: fields.element(1),
                    date: fields.date(2),
                    time: fields.element(3),
                    acknowledgement: fields.element(4),
                    noteCode: fields.element(5),
                    source: Source(
                        start: start,
                        end: stop + 1,
                        firstSegment: segmentOrdinal,
                        lastSegment: segmentOrdinal
                    )
                )
            )
        )
    }
}

// MARK: - Reports

extension EnvelopeReader {
    /// The line of a byte.
    private mutating func line(at offset: Int) -> Int {
        let bytes = self.bytes
        return lines.line(at: offset, in: bytes.span)
    }

    /// Reports something of the envelope at a byte of the file.
    mutating func report(
        _ severity: Diagnostic.Severity,
        _ code: Diagnostic.Code,
        at offset: Int,
        _ message: String,
        id: SegmentID = .none,
        element: Int? = nil
    ) {
        var place = Place(
            interchangeControlNumber: interchange?.header.controlNumber,
            groupControlNumber: group?.controlNumber,
            transactionControlNumber: open?.set.controlNumber,
            segmentInFile: segmentOrdinal,
            byteOffset: offset,
            line: line(at: offset),
            segmentID: id.text,
            element: element
        )
        if let open { place.segmentInTransaction = open.set.segmentCount }
        log.add(Diagnostic(severity: severity, code: code, place: place, message: message))
    }

    /// Reports an error of a set at one of its segments, the last that was counted.
    mutating func reportIn(
        _ set: TransactionSet,
        _ code: Diagnostic.Code,
        at offset: Int,
        _ message: String,
        id: SegmentID = .none,
        element: Int? = nil
    ) {
        let place = Place(
            interchangeControlNumber: interchange?.header.controlNumber,
            groupControlNumber: group?.controlNumber,
            transactionControlNumber: set.controlNumber,
            segmentInFile: segmentOrdinal,
            segmentInTransaction: set.segmentCount,
            byteOffset: offset,
            line: line(at: offset),
            segmentID: id.text,
            element: element
        )
        log.add(Diagnostic(severity: .error, code: code, place: place, message: message))
    }
}

/// Control numbers, which are compared as numbers where they are numbers.
enum ControlNumber {
    /// Whether two control numbers are the same, padding of blanks and zeros aside; an empty one equals none.
    static func agree(_ left: String, _ right: String) -> Bool {
        let left = left.trimmed
        let right = right.trimmed
        guard !left.isEmpty, !right.isEmpty else { return false }
        if left == right { return true }
        guard left.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            right.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return false }
        return left.drop { $0 == "0" } == right.drop { $0 == "0" }
    }
}

extension String {
    /// The text without blanks around it.
    var trimmed: String {
        guard utf8.first == 0x20 || utf8.last == 0x20 else { return self }
        var rest = self[...]
        while rest.first == " " { rest.removeFirst() }
        while rest.last == " " { rest.removeLast() }
        return String(rest)
    }
}
