import Foundation

/// Files and folders that only their owner may use.
enum PrivateFile {
    /// Makes the folder and those above it that are missing, with mode 0700.
    static func makeFolder(at path: String) throws {
        let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o700]
        try FileManager.default.createDirectory(
            atPath: path,
            withIntermediateDirectories: true,
            attributes: attributes
        )
        try FileManager.default.setAttributes(attributes, ofItemAtPath: path)
    }

    /// Makes the file with mode 0600 and its contents, durable, at once and never in the place of another.
    ///
    /// It is written in a private folder beside its place and then linked there, so that nobody else sees it with a wider
    /// mode or half written.
    ///
    /// - Returns: `false` when there is a file at `path` already.
    static func create(at path: String, contents: Data = Data()) throws -> Bool {
        let files = FileManager.default
        guard !files.fileExists(atPath: path) else { return false }
        let workplace = "\(path).new-\(StreamID.random())"
        try makeFolder(at: workplace)
        // What is left of the workplace after a failure is private and harmless.
        defer { try? files.removeItem(atPath: workplace) }
        let draft = "\(workplace)/file"
        try contents.write(to: URL(fileURLWithPath: draft))
        try files.setAttributes([.posixPermissions: 0o600], ofItemAtPath: draft)
        let handle = try FileHandle(forUpdating: URL(fileURLWithPath: draft))
        try handle.synchronize()
        try handle.close()
        do {
            try files.linkItem(atPath: draft, toPath: path)
        } catch {
            if files.fileExists(atPath: path) { return false }
            throw error
        }
        return true
    }
}
