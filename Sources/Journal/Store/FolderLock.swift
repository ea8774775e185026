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
        } catch {
            throw JournalError(error)
        }
        // A program that this one starts must not keep the lock after this one has ended, nor one that is started right now.
        let descriptor = unsafe open(path, O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { throw .storage("the folder's lock cannot be opened; check its owner and mode") }
        file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        guard flock(file.fileDescriptor, LOCK_EX | LOCK_NB) == 0 else { throw .inUse(path: folder) }
    }

    deinit { release() }

    func release() {
        // Closing gives the lock back; a second closing has nothing to give back.
        try? file.close()
    }
}
