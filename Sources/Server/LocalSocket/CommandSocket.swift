/// The socket in a data folder by which a command of the same machine reaches the process that has the store open.
///
/// Only whoever may use the data folder, which is its owner, can reach it: the folder's mode guards it, as it guards the store. A command that
/// comes through it is one of that account, as it would be if it had opened the store itself.
///
/// A connection is for one command. Frames go both ways: a byte that says what it is, four bytes with the length of what
/// follows, big-endian, and that. The first is the request; answers follow as they come, and the last one says how it ended.
package enum CommandSocket {
    /// The file of the socket in a data folder.
    package static func path(in folder: String) -> String { "\(folder)/serve.socket" }

    /// The most bytes of a frame.
    static let largestFrame = 1 << 20
    /// How many commands run at once; others wait.
    static let commandsAtOnce = 4
}

/// A command that is to be run where the store is open.
package struct CommandRequest: Codable, Hashable, Sendable {
    /// Its words, without the program's name.
    package let arguments: [String]
    /// The folder in which it was given, from which its relative paths lead.
    package let folder: String
    /// Whether what it says beside its answer is shown on a terminal.
    package let isOnTerminal: Bool

    /// Makes a request.
    package init(arguments: [String], folder: String, isOnTerminal: Bool) {
        self.arguments = arguments
        self.folder = folder
        self.isOnTerminal = isOnTerminal
    }
}

/// Which of a command's two outputs.
package enum CommandOutput: Hashable, Sendable {
    /// What was asked for.
    case answer
    /// Everything else.
    case note
}
