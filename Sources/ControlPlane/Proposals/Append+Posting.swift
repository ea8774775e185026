import Journal
import RevenueCycle

extension Append {
    /// Adds an approved change to the first of some claim files that is still kept; what is posted there already changes nothing.
    ///
    /// - Throws: ``JournalError``, ``DecodingFault``, or ``ControlPlaneError`` when none of them is kept.
    mutating func post(_ change: PostedChange, among streams: [StreamID], in journal: TenantJournal) throws {
        for stream in streams {
            // The version first: whoever writes between the two is found out by it.
            let version = try journal.version(of: stream)
            guard let row = try journal.row(table: RowTable.claimFile.rawValue, id: stream), let payload = row.payload,
                let subject = row.subject
            else { continue }
            var file = try ClaimFile(decoding: payload)
            let event = ClaimFileEvent.changePosted(change)
            guard !file.contains(event) else { return }
            file.evolve(event)
            let entry = NewEvent(
                type: event.type,
                schema: ClaimFileEvent.schema,
                subject: subject,
                payload: event.encoded()
            )
            writes.append(StreamWrite(stream: stream, expectedVersion: version, events: [entry]))
            rows.append(ClaimFileRow.row(stream, group: row.group, subject: subject, state: file))
            return
        }
        throw ControlPlaneError.refused(
            "The claim that it is about is not kept any more, so that nothing can be posted."
        )
    }
}
