import ArgumentParser
import ControlPlane
import Foundation
import Journal
import Server

/// The command line: everything on a local store, data on stdout, all else on stderr.
@main
struct Recourse: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recourse",
        abstract: "The open control plane for a hospital's revenue cycle.",
        discussion: """
            First steps:
              recourse init
              recourse ingest ./x12
              recourse claims --status denied
              recourse worklist

            Exit codes: 0 all well; 1 some input was held; 2 findings; 64 usage; 65 nothing readable;
            70 our fault; 74 storage; 75 the data folder is in use; 77 no right to it.
            """,
        subcommands: [
            Init.self, Ingest.self, Claims.self, Claim.self, Accounts.self, LedgerCommand.self, Remittances.self,
            Held.self,
            Explain.self, EvidenceCommand.self, Patients.self,
            Worklist.self, CasesCommand.self, CaseCommand.self, Report.self, X12Command.self, Rules.self,
            Deadlines.self, Policy.self, Simulate.self,
            Rebuild.self,
            Audit.self, Users.self, APIKeys.self, AccessCommand.self, EmergencyCommand.self, Sensitive.self,
            Propose.self, Proposals.self, ProposalsApprove.self,
            Effects.self,
            DestinationsCommand.self, WebhooksCommand.self, Jobs.self, Backup.self, Keys.self, Retention.self,
            Holds.self, Tenants.self, Usage.self, DatabaseCommand.self, Doctor.self, Serve.self, Demo.self,
        ]
    )

    static func main() async {
        // A limit on the size of files is an error of the storage, not the end of the process.
        signal(SIGXFSZ, SIG_IGN)
        Foundation.exit(await status())
    }

    /// Runs the command, here or where its store is open.
    private static func status() async -> Int32 {
        do {
            return try await run()
        } catch JournalError.inUse(let folder) {
            do {
                let arguments = Array(CommandLine.arguments.dropFirst())
                if let status = try await ServedCommands.forward(arguments, to: folder) { return status }
                return tell(JournalError.inUse(path: folder))
            } catch {
                return tell(error)
            }
        } catch {
            return tell(error)
        }
    }

    private static func run() async throws -> Int32 {
        var command = try parseAsRoot()
        if var waiting = command as? any AsyncParsableCommand {
            try await waiting.run()
        } else {
            try command.run()
        }
        return ExitCode.success.rawValue
    }

    /// Says what went wrong, or what was asked of the parser itself, such as help.
    ///
    /// - Returns: the exit status.
    static func tell(_ error: any Error) -> Int32 {
        if let code = ExitStatus(of: error) {
            Output.note("recourse: \(error)")
            return code.rawValue
        }
        let code = exitCode(for: error)
        let words = fullMessage(for: error)
        if !words.isEmpty {
            if code == .success { Output.answer(words) } else { Output.note(words) }
        }
        return code.rawValue
    }
}

/// What the process tells its caller: one exhaustive mapping for every error.
enum ExitStatus: Int32 {
    case held = 1
    case findings = 2
    case usage = 64
    case unreadable = 65
    case internalFault = 70
    case storage = 74
    case inUse = 75
    case forbidden = 77

    /// The status of an error; nil for what the argument parser reports itself.
    init?(of error: any Error) {
        switch error {
        case let error as JournalError: self = .init(error)
        case let error as ControlPlaneError: self = .init(error)
        case is UsageFault, is PayerRulesErrors: self = .usage
        case is CommandClient.Interrupted: self = .storage
        case is ExitCode, is ValidationError, is CleanExit: return nil
        default:
            guard Recourse.exitCode(for: error) == .failure else { return nil }
            self = .internalFault
        }
    }

    private init(_ error: JournalError) {
        switch error {
        case .inUse: self = .inUse
        case .notAStore, .alreadyExists, .unknownTenant, .tenantExists, .badTenantName, .keyFile, .keySource,
            .journalsInDatabase, .journalsInFolder,
            .wrongMasterKey:
            self = .usage
        case .storage, .damaged, .tooNew, .otherHistory, .badBackup, .outcomeUnknown: self = .storage
        case .badProof: self = .findings
        case .noDeadLetter: self = .usage
        case .conflict, .keyTaken, .tooLarge, .noPrincipal, .duplicateStream, .leaseLost, .closed: self = .internalFault
        }
    }

    private init(_ error: ControlPlaneError) {
        switch error {
        case .badRules, .notFound, .notReleasable, .refused, .listChanged, .notAsSeen: self = .usage
        case .unreadable: self = .unreadable
        case .forbidden: self = .forbidden
        }
    }
}

/// What was asked for cannot be asked for like this.
struct UsageFault: Error, CustomStringConvertible {
    let description: String
}
