/// A finding as it stood when a proposal was made, so that it can be told later what the proposal answers.
package struct QuotedFinding: Hashable, Sendable {
    /// The finding's kind.
    package var kind: FindingKind
    /// The denial category, where the kind has one.
    package var category: DenialCategory?
    /// Group and reason, then remarks.
    package var codes: [String]
    /// What the finding said was to be done.
    package var nextStep: NextStep
    /// What is withheld.
    package var amount: Money
    /// The number of the entry that adopted the rules under which it was found; 0 for the rules that ship.
    package var rules: UInt64
    /// The version of the functions that read the claim (``ReadingVersion``).
    package var reading: UInt16

    /// A finding, field by field.
    package init(
        kind: FindingKind,
        category: DenialCategory? = nil,
        codes: [String] = [],
        nextStep: NextStep,
        amount: Money,
        rules: UInt64,
        reading: UInt16 = ReadingVersion.current
    ) {
        self.kind = kind
        self.category = category
        self.codes = codes
        self.nextStep = nextStep
        self.amount = amount
        self.rules = rules
        self.reading = reading
    }

    /// What is kept of a finding under the rules of an entry.
    package init(_ finding: Finding, rules: UInt64) {
        self.init(
            kind: finding.kind,
            category: finding.category,
            codes: finding.codes,
            nextStep: finding.nextStep,
            amount: finding.amount,
            rules: rules
        )
    }
}

/// Why a change is proposed: in words, with the evidence, the finding that it answers, and how sure its author is.
///
/// It is no part of what leaves, so it is not in the content hash; but it belongs to a revision, and another rationale is
/// another revision.
package struct Rationale: Hashable, Sendable {
    /// The reasons, for a reviewer.
    package var text: String
    /// Where in stored documents they are read.
    package var evidence: [Span]
    /// The finding that is answered, if one is.
    package var finding: QuotedFinding?
    /// How sure the author is, where a program says so.
    package var confidence: Confidence?

    /// Reasons with their evidence.
    package init(
        text: String,
        evidence: [Span] = [],
        finding: QuotedFinding? = nil,
        confidence: Confidence? = nil
    ) {
        self.text = text
        self.evidence = evidence
        self.finding = finding
        self.confidence = confidence
    }
}

extension QuotedFinding: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.choice(1, kind)
        writer.choice(2, category)
        writer.texts(3, codes)
        writer.choice(4, nextStep)
        writer.money(5, amount)
        writer.integer(6, rules)
        writer.integer(7, UInt64(reading))
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        var kind: FindingKind?
        var nextStep: NextStep?
        self.init(kind: .review, nextStep: .review, amount: .zero, rules: 0, reading: 0)
        while let field = try fields.next() {
            switch field.number {
            case 1: kind = try field.choice(of: "quoted finding")
            case 2: category = try field.choice(of: "quoted finding")
            case 3: codes.append(field.text)
            case 4: nextStep = try field.choice(of: "quoted finding")
            case 5: amount = field.money
            case 6: rules = field.integer
            case 7: reading = UInt16(truncatingIfNeeded: field.integer)
            default: break
            }
        }
        self.kind = try kind.required(1, of: "quoted finding")
        self.nextStep = try nextStep.required(4, of: "quoted finding")
    }
}

extension Rationale: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.text(1, text)
        writer.values(2, evidence)
        writer.value(3, finding)
        writer.choice(4, confidence)
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        self.init(text: "")
        while let field = try fields.next() {
            switch field.number {
            case 1: text = field.text
            case 2: evidence.append(try field.value(Span.self))
            case 3: finding = try field.value(QuotedFinding.self)
            case 4: confidence = try field.choice(of: "rationale")
            default: break
            }
        }
    }
}
