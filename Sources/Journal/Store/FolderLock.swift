import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The sole right to a data folder, held for as long as this object lives.
///
/// It is an advisory lock (`flock`) on the file `lock` in the folder; the system gives it back however the process ends.
final class FolderLock: Sendable {
    private let file: FileHandle

    /// Takes the lock of `folder`.
    ///
    /// - Throws: `JournalError.inUse` when another holder has it.
    init(folder: String) throws(JournalError) {
        let path = folder + "/lock"
        do {
            _ = try PrivateFile.create(at: path)
            file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
        } catch {
            throw JournalError(error)
        }
        // A program that this one starts must not keep the lock after this one has ended.
        _ = fcntl(file.fileDescriptor, F_SETFD, FD_CLOEXEC)
        guard flock(file.fileDescriptor, LOCK_EX | LOCK_NB) == 0 else { throw .inUse(path: folder) }
    }

    deinit { release() }

    func release() {
        // Closing gives the lock back; a second closing has nothing to give back.
        try? file.close()
    }
}
