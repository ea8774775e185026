import Foundation

/// The entries of an append, one after the other from a position on.
struct EntryRows: Sendable {
    /// The position of the first.
    let first: Position
    /// The entries in the order of the append's events.
    private(set) var rows: [EntryRow] = []

    /// How many there are.
    var count: Int { rows.count }

    /// Makes the headers and leaf hashes of the events of an append, whose payloads are sealed already.
    init(_ append: Append, _ payloads: [[SealedPayload]], recorded: Timestamp, first: Position) {
        self.first = first
        rows.reserveCapacity(payloads.reduce(0) { $0 + $1.count })
        for (write, payloads) in zip(append.writes, payloads) {
            var version = write.expectedVersion
            for (event, sealed) in zip(write.events, payloads) {
                version += 1
                let header = EntryHeader(
                    position: first + Position(count),
                    stream: write.stream,
                    streamVersion: version,
                    type: event.type,
                    schema: event.schema,
                    occurred: event.occurred,
                    told: event.told,
                    recorded: recorded,
                    principal: append.principal,
                    purpose: append.purpose,
                    command: append.command,
                    cause: append.cause,
                    retention: event.retention,
                    dataKey: sealed.dataKey
                )
                add(header, sealedPayload: sealed.bytes)
            }
        }
    }

    private mutating func add(_ header: EntryHeader, sealedPayload: Data) {
        var prefixed = ByteWriter(capacity: 200)
        prefixed.append(0 as UInt8)
        header.append(to: &prefixed)
        let leaf = LeafHash(prefixedHeader: prefixed, sealedPayload: sealedPayload)
        rows.append(
            EntryRow(
                position: header.position,
                stream: header.stream,
                version: header.streamVersion,
                header: Data(prefixed.bytes[1...]),
                payload: sealedPayload,
                leaf: TreeHash(leaf)
            )
        )
    }
}
