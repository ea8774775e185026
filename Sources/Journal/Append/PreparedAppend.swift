/// An append with everything that it writes sealed and sorted, ready to be committed once.
package struct PreparedAppend: Sendable {
    /// The entries, for as long as the first stands where it was expected to.
    struct Entries: Sendable {
        let first: Position
        let leaves: [TreeHash]
        let rows: any PreparedRows

        init(_ entries: EntryRows, for database: any JournalDatabase) {
            first = entries.first
            leaves = entries.rows.map(\.leaf)
            rows = database.prepare(entries.rows)
        }
    }

    let append: Append
    let recorded: Timestamp
    let payloads: [[SealedPayload]]
    let entries: Entries
    let claims: any PreparedRows
    let lookups: any PreparedRows
    let rows: any PreparedRows
    let evidence: [SealedEvidence]
    let jobs: [SealedJob]
}
