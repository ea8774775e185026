/// How far the journal was read for what opens, changes and ends cases: one stream of its own.
///
/// A case of a finding is a function of the entries up to ``through``, the rules of the entry ``rules``, and the day ``asOf``.
/// What differs from that is all that must be looked at again.
package struct CaseReview: Hashable, Sendable {
    /// The position of the last entry that was looked at; 0 while no review came to its end.
    package private(set) var through: UInt64 = 0
    /// The day as of which findings were worked out; nil while none was.
    package private(set) var asOf: CalendarDate?
    /// The number of the entry that adopted the payer rules then in force.
    package private(set) var rules: UInt64 = 0
    /// The version of the reading of claims by which that was done.
    package private(set) var reading: UInt16 = 0
    /// What became of appeals, by payer and category.
    package private(set) var outcomes: [OverturnKey: OverturnCount] = [:]

    /// No review.
    package init() {}

    /// The state after a step.
    package mutating func evolve(_ step: CaseReviewStep) {
        through = step.through
        asOf = step.asOf
        rules = step.rules
        reading = step.reading
        for decided in step.decided { outcomes[decided.key, default: OverturnCount()].count(decided.outcome) }
    }
}

/// One step of a review: what was looked at, and when it must be looked at again.
package struct CaseReviewStep: Hashable, Sendable {
    /// The position of the last entry that was looked at.
    package var through: UInt64
    /// The day as of which findings were worked out.
    package var asOf: CalendarDate
    /// The number of the entry that adopted the payer rules in force.
    package var rules: UInt64
    /// The version of the reading of claims.
    package var reading: UInt16
    /// Decisions on appeals that were taken down since the last step, in order.
    package var decided: [DecidedAppeal] = []
    /// Groups of claim files for which the next day changed on which time alone may make another finding.
    package var watches: [CaseWatch] = []

    /// A step, with nothing that was found on the way.
    package init(through: UInt64, asOf: CalendarDate, rules: UInt64, reading: UInt16) {
        self.through = through
        self.asOf = asOf
        self.rules = rules
        self.reading = reading
    }

    /// The number by which the journal knows the type.
    package static let type: UInt16 = 89
    /// The version of the payload's form.
    package static let schema: UInt16 = 1
}

/// A decision on an appeal, for the counts.
package struct DecidedAppeal: Hashable, Sendable {
    /// What it is counted by.
    package var key: OverturnKey
    /// What it was.
    package var outcome: AppealOutcome

    /// A decision under its key.
    package init(key: OverturnKey, outcome: AppealOutcome) {
        self.key = key
        self.outcome = outcome
    }
}

/// When a group of claim files must be looked at though nothing new is known of it.
package struct CaseWatch: Hashable, Sendable {
    /// The 16 bytes that name the group.
    package var group: UInt128
    /// The day; nil when no day will do anything.
    package var day: CalendarDate?

    /// A group and its day.
    package init(group: UInt128, day: CalendarDate?) {
        self.group = group
        self.day = day
    }
}

extension DecidedAppeal: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.text(1, key.payer)
        writer.text(2, key.category)
        writer.choice(3, outcome)
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        var key = OverturnKey(payer: "", category: "")
        var outcome: AppealOutcome?
        while let field = try fields.next() {
            switch field.number {
            case 1: key.payer = field.text
            case 2: key.category = field.text
            case 3: outcome = try field.choice(of: "decided appeal")
            default: break
            }
        }
        self.init(key: key, outcome: try outcome.required(3, of: "decided appeal"))
    }
}

extension CaseWatch: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.identifier(1, group)
        writer.date(2, day)
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        var group: UInt128?
        var day: CalendarDate?
        while let field = try fields.next() {
            switch field.number {
            case 1: group = try field.identifier(of: "case watch")
            case 2: day = field.date
            default: break
            }
        }
        self.init(group: try group.required(1, of: "case watch"), day: day)
    }
}

extension CaseReviewStep: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.integer(1, through)
        writer.date(2, asOf)
        writer.integer(3, rules)
        writer.integer(4, UInt64(reading))
        writer.values(5, decided)
        writer.values(6, watches)
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        self.init(through: 0, asOf: CalendarDate(dayNumber: 0), rules: 0, reading: 0)
        while let field = try fields.next() {
            switch field.number {
            case 1: through = field.integer
            case 2: asOf = field.date
            case 3: rules = field.integer
            case 4: reading = UInt16(truncatingIfNeeded: field.integer)
            case 5: decided.append(try field.value(DecidedAppeal.self))
            case 6: watches.append(try field.value(CaseWatch.self))
            default: break
            }
        }
    }
}

extension CaseReview: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.integer(1, through)
        writer.date(2, asOf)
        writer.integer(3, rules)
        writer.integer(4, UInt64(reading))
        for (key, count) in outcomes.sorted(by: { $0.key < $1.key }) {
            writer.record(5) {
                $0.text(1, key.payer)
                $0.text(2, key.category)
                $0.integer(3, UInt64(count.decided))
                $0.integer(4, UInt64(count.halves))
            }
        }
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        self.init()
        while let field = try fields.next() {
            switch field.number {
            case 1: through = field.integer
            case 2: asOf = field.date
            case 3: rules = field.integer
            case 4: reading = UInt16(truncatingIfNeeded: field.integer)
            case 5:
                var parts = field.record
                var key = OverturnKey(payer: "", category: "")
                var count = OverturnCount()
                while let part = try parts.next() {
                    switch part.number {
                    case 1: key.payer = part.text
                    case 2: key.category = part.text
                    case 3: count.decided = Int(truncatingIfNeeded: part.integer)
                    case 4: count.halves = Int(truncatingIfNeeded: part.integer)
                    default: break
                    }
                }
                outcomes[key] = count
            default: break
            }
        }
    }
}
