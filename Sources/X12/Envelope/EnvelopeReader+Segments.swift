extension EnvelopeReader {
    /// Reads on until an envelope segment has been taken in, passing over the segments of a set.
    mutating func readSegments() {
        guard let delimiters = interchange?.header.delimiters else { return }
        let end = bytes.count
        while true {
            if open != nil { passOver(delimiters) }
            let start = SegmentBounds.skipBlanks(bytes.span, from: position, to: end, terminator: delimiters.segment)
            if start > position { noteBlanks(from: position, to: start) }
            position = start
            guard start < end else { return endOfFile() }
            if bytes[start] == delimiters.segment {
                position = start + 1
                continue
            }
            let id = SegmentBounds.id(bytes.span, at: start, to: end, delimiters: delimiters)
            guard let stop = terminator(at: start, id: id, delimiters: delimiters) else {
                return partialSegment(id, at: start)
            }
            if id == .isa || stop - start >= 106, let place = embeddedInterchange(from: start, to: stop) {
                return interrupted(at: place, segmentStart: start)
            }
            segmentOrdinal += 1
            position = stop + 1
            if takeIn(id, start: start, stop: stop) { return }
        }
    }

    /// Passes over the segments of the set in hand that say nothing to the envelope, up to one that may.
    ///
    /// Those are nearly all; a segment that is unusual in any way is left to ``readSegments()``.
    private mutating func passOver(_ delimiters: Delimiters) {
        let (place, count) = PlainSegments.run(
            bytes.span,
            from: position,
            terminator: delimiters.segment,
            servicesMatter: open?.serviceSegment == SegmentID.none
        )
        guard count > 0 else { return }
        position = place
        segmentOrdinal += count
        open?.set.segmentCount += count
    }

    /// The place of the terminator of the segment at `start`; nil when the file ends before.
    private func terminator(at start: Int, id: SegmentID, delimiters: Delimiters) -> Int? {
        if id == .bin || id == .bds,
            let place = SegmentBounds.binaryEnd(
                bytes.span,
                at: start,
                to: bytes.count,
                id: id,
                delimiters: delimiters
            )
        {
            return place
        }
        return ByteScan.first(delimiters.segment, in: bytes.span, from: start, to: bytes.count)
    }

    /// Where an ISA stands inside what looks like one segment, which happens when files that were cut off are joined.
    private func embeddedInterchange(from start: Int, to stop: Int) -> Int? {
        let span = bytes.span
        var offset = start
        while let place = ByteScan.first(UInt8(ascii: "I"), in: span, from: offset, to: stop) {
            if InterchangeHeaderParser.isExact(span, at: place) { return place }
            if place == start, InterchangeHeaderParser.hasID(span, at: place),
                case .header = InterchangeHeaderParser.parse(bytes, at: place)
            {
                return place
            }
            offset = place + 1
        }
        return nil
    }

    /// Takes in one whole segment; true when it was one of the envelope.
    private mutating func takeIn(_ id: SegmentID, start: Int, stop: Int) -> Bool {
        switch id {
        case .st: beginSet(start: start, stop: stop)
        case .se: endSet(start: start, stop: stop)
        case .gs: beginGroup(start: start, stop: stop)
        case .ge: endGroup(start: start, stop: stop)
        case .iea: endInterchange(start: start, stop: stop)
        case .ta1 where open == nil: acknowledge(start: start, stop: stop)
        default:
            guard open != nil else {
                reportMisplaced(id, at: start)
                return false
            }
            open?.set.segmentCount += 1
            if id == .sv1 || id == .sv2 || id == .sv3 {
                if open?.serviceSegment == SegmentID.none { open?.serviceSegment = id }
            } else if id == .bht {
                let fields = elements(start: start, stop: stop)
                open?.structure = fields.element(1)
                open?.type = fields.element(6)
            }
            return false
        }
        return true
    }

    /// The elements of the envelope segment at `start`.
    func elements(start: Int, stop: Int) -> EnvelopeElements {
        EnvelopeElements(bytes, start..<stop, separator: interchange?.header.delimiters.element ?? 0)
    }

    private mutating func noteBlanks(from start: Int, to end: Int) {
        guard interchange?.hasReportedBlanks == false,
            bytes[start..<end].contains(where: { !ByteScan.isLineEnd($0) })
        else { return }
        interchange?.hasReportedBlanks = true
        report(
            .information,
            .blankBeforeSegment,
            at: end,
            "Blanks or control characters before segments are left out."
        )
    }

    private mutating func reportMisplaced(_ id: SegmentID, at start: Int) {
        guard interchange?.hasReportedMisplaced == false else { return }
        interchange?.hasReportedMisplaced = true
        report(
            .error,
            .misplacedSegment,
            at: start,
            "There are segments outside any transaction set; they are left out.",
            id: id
        )
    }
}

// MARK: - Ends that nobody wrote

extension EnvelopeReader {
    /// The file ends after a whole segment.
    private mutating func endOfFile() {
        if open != nil || group != nil || interchange != nil {
            report(
                .error,
                .truncated,
                at: bytes.count,
                "The file ends before the interchange does: it was cut off."
            )
        }
        closeInterchange(at: position)
    }

    /// The file ends within a segment: only an SE, GE or IEA that agrees with what it closes is taken to be whole.
    private mutating func partialSegment(_ id: SegmentID, at start: Int) {
        let fields = elements(start: start, stop: bytes.count)
        let isWhole =
            switch id {
            case .se:
                open.map {
                    ControlNumber.agree($0.set.controlNumber, fields.element(2))
                        && fields.number(1) == $0.set.segmentCount + 1
                } ?? false
            case .ge:
                group.map {
                    ControlNumber.agree($0.controlNumber, fields.element(2))
                        && fields.number(1) == $0.setCount
                } ?? false
            case .iea: interchange.map { ControlNumber.agree($0.header.controlNumber, fields.element(2)) } ?? false
            default: false
            }
        segmentOrdinal += 1
        position = bytes.count
        if isWhole {
            report(.warning, .truncated, at: start, "The last segment has no terminator; it is read as whole.", id: id)
            switch id {
            case .se: endSet(start: start, stop: bytes.count)
            case .ge: endGroup(start: start, stop: bytes.count)
            default: endInterchange(start: start, stop: bytes.count)
            }
            return
        }
        report(
            .error,
            .truncated,
            at: start,
            "The file ends within this segment: it was cut off. The segment is left out, what is before it is kept."
        )
        closeInterchange(at: start)
        position = bytes.count
    }

    /// An ISA begins before the interchange has ended, perhaps in the middle of a segment.
    private mutating func interrupted(at place: Int, segmentStart: Int) {
        if place > segmentStart {
            segmentOrdinal += 1
            report(
                .error,
                .truncated,
                at: segmentStart,
                "An interchange begins within this segment: the one before was cut off. The segment is left out."
            )
        }
        closeInterchange(at: segmentStart)
        position = place
    }

    /// Ends the set in hand without SE, at a place that is not its own.
    mutating func closeSet(at end: Int) {
        guard let ended = open.take() else { return }
        var set = ended.set
        set.bytes = set.bytes.lowerBound..<max(set.bytes.lowerBound, end)
        set.guide = GuideChoice.guide(for: ended)
        reportIn(
            set,
            .missingTransactionTrailer,
            at: end,
            "The transaction set has no SE: it ends here and may have been cut off."
        )
        emit(.transactionSet(set))
    }

    /// Ends the group in hand without GE.
    mutating func closeGroup(at end: Int) {
        closeSet(at: end)
        guard let ended = group else { return }
        report(.error, .missingGroupTrailer, at: end, "The functional group has no GE.")
        group = nil
        emit(.groupEnd(isComplete: false, bytes: ended.start..<end))
    }

    /// Ends the interchange in hand without IEA.
    mutating func closeInterchange(at end: Int) {
        closeGroup(at: end)
        guard let ended = interchange else { return }
        report(.error, .missingInterchangeTrailer, at: end, "The interchange has no IEA.")
        interchange = nil
        emit(.interchangeEnd(isComplete: false, bytes: ended.header.bytes.lowerBound..<end))
    }
}
