import GRDB

/// An append with everything that it writes sealed and sorted, ready to be committed once.
package struct PreparedAppend: Sendable {
    let append: Append
    let recorded: Timestamp
    let payloads: [[SealedPayload]]
    let entries: EntryRows
    let claims: PackedKeys
    let lookups: PackedKeys
    let rows: [StatementArguments]
    let evidence: [SealedEvidence]
}
