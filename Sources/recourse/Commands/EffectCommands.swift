import ArgumentParser
import ControlPlane
import Journal
import RevenueCycle

/// What is to reach the outside, and what did.
struct Effects: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Take what is approved to the outside, and see what became of it.",
        discussion: """
            Example: recourse effects run && recourse effects list --stage unknown
            An effect is unknown when nobody can tell whether it left: find out, then say so with effects resolve.
            """,
        subcommands: [
            EffectsList.self, EffectsShow.self, EffectsRun.self, EffectsReceipts.self, EffectsResolve.self,
        ],
        defaultSubcommand: EffectsList.self
    )
}

/// Lists effects.
struct EffectsList: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List effects.")
    @OptionGroup var store: StoreOptions
    @Option(help: "Only those that are requested, started, delivered, refused or unknown; may be given again.")
    var stage: [String] = []

    func run() throws {
        let effects = try store.inquire(by: "effects list") { inquiry, _ in
            try inquiry.effects(in: Set(stage)).map(\.json)
        }
        if store.json { return Output.rows(effects) }
        Output.table(
            [
                Column("effect", "effect"), Column("stage", "stage"), Column("to", "destination"),
                Column("tries", "attempts", isRight: true), Column("receipts", "receipts"), Column("why", "purpose"),
            ],
            of: effects
        )
    }
}

/// Shows an effect.
struct EffectsShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Tell what happened to an effect, entry by entry."
    )
    @OptionGroup var store: StoreOptions
    @Argument(help: "The effect's id (e_…).") var id: String

    func run() throws {
        let (effect, steps) = try store.inquire(by: "effects show") { inquiry, _ in
            let found = try inquiry.effect(id)
            return (found.effect.json, found.steps.map(\.json))
        }
        if store.json { return Output.rows([effect] + steps) }
        Output.answer("\(effect.shown("effect")): \(effect.shown("stage")), to \(effect.shown("destination"))")
        Output.table(
            [
                Column("entry", "entry", isRight: true), Column("recorded", "recorded"), Column("who", "principal"),
                Column("what", "what"),
            ],
            of: steps
        )
    }
}

/// Carries effects out.
struct EffectsRun: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Take what is approved and due to its destinations, and settle what was cut short."
    )
    @OptionGroup var store: StoreOptions

    func run() throws {
        let plane = try store.open()
        defer { plane.close() }
        let results = try plane.carryOutEffects()
        if store.json { return Output.rows(results.map(\.json)) }
        for result in results { Output.answer("\(result.effect)  \(result.end)") }
        if results.isEmpty { Output.note("Nothing is due.") }
    }
}

/// Takes receipts in.
struct EffectsReceipts: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "receipts",
        abstract: "Take in what receivers have said of effects."
    )
    @OptionGroup var store: StoreOptions

    func run() throws {
        let plane = try store.open()
        defer { plane.close() }
        let results = try plane.takeReceipts()
        if store.json {
            Output.rows(results.map(\.json))
        } else {
            for result in results { Output.answer("\(result.effect)  \(result.words)") }
        }
        if results.contains(where: { !$0.isTaken }) { throw ExitCode(ExitStatus.held.rawValue) }
    }
}

/// Settles what only a person can.
struct EffectsResolve: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resolve",
        abstract: "Say what became of an effect that is unknown, or call one off that has not begun.",
        discussion: "Example: recourse effects resolve e_0c1v… delivered --reason 'The payer has it, call 4711.'"
    )
    @OptionGroup var store: StoreOptions
    @Argument(help: "The effect's id (e_…).") var id: String
    @Argument(help: "delivered, retry (it did not leave, try again) or abandon (it did not leave, and shall not).")
    var resolution: EffectResolution
    @Option(help: "How that was found out, or why.") var reason: String

    func run() throws {
        let plane = try store.open()
        defer { plane.close() }
        try plane.resolveEffect(id, as: resolution, reason: reason)
        store.note(
            "Effect \(id): \(resolution.rawValue).",
            [("effect", .string(id)), ("resolution", .string(resolution.rawValue))]
        )
    }
}

extension EffectResolution: ExpressibleByArgument {}
