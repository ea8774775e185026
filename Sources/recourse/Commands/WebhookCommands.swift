import ArgumentParser
import ControlPlane
import Foundation
import Journal

/// What of webhooks is allowed beside HTTPS to port 443 of the public internet.
struct WebhookOptions: ParsableArguments {
    @Option(
        name: .customLong("webhook-port"),
        help: "A port beside 443 to which webhooks may lead; may be given again."
    )
    var ports: [Int] = []
    @Flag(
        name: .customLong("webhook-loopback"),
        help: "Let webhooks lead to this machine's own address, also without TLS; for tests."
    )
    var loopback = false

    var settings: WebhookSettings { WebhookSettings(allowsLoopback: loopback, ports: Set(ports)) }
}

/// Places outside that are told of events.
struct WebhooksCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "webhooks",
        abstract: "Tell other systems of what happens, by signed messages.",
        discussion: """
            A message says of what type an event is, when, by which entry and what it happened to; it has nothing of a patient.
            It is signed as Standard Webhooks has it. A webhook is told of what its account may read.

              recourse webhooks add https://hooks.example.com/recourse --as service:follower --reason 'Worklist of the portal'

            `recourse serve` sends; `recourse webhooks send` does so once.
            """,
        subcommands: [
            WebhooksList.self, WebhooksAdd.self, WebhooksRotate.self, WebhooksRemove.self, WebhooksEnable.self,
            WebhooksTest.self, WebhooksDeliveries.self, WebhooksSend.self,
        ],
        defaultSubcommand: WebhooksList.self
    )
}

/// Lists webhooks.
struct WebhooksList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List webhooks; their secrets are not shown."
    )
    @OptionGroup var store: StoreOptions

    func run() throws {
        let plane = try store.open()
        defer { plane.close() }
        let webhooks = try plane.webhooks()
        if store.json { return Output.rows(webhooks.map(\.json)) }
        Output.table(
            ["webhook", "url", "types", "as", "status", "reason"],
            webhooks.map { webhook in
                [
                    webhook.id, webhook.url, webhook.typeWords?.joined(separator: ", ") ?? "all", webhook.account,
                    webhook.status, webhook.reason,
                ]
            }
        )
    }
}

/// Registers a webhook.
struct WebhooksAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Register a webhook; its secret is shown this once."
    )
    @OptionGroup var store: StoreOptions
    @OptionGroup var webhook: WebhookOptions
    @Argument(help: "Where it leads: https://….") var url: String
    @Option(name: .customLong("as"), help: "The account whose rights say what it is told of.") var account: String
    @Option(help: "A type of event that it is told of; may be given again. By default all.") var type: [String] = []
    @Option(help: "Why.") var reason: String

    func run() throws {
        let kinds = try type.map { text in
            guard let kind = PublicEvent.Kind(rawValue: text) else {
                let all = PublicEvent.Kind.allCases.map(\.rawValue).joined(separator: ", ")
                throw UsageFault(description: "--type \(text) is none of \(all).")
            }
            return kind
        }
        let plane = try store.open()
        defer { plane.close() }
        let made = try plane.addWebhook(
            url,
            of: kinds.isEmpty ? nil : Set(kinds),
            as: account,
            reason: reason,
            allowing: webhook.settings
        )
        store.tell(made.secret, of: made.id)
    }
}

/// Gives a webhook another secret.
struct WebhooksRotate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Give a webhook another secret, which is shown this once; for a while messages are signed with both."
    )
    @OptionGroup var store: StoreOptions
    @Argument(help: "The webhook's id.") var id: String
    @Option(help: "For how many hours the earlier secret is used too, at most 168.") var overlap = 24
    @Option(help: "Why.") var reason: String

    func run() throws {
        guard (0...168).contains(overlap) else {
            throw UsageFault(description: "--overlap \(overlap) is not from 0 to 168.")
        }
        let plane = try store.open()
        defer { plane.close() }
        store.tell(try plane.rotateWebhook(id, overlap: .seconds(overlap * 3600), reason: reason), of: id)
    }
}

/// Removes a webhook.
struct WebhooksRemove: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "remove", abstract: "Tell a webhook nothing more.")
    @OptionGroup var store: StoreOptions
    @Argument(help: "The webhook's id.") var id: String
    @Option(help: "Why.") var reason: String

    func run() throws {
        let plane = try store.open()
        defer { plane.close() }
        try plane.removeWebhook(id, reason: reason)
        store.note("\(id) is told nothing more.", [("webhook", .string(id))])
    }
}

/// Lets a webhook begin again.
struct WebhooksEnable: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enable",
        abstract: "Let a webhook that was stopped begin again, with what happens from now on."
    )
    @OptionGroup var store: StoreOptions
    @Argument(help: "The webhook's id.") var id: String
    @Option(help: "Why.") var reason: String

    func run() throws {
        let plane = try store.open()
        defer { plane.close() }
        try plane.enableWebhook(id, reason: reason)
        store.note("\(id) is told of what happens from now on.", [("webhook", .string(id))])
    }
}

/// Sends a message that tells of nothing.
struct WebhooksTest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Send a webhook a message that tells of nothing, and say how it ended."
    )
    @OptionGroup var store: StoreOptions
    @OptionGroup var webhook: WebhookOptions
    @Argument(help: "The webhook's id.") var id: String

    func run() async throws {
        let plane = try store.open()
        defer { plane.close() }
        let end = try await WebhookRunner(plane, allowing: webhook.settings).test(id)
        store.note("\(id): \(end).", [("webhook", .string(id)), ("end", .string(end))])
    }
}

/// Lists what was not taken yet.
struct WebhooksDeliveries: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deliveries",
        abstract: "List what webhooks have not taken yet, and what is not tried any more."
    )
    @OptionGroup var store: StoreOptions
    @Argument(help: "The webhook's id; by default all.") var id: String?

    func run() throws {
        let plane = try store.open()
        defer { plane.close() }
        let deliveries = try plane.webhookDeliveries(of: id)
        if store.json { return Output.rows(deliveries.map(\.json)) }
        Output.table(
            ["webhook", "message", "entry", "status", "tries", "last"],
            deliveries.map { [$0.webhook, $0.message, "\($0.entry)", $0.word, "\($0.attempts)", $0.reason ?? ""] }
        )
    }
}

/// Sends what is due, once.
struct WebhooksSend: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "send",
        abstract: "Send webhooks what is due now; `recourse serve` does so all the time."
    )
    @OptionGroup var store: StoreOptions
    @OptionGroup var webhook: WebhookOptions

    func run() async throws {
        let plane = try store.open()
        defer { plane.close() }
        let runner = WebhookRunner(plane, allowing: webhook.settings)
        var generator = SystemRandomNumberGenerator()
        try runner.follow()
        var all: [WebhookRunner.Told] = []
        while let due = try runner.next() {
            let told = await runner.send(due)
            try runner.end(told, using: &generator)
            all.append(told)
        }
        if store.json { return Output.rows(all.map(\.json)) }
        Output.table(["webhook", "message", "end"], all.map { [$0.webhook, $0.message, $0.end] })
    }
}

extension StoreOptions {
    /// Shows a secret, which nobody is shown again.
    fileprivate func tell(_ secret: WebhookSecret, of id: String) {
        if json {
            Output.rows([ControlPlane.shown(secret, of: id)])
        } else {
            Output.answer("\(id) \(secret.text)")
            Output.note("Keep it where only its receiver can read it: it is not shown again.")
        }
    }
}
