import ControlPlane
import Foundation

/// A file or folder that somebody named; a relative path leads from the folder in which the command was given, which is another than this
/// process's own when it runs a command for another one.
enum GivenFile {
    /// Where a path leads.
    static func path(_ given: String) -> String {
        guard let folder = Console.current.folder, !given.hasPrefix("/") else { return given }
        return "\(folder)/\(given)"
    }

    /// What is in a file.
    ///
    /// - Throws: ``ControlPlaneError/unreadable(path:why:)``, which names the path as it was given.
    static func bytes(at given: String) throws -> Data {
        guard let data = FileManager.default.contents(atPath: path(given)) else {
            throw ControlPlaneError.unreadable(path: given, why: "there is no such file, or this user may not read it.")
        }
        return data
    }

    /// The text in a file.
    ///
    /// - Throws: ``ControlPlaneError/unreadable(path:why:)``, also for what is not UTF-8.
    static func text(at given: String) throws -> String {
        guard let text = String(validating: try bytes(at: given), as: UTF8.self) else {
            throw ControlPlaneError.unreadable(path: given, why: "it is no text in UTF-8.")
        }
        return text
    }
}
