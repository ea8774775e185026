import Dispatch
import Intake
import Journal
import RevenueCycle
import Synchronization

/// Reads documents ahead of whoever takes them in, on a thread of its own.
///
/// Reading and making keys need nothing of what is being taken in, so the two go on side by side. At most `limit` items wait
/// to be taken; a document larger than the memory's share is still read transaction by transaction.
final class DocumentFeed: Sendable {
    /// What comes next of the documents, in their order.
    enum Item: Sendable {
        /// A document that cannot be read at all.
        case unreadable(name: String, why: ControlPlaneError)
        /// A document that was read to its end before, by an earlier ingest, so that its transactions are left out.
        case known(IncomingDocument)
        /// A document whose transactions follow.
        case begin(IncomingDocument)
        /// The next transaction of the document at hand.
        case transaction(KeyedTransaction)
        /// The end of the document at hand, and how much was noticed of its envelope.
        case end(diagnostics: Int)
        /// The store failed.
        case failed(JournalError)
    }

    /// The most items that wait to be taken.
    private static let limit = 1_024
    /// After how many documents that turned out to be new one is looked for in the store again, at most.
    ///
    /// Looking waits for whatever is being written; reading a known document once more does no harm. The first is looked
    /// for, then one after 32, after 64 and so on.
    private static let mostBetweenLooks = 1_024

    private struct Stopped: Error {}

    private struct State {
        var waiting: Deque = Deque()
        var isStopped = false
    }

    private let state = Mutex(State())
    private let filled = DispatchSemaphore(value: 0)
    private let free = DispatchSemaphore(value: 0)
    private let journal: TenantJournal

    /// Begins to read documents.
    init(_ documents: [DocumentSource], journal: TenantJournal) {
        self.journal = journal
        for _ in 0..<Self.limit { free.signal() }
        DispatchQueue(label: "documents").async {
            // Whoever stopped the feed wants nothing more of it.
            try? self.read(documents)
        }
    }

    /// The next item; nil after the last, however often it is asked.
    func next() -> Item? {
        filled.wait()
        defer { free.signal() }
        let item = state.withLock { $0.waiting.removeFirst() }
        if item == nil { filled.signal() }
        return item
    }

    /// Ends the reading; what waits is dropped.
    func stop() {
        state.withLock { state in
            state.isStopped = true
            state.waiting = Deque()
        }
        free.signal()
    }

    private func send(_ item: Item) throws(Stopped) {
        free.wait()
        let isStopped = state.withLock { state in
            if !state.isStopped { state.waiting.append(item) }
            return state.isStopped
        }
        if isStopped { throw Stopped() }
        filled.signal()
    }

    private func read(_ documents: [DocumentSource]) throws(Stopped) {
        var newSinceLook = 0
        var betweenLooks = 0
        for document in documents {
            let bytes: [UInt8]
            do throws(ControlPlaneError) {
                bytes = try document.bytes()
            } catch {
                try send(.unreadable(name: document.name, why: error))
                continue
            }
            let incoming = IncomingDocument(name: document.name, bytes: bytes, journal: journal)
            if newSinceLook >= betweenLooks {
                newSinceLook = 0
                if try isKnown(incoming) {
                    betweenLooks = 0
                    try send(.known(incoming))
                    continue
                }
                betweenLooks = min(max(32, betweenLooks * 2), Self.mostBetweenLooks)
            }
            newSinceLook += 1
            try read(incoming)
        }
        filled.signal()
    }

    private func isKnown(_ document: IncomingDocument) throws(Stopped) -> Bool {
        do throws(JournalError) {
            return try journal.claimed(document.key) != nil
        } catch {
            try send(.failed(error))
            throw Stopped()
        }
    }

    private func read(_ document: IncomingDocument) throws(Stopped) {
        guard InterchangeScan.hasInterchange(document.bytes) else {
            let why = "it holds no X12 interchange: no ISA segment was found in it."
            return try send(.unreadable(name: document.name, why: .unreadable(path: document.name, why: why)))
        }
        try send(.begin(document))
        let reader = TransactionReader(
            document.bytes,
            file: document.name,
            document: document.address,
            hash: BodyHash.sha256
        )
        let diagnostics = try reader.read { transaction throws(Stopped) in
            try send(.transaction(KeyedTransaction(transaction, journal: journal)))
        }
        try send(.end(diagnostics: diagnostics.count))
    }

    /// A queue that gives up what was taken only now and then.
    private struct Deque {
        private var items: [Item?] = []
        private var first = 0

        mutating func append(_ item: Item) { items.append(item) }

        mutating func removeFirst() -> Item? {
            guard first < items.count else { return nil }
            let item = items[first]
            items[first] = nil
            first += 1
            if first > limit {
                items.removeFirst(first)
                first = 0
            }
            return item
        }
    }
}

/// A document with its address in the evidence store.
struct IncomingDocument: Sendable {
    /// The name that it came under.
    let name: String
    /// What it holds.
    let bytes: [UInt8]
    /// Its address.
    let evidence: EvidenceID
    /// The first 16 bytes of its address, by which facts name it.
    let address: BodyHash
    /// The key that is claimed when it was read to its end.
    let key: UniqueKey

    init(name: String, bytes: [UInt8], journal: TenantJournal) {
        self.name = name
        self.bytes = bytes
        evidence = journal.evidenceID(of: bytes)
        address = BodyHash(evidence.bytes) ?? BodyHash(high: 0, low: 0)
        key = UniqueKey(
            space: KeySpace.document.rawValue,
            index: journal.blindIndex(space: KeySpace.document.rawValue, evidence.bytes)
        )
    }
}

/// Where the bytes of a document come from.
enum DocumentSource: Sendable {
    /// A file.
    case file(DocumentPath)
    /// Bytes that are at hand.
    case memory(name: String, bytes: [UInt8])

    /// The name that reports give it.
    var name: String {
        switch self {
        case .file(let path): path.name
        case .memory(let name, _): name
        }
    }

    /// How many bytes it has.
    var size: Int {
        switch self {
        case .file(let path): path.size
        case .memory(_, let bytes): bytes.count
        }
    }

    func bytes() throws(ControlPlaneError) -> [UInt8] {
        switch self {
        case .file(let path): try path.bytes()
        case .memory(_, let bytes): bytes
        }
    }
}
