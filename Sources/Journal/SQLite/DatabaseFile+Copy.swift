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
