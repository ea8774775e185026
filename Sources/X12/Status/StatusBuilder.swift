/// Puts a 277CA or 277 together, segment by segment.
struct StatusBuilder: ~Copyable {
    /// What was read so far.
    private var arena = RecordArena()
    /// What stands above the claims.
    private var set = StatusSetRecord()
    /// The places of the parties that what follows is about, negative for none.
    private var provider: Int32 = -1
    private var patient: Int32 = -1
    private var dependent: Int32 = -1

    /// Makes room for about as much as an answer of so many bytes has.
    init(bytes: Int) {
        arena.reports.reserve(bytes / 300 + 1)
        arena.parties.reserve(bytes / 140 + 2)
        arena.statuses.reserve(bytes / 170 + 2)
        arena.dates.reserve(bytes / 180 + 2)
    }

    /// What was read; the last claim is marked when the set was cut off.
    consuming func finish(
        _ reader: borrowing SegmentReader,
        isComplete: Bool
    ) -> (records: SetRecords, set: StatusSetRecord) {
        let count = arena.reports.count
        if count > 0, !isComplete { arena.reports[count - 1].isComplete = false }
        return (SetRecords(taking: &arena, reader), set)
    }

    /// Takes in a segment.
    mutating func take(_ match: LoopMatcher.Match, _ reader: inout SegmentReader) {
        reader.hasUnreadableAmount = false
        if reader.id == .hl, match.tag == .other { (set.receiver, provider, patient, dependent) = (-1, -1, -1, -1) }
        switch match.tag {
        case .root: if reader.id == .bht { set.header = reader.businessHeader() }
        case .h2000A, .h2000B, .h2000C, .h2000D, .h2000E: if match.opens { beginLevel(match.tag) }
        case .h2100A: set.source = arena.take(match, &reader, into: set.source)
        case .h2100B: set.receiver = arena.take(match, &reader, into: set.receiver)
        case .h2100C: provider = arena.take(match, &reader, into: provider)
        case .h2100D: patient = arena.take(match, &reader, into: patient)
        case .h2100E: dependent = arena.take(match, &reader, into: dependent)
        case .h2200A:
            if match.opens {
                set.sourceTrace = reader.text(2)
            } else if reader.id == .dtp {
                arena.dates.add(reader.qualifiedDate(), to: &set.dates)
            }
        case .h2200B: set.receiverSummaries = arena.take(match, &reader, of: set.receiver, into: set.receiverSummaries)
        case .h2200C: set.providerSummaries = arena.take(match, &reader, of: provider, into: set.providerSummaries)
        case .h2200D, .h2200E, .h2220D, .h2220E: takeClaim(match, &reader)
        default: break
        }
    }

    private mutating func beginLevel(_ level: LoopTag) {
        switch level {
        case .h2000B: (set.receiver, provider, patient, dependent) = (-1, -1, -1, -1)
        case .h2000C: (provider, patient, dependent) = (-1, -1, -1)
        case .h2000D: (patient, dependent) = (-1, -1)
        case .h2000E: dependent = -1
        default: break
        }
    }

    private mutating func takeClaim(_ match: LoopMatcher.Match, _ reader: inout SegmentReader) {
        if match.opens, match.tag == .h2200D || match.tag == .h2200E {
            arena.reports.add(
                StatusReportRecord(
                    traceNumber: reader.text(2),
                    provider: provider,
                    patient: patient,
                    dependent: dependent,
                    source: reader.place
                )
            )
        } else if arena.reports.count > 0 {
            arena.take(match, &reader, report: arena.reports.count - 1)
        }
    }
}

extension RecordArena {
    /// Takes in a segment of 2200B or 2200C; returns the run with it.
    fileprivate mutating func take(
        _ match: LoopMatcher.Match,
        _ reader: inout SegmentReader,
        of party: Int32,
        into run: Run
    ) -> Run {
        var run = run
        if match.opens {
            let summary = StatusSummaryRecord(party: party, traceNumber: reader.text(2), source: reader.place)
            summaries.add(summary, to: &run)
            return run
        }
        guard !run.isEmpty else { return run }
        let last = run.last
        summaries[last].source.extend(to: reader.place)
        switch reader.id {
        case .stc: statuses.add(reader.status(), to: &summaries[last].statuses)
        case .qty: quantities.add(reader.qualifiedQuantity(), to: &summaries[last].quantities)
        case .amt: amounts.add(reader.qualifiedAmount(), to: &summaries[last].amounts)
        case .ref: references.add(reader.reference(), to: &summaries[last].references)
        default: break
        }
        return run
    }

    /// Takes in a segment of a claim or of a line of it.
    fileprivate mutating func take(_ match: LoopMatcher.Match, _ reader: inout SegmentReader, report: Int) {
        reports[report].source.extend(to: reader.place)
        if match.tag == .h2220D || match.tag == .h2220E {
            takeLine(match, &reader, report: report)
        } else {
            switch reader.id {
            case .stc: statuses.add(reader.status(), to: &reports[report].statuses)
            case .ref: references.add(reader.reference(), to: &reports[report].references)
            case .dtp: dates.add(reader.qualifiedDate(), to: &reports[report].dates)
            default: break
            }
        }
        if reader.hasUnreadableAmount { reports[report].isReadable = false }
    }

    private mutating func takeLine(_ match: LoopMatcher.Match, _ reader: inout SegmentReader, report: Int) {
        if match.opens {
            let line = ServiceStatusRecord(
                procedure: reader.procedure(1),
                charge: reader.amount(2),
                paid: reader.amount(3),
                revenueCode: reader.text(4),
                units: reader.quantity(7),
                source: reader.place
            )
            serviceStatuses.add(line, to: &reports[report].lines)
            return
        }
        guard !reports[report].lines.isEmpty else { return }
        let line = reports[report].lines.last
        serviceStatuses[line].source.extend(to: reader.place)
        switch reader.id {
        case .stc: statuses.add(reader.status(), to: &serviceStatuses[line].statuses)
        case .ref: references.add(reader.reference(), to: &serviceStatuses[line].references)
        case .dtp: dates.add(reader.qualifiedDate(), to: &serviceStatuses[line].dates)
        default: break
        }
    }
}

extension SegmentReader {
    /// STC.
    fileprivate mutating func status() -> StatusRecord {
        StatusRecord(
            codes: (statusCode(1), statusCode(10), statusCode(11)),
            date: date(2),
            action: text(3),
            charge: amount(4),
            paid: amount(5),
            adjudicationDate: date(6),
            paymentDate: date(8),
            checkNumber: text(9),
            source: place
        )
    }

    private func statusCode(_ element: Int) -> StatusCodeRecord {
        StatusCodeRecord(
            wasSent: !isEmpty(element),
            category: text(element, 1),
            status: text(element, 2),
            entity: text(element, 3)
        )
    }
}
