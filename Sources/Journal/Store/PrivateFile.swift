import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

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
        return try withDraft(of: path, contents) { draft in
            do {
                try files.linkItem(atPath: draft, toPath: path)
            } catch {
                if files.fileExists(atPath: path) { return false }
                throw error
            }
            return true
        }
    }

    /// Puts a file with mode 0600 and its contents in the place of the one at `path`, durably and at once: whoever opens it
    /// finds the old one or the new one.
    static func replace(at path: String, contents: Data) throws {
        try withDraft(of: path, contents) { draft in
            // Both texts end with a zero and outlive the call.
            guard unsafe rename(draft, path) == 0 else {
                throw JournalError.storage("\(path) cannot be replaced; check the owner of its folder")
            }
        }
        let folder = try FileHandle(forReadingFrom: URL(fileURLWithPath: path).deletingLastPathComponent())
        try folder.synchronize()
        try folder.close()
    }

    private static func withDraft<Value>(
        of path: String,
        _ contents: Data,
        _ body: (String) throws -> Value
    ) throws -> Value {
        let files = FileManager.default
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
        return try body(draft)
    }
}
