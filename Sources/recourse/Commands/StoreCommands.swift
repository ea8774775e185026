import ArgumentParser
import ControlPlane
import Foundation
import Journal

/// Makes a store.
struct Init: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a data folder with one tenant, and its master key outside it.",
        discussion: "Example: recourse init --data ./recourse-data"
    )
    @OptionGroup var store: StoreOptions

    func run() throws {
        let id = StoreFolder.newStoreID()
        let masterKey = try store.masterKey(storeID: id)
        if case .file(let path) = masterKey {
            try FileManager.default.createDirectory(
                atPath: URL(fileURLWithPath: path).deletingLastPathComponent().path,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        }
        let plane = try ControlPlane.create(
            at: GivenFile.path(store.data),
            tenant: store.tenant,
            storeID: id,
            masterKey: masterKey,
            journals: store.journals,
            keys: store.keys,
            principal: StoreOptions.principal,
            clock: Clock.now
        )
        plane.close()
        if store.json {
            var row: [(String, JSONValue)] = [("data", .string(store.data))]
            if case .file(let path) = masterKey { row.append(("keyFile", .string(path))) }
            return Output.rows([.object(row)])
        }
        Output.note("Made \(store.data). Its master key is \(masterKey.words): keep a copy apart from the data.")
        Output.note("Next: recourse ingest PATH --data \(store.data)")
    }
}

/// Takes documents in.
struct Ingest: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Take X12 files or folders in: 837, 835, 277CA, 277, 999 and TA1.",
        discussion: "Example: recourse ingest ./x12 --json"
    )
    @OptionGroup var store: StoreOptions
    @Argument(help: "Files or folders.") var paths: [String]

    func run() throws {
        let plane = try store.open()
        defer { plane.close() }
        var bar = ProgressBar()
        let report = try Ingestion.ingest(paths.map(GivenFile.path), into: plane) { bar.show($0) }
        bar.end()
        for unreadable in report.unreadable { Output.note("recourse: \(unreadable.file): \(unreadable.why)") }
        if store.json {
            Output.answer(report.json.text)
        } else {
            Output.answer(
                "\(report.files) files, \(report.transactions) transactions: \(report.claims) claims sent, "
                    + "\(report.acknowledged) acknowledged by \(report.answers) answers, "
                    + "\(report.adjudications) adjudicated, \(report.held.count) held, "
                    + "\(report.duplicates.count) known already, \(report.unmatched.count) unmatched."
            )
            if !report.held.isEmpty { Output.note("Next: recourse held list") }
        }
        if report.files == report.unreadable.count {
            throw ExitCode(ExitStatus.unreadable.rawValue)
        }
        if !report.held.isEmpty || !report.unreadable.isEmpty { throw ExitCode(ExitStatus.held.rawValue) }
    }
}

/// Payer and deadline rules: shown, checked, adopted.
struct Rules: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show, check or adopt rules of payers and deadlines.",
        subcommands: [Show.self, Check.self, Adopt.self]
    )

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Print the rules in force.")
        @OptionGroup var store: StoreOptions

        func run() throws {
            let plane = try store.open()
            defer { plane.close() }
            let texts = try plane.ruleTexts()
            if store.json {
                return Output.rows(
                    texts.map { .object([("file", .string($0.file)), ("text", .string($0.text))]) }
                )
            }
            for text in texts { Output.answer("# \(text.file)\n\(text.text)") }
        }
    }

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Say what is wrong with a rules file.")
        @Argument(help: "The TOML file.") var file: String
        @Flag(help: "Answer in JSON, one object a line.") var json = false

        func run() throws {
            let errors = PayerRulesReader.read([.shipped, .shippedDeadlines, try RuleText(at: file)]).errors
            try RuleText.tell(errors, in: file, json: json)
        }
    }

    struct Adopt: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Put a rules file in force beside the shipped ones.")
        @OptionGroup var store: StoreOptions
        @Argument(help: "The TOML file.") var file: String

        func run() throws {
            let plane = try store.open()
            defer { plane.close() }
            try plane.adopt([.shipped, try RuleText(at: file)])
            store.note("The rules of \(file) are in force.", [("adopted", .string(file))])
        }
    }
}

extension RuleText {
    /// Says what is wrong with a file, or that nothing is.
    ///
    /// - Throws: the exit code for a file that cannot be used, when something is wrong.
    static func tell(_ errors: [PayerRulesError], in file: String, json: Bool) throws {
        if json {
            Output.rows(errors.map { .object([("file", .string(file)), ("problem", .string($0.description))]) })
        } else {
            for error in errors { Output.note(error.description) }
            if errors.isEmpty { Output.answer("\(file) is sound.") }
        }
        if !errors.isEmpty { throw ExitCode(ExitStatus.usage.rawValue) }
    }

    /// A rules file on disk.
    init(at path: String) throws {
        let text = String(decoding: try GivenFile.bytes(at: path), as: UTF8.self)
        self.init(file: URL(fileURLWithPath: path).lastPathComponent, text: text)
    }
}

/// Makes derived tables again.
struct Rebuild: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Drop what can be derived and make it again from the journal."
    )
    @OptionGroup var store: StoreOptions
    @Flag(help: "Only read, open and replay every entry in memory, to see that it can be done; write nothing.")
    var dryRun = false

    func run() throws {
        let plane = try store.open()
        defer { plane.close() }
        if dryRun {
            let (entries, rows) = try plane.rehearseRebuild()
            return store.note(
                "Replayed \(entries) entries, from which \(rows) rows follow; nothing was written.",
                [("entries", .number(entries)), ("rows", .number(rows))]
            )
        }
        let entries = try plane.rebuild()
        store.note("Replayed \(entries) entries.", [("entries", .number(entries))])
    }
}

/// Checks the store.
struct Doctor: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Check the store: files, keys, entries, leaf hashes.")
    @OptionGroup var store: StoreOptions

    func run() throws {
        let plane = try store.open()
        defer { plane.close() }
        let report = try plane.journal.verifyIntegrity()
        let looks = try plane.verifyAccessIntegrity()
        let problems = (report.problems + looks.problems).map(\.description)
        if store.json {
            Output.rows([
                .object([
                    ("entries", .number(report.entries)), ("looks", .number(looks.entries)),
                    ("database", .string(report.database)),
                    ("warnings", .texts(report.warnings)), ("problems", .texts(problems)),
                ])
            ])
        } else {
            Output.answer("\(report.entries) entries, \(looks.entries) looks, \(report.database)")
            for warning in report.warnings { Output.note("warning: \(warning)") }
            for problem in problems { Output.note("problem: \(problem)") }
        }
        if !problems.isEmpty { throw ExitCode(ExitStatus.storage.rawValue) }
    }
}
