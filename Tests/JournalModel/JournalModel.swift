package import Journal

/// The journal's rules in dictionaries, without disk, keys or ciphertext: what a store must agree with.
package struct JournalModel: Sendable {
    /// An entry.
    package struct Event: Hashable, Sendable {
        package var stream: StreamID
        package var version: UInt64
        package var subject: SubjectID
        /// Nil once the keys of its subject were destroyed.
        package var text: String?
    }

    package private(set) var events: [Event] = []
    package private(set) var commands: [CommandID: Range<Position>] = [:]
    package private(set) var keys: [UniqueKey: StreamID] = [:]
    package private(set) var lookups: Set<Lookup> = []
    private var rows: [RowID: (group: StreamID, text: String)] = [:]

    package init() {}

    package func version(of stream: StreamID) -> UInt64 { UInt64(events.count { $0.stream == stream }) }

    /// Does an append as the journal should, or refuses it.
    package mutating func append(_ append: Append) throws(JournalError) -> AppendReceipt {
        if let positions = commands[append.command] {
            return AppendReceipt(outcome: .alreadyDone, positions: positions)
        }
        var next = self
        try next.checkVersions(of: append)
        for write in append.writes {
            for event in write.events {
                let version = next.version(of: write.stream) + 1
                let text = String(decoding: event.payload, as: UTF8.self)
                next.events.append(
                    Event(stream: write.stream, version: version, subject: event.subject, text: text)
                )
            }
        }
        for (index, claim) in append.claiming.enumerated() {
            if let holder = next.keys[claim.key] { throw .keyTaken(index: index, holder: holder) }
            next.keys[claim.key] = claim.target
        }
        next.lookups.formUnion(append.lookups)
        next.derive(append)
        let positions = Position(events.count + 1)..<Position(next.events.count + 1)
        next.commands[append.command] = positions
        self = next
        return AppendReceipt(outcome: .appended, positions: positions)
    }

    private func checkVersions(of append: Append) throws(JournalError) {
        for (stream, expected) in append.asserting.sorted(by: { $0.key < $1.key })
        where version(of: stream) != expected {
            throw .conflict(stream: stream, expected: expected, found: version(of: stream))
        }
        var written: Set<StreamID> = []
        for write in append.writes where !written.insert(write.stream).inserted { throw .duplicateStream(write.stream) }
        // Streams that get events and are said to be new are found out last.
        let isFoundLast: (StreamWrite) -> Bool = { $0.expectedVersion == 0 && !$0.events.isEmpty }
        let order = append.writes.filter { !isFoundLast($0) } + append.writes.filter(isFoundLast)
        for write in order where version(of: write.stream) != write.expectedVersion {
            throw .conflict(stream: write.stream, expected: write.expectedVersion, found: version(of: write.stream))
        }
    }

    private mutating func derive(_ append: Append) {
        for move in append.regroup {
            for id in rows.keys where rows[id]?.group == move.from { rows[id]?.group = move.to }
        }
        for row in append.rows {
            let text = String(decoding: row.payload, as: UTF8.self)
            rows[RowID(table: row.table, id: row.id)] = (row.group, text)
        }
        for id in append.removing { rows[id] = nil }
    }

    /// Forgets what entries about a subject say.
    package mutating func destroyKeys(of subject: SubjectID) {
        for place in events.indices where events[place].subject == subject { events[place].text = nil }
    }

    var rowsByGroup: [String] {
        rows.sorted { ($0.value.group, $0.key.table, $0.key.id) < ($1.value.group, $1.key.table, $1.key.id) }
            .map { "\($0.value.group) \($0.key.table) \($0.key.id) \($0.value.text)" }
    }
}
