import Crypto
import Intake
import Journal
import RevenueCycle
import X12

/// Takes documents in: keeps their bytes as evidence, reads them, and records what they tell.
///
/// Documents are taken transaction by transaction in batches, each one append, which small documents share and a large one
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

    private let plane: ControlPlane
    private var report = IngestReport()
    private var batch: IngestBatch
    private let appends: BackgroundAppend
    /// How many facts are gathered before they are kept.
    private var batchSize = 2000
    private var batchedBytes = 0
    private var touched: Set<StreamID> = []
    private var touchedPayments: Set<BodyHash> = []
    private var bytesDone = 0
    private var bytesInAll = 0
    private let progress: (Progress) -> Void

    private init(_ plane: ControlPlane, workingSetLimit: Int, progress: @escaping (Progress) -> Void) {
        self.plane = plane
        self.progress = progress
        batch = IngestBatch(
            set: WorkingSet(journal: plane.journal, limit: workingSetLimit),
            principal: plane.principal,
            purpose: "ingest"
        )
        appends = BackgroundAppend(journal: plane.journal)
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
        batchSize: Int = 2000,
        workingSetLimit: Int? = nil,
        progress: @escaping (Progress) -> Void = { _ in }
    ) throws -> IngestReport {
        var ingestion = Ingestion(plane, workingSetLimit: workingSetLimit ?? WorkingSet.limit, progress: progress)
        ingestion.batchSize = batchSize
        var documents: [DocumentSource] = []
        for path in paths {
            do {
                documents += try DocumentPath.documents(at: path).map { .file($0) }
            } catch let error as ControlPlaneError {
                ingestion.noteUnreadable(path, error)
            }
        }
        return try ingestion.take(documents)
    }

    /// Takes one document from memory.
    ///
    /// - Throws: ``JournalError`` when the store fails.
    package static func ingest(_ bytes: [UInt8], name: String, into plane: ControlPlane) throws -> IngestReport {
        var ingestion = Ingestion(plane, workingSetLimit: WorkingSet.limit, progress: { _ in })
        return try ingestion.take([.memory(name: name, bytes: bytes)])
    }

    private mutating func noteUnreadable(_ name: String, _ error: ControlPlaneError) {
        report.files += 1
        report.unreadable.append(.init(file: name, why: error.description))
    }

    // MARK: - Documents

    private mutating func take(_ documents: [DocumentSource]) throws -> IngestReport {
        bytesInAll = documents.map(\.size).reduce(0, +)
        let feed = DocumentFeed(documents, journal: plane.journal)
        defer { feed.stop() }
        while let item = feed.next() {
            switch item {
            case .unreadable(let name, let why): noteUnreadable(name, why)
            case .known(let document):
                report.files += 1
                try noteKnown(document)
            case .begin(let document):
                report.files += 1
                try read(document, from: feed)
            case .failed(let error): throw error
            case .transaction, .end:
                preconditionFailure("Transactions come between the beginning of a document and its end.")
            }
        }
        if !batch.isEmpty { try keep(upTo: 0, from: feed) }
        try appends.finish()
        return try finish()
    }

    private mutating func noteKnown(_ document: IncomingDocument) throws {
        bytesDone += document.bytes.count
        guard let known = try batch.holder(of: document.key) else { return }
        report.duplicates.append(.init(file: document.name, of: try batch.documentName(known)))
    }

    /// Takes what the feed gives of one document, to its end.
    private mutating func read(_ document: IncomingDocument, from feed: DocumentFeed) throws {
        // The same bytes may have come earlier in this very batch.
        let isKnown = try batch.holder(of: document.key) != nil
        var reading = DocumentReading(document)
        if isKnown {
            try noteKnown(document)
        } else {
            try store(document)
            reading.begin(in: &batch)
        }
        while let item = feed.next() {
            switch item {
            case .transaction(let transaction):
                guard !isKnown else { continue }
                try reading.take(transaction, in: &batch, report: &report)
                if batch.factCount >= batchSize { try keep(upTo: Int(transaction.transaction.span.end), from: feed) }
            case .end(let diagnostics):
                guard !isKnown else { return }
                report.diagnostics += diagnostics
                return try end(reading, of: document, from: feed)
            case .failed(let error): throw error
            case .unreadable, .known, .begin: preconditionFailure("A document ends before the next begins.")
            }
        }
    }

    private mutating func end(_ reading: DocumentReading, of document: IncomingDocument, from feed: DocumentFeed) throws
    {
        try reading.end(in: &batch)
        touchedPayments.formUnion(reading.touchedPayments)
        bytesDone += document.bytes.count
        if batchedBytes >= Self.batchBytes { try keep(upTo: 0, from: feed) }
        show(upTo: 0)
    }

    /// Stores the bytes with the batch's entries, or before them when they are many.
    private mutating func store(_ document: IncomingDocument) throws {
        let mediaType = "application/edi-x12"
        guard document.bytes.count > Self.batchBytes else {
            batchedBytes += document.bytes.count
            batch.append.evidence.append(
                NewEvidence(
                    bytes: document.bytes,
                    mediaType: mediaType,
                    name: document.name,
                    subject: .tenant,
                    retention: .claims
                )
            )
            return
        }
        _ = try plane.journal.storeEvidence(
            document.bytes,
            mediaType: mediaType,
            name: document.name,
            subject: .tenant,
            retention: .claims,
            at: plane.clock()
        )
    }

    /// Begins to make durable what was gathered.
    ///
    /// - Parameters:
    ///   - offset: how far the document at hand is read.
    ///   - feed: where documents come from.
    private mutating func keep(upTo offset: Int, from feed: DocumentFeed) throws {
        try batch.finish()
        try appends.begin(batch.append, at: plane.clock())
        touched.formUnion(batch.touchedGroups)
        if batch.set.isFull {
            // What is forgotten is read again from the store, so it must be there; what was looked up before that is void.
            try appends.finish()
            feed.beginEpoch()
        }
        batch.goOn()
        batchedBytes = 0
        show(upTo: offset)
    }

    private func show(upTo offset: Int) {
        progress(Progress(bytesDone: bytesDone + offset, bytesInAll: bytesInAll, facts: report.facts))
    }

    private mutating func finish() throws -> IngestReport {
        try plane.describeHeld(touchedPayments, in: &report)
        var unmatched: Set<UnmatchedClaim> = []
        for group in touched.sorted() {
            let file = try batch.set.component(group) ?? plane.component(group)
            guard !Attachment.isPlain(file, rules: plane.rules) else { continue }
            unmatched.formUnion(plane.unmatched(of: file))
            try plane.describeHeldClaims(file, in: &report)
        }
        report.unmatched = unmatched.sorted { $0.fact < $1.fact }
        return report
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
