import Journal
package import RevenueCycle

/// Rules are adopted by an entry that carries their text, so that any past answer can be made again under them.
extension ControlPlane {
    static let rulesStream = StreamID(UInt128(RowTable.rules.rawValue))

    /// Adopts rules in place of those in force; the shipped deadline rules are adopted with them.
    ///
    /// - Throws: ``ControlPlaneError`` when the text has faults, or there is no right to it; ``JournalError``.
    package func adopt(_ texts: [RuleText]) throws {
        try record(texts, asserting: warrant(for: .adoptRules).asserting)
    }

    /// Adopts the first rules of a store, whose entry says who made it.
    func adoptFirst(_ texts: [RuleText]) throws { try record(texts, asserting: [:]) }

    private func record(_ texts: [RuleText], asserting: [StreamID: UInt64]) throws {
        let texts = Self.withDeadlines(texts)
        let errors = PayerRulesReader.read(texts).errors
        guard errors.isEmpty else { throw ControlPlaneError.badRules(errors) }
        var writer = FieldWriter()
        for text in texts {
            writer.record(1) {
                $0.text(1, text.file)
                $0.text(2, text.text)
                $0.flag(3, text.isShipped)
            }
        }
        var append = Append(
            command: newCommand(),
            principal: principal,
            purpose: "adoption of rules",
            asserting: asserting
        )
        append.writes = [
            StreamWrite(
                stream: Self.rulesStream,
                expectedVersion: try journal.version(of: Self.rulesStream),
                events: [
                    NewEvent(
                        type: ShellEvent.rulesAdopted.rawValue,
                        schema: ShellEvent.schema,
                        subject: .tenant,
                        retention: .governance,
                        payload: writer.bytes
                    )
                ]
            )
        ]
        append.rows = [Self.rulesRow(writer.bytes)]
        keep(.naming("adopted", texts.last?.file ?? ""), in: &append)
        _ = try journal.append(append, at: clock())
        try followRules()
    }

    static func rulesRow(_ payload: [UInt8]) -> InlineRow {
        InlineRow(
            table: RowTable.rules.rawValue,
            id: rulesStream,
            group: rulesStream,
            evolveVersion: ReadingVersion.current,
            subject: .tenant,
            retention: .governance,
            payload: payload
        )
    }

    /// The texts of the rules in force.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    package func ruleTexts() throws -> [RuleText] {
        try warrant(for: .showRules)
        return try textsInForce()
    }

    /// The deadline rules in force.
    ///
    /// - Throws: ``ControlPlaneError`` when there is no right to it; ``JournalError`` or ``DecodingFault``.
    package func deadlineRules() throws -> DeadlineRules {
        try warrant(for: .showRules)
        return rules.deadlines
    }

    private func textsInForce() throws -> [RuleText] {
        try Self.ruleTexts(in: journal.row(table: RowTable.rules.rawValue, id: Self.rulesStream)?.payload)
    }

    /// The texts that an entry or row has.
    ///
    /// Entries of before the deadline rules were data carry none; under them the shipped ones hold, which say the same
    /// of what those stores could ask.
    static func ruleTexts(in payload: [UInt8]?) throws(DecodingFault) -> [RuleText] {
        guard let payload else { return [] }
        var texts: [RuleText] = []
        var fields = FieldReader(payload)
        while let field = try fields.next() {
            guard field.number == 1 else { continue }
            var file = ""
            var text = ""
            var isShipped = false
            var inner = field.record
            while let part = try inner.next() {
                if part.number == 1 { file = part.text }
                if part.number == 2 { text = part.text }
                if part.number == 3 { isShipped = part.flag }
            }
            texts.append(RuleText(file: file, text: text, isShipped: isShipped))
        }
        return withDeadlines(texts)
    }

    /// The texts, led by the shipped deadline rules where none of them is that file.
    private static func withDeadlines(_ texts: [RuleText]) -> [RuleText] {
        let isThere = texts.contains { $0.isShipped && $0.file == RuleText.shippedDeadlines.file }
        return isThere ? texts : [.shippedDeadlines] + texts
    }

    /// The entry that adopted the rules in force.
    func rulesEntry() throws(JournalError) -> Position {
        let version = try journal.version(of: Self.rulesStream)
        return try journal.header(of: Self.rulesStream, version: version)?.position ?? 0
    }

    func rulesInForce() throws -> PayerRules {
        let (rules, errors) = PayerRulesReader.read(try textsInForce())
        guard errors.isEmpty else { throw ControlPlaneError.badRules(errors) }
        return rules
    }
}
