import Access
import ArgumentParser
import ControlPlane
import Foundation
import Journal
import RevenueCycle

/// Which store, whose part of it, as of when, and in which form.
struct StoreOptions: ParsableArguments {
    @Option(help: "The data folder.")
    var data = "./recourse-data"

    @Option(help: "The tenant.")
    var tenant = "default"

    @Option(
        name: .customLong("key-file"),
        help:
            "The master key's file; by default $RECOURSE_MASTER_KEY, or else a file in the user's configuration folder."
    )
    var keyFile: String?

    @Option(name: .customLong("key-command"), help: "A command that prints the master key, 32 bytes in base64.")
    var keyCommand: String?

    @Option(
        help: "The PostgreSQL database of the journals, a connection string; by default $RECOURSE_DATABASE, or none."
    )
    var database: String?

    @Option(
        name: .customLong("key-database"),
        help: "The PostgreSQL database of the keys; by default $RECOURSE_KEY_DATABASE, or none."
    )
    var keyDatabase: String?

    @Option(name: .customLong("as-of"), help: "The day to answer for, YYYY-MM-DD; by default today.")
    var asOf: String?

    @Option(help: "Why you look: payment, operations, treatment, patientRequest, audit or legal; it is recorded.")
    var purpose = Purpose.payment

    @Flag(help: "Answer in JSON, one object a line.")
    var json = false

    /// The day to answer for.
    func day() throws -> CalendarDate {
        guard let asOf else { return Clock.today() }
        guard let day = CalendarDate(iso: asOf) else {
            throw UsageFault(description: "--as-of \(asOf) is no day: write YYYY-MM-DD, such as 2026-03-31.")
        }
        return day
    }

    /// Tells that something was done: to people on stderr, to programs as a row.
    func note(_ words: String, _ row: [(String, JSONValue)]) {
        if json { Output.rows([.object(row)]) } else { Output.note(words) }
    }

    /// Tells that something was done: to people on stderr, to programs as a row.
    func note(_ words: String, _ row: JSONValue) {
        if json { Output.rows([row]) } else { Output.note(words) }
    }

    /// The store that this process serves already, when it is this one.
    private var served: ControlPlane? {
        guard let served = Console.current.served, served.isAt(GivenFile.path(data)) else { return nil }
        return served.plane
    }

    /// Opens the store.
    func open() throws -> ControlPlane {
        if let served { return try served.lent(of: tenant, to: Self.principal) }
        let path = GivenFile.path(data)
        return try ControlPlane.open(
            at: path,
            tenant: tenant,
            masterKey: try masterKey(storeID: StoreFolder.storeID(at: path)),
            journals: journals,
            keys: keys,
            principal: Self.principal,
            clock: Clock.now
        )
    }

    /// Opens the store and begins a question about patients, for a command of this name.
    func inquire<Value>(by command: String, _ body: (Inquiry, ControlPlane) throws -> Value) throws -> Value {
        let plane = try open()
        defer { plane.close() }
        return try body(plane.inquiry(for: purpose, by: "recourse \(command)"), plane)
    }

    /// Opens the folder of the store, without the rules in force and all that a claim needs.
    func withFolder<Value>(_ body: (StoreFolder) throws -> Value) throws -> Value {
        if let served { return try body(served.folder) }
        let path = GivenFile.path(data)
        let folder = try StoreFolder.open(
            at: path,
            masterKey: try masterKey(storeID: StoreFolder.storeID(at: path)),
            journals: journals,
            keys: keys
        )
        defer { folder.close() }
        return try body(folder)
    }

    /// Opens a journal alone, which also works when rows in it are damaged.
    func withJournal<Value>(
        _ number: JournalNumber = .business,
        _ body: (TenantJournal) throws -> Value
    ) throws -> Value {
        try withTenant { try body($0(number)) }
    }

    /// Opens the journals alone.
    func withTenant<Value>(_ body: ((JournalNumber) throws -> TenantJournal) throws -> Value) throws -> Value {
        try withFolder { folder in try body { try folder.journal(of: tenant, $0) } }
    }

    /// The amount that an option gives.
    static func amount(_ text: String, option: String) throws -> Money {
        guard let amount = Money(decimal: text) else {
            throw UsageFault(description: "\(option) \(text) is no amount: write it like 250.00.")
        }
        return amount
    }

    /// The variable of the environment that may name the database of the journals.
    static let databaseVariable = "RECOURSE_DATABASE"

    /// Where the journals are kept.
    var journals: JournalPlace {
        guard let named = database ?? ProcessInfo.processInfo.environment[Self.databaseVariable] else { return .folder }
        return .postgreSQL(PostgreSQLServer(named))
    }

    /// The variable of the environment that may name the database of the keys.
    static let keyDatabaseVariable = "RECOURSE_KEY_DATABASE"

    /// Where the keys are kept.
    var keys: KeyPlace {
        guard let named = keyDatabase ?? ProcessInfo.processInfo.environment[Self.keyDatabaseVariable] else {
            return .folder
        }
        return .postgreSQL(PostgreSQLServer(named, schema: .keys))
    }

    /// The variable of the environment that may hold the master key.
    static let masterKeyVariable = "RECOURSE_MASTER_KEY"

    /// Where the master key of a store comes from.
    func masterKey(storeID: String) throws -> MasterKeySource {
        if let given = try MasterKeySource(file: keyFile, command: keyCommand, options: "--key-file and --key-command")
        {
            return given
        }
        let environment = ProcessInfo.processInfo.environment
        if environment[Self.masterKeyVariable] != nil { return .environment(Self.masterKeyVariable) }
        let home = environment["HOME"] ?? NSHomeDirectory()
        let configuration = environment["XDG_CONFIG_HOME"] ?? "\(home)/.config"
        return .file("\(configuration)/recourse/\(storeID).key")
    }

    /// Who acts: the user of the operating system.
    static var principal: String { "user:\(NSUserName())" }
}

extension Purpose: ExpressibleByArgument {}

extension MasterKeySource {
    /// The one that two options name, of which only one may be given.
    init?(file: String?, command: String?, options: String) throws {
        switch (file, command) {
        case (nil, nil): return nil
        case (let file?, nil): self = .file(GivenFile.path(file))
        case (nil, let command?): self = .command(command)
        case (_?, _?): throw UsageFault(description: "Give only one of \(options).")
        }
    }

    /// What the key comes from, for a person; of a command only that it is one.
    var words: String {
        switch self {
        case .file(let path): "in \(path)"
        case .environment(let name): "what $\(name) holds"
        case .command: "what the key command prints"
        }
    }
}

/// The time of day, read only at the edge.
enum Clock {
    static func now() -> Timestamp {
        Timestamp(microsecondsSince1970: Int64(Date().timeIntervalSince1970 * 1_000_000))
    }

    /// The moment that a day, at its end, or a time in UTC stands for.
    static func moment(_ text: String, option: String) throws -> Timestamp {
        if let day = CalendarDate(iso: text) { return end(of: day) }
        if let date = try? Date(text, strategy: .iso8601) {
            return Timestamp(microsecondsSince1970: Int64(date.timeIntervalSince1970 * 1_000_000))
        }
        throw UsageFault(description: "\(option) \(text) is no time: write YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ.")
    }

    /// The last moment of a day in UTC.
    static func end(of day: CalendarDate) -> Timestamp {
        Timestamp(microsecondsSince1970: (Int64(day.dayNumber) + 1) * 86_400_000_000 - 1)
    }

    static func today() -> CalendarDate {
        CalendarDate(dayNumber: Int32(Date().timeIntervalSince1970 / 86_400))
    }
}

/// What to list of claims.
struct FilterOptions: ParsableArguments {
    @Option(help: "A payer's id or a part of its name.")
    var payer: String?

    @Option(help: "A status, such as denied.")
    var status: String?

    @Option(help: "A finding's category or kind, such as authorization.")
    var category: String?

    @Option(help: "Service on or after this day.")
    var since: String?

    @Option(help: "At least so much outstanding or at stake.")
    var min: String?

    func filter() throws -> ClaimFilter {
        var filter = ClaimFilter(payer: payer, category: category)
        if let status {
            guard let known = ClaimStatus(rawValue: status) else {
                let all = ClaimStatus.allCases.map(\.rawValue).joined(separator: ", ")
                throw UsageFault(description: "--status \(status) is no status; it is one of \(all).")
            }
            filter.status = known
        }
        if let since {
            guard let day = CalendarDate(iso: since) else {
                throw UsageFault(description: "--since \(since) is no day: write YYYY-MM-DD.")
            }
            filter.since = day
        }
        if let min {
            filter.minimum = try StoreOptions.amount(min, option: "--min")
        }
        return filter
    }
}
