import Foundation

/// A document on disk.
struct DocumentPath {
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
        guard let type = kind(of: path) else {
            throw ControlPlaneError.unreadable(path: path, why: "there is no such file or folder.")
        }
        guard type == .typeDirectory else {
            guard type == .typeRegular else {
                throw ControlPlaneError.unreadable(path: path, why: "it is neither a file nor a folder.")
            }
            return [document(at: path, name: (path as NSString).lastPathComponent)]
        }
        guard let names = try? FileManager.default.subpathsOfDirectory(atPath: path) else {
            throw ControlPlaneError.unreadable(path: path, why: "the folder may not be listed by this user.")
        }
        return names.sorted().compactMap { name in
            let full = (path as NSString).appendingPathComponent(name)
            let isHidden = (name as NSString).lastPathComponent.hasPrefix(".")
            guard !isHidden, kind(of: full) == .typeRegular else { return nil }
            return document(at: full, name: name)
        }
    }

    private static func kind(of path: String) -> FileAttributeType? {
        let real = (path as NSString).resolvingSymlinksInPath
        return (try? FileManager.default.attributesOfItem(atPath: real))?[.type] as? FileAttributeType  // Nil: absent.
    }

    private static func document(at path: String, name: String) -> DocumentPath {
        let real = (path as NSString).resolvingSymlinksInPath
        let attributes = try? FileManager.default.attributesOfItem(atPath: real)  // Nil: told when it is read.
        return DocumentPath(path: path, name: name, size: (attributes?[.size] as? Int) ?? 0)
    }

    /// What the document holds.
    ///
    /// - Throws: ``ControlPlaneError`` when it can't be read or is too large.
    func bytes() throws -> [UInt8] {
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
