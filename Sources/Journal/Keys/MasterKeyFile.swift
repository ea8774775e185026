import Crypto
import Foundation

/// The file that holds a store's master key: 32 random bytes in base64, for its owner's eyes only.
struct MasterKeyFile {
    let path: String

    /// Draws a key and writes it to the file, which must not exist, nor lie in the data folder.
    func create(outside folder: String) throws(JournalError) -> SymmetricKey {
        try refuse(inside: folder)
        guard !FileManager.default.fileExists(atPath: path) else {
            throw .keyFile(path: path, problem: .alreadyExists)
        }
        let bytes = try KeyMaterial.draw()
        do {
            let parent = URL(fileURLWithPath: path).deletingLastPathComponent().path
            if !parent.isEmpty, !FileManager.default.fileExists(atPath: parent) {
                try PrivateFile.makeFolder(at: parent)
            }
            let text = Data(bytes).base64EncodedString() + "\n"
            guard try PrivateFile.create(at: path, contents: Data(text.utf8)) else {
                throw JournalError.keyFile(path: path, problem: .alreadyExists)
            }
        } catch {
            throw JournalError(error)
        }
        return SymmetricKey(data: bytes)
    }

    /// Reads the key from the file, which only its owner may read.
    func read(outside folder: String) throws(JournalError) -> SymmetricKey {
        try refuse(inside: folder)
        let real = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: real),
            let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue
        else { throw .keyFile(path: path, problem: .missing) }
        guard mode & 0o177 == 0 else { throw .keyFile(path: path, problem: .openToOthers(mode: mode)) }
        guard let contents = FileManager.default.contents(atPath: real) else {
            throw .storage("the master key file \(path) cannot be read; check its owner")
        }
        guard let key = MasterKeySource.key(in: contents) else { throw .keyFile(path: path, problem: .malformed) }
        return key
    }

    private func refuse(inside folder: String) throws(JournalError) {
        let file = Self.realPath(path)
        let folder = Self.realPath(folder)
        guard file != folder, !file.hasPrefix(folder + "/") else {
            throw .keyFile(path: path, problem: .insideDataFolder)
        }
    }

    /// The path without symbolic links, also when its last parts do not exist yet.
    private static func realPath(_ path: String) -> String {
        var existing = URL(fileURLWithPath: path).standardizedFileURL
        var rest: [String] = []
        while !FileManager.default.fileExists(atPath: existing.path), existing.path != "/" {
            rest.insert(existing.lastPathComponent, at: 0)
            existing.deleteLastPathComponent()
        }
        let real = existing.resolvingSymlinksInPath().path
        return ([real == "/" ? "" : real] + rest).joined(separator: "/")
    }
}
