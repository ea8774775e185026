import Foundation

/// Sealed bytes, and the key that opens them.
struct SealedPayload: Sendable {
    var dataKey: DataKeyID
    var bytes: Data
}

/// A row, sealed and ready to be written.
struct SealedRow: Sendable {
    var row: InlineRow
    var payload: SealedPayload
}

/// Seals events and rows with keys that are durable already.
struct RecordSealer {
    private let tenantID: UInt128
    private let number: JournalNumber
    private let nonces: NonceSequence
    private let keys: [DataKeyScope: DataKey]
    private let year: Int

    /// A sealer for what `journal` records in `year`, with `keys` for every scope that will come.
    init(journal: TenantJournal, keys: [DataKeyScope: DataKey], year: Int) {
        tenantID = journal.tenantID
        number = journal.number
        nonces = journal.keys.nonces
        self.keys = keys
        self.year = year
    }

    /// Seals the events of `write`, in order.
    func seal(_ write: StreamWrite) throws(JournalError) -> [SealedPayload] {
        var sealed: [SealedPayload] = []
        sealed.reserveCapacity(write.events.count)
        for (index, event) in write.events.enumerated() {
            let associatedData = AssociatedData.entry(
                tenant: tenantID,
                journal: number,
                stream: write.stream,
                version: write.expectedVersion + UInt64(index) + 1,
                type: event.type,
                schema: event.schema
            )
            sealed.append(
                try seal(event.payload, for: event.subject, event.retention, binding: associatedData)
            )
        }
        return sealed
    }

    /// Seals the row.
    func seal(_ row: InlineRow) throws(JournalError) -> SealedRow {
        let associatedData = AssociatedData.row(
            tenant: tenantID,
            table: row.table,
            id: row.id,
            evolveVersion: row.evolveVersion
        )
        let payload = try seal(row.payload, for: row.subject, row.retention, binding: associatedData)
        return SealedRow(row: row, payload: payload)
    }

    /// Seals a job of a command.
    func seal(_ job: NewJob, _ id: JobID) throws(JournalError) -> SealedJob {
        let associatedData = AssociatedData.job(tenant: tenantID, journal: number, id: id, kind: job.kind)
        let payload = try seal(job.payload, for: job.subject, job.retention, binding: associatedData)
        return SealedJob(id: id, job: job, payload: payload)
    }

    private func seal(
        _ payload: [UInt8],
        for subject: SubjectID,
        _ retention: RetentionClass,
        binding associatedData: [UInt8]
    ) throws(JournalError) -> SealedPayload {
        guard let key = keys[DataKeyScope(subject: subject, retention: retention, year: year)] else {
            preconditionFailure("The caller has made a key for each scope.")
        }
        let bytes = try Sealing.seal(payload, with: key.key, binding: associatedData, nonce: nonces.next())
        return SealedPayload(dataKey: key.id, bytes: bytes)
    }
}
