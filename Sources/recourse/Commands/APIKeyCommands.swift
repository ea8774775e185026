import Access
import ArgumentParser
import ControlPlane
import Journal
import RevenueCycle

/// Keys by which programs act.
struct APIKeys: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "api-keys",
        abstract: "Issue, list, rotate and revoke the keys by which programs use the HTTP API.",
        discussion: """
            A key acts as an account of the roster and may what that account may, and no more than its scopes. Its secret is
            shown once and kept nowhere.

              recourse api-keys issue service:feed --scope 'ingest document' --days 90 --reason 'Nightly feed'
            """,
        subcommands: [APIKeysList.self, APIKeysIssue.self, APIKeysRotate.self, APIKeysRevoke.self],
        defaultSubcommand: APIKeysList.self
    )
}

/// Lists keys.
struct APIKeysList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List keys; their secrets are not kept."
    )
    @OptionGroup var store: StoreOptions

    func run() throws {
        let plane = try store.open()
        defer { plane.close() }
        let keys = try plane.apiKeys()
        if store.json { return Output.rows(keys.map(\.json)) }
        Output.table(
            ["key", "account", "scopes", "issued", "ends", "by"],
            keys.map { key in
                [
                    key.id.rawValue, key.principal.rawValue, key.scopeWords?.joined(separator: ", ") ?? "all",
                    "\(key.issued)", "\(key.end)", key.issuer.rawValue,
                ]
            }
        )
    }
}

/// Issues a key.
struct APIKeysIssue: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "issue",
        abstract: "Issue a key of an account; the secret is shown this once."
    )
    @OptionGroup var store: StoreOptions
    @Argument(help: "The account: user:…, service:… or agent:….") var account: String
    @Option(
        help: "The only right that it is for, such as 'read claim'; may be given again. By default all of its account."
    )
    var scope: [String] = []
    @Option(help: "For how many days, at most 366.") var days = 90
    @Option(help: "Why.") var reason: String

    func run() throws {
        let scopes = try scope.map { text in
            guard let right = Right(text) else {
                throw UsageFault(description: "--scope \(text) is no right; `recourse access roles` lists them.")
            }
            return right
        }
        guard (1...366).contains(days) else { throw UsageFault(description: "--days \(days) is not from 1 to 366.") }
        let plane = try store.open()
        defer { plane.close() }
        let token = try plane.issueKey(
            for: account,
            scopes: scopes.isEmpty ? nil : Set(scopes),
            until: Clock.now().advanced(by: .seconds(days * 86_400)),
            reason: reason
        )
        store.tell(token, of: account)
    }
}

/// Issues a key in another's place.
struct APIKeysRotate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Issue a key in another's place; both may be used for some hours."
    )
    @OptionGroup var store: StoreOptions
    @Argument(help: "The key's id (k_…).") var key: String
    @Option(name: .customLong("overlap-hours"), help: "For how long the other still may be used, at most 168.")
    var overlapHours = 24
    @Option(help: "Why.") var reason: String

    func run() throws {
        guard (0...168).contains(overlapHours) else {
            throw UsageFault(description: "--overlap-hours \(overlapHours) is not from 0 to 168.")
        }
        let plane = try store.open()
        defer { plane.close() }
        let token = try plane.rotateKey(key, overlap: .seconds(overlapHours * 3600), reason: reason)
        store.tell(token, of: nil)
    }
}

/// Ends a key.
struct APIKeysRevoke: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "revoke", abstract: "End a key at once.")
    @OptionGroup var store: StoreOptions
    @Argument(help: "The key's id (k_…).") var key: String
    @Option(help: "Why.") var reason: String

    func run() throws {
        let plane = try store.open()
        defer { plane.close() }
        try plane.revokeKey(key, reason: reason)
        store.note("\(key) is ended.", [("key", .string(key))])
    }
}

extension StoreOptions {
    /// Shows a key with its secret: the only time that anybody sees it.
    fileprivate func tell(_ token: APIKeyToken, of account: String?) {
        if json {
            return Output.rows([
                .object([
                    ("key", .string(token.id.rawValue)), ("account", .text(account)), ("token", .string(token.text)),
                ])
            ])
        }
        Output.answer(token.text)
        Output.note("Keep it where only its program can read it: it is not shown again.")
    }
}
