import Foundation
import GRDB

extension DatabaseFile {
    /// Copies an open file, page by page and of one moment, to a file that must not exist, and makes the copy durable.
    ///
    /// - Parameters:
    ///   - queue: The open file.
    ///   - path: The file to be made.
    ///   - finish: What is still to be changed in the copy.
    /// - Throws: what the database and the disk throw.
    static func copy(_ queue: DatabaseQueue, to path: String, finish: (Database) throws -> Void = { _ in }) throws {
        guard try PrivateFile.create(at: path) else { throw JournalError.alreadyExists(path: path) }
        let copy = try DatabaseQueue(path: path)
        try queue.backup(to: copy)
        try copy.write(finish)
        // A single file, to be copied elsewhere as it is.
        try copy.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA journal_mode = DELETE") }
        try copy.close()
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
        try file.synchronize()
        try file.close()
    }
}

extension TenantJournal {
    /// Whether the journal, whatever was signed since, is the one of a checkpoint up to its size.
    func problems(upTo checkpoint: Checkpoint) throws(JournalError) -> [IntegrityProblem] {
        let root = try withTree { tree in
            // A tree that cannot be computed is not the one that was signed.
            tree.size >= checkpoint.head.size ? try? tree.root(size: checkpoint.head.size) : nil
        }
        return root == checkpoint.head.root
            ? [] : [IntegrityProblem(position: nil, what: "its first \(checkpoint.head.size) entries are others")]
    }
}
