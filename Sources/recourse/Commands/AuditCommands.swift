import ArgumentParser
import ControlPlane
import Foundation
import Journal

/// Proves what the journal holds, to its owner and to others.
struct Audit: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prove that nothing in the journal was changed, removed or put in.",
        discussion: """
            Keep the public key (audit key) and a checkpoint now and then (audit checkpoint) apart from the store: with
            them anyone can tell later whether the journal is still the one that was signed.

              recourse audit verify --checkpoint march.txt
              recourse audit export ./proofs
              recourse audit verify --export ./proofs --key recourse.key.txt
            """,
        subcommands: [
            AuditVerify.self, AuditProve.self, AuditCheck.self, AuditConsistency.self, AuditExport.self,
            AuditCheckpoint.self, AuditKey.self, AuditAccept.self, AuditAccess.self, AuditPrincipal.self,
            AuditTimeline.self, AuditDisclosures.self, AuditRefusals.self,
        ]
    )
}

/// Where an audit reads: the store, or an export of it, which needs the public key and nothing else.
struct AuditSource: ParsableArguments {
    @Option(help: "Read this export instead of the store; needs --key.")
    var export: String?

    @Option(help: "The file with the public key.")
    var key: String?

    func verifier() throws -> NoteVerifier {
        guard let key else { throw UsageFault(description: "--export needs --key: the file with the public key.") }
        return try NoteVerifier(GivenFile.text(at: key))
    }

    /// The export that was named.
    func log() throws -> ExportedLog? {
        guard let export else { return nil }
        return try ExportedLog(folder: GivenFile.path(export), key: try verifier())
    }

    static func checkpoint(_ path: String, _ key: NoteVerifier) throws -> Checkpoint {
        try Checkpoint(SignedNote(GivenFile.text(at: path)), signedBy: key)
    }
}

/// Looks at every entry.
struct AuditVerify: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check every entry, the tree over them and all checkpoints; names the first wrong entry.",
        discussion: "Exit code 2 when something is wrong."
    )
    @OptionGroup var store: StoreOptions
    @OptionGroup var source: AuditSource

    @Flag(
        help:
            "Also check the file, replay the entries, and compare every row, lookup, claimed key and piece of evidence."
    )
    var deep = false

    @Option(help: "A checkpoint that was kept elsewhere; may be given again.")
    var checkpoint: [String] = []

    @Option(help: "Only this journal: business, or access, which says who looked at what.")
    var journal: JournalNumber?

    func run() throws {
        if let log = try source.log() {
            guard !deep else { throw UsageFault(description: "--deep needs the store: an export has no content.") }
            let others = try checkpoint.map { try AuditSource.checkpoint($0, log.key) }
            let problems = log.verify(against: others)
            return try tell([
                VerifiedJournal(nil, problems, log.checkpoint.head, checkpoints: 1 + others.count)
            ])
        }
        var reports = try store.withTenant { tenant in
            try (journal.map { [$0] } ?? JournalNumber.allCases).map { number in
                let journal = try tenant(number)
                // What was kept elsewhere is of the journal that was named, or of the business journal.
                let kept = number == self.journal ?? .business ? checkpoint : []
                let others = try kept.map { try AuditSource.checkpoint($0, journal.verifier) }
                let report = try journal.verifyIntegrity(against: others, structure: deep)
                return VerifiedJournal(number, report.problems, report.head, checkpoints: report.checkpoints)
            }
        }
        if deep, journal != .access { reports[0].problems += try deepProblems() }
        try tell(reports)
    }

    /// What the entries and the evidence say of everything else.
    private func deepProblems() throws -> [IntegrityProblem] {
        do {
            let plane = try store.open()
            defer { plane.close() }
            return try plane.deepAudit()
        } catch JournalError.damaged(let what) {
            return [IntegrityProblem(position: nil, what: what)]
        }
    }

    private func tell(_ reports: [VerifiedJournal]) throws {
        if store.json {
            Output.rows(reports.map(\.json))
        } else {
            for report in reports { report.print() }
        }
        guard reports.allSatisfy(\.problems.isEmpty) else { throw ExitCode(ExitStatus.findings.rawValue) }
    }
}

/// What a look at one journal found.
private struct VerifiedJournal {
    /// Which it is; nil when it is an export's.
    let journal: JournalNumber?
    var problems: [IntegrityProblem]
    let head: TreeHead
    let checkpoints: Int

    init(_ journal: JournalNumber?, _ problems: [IntegrityProblem], _ head: TreeHead, checkpoints: Int) {
        self.journal = journal
        self.problems = problems
        self.head = head
        self.checkpoints = checkpoints
    }

    private var first: Position? { problems.compactMap(\.position).min() }

    var json: JSONValue {
        .object([
            ("journal", .text(journal.map { "\($0)" })), ("entries", .number(Int(head.size))),
            ("root", .string(head.root.base64)), ("checkpoints", .number(checkpoints)),
            ("firstWrongEntry", first.map { .number(Int($0)) } ?? .null),
            ("problems", .texts(problems.map { "\($0)" })),
        ])
    }

    func print() {
        let name = journal.map { "\($0): " } ?? ""
        Output.answer("\(name)\(head.size) entries, root \(head.root.base64), \(checkpoints) checkpoints compared")
        if let first { Output.answer("The first wrong entry is \(first).") }
        for problem in problems { Output.answer("problem: \(problem)") }
        if problems.isEmpty { Output.answer("Nothing is wrong.") }
    }
}

extension JournalNumber: ExpressibleByArgument {
    /// The journal of that name.
    public init?(argument: String) {
        guard let journal = Self.allCases.first(where: { "\($0)" == argument }) else { return nil }
        self = journal
    }
}

/// Which journal of the tenant is meant.
struct JournalOption: ParsableArguments {
    @Option(help: "The journal: business, or access, which says who looked at what.")
    var journal = JournalNumber.business
}

/// Proves one entry.
struct AuditProve: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prove",
        abstract: "Write the proof that an entry is in the journal, for anyone who has the public key.",
        discussion:
            "The proof is in the form of C2SP tlog-proof. It says the entry's header, and nothing of its content."
    )
    @Argument(help: "The position of the entry, from 1.")
    var entry: UInt64

    @OptionGroup var store: StoreOptions
    @OptionGroup var which: JournalOption
    @OptionGroup var source: AuditSource

    func run() throws {
        if let log = try source.log() { return Output.answer(try log.proof(of: entry).description, terminator: "") }
        try store.withJournal(which.journal) { Output.answer(try $0.proof(of: entry).description, terminator: "") }
    }
}

/// Checks a proof.
struct AuditCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check a proof that audit prove wrote, with the public key alone.",
        discussion: "Exit code 2 when it proves nothing."
    )
    @Argument(help: "The file with the proof.")
    var proof: String

    @Option(help: "The file with the public key.")
    var key: String

    @Flag(help: "Answer in JSON, one object a line.")
    var json = false

    func run() throws {
        let header = try EntryProof.check(GivenFile.text(at: proof), with: NoteVerifier(GivenFile.text(at: key)))
        if json {
            Output.rows([
                .object([
                    ("entry", .number(Int(header.position))), ("stream", .string("\(header.stream)")),
                    ("type", .number(Int(header.type))), ("recorded", .string("\(header.recorded)")),
                    ("principal", .string(header.principal)), ("purpose", .string(header.purpose)),
                ])
            ])
        } else {
            Output.answer(
                "Proven: entry \(header.position), recorded \(header.recorded) by \(header.principal) for \(header.purpose)."
            )
        }
    }
}

/// Proves that the journal only grew.
struct AuditConsistency: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "consistency",
        abstract: "Prove that the journal of an old checkpoint is the beginning of the journal of a new one.",
        discussion: "Exit code 2 when it is not."
    )
    @Argument(help: "The file with the old checkpoint.")
    var old: String

    @Argument(help: "The file with the new checkpoint.")
    var new: String

    @OptionGroup var store: StoreOptions
    @OptionGroup var which: JournalOption
    @OptionGroup var source: AuditSource

    func run() throws {
        if let log = try source.log() {
            let (old, new) = try checkpoints(log.key)
            return try tell(log.consistencyProof(from: old, to: new), old.head, new.head)
        }
        try store.withJournal(which.journal) { journal in
            let (old, new) = try checkpoints(journal.verifier)
            try tell(journal.consistencyProof(from: old, to: new), old.head, new.head)
        }
    }

    private func checkpoints(_ key: NoteVerifier) throws -> (Checkpoint, Checkpoint) {
        (try AuditSource.checkpoint(old, key), try AuditSource.checkpoint(new, key))
    }

    private func tell(_ proof: ConsistencyProof, _ old: TreeHead, _ new: TreeHead) throws {
        let holds = proof.proves(old.root, isBeginningOf: new.root)
        if store.json {
            Output.rows([
                .object([
                    ("holds", .bool(holds)), ("old", .number(Int(old.size))), ("new", .number(Int(new.size))),
                    ("proof", .texts(proof.hashes.map(\.base64))),
                ])
            ])
        } else if holds {
            Output.answer("The journal of \(old.size) entries is the beginning of the journal of \(new.size).")
            for hash in proof.hashes { Output.answer(hash.base64) }
        } else {
            Output.answer("The journal of \(old.size) entries is NOT the beginning of the journal of \(new.size).")
        }
        if !holds { throw ExitCode(ExitStatus.findings.rawValue) }
    }
}

/// Writes what the journal proves.
struct AuditExport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write tree, headers and checkpoint as files that other verifiers read (C2SP tlog-tiles).",
        discussion: "Nothing of the content is in them. A folder with an earlier export gets what is new."
    )
    @Argument(help: "The folder.")
    var folder: String

    @OptionGroup var store: StoreOptions
    @OptionGroup var which: JournalOption

    func run() throws {
        let head = try store.withJournal(which.journal) { try $0.exportProofs(to: GivenFile.path(folder)).head }
        store.note(
            "Exported \(head.size) entries to \(folder).",
            [("entries", .number(Int(head.size))), ("root", .string(head.root.base64))]
        )
    }
}

/// Signs the journal as it is.
struct AuditCheckpoint: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "checkpoint",
        abstract: "Sign the journal as it is now; keep the answer apart from the store."
    )
    @OptionGroup var store: StoreOptions
    @OptionGroup var which: JournalOption

    func run() throws {
        try store.withJournal(which.journal) { Output.answer(try $0.signCheckpoint().description, terminator: "") }
    }
}

/// Tells the public key.
struct AuditKey: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "Tell the public key that checks checkpoints and proofs."
    )
    @OptionGroup var store: StoreOptions
    @OptionGroup var which: JournalOption

    func run() throws {
        try store.withJournal(which.journal) { Output.answer("\($0.verifier)") }
    }
}

/// Accepts an older copy.
struct AuditAccept: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accept",
        abstract: "Go on with a journal that is not the one signed last, such as a restored backup.",
        discussion: "The acceptance is an entry. What was signed before can never be proven of this journal again."
    )
    @Option(help: "Why.")
    var reason: String

    @OptionGroup var store: StoreOptions

    func run() throws {
        let plane = try store.open()
        defer { plane.close() }
        Output.answer(try plane.acceptHistory(reason: reason).description, terminator: "")
    }
}
