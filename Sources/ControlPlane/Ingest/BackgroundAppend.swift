import Dispatch
import Journal
import Synchronization

/// Appends on a thread of its own, one append at a time, while the next is being prepared.
final class BackgroundAppend: Sendable {
    private let journal: TenantJournal
    private let queue = DispatchQueue(label: "append")
    private let failure = Mutex<JournalError?>(nil)

    init(journal: TenantJournal) { self.journal = journal }

    /// Begins an append, once the one before is durable.
    ///
    /// - Throws: ``JournalError`` of the one before; nothing is begun then.
    func begin(_ append: Append, at time: Timestamp) throws(JournalError) {
        try finish()
        queue.async { [journal] in
            do throws(JournalError) {
                _ = try journal.append(append, at: time)
            } catch {
                self.failure.withLock { $0 = error }
            }
        }
    }

    /// Waits until everything that was begun is durable.
    ///
    /// - Throws: ``JournalError`` when it is not.
    func finish() throws(JournalError) {
        queue.sync {}
        if let error = failure.withLock({ $0 }) { throw error }
    }
}
