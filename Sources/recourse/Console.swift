import ControlPlane
import Foundation

/// Where a command is given, and where what it says goes: this process's own terminal, or that of another process for which it runs
/// a command.
struct Console: Sendable {
    /// Takes a piece of the answer.
    let answer: @Sendable (Data) -> Void
    /// Takes a piece of everything else.
    let note: @Sendable (Data) -> Void
    /// Whether what is noted is shown on a terminal.
    let isTerminal: Bool
    /// The folder from which relative paths lead, when it is not this process's own.
    let folder: String?
    /// The store that is open already; nil when a command opens it for itself.
    let served: ServedStore?

    /// The console of the command that is being run.
    @TaskLocal static var current = Console(
        answer: { FileHandle.standardOutput.write($0) },
        note: { FileHandle.standardError.write($0) },
        isTerminal: isatty(2) == 1,
        folder: nil,
        served: nil
    )
}

/// A store that this process serves, for the commands that come through its socket.
struct ServedStore: Sendable {
    /// The data folder, by its whole path.
    let folder: String
    /// The store.
    let plane: ControlPlane

    init(at path: String, _ plane: ControlPlane) {
        folder = Self.whole(path)
        self.plane = plane
    }

    /// Whether a path leads to its folder.
    func isAt(_ path: String) -> Bool { Self.whole(path) == folder }

    private static func whole(_ path: String) -> String {
        URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    }
}
