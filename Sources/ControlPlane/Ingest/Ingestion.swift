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
    /// How many facts are gathered before they are kept.
    private static let batchSize = 2000
    /// How many bytes of documents are gathered before they are kept.
    private static let batchBytes = 8 << 20

    private let plane: ControlPlane
    private var report = IngestReport()
    private var batch: IngestBatch
    private var batchedBytes = 0
    private var touched: Set<StreamID> = []
    private var touchedPayments: Set<BodyHash> = []
    private var bytesDone = 0
    private var bytesInAll = 0
    private let progress: (Progress) -> Void

    private init(_ plane: ControlPlane, progress: @escaping (Progress) -> Void) {
        self.plane = plane
        self.progress = progress
        batch = Self.newBatch(plane)
    }

    /// Takes the documents at paths; a folder stands for every file under it, in the order of their names.
    ///
    /// - Throws: ``JournalError`` when the store fails; what can't be read is in the report.
    package static func ingest(
        _ paths: [String],
        into plane: ControlPlane,
        progress: @escaping (Progress) -> Void = { _ in }
    ) throws -> IngestReport {
        var ingestion = Ingestion(plane, progress: progress)
        var documents: [DocumentPath] = []
        for path in paths {
            do {
                documents += try DocumentPath.documents(at: path)
            } catch let error as ControlPlaneError {
                ingestion.noteUnreadable(path, error)
            }
        }
        ingestion.bytesInAll = documents.map(\.size).reduce(0, +)
        for document in documents {
            do {
                try ingestion.take(try document.bytes(), name: document.name)
            } catch let error as ControlPlaneError {
                ingestion.noteUnreadable(document.name, error)
            }
        }
        return try ingestion.finish()
    }

    private mutating func noteUnreadable(_ name: String, _ error: ControlPlaneError) {
        report.files += 1
        report.unreadable.append(.init(file: name, why: error.description))
    }

    /// Takes one document from memory.
    ///
    /// - Throws: ``JournalError`` when the store fails.
    package static func ingest(_ bytes: [UInt8], name: String, into plane: ControlPlane) throws -> IngestReport {
        var ingestion = Ingestion(plane, progress: { _ in })
        ingestion.bytesInAll = bytes.count
        try ingestion.take(bytes, name: name)
        return try ingestion.finish()
    }

    // MARK: - One document

    private mutating func take(_ bytes: [UInt8], name: String) throws {
        report.files += 1
        defer { bytesDone += bytes.count }
        let journal = plane.journal
        guard InterchangeScan.hasInterchange(bytes) else {
            report.unreadable.append(
                .init(file: name, why: "It holds no X12 interchange: no ISA segment was found in it.")
            )
            return
        }
        let evidence = journal.evidenceID(of: bytes)
        guard let address = BodyHash(evidence.bytes) else { return }
        let documentKey = UniqueKey(
            space: KeySpace.document.rawValue,
            index: journal.blindIndex(space: KeySpace.document.rawValue, evidence.bytes)
        )
        if let known = try batch.holder(of: documentKey) {
            report.duplicates.append(.init(file: name, of: try batch.documentName(known)))
            return
        }
        try store(bytes, name: name)
        try read(bytes, name: name, address: address, evidence: evidence.bytes, documentKey: documentKey)
    }

    /// Stores the bytes with the batch's entries, or before them when they are many.
    private mutating func store(_ bytes: [UInt8], name: String) throws {
        let mediaType = "application/edi-x12"
        if bytes.count <= Self.batchBytes {
            batchedBytes += bytes.count
            batch.append.evidence.append(
                NewEvidence(bytes: bytes, mediaType: mediaType, name: name, subject: .tenant, retention: .claims)
            )
        } else {
            _ = try plane.journal.storeEvidence(
                bytes,
                mediaType: mediaType,
                name: name,
                subject: .tenant,
                retention: .claims,
                at: plane.clock()
            )
        }
    }

    private mutating func read(
        _ bytes: [UInt8],
        name: String,
        address: BodyHash,
        evidence: [UInt8],
        documentKey: UniqueKey
    ) throws {
        var document = DocumentReading(plane: plane, name: name, address: address, evidence: evidence)
        document.begin(in: &batch)
        let reader = TransactionReader(bytes, file: name, document: address, hash: BodyHash.sha256)
        let diagnostics = try reader.read { (transaction: ReadTransaction) throws(any Error) in
            try document.take(transaction, in: &batch, report: &report)
            if batch.factCount >= Self.batchSize { try keep(upTo: Int(transaction.span.end)) }
        }
        report.diagnostics += diagnostics.count
        try document.end(documentKey, in: &batch)
        touchedPayments.formUnion(document.touchedPayments)
        if batchedBytes >= Self.batchBytes { try keep(upTo: bytes.count) }
        show(upTo: bytes.count)
    }

    private static func newBatch(_ plane: ControlPlane) -> IngestBatch {
        IngestBatch(journal: plane.journal, principal: plane.principal, purpose: "ingest")
    }

    /// Makes durable what was gathered.
    ///
    /// - Parameter offset: how far the document at hand is read.
    private mutating func keep(upTo offset: Int) throws {
        try batch.finish()
        _ = try plane.journal.append(batch.append, at: plane.clock())
        touched.formUnion(batch.touchedGroups)
        batch = Self.newBatch(plane)
        batchedBytes = 0
        show(upTo: offset)
    }

    private func show(upTo offset: Int) {
        progress(Progress(bytesDone: bytesDone + offset, bytesInAll: bytesInAll, facts: report.facts))
    }

    private mutating func finish() throws -> IngestReport {
        if !batch.append.rows.isEmpty { try keep(upTo: 0) }
        try plane.describeHeld(touchedPayments, in: &report)
        report.unmatched = try plane.unmatched(in: touched)
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
