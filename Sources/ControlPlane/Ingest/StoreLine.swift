import Dispatch
import Journal
import RevenueCycle
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
    /// Where the next append will stand; nil before the first.
    private let next = Mutex<Position?>(nil)
    /// Questions that nobody has answered yet.
    private let questions = Mutex<[(StoreQuestion, StoreAnswer)]>([])

    init(journal: TenantJournal) { self.journal = journal }

    /// Begins an append, once there is room for it.
    ///
    /// - Throws: ``JournalError`` of one before; nothing is begun then.
    func begin(_ append: Append, at time: Timestamp) throws(JournalError) {
        room.wait()
        let first: Position
        do throws(JournalError) {
            if let error = failure.withLock({ $0 }) { throw error }
            first = try position(of: append)
        } catch {
            room.signal()
            throw error
        }
        sealing.async { [self] in
            do throws(JournalError) {
                let prepared = try journal.prepare(append, at: time, expecting: first)
                store.async { [self] in commit(prepared) }
            } catch {
                fail(error)
                room.signal()
            }
        }
    }

    private func position(of append: Append) throws(JournalError) -> Position {
        let first: Position
        if let known = next.withLock({ $0 }) { first = known } else { first = try journal.head() + 1 }
        next.withLock { $0 = first + Position(append.writes.reduce(0) { $0 + $1.events.count }) }
        return first
    }

    private func commit(_ prepared: PreparedAppend) {
        defer { room.signal() }
        answerQuestions()
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

    /// Lets a working set go on a thread of this line, as its hundred thousand parts take their time; nobody waits for it.
    func letGo(_ set: consuming WorkingSet) {
        let parting = Parting(set)
        sealing.async { parting.end() }
    }

    /// Asks for everything by which documents and what they tell are found and known.
    ///
    /// A question goes before every append that is not being written yet: whoever waits for its answer is to have the next
    /// append ready in time.
    func ask(_ question: StoreQuestion) -> StoreAnswer {
        let answer = StoreAnswer()
        questions.withLock { $0.append((question, answer)) }
        store.async { [self] in answerQuestions() }
        return answer
    }

    private func answerQuestions() {
        let open = questions.withLock { questions in
            defer { questions = [] }
            return questions
        }
        for (question, answer) in open {
            answer.give(
                Result { () throws(JournalError) in
                    let keys = question.keys.map { (space: $0.space.rawValue, index: $0.index) }
                    return StoreAnswer.Found(
                        streams: try journal.lookups(keys),
                        holders: try journal.claimed(question.bodies),
                        payments: try StoredState.all(of: question.payments.map(\.stream), in: .payment, journal)
                    )
                }
            )
        }
    }
}

/// A working set that is let go by whoever ends it, whoever else still knows of it.
private final class Parting: Sendable {
    private let set: Mutex<WorkingSet?>

    init(_ set: consuming sending WorkingSet) { self.set = Mutex(set) }

    func end() { set.withLock { $0 = nil } }
}

/// What an ingest wants to know of the store about a window of documents.
struct StoreQuestion: Sendable {
    /// Under which streams are looked for.
    var keys: [KeyIndex] = []
    /// Whose holders are looked for.
    var bodies: [UniqueKey] = []
    /// Whose states are looked for.
    var payments: [BodyHash] = []
}

/// What the store has of a stream's state.
struct StoredState: Sendable {
    /// The row; nil when there is none.
    let row: StoredRow?
    /// The version of the stream.
    let version: UInt64

    init(of stream: StreamID, in table: RowTable, _ journal: TenantJournal) throws(JournalError) {
        self.init(
            row: try journal.row(table: table.rawValue, id: stream),
            // A stream without a row may have entries, whose keys were destroyed.
            version: try journal.version(of: stream)
        )
    }

    private init(row: StoredRow?, version: UInt64) {
        self.row = row
        self.version = version
    }

    /// The states of several streams, in their order, asked for at once.
    static func all(
        of streams: [StreamID],
        in table: RowTable,
        _ journal: TenantJournal
    ) throws(JournalError) -> [StoredState] {
        guard !streams.isEmpty else { return [] }
        var rows: [StreamID: StoredRow] = [:]
        for row in try journal.rows(table: table.rawValue, ids: streams) { rows[row.id] = row }
        let versions = try journal.versions(of: streams)
        return zip(streams, versions).map { StoredState(row: rows[$0], version: $1) }
    }
}

/// What the store will say to a question.
final class StoreAnswer: Sendable {
    /// What was found, in the order of the question.
    struct Found: Sendable {
        /// The streams under each key.
        var streams: [[StreamID]] = []
        /// The holder of each body.
        var holders: [StreamID?] = []
        /// The state of each payment.
        var payments: [StoredState] = []
    }

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
        guard let result = found.withLock({ $0 }) else { return Found() }
        return try result.get()
    }
}
