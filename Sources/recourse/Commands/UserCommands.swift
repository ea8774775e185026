import Access
import ArgumentParser
import ControlPlane
import Journal
import RevenueCycle

/// Who there is, and with which roles.
struct Users: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say who there is and which roles they have.",
        discussion: """
            An account is named as entries name it: user:NAME is the user of this machine. One person may have several
            accounts, and counts once. Whoever made the store is its owner and may do everything; grant administrator to
            somebody, who can take that back: `recourse users revoke user:NAME owner`. Nobody changes their own account
            once there is somebody else to ask.

              recourse users add user:mira --person mira --reason 'Works denials'
              recourse users grant user:mira denialSpecialist --reason 'Works denials'
            """,
        subcommands: [
            UsersList.self, UsersAdd.self, UsersGrant.self, UsersRevoke.self, UsersEnd.self, UsersPassword.self,
            UsersTOTP.self,
            UsersSignOut.self, UsersLinkIdentity.self,
        ],
        defaultSubcommand: UsersList.self
    )
}

/// Lists accounts.
struct UsersList: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List accounts and their roles.")
    @OptionGroup var store: StoreOptions

    func run() throws {
        let plane = try store.open()
        defer { plane.close() }
        let now = Clock.now()
        let accounts = try plane.roster().accounts
        if store.json {
            return Output.rows(accounts.map { $0.json(at: now) })
        }
        Output.table(
            ["account", "person", "roles", "ended"],
            accounts.map { account in
                [
                    account.principal.rawValue, account.human?.rawValue ?? "",
                    account.roles(at: now).sorted().map(\.rawValue).joined(separator: " "),
                    account.ended.map { "\($0)" } ?? "",
                ]
            }
        )
    }
}

/// Adds an account.
struct UsersAdd: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "add", abstract: "Add an account.")
    @OptionGroup var store: StoreOptions
    @Argument(help: "The account: user:…, service:… or agent:….") var account: String
    @Option(help: "The person behind a user's account, the same for each account that they have.") var person: String?
    @Option(help: "Why.") var reason: String

    func run() throws {
        let plane = try store.open()
        defer { plane.close() }
        try plane.addAccount(account, human: person, reason: reason)
        store.note("\(account) is on the roster.", [("account", .string(account))])
    }
}

/// Grants a role.
struct UsersGrant: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "grant",
        abstract: "Grant a role.",
        discussion: "Roles: \(Role.stated.sorted().map(\.rawValue).joined(separator: ", "))."
    )
    @OptionGroup var store: StoreOptions
    @Argument(help: "The account.") var account: String
    @Argument(help: "The role.") var role: String
    @Option(help: "Only for this facility, by the NPI under which it bills; may be given again.")
    var facility: [String] = []
    @Option(help: "Only for this program; may be given again.") var program: [String] = []
    @Option(help: "Only for what concerns this payer, by the key of its rule; may be given again.") var payer:
        [String] = []
    @Option(
        name: .customLong("up-to"),
        help: "Only up to this amount, such as 1000.00; what has no known amount is above."
    )
    var upTo: String?
    @Option(help: "Also for what is marked so, such as substanceUse; may be given again.")
    var clearance: [Sensitivity] = []
    @Option(help: "Until this day, at its end, or time.") var until: String?
    @Option(help: "Why.") var reason: String

    func run() throws {
        let plane = try store.open()
        defer { plane.close() }
        let until = try until.map { try Clock.moment($0, option: "--until") }
        let bounds = GrantBounds(
            facilities: Set(facility.map { FacilityID($0) }),
            programs: Set(program.map { ProgramID($0) }),
            payers: Set(payer.map { PayerKey($0) }),
            amountAtMost: try upTo.map { text in
                guard let amount = Money(decimal: text) else {
                    throw UsageFault(description: "--up-to \(text) is no amount: write it like 1000.00.")
                }
                return amount
            },
            clearances: Set(clearance)
        )
        try plane.grant(role, to: account, within: bounds, until: until, reason: reason)
        store.note("\(account) is \(role).", [("account", .string(account)), ("role", .string(role))])
    }
}

/// Takes a role back.
struct UsersRevoke: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Take a role back; what was approved by it and has not taken effect counts no longer."
    )
    @OptionGroup var store: StoreOptions
    @Argument(help: "The account.") var account: String
    @Argument(help: "The role.") var role: String
    @Option(help: "Why.") var reason: String

    func run() throws {
        let plane = try store.open()
        defer { plane.close() }
        try plane.revoke(role, from: account, reason: reason)
        store.note("\(account) is no \(role) any more.", [("account", .string(account)), ("role", .string(role))])
    }
}

/// Ends an account.
struct UsersEnd: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "end", abstract: "End an account for good.")
    @OptionGroup var store: StoreOptions
    @Argument(help: "The account.") var account: String
    @Option(help: "Why.") var reason: String

    func run() throws {
        let plane = try store.open()
        defer { plane.close() }
        try plane.endAccount(account, reason: reason)
        store.note("\(account) is ended.", [("account", .string(account))])
    }
}
