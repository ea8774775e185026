import ArgumentParser
import ControlPlane
import Journal

/// Emergency access.
struct EmergencyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "emergency",
        abstract: "Take emergency access to a patient, and review what others took.",
        discussion: """
            Who has a role with the right to it takes it by themselves, says why, and is looked at by somebody else afterwards; until
            then they take no other once the review is overdue.

              recourse emergency take 7100042 --minutes 30 --reason 'Caller in distress, supervisor not reached'
              recourse emergency show 9f31c07be2a45d18
              recourse emergency review 9f31c07be2a45d18 --justified yes --finding 'Called back; in order'
            """,
        subcommands: [
            EmergencyTake.self, EmergencyList.self, EmergencyShow.self, EmergencyEnd.self, EmergencyReview.self,
        ],
        defaultSubcommand: EmergencyList.self
    )
}

/// Takes emergency access.
struct EmergencyTake: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "take",
        abstract: "Open the data of a patient to yourself for a while."
    )
    @OptionGroup var store: StoreOptions
    @Argument(help: "An id or number of the patient, or of an account or claim of theirs; never a name.") var patient:
        String
    @Option(help: "For how many minutes.") var minutes = ControlPlane.emergencyMinutes
    @Option(help: "Why.") var reason: String

    func run() throws {
        let plane = try store.open()
        defer { plane.close() }
        let opened = try plane.breakGlass(for: patient, minutes: minutes, reason: reason).opening
        if store.json { return Output.rows([opened]) }
        Output.answer("Emergency access \(opened.shown("emergency")) until \(opened.shown("ends"))")
        Output.answer("Patients: \(opened.shown("patients"))")
        Output.note("It is told to others and will be reviewed.")
    }
}

/// Lists emergency access.
struct EmergencyList: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List emergency access.")
    @OptionGroup var store: StoreOptions
    @Flag(help: "Only what nobody has reviewed.") var open = false

    func run() throws {
        let rows = try store.inquire(by: "emergency list") { inquiry, _ in
            try inquiry.emergencies(isOpen: open).map(\.json)
        }
        if store.json { return Output.rows(rows) }
        Output.table(
            [
                Column("emergency", "emergency"), Column("who", "principal"), Column("opened", "opened"),
                Column("ends", "ends"), Column("patients", "patients", isRight: true, isCount: true),
                Column("why", "reason"), Column("reviewed by", "reviewer"), Column("in order", "justified"),
            ],
            of: rows
        )
    }
}

/// Shows emergency access.
struct EmergencyShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show emergency access, with every look that was taken by it."
    )
    @OptionGroup var store: StoreOptions
    @Argument(help: "Its id, as `emergency list` shows it.") var id: String

    func run() throws {
        let (row, looks) = try store.inquire(by: "emergency show") { inquiry, _ in
            let found = try inquiry.emergency(id)
            return (found.emergency.json, found.looks.map(\.json))
        }
        if store.json { return Output.rows([row] + looks) }
        Output.answer(
            "\(row.shown("emergency")): \(row.shown("principal")), \(row.shown("opened")) to \(row.shown("ends"))"
        )
        Output.answer("Why: \(row.shown("reason"))")
        Output.answer("Patients: \(row.shown("patients"))")
        if let reviewer = row.known("reviewer") {
            Output.answer("Reviewed by \(reviewer), in order: \(row.shown("justified")): \(row.shown("finding"))")
        }
        Output.table(
            [
                Column("entry", "entry", isRight: true), Column("recorded", "recorded"), Column("why", "purpose"),
                Column("by", "surface"), Column("saw", "fields"),
            ],
            of: looks
        )
    }
}

/// Ends emergency access.
struct EmergencyEnd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "end",
        abstract: "End emergency access before its time."
    )
    @OptionGroup var store: StoreOptions
    @Argument(help: "Its id, as `emergency list` shows it.") var id: String
    @Option(help: "Why.") var reason: String

    func run() throws {
        let plane = try store.open()
        defer { plane.close() }
        try plane.endEmergency(id, reason: reason)
        store.note("Emergency access \(id) has ended.", JSONValue.naming("emergency", id))
    }
}

/// Reviews emergency access.
struct EmergencyReview: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review",
        abstract: "Take down what you found of emergency access that somebody else took."
    )
    @OptionGroup var store: StoreOptions
    @Argument(help: "Its id, as `emergency list` shows it.") var id: String
    @Option(help: "Whether it was in order: yes or no.") var justified: Verdict
    @Option(help: "What you found.") var finding: String

    /// Whether something was in order.
    enum Verdict: String, ExpressibleByArgument, CaseIterable {
        case yes, no
    }

    func run() throws {
        let plane = try store.open()
        defer { plane.close() }
        try plane.reviewEmergency(id, isJustified: justified == .yes, finding: finding)
        store.note("Emergency access \(id) is reviewed.", JSONValue.naming("emergency", id))
    }
}
