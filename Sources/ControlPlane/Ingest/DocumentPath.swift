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
        guard let (type, size) = attributes(of: path) else {
            throw ControlPlaneError.unreadable(path: path, why: "there is no such file or folder.")
        }
        guard type == .typeDirectory else {
            guard type == .typeRegular else {
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
            guard !isHidden, let (type, size) = attributes(of: full), type == .typeRegular else { return nil }
            return DocumentPath(path: full, name: name, size: size)
        }
    }

    /// What a path names, links followed, and how many bytes it has; nil when there is nothing.
    private static func attributes(of path: String) -> (type: FileAttributeType, size: Int)? {
        var found = try? FileManager.default.attributesOfItem(atPath: path)  // Nil: there is nothing.
        if found?[.type] as? FileAttributeType == .typeSymbolicLink {
            let real = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
            found = try? FileManager.default.attributesOfItem(atPath: real)  // Nil: it leads nowhere.
        }
        guard let found, let type = found[.type] as? FileAttributeType else { return nil }
        return (type, (found[.size] as? NSNumber)?.intValue ?? 0)
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
