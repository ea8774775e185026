import GRDB
import Synchronization

/// The one connection to a file, which does nothing more once the disk has failed.
///
/// A write or flush that failed may have reached the disk in part, and the system may forget what it could not write without
/// ever saying so again; only opening the file anew and reading everything tells what it holds.
final class SQLiteConnection: Sendable {
    private let queue: DatabaseQueue
    private let hasFailed = Mutex(false)

    init(_ queue: DatabaseQueue) { self.queue = queue }

    /// Runs `body` outside a transaction.
    func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try noting { try queue.writeWithoutTransaction(body) }
    }

    /// Runs `body` in a transaction that is durable when this returns, or undone when it throws.
    func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try noting {
            var value: Value?
            try queue.inTransaction(.immediate) { db in
                value = try body(db)
                return .commit
            }
            guard let value else { preconditionFailure("A transaction that was committed has a value.") }
            return value
        }
    }

    /// Copies the file as it is now, to a file that must not exist.
    func copy(to path: String, finish: (Database) throws -> Void = { _ in }) throws {
        try noting { try DatabaseFile.copy(queue, to: path, finish: finish) }
    }

    /// Ends all use of the file.
    func close() throws { try queue.close() }

    /// Refuses what is asked once the disk has failed.
    func checkUsable() throws(JournalError) {
        guard !hasFailed.withLock({ $0 }) else {
            throw .storage("an earlier write failed, so what the disk holds is not sure; reopen the store")
        }
    }

    private func noting<Value>(_ body: () throws -> Value) throws -> Value {
        try checkUsable()
        do {
            return try body()
        } catch let error as DatabaseError where error.resultCode == .SQLITE_IOERR {
            hasFailed.withLock { $0 = true }
            throw error
        }
    }
}
