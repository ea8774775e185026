/// A correction of a claim as somebody asks for it, before it is held against what was sent.
package struct CorrectionRequest: Hashable, Sendable {
    /// A field and what it is to say.
    package struct Field: Hashable, Sendable {
        /// The field.
        package var field: ProposedChange.ClaimField
        /// The line, by its control number or its counter; nil for the claim.
        package var line: String?
        /// What it is to say, as people write it; nil for nothing.
        package var value: String?
        /// What it said, where that is not read from claims; nil for nothing.
        package var earlier: String?

        /// A field with its new value.
        package init(_ field: ProposedChange.ClaimField, line: String? = nil, value: String?, earlier: String? = nil) {
            self.field = field
            self.line = line
            self.value = value
            self.earlier = earlier
        }
    }

    /// What is to change; may be empty for a claim that is sent anew as it was.
    package var fields: [Field]
    /// By which way; nil for the one that the payer's rule gives.
    package var method: CorrectionMethod?

    /// A request to change some fields.
    package init(fields: [Field], method: CorrectionMethod? = nil) {
        self.fields = fields
        self.method = method
    }
}

/// Why a claim cannot be corrected as somebody asks.
package enum CorrectionFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// No document has the claim as it was sent, so nothing says what its fields were.
    case neverSent
    /// The field stands on lines, and none is named.
    case lineMissing(ProposedChange.ClaimField)
    /// The field stands on the claim, and a line is named.
    case noFieldOfLine(ProposedChange.ClaimField)
    /// The claim has no such line.
    case noSuchLine
    /// What is given for it is no value of the field.
    case noValue(ProposedChange.ClaimField)
    /// What is said to have been there is not what was sent.
    case notWhatWasSent(ProposedChange.ClaimField)
    /// How the payer takes corrections is not known.
    case methodUnknown
    /// The claim is corrected by another way.
    case otherMethod(CorrectionMethod)

    package var description: String {
        switch self {
        case .neverSent: "No document has the claim as it was sent, so that nothing says what would change."
        case .lineMissing(let field): "\(field.rawValue) stands on a line: say on which, by its number."
        case .noFieldOfLine(let field): "\(field.rawValue) stands on the claim, not on a line."
        case .noSuchLine: "The claim as it was sent last has no such line."
        case .noValue(let field):
            "What is given for \(field.rawValue) is none: several values are parted by commas, amounts are written like 250.00, days like "
                + "2026-01-31 or 2026-01-29..2026-01-31."
        case .notWhatWasSent(let field): "What \(field.rawValue) is said to have been is not what was sent."
        case .methodUnknown:
            "How this payer takes corrections is not known. Say by which method, or adopt a payer rule with its correction method."
        case .otherMethod(let method):
            "The claim is corrected by \(method.rawValue): the payer's decision or the rule for the payer says so."
        }
    }
}

extension ProposedChange.ClaimCorrection {
    /// The exact correction that a request comes to.
    ///
    /// - Parameters:
    ///   - request: what is asked.
    ///   - claim: the claim as it stands.
    ///   - rule: what is known of the payer; nil for nothing.
    /// - Throws: ``CorrectionFault``.
    package init(_ request: CorrectionRequest, of claim: ClaimPosition, by rule: PayerRule?) throws(CorrectionFault) {
        guard let sent = claim.claim.submissions.last(where: { !$0.isVoid }) else { throw .neverSent }
        self.init(
            method: try Self.method(request.method, of: claim, by: rule),
            payerClaimNumber: claim.adjudications.effective.last?.payerClaimNumber ?? sent.payerClaimNumber,
            patientControlNumber: sent.patientControlNumber,
            fields: try request.fields.map { field throws(CorrectionFault) in try .init(field, of: sent) }
        )
    }

    /// By which way the claim is corrected: a payer that took no claim, or calls it unprocessable, is sent a new one; any other takes
    /// corrections as its rule says.
    private static func method(
        _ asked: CorrectionMethod?,
        of claim: ClaimPosition,
        by rule: PayerRule?
    ) throws(CorrectionFault) -> CorrectionMethod {
        let steps = claim.findings.filter { [.denial, .rejection, .review].contains($0.kind) && !$0.isCorrection }
        let isToBeNew = !claim.isAdjudicated || steps.contains { $0.nextStep == .newClaim }
        let known = isToBeNew ? .newClaim : rule?.correction?.method
        guard let method = known ?? asked else { throw .methodUnknown }
        guard asked == nil || asked == method else { throw .otherMethod(method) }
        return method
    }
}

extension ProposedChange.FieldChange {
    /// The change that a request asks for, with what the field said as it was sent last.
    fileprivate init(_ asked: CorrectionRequest.Field, of sent: Submission) throws(CorrectionFault) {
        var line: SubmittedLine?
        switch (asked.field.place, asked.line) {
        case (.line, nil): throw .lineMissing(asked.field)
        case (.claim, _?): throw .noFieldOfLine(asked.field)
        case (.claim, nil), (.either, nil): break
        case (.line, let number?), (.either, let number?):
            line = sent.lines.first { $0.controlNumber == number } ?? sent.lines.first { $0.counter == number }
            if line == nil { throw .noSuchLine }
        }
        let earlier = try Self.value(asked.earlier, for: asked.field)
        let old: ProposedChange.FieldValue?
        switch sent.value(of: asked.field, on: line) {
        case .unread: old = earlier
        case .known(let value):
            if let earlier, earlier != value { throw .notWhatWasSent(asked.field) }
            old = value
        }
        self.init(
            field: asked.field,
            line: line.map { $0.controlNumber ?? $0.counter },
            old: old,
            new: try Self.value(asked.value, for: asked.field)
        )
    }

    private static func value(
        _ text: String?,
        for field: ProposedChange.ClaimField
    ) throws(CorrectionFault) -> ProposedChange.FieldValue? {
        guard let text else { return nil }
        guard let value = ProposedChange.FieldValue(text, for: field) else { throw .noValue(field) }
        return value
    }
}
