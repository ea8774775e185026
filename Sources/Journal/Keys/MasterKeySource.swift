import Crypto
import Dispatch
import Foundation
import Synchronization

/// Where a store's master key comes from; it is never in the data folder.
///
/// In each place it is 32 random bytes, written in base64.
package enum MasterKeySource: Hashable, Sendable {
    /// A file that only its owner may use.
    case file(String)
    /// A variable of this process's environment.
    case environment(String)
    /// A command for the shell, which prints the key, so that a key service or a hardware module can keep it.
    case command(String)

    /// How long a command may take.
    static let commandSeconds = 30
    /// The most bytes that a key is written with.
    static let textLimit = 64

    /// The key for a new store: drawn and written to the file, which must not exist, or what the other sources give.
    func make(outside folder: String) throws(JournalError) -> SymmetricKey {
        guard case .file(let path) = self else { return try read(outside: folder) }
        return try MasterKeyFile(path: path).create(outside: folder)
    }

    /// The key of the store in `folder`.
    func read(outside folder: String) throws(JournalError) -> SymmetricKey {
        switch self {
        case .file(let path): return try MasterKeyFile(path: path).read(outside: folder)
        case .environment(let name):
            guard let text = ProcessInfo.processInfo.environment[name] else {
                throw .keySource("environment variable \(name)", .missing)
            }
            guard let key = Self.key(in: Data(text.utf8)) else {
                throw .keySource("environment variable \(name)", .malformed)
            }
            return key
        case .command(let command):
            guard let key = Self.key(in: try Self.output(of: command)) else {
                throw .keySource("key command", .malformed)
            }
            return key
        }
    }

    /// The key that the bytes are the base64 of, with blanks and line ends around it left off.
    static func key(in contents: Data) -> SymmetricKey? {
        guard contents.count <= textLimit, let text = String(validating: contents, as: UTF8.self),
            let bytes = Data(base64Encoded: text.trimmingCharacters(in: .whitespacesAndNewlines)),
            bytes.count == KeyMaterial.keyBytes
        else { return nil }
        return SymmetricKey(data: bytes)
    }

    /// What the command prints; what it says on its standard error goes to ours.
    static func output(of command: String, seconds: Int = commandSeconds) throws(JournalError) -> Data {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", command]
        process.standardInput = FileHandle.nullDevice
        let pipe = Pipe()
        process.standardOutput = pipe
        do {
            try process.run()
        } catch {
            throw .keySource("key command", .notStarted)
        }
        let reader = OutputReader(pipe.fileHandleForReading, limit: textLimit + 1)
        guard let output = reader.wait(seconds: seconds) else {
            process.terminate()
            throw .keySource("key command", .tookTooLong(seconds: seconds))
        }
        process.waitUntilExit()
        // What prints more than a key is cut off, which is not its failure.
        guard output.count <= textLimit else { throw .keySource("key command", .malformed) }
        guard process.terminationStatus == 0, process.terminationReason == .exit else {
            throw .keySource("key command", .failed(status: process.terminationStatus))
        }
        return output
    }
}

/// Reads what another process prints, on a thread of its own, so that waiting for it can end.
private final class OutputReader: Sendable {
    private let queue = DispatchQueue(label: "recourse.key-command")
    private let isRead = DispatchGroup()
    private let output = Mutex(Data())

    init(_ handle: FileHandle, limit: Int) {
        queue.async(group: isRead) {
            let read = (try? handle.read(upToCount: limit)) ?? nil
            self.output.withLock { $0 = read ?? Data() }
            // What is longer is no key; a command that still prints is not kept waiting.
            try? handle.close()
        }
    }

    func wait(seconds: Int) -> Data? {
        isRead.wait(timeout: .now() + .seconds(seconds)) == .success ? output.withLock { $0 } : nil
    }
}
