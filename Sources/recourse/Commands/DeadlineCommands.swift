import ArgumentParser
import ControlPlane
import RevenueCycle

/// Deadline rules: listed, explained, tried, checked.
struct Deadlines: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List, explain, try and check deadline rules.",
        discussion: """
            Examples:
              recourse deadlines list --as-of 2026-03-31
              recourse deadlines count medicare.redetermination 2026-01-02
              recourse deadlines check own-rules.toml
            """,
        subcommands: [List.self, Show.self, Count.self, Check.self]
    )
}

/// Which deadline rules are meant: the shipped ones, with a file beside them, or those that a store has adopted.
struct DeadlineRuleOptions: ParsableArguments {
    @OptionGroup var store: StoreOptions

    @Option(help: "A rules file to read beside the shipped rules.") var file: String?

    @Flag(name: .customLong("in-force"), help: "The rules that the store has adopted, instead of the shipped ones.")
    var inForce = false

    func rules() throws -> DeadlineRules {
        if inForce {
            guard file == nil else { throw UsageFault(description: "Give --file or --in-force, not both.") }
            let plane = try store.open()
            defer { plane.close() }
            return plane.rules.deadlines
        }
        let texts = [.shipped, .shippedDeadlines] + (try file.map { [try RuleText(at: $0)] } ?? [])
        let (rules, errors) = PayerRulesReader.read(texts)
        guard errors.isEmpty else { throw ControlPlaneError.badRules(errors) }
        return rules.deadlines
    }

    func versions(of id: String) throws -> [DeadlineRule] {
        let rules = try rules()
        let versions = rules.versions(of: DeadlineRuleID(rawValue: id))
        guard !versions.isEmpty else {
            throw UsageFault(description: "There is no rule \(id). `recourse deadlines list` names every rule.")
        }
        return versions
    }
}

extension Deadlines {
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print the rules as a table, those that hold on a day or all.",
            discussion:
                "With --as-of, the rules for clocks that start on that day; without, every version of every rule."
        )
        @OptionGroup var options: DeadlineRuleOptions
        @Option(help: "Only the rules of this path, such as medicareAppeal.") var path: DeadlinePath?

        func run() throws {
            var rules = try options.rules().rules
            if options.store.asOf != nil {
                let day = try options.store.day()
                rules = rules.filter { $0.isValid(on: day) }
            }
            if let path { rules = rules.filter { $0.path == path } }
            if options.store.json { return Output.rows(rules.map(\.row)) }
            Output.table(
                ["rule", "level", "for", "period", "filed", "holds", "sure", "source"],
                rules.map { rule in
                    [
                        rule.id.rawValue, rule.level.map(String.init) ?? "", rule.forWords, rule.periodWords,
                        rule.filingWords, rule.validityWords, rule.confidence.rawValue, rule.source.citation,
                    ]
                },
                right: [1]
            )
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Say all that a rule says, in words.")
        @OptionGroup var options: DeadlineRuleOptions
        @Argument(help: "The rule, such as medicare.redetermination.") var rule: String

        func run() throws {
            let versions = try options.versions(of: rule)
            if options.store.json { return Output.rows(versions.map(\.row)) }
            for version in versions {
                Output.answer("\(version.id.rawValue): \(version.title)\n  \(version.plain)")
                for (name, words) in version.terms { Output.answer("  \(name): \(words)") }
            }
        }
    }

    struct Count: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Count a rule's day from a date, and say how.",
            discussion: "Example: recourse deadlines count medicare.hearing 2026-03-02 --amount 512.00"
        )
        @OptionGroup var options: DeadlineRuleOptions
        @Argument(help: "The rule, such as medicare.redetermination.") var rule: String
        @Argument(help: "The day of the event, or the date of the notice.") var date: CalendarDate
        @Option(help: "The day on which the notice was received.") var received: CalendarDate?
        @Flag(help: "Evidence shows that day, even if it is later than the presumed one.") var proven = false
        @Option(help: "The amount that the rule asks for, such as 512.00.") var amount: String?
        @Option(help: "The calendar days that the payer's contract states.") var days: Int?

        func run() throws {
            let versions = try options.versions(of: rule)
            let answer = DeadlineReading(rules: DeadlineRules(versions), facts: try facts(for: versions[0]))
                .answer(for: versions[0].path)
            let questions = answer.missing.map(\.question)
            if options.store.json {
                Output.rows(answer.deadlines.map(\.row) + questions.map { .object([("missing", .string($0))]) })
            } else {
                for deadline in answer.deadlines {
                    Output.answer(deadline.explanation)
                    if let end = deadline.rule.receiver?.end(of: deadline.date) {
                        Output.answer("The receiver's day ends at \(end).")
                    }
                }
                for question in questions { Output.answer(question) }
                for closed in answer.closed {
                    Output.answer("Not open: \(closed.amount.dollars) is less than \(closed.least.dollars).")
                }
            }
            if answer.deadlines.isEmpty { throw ExitCode(ExitStatus.findings.rawValue) }
        }

        /// Facts under which the rule holds, and what was told.
        private func facts(for rule: DeadlineRule) throws -> DeadlineFacts {
            var facts = DeadlineFacts(
                coverage: .known(rule.appliesTo.first ?? .commercial),
                events: [DeadlineEvent(rule.trigger, on: date, received: received, isReceiptProven: proven)],
                asOf: try options.store.day()
            )
            facts.isContracted = rule.contracted
            facts.planType = rule.planType
            if let days {
                facts.payerRule = PayerRule(
                    key: "contract",
                    name: "this payer",
                    filingLimitDays: days,
                    appeal: AppealRule(firstLevelDays: days),
                    correction: CorrectionRule(days: days)
                )
            }
            if let amount {
                guard let money = Money(decimal: amount) else {
                    throw UsageFault(
                        description: "--amount \(amount) is no amount: write dollars and cents, such as 512.00."
                    )
                }
                facts.amounts = Dictionary(uniqueKeysWithValues: AskedAmount.allCases.map { ($0, money) })
            }
            return facts
        }
    }

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say what is wrong with a rules file, with line and column of each fault."
        )
        @Argument(help: "The TOML file.") var file: String
        @Flag(help: "Answer in JSON, one object a line.") var json = false

        func run() throws {
            let (rules, errors) = PayerRulesReader.read([.shipped, .shippedDeadlines, try RuleText(at: file)])
            if json {
                Output.rows(errors.map(\.row))
            } else {
                for error in errors { Output.note(error.located) }
                if errors.isEmpty {
                    Output.answer("\(file) is sound: with it, \(rules.deadlines.rules.count) deadline rules hold.")
                }
            }
            if !errors.isEmpty { throw ExitCode(ExitStatus.usage.rawValue) }
        }
    }
}

extension DeadlinePath: ExpressibleByArgument {}

extension CalendarDate: ExpressibleByArgument {
    /// Reads `YYYY-MM-DD`.
    package init?(argument: String) { self.init(iso: argument) }
}

extension PayerRulesError {
    fileprivate var row: JSONValue {
        .object([
            ("file", .string(file)), ("line", line.map { .number($0) } ?? .null),
            ("column", column.map { .number($0) } ?? .null), ("key", .text(key)), ("problem", .string(message)),
        ])
    }
}

extension DeadlineRule {
    /// What it says beside its sentence, name by name.
    fileprivate var terms: [(String, String)] {
        var terms = [
            ("path", level.map { "\(path.rawValue), level \($0)" } ?? path.rawValue), ("for", forWords),
            ("period", periodWords), ("filed", filingWords),
        ]
        if let floorWords { terms.append(("amount", floorWords)) }
        if !whoActs.isEmpty { terms.append(("who may act", whoActs.map(\.words).joined(separator: ", "))) }
        if let receiver { terms.append(("receiver", "closes at \(receiver.closing), \(receiver.zone)")) }
        terms += [
            ("holds", validityWords), ("source", "\(source.kind.rawValue), \(source.citation)"),
            ("sure", confidence.rawValue),
        ]
        if let note { terms.append(("note", note)) }
        return terms
    }
}
