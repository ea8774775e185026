import ArgumentParser
import ControlPlane
import Foundation
import Journal
import Server
import Synchronization

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

    /// Runs a command in this process, on a thread that may block.
    private static func run(_ arguments: [String]) -> Int32 {
        do {
            var command = try Recourse.parseAsRoot(arguments)
            // What serves is not served.
            if command is Serve { throw JournalError.inUse(path: "the data folder") }
            if command is any AsyncParsableCommand { return wait(forCommand: arguments) }
            try command.run()
            return ExitCode.success.rawValue
        } catch {
            return Recourse.tell(error)
        }
    }

    /// Runs a command that waits for others; this thread waits for it, so that the server does not end before it.
    private static func wait(forCommand arguments: [String]) -> Int32 {
        let status = Mutex(ExitCode.failure.rawValue)
        let end = DispatchSemaphore(value: 0)
        Task {
            defer { end.signal() }
            do {
                guard var command = try Recourse.parseAsRoot(arguments) as? any AsyncParsableCommand else { return }
                try await command.run()
                status.withLock { $0 = ExitCode.success.rawValue }
            } catch {
                let told = Recourse.tell(error)
                status.withLock { $0 = told }
            }
        }
        end.wait()
        return status.withLock { $0 }
    }
}
