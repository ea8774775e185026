import Access
import Journal
import RevenueCycle
import Synchronization

/// The record of who looked at what: an entry in the access journal, durable before the answer leaves.
///
/// Whoever comes while another's entry is being written waits, and then one writes for all who wait, so that many who look at
/// once cost one commit.
final class AccessLog: Sendable {
    /// The type of an entry.
    static let looked: UInt16 = 1

    let journal: TenantJournal
    private let waiting = Mutex<[Entry]>([])
    /// Held by the one who writes.
    private let turn = Mutex(())

    /// A look on its way to the journal.
    private final class Entry: Sendable {
        let look: Look
        let principal: String
        let result = Mutex<Result<Void, JournalError>?>(nil)

        init(_ look: Look, _ principal: String) {
            self.look = look
            self.principal = principal
        }
    }

    init(journal: TenantJournal) { self.journal = journal }

    /// Records a look.
    ///
    /// - Throws: ``JournalError`` when it cannot be recorded, and then nothing may be shown.
    func record(_ look: Look, by principal: String, at time: Timestamp) throws(JournalError) {
        let mine = Entry(look, principal)
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

    /// Writes looks with one commit for each principal and purpose, which headers name.
    private func write(_ entries: [Entry], at time: Timestamp) {
        struct Author: Hashable {
            let principal: String
            let purpose: Purpose
        }
        for (author, entries) in Dictionary(
            grouping: entries,
            by: { Author(principal: $0.principal, purpose: $0.look.purpose) }
        ) {
            let append = Append(
                command: .random(),
                principal: author.principal,
                purpose: author.purpose.rawValue,
                writes: entries.map { entry in
                    let event = NewEvent(
                        type: Self.looked,
                        schema: ShellEvent.schema,
                        subject: .tenant,
                        retention: .access,
                        payload: entry.look.encoded()
                    )
                    return StreamWrite(stream: .random(), expectedVersion: 0, events: [event])
                }
            )
            let result = Result { () throws(JournalError) in _ = try journal.append(append, at: time) }
            for entry in entries { entry.result.withLock { $0 = result } }
        }
    }
}
