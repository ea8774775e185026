import ArgumentParser
import Assist
import ControlPlane
import Foundation
import RevenueCycle

/// Explains a claim to staff, or a bill to the patient.
struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Explain a claim to staff, with --patient or --message the bill to the patient, with --appeal the denial to the payer.",
        discussion: "Example: recourse explain c_0123456789abcdef"
    )
    @OptionGroup var store: StoreOptions
    @Argument(help: "Any number of the claim or account.") var id: String
    @Flag(help: "Explain the bill to the patient.") var patient = false
    @Flag(help: "Compose an appeal of each denied claim's greatest denial, and say what it still needs.") var appeal =
        false
    @Option(help: "Compose a message to the patient, and say what it still needs: \(PatientMessageKind.list).")
    var message: PatientMessageKind?
    @OptionGroup var details: MessageOptions

    func validate() throws {
        if [patient, appeal, message != nil].filter({ $0 }).count > 1 {
            throw ValidationError("--patient, --appeal and --message are letters of their own: ask for one.")
        }
    }

    private var use: String {
        message != nil ? "explain --message" : patient ? "explain --patient" : appeal ? "explain --appeal" : "explain"
    }

    func run() throws {
        let given = try details.given()
        try store.inquire(by: use) { inquiry, plane in
            for account in try inquiry.accounts(named: id, asOf: store.day()) {
                if let message {
                    let text = try plane.message(message, given, to: account.position, account.id)
                    try ExplanationText.message(text, account.id, plane: plane, json: store.json)
                } else if appeal {
                    try ExplanationText.appeals(account, plane: plane, json: store.json)
                } else if patient {
                    try ExplanationText.bill(account, plane: plane, json: store.json)
                } else {
                    for (claim, position) in zip(account.claimIDs, account.position.claims) {
                        try ExplanationText.claim(claim, position, plane: plane, json: store.json)
                    }
                }
            }
        }
    }
}

/// Explanations for a terminal, and as JSON.
enum ExplanationText {
    static func claim(_ id: String, _ position: ClaimPosition, plane: ControlPlane, json: Bool) throws {
        if json { return Output.answer(try plane.explanationRow(of: position, id).text) }
        let sentences = ClaimExplanation(of: position, knowledge: plane.knowledge).sentences
        Output.answer("\(id): \(position.status.rawValue)")
        for sentence in sentences { try print(sentence, plane: plane) }
    }

    static func bill(_ account: NamedAccount, plane: ControlPlane, json: Bool) throws {
        if json { return Output.answer(try plane.billRow(of: account).text) }
        let bill = BillExplanation(of: account.position)
        Output.answer("\(account.id): the bill")
        Output.table(["", ""], bill.rows.map { [$0.kind.label, $0.amount.dollars] }, right: [1])
        for sentence in bill.rows.map(\.reason) + bill.notes { try print(sentence, plane: plane) }
    }

    /// The appeals of an account's denied claims; where none is the way it is said why.
    static func appeals(_ account: NamedAccount, plane: ControlPlane, json: Bool) throws {
        for (id, position) in zip(account.claimIDs, account.position.claims)
        where position.findings.contains(where: { $0.kind == .denial }) {
            let letter: AppealLetter
            do {
                letter = try plane.appealLetter(AppealRequest(), of: position, id)
            } catch ControlPlaneError.refused(let why) {
                Output.note("recourse: \(why)")
                continue
            }
            if json {
                Output.answer(try plane.appealRow(letter, of: id).text)
                continue
            }
            Output.answer("\(id): an appeal")
            for sentence in letter.heading + letter.paragraphs.flatMap(\.self) { try print(sentence, plane: plane) }
            for gap in letter.missing { Output.answer("  Still needed: \(gap.words).") }
        }
    }

    /// A message to the patient, with what it still needs.
    static func message(_ text: PatientMessageText, _ id: String, plane: ControlPlane, json: Bool) throws {
        if json { return Output.answer(try plane.messageRow(text, of: id).text) }
        Output.answer("\(id): a message to the patient")
        for sentence in text.sentences { try print(sentence, plane: plane) }
        for gap in text.missing { Output.answer("  Still needed: \(gap.words).") }
    }

    private static func print(_ sentence: Sentence, plane: ControlPlane) throws {
        Output.answer("  \(sentence.text)")
        let places = try places(of: sentence, plane: plane)
        if !places.isEmpty { Output.answer("      source: \(places.prefix(3).joined(separator: "; "))") }
    }

    private static func places(of sentence: Sentence, plane: ControlPlane) throws -> [String] {
        var places: [String] = []
        for span in sentence.facts.flatMap(\.spans) {
            let place = try plane.place(of: span)
            if !places.contains(place) { places.append(place) }
        }
        return places
    }
}
