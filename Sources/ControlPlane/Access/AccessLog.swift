import Access
import Journal
import RevenueCycle
import Synchronization

/// The record of who looked at what, and who was refused: an entry in the access journal, durable before the answer leaves.
///
/// Whoever comes while another's entry is being written waits, and then one writes for all who wait, so that many who look at
/// once cost one commit.
final class AccessLog: Sendable {
    /// The type of the entry of a look.
    static let looked: UInt16 = 1
    /// The type of the entry of a refusal.
    static let refused: UInt16 = 2

    let journal: TenantJournal
    private let waiting = Mutex<[Entry]>([])
    /// Held by the one who writes.
    private let turn = Mutex(())

    /// A look or refusal on its way to the journal.
    private final class Entry: Sendable {
        let type: UInt16
        let payload: [UInt8]
        let author: Author
        let result = Mutex<Result<Void, JournalError>?>(nil)

        init(_ type: UInt16, _ payload: [UInt8], _ author: Author) {
            self.type = type
            self.payload = payload
            self.author = author
        }
    }

    /// Who, and why: what headers name.
    private struct Author: Hashable {
        let principal: String
        let purpose: Purpose?
    }

    init(journal: TenantJournal) { self.journal = journal }

    /// Records a look.
    ///
    /// - Throws: ``JournalError`` when it cannot be recorded, and then nothing may be shown.
    func record(_ look: Look, by principal: String, at time: Timestamp) throws(JournalError) {
        let author = Author(principal: principal, purpose: look.purpose)
        try record(Entry(Self.looked, look.encoded(), author), at: time)
    }

    /// Records a refusal.
    ///
    /// - Throws: ``JournalError`` when it cannot be recorded.
    func record(
        _ refusal: Refusal,
        purpose: Purpose?,
        by principal: String,
        at time: Timestamp
    ) throws(JournalError) {
        let author = Author(principal: principal, purpose: purpose)
        try record(Entry(Self.refused, refusal.encoded(), author), at: time)
    }

    private func record(_ mine: Entry, at time: Timestamp) throws(JournalError) {
        waiting.withLock { $0.append(mine) }
        turn.withLock { _ in
            guard mine.result.withLock({ $0 == nil }) else { return }
            let all = waiting.withLock { entries in
                defer { entries = [] }
                return entries
            }
            write(all, at: time)
        }
        guard let result = mine.result.withLock({ $0 }) else { preconditionFailure("Whoever had the turn wrote it.") }
        try result.get()
    }

    /// Writes entries with one commit for each principal and purpose, which headers name.
    private func write(_ entries: [Entry], at time: Timestamp) {
        for (author, entries) in Dictionary(grouping: entries, by: \.author) {
            let append = Append(
                command: .random(),
                principal: author.principal,
                purpose: author.purpose?.rawValue ?? "",
                writes: entries.map { entry in
                    let event = NewEvent(
                        type: entry.type,
                        schema: ShellEvent.schema,
                        subject: .tenant,
                        retention: .access,
                        payload: entry.payload
                    )
                    return StreamWrite(stream: .random(), expectedVersion: 0, events: [event])
                }
            )
            let result = Result { () throws(JournalError) in _ = try journal.append(append, at: time) }
            for entry in entries { entry.result.withLock { $0 = result } }
        }
    }
}
