import ArgumentParser
import ControlPlane

/// Shows what documents say.
struct EvidenceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evidence",
        abstract: "Show what documents say of a claim, word for word.",
        discussion: """
            Facts of an explanation name the places on which they rest (`spans` in JSON); each is shown by itself too.

              recourse evidence c_0123456789abcdef
              recourse evidence c_0123456789abcdef s_0c1v…-120-188
            """
    )
    @OptionGroup var store: StoreOptions
    @Argument(help: "The claim's id (c_…).") var claim: String
    @Argument(help: "A place (s_…); by default all that tell of the claim.") var span: String?

    func run() throws {
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
}
