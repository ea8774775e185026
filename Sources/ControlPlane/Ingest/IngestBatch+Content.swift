import Intake
import Journal
import RevenueCycle

extension IngestBatch {
    /// Takes everything that a transaction told.
    mutating func take(_ transaction: ReadTransaction) throws {
        switch transaction.content {
        case .claims(let submissions):
            for submission in submissions { try add(submission) }
            add(transaction.batch, body: transaction.body)
        case .remittance(let remittance):
            for adjudication in remittance.adjudications { try add(adjudication) }
            try add(remittance.part, of: remittance.payment)
        case .answers(let answers):
            for answer in answers { try add(answer) }
        case .batchAnswers(let answers):
            for answer in answers { add(answer.acknowledgement, about: answer.target) }
        case .nothing: break
        }
    }

    /// Takes a held reading off the list, for a stated reason.
    mutating func endHolding(_ stream: StreamID, as event: ShellEvent, reason: String) throws {
        guard let payload = try journal.row(table: RowTable.heldReading.rawValue, id: stream)?.payload else { return }
        var row = try HeldReadingRow(decoding: payload)
        guard row.released == nil else { return }
        row.released = reason
        append.writes.append(
            StreamWrite(
                stream: stream,
                expectedVersion: try journal.version(of: stream),
                events: [
                    NewEvent(type: event.rawValue, schema: ShellEvent.schema, subject: .tenant, payload: row.encoded())
                ]
            )
        )
        append.rows.append(row.row(stream))
    }
}

extension BodyHash {
    /// The key that a body has in a space.
    func key(_ space: KeySpace, _ journal: TenantJournal) -> UniqueKey {
        UniqueKey(space: space.rawValue, index: journal.blindIndex(space: space.rawValue, bytes))
    }
}
