import ArgumentParser
import ControlPlane
import Foundation
import Journal
import RevenueCycle

/// One case, and what is done about it.
struct CaseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "case",
        abstract: "Look at one case, and work it.",
        discussion: """
            Cases of one cause are linked to one of them and worked as one: with --linked what is done to a case is done to
            every case that is linked to it, all or none.

              recourse case show k_0c1v…
              recourse case assign k_0c1v… --to user:mira
              recourse case call k_0c1v… --representative 'D. Lane' --reference 88213 --outcome 'In review until Friday'
              recourse case link k_0c1v… k_7d2w… k_9e3x… --reason 'One missing referral'
              recourse case close k_0c1v… --outcome recovered --reason 'Paid in full' --linked
            """,
        subcommands: [
            CaseShow.self, CaseOpen.self, CaseAssign.self, CaseNoteCommand.self, CaseCall.self, CaseRecord.self,
            CaseDueCommand.self, CaseFollowUp.self, CaseSnooze.self, CaseLinkCommand.self, CaseUnlink.self,
            CaseClose.self, CaseReopen.self,
        ],
        defaultSubcommand: CaseShow.self
    )
}

/// Shows a case.
struct CaseShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show why it is there, how pressing it is and why, and what was done."
    )
    @OptionGroup var store: StoreOptions
    @Argument(help: "The case's id (k_…).") var id: String

    func run() throws {
        let row = try store.inquire(by: "case show") { inquiry, _ in try inquiry.workCase(id, asOf: store.day()).json }
        if store.json { return Output.rows([row]) }
        for line in CaseText.lines(of: row) { Output.answer(line) }
        Output.noteHidden(in: [row])
    }
}

/// Opens a case.
struct CaseOpen: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "open", abstract: "Open a case by hand.")
    @OptionGroup var store: StoreOptions
    @Argument(help: "The id of the claim (c_…), account (a_…), patient (p_…) or remittance (r_…) that it is about.")
    var subject: String
    @Option(help: "The kind of work, such as patientQuestion or clinicalDocumentation.") var kind: CaseKind
    @Option(help: "The queue; by default that of the kind.") var queue: String?
    @Option(help: "What may be gained, such as 250.00.") var value: String?
    @Option(help: "Why.") var reason: String

    func run() throws {
        var draft = CaseDraft(subject: subject, kind: kind, queue: queue.map { CaseQueue($0) }, reason: reason)
        if let value { draft.value = try StoreOptions.amount(value, option: "--value") }
        let plane = try store.open()
        defer { plane.close() }
        let id = try plane.openCase(draft)
        store.note("Case \(id) is open.", [("case", .string(id)), ("done", .string("opened"))])
    }
}

/// What is done about a case, or about all that are linked to it.
struct CaseOptions: ParsableArguments {
    @Argument(help: "The case's id (k_…).") var id: String
    @Flag(help: "Do it about every case that is linked to it too, all or none.") var linked = false
}

extension StoreOptions {
    /// Does something about a case, and says which cases changed.
    fileprivate func act(_ action: CaseAction, on options: CaseOptions, _ done: String) throws {
        let plane = try open()
        defer { plane.close() }
        let changed = try plane.act(action, onCase: options.id, isForLinked: options.linked)
        if json {
            return Output.rows(changed.map { .object([("case", .string($0)), ("done", .string(done))]) })
        }
        for id in changed { Output.note("Case \(id): \(done).") }
    }
}

/// Assigns a case.
struct CaseAssign: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assign",
        abstract: "Say who is to work it: a queue, an account, or nobody yet."
    )
    @OptionGroup var store: StoreOptions
    @OptionGroup var options: CaseOptions
    @Option(help: "The account, such as user:mira.") var to: String?
    @Option(help: "The queue, such as clinical-appeals.") var queue: String?
    @Flag(help: "Nobody yet.") var nobody = false

    func run() throws {
        let action: CaseAction
        switch (to, queue, nobody) {
        case (let account?, nil, false): action = .assign(to: PrincipalID(account))
        case (nil, let queue?, false): action = .send(to: CaseQueue(queue))
        case (nil, nil, true): action = .assign(to: nil)
        default: throw UsageFault(description: "Give one of --to, --queue and --nobody.")
        }
        try store.act(action, on: options, "assigned")
    }
}

/// Notes something.
struct CaseNoteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "note", abstract: "Note something about it.")
    @OptionGroup var store: StoreOptions
    @OptionGroup var options: CaseOptions
    @Argument(help: "The note.") var text: String

    func run() throws { try store.act(.note(text), on: options, "noted") }
}

/// Takes down a call.
struct CaseCall: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "call", abstract: "Take down a call with a payer.")
    @OptionGroup var store: StoreOptions
    @OptionGroup var options: CaseOptions
    @Option(help: "The name that the payer's representative gave.") var representative: String
    @Option(help: "The payer's number of the call.") var reference: String?
    @Option(help: "What came of it.") var outcome: String

    func run() throws {
        let call = PayerCall(representative: representative, reference: reference, outcome: outcome)
        try store.act(.call(call), on: options, "call taken down")
    }
}

/// Takes down an answer.
struct CaseRecord: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record",
        abstract: "Take down what somebody answered, wrote or decided, with what shows it.",
        discussion: """
              recourse case record k_0c1v… appealOutcome --appeal overturned --text 'Paid on appeal' --file letter.pdf
              recourse case record k_0c1v… satisfaction --score 4 --text 'Understood the bill'
            """
    )
    /// What can be taken down.
    enum Answer: String, ExpressibleByArgument, CaseIterable {
        case patientAnswer, satisfaction, payerLetter, phoneOutcome, appealOutcome, adjustmentDecision
    }

    @OptionGroup var store: StoreOptions
    @OptionGroup var options: CaseOptions
    @Argument(help: "patientAnswer, satisfaction, payerLetter, phoneOutcome, appealOutcome or adjustmentDecision.")
    var what: Answer
    @Option(help: "What it says.") var text: String
    @Option(help: "Of an appeal: overturned, partlyOverturned or upheld.") var appeal: AppealOutcome?
    @Option(help: "How content the patient is, from 1 to 5.") var score: Int?
    @Option(help: "Of an adjustment: whether it was agreed to, yes or no.") var agreed: String?
    @Option(help: "The day that it bears.") var on: String?
    @Option(help: "A file that shows it.") var file: String?

    func run() throws {
        let day = try on.map { try StoreOptions.day($0, option: "--on") }
        let evidence = try file.map { path in
            CaseAction.AnswerFile(
                name: URL(fileURLWithPath: path).lastPathComponent,
                bytes: Array(try GivenFile.bytes(at: path))
            )
        }
        let answer = CaseAnswer(try captured(), text: text, on: day)
        try store.act(.answer(answer, file: evidence), on: options, "taken down")
    }

    private func captured() throws -> CapturedAnswer {
        switch what {
        case .patientAnswer: return .patientAnswer
        case .payerLetter: return .payerLetter
        case .phoneOutcome: return .phoneOutcome
        case .satisfaction:
            guard let score else { throw UsageFault(description: "satisfaction needs --score, from 1 to 5.") }
            return .satisfaction(score)
        case .appealOutcome:
            guard let appeal else {
                throw UsageFault(description: "appealOutcome needs --appeal: overturned, partlyOverturned or upheld.")
            }
            return .appealOutcome(appeal)
        case .adjustmentDecision:
            guard let agreed, ["yes", "no"].contains(agreed) else {
                throw UsageFault(description: "adjustmentDecision needs --agreed: yes or no.")
            }
            return .adjustmentDecision(isAgreed: agreed == "yes")
        }
    }
}

extension AppealOutcome: ExpressibleByArgument {}

/// A day, or none.
struct CaseDayOptions: ParsableArguments {
    @Option(name: .customLong("on"), help: "The day, YYYY-MM-DD.") var day: String?
    @Flag(help: "No day any more.") var none = false

    func day(isNeeded option: String) throws -> CalendarDate? {
        switch (day, none) {
        case (let text?, false): return try StoreOptions.day(text, option: option)
        case (nil, true): return nil
        default: throw UsageFault(description: "Give one of \(option) and --none.")
        }
    }
}

/// Gives a case a day by which it is to be done.
struct CaseDueCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "due",
        abstract: "Give it a day by which it is to be done; a legal deadline before that stands."
    )
    @OptionGroup var store: StoreOptions
    @OptionGroup var options: CaseOptions
    @OptionGroup var day: CaseDayOptions

    func run() throws { try store.act(.setDue(day.day(isNeeded: "--on")), on: options, "due day changed") }
}

/// Gives a case a day on which to look at it again.
struct CaseFollowUp: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "follow-up",
        abstract: "Give it a day on which to look at it again."
    )
    @OptionGroup var store: StoreOptions
    @OptionGroup var options: CaseOptions
    @OptionGroup var day: CaseDayOptions

    func run() throws { try store.act(.followUp(day.day(isNeeded: "--on")), on: options, "follow-up changed") }
}

/// Takes a case off the lists for a while.
struct CaseSnooze: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "snooze",
        abstract: "Take it off the lists until a day, or until it is due."
    )
    @OptionGroup var store: StoreOptions
    @OptionGroup var options: CaseOptions
    @Option(help: "The day on which it comes back, YYYY-MM-DD.") var until: String?
    @Flag(help: "Put it back now.") var wake = false

    func run() throws {
        switch (until, wake) {
        case (let text?, false):
            try store.act(.snooze(until: StoreOptions.day(text, option: "--until")), on: options, "snoozed")
        case (nil, true): try store.act(.snooze(until: nil), on: options, "put back")
        default: throw UsageFault(description: "Give one of --until and --wake.")
        }
    }
}

/// Which cases are of one cause.
struct CaseLinkOptions: ParsableArguments {
    @Argument(help: "The case to which the others are linked (k_…).") var id: String
    @Argument(help: "The others (k_…).") var others: [String]
    @Option(help: "Why.") var reason: String

    fileprivate func link(in store: StoreOptions, isUndone: Bool) throws {
        let plane = try store.open()
        defer { plane.close() }
        try plane.linkCase(id, to: others, reason: reason, isUndone: isUndone)
        let done = isUndone ? "unlinked" : "linked"
        store.note(
            "Case \(id): \(done) \(others.joined(separator: ", ")).",
            [("case", .string(id)), ("others", .texts(others)), ("done", .string(done))]
        )
    }
}

/// Links cases.
struct CaseLinkCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "link",
        abstract: "Say that cases are of one cause, to be worked as one."
    )
    @OptionGroup var store: StoreOptions
    @OptionGroup var options: CaseLinkOptions

    func run() throws { try options.link(in: store, isUndone: false) }
}

/// Ends links.
struct CaseUnlink: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "unlink", abstract: "Say that they are not.")
    @OptionGroup var store: StoreOptions
    @OptionGroup var options: CaseLinkOptions

    func run() throws { try options.link(in: store, isUndone: true) }
}

/// Closes a case.
struct CaseClose: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "close", abstract: "Say what it came to.")
    @OptionGroup var store: StoreOptions
    @OptionGroup var options: CaseOptions
    @Option(help: "recovered, partlyRecovered, notRecovered, writtenOff, corrected, answered or noAction.")
    var outcome: CaseOutcome
    @Option(help: "Why.") var reason: String

    func run() throws { try store.act(.close(outcome, reason: reason), on: options, "closed") }
}

/// Takes a case up again.
struct CaseReopen: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "reopen", abstract: "Take it up again.")
    @OptionGroup var store: StoreOptions
    @OptionGroup var options: CaseOptions
    @Option(help: "Why.") var reason: String

    func run() throws { try store.act(.reopen(reason: reason), on: options, "taken up again") }
}

extension CaseOutcome: ExpressibleByArgument {}

/// A case for people.
private enum CaseText {
    static func lines(of row: JSONValue) -> [String] {
        let kind = [row.known("kind"), row.known("category"), row.known("code")]
        let about = "about \(row.shown("subject")), \(standing(of: row))"
        var lines = ["\(row.shown("case")): \(kind.compactMap { $0 }.joined(separator: " ")) \(about)"]
        lines.append("Opened by \(row.shown("openedBy"))" + (row.known("reason").map { ": \($0)" } ?? ""))
        for finding in row.items("findings") {
            let deadline = finding.known("deadline").map { ", by \($0) (\(finding.shown("deadlineRule")))" } ?? ""
            lines.append(
                "Found: \(finding.shown("codes")) \(finding.shown("amount")), \(finding.shown("nextStep"))\(deadline)"
            )
        }
        if row.shown("status") == "open", row.shown("findingGone") == "yes" {
            lines.append("What was found is there no more.")
        }
        let queues = row.texts("queues")?.joined(separator: ", ") ?? Output.hidden
        let assignee = row.member("assignee").map { $0.words.isEmpty ? "nobody" : $0.words } ?? Output.hidden
        lines.append("Queue \(queues); \(assignee) works it")
        lines.append(
            "Score \(row.shown("score")): value \(row.shown("value")), chance \(row.chanceWords) decided, "
                + (row.known("daysLeft").map { "\($0) days left" } ?? "no due day")
        )
        if let due = row.known("due") {
            let rule = row.shown("dueRule")
            lines.append("Due \(due): \(rule == "stated" ? "stated by a person" : rule)")
        }
        if let day = row.known("followUp") { lines.append("Follow-up \(day)") }
        if let day = row.known("snoozedUntil") { lines.append("Snoozed until \(day)") }
        if let links = row.texts("linked"), !links.isEmpty {
            lines.append("Linked to \(links.joined(separator: ", "))")
        }
        return lines + record(of: row)
    }

    private static func record(of row: JSONValue) -> [String] {
        row.items("notes").map { "Note by \($0.shown("by")): \($0.shown("text"))" }
            + row.items("calls").map { call in
                let reference = call.known("reference").map { ", number \($0)" } ?? ""
                let who = "\(call.shown("by")) with \(call.shown("representative"))\(reference)"
                return "Call by \(who): \(call.shown("outcome"))"
            }
            + row.items("answers").map {
                "\($0.shown("answer")) taken down by \($0.shown("by")): \($0.shown("text"))"
            }
    }

    private static func standing(of row: JSONValue) -> String {
        guard row.shown("status") != "open" else { return "open" }
        let why = row.known("closingReason").map { ": \($0)" } ?? ""
        return "closed by \(row.shown("closedBy")), \(row.shown("outcome"))\(why)"
    }
}
