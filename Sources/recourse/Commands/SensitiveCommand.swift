import ArgumentParser
import ControlPlane
import RevenueCycle

/// Takes down what is sensitive about an account.
struct Sensitive: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say which sensitive subjects an account touches, after you have looked.",
        discussion: """
            Until somebody has looked, the approval policy asks for everybody whom any of them would ask for.
            Example: recourse sensitive c_0c1v… --none --reason 'Read the chart'
            """
    )
    @OptionGroup var store: StoreOptions
    @Argument(help: "The id of the claim (c_…) or account (a_…).") var target: String
    @Option(
        help: """
            hardship, complaint, legalThreat, behavioralHealth, substanceUse, minor, vip or deceased; may be given again.
            """
    )
    var subject: [Sensitivity] = []
    @Flag(help: "It touches none.") var none = false
    @Option(help: "What was looked at.") var reason: String

    func validate() throws {
        guard none == subject.isEmpty else {
            throw ValidationError("Give each --subject that it touches, or --none.")
        }
    }

    func run() throws {
        let plane = try store.open()
        defer { plane.close() }
        try plane.markSensitive(target, Set(subject), reason: reason)
        store.note(
            "\(target): \(subject.isEmpty ? "none" : subject.map(\.rawValue).joined(separator: ", ")).",
            [("target", .string(target)), ("subjects", .texts(subject.map(\.rawValue)))]
        )
    }
}

extension Sensitivity: ExpressibleByArgument {}
