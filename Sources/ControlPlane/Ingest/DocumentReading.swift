import Intake
import Journal
import RevenueCycle

/// One document on its way into the journal, within a batch that it may share with others.
struct DocumentReading {
    private let document: IncomingDocument
    private var bodies: Set<BodyHash> = []
    private var transactions = 0
    /// Payments that it carries parts of.
    private(set) var touchedPayments: Set<BodyHash> = []

    init(_ document: IncomingDocument) { self.document = document }

    /// How many bytes it has.
    var size: Int { document.bytes.count }
    private var name: String { document.name }
    private var address: BodyHash { document.address }
    private var row: DocumentRow {
        DocumentRow(evidence: document.evidence.bytes, name: document.name, transactions: transactions)
    }

    /// Gives the document its name, with the first batch.
    func begin(in batch: inout IngestBatch) {
        batch.subject = address.subject
        batch.keep(row)
    }

    /// Takes one transaction, unless its body is known.
    mutating func take(
        _ keyed: KeyedTransaction,
        in batch: inout IngestBatch,
        report: inout IngestReport
    ) throws {
        let transaction = keyed.transaction
        report.diagnostics += transaction.diagnostics.count
        transactions += 1
        if let damage = transaction.damage {
            return try takeDamaged(keyed, damage, in: &batch, report: &report)
        }
        guard bodies.insert(transaction.body).inserted else {
            noteDuplicate(of: name, in: &report)
            return try batch.repeated(transaction)
        }
        if let holder = try batch.set.holder(of: keyed.key) {
            // Read from this very document before: an interrupted ingest is being completed.
            if holder != address.stream { noteDuplicate(of: try batch.documentName(holder), in: &report) }
            return try batch.repeated(transaction)
        }
        batch.claim(keyed.key, for: address.stream)
        report.transactions += 1
        try batch.take(keyed)
        note(transaction.content, of: transaction, in: &report)
        for (ordinal, held) in transaction.heldClaims.enumerated() {
            try hold(held, transaction: transaction, ordinal: ordinal + 1, in: &batch, report: &report)
        }
        // The same came before without its end, or with another's: what was held is here whole.
        if let held = try batch.set.holder(of: keyed.damagedKey) {
            try batch.endHolding(held, as: .readingReleased, reason: "It came again, whole.")
        }
    }

    /// Holds a transaction that has no end or another's, unless it is held or counts already.
    ///
    /// Its key is another than that of a whole one, which may come with the very same body and must then count.
    private mutating func takeDamaged(
        _ keyed: KeyedTransaction,
        _ damage: HeldReading,
        in batch: inout IngestBatch,
        report: inout IngestReport
    ) throws {
        if let holder = try batch.set.holder(of: keyed.key) {
            return noteDuplicate(of: try batch.documentName(holder), in: &report)
        }
        if let held = try batch.set.holder(of: keyed.damagedKey) {
            // It is held already; only an interrupted ingest that is being completed says nothing of it.
            if let row = try batch.heldReading(held), row.span.document != address {
                noteDuplicate(of: row.file, in: &report)
            }
            return
        }
        report.transactions += 1
        let stream = try hold(damage, transaction: keyed.transaction, ordinal: 0, in: &batch, report: &report)
        batch.claim(keyed.damagedKey, for: stream)
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
        in batch: inout IngestBatch,
        report: inout IngestReport
    ) throws -> StreamID {
        let row = HeldReadingRow(
            file: name,
            transaction: transaction.setControlNumber,
            patientControlNumber: held.patientControlNumber,
            reason: held.reason,
            place: held.place,
            span: transaction.span,
            isReadable: transaction.damage != nil
        )
        let stream = HeldReadingRow.stream(of: transaction.body, ordinal: ordinal)
        try batch.hold(row, stream: stream)
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

    /// Notes that the document was read to its end.
    func end(in batch: inout IngestBatch) throws {
        batch.keep(row)
        batch.claim(document.key, for: address.stream)
        try batch.write(
            NewEvent(
                type: ShellEvent.documentRead.rawValue,
                schema: ShellEvent.schema,
                subject: address.subject,
                payload: row.encoded()
            ),
            to: address.stream,
            isNew: true
        )
    }
}
