import Dispatch
import Journal
import Synchronization

/// The store as an ingest uses it: appends and questions, which wait in line while the next window is being worked out.
///
/// One thread seals an append while another writes the one before; they are written in the order that they were begun in.
/// After one has failed none is written any more.
final class StoreLine: Sendable {
    /// How many appends may be on their way.
    private static let mostAppends = 3

    private let journal: TenantJournal
    private let sealing = DispatchQueue(label: "sealing")
    private let store = DispatchQueue(label: "store")
    private let room = DispatchSemaphore(value: mostAppends)
    private let failure = Mutex<JournalError?>(nil)

    init(journal: TenantJournal) { self.journal = journal }

    /// Begins an append, once there is room for it.
    ///
    /// - Throws: ``JournalError`` of one before; nothing is begun then.
    func begin(_ append: Append, at time: Timestamp) throws(JournalError) {
        room.wait()
        if let error = failure.withLock({ $0 }) {
            room.signal()
            throw error
        }
        sealing.async { [self] in
            do throws(JournalError) {
                let prepared = try journal.prepare(append, at: time)
                store.async { [self] in commit(prepared) }
            } catch {
                fail(error)
                room.signal()
            }
        }
    }

    private func commit(_ prepared: PreparedAppend) {
        defer { room.signal() }
        guard failure.withLock({ $0 == nil }) else { return }
        do throws(JournalError) {
            _ = try journal.commit(prepared)
        } catch {
            fail(error)
        }
    }

    private func fail(_ error: JournalError) { failure.withLock { $0 = $0 ?? error } }

    /// Waits until everything that was begun is durable.
    ///
    /// - Throws: ``JournalError`` when it is not.
    func finish() throws(JournalError) {
        sealing.sync {}
        store.sync {}
        if let error = failure.withLock({ $0 }) { throw error }
    }

    /// Asks for everything by which documents and what they tell are found and known.
    func ask(_ question: StoreQuestion) -> StoreAnswer {
        let answer = StoreAnswer()
        store.async { [journal] in
            answer.give(
                Result { () throws(JournalError) in
                    let keys = question.keys.map { (space: $0.space.rawValue, index: $0.index) }
                    return (streams: try journal.lookups(keys), holders: try journal.claimed(question.bodies))
                }
            )
        }
        return answer
    }
}

/// What an ingest wants to know of the store about a window of documents.
struct StoreQuestion: Sendable {
    /// Under which streams are looked for.
    var keys: [KeyIndex] = []
    /// Whose holders are looked for.
    var bodies: [UniqueKey] = []
}

/// What the store will say to a question.
final class StoreAnswer: Sendable {
    /// The streams under each key and the holder of each body, in the order of the question.
    typealias Found = (streams: [[StreamID]], holders: [StreamID?])

    private let found = Mutex<Result<Found, JournalError>?>(nil)
    private let isThere = DispatchSemaphore(value: 0)

    fileprivate func give(_ result: Result<Found, JournalError>) {
        found.withLock { $0 = result }
        isThere.signal()
    }

    /// Waits for the answer, which may be asked for once.
    ///
    /// - Throws: ``JournalError`` when the store failed.
    func wait() throws(JournalError) -> Found {
        isThere.wait()
        guard let result = found.withLock({ $0 }) else { return ([], []) }
        return try result.get()
    }
}
