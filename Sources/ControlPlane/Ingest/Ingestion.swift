import Crypto
import Intake
import Journal
import RevenueCycle
import X12

/// Takes documents in: keeps their bytes as evidence, reads them, and records what they tell.
///
/// A document is taken transaction by transaction in batches, each one append; what was interrupted is taken up again
/// where it stopped, because a transaction's body is a key that can be claimed once.
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
    private static let batchSize = 1000

    private let plane: ControlPlane
    private var report = IngestReport()
    private var touched: Set<StreamID> = []
    private var touchedPayments: Set<BodyHash> = []
    private var bytesDone = 0
    private var bytesInAll = 0
    private let progress: (Progress) -> Void

    private init(_ plane: ControlPlane, progress: @escaping (Progress) -> Void) {
        self.plane = plane
        self.progress = progress
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
        if let known = try journal.claimed(documentKey) {
            report.duplicates.append(.init(file: name, of: try plane.documentName(known)))
            return
        }
        _ = try journal.storeEvidence(
            bytes,
            mediaType: "application/edi-x12",
            name: name,
            subject: .tenant,
            retention: .claims,
            at: plane.clock()
        )
        try read(bytes, name: name, address: address, evidence: evidence.bytes, documentKey: documentKey)
    }

    private mutating func read(
        _ bytes: [UInt8],
        name: String,
        address: BodyHash,
        evidence: [UInt8],
        documentKey: UniqueKey
    ) throws {
        var document = DocumentReading(plane: plane, name: name, address: address, evidence: evidence)
        try document.begin()
        let reader = TransactionReader(bytes, file: name, document: address, hash: BodyHash.sha256)
        let diagnostics = try reader.read { (transaction: ReadTransaction) throws(any Error) in
            try document.take(transaction, report: &report)
            if document.pendingFacts >= Self.batchSize {
                try document.keep()
                progress(
                    Progress(
                        bytesDone: bytesDone + Int(transaction.span.end),
                        bytesInAll: bytesInAll,
                        facts: report.facts
                    )
                )
            }
        }
        report.diagnostics += diagnostics.count
        try document.end(documentKey)
        touched.formUnion(document.touchedGroups)
        touchedPayments.formUnion(document.touchedPayments)
        progress(Progress(bytesDone: bytesDone + bytes.count, bytesInAll: bytesInAll, facts: report.facts))
    }

    private mutating func finish() throws -> IngestReport {
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
