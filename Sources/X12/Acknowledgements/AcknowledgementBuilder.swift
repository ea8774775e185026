/// Puts a 999 or 997 together, segment by segment.
struct AcknowledgementBuilder {
    /// What was read.
    private(set) var acknowledgement = ImplementationAcknowledgement999()

    /// Takes in a segment.
    mutating func take(_ match: LoopMatcher.Match, _ reader: inout SegmentReader) {
        if match.tag == .root { return takeRoot(&reader) }
        if match.tag == .h2000, match.opens {
            acknowledgement.transactionSets.append(
                AcknowledgedTransactionSet(
                    identifier: reader.string(1),
                    controlNumber: reader.string(2),
                    implementation: reader.string(3),
                    source: reader.source
                )
            )
            acknowledgement.source.extend(to: reader.source)
            return
        }
        guard !acknowledgement.transactionSets.isEmpty else { return }
        acknowledgement.transactionSets[acknowledgement.transactionSets.count - 1].take(&reader)
    }

    private mutating func takeRoot(_ reader: inout SegmentReader) {
        switch reader.id {
        case .ak1:
            acknowledgement.functionalIdentifier = reader.string(1)
            acknowledgement.groupControlNumber = reader.string(2)
            acknowledgement.version = reader.string(3)
            acknowledgement.source = reader.source
        case .ak9:
            acknowledgement.groupAcknowledgement = reader.string(1)
            acknowledgement.includedCount = reader.number(2)
            acknowledgement.receivedCount = reader.number(3)
            acknowledgement.acceptedCount = reader.number(4)
            acknowledgement.errorCodes = (5...9).map { reader.string($0) }.filter { !$0.isEmpty }
            acknowledgement.source.extend(to: reader.source)
        default: break
        }
    }
}

extension AcknowledgedTransactionSet {
    /// Takes in a segment after AK2.
    mutating func take(_ reader: inout SegmentReader) {
        source.extend(to: reader.source)
        switch reader.id {
        case .ik3, .ak3:
            errors.append(
                AcknowledgedError(
                    segmentID: reader.string(1),
                    segmentPosition: reader.number(2),
                    loop: reader.string(3),
                    segmentCode: reader.string(4),
                    source: reader.source
                )
            )
        case .ik4, .ak4: takeElement(&reader)
        case .ik5, .ak5:
            acknowledgement = reader.string(1)
            errorCodes = (2...6).map { reader.string($0) }.filter { !$0.isEmpty }
        default: break
        }
    }

    /// IK4: the first fills in its IK3, more of them are errors of their own.
    private mutating func takeElement(_ reader: inout SegmentReader) {
        guard var error = errors.last else { return }
        let isFirst = error.element == nil
        error.element = reader.number(1, 1)
        error.component = reader.number(1, 2)
        error.elementCode = reader.string(3)
        error.source = reader.source
        if isFirst { errors[errors.count - 1] = error } else { errors.append(error) }
    }
}
