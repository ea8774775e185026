import ArgumentParser
import ControlPlane
import Foundation

/// Shows what documents say.
struct EvidenceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evidence",
        abstract: "Show what documents say of a claim, word for word.",
        discussion: """
            Facts of an explanation name the places on which they rest (`spans` in JSON); each is shown by itself too.

              recourse evidence c_0123456789abcdef
              recourse evidence c_0123456789abcdef s_0c1v…-120-188

            --whole gives the whole document in which a place stands, byte for byte, with all who stand in it beside; that is a right of its own,
            and each of them is named by the look.
            """
    )
    @OptionGroup var store: StoreOptions
    @Argument(help: "The claim's id (c_…).") var claim: String
    @Argument(help: "A place (s_…); by default all that tell of the claim.") var span: String?

    @Flag(help: "The whole document in which the place stands.") var whole = false

    func validate() throws {
        if whole, span == nil { throw ValidationError("--whole needs a place (s_…), which says of which document.") }
    }

    func run() throws {
        if whole, let span { return try showDocument(of: span) }
        let rows = try store.inquire(by: "evidence") { inquiry, _ in
            if let span { return [try inquiry.evidence(at: span, of: claim).json] }
            return try inquiry.evidence(of: claim).map(\.json)
        }
        if store.json { return Output.rows(rows) }
        for row in rows {
            Output.answer("\(row.shown("span")):")
            Output.answer(row.known("text") ?? "destroyed")
        }
    }

    private func showDocument(of span: String) throws {
        let shown = try store.inquire(by: "evidence --whole") { inquiry, _ in
            try inquiry.document(of: span, claim: claim)
        }
        if store.json { return Output.rows([shown.json]) }
        guard let bytes = shown.json.known("base64").flatMap({ Data(base64Encoded: $0) }) else {
            return Output.note("The document was destroyed.")
        }
        Console.current.answer(bytes)
    }
}
