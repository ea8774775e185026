extension CaseSubject: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        switch self {
        case .claim(let record): writer.identifier(1, record.value)
        case .account(let record): writer.identifier(2, record.value)
        case .person(let patient): writer.identifier(3, patient.value)
        case .remittance(let record): writer.identifier(4, record.value)
        }
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        var subject: CaseSubject?
        while let field = try fields.next() {
            switch field.number {
            case 1: subject = .claim(RecordID(try field.identifier(of: "case subject")))
            case 2: subject = .account(RecordID(try field.identifier(of: "case subject")))
            case 3: subject = .person(SourcePatientID(try field.identifier(of: "case subject")))
            case 4: subject = .remittance(RecordID(try field.identifier(of: "case subject")))
            default: break
            }
        }
        self = try subject.required(1, of: "case subject")
    }
}

extension CaseCause: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.choice(1, kind)
        writer.choice(2, category)
        writer.text(3, code)
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        var kind: FindingKind?
        var category: DenialCategory?
        var code: String?
        while let field = try fields.next() {
            switch field.number {
            case 1: kind = try field.choice(of: "case cause")
            case 2: category = try field.choice(of: "case cause")
            case 3: code = field.text
            default: break
            }
        }
        self.init(kind: try kind.required(1, of: "case cause"), category: category, code: code)
    }
}

extension CaseFinding: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.texts(1, codes)
        writer.texts(2, lines)
        writer.money(3, amount)
        writer.money(4, atStake)
        writer.choice(5, nextStep)
        writer.date(6, deadline)
        writer.text(7, deadlineRule)
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        self.init(codes: [], amount: .zero, atStake: .zero, nextStep: .none)
        while let field = try fields.next() {
            switch field.number {
            case 1: codes.append(field.text)
            case 2: lines.append(field.text)
            case 3: amount = field.money
            case 4: atStake = field.money
            case 5: nextStep = try field.choice(of: "case finding")
            case 6: deadline = field.date
            case 7: deadlineRule = field.text
            default: break
            }
        }
    }
}

extension CaseScope: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.text(1, facility)
        writer.text(2, payerRule)
        writer.text(3, payer)
        for patient in patients { writer.identifier(4, patient.value) }
        for file in files { writer.identifier(5, file) }
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        self.init()
        while let field = try fields.next() {
            switch field.number {
            case 1: facility = field.text
            case 2: payerRule = field.text
            case 3: payer = field.text
            case 4: patients.append(SourcePatientID(try field.identifier(of: "case scope")))
            case 5: files.append(try field.identifier(of: "case scope"))
            default: break
            }
        }
    }
}

extension CaseSight: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.values(1, findings)
        writer.value(2, scope)
        writer.integer(3, rules)
        writer.date(4, asOf)
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        var findings: [CaseFinding] = []
        var scope: CaseScope?
        var rules: UInt64 = 0
        var asOf: CalendarDate?
        while let field = try fields.next() {
            switch field.number {
            case 1: findings.append(try field.value(CaseFinding.self))
            case 2: scope = try field.value(CaseScope.self)
            case 3: rules = field.integer
            case 4: asOf = field.date
            default: break
            }
        }
        self.init(
            findings: findings,
            scope: try scope.required(2, of: "case sight"),
            rules: rules,
            asOf: try asOf.required(4, of: "case sight")
        )
    }
}

extension CaseOpening: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.value(1, subject)
        writer.choice(2, kind)
        writer.value(3, cause)
        writer.value(4, sight)
        writer.text(5, queue.rawValue)
        writer.money(6, value)
        writer.text(7, reason)
        writer.text(8, by.rawValue)
        writer.moment(9, at)
        writer.identifier(10, effect)
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        var parts: (subject: CaseSubject?, kind: CaseKind?, cause: CaseCause?, sight: CaseSight?)
        var words: (queue: String?, reason: String?, by: String?)
        var value: Money?
        var at: Instant?
        var effect: UInt128?
        while let field = try fields.next() {
            switch field.number {
            case 1: parts.subject = try field.value(CaseSubject.self)
            case 2: parts.kind = try field.choice(of: "case opening")
            case 3: parts.cause = try field.value(CaseCause.self)
            case 4: parts.sight = try field.value(CaseSight.self)
            case 5: words.queue = field.text
            case 6: value = field.money
            case 7: words.reason = field.text
            case 8: words.by = field.text
            case 9: at = field.moment
            case 10: effect = try field.identifier(of: "case opening")
            default: break
            }
        }
        self.init(
            subject: try parts.subject.required(1, of: "case opening"),
            kind: try parts.kind.required(2, of: "case opening"),
            cause: parts.cause,
            effect: effect,
            sight: try parts.sight.required(4, of: "case opening"),
            queue: CaseQueue(try words.queue.required(5, of: "case opening")),
            value: value,
            reason: words.reason,
            by: PrincipalID(try words.by.required(8, of: "case opening")),
            at: try at.required(9, of: "case opening")
        )
    }
}

extension CaseEntry: FieldEncodable where Content: FieldEncodable {
    package func encode(into writer: inout FieldWriter) {
        writer.value(1, content)
        writer.text(2, by.rawValue)
        writer.moment(3, at)
    }
}

extension CaseEntry: FieldDecodable where Content: FieldDecodable {
    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        var content: Content?
        var by: String?
        var at: Instant?
        while let field = try fields.next() {
            switch field.number {
            case 1: content = try field.value(Content.self)
            case 2: by = field.text
            case 3: at = field.moment
            default: break
            }
        }
        self.init(
            try content.required(1, of: "case entry"),
            by: PrincipalID(try by.required(2, of: "case entry")),
            at: try at.required(3, of: "case entry")
        )
    }
}

extension CaseAssignment: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.text(1, queue.rawValue)
        writer.text(2, assignee?.rawValue)
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        var queue: String?
        var assignee: PrincipalID?
        while let field = try fields.next() {
            switch field.number {
            case 1: queue = field.text
            case 2: assignee = PrincipalID(field.text)
            default: break
            }
        }
        self.init(queue: CaseQueue(try queue.required(1, of: "case assignment")), assignee: assignee)
    }
}

extension CaseSchedule: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.date(1, due)
        writer.date(2, followUp)
        writer.date(3, snoozedUntil)
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        self.init()
        while let field = try fields.next() {
            switch field.number {
            case 1: due = field.date
            case 2: followUp = field.date
            case 3: snoozedUntil = field.date
            default: break
            }
        }
    }
}

extension CaseNote: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) { writer.text(1, text) }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        var text: String?
        while let field = try fields.next() { if field.number == 1 { text = field.text } }
        self.init(try text.required(1, of: "case note"))
    }
}

extension PayerCall: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.text(1, representative)
        writer.text(2, reference)
        writer.text(3, outcome)
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        self.init(representative: "", outcome: "")
        while let field = try fields.next() {
            switch field.number {
            case 1: representative = field.text
            case 2: reference = field.text
            case 3: outcome = field.text
            default: break
            }
        }
    }
}

extension CapturedAnswer {
    /// The word by which an answer's kind is kept.
    fileprivate enum Word: String {
        case patientAnswer, satisfaction, payerLetter, phoneOutcome, appealOutcome, adjustmentDecision
    }

    fileprivate var word: Word {
        switch self {
        case .patientAnswer: .patientAnswer
        case .satisfaction: .satisfaction
        case .payerLetter: .payerLetter
        case .phoneOutcome: .phoneOutcome
        case .appealOutcome: .appealOutcome
        case .adjustmentDecision: .adjustmentDecision
        }
    }
}

extension CaseAnswer: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.choice(1, answer.word)
        switch answer {
        case .patientAnswer, .payerLetter, .phoneOutcome: break
        case .satisfaction(let score): writer.signed(2, Int64(score))
        case .appealOutcome(let outcome): writer.choice(3, outcome)
        case .adjustmentDecision(let isAgreed): writer.flag(4, isAgreed)
        }
        writer.text(5, text)
        writer.date(6, on)
        if let evidence { writer.raw(7, evidence) }
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        var word: CapturedAnswer.Word?
        var score: Int?
        var outcome: AppealOutcome?
        var isAgreed = false
        var text = ""
        var on: CalendarDate?
        var evidence: [UInt8]?
        while let field = try fields.next() {
            switch field.number {
            case 1: word = try field.choice(of: "case answer")
            case 2: score = Int(truncatingIfNeeded: field.signed)
            case 3: outcome = try field.choice(of: "case answer")
            case 4: isAgreed = field.flag
            case 5: text = field.text
            case 6: on = field.date
            case 7: evidence = field.raw
            default: break
            }
        }
        let answer: CapturedAnswer =
            switch try word.required(1, of: "case answer") {
            case .patientAnswer: .patientAnswer
            case .satisfaction: .satisfaction(try score.required(2, of: "case answer"))
            case .payerLetter: .payerLetter
            case .phoneOutcome: .phoneOutcome
            case .appealOutcome: .appealOutcome(try outcome.required(3, of: "case answer"))
            case .adjustmentDecision: .adjustmentDecision(isAgreed: isAgreed)
            }
        self.init(answer, text: text, on: on, evidence: evidence)
    }
}

extension CaseLink: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.identifier(1, other)
        writer.flag(2, isUndone)
        writer.text(3, reason)
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        var other: UInt128?
        var isUndone = false
        var reason = ""
        while let field = try fields.next() {
            switch field.number {
            case 1: other = try field.identifier(of: "case link")
            case 2: isUndone = field.flag
            case 3: reason = field.text
            default: break
            }
        }
        self.init(other: try other.required(1, of: "case link"), isUndone: isUndone, reason: reason)
    }
}

extension CaseEnding: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.choice(1, outcome)
        writer.text(2, reason)
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        self.init(outcome: nil)
        while let field = try fields.next() {
            switch field.number {
            case 1: outcome = try field.choice(of: "case ending")
            case 2: reason = field.text
            default: break
            }
        }
    }
}
