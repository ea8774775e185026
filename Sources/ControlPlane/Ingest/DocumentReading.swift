import Intake
import Journal
import RevenueCycle

/// One document on its way into the journal.
struct DocumentReading {
    private let plane: ControlPlane
    private let name: String
    private let address: BodyHash
    private let evidence: [UInt8]
    private var batch: IngestBatch
    private var isBegun = false
    private var bodies: Set<BodyHash> = []
    private var damagedBodies: Set<BodyHash> = []
    private var transactions = 0
    /// Groups of claim files that its adjudications touched.
    private(set) var touchedGroups: Set<StreamID> = []
    /// Payments that it carries parts of.
    private(set) var touchedPayments: Set<BodyHash> = []

    init(plane: ControlPlane, name: String, address: BodyHash, evidence: [UInt8]) {
        self.plane = plane
        self.name = name
        self.address = address
        self.evidence = evidence
        batch = IngestBatch(journal: plane.journal, principal: plane.principal, purpose: "ingest")
    }

    /// Facts that were taken but not kept.
    var pendingFacts: Int { batch.factCount }

    /// Gives the document its name, with the first batch.
    mutating func begin() throws {
        batch.append.rows.append(DocumentRow(evidence: evidence, name: name, transactions: 0).row())
    }

    /// Takes one transaction, unless its body is known.
    mutating func take(_ transaction: ReadTransaction, report: inout IngestReport) throws {
        report.diagnostics += transaction.diagnostics.count
        transactions += 1
        if let damage = transaction.damage {
            return try takeDamaged(transaction, damage, report: &report)
        }
        guard bodies.insert(transaction.body).inserted else { return noteDuplicate(of: name, in: &report) }
        // What holds the same body must be in the store to be found.
        if damagedBodies.contains(transaction.body) { try keep() }
        let key = transaction.body.key(.transaction, plane.journal)
        if let holder = try plane.journal.claimed(key) {
            // Read from this very document before: an interrupted ingest is being completed.
            if holder != address.stream { noteDuplicate(of: try plane.documentName(holder), in: &report) }
            return
        }
        batch.append.claiming.append(KeyClaim(key: key, target: address.stream))
        report.transactions += 1
        try batch.take(transaction)
        note(transaction.content, of: transaction, in: &report)
        for (ordinal, held) in transaction.heldClaims.enumerated() {
            hold(held, transaction: transaction, ordinal: ordinal + 1, report: &report)
        }
        // The same came before without its end, or with another's: what was held is here whole.
        if let held = try plane.journal.claimed(transaction.body.key(.damagedTransaction, plane.journal)) {
            try batch.endHolding(held, as: .readingReleased, reason: "It came again, whole.")
        }
    }

    /// Holds a transaction that has no end or another's, unless it is held or counts already.
    ///
    /// Its key is another than that of a whole one, which may come with the very same body and must then count.
    private mutating func takeDamaged(
        _ transaction: ReadTransaction,
        _ damage: HeldReading,
        report: inout IngestReport
    ) throws {
        let key = transaction.body.key(.damagedTransaction, plane.journal)
        let whole = transaction.body.key(.transaction, plane.journal)
        guard damagedBodies.insert(transaction.body).inserted, !bodies.contains(transaction.body) else {
            return noteDuplicate(of: name, in: &report)
        }
        if let holder = try plane.journal.claimed(whole) {
            return noteDuplicate(of: try plane.documentName(holder), in: &report)
        }
        if let held = try plane.journal.claimed(key) {
            let row = try plane.heldReading(held)
            if let row, row.span.document != address { noteDuplicate(of: row.file, in: &report) }
            return
        }
        report.transactions += 1
        let stream = hold(damage, transaction: transaction, ordinal: 0, report: &report)
        batch.append.claiming.append(KeyClaim(key: key, target: stream))
    }

    private mutating func noteDuplicate(of first: String, in report: inout IngestReport) {
        let duplicate = IngestReport.Duplicate(file: name, of: first)
        if !report.duplicates.contains(duplicate) { report.duplicates.append(duplicate) }
    }

    /// Counts what a transaction told, and reports claims that do not balance.
    private mutating func note(
        _ content: ReadTransaction.Content,
        of transaction: ReadTransaction,
        in report: inout IngestReport
    ) {
        switch content {
        case .claims(let submissions): report.claims += submissions.count
        case .remittance(let remittance):
            report.remittances += 1
            report.adjudications += remittance.adjudications.count
            for adjudication in remittance.adjudications where !adjudication.isBalanced {
                noteUnbalanced(adjudication, transaction: transaction, in: &report)
            }
            touchedPayments.insert(remittance.payment)
        case .answers(let answers): report.answers += answers.count
        case .batchAnswers(let answers): report.answers += answers.count
        case .nothing: break
        }
    }

    private func noteUnbalanced(
        _ adjudication: Adjudication,
        transaction: ReadTransaction,
        in report: inout IngestReport
    ) {
        report.held.append(
            .init(
                file: name,
                transaction: transaction.setControlNumber,
                patientControlNumber: adjudication.patientControlNumber,
                reason: "The claim does not balance: charge less payment is not the sum of its adjustments.",
                place: "transaction \(transaction.setControlNumber), byte \(adjudication.span.start)"
            )
        )
    }

    @discardableResult
    private mutating func hold(
        _ held: HeldReading,
        transaction: ReadTransaction,
        ordinal: Int,
        report: inout IngestReport
    ) -> StreamID {
        let row = HeldReadingRow(
            file: name,
            transaction: transaction.setControlNumber,
            patientControlNumber: held.patientControlNumber,
            reason: held.reason,
            place: held.place,
            span: transaction.span,
            isReadable: transaction.damage != nil
        )
        let stream = FactID(body: transaction.body, ordinal: UInt32(1_000_000 + ordinal)).stream
        let event = NewEvent(
            type: ShellEvent.readingHeld.rawValue,
            schema: ShellEvent.schema,
            subject: .tenant,
            payload: row.encoded()
        )
        batch.append.writes.append(StreamWrite(stream: stream, expectedVersion: 0, events: [event]))
        batch.append.rows.append(row.row(stream))
        report.held.append(
            .init(
                file: name,
                transaction: transaction.setControlNumber,
                patientControlNumber: held.patientControlNumber,
                reason: held.reason,
                place: held.place
            )
        )
        return stream
    }

    /// Keeps what was taken so far.
    mutating func keep() throws {
        try batch.finish()
        _ = try plane.journal.append(batch.append, at: plane.clock())
        touchedGroups.formUnion(batch.touchedGroups)
        batch = IngestBatch(journal: plane.journal, principal: plane.principal, purpose: "ingest")
    }

    /// Keeps the rest, and that the document was read to its end.
    mutating func end(_ key: UniqueKey) throws {
        let row = DocumentRow(evidence: evidence, name: name, transactions: transactions)
        batch.append.rows.append(row.row())
        batch.append.claiming.append(KeyClaim(key: key, target: address.stream))
        batch.append.writes.append(
            StreamWrite(
                stream: address.stream,
                expectedVersion: try plane.journal.version(of: address.stream),
                events: [
                    NewEvent(
                        type: ShellEvent.documentRead.rawValue,
                        schema: ShellEvent.schema,
                        subject: .tenant,
                        payload: row.encoded()
                    )
                ]
            )
        )
        try keep()
    }
}
