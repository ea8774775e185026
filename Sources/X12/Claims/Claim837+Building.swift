extension Claim837 {
    /// Takes in a segment of the claim or of a loop in it.
    mutating func take(_ match: LoopMatcher.Match, _ reader: inout SegmentReader) {
        reader.hasUnreadableAmount = false
        switch match.tag {
        case .h2300: takeOwn(&reader)
        case .h2310:
            if match.opens {
                providers.append(reader.party(in: reader.text(of: match)))
            } else if !providers.isEmpty {
                providers[providers.count - 1].take(&reader)
            }
        case .h2320:
            if match.opens { otherPayers.append(OtherPayer837()) }
            onLastPayer { $0.takeOwn(match, &reader) }
        case .h2330A: onLastPayer { $0.takeSubscriber(match, &reader) }
        case .h2330B: onLastPayer { $0.takePayer(match, &reader) }
        case .h2330: onLastPayer { $0.takeProvider(match, &reader) }
        case .h2400, .h2410, .h2420, .h2430, .h2440: takeLine(match, &reader)
        default: break
        }
        if !match.isExpected {
            unexpectedSegments.append(
                UnexpectedSegment(segmentID: reader.id.text, loop: reader.text(of: match), source: reader.source)
            )
        }
        if reader.hasUnreadableAmount { isReadable = false }
        source.extend(to: reader.source)
    }

    private mutating func takeLine(_ match: LoopMatcher.Match, _ reader: inout SegmentReader) {
        if match.opens, match.tag == .h2400 {
            lines.append(ServiceLine837(number: reader.text(1), source: reader.source))
            return
        }
        guard !lines.isEmpty else { return }
        if match.tag == .h2400 {
            if reader.id == .sv3 { kind = .dental }
            if reader.id == .sv2 { kind = .institutional }
            if reader.id == .sv1 { kind = .professional }
        }
        lines[lines.count - 1].take(match, &reader)
    }

    private mutating func onLastPayer(_ body: (inout OtherPayer837) -> Void) {
        guard !otherPayers.isEmpty else { return }
        body(&otherPayers[otherPayers.count - 1])
    }

    /// A segment of 2300 itself.
    private mutating func takeOwn(_ reader: inout SegmentReader) {
        switch reader.id {
        case .dtp: dates.append(reader.qualifiedDate())
        case .amt: amounts.append(reader.qualifiedAmount())
        case .ref: references.append(reader.reference())
        case .hi: takeCodes(&reader)
        case .cl1:
            institutional = InstitutionalInformation(
                admissionType: reader.text(1),
                admissionSource: reader.text(2),
                patientStatus: reader.text(3)
            )
        case .cn1:
            contract = ContractInformation(
                type: reader.text(1),
                amount: reader.amount(2),
                percentage: reader.text(3),
                code: reader.text(4)
            )
        case .pwk:
            attachments.append(
                Attachment(
                    reportType: reader.text(1),
                    transmission: reader.text(2),
                    controlNumber: reader.text(6),
                    source: reader.source
                )
            )
        default: break
        }
    }

    /// HI: one code in each element.
    private mutating func takeCodes(_ reader: inout SegmentReader) {
        guard reader.count > 0 else { return }
        for element in 1...reader.count where !reader.isEmpty(element) {
            var components = SegmentReader.Components(reader.range(element))
            var code = ClaimCode(
                qualifier: reader.nextText(&components),
                code: reader.nextText(&components),
                source: reader.source
            )
            if !components.isAtEnd {
                let format = reader.text(element, 3)
                if format == "D8" || format == "RD8" {
                    (code.date, code.lastDate) = reader.dates(element, 4)
                }
                code.amount = reader.amount(element, 5)
                code.presentOnAdmission = reader.text(element, 9)
            }
            codes.append(code)
        }
    }
}

extension OtherPayer837 {
    /// A segment of 2320 itself.
    mutating func takeOwn(_ match: LoopMatcher.Match, _ reader: inout SegmentReader) {
        if match.opens {
            subscriber.take(&reader)
            source = reader.source
            return
        }
        source.extend(to: reader.source)
        switch reader.id {
        case .cas: reader.appendAdjustments(to: &adjustments)
        case .amt: amounts.append(reader.qualifiedAmount())
        case .dmg: subscriber.takeDemographics(&reader)
        case .oi:
            benefitsAssignment = reader.text(3)
            releaseOfInformation = reader.text(6)
        case .mia, .moa: adjudication.append(reader.adjudicationInformation())
        default: break
        }
    }

    /// A segment of 2330A.
    mutating func takeSubscriber(_ match: LoopMatcher.Match, _ reader: inout SegmentReader) {
        subscriber.take(match, &reader, loop: "2330A")
        source.extend(to: reader.source)
    }

    /// A segment of 2330B.
    mutating func takePayer(_ match: LoopMatcher.Match, _ reader: inout SegmentReader) {
        source.extend(to: reader.source)
        if match.opens {
            payer = reader.party(in: "2330B")
        } else if reader.id == .dtp {
            let decided = reader.qualifiedDate()
            if decided.qualifier == "573" { adjudicationDate = decided.first }
        } else {
            payer?.take(&reader)
        }
    }

    /// A segment of 2330C and on.
    mutating func takeProvider(_ match: LoopMatcher.Match, _ reader: inout SegmentReader) {
        source.extend(to: reader.source)
        if match.opens {
            providers.append(reader.party(in: reader.text(of: match)))
        } else if !providers.isEmpty {
            providers[providers.count - 1].take(&reader)
        }
    }
}
