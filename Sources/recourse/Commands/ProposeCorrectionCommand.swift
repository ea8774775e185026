import ArgumentParser
import ControlPlane
import RevenueCycle

/// Proposes a corrected or a new claim.
struct ProposeCorrection: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "correction",
        abstract:
            "Propose to correct a claim: exactly which fields change, by the way in which the payer takes corrections.",
        discussion: """
            Example: recourse propose correction c_0c1v… --set authorizationNumber=A12345 --set 2/modifiers=25,59 --to billing-system \\
                --why 'The authorization was on file'

            A field is named as \(fields), on a line as LINE/FIELD by the line's number; nothing after = empties it. What each was is
            read from the claim as it was sent last; of a field that is not read from claims, say it by --was, with nothing after = if it was empty. Without --set, a claim that the
            payer never took is sent anew as it was.
            """
    )
    private static let fields = ProposedChange.ClaimField.allCases.map(\.rawValue).joined(separator: ", ")

    @OptionGroup var store: StoreOptions
    @OptionGroup var options: ProposalOptions
    @Argument(help: "The claim's id (c_…).") var claim: String
    @Option(help: "A field with its new value, such as 2/modifiers=25,59; may be given again.") var set: [String] = []
    @Option(help: "What a field of --set was, in the same form.") var was: [String] = []
    @Option(help: "replace, reopen, newClaim or voidThenNew; only where no rule for the payer says it.")
    var method: CorrectionMethod?
    @Option(help: "Where the order to correct it goes, a name of recourse destinations.") var to: String

    func run() throws {
        let earlier = try was.map { try Self.field($0, of: "--was") }
        var fields = try set.map { try Self.field($0, of: "--set") }
        for known in earlier {
            guard let place = fields.firstIndex(where: { $0.field == known.field && $0.line == known.line }) else {
                throw UsageFault(description: "--was \(known.field.rawValue) is of no field that --set changes.")
            }
            fields[place].earlier = known.value.map { .value($0) } ?? .nothing
        }
        let request = CorrectionRequest(fields: fields, method: method)
        try options.propose(ProposalRequest.correction(request), about: claim, to: to, store)
    }

    private static func field(_ text: String, of option: String) throws -> CorrectionRequest.Field {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let place = parts[0].split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, let name = place.last, let field = ProposedChange.ClaimField(rawValue: name) else {
            throw UsageFault(
                description:
                    "\(option) needs a field and a value, such as authorizationNumber=A12345; fields are \(fields)."
            )
        }
        return CorrectionRequest.Field(
            field,
            line: place.count == 2 ? place[0] : nil,
            value: parts[1].isEmpty ? nil : parts[1]
        )
    }
}

extension CorrectionMethod: ExpressibleByArgument {}
