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
        let form: AnswerForm = message != nil ? .message : patient ? .bill : appeal ? .appeal : .explanation
        let given = try details.given()
        try store.inquire(by: use) { inquiry, plane in
            for account in try inquiry.accounts(named: id, asOf: store.day(), as: [form]) {
                if let message {
                    ExplanationText.message(try plane.messageRow(message, given, of: account), json: store.json)
                } else if appeal {
                    ExplanationText.appeals(try plane.appealRows(of: account), json: store.json)
                } else if patient {
                    ExplanationText.bill(try plane.billRow(of: account), json: store.json)
                } else {
                    for row in try plane.explanationRows(of: account) { ExplanationText.claim(row, json: store.json) }
                }
            }
        }
    }
}

/// Explanations for a terminal, and as JSON.
enum ExplanationText {
    static func claim(_ row: JSONValue, json: Bool) {
        if json { return Output.rows([row]) }
        Output.answer("\(row.shown("claim")): \(row.shown("status"))")
        for sentence in row.items("sentences") { print(sentence) }
        Output.noteHidden(in: [row])
    }

    static func bill(_ row: JSONValue, json: Bool) {
        if json { return Output.rows([row]) }
        Output.answer("\(row.shown("account")): the bill")
        let rows = row.items("rows")
        let dollars = rows.map { Money(decimal: $0.shown("amount"))?.dollars ?? Output.hidden }
        Output.table(["", ""], zip(rows, dollars).map { [$0.shown("label"), $1] }, right: [1])
        for sentence in rows.compactMap({ $0.member("reason") }) + row.items("notes") { print(sentence) }
        Output.noteHidden(in: [row])
    }

    /// The appeals of an account's denied claims; where none is the way it is said why.
    static func appeals(_ rows: [JSONValue], json: Bool) {
        for row in rows {
            if let why = row.known("whyNot") {
                Output.note("recourse: \(why)")
            } else if json {
                Output.rows([row])
            } else {
                Output.answer("\(row.shown("claim")): an appeal")
                for sentence in row.items("sentences") { print(sentence) }
                for gap in (row.texts("missing") ?? []).compactMap(AppealGap.init) {
                    Output.answer("  Still needed: \(gap.words).")
                }
            }
        }
    }

    /// A message to the patient, with what it still needs.
    static func message(_ row: JSONValue, json: Bool) {
        if json { return Output.rows([row]) }
        Output.answer("\(row.shown("account")): a message to the patient")
        for sentence in row.items("sentences") { print(sentence) }
        for gap in (row.texts("missing") ?? []).compactMap(PatientMessageGap.init) {
            Output.answer("  Still needed: \(gap.words).")
        }
        Output.noteHidden(in: [row])
    }

    private static func print(_ sentence: JSONValue) {
        Output.answer("  \(sentence.shown("text"))")
        var places: [String] = []
        for place in sentence.items("facts").flatMap({ $0.texts("sources") ?? [] }) where !places.contains(place) {
            places.append(place)
        }
        if !places.isEmpty { Output.answer("      source: \(places.prefix(3).joined(separator: "; "))") }
    }
}
