import ControlPlane
import Foundation
import Glibc

/// Reads what nobody else may see: from a file of its owner's, or from the terminal without showing it.
///
/// Never from an argument, which every user of the machine can read.
enum SecretInput {
    /// A password: the first line of a file, or typed twice.
    ///
    /// - Parameter path: the file; nil for the terminal.
    /// - Returns: the password.
    /// - Throws: ``UsageFault`` when there is none, the file is others' to read, or what was typed differs.
    static func newPassword(from path: String?) throws -> Password {
        if let path { return try password(try line(ofFile: path)) }
        let first = try hiddenLine("New password: ")
        guard try hiddenLine("The same again: ") == first else {
            throw UsageFault(description: "The two are not the same. Nothing was changed.")
        }
        return try password(first)
    }

    /// Whether somebody sits at a terminal who can be asked; never for a command of another process, whose terminal is not this one's.
    static var isTerminal: Bool { Console.current.served == nil && isatty(STDIN_FILENO) == 1 }

    /// A line that somebody types; nil when there is no terminal.
    static func shownLine(_ words: String) -> String? {
        guard isTerminal else { return nil }
        Console.current.note(Data(words.utf8))
        return readLine(strippingNewline: true)
    }

    private static func password(_ text: String) throws -> Password {
        guard let password = Password(text) else {
            throw UsageFault(description: "A password is not empty and has at most \(Password.longestBytes) bytes.")
        }
        return password
    }

    /// The first line of a file of its owner's.
    ///
    /// - Throws: ``UsageFault`` when others may read it; ``ControlPlaneError`` when there is none.
    static func line(ofFile path: String) throws -> String {
        // Absent: said below.
        let attributes = try? FileManager.default.attributesOfItem(atPath: GivenFile.path(path))
        guard let mode = attributes?[.posixPermissions] as? Int, let size = attributes?[.size] as? Int else {
            throw ControlPlaneError.unreadable(path: path, why: "there is no such file")
        }
        guard mode & 0o077 == 0 else {
            throw UsageFault(description: "\(path) can be read by others. Give it mode 0600.")
        }
        guard size <= 4096 else { throw ControlPlaneError.unreadable(path: path, why: "it is no short text.") }
        return String(try GivenFile.text(at: path).prefix { !$0.isNewline })
    }

    private static func hiddenLine(_ words: String) throws -> String {
        guard isTerminal else {
            throw UsageFault(description: "There is no terminal to type at. Give a file with --from.")
        }
        var shown = termios()
        // The system writes one structure of its own form at the address of a variable of that form.
        guard unsafe tcgetattr(STDIN_FILENO, &shown) == 0 else {
            throw UsageFault(description: "The terminal cannot be asked to show nothing. Give a file with --from.")
        }
        var hidden = shown
        hidden.c_lflag &= ~tcflag_t(ECHO)
        guard unsafe tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden) == 0 else {
            throw UsageFault(description: "The terminal cannot be asked to show nothing. Give a file with --from.")
        }
        Console.current.note(Data(words.utf8))
        defer {
            _ = unsafe tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown)
            Console.current.note(Data("\n".utf8))
        }
        return readLine(strippingNewline: true) ?? ""
    }
}
