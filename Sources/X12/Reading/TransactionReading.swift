/// What was read of a transaction set, and what is wrong inside it.
public struct TransactionReading: Equatable, Sendable {
    /// What it says.
    public let content: TransactionContent
    /// What is wrong with its segments and elements; what is wrong with its envelope is in ``X12File/diagnostics``.
    public let diagnostics: [Diagnostic]
}

/// What a transaction set says, by its kind.
public enum TransactionContent: Equatable, Sendable {
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
    /// - Complexity: O(*n*) in its bytes.
    public func read(from bytes: [UInt8]) -> TransactionReading {
        guard let guide else { return unread(in: bytes) }
        switch guide {
        case .professionalClaim, .institutionalClaim, .dentalClaim:
            let (submission, diagnostics) = readEachClaim(guide, bytes, keepsClaims: true) { _ in }
            return TransactionReading(content: .claims(submission), diagnostics: diagnostics)
        case .remittance:
            let (remittance, diagnostics) = readEachRemittanceClaim(bytes, keepsClaims: true) { _ in }
            return TransactionReading(content: .remittance(remittance), diagnostics: diagnostics)
        case .claimAcknowledgement, .claimStatus:
            var builder = StatusBuilder()
            let diagnostics = walk(guide, bytes) { builder.take($0, &$1) }
            builder.finish(isComplete: isComplete)
            let content: TransactionContent =
                guide == .claimAcknowledgement
                ? .claimAcknowledgement(builder.acknowledgement) : .claimStatus(builder.status)
            return TransactionReading(content: content, diagnostics: diagnostics)
        case .implementationAcknowledgement:
            var builder = AcknowledgementBuilder()
            let diagnostics = walk(guide, bytes) { builder.take($0, &$1) }
            return TransactionReading(
                content: .implementationAcknowledgement(builder.acknowledgement),
                diagnostics: diagnostics
            )
        }
    }

    /// Reads the claims of an 837 one by one, so that a set of any size needs the memory of one claim.
    ///
    /// - Returns: what ``read(from:)`` returns, without the claims; `.other` when the set is no 837.
    public func readClaims(from bytes: [UInt8], _ body: (Claim837) -> Void) -> TransactionReading {
        switch guide {
        case .professionalClaim?, .institutionalClaim?, .dentalClaim?:
            let (header, diagnostics) = readEachClaim(guide ?? .professionalClaim, bytes, keepsClaims: false, body)
            return TransactionReading(content: .claims(header), diagnostics: diagnostics)
        default: return unread(in: bytes)
        }
    }

    /// Reads the claims of an 835 one by one, so that a set of any size needs the memory of one claim.
    ///
    /// - Returns: what ``read(from:)`` returns, without the claims; `.other` when the set is no 835.
    public func readRemittanceClaims(
        from bytes: [UInt8],
        _ body: (RemittanceClaim835) -> Void
    ) -> TransactionReading {
        guard guide == .remittance else { return unread(in: bytes) }
        let (header, diagnostics) = readEachRemittanceClaim(bytes, keepsClaims: false, body)
        return TransactionReading(content: .remittance(header), diagnostics: diagnostics)
    }
}

extension TransactionSet {
    private func readEachClaim(
        _ guide: Guide.Name,
        _ bytes: [UInt8],
        keepsClaims: Bool,
        _ body: (Claim837) -> Void
    ) -> (ClaimSubmission837, [Diagnostic]) {
        var builder = ClaimBuilder(kind: guide.claimKind, keepsClaims: keepsClaims)
        let diagnostics = walk(guide, bytes) { match, reader in
            builder.take(match, &reader, body)
        }
        builder.finish(isComplete: isComplete, body)
        var submission = builder.submission
        submission.claims = builder.claims
        return (submission, diagnostics)
    }

    private func readEachRemittanceClaim(
        _ bytes: [UInt8],
        keepsClaims: Bool,
        _ body: (RemittanceClaim835) -> Void
    ) -> (Remittance835, [Diagnostic]) {
        var builder = RemittanceBuilder(keepsClaims: keepsClaims)
        let diagnostics = walk(.remittance, bytes) { match, reader in
            builder.take(match, &reader, body)
        }
        builder.finish(isComplete: isComplete, body)
        return (builder.remittance, diagnostics)
    }

    /// Gives each segment with its place in the guide.
    func walk(
        _ name: Guide.Name,
        _ bytes: [UInt8],
        _ body: (LoopMatcher.Match, inout SegmentReader) -> Void
    ) -> [Diagnostic] {
        let shared = Guide.shared(name)
        let guide = shared.guide
        var reader = SegmentReader(self, in: bytes)
        var matcher = LoopMatcher(guide: shared, isStrict: isMade(for: guide))
        while reader.next() {
            if reader.ordinal == 1 { reportVersion(guide, &reader) }
            body(matcher.match(&reader), &reader)
        }
        return reader.log.take()
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

    /// A set that no guide reads.
    private func unread(in bytes: [UInt8]) -> TransactionReading {
        guard guide == nil else { return TransactionReading(content: .other, diagnostics: []) }
        var reader = SegmentReader(self, in: bytes)
        if reader.next() {
            reader.report(.information, .noGuide, "There is no guide for this kind of transaction set.", 1)
        }
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
