import ArgumentParser
import ControlPlane
import Foundation
import Journal
import RevenueCycle

/// Proposes changes.
struct Propose: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Propose a change, which takes effect once the approval policy is satisfied.",
        discussion:
            "Example: recourse propose appeal c_0c1v… --to payer-outbox --ground 'The patient came by ambulance.' --why 'Emergency'",
        subcommands: [
            ProposeAppeal.self, ProposeCorrection.self, ProposeMessage.self, ProposeRecords.self, ProposeQuery.self,
            ProposeNote.self,
            ProposeWriteOff.self, ProposeAdjustment.self, ProposeTransfer.self, ProposeRefund.self, ProposePlan.self,
            ProposeAssistance.self,
        ]
    )
}

/// What every proposal has.
struct ProposalOptions: ParsableArguments {
    @Option(help: "Why it is proposed, for a reviewer.") var why: String
    @Option(help: "Revise this proposal (o_…) instead of making a new one.") var revise: String?
    @Option(
        help:
            "With --revise: approve it as it is now, having seen what this word of recourse proposals show stands for."
    )
    var approve: String?

    func validate() throws {
        if approve != nil, revise == nil {
            throw ValidationError(
                "--approve approves what you revise: give --revise, or use recourse proposals approve."
            )
        }
    }

    /// Proposes what is asked for, and says what it still needs and how it stands.
    func propose(
        _ request: ProposalRequest,
        about subject: String,
        to destination: String? = nil,
        _ store: StoreOptions
    ) throws {
        let plane = try store.open()
        defer { plane.close() }
        let draft = try plane.draft(request, about: subject, reason: why, destination: destination)
        for gap in draft.missing { Output.note("Still needed: \(gap).") }
        let outcome =
            switch (revise, approve) {
            case (nil, _): try plane.propose(draft)
            case (let id?, nil): try plane.revise(id, draft)
            case (let id?, let seen?): try plane.approve(id, as: draft, seen: seen)
            }
        store.tell(outcome)
    }

    /// Proposes a change as somebody gave it, and says how it stands.
    func propose(
        _ change: ProposedChange,
        about subject: String,
        to destination: String? = nil,
        _ store: StoreOptions
    ) throws {
        try propose(ProposalRequest.change(change), about: subject, to: destination, store)
    }

    /// A day that somebody gave.
    static func day(_ text: String, of option: String) throws -> CalendarDate {
        guard let day = CalendarDate(iso: text) else {
            throw UsageFault(description: "\(option) \(text) is no day: write it like 2026-12-31.")
        }
        return day
    }
}

extension StoreOptions {
    /// Says how a proposal stands.
    func tell(_ outcome: ProposalOutcome) {
        if json { return Output.rows([outcome.json]) }
        Output.answer("\(outcome.id)  \(outcome.status.rawValue)" + (outcome.effect.map { "  \($0)" } ?? ""))
        switch outcome.status {
        case .open: Output.note("Next: recourse proposals show \(outcome.id)")
        case .released where outcome.effect != nil: Output.note("Next: recourse effects run")
        default: break
        }
    }
}

/// Proposes an appeal.
struct ProposeAppeal: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "appeal",
        abstract: "Propose to appeal a claim's greatest denial."
    )
    @OptionGroup var store: StoreOptions
    @OptionGroup var options: ProposalOptions
    @Argument(help: "The claim's id (c_…).") var claim: String
    @Option(help: "A file with the letter, word for word; without it the letter is composed of what the documents say.")
    var letter: String?
    @Option(help: "Where it goes, a name of recourse destinations.") var to: String
    @Option(help: "Why the decision is wrong; may be given again.") var ground: [String] = []
    @Option(help: "first, second, third, fourth, fifth or external.") var level = ProposedChange.AppealLevel.first

    func run() throws {
        let request = AppealRequest(level: level, grounds: ground, letter: try letter.map(GivenFile.text))
        try options.propose(ProposalRequest.appeal(request), about: claim, to: to, store)
    }
}

extension ProposedChange.AppealLevel: ExpressibleByArgument {}
extension ProposedChange.MessagePurpose: ExpressibleByArgument {}
extension ProposedChange.MessageChannel: ExpressibleByArgument {}
