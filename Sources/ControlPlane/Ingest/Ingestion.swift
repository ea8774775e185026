import Crypto
import Intake
import Journal
import RevenueCycle
import X12

/// Takes documents in: keeps their bytes as evidence, reads them, and records what they tell.
///
/// Documents are taken transaction by transaction in windows, each one append, which small documents share and a large one
/// fills several times; what was interrupted is taken up again where it stopped, because a transaction's body is a key that
/// can be claimed once.
package struct Ingestion {
    /// How far an ingest is.
    package struct Progress: Sendable {
        /// Bytes of documents taken so far, and in all.
        package let bytesDone: Int
        /// Bytes of all documents.
        package let bytesInAll: Int
        /// Claim facts taken so far.
        package let facts: Int
    }

    /// The most bytes that one document may have.
    package static let documentLimit = 2 << 30
    /// How many bytes of documents are gathered before they are kept.
    private static let batchBytes = 8 << 20

    let plane: ControlPlane
    var report = IngestReport()
    private(set) var batch: IngestBatch
    let store: StoreLine
    /// How many facts are gathered before they are kept.
    private var batchSize = 4000
    /// How many facts are gathered at first.
    private static let firstBatchSize = 1000
    /// The document at hand; nil when it is known.
    private var reading: DocumentReading?
    /// Groups of claim files that an adjudication touched.
    private(set) var touched: Set<StreamID> = []
    /// Payments that a document carried parts of.
    private(set) var touchedPayments: Set<BodyHash> = []
    private var bytesDone = 0
    private var bytesInAll = 0
    private let progress: (Progress) -> Void

    private init(
        _ plane: ControlPlane,
        workingSetLimit: Int,
        progress: @escaping (Progress) -> Void
    ) throws {
        try plane.warrant(for: .ingest)
        self.plane = plane
        self.progress = progress
        batch = IngestBatch(
            set: try WorkingSet(journal: plane.journal, limit: workingSetLimit),
            principal: plane.principal,
            purpose: "ingest"
        )
        store = StoreLine(journal: plane.journal)
    }

    /// Takes the documents at paths; a folder stands for every file under it, in the order of their names.
    ///
    /// - Parameters:
    ///   - paths: files and folders.
    ///   - plane: the store.
    ///   - batchSize: how many facts are gathered before they are kept.
    ///   - workingSetLimit: how many claim files may be held in memory; nil for what suits most machines.
    ///   - progress: told now and then how far the ingest is.
    /// - Returns: what was taken, held and known already.
    /// - Throws: ``JournalError`` when the store fails; what can't be read is in the report.
    package static func ingest(
        _ paths: [String],
        into plane: ControlPlane,
        batchSize: Int = 4000,
        workingSetLimit: Int? = nil,
        progress: @escaping (Progress) -> Void = { _ in }
    ) throws -> IngestReport {
        var ingestion = try Ingestion(plane, workingSetLimit: workingSetLimit ?? WorkingSet.limit, progress: progress)
        ingestion.batchSize = batchSize
        var documents: [DocumentSource] = []
        for path in paths {
            do {
                documents += try DocumentPath.documents(at: path).map { .file($0) }
            } catch let error as ControlPlaneError {
                ingestion.noteUnreadable(path, error)
            }
        }
        let report = try ingestion.take(documents)
        ingestion.store.letGo(ingestion.batch.giveUpSet())
        return report
    }

    /// Takes one document from memory.
    ///
    /// - Throws: ``JournalError`` when the store fails.
    package static func ingest(_ bytes: [UInt8], name: String, into plane: ControlPlane) throws -> IngestReport {
        var ingestion = try Ingestion(plane, workingSetLimit: WorkingSet.limit, progress: { _ in })
        return try ingestion.take([.memory(name: name, bytes: bytes)])
    }

    private mutating func noteUnreadable(_ name: String, _ error: ControlPlaneError) {
        report.files += 1
        report.unreadable.append(.init(file: name, why: error.description))
    }

    // MARK: - Documents

    /// Takes documents window by window: while one is written, the next is sealed, the one after is worked out, and the
    /// one after that is read and looked up.
    private mutating func take(_ documents: [DocumentSource]) throws -> IngestReport {
        bytesInAll = documents.map(\.size).reduce(0, +)
        let feed = DocumentFeed(
            documents,
            by: .init(facts: batchSize, firstFacts: Self.firstBatchSize, bytes: Self.batchBytes),
            journal: plane.journal
        )
        defer {
            feed.stop()
            // Whatever goes wrong, nothing is under way any more when this returns.
            try? store.finish()
        }
        var next = feed.next().map(lookUp)
        while let window = next {
            next = feed.next().map(lookUp)
            try batch.set.learn(try window.answer.wait(), to: window.question)
            for item in window.items { try take(item) }
            try batch.finish()
            if !batch.isEmpty { try store.begin(batch.append, at: plane.clock()) }
            touched.formUnion(batch.touchedGroups)
            report.acknowledged += batch.acknowledged
            let isFull = batch.set.isFull
            // What is forgotten is read again from the store, so it must be there.
            if isFull {
                try store.finish()
                followJoins()
            }
            batch.goOn()
            // And what was looked up before it was there is looked up anew.
            if isFull { next = next.map { lookUp($0.items) } }
            show()
        }
        return try finish()
    }

    /// Puts the groups that touched ones were joined into in their places.
    mutating func followJoins() { touched = Set(touched.map(batch.set.group)) }

    /// Documents and transactions that are taken together, and what the store will say of them.
    private struct Window {
        let items: [DocumentFeed.Item]
        let question: StoreQuestion
        let answer: StoreAnswer
    }

    /// Asks the store, once for the whole window.
    private func lookUp(_ items: [DocumentFeed.Item]) -> Window {
        let question = batch.set.question(about: items)
        return Window(items: items, question: question, answer: store.ask(question))
    }

    private mutating func take(_ item: DocumentFeed.Item) throws {
        switch item {
        case .unreadable(let name, let why): noteUnreadable(name, why)
        case .known(let document):
            report.files += 1
            try noteKnown(document)
        case .begin(let document):
            report.files += 1
            reading = nil
            // The store may have it, or it came earlier in this very ingest.
            guard try batch.set.holder(of: document.key) == nil else { return try noteKnown(document) }
            try store(document)
            let reading = DocumentReading(document)
            reading.begin(in: &batch)
            self.reading = reading
        case .transaction(let keyed): try reading?.take(keyed, in: &batch, report: &report)
        case .end(let diagnostics):
            guard let reading else { return }
            report.diagnostics += diagnostics
            try reading.end(in: &batch)
            touchedPayments.formUnion(reading.touchedPayments)
            bytesDone += reading.size
        case .failed(let error): throw error
        }
    }

    private mutating func noteKnown(_ document: IncomingDocument) throws {
        bytesDone += document.bytes.count
        guard let known = try batch.set.holder(of: document.key) else { return }
        report.duplicates.append(.init(file: document.name, of: try batch.documentName(known)))
    }

    /// Stores the bytes with the batch's entries, or before them when they are many.
    private mutating func store(_ document: IncomingDocument) throws {
        let mediaType = "application/edi-x12"
        guard document.bytes.count > Self.batchBytes else {
            batch.append.evidence.append(
                NewEvidence(
                    bytes: document.bytes,
                    mediaType: mediaType,
                    name: document.name,
                    subject: document.address.subject,
                    retention: .claims
                )
            )
            return
        }
        _ = try plane.journal.storeEvidence(
            document.bytes,
            mediaType: mediaType,
            name: document.name,
            subject: document.address.subject,
            retention: .claims,
            at: plane.clock()
        )
    }

    private func show() {
        progress(Progress(bytesDone: bytesDone, bytesInAll: bytesInAll, facts: report.facts))
    }
}

extension BodyHash {
    /// The first 16 bytes of the SHA-256 of a body.
    static func sha256(_ body: [UInt8]) -> BodyHash {
        BodyHash(Array(SHA256.hash(data: body))) ?? BodyHash(high: 0, low: 0)
    }
}

/// A cheap look for an interchange before a document is kept.
enum InterchangeScan {
    /// Whether the bytes hold an `ISA` that something that is no letter or digit follows.
    static func hasInterchange(_ bytes: [UInt8]) -> Bool {
        guard bytes.count > 4 else { return false }
        for start in 0..<(bytes.count - 3)
        where bytes[start] == UInt8(ascii: "I") && bytes[start + 1] == UInt8(ascii: "S")
            && bytes[start + 2] == UInt8(ascii: "A")
        {
            let next = bytes[start + 3]
            let isWord =
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(next | 0x20)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(next)
            if !isWord { return true }
        }
        return false
    }
}
