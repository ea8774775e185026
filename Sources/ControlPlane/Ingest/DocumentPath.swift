import Foundation

/// A document on disk.
struct DocumentPath: Sendable {
    /// The path.
    let path: String
    /// The name that reports give it.
    let name: String
    /// Its bytes.
    let size: Int

    /// The documents at a path: the file itself, or every file under a folder in the order of their paths.
    ///
    /// - Throws: ``ControlPlaneError`` when the path can't be read.
    static func documents(at path: String) throws -> [DocumentPath] {
        guard let (kind, size) = attributes(of: path) else {
            throw ControlPlaneError.unreadable(path: path, why: "there is no such file or folder.")
        }
        guard kind == .folder else {
            guard kind == .file else {
                throw ControlPlaneError.unreadable(path: path, why: "it is neither a file nor a folder.")
            }
            return [DocumentPath(path: path, name: URL(fileURLWithPath: path).lastPathComponent, size: size)]
        }
        guard let names = try? FileManager.default.subpathsOfDirectory(atPath: path) else {
            throw ControlPlaneError.unreadable(path: path, why: "the folder may not be listed by this user.")
        }
        return names.sorted().compactMap { name in
            let full = "\(path)/\(name)"
            let isHidden = name.hasPrefix(".") || name.contains("/.")
            guard !isHidden, let (kind, size) = attributes(of: full), kind == .file else { return nil }
            return DocumentPath(path: full, name: name, size: size)
        }
    }

    /// What a path may name.
    private enum Kind {
        case file
        case folder
        case other
    }

    /// What a path names, links followed, and how many bytes it has; nil when there is nothing.
    ///
    /// Foundation's attributes read the names of owner and group from the system's files for each path, which takes ten
    /// times as long. `unsafe`: `stat` is given a path and a place for its answer, and nothing of either outlives the call.
    private static func attributes(of path: String) -> (kind: Kind, size: Int)? {
        var found = stat()
        guard unsafe stat(path, &found) == 0 else { return nil }
        let kind: Kind =
            switch found.st_mode & S_IFMT {
            case S_IFREG: .file
            case S_IFDIR: .folder
            default: .other
            }
        return (kind, Int(found.st_size))
    }

    /// What the document holds.
    ///
    /// - Throws: ``ControlPlaneError`` when it can't be read or is too large.
    func bytes() throws(ControlPlaneError) -> [UInt8] {
        guard size <= Ingestion.documentLimit else {
            throw ControlPlaneError.unreadable(
                path: name,
                why: "it is larger than \(Ingestion.documentLimit >> 30) GiB; split it by interchange."
            )
        }
        guard FileManager.default.isReadableFile(atPath: path), let data = FileManager.default.contents(atPath: path)
        else {
            throw ControlPlaneError.unreadable(path: name, why: "this user may not read it.")
        }
        return Array(data)
    }
}
