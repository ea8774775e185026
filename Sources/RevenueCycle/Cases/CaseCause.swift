/// Why a case is there: the kind, category and first code of a claim's findings.
///
/// It is what stays of a finding while its amounts, lines, further codes and next step change, so that these change the case
/// and do not open another.
package struct CaseCause: Hashable, Sendable {
    /// The kind of the findings.
    package var kind: FindingKind
    /// Their denial category, where the kind has one.
    package var category: DenialCategory?
    /// Group and reason, or the first code of an acknowledgement; nil when they quote none.
    package var code: String?

    /// A cause by the parts that name it.
    package init(kind: FindingKind, category: DenialCategory? = nil, code: String? = nil) {
        self.kind = kind
        self.category = category
        self.code = code
    }
}

extension Finding {
    /// Whether it asks somebody to do something; a deadline at risk repeats another finding.
    package var asksForWork: Bool { nextStep != .none && kind != .deadlineAtRisk }

    /// Why there is a case of it.
    package var cause: CaseCause { CaseCause(kind: kind, category: category, code: codes.first) }
}

/// A finding as a case quotes it.
package struct CaseFinding: Hashable, Sendable {
    /// All its codes.
    package var codes: [String]
    /// The lines concerned; empty for the whole claim.
    package var lines: [String]
    /// What is withheld.
    package var amount: Money
    /// What may be gained.
    package var atStake: Money
    /// What to do next.
    package var nextStep: NextStep
    /// The last legal day for that, where a rule gives one.
    package var deadline: CalendarDate?
    /// The rule that gave it.
    package var deadlineRule: String?

    /// A finding, field by field.
    package init(
        codes: [String],
        lines: [String] = [],
        amount: Money,
        atStake: Money,
        nextStep: NextStep,
        deadline: CalendarDate? = nil,
        deadlineRule: String? = nil
    ) {
        self.codes = codes
        self.lines = lines
        self.amount = amount
        self.atStake = atStake
        self.nextStep = nextStep
        self.deadline = deadline
        self.deadlineRule = deadlineRule
    }

    /// What a case quotes of a finding.
    package init(_ finding: Finding) {
        self.init(
            codes: finding.codes,
            lines: finding.lines,
            amount: finding.amount,
            atStake: finding.atStake,
            nextStep: finding.nextStep,
            deadline: finding.deadline?.date,
            deadlineRule: finding.deadline?.rule.id.rawValue
        )
    }
}

extension ClaimPosition {
    /// The findings that ask for work, by what opens a case of them, in the order in which they are told.
    package var causes: [CaseCause: [Finding]] {
        Dictionary(grouping: findings.filter(\.asksForWork), by: \.cause)
    }
}

extension Effect {
    /// What a case quotes of it; nothing while it asks for no person.
    package var caseFindings: [CaseFinding] {
        let answer = receipts.map(\.outcome).last { $0 != .note }
        switch stage {
        case .unknown: return [.ofEffect("outcomeUnknown", .checkStatus)]
        case .delivered: return answer == .rejected ? [.ofEffect("rejectedByReceiver", .review)] : []
        case .requested, .started, .refused: return []
        }
    }
}

extension CaseFinding {
    fileprivate static func ofEffect(_ code: String, _ step: NextStep) -> CaseFinding {
        CaseFinding(codes: [code], amount: .zero, atStake: .zero, nextStep: step)
    }
}

/// Whose and whom a case concerns, as far as access, sealing and statistics ask.
package struct CaseScope: Hashable, Sendable {
    /// The billing provider's national number.
    package var facility: String?
    /// The key of the payer's rule.
    package var payerRule: String?
    /// The payer by which outcomes are counted: the key of its rule, else its first id, else its name.
    package var payer: String?
    /// The source patients, in order.
    package var patients: [SourcePatientID]
    /// The claim files, in order, by the 16 bytes of their names.
    package var files: [UInt128]

    /// A scope, field by field.
    package init(
        facility: String? = nil,
        payerRule: String? = nil,
        payer: String? = nil,
        patients: [SourcePatientID] = [],
        files: [UInt128] = []
    ) {
        self.facility = facility
        self.payerRule = payerRule
        self.payer = payer
        self.patients = patients
        self.files = files
    }
}

/// What was seen of a case's cause: the findings, under which rules, and as of which day.
package struct CaseSight: Hashable, Sendable {
    /// The findings; empty when they went.
    package var findings: [CaseFinding]
    /// Whose and whom they concern.
    package var scope: CaseScope
    /// The number of the entry that adopted the payer rules in force; 0 for those that ship.
    package var rules: UInt64
    /// The day.
    package var asOf: CalendarDate

    /// What was seen, field by field.
    package init(findings: [CaseFinding], scope: CaseScope, rules: UInt64, asOf: CalendarDate) {
        self.findings = findings
        self.scope = scope
        self.rules = rules
        self.asOf = asOf
    }
}
