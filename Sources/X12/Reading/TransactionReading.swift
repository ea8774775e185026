/// What was read of a transaction set, and what is wrong inside it.
public struct TransactionReading: Sendable {
    /// What it says.
    public let content: TransactionContent
    /// What is wrong with its segments and elements; what is wrong with its envelope is in ``X12File/diagnostics``.
    public let diagnostics: [Diagnostic]
}

/// What a transaction set says, by its kind.
public enum TransactionContent: Sendable {
    /// An 837, professional, institutional or dental.
    case claims(ClaimSubmission837)
    /// An 835.
    case remittance(Remittance835)
    /// A 277CA.
    case claimAcknowledgement(ClaimAcknowledgement277CA)
    /// A 277.
    case claimStatus(ClaimStatus277)
    /// A 999 or 997.
    case implementationAcknowledgement(ImplementationAcknowledgement999)
    /// A kind that no typed reader knows; ``TransactionSet/segments(in:)`` still gives its segments.
    case other
}

extension TransactionSet {
    /// Reads the set out of the file that it was found in.
    ///
    /// What was read keeps `bytes` alive, as its texts stand in them.
    ///
    /// A set of more than 2 GiB is not read, which is reported.
    ///
    /// - Complexity: O(*n*) in its bytes, in time and in memory.
    public func read(from bytes: [UInt8]) -> TransactionReading { read(from: bytes, longest: TextPlace.limit) }

    /// Reads the set unless it is longer than that.
    func read(from bytes: [UInt8], longest: Int) -> TransactionReading {
        var reader = SegmentReader(self, in: bytes)
        guard let guide else {
            return unread(reader, .information, .noGuide, "There is no guide for this kind of transaction set.")
        }
        guard self.bytes.count <= longest else {
            return unread(reader, .error, .setTooLong, "A transaction set of more than \(longest) bytes is not read.")
        }
        // Room for no more than the start of a long set: it may hold other things than it should.
        let room = min(self.bytes.count, 1 << 20)
        let content: TransactionContent
        switch guide {
        case .professionalClaim, .institutionalClaim, .dentalClaim:
            var builder = ClaimBuilder(kind: guide.claimKind, bytes: room)
            walk(guide, &reader) { builder.take($0, &$1) }
            content = .claims(builder.finish(reader, isComplete: isComplete))
        case .remittance:
            var builder = RemittanceBuilder(bytes: room)
            walk(guide, &reader) { builder.take($0, &$1) }
            content = .remittance(builder.finish(reader, isComplete: isComplete))
        case .claimAcknowledgement, .claimStatus:
            var builder = StatusBuilder(bytes: room)
            walk(guide, &reader) { builder.take($0, &$1) }
            let read = builder.finish(reader, isComplete: isComplete)
            content =
                guide == .claimAcknowledgement
                ? .claimAcknowledgement(ClaimAcknowledgement277CA(read.records, read.set))
                : .claimStatus(ClaimStatus277(read.records, read.set))
        case .implementationAcknowledgement:
            var builder = AcknowledgementBuilder()
            walk(guide, &reader) { builder.take($0, &$1) }
            content = .implementationAcknowledgement(builder.acknowledgement)
        }
        return TransactionReading(content: content, diagnostics: reader.log.take())
    }

    /// Gives each segment with its place in the guide.
    @inline(__always)
    func walk(
        _ name: Guide.Name,
        _ reader: inout SegmentReader,
        _ body: (LoopMatcher.Match, inout SegmentReader) -> Void
    ) {
        let shared = Guide.shared(name)
        var matcher = LoopMatcher(guide: shared, isStrict: isMade(for: shared.guide))
        while reader.next() {
            if reader.ordinal == 1 { reportVersion(shared.guide, &reader) }
            body(matcher.match(&reader), &reader)
        }
    }

    /// Whether the set says that it follows this very guide.
    private func isMade(for guide: Guide) -> Bool {
        implementation.isEmpty ? guide.isMade(for: group?.version ?? "") : guide.isMade(for: implementation)
    }

    /// Reports at the ST what its version says.
    private func reportVersion(_ guide: Guide, _ reader: inout SegmentReader) {
        let version = group?.version ?? ""
        if !isMade(for: guide) {
            reader.report(
                .warning,
                .guideVersion,
                "This set is of another version; it is read by the guide \(guide.name) as far as that goes."
            )
        } else if !implementation.isEmpty, !version.isEmpty, implementation != version {
            reader.report(.warning, .guideVersion, "ST03 and GS08 name different guides; ST03 is followed.", 3)
        }
        for (id, element) in guide.unused where id == reader.id && !reader.isEmpty(element) {
            reader.report(.warning, .unusedElement, "The guide \(guide.name) does not use this element.", element)
        }
    }

    /// A set that is not read, and why.
    private func unread(
        _ reader: consuming SegmentReader,
        _ severity: Diagnostic.Severity,
        _ code: Diagnostic.Code,
        _ why: String
    ) -> TransactionReading {
        if reader.next() { reader.report(severity, code, why, 1) }
        return TransactionReading(content: .other, diagnostics: reader.log.take())
    }
}

extension Guide.Name {
    /// The kind of claims that the guide is for.
    var claimKind: Claim837.Kind {
        switch self {
        case .institutionalClaim: .institutional
        case .dentalClaim: .dental
        default: .professional
        }
    }
}
