extension ProposalRevision: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.integer(1, UInt64(number))
        writer.value(2, content)
        writer.value(3, rationale)
        writer.value(4, author)
        writer.contentHash(5, hash)
        writer.moment(6, at)
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        var parts: (content: ProposalContent?, rationale: Rationale?, author: ProposalAuthor?, hash: ContentHash?)
        var number = 0
        var at: Instant?
        while let field = try fields.next() {
            switch field.number {
            case 1: number = Int(truncatingIfNeeded: field.integer)
            case 2: parts.content = try field.value(ProposalContent.self)
            case 3: parts.rationale = try field.value(Rationale.self)
            case 4: parts.author = try field.value(ProposalAuthor.self)
            case 5: parts.hash = try field.contentHash(of: "revision")
            case 6: at = field.moment
            default: break
            }
        }
        self.init(
            number: number,
            content: try parts.content.required(2, of: "revision"),
            rationale: try parts.rationale.required(3, of: "revision"),
            author: try parts.author.required(4, of: "revision"),
            hash: try parts.hash.required(5, of: "revision"),
            at: try at.required(6, of: "revision")
        )
    }
}

extension ReviewedContent: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.integer(1, UInt64(revision))
        writer.contentHash(2, contentHash)
        writer.contentHash(3, factSheet)
        writer.contentHash(4, rendered)
        writer.integer(5, rules)
        writer.integer(6, policy)
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        var hash: ContentHash?
        var hashes: (factSheet: ContentHash?, rendered: ContentHash?)
        var numbers: (revision: Int, rules: UInt64, policy: UInt64) = (0, 0, 0)
        while let field = try fields.next() {
            switch field.number {
            case 1: numbers.revision = Int(truncatingIfNeeded: field.integer)
            case 2: hash = try field.contentHash(of: "review")
            case 3: hashes.factSheet = try field.contentHash(of: "review")
            case 4: hashes.rendered = try field.contentHash(of: "review")
            case 5: numbers.rules = field.integer
            case 6: numbers.policy = field.integer
            default: break
            }
        }
        self.init(
            revision: numbers.revision,
            contentHash: try hash.required(2, of: "review"),
            factSheet: hashes.factSheet,
            rendered: hashes.rendered,
            rules: numbers.rules,
            policy: numbers.policy
        )
    }
}

extension ProposalDecision.Verdict {
    /// The word by which a verdict is kept.
    fileprivate enum Word: String {
        case approved, refused, sentBack, recordsAsked, escalated, overridden
    }

    fileprivate var word: Word {
        switch self {
        case .approved: .approved
        case .refused: .refused
        case .sentBack(let records): records.isEmpty ? .sentBack : .recordsAsked
        case .escalated: .escalated
        case .overridden: .overridden
        }
    }
}

extension ProposalDecision: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.choice(1, verdict.word)
        writer.value(2, by)
        writer.value(3, saw)
        writer.moment(4, at)
        writer.text(5, reason)
        switch verdict {
        case .approved, .refused, .overridden: break
        case .sentBack(let records): writer.texts(6, records)
        case .escalated(let queue): writer.text(7, queue)
        }
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        var word: Verdict.Word?
        var parts: (by: Reviewer?, saw: ReviewedContent?, at: Instant?)
        var reason: String?
        var records: [String] = []
        var queue: String?
        while let field = try fields.next() {
            switch field.number {
            case 1: word = try field.choice(of: "decision")
            case 2: parts.by = try field.value(Reviewer.self)
            case 3: parts.saw = try field.value(ReviewedContent.self)
            case 4: parts.at = field.moment
            case 5: reason = field.text
            case 6: records.append(field.text)
            case 7: queue = field.text
            default: break
            }
        }
        let verdict: Verdict =
            switch try word.required(1, of: "decision") {
            case .approved: .approved
            case .refused: .refused
            case .sentBack, .recordsAsked: .sentBack(records: records)
            case .escalated: .escalated(to: try queue.required(7, of: "decision"))
            case .overridden: .overridden
            }
        self.init(
            verdict: verdict,
            by: try parts.by.required(2, of: "decision"),
            saw: try parts.saw.required(3, of: "decision"),
            at: try parts.at.required(4, of: "decision"),
            reason: reason
        )
    }
}

extension ProposalRetraction: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.value(1, by)
        writer.moment(2, at)
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        var by: Reviewer?
        var at: Instant?
        while let field = try fields.next() {
            switch field.number {
            case 1: by = try field.value(Reviewer.self)
            case 2: at = field.moment
            default: break
            }
        }
        self.init(by: try by.required(1, of: "retraction"), at: try at.required(2, of: "retraction"))
    }
}

extension ProposalClosing: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.choice(1, cause)
        writer.text(2, by.rawValue)
        writer.moment(3, at)
        writer.text(4, reason)
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        var cause: Cause?
        var by: String?
        var at: Instant?
        var reason: String?
        while let field = try fields.next() {
            switch field.number {
            case 1: cause = try field.choice(of: "closing")
            case 2: by = field.text
            case 3: at = field.moment
            case 4: reason = field.text
            default: break
            }
        }
        self.init(
            cause: try cause.required(1, of: "closing"),
            by: PrincipalID(try by.required(2, of: "closing")),
            at: try at.required(3, of: "closing"),
            reason: reason
        )
    }
}

extension ProposalRelease: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.integer(1, UInt64(revision))
        writer.contentHash(2, contentHash)
        writer.integer(3, policy)
        writer.texts(4, rules)
        writer.texts(5, overridden)
        writer.text(6, by.rawValue)
        writer.moment(7, at)
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        var parts: (hash: ContentHash?, by: String?, at: Instant?)
        var numbers: (revision: Int, policy: UInt64) = (0, 0)
        var rules: [String] = []
        var overridden: [String] = []
        while let field = try fields.next() {
            switch field.number {
            case 1: numbers.revision = Int(truncatingIfNeeded: field.integer)
            case 2: parts.hash = try field.contentHash(of: "release")
            case 3: numbers.policy = field.integer
            case 4: rules.append(field.text)
            case 5: overridden.append(field.text)
            case 6: parts.by = field.text
            case 7: parts.at = field.moment
            default: break
            }
        }
        self.init(
            revision: numbers.revision,
            contentHash: try parts.hash.required(2, of: "release"),
            policy: numbers.policy,
            rules: rules,
            overridden: overridden,
            by: PrincipalID(try parts.by.required(6, of: "release")),
            at: try parts.at.required(7, of: "release")
        )
    }
}
