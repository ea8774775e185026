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
        /// What somebody says that it said, which they must of a field that is not read from claims.
        package var earlier: Earlier

        /// What somebody says that a field said.
        package enum Earlier: Hashable, Sendable {
            case unstated
            case nothing
            case value(String)
        }

        /// A field with its new value.
        package init(
            _ field: ProposedChange.ClaimField,
            line: String? = nil,
            value: String?,
            earlier: Earlier = .unstated
        ) {
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
    /// The claim was withdrawn.
    case voided
    /// The claim has no such line.
    case noSuchLine
    /// The number is one line's control number and another's counter.
    case ambiguousLine
    /// The field is not read from claims, and nobody says what it said.
    case earlierUnknown(ProposedChange.ClaimField)
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
        case .voided: "The claim was withdrawn (frequency 8). What is billed anew is a claim of its own."
        case .noSuchLine: "The claim as it was sent last has no such line."
        case .ambiguousLine:
            "The number is one line's control number and another's place. Name the line by the number that only it has."
        case .earlierUnknown(let field):
            "\(field.rawValue) is not read from claims: say what it was, also if that was nothing."
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
        guard !claim.isVoided else { throw .voided }
        guard let sent = claim.sentLast else { throw .neverSent }
        var fields = try request.fields.map { field throws(CorrectionFault) in
            try ProposedChange.FieldChange(field, of: sent)
        }
        // What the lines add up to is the claim's charge (CLM02).
        let charge = fields.reduce(sent.charge) { $0 + $1.chargeAdded }
        if charge != sent.charge {
            fields.append(.init(field: .charge, old: .amount(sent.charge), new: .amount(charge)))
        }
        self.init(
            method: try Self.method(request.method, of: claim, sent, by: rule),
            payerClaimNumber: claim.adjudications.effective.last?.payerClaimNumber ?? sent.payerClaimNumber,
            patientControlNumber: sent.patientControlNumber,
            fields: fields
        )
    }

    /// By which way the claim is corrected.
    ///
    /// A claim that the payer never took is sent as a new one. Where a remark asks for another claim, the payer's rule does not hold: of the
    /// whole claim, or of lines of one that was not paid at all, since what was paid would be billed twice.
    private static func method(
        _ asked: CorrectionMethod?,
        of claim: ClaimPosition,
        _ sent: Submission,
        by rule: PayerRule?
    ) throws(CorrectionFault) -> CorrectionMethod {
        let wasTaken = claim.status != .rejected || !claim.claim.adjudications.isEmpty || sent.isReplacement
        let remedy = claim.findings.filter { finding in
            [.denial, .review].contains(finding.kind) && !finding.isCorrection
                && (finding.lines.isEmpty || claim.paid.isZero)
                && [.newClaim, .voidThenNew].contains(finding.nextStep)
        }.max { $0.atStake < $1.atStake }
        let known: CorrectionMethod? =
            if !wasTaken {
                .newClaim
            } else if let remedy {
                remedy.nextStep == .newClaim ? .newClaim : .voidThenNew
            } else {
                rule?.correction?.method
            }
        guard let method = known ?? asked else { throw .methodUnknown }
        guard asked == nil || asked == method else { throw .otherMethod(method) }
        return method
    }
}

extension ClaimPosition {
    /// The claim as it was sent last, which a correction changes; nil when no document has it.
    package var sentLast: Submission? { claim.submissions.last { !$0.isVoid } }
}

extension ProposedChange.FieldChange {
    /// The change that a request asks for, with what the field said as it was sent last.
    fileprivate init(_ asked: CorrectionRequest.Field, of sent: Submission) throws(CorrectionFault) {
        var line: SubmittedLine?
        switch (asked.field.place, asked.line) {
        case (.line, nil): throw .lineMissing(asked.field)
        case (.claim, _?): throw .noFieldOfLine(asked.field)
        case (.claim, nil), (.either, nil): break
        case (.line, let number?), (.either, let number?): line = try Self.line(number, of: sent)
        }
        let old: ProposedChange.FieldValue?
        switch (sent.value(of: asked.field, on: line), asked.earlier) {
        case (.unread, .unstated): throw .earlierUnknown(asked.field)
        case (.unread, .nothing): old = nil
        case (.unread, .value(let text)): old = try Self.value(text, for: asked.field)
        case (.known(let value), .unstated): old = value
        case (.known(let value), .nothing):
            guard value == nil else { throw .notWhatWasSent(asked.field) }
            old = nil
        case (.known(let value), .value(let text)):
            guard try value == Self.value(text, for: asked.field) else { throw .notWhatWasSent(asked.field) }
            old = value
        }
        self.init(
            field: asked.field,
            line: line.map { $0.controlNumber ?? $0.counter },
            old: old,
            new: try Self.value(asked.value, for: asked.field)
        )
    }

    /// The line that a number names.
    private static func line(_ number: String, of sent: Submission) throws(CorrectionFault) -> SubmittedLine {
        let named = sent.lines.filter { $0.controlNumber == number }
        let placed = sent.lines.filter { $0.counter == number }
        guard let line = named.first ?? placed.first else { throw .noSuchLine }
        guard Set(named + placed).count == 1 else { throw .ambiguousLine }
        return line
    }

    /// By how much it raises the claim's charge.
    fileprivate var chargeAdded: Money {
        guard field == .charge, line != nil, case .amount(let before)? = old, case .amount(let after)? = new else {
            return .zero
        }
        return after - before
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
