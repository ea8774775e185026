import Dispatch
import Intake
import Journal
import RevenueCycle
import Synchronization

/// Reads documents ahead of whoever takes them in, on a thread of its own, and gathers what is taken in together.
///
/// Reading and making keys need nothing of what is being taken in, so the two go on side by side. One window waits while the
/// next is gathered: whoever reads further ahead takes the processor from those who write. Windows are handed over whole, as
/// waking the other side for each transaction took a twentieth of an ingest.
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

    /// How much is gathered before it is handed over.
    struct WindowSize: Sendable {
        /// How many facts a window has at the most, but for its last transaction.
        var facts: Int
        /// How many facts the first window gathers; each one after it may have twice as many as the one before, so that there
        /// is soon something to write.
        var firstFacts: Int
        /// How many bytes the documents have that begin in a window, at the most, but for the last of them.
        var bytes: Int
    }

    /// After how many documents that turned out to be new one is looked for in the store again, at most.
    ///
    /// Looking waits for whatever is being written; reading a known document once more does no harm. The first is looked
    /// for, then one after 32, after 64 and so on.
    private static let mostBetweenLooks = 1_024

    private struct Stopped: Error {}

    private struct State {
        var window: [Item]?
        var isStopped = false
    }

    private let state = Mutex(State())
    private let filled = DispatchSemaphore(value: 0)
    private let free = DispatchSemaphore(value: 0)
    private let journal: TenantJournal

    /// Begins to read documents.
    init(_ documents: [DocumentSource], by size: WindowSize, journal: TenantJournal) {
        self.journal = journal
        free.signal()
        DispatchQueue(label: "documents").async {
            var gathering = Gathering(size)
            // Whoever stopped the feed wants nothing more of it.
            try? self.read(documents, into: &gathering)
        }
    }

    /// The items of the next window, of which there is at least one; nil after the last, however often it is asked.
    func next() -> [Item]? {
        filled.wait()
        let window = state.withLock { state in
            defer { state.window = nil }
            return state.window
        }
        if window == nil { filled.signal() } else { free.signal() }
        return window
    }

    /// Ends the reading; what waits is dropped.
    func stop() {
        state.withLock { $0 = State(isStopped: true) }
        free.signal()
    }

    /// A window on its way.
    private struct Gathering {
        private let size: WindowSize
        private var most: Int
        private var facts = 0
        private var bytes = 0
        var items: [Item] = []

        init(_ size: WindowSize) {
            self.size = size
            most = min(size.firstFacts, size.facts)
        }

        var isFull: Bool { facts >= most || bytes >= size.bytes }

        mutating func add(_ item: Item) {
            switch item {
            case .transaction(let keyed): facts += max(1, keyed.facts.count)
            case .begin(let document), .known(let document): bytes += document.bytes.count
            case .unreadable, .end, .failed: break
            }
            items.append(item)
        }

        mutating func begin() {
            items = []
            facts = 0
            bytes = 0
            most = min(most * 2, size.facts)
        }
    }

    private func send(_ item: Item, _ gathering: inout Gathering) throws(Stopped) {
        gathering.add(item)
        if gathering.isFull { try handOver(&gathering) }
    }

    private func handOver(_ gathering: inout Gathering) throws(Stopped) {
        guard !gathering.items.isEmpty else { return }
        free.wait()
        let isStopped = state.withLock { state in
            if !state.isStopped { state.window = gathering.items }
            return state.isStopped
        }
        if isStopped { throw Stopped() }
        filled.signal()
        gathering.begin()
    }

    private func read(_ documents: [DocumentSource], into gathering: inout Gathering) throws(Stopped) {
        var newSinceLook = 0
        var betweenLooks = 0
        for document in documents {
            let bytes: [UInt8]
            do throws(ControlPlaneError) {
                bytes = try document.bytes()
            } catch {
                try send(.unreadable(name: document.name, why: error), &gathering)
                continue
            }
            let incoming = IncomingDocument(name: document.name, bytes: bytes, journal: journal)
            if newSinceLook >= betweenLooks {
                newSinceLook = 0
                if try isKnown(incoming, &gathering) {
                    betweenLooks = 0
                    try send(.known(incoming), &gathering)
                    continue
                }
                betweenLooks = min(max(32, betweenLooks * 2), Self.mostBetweenLooks)
            }
            newSinceLook += 1
            try read(incoming, into: &gathering)
        }
        try handOver(&gathering)
        // That there is no more.
        free.wait()
        filled.signal()
    }

    private func isKnown(_ document: IncomingDocument, _ gathering: inout Gathering) throws(Stopped) -> Bool {
        do throws(JournalError) {
            return try journal.claimed(document.key) != nil
        } catch {
            try send(.failed(error), &gathering)
            try handOver(&gathering)
            throw Stopped()
        }
    }

    private func read(_ document: IncomingDocument, into gathering: inout Gathering) throws(Stopped) {
        guard InterchangeScan.hasInterchange(document.bytes) else {
            let why = "it holds no X12 interchange: no ISA segment was found in it."
            return try send(
                .unreadable(name: document.name, why: .unreadable(path: document.name, why: why)),
                &gathering
            )
        }
        try send(.begin(document), &gathering)
        let reader = TransactionReader(
            document.bytes,
            file: document.name,
            document: document.address,
            hash: BodyHash.sha256
        )
        let diagnostics = try reader.read { transaction throws(Stopped) in
            try send(.transaction(KeyedTransaction(transaction, journal: journal)), &gathering)
        }
        try send(.end(diagnostics: diagnostics.count), &gathering)
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
