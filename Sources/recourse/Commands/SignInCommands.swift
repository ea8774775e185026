import ArgumentParser
import ControlPlane

/// Sets a password.
struct UsersPassword: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "password",
        abstract: "Set the password by which somebody signs in; it is typed, or read from a file.",
        discussion: """
            A password has at least \(Password.shortestAlone) characters, or \(Password.shortest) where a second factor is enrolled
            (users totp). Setting it ends the account's sessions. Whoever sets another's password can act as them; the entry says who did.

              recourse users password user:ada --reason 'First sign-in'
            """
    )
    @OptionGroup var store: StoreOptions
    @Argument(help: "The account: user:….") var account: String
    @Option(help: "A file of mode 0600 whose first line is the password; by default it is typed.") var from: String?
    @Option(help: "Why.") var reason: String

    func run() throws {
        let plane = try store.open()
        defer { plane.close() }
        try plane.setPassword(try SecretInput.newPassword(from: from), of: account, reason: reason)
        store.note("\(account) has a new password.", [("account", .string(account))])
    }
}

/// Enrols a second factor.
struct UsersTOTP: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "totp",
        abstract: "Enrol a second factor (one-time codes, RFC 6238), or take it away.",
        discussion: """
            Shows, this once, what an authenticator reads and the recovery codes, of which each stands in for a code once. At a
            terminal it then asks for a code, and keeps nothing when that is wrong.

              recourse users totp user:ada --reason 'New phone'
            """
    )
    @OptionGroup var store: StoreOptions
    @Argument(help: "The account: user:….") var account: String
    @Flag(help: "Take the second factor away.") var remove = false
    @Option(help: "Why.") var reason: String

    func run() throws {
        let plane = try store.open()
        defer { plane.close() }
        if remove {
            try plane.removeTOTP(of: account, reason: reason)
            return store.note("\(account) has no second factor any more.", [("account", .string(account))])
        }
        let enrolment = try plane.newTOTP(for: account)
        if !store.json, SecretInput.isTerminal {
            show(enrolment)
            let code = SecretInput.shownLine("A code of it, to see that it works: ") ?? ""
            try plane.enrol(enrolment, code: code, reason: reason)
        } else {
            try plane.enrol(enrolment, code: nil, reason: reason)
            show(enrolment)
        }
        if !store.json { Output.note("\(account) has a second factor.") }
    }

    private func show(_ enrolment: TOTPEnrolment) {
        if store.json {
            return Output.rows([
                .object([
                    ("account", .string(account)), ("address", .string(enrolment.address)),
                    ("recoveryCodes", .texts(enrolment.recoveryCodes)),
                ])
            ])
        }
        Output.answer(enrolment.address)
        for code in enrolment.recoveryCodes { Output.answer(code) }
    }
}

/// Ends sessions.
struct UsersSignOut: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign-out",
        abstract: "End all sessions of an account."
    )
    @OptionGroup var store: StoreOptions
    @Argument(help: "The account: user:….") var account: String
    @Option(help: "Why.") var reason: String

    func run() throws {
        let plane = try store.open()
        defer { plane.close() }
        let count = try plane.endSessions(of: account, reason: reason)
        store.note("\(count) sessions were ended.", [("account", .string(account)), ("sessions", .number(count))])
    }
}

/// Links an identity.
struct UsersLinkIdentity: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "link-identity",
        abstract: "Link what an OpenID Connect provider knows somebody by to their account, or unlink it.",
        discussion: """
            An identity belongs to one account for good. Whoever signs in at the provider is that account then, with the roles that the
            account has here: nothing that the provider says gives a role.

              recourse users link-identity user:ada --issuer https://id.example --subject 00u1 --reason 'Single sign-on'
            """
    )
    @OptionGroup var store: StoreOptions
    @Argument(help: "The account: user:….") var account: String
    @Option(help: "The issuer's URL, exactly as its tokens name it.") var issuer: String
    @Option(help: "The subject, as the issuer's tokens name it.") var subject: String
    @Flag(help: "Unlink it.") var unlink = false
    @Option(help: "Why.") var reason: String

    func run() throws {
        let plane = try store.open()
        defer { plane.close() }
        let identity = Identity(issuer: issuer, subject: subject)
        if unlink {
            try plane.unlink(identity, from: account, reason: reason)
            return store.note("The identity is not linked any more.", [("account", .string(account))])
        }
        try plane.link(identity, to: account, reason: reason)
        store.note("The identity is linked to \(account).", [("account", .string(account))])
    }
}
