/// Puts a 277CA or 277 together, segment by segment; the two have the same loops but for their ends.
struct StatusBuilder {
    private var header = BusinessHeader()
    private var source: Party?
    private var sourceTrace = ""
    private var dates: [QualifiedDate] = []
    private var receiver: Party?
    private var provider: Party?
    private var patient: Party?
    private var dependent: Party?
    private var receiverSummaries: [StatusSummary] = []
    private var providerSummaries: [StatusSummary] = []
    private var claims: [ClaimStatusReport] = []

    /// What was read, as a 277CA.
    var acknowledgement: ClaimAcknowledgement277CA {
        ClaimAcknowledgement277CA(
            header: header,
            informationSource: source,
            sourceTraceNumber: sourceTrace,
            dates: dates,
            informationReceiver: receiver,
            batch: receiverSummaries.first,
            providers: providerSummaries,
            claims: claims
        )
    }

    /// What was read, as a 277.
    var status: ClaimStatus277 {
        ClaimStatus277(
            header: header,
            payer: source,
            informationReceiver: receiver,
            summaries: receiverSummaries + providerSummaries,
            claims: claims
        )
    }

    /// Marks the last claim when the set was cut off.
    mutating func finish(isComplete: Bool) {
        if !claims.isEmpty, !isComplete { claims[claims.count - 1].isComplete = false }
    }

    /// Takes in a segment.
    mutating func take(_ match: LoopMatcher.Match, _ reader: inout SegmentReader) {
        reader.hasUnreadableAmount = false
        if reader.id == .hl, match.tag == .other { (receiver, provider, patient, dependent) = (nil, nil, nil, nil) }
        switch match.tag {
        case .root: if reader.id == .bht { header = reader.businessHeader() }
        case .h2000A, .h2000B, .h2000C, .h2000D, .h2000E: if match.opens { beginLevel(match.tag) }
        case .h2100A: take(match, &reader, into: &source)
        case .h2100B: take(match, &reader, into: &receiver)
        case .h2100C: take(match, &reader, into: &provider)
        case .h2100D: take(match, &reader, into: &patient)
        case .h2100E: take(match, &reader, into: &dependent)
        case .h2200A:
            if match.opens {
                sourceTrace = reader.text(2)
            } else if reader.id == .dtp {
                dates.append(reader.qualifiedDate())
            }
        case .h2200B: Self.take(match, &reader, party: receiver, into: &receiverSummaries)
        case .h2200C: Self.take(match, &reader, party: provider, into: &providerSummaries)
        case .h2200D, .h2200E, .h2220D, .h2220E: takeClaim(match, &reader)
        default: break
        }
    }

    private mutating func beginLevel(_ level: LoopTag) {
        switch level {
        case .h2000B: (receiver, provider, patient, dependent) = (nil, nil, nil, nil)
        case .h2000C: (provider, patient, dependent) = (nil, nil, nil)
        case .h2000D: (patient, dependent) = (nil, nil)
        case .h2000E: dependent = nil
        default: break
        }
    }

    private func take(_ match: LoopMatcher.Match, _ reader: inout SegmentReader, into party: inout Party?) {
        if match.opens { party = reader.party(in: reader.text(of: match)) } else { party?.take(&reader) }
    }

    private static func take(
        _ match: LoopMatcher.Match,
        _ reader: inout SegmentReader,
        party: Party?,
        into summaries: inout [StatusSummary]
    ) {
        if match.opens {
            summaries.append(StatusSummary(party: party, traceNumber: reader.text(2), source: reader.source))
            return
        }
        guard !summaries.isEmpty else { return }
        let last = summaries.count - 1
        summaries[last].source.extend(to: reader.source)
        switch reader.id {
        case .stc: summaries[last].statuses.append(reader.status())
        case .qty: summaries[last].quantities.append(reader.qualifiedQuantity())
        case .amt: summaries[last].amounts.append(reader.qualifiedAmount())
        case .ref: summaries[last].references.append(reader.reference())
        default: break
        }
    }

    private mutating func takeClaim(_ match: LoopMatcher.Match, _ reader: inout SegmentReader) {
        if match.opens, match.tag == .h2200D || match.tag == .h2200E {
            claims.append(
                ClaimStatusReport(
                    traceNumber: reader.text(2),
                    provider: provider,
                    patient: patient,
                    dependent: dependent,
                    source: reader.source
                )
            )
            return
        }
        guard !claims.isEmpty else { return }
        claims[claims.count - 1].take(match, &reader)
    }
}

extension ClaimStatusReport {
    /// Takes in a segment of the claim or of a line of it.
    mutating func take(_ match: LoopMatcher.Match, _ reader: inout SegmentReader) {
        source.extend(to: reader.source)
        if match.tag == .h2220D || match.tag == .h2220E {
            if match.opens {
                lines.append(
                    ServiceStatus(
                        procedure: reader.procedure(1) ?? Procedure(),
                        charge: reader.amount(2),
                        paid: reader.amount(3),
                        revenueCode: reader.text(4),
                        units: reader.quantity(7),
                        source: reader.source
                    )
                )
            } else if !lines.isEmpty {
                lines[lines.count - 1].take(&reader)
            }
        } else {
            switch reader.id {
            case .stc: statuses.append(reader.status())
            case .ref: references.append(reader.reference())
            case .dtp: dates.append(reader.qualifiedDate())
            default: break
            }
        }
        if reader.hasUnreadableAmount { isReadable = false }
    }
}

extension ServiceStatus {
    /// Takes in a segment of the line.
    mutating func take(_ reader: inout SegmentReader) {
        source.extend(to: reader.source)
        switch reader.id {
        case .stc: statuses.append(reader.status())
        case .ref: references.append(reader.reference())
        case .dtp: dates.append(reader.qualifiedDate())
        default: break
        }
    }
}

extension SegmentReader {
    /// STC.
    mutating func status() -> StatusInformation {
        var codes: [StatusCode] = []
        for element in [1, 10, 11] where !isEmpty(element) {
            codes.append(StatusCode(category: text(element, 1), status: text(element, 2), entity: text(element, 3)))
        }
        return StatusInformation(
            codes: codes,
            date: date(2),
            action: text(3),
            charge: amount(4),
            paid: amount(5),
            adjudicationDate: date(6),
            paymentDate: date(8),
            checkNumber: text(9),
            source: source
        )
    }
}
