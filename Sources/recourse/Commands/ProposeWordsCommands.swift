import ArgumentParser
import Assist
import ControlPlane
import RevenueCycle

/// Proposes a message to a patient.
struct ProposeMessage: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "message",
        abstract: "Propose a message to a patient.",
        discussion: """
            Example: recourse propose message a_0c1v… --kind nothingOwedYet --to mail --why 'They asked' \\
                --addressee 'Ada Smith' --contact 'call 555-0100, weekdays 8 to 5'

            With --text it is yours, word for word; without it, it is composed of what the documents say and of what you give, and whatever is
            still missing is named. recourse explain ID --message KIND shows it with its sources.
            """
    )
    @OptionGroup var store: StoreOptions
    @OptionGroup var options: ProposalOptions
    @Argument(help: "The id of the claim (c_…), account (a_…) or patient (p_…).") var subject: String
    @Option(help: "A file with the text, word for word; without it the message is composed.") var text: String?
    @Option(help: "What a composed message tells: \(PatientMessageKind.list).") var kind = PatientMessageKind
        .billExplanation
    @Option(help: "Where it goes, a name of recourse destinations.") var to: String
    @Option(help: "What your own text is for, such as answer or billExplanation.")
    var about = ProposedChange.MessagePurpose.answer
    @Option(help: "letter, portal, email, textMessage or telephone.") var channel = ProposedChange.MessageChannel.letter
    @Option(help: "The language of your own text: en, es.") var language = "en"
    @OptionGroup var details: MessageOptions

    func run() throws {
        guard let text else {
            var given = try details.given()
            given.channel = channel
            return try options.propose(ProposalRequest.message(kind, given), about: subject, to: to, store)
        }
        let body = try GivenFile.text(at: text)
        let message = ProposedChange.PatientMessage(purpose: about, channel: channel, language: language, body: body)
        try options.propose(.patientMessage(message), about: subject, to: to, store)
    }
}

/// What a person gives to a message that is composed.
struct MessageOptions: ParsableArguments {
    @Option(help: "Whom a composed message is addressed to.") var addressee: String?
    @Option(help: "Where a person answers, such as 'call 555-0100, weekdays 8 to 5'.") var contact: String?
    @Option(help: "Where the assistance policy and its application are found.") var assistance: String?
    @Option(help: "Until when help may be asked for, such as 2026-12-31.") var applyBy: String?
    @Option(help: "What the patient is asked for; may be given again.") var need: [String] = []
    @Option(help: "The day on which a dispute arrived.") var disputed: String?

    func given() throws -> PatientMessageText.Details {
        var details = PatientMessageText.Details()
        details.addressee = addressee
        details.contact = contact
        details.assistance = assistance
        details.needs = need
        details.applyBy = try applyBy.map { try ProposalOptions.day($0, of: "--apply-by") }
        details.disputed = try disputed.map { try ProposalOptions.day($0, of: "--disputed") }
        return details
    }
}

/// Proposes to ask for records.
struct ProposeRecords: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "records",
        abstract: "Propose to ask somebody for records, and for no more than is needed.",
        discussion: "Example: recourse propose records c_0c1v… --to records-office --why 'The payer asks for them'"
    )
    @OptionGroup var store: StoreOptions
    @OptionGroup var options: ProposalOptions
    @Argument(help: "The claim's id (c_…).") var claim: String
    @Option(
        help:
            "A record, in a few words; may be given again. Without any, they are those that the claim's greatest finding asks for."
    )
    var record: [String] = []
    @Option(help: "Who has them; the provider that billed, if you name nobody.") var from: String?
    @Option(help: "By when they are needed, such as 2026-12-31; never later than a rule's last day.") var by: String?
    @Option(help: "Where it goes, a name of recourse destinations.") var to: String

    func run() throws {
        let day = try by.map { try ProposalOptions.day($0, of: "--by") }
        try options.propose(ProposalRequest.records(record, from: from, neededBy: day), about: claim, to: to, store)
    }
}

/// Proposes a question to those who documented the care.
struct ProposeQuery: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "query",
        abstract: "Propose a question to those who documented the care; it leads to no answer.",
        discussion: """
            Example: recourse propose query c_0c1v… --indicator 'Progress note of day 2: oxygen at 4 liters' --why 'Unclear reason'

            Without --question it is composed: an open question about the services of the claim's greatest finding. What speaks of payment,
            already has its answer, or offers one answer alone is refused.
            """
    )
    @OptionGroup var store: StoreOptions
    @OptionGroup var options: ProposalOptions
    @Argument(help: "The claim's id (c_…).") var claim: String
    @Option(help: "The question, in your words; without it, it is composed.") var question: String?
    @Option(help: "What in the record gives rise to it, with where it is written; may be given again.")
    var indicator: [String] = []
    @Option(help: "An answer to choose; may be given again. Answers that leave the matter open are added.")
    var choice: [String] = []

    func run() throws {
        let request = ProposalRequest.query(question, indicators: indicator, choices: choice)
        try options.propose(request, about: claim, store)
    }
}

/// Proposes a note.
struct ProposeNote: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "note",
        abstract: "Propose a note to a claim; without --text it says how the claim stands."
    )
    @OptionGroup var store: StoreOptions
    @OptionGroup var options: ProposalOptions
    @Argument(help: "The id of the claim (c_…) or account (a_…).") var subject: String
    @Option(help: "A file with the note; without it, it is composed.") var text: String?

    func run() throws {
        guard let text else {
            return try options.propose(ProposalRequest.note, about: subject, store)
        }
        let note = ProposedChange.ClaimNote(text: try GivenFile.text(at: text))
        try options.propose(.claimNote(note), about: subject, store)
    }
}

extension PatientMessageKind: ExpressibleByArgument {
    static var list: String { allCases.map(\.rawValue).joined(separator: ", ") }
}
