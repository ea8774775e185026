import ArgumentParser
import ControlPlane
import RevenueCycle

/// What somebody must do or decide.
struct CasesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cases",
        abstract: "List cases: what somebody must do or decide, the most pressing first.",
        discussion: """
            A finding opens a case, and the case stays when the finding goes. The list brings cases up to what is found
            now; run `recourse cases refresh` after an ingest, or by night, so that nobody waits for that.

            Score is value × chance × urgency. The chance is the smoothed share of such decisions that were overturned, with
            how many are known; urgency is 1 on the last day and halves in 30 days before it.

              recourse cases --queue authorization --due-before 2026-12-01
              recourse cases --mine
            """,
        subcommands: [CasesList.self, CasesRefresh.self],
        defaultSubcommand: CasesList.self
    )
}

/// Lists cases.
struct CasesList: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List cases.")
    @OptionGroup var store: StoreOptions
    @Option(help: "The queue, such as authorization or clinical-appeals.") var queue: String?
    @Option(help: "The account that is to work it, such as user:mira.") var assignee: String?
    @Option(help: "The kind of work, such as denial or underpayment.") var kind: CaseKind?
    @Option(name: .customLong("due-before"), help: "Due before this day.") var dueBefore: String?
    @Option(help: "The id of the claim, account, patient or remittance that it is about.") var about: String?
    @Flag(help: "Only those that you are to work.") var mine = false
    @Flag(help: "Also those that are snoozed.") var snoozed = false
    @Flag(help: "Also those that are closed.") var closed = false
    @Option(help: "How many rows.") var limit = 20

    func run() throws {
        if mine, assignee != nil { throw UsageFault(description: "Give only one of --mine and --assignee.") }
        guard limit >= 0 else { throw UsageFault(description: "--limit \(limit) is no number of rows.") }
        let filter = CaseFilter(
            queue: queue.map { CaseQueue($0) },
            assignee: (mine ? StoreOptions.principal : assignee).map { PrincipalID($0) },
            kind: kind,
            dueBefore: try dueBefore.map { try StoreOptions.day($0, option: "--due-before") },
            subject: about,
            includesSnoozed: snoozed,
            includesClosed: closed
        )
        let found = try store.inquire(by: "cases") { inquiry, _ in
            let found = try inquiry.cases(filter, limit: limit, asOf: store.day())
            return (rows: found.cases.map { $0.row }, count: found.count)
        }
        if store.json { Output.rows(found.rows) } else { CaseTable.print(found.rows) }
        if found.count > found.rows.count {
            Output.note("\(found.rows.count) of \(found.count) cases; --limit shows more.")
        }
    }
}

/// Brings cases up to what is found.
struct CasesRefresh: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "refresh",
        abstract: "Open, change and mark cases by what is found now.",
        discussion: """
            It looks at what came since the last time, and at what the days since then may have changed. A second run changes
            nothing.

              recourse ingest ./x12 && recourse cases refresh
            """
    )
    @OptionGroup var store: StoreOptions

    func run() throws {
        let plane = try store.open()
        defer { plane.close() }
        let report = try plane.refreshCases()
        store.note(
            "\(report.opened) cases opened, \(report.changed) changed, \(report.closed) closed because their findings went, "
                + "\(report.reopened) taken up again.",
            report.json
        )
    }
}

extension CaseKind: ExpressibleByArgument {}

extension StoreOptions {
    /// The day that an option gives.
    static func day(_ text: String, option: String) throws -> CalendarDate {
        guard let day = CalendarDate(iso: text) else {
            throw UsageFault(description: "\(option) \(text) is no day: write YYYY-MM-DD.")
        }
        return day
    }
}

/// Cases as a table for people.
private enum CaseTable {
    static func print(_ rows: [JSONValue]) {
        Output.table(
            ["case", "kind", "about", "queue", "assignee", "value", "chance", "due", "days", "score", ""],
            rows.map(cells),
            right: [5, 6, 8, 9]
        )
        Output.noteHidden(in: rows)
    }

    private static func cells(_ row: JSONValue) -> [String] {
        let isOpen = row.shown("status") == "open"
        let marks =
            (isOpen ? [] : ["closed: \(row.shown("outcome"))"])
            + (isOpen && row.shown("findingGone") == "yes" ? ["finding gone"] : [])
        return [
            row.shown("case"), [row.known("kind"), row.known("category")].compactMap { $0 }.joined(separator: " "),
            row.shown("subject"), row.shown("queues"), row.shown("assignee"), row.shown("value"), row.chanceWords,
            row.shown("due"), row.shown("daysLeft"), row.shown("score"), marks.joined(separator: ", "),
        ]
    }
}

extension JSONValue {
    /// The chance of a case with its count, such as `50 % of 0`.
    var chanceWords: String { "\(shown("chance", "percent")) % of \(shown("chance", "decided"))" }
}
