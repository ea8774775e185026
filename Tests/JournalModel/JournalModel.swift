package import Journal

/// The journal's rules in dictionaries, without disk, keys or ciphertext: what a store must agree with.
package struct JournalModel: Sendable {
    /// An entry.
    package struct Event: Hashable, Sendable {
        package var stream: StreamID
        package var version: UInt64
        package var type: UInt16
        package var subject: SubjectID
        package var recorded: Timestamp
        package var cause: Position?
        /// Nil once the keys of its subject were destroyed.
        package var text: String?
    }

    /// How far a follower has come.
    package struct Follower: Hashable, Sendable {
        package var position: Position = 0
        /// The entry that it could not follow, and why.
        package var stoppedAt: Position?
        package var reason: String?
    }

    /// Names what was appended in answer to an entry.
    struct Answer: Hashable {
        var cause: Position
        var reaction: String
        var ordinal: Int
    }

    package internal(set) var events: [Event] = []
    package internal(set) var commands: [CommandID: Range<Position>] = [:]
    package private(set) var keys: [UniqueKey: StreamID] = [:]
    package private(set) var lookups: Set<Lookup> = []
    package var jobs = JobModel()
    package internal(set) var followers: [String: Follower] = [:]
    /// What followers have appended, by its cause and not by the command id that the journal makes of it.
    var answers: Set<Answer> = []
    private var rows: [RowID: (group: StreamID, text: String)] = [:]

    package init() {}

    package func version(of stream: StreamID) -> UInt64 { UInt64(events.count { $0.stream == stream }) }

    /// Does an append as the journal should, or refuses it.
    package mutating func append(_ append: Append, at recorded: Timestamp) throws(JournalError) -> AppendReceipt {
        if let positions = commands[append.command] {
            return AppendReceipt(outcome: .alreadyDone, positions: positions)
        }
        var next = self
        let positions = try next.carryOut(append, at: recorded)
        next.commands[append.command] = positions
        self = next
        return AppendReceipt(outcome: .appended, positions: positions)
    }

    /// Does all of an append, whether or not its command was done before.
    mutating func carryOut(_ append: Append, at recorded: Timestamp) throws(JournalError) -> Range<Position> {
        try checkVersions(of: append)
        let first = Position(events.count + 1)
        for write in append.writes {
            for event in write.events {
                events.append(
                    Event(
                        stream: write.stream,
                        version: version(of: write.stream) + 1,
                        type: event.type,
                        subject: event.subject,
                        recorded: recorded,
                        cause: append.cause,
                        text: String(decoding: event.payload, as: UTF8.self)
                    )
                )
            }
        }
        for (index, claim) in append.claiming.enumerated() {
            if let holder = keys[claim.key] { throw .keyTaken(index: index, holder: holder) }
            keys[claim.key] = claim.target
        }
        lookups.formUnion(append.lookups)
        derive(append)
        jobs.make(append.jobs, by: append.command)
        for decision in append.deadLetters { try jobs.decide(decision) }
        return first..<Position(events.count + 1)
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

    /// Drops all rows and lookups.
    package mutating func dropDerived() {
        rows = [:]
        lookups = []
    }

    /// Forgets what entries and jobs about a subject say.
    package mutating func destroyKeys(of subject: SubjectID) {
        for place in events.indices where events[place].subject == subject { events[place].text = nil }
        jobs.destroyKeys(of: subject)
    }

    /// The text of a row.
    package func row(table: UInt16, id: StreamID) -> String? { rows[RowID(table: table, id: id)]?.text }

    var rowsByGroup: [String] {
        rows.sorted { ($0.value.group, $0.key.table, $0.key.id) < ($1.value.group, $1.key.table, $1.key.id) }
            .map { "\($0.value.group) \($0.key.table) \($0.key.id) \($0.value.text)" }
    }
}
