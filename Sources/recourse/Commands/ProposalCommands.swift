import ArgumentParser
import ControlPlane
import Journal
import RevenueCycle

/// What there is to decide, and decisions.
struct Proposals: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Look at proposals and decide about them.",
        discussion: """
            A decision is about exactly what was seen: show gives a word, and the decision quotes it.

              recourse proposals show o_0c1v…
              recourse proposals approve o_0c1v… --seen 5f1e9a7c03b2d481
            """,
        subcommands: [
            ProposalsList.self, ProposalsShow.self, ProposalsApprove.self, ProposalsRefuse.self,
            ProposalsSendBack.self, ProposalsEscalate.self, ProposalsOverride.self, ProposalsRetract.self,
            ProposalsWithdraw.self,
        ],
        defaultSubcommand: ProposalsList.self
    )
}

/// Lists proposals.
struct ProposalsList: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List proposals.")
    @OptionGroup var store: StoreOptions
    @Option(
        help: "open, sentBack, recordsAsked, refused, withdrawn, expired or released; may be given again."
    )
    var status: [ProposalStatus] = []

    func run() throws {
        let found = try store.inquire(by: "proposals list") { inquiry, _ in
            try inquiry.proposals(in: Set(status)).map { $0.row }
        }
        if store.json { return Output.rows(found) }
        Output.table(
            [
                Column("proposal", "proposal"), Column("status", "status"), Column("kind", "kind"),
                Column("about", "subject"), Column("amount", "amount", isRight: true),
                Column("revision", "revision", isRight: true), Column("by", "author"),
            ],
            of: found
        )
    }
}

/// Shows a proposal.
struct ProposalsShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show exactly what is proposed, why, what the policy asks for, and what was decided."
    )
    @OptionGroup var store: StoreOptions
    @Argument(help: "The proposal's id (o_…).") var id: String

    func run() throws {
        let row = try store.inquire(by: "proposals show") { inquiry, _ in try inquiry.proposal(id).json }
        if store.json { return Output.rows([row]) }
        Output.answer(
            "\(row.shown("proposal")): \(row.shown("kind")) about \(row.shown("subject")), \(row.shown("status"))"
        )
        Output.answer("Revision \(row.shown("revision")) by \(row.shown("author")): \(row.shown("rationale"))")
        for words in row.texts("change") ?? [] { Output.answer(words) }
        if let destination = row.known("destination") { Output.answer("To: \(destination)") }
        for part in row.texts("missing") ?? [] { Output.answer("Missing: \(part)") }
        for words in row.texts("standing") ?? [] { Output.answer(words) }
        for decision in row.items("decisions") {
            Output.answer(decision.shown("what") + (decision.known("reason").map { ": \($0)" } ?? ""))
        }
        if let document = row.known("document") { Output.answer("\n\(document)") }
        if let seen = row.known("seen") { Output.note("Decide with --seen \(seen)") }
        Output.noteHidden(in: [row])
    }
}

/// What a decision about something seen has.
struct SeenOptions: ParsableArguments {
    @Argument(help: "The proposal's id (o_…).") var id: String
    @Option(help: "The word that proposals show gave for what was seen.") var seen: String
}

extension StoreOptions {
    /// Does something about a proposal, and says how it stands.
    fileprivate func act(_ action: ProposalAction, on id: String, seen: String? = nil) throws {
        let plane = try open()
        defer { plane.close() }
        tell(try plane.act(action, on: id, seen: seen))
    }
}

/// Approves.
struct ProposalsApprove: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve",
        abstract: "Agree to exactly what was seen; with the last that the policy asks for it takes effect."
    )
    @OptionGroup var store: StoreOptions
    @OptionGroup var seen: SeenOptions

    func run() throws { try store.act(.approve, on: seen.id, seen: seen.seen) }
}

/// Refuses.
struct ProposalsRefuse: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "refuse", abstract: "Refuse it.")
    @OptionGroup var store: StoreOptions
    @OptionGroup var seen: SeenOptions
    @Option(help: "Why.") var reason: String

    func run() throws { try store.act(.refuse(reason: reason), on: seen.id, seen: seen.seen) }
}

/// Sends back.
struct ProposalsSendBack: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "send-back",
        abstract: "Give it back to its author to be changed, or until records are there."
    )
    @OptionGroup var store: StoreOptions
    @OptionGroup var seen: SeenOptions
    @Option(help: "Why.") var reason: String
    @Option(help: "A record that is asked for; may be given again.") var record: [String] = []

    func run() throws {
        let action: ProposalAction =
            record.isEmpty ? .sendBack(reason: reason) : .askForRecords(record, reason: reason)
        try store.act(action, on: seen.id, seen: seen.seen)
    }
}

/// Escalates.
struct ProposalsEscalate: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "escalate", abstract: "Let somebody else look.")
    @OptionGroup var store: StoreOptions
    @OptionGroup var seen: SeenOptions
    @Option(help: "The queue that is to look.") var queue: String
    @Option(help: "Why.") var reason: String

    func run() throws { try store.act(.escalate(to: queue, reason: reason), on: seen.id, seen: seen.seen) }
}

/// Overrides.
struct ProposalsOverride: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "override",
        abstract: "Let it take effect without what the policy asks for, where the policy lets you."
    )
    @OptionGroup var store: StoreOptions
    @OptionGroup var seen: SeenOptions
    @Option(help: "Why; it is reported.") var reason: String

    func run() throws { try store.act(.override(reason: reason), on: seen.id, seen: seen.seen) }
}

/// Takes a decision back.
struct ProposalsRetract: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retract",
        abstract: "Take back the last thing that you decided about it, before it takes effect."
    )
    @OptionGroup var store: StoreOptions
    @Argument(help: "The proposal's id (o_…).") var id: String

    func run() throws { try store.act(.retract, on: id) }
}

/// Takes a proposal back.
struct ProposalsWithdraw: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "withdraw", abstract: "Take your own proposal back.")
    @OptionGroup var store: StoreOptions
    @Argument(help: "The proposal's id (o_…).") var id: String
    @Option(help: "Why.") var reason: String

    func run() throws { try store.act(.withdraw(reason: reason), on: id) }
}

extension ProposalStatus: ExpressibleByArgument {}
