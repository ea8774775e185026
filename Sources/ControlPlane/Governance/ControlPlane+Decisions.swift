import Journal
import RevenueCycle

/// What an operator decides about the store itself: entries that are about no patient, and kept as long as the store.
extension ControlPlane {
    /// The stream of the decisions of one kind.
    static func stream(of kind: ShellEvent) -> StreamID { StreamID(UInt128(kind.rawValue)) }

    /// An append with one decision, after those before it in its stream, which is that of its kind when nothing is said.
    ///
    /// - Parameters:
    ///   - kind: what was decided.
    ///   - payload: the decision.
    ///   - stream: where it stands.
    ///   - purpose: why, for its header.
    ///   - warrant: that the principal may; nil of what only takes rights away and is asked of nobody.
    /// - Returns: the append.
    /// - Throws: ``JournalError``.
    func decision(
        _ kind: ShellEvent,
        _ payload: [UInt8],
        in stream: StreamID? = nil,
        purpose: String,
        by warrant: Warrant?
    ) throws -> Append {
        try decisions(kind, [payload], in: stream, purpose: purpose, by: warrant)
    }

    /// An append with decisions of one kind, which hold together.
    func decisions(
        _ kind: ShellEvent,
        _ payloads: [[UInt8]],
        in stream: StreamID? = nil,
        purpose: String,
        by warrant: Warrant?
    ) throws -> Append {
        let stream = stream ?? Self.stream(of: kind)
        let events = payloads.map { payload in
            NewEvent(
                type: kind.rawValue,
                schema: ShellEvent.schema,
                subject: .tenant,
                retention: .governance,
                payload: payload
            )
        }
        return Append(
            command: newCommand(),
            principal: principal,
            purpose: purpose,
            writes: [
                StreamWrite(stream: stream, expectedVersion: try journal.version(of: stream), events: events)
            ],
            asserting: stream == Roster.stream ? [:] : warrant?.asserting ?? [:]
        )
    }

    /// Refuses a reason that says nothing.
    static func checkReason(_ reason: String) throws(ControlPlaneError) {
        guard reason.contains(where: { !$0.isWhitespace }) else {
            throw .refused("This needs a reason: add --reason.")
        }
    }
}
