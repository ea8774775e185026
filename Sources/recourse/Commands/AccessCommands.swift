import Access
import ArgumentParser
import ControlPlane
import Journal
import RevenueCycle

/// From when to when.
struct TimeOptions: ParsableArguments {
    @Option(help: "From this day or time on.")
    var from: String?

    @Option(help: "Up to this day, at its end, or time.")
    var to: String?

    func range() throws -> TimeRange {
        let first =
            try from.map { text in
                if let day = CalendarDate(iso: text) { return Clock.end(of: day.adding(days: -1)) }
                return try Clock.moment(text, option: "--from")
            } ?? Timestamp(microsecondsSince1970: .min)
        let last = try to.map { try Clock.moment($0, option: "--to") } ?? Timestamp(microsecondsSince1970: .max)
        guard first <= last else { throw UsageFault(description: "--from is later than --to.") }
        return first..<last
    }
}

extension StoreOptions {
    fileprivate func tell(_ looks: [JSONValue]) {
        if json { return Output.rows(looks) }
        Output.table(
            [
                Column("entry", "entry", isRight: true), Column("recorded", "recorded"), Column("who", "principal"),
                Column("why", "purpose"), Column("by", "surface"), Column("saw", "fields"),
                Column("patients", "patients", isRight: true, isCount: true),
            ],
            of: looks
        )
    }
}

/// Tells who looked at a patient.
struct AuditAccess: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "access",
        abstract: "List every look at a patient's data, or at that of whoever is held to be the same person.",
        discussion: "Example: recourse audit access p_0c1v… --from 2026-01-01 --purpose audit"
    )
    @Argument(help: "The patient's id (p_…).")
    var patient: String

    @OptionGroup var time: TimeOptions
    @OptionGroup var store: StoreOptions

    func run() throws {
        let range = try time.range()
        store.tell(
            try store.inquire(by: "audit access") { inquiry, _ in
                try inquiry.looks(at: patient, within: range).map(\.json)
            }
        )
    }
}

/// Tells what somebody looked at.
struct AuditPrincipal: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "principal",
        abstract: "List every look of a principal: for an incident, whose data and which kinds.",
        discussion: "Example: recourse audit principal user:mira --from 2026-03-01 --to 2026-03-31 --json"
    )
    @Argument(help: "Who, as entries name them.")
    var who: String

    @OptionGroup var time: TimeOptions
    @OptionGroup var store: StoreOptions

    func run() throws {
        let range = try time.range()
        store.tell(
            try store.inquire(by: "audit principal") { inquiry, _ in
                try inquiry.looks(by: who, within: range).map(\.json)
            }
        )
    }
}

/// Tells who was refused what.
struct AuditRefusals: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "refusals",
        abstract:
            "List who was refused for lack of a right: what they wanted, which right it needs, and why they have it not.",
        discussion: """
            What it was about is on no record. Example: recourse audit refusals --who user:mira --from 2026-03-01
            """
    )
    @Option(help: "Only of this principal.") var who: String?
    @OptionGroup var time: TimeOptions
    @OptionGroup var store: StoreOptions

    func run() throws {
        let range = try time.range()
        let refusals = try store.inquire(by: "audit refusals") { inquiry, _ in
            try inquiry.refusals(of: who, within: range).map(\.json)
        }
        if store.json { return Output.rows(refusals) }
        Output.table(
            [
                Column("recorded", "recorded"), Column("who", "principal"), Column("what", "what"),
                Column("right", "right"), Column("reason", "reason"),
            ],
            of: refusals
        )
    }
}

/// Tells what left about a patient.
struct AuditDisclosures: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disclosures",
        abstract: "List what left about a patient, or whoever is held to be the same person: what, to whom and why.",
        discussion: """
            What is not certain was tried, and nobody can tell yet whether it left.
            Example: recourse audit disclosures p_0c1v… --purpose patientRequest
            """
    )
    @Argument(help: "The patient's id (p_…).")
    var patient: String

    @OptionGroup var store: StoreOptions

    func run() throws {
        let disclosures = try store.inquire(by: "audit disclosures") { inquiry, _ in
            try inquiry.disclosures(about: patient).map(\.json)
        }
        if store.json { return Output.rows(disclosures) }
        Output.table(
            [
                Column("entry", "entry", isRight: true), Column("recorded", "recorded"), Column("effect", "effect"),
                Column("to", "destination"), Column("why", "purpose"), Column("by", "principal"),
                Column("certain", "certain"),
            ],
            of: disclosures
        )
    }
}

/// Tells what became known of a claim.
struct AuditTimeline: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "timeline",
        abstract: "List what became known of a claim or account, entry by entry, and who brought it.",
        discussion: "recourse claim ID --at TIME shows how it stood at any moment between."
    )
    @Argument(help: "Any number of the claim or account.")
    var id: String

    @OptionGroup var store: StoreOptions

    func run() throws {
        let entries = try store.inquire(by: "audit timeline") { inquiry, _ in
            try inquiry.timeline(of: id).map(\.json)
        }
        if store.json { return Output.rows(entries) }
        Output.table(
            [
                Column("entry", "entry", isRight: true), Column("recorded", "recorded"), Column("who", "principal"),
                Column("what", "what"), Column("reason", "reason"), Column("source", "source"),
            ],
            of: entries
        )
    }
}
