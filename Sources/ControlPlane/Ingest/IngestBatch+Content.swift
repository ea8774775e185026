import Intake
import Journal
import RevenueCycle

extension IngestBatch {
    /// Takes everything that a transaction told.
    mutating func take(_ transaction: KeyedTransaction) throws {
        for fact in transaction.facts { try record(fact) }
        let read = transaction.transaction
        switch read.content {
        case .claims: try add(read.batch, body: read.body, isNew: true)
        case .remittance(let remittance): try add(remittance.part, of: remittance.payment)
        case .batchAnswers(let answers):
            for answer in answers { try add(answer.acknowledgement, about: answer.target) }
        case .answers, .nothing: break
        }
    }
}

// MARK: - Documents

extension IngestBatch {
    /// Keeps a document's name and how much of it was read.
    mutating func keep(_ document: DocumentRow) {
        set.documents[document.stream] = document
        append.rows.append(document.row())
    }

    /// The name that a document came under, be it in the store or in this batch.
    func documentName(_ stream: StreamID) throws -> String {
        if let name = set.documents[stream]?.name { return name }
        let row = try journal.row(table: RowTable.document.rawValue, id: stream)
        return try row?.payload.map { try DocumentRow(decoding: $0).name } ?? "an earlier document"
    }
}

// MARK: - What could not be read

extension IngestBatch {
    /// Holds what could not be read well enough to count.
    mutating func hold(_ row: HeldReadingRow, stream: StreamID) throws {
        set.held[stream] = row
        try write(Self.event(.readingHeld, row), to: stream, isNew: true)
        append.rows.append(row.row(stream))
    }

    /// What is held under a stream, be it in the store or in this batch.
    func heldReading(_ stream: StreamID) throws -> HeldReadingRow? {
        if let row = set.held[stream] { return row }
        return try journal.row(table: RowTable.heldReading.rawValue, id: stream)?.payload.map {
            try HeldReadingRow(decoding: $0)
        }
    }

    /// Takes a held reading off the list, for a stated reason.
    mutating func endHolding(_ stream: StreamID, as type: ShellEvent, reason: String) throws {
        guard var row = try heldReading(stream), row.released == nil else { return }
        row.released = reason
        try write(Self.event(type, row), to: stream, isNew: false)
        set.held[stream] = row
        append.rows.append(row.row(stream))
    }

    private static func event(_ type: ShellEvent, _ row: HeldReadingRow) -> NewEvent {
        NewEvent(
            type: type.rawValue,
            schema: ShellEvent.schema,
            subject: row.span.document.subject,
            payload: row.encoded()
        )
    }
}

extension BodyHash {
    /// The key that a body has in a space.
    func key(_ space: KeySpace, _ journal: TenantJournal) -> UniqueKey {
        UniqueKey(space: space.rawValue, index: journal.blindIndex(space: space.rawValue, bytes))
    }
}
