import ArgumentParser
import ControlPlane
import Foundation
import Journal
import Server

/// Commands for a store that another process has open.
enum ServedCommands {
    /// Has the process that serves the data folder run this process's command.
    ///
    /// - Returns: its exit status; nil when nobody serves the folder.
    /// - Throws: ``CommandClient/Interrupted``.
    static func forward(_ arguments: [String], to folder: String) async throws -> Int32? {
        let request = CommandRequest(
            arguments: arguments,
            folder: FileManager.default.currentDirectoryPath,
            isOnTerminal: Console.current.isTerminal
        )
        return try await CommandClient.send(request, to: folder) { output, piece in
            switch output {
            case .answer: Console.current.answer(piece)
            case .note: Console.current.note(piece)
            }
        }
    }

    /// What listens for the commands of others while this process serves a store.
    static func listener(for store: ServedStore) -> CommandListener {
        CommandListener(in: store.folder, note: Output.note) { request, write in
            let console = Console(
                answer: { write(.answer, $0) },
                note: { write(.note, $0) },
                isTerminal: request.isOnTerminal,
                folder: request.folder,
                served: store
            )
            return Console.$current.withValue(console) { run(request.arguments) }
        }
    }

    /// Runs a command in this process.
    private static func run(_ arguments: [String]) -> Int32 {
        do {
            var command = try Recourse.parseAsRoot(arguments)
            // What serves is not served.
            if command is any AsyncParsableCommand { throw JournalError.inUse(path: "the data folder") }
            try command.run()
            return ExitCode.success.rawValue
        } catch {
            return Recourse.tell(error)
        }
    }
}
