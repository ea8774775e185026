package import Journal

/// What a follower does, by the same rule for a store and its model.
///
/// How much follows from an entry depends on its position alone, so that it is the same when the entry is read again, also
/// after its key was destroyed.
package struct FollowerRule: Hashable, Sendable {
    /// What the follower is there for.
    private enum Task: Hashable, Sendable {
        /// Appends events of its own, with rows and jobs.
        case answer(by: UInt16)
        /// Keeps a row of each stream.
        case index
    }

    /// The follower's name.
    package let name: String
    private let wanted: Set<UInt16>
    private let task: Task
    /// It cannot follow an entry whose position is a multiple of this.
    package var refuses: Position?

    /// Answers entries that nobody's follower made, each with up to two appends.
    package static let clerk = FollowerRule(name: "clerk", wanted: [1], task: .answer(by: 2))
    /// Answers what the clerk appends.
    package static let auditor = FollowerRule(name: "auditor", wanted: [2], task: .answer(by: 3))
    /// Keeps a row of each stream, and makes jobs without an event.
    package static let index = FollowerRule(name: "index", wanted: [1, 2, 3], task: .index)

    /// One after the other, what is first being of what the next appends.
    package static let all = [auditor, clerk, index]

    /// The group of the rows that followers write; nothing else is in it.
    package static let group = StreamID(7)
    /// The table of the rows that the index keeps.
    package static let indexTable: UInt16 = 4

    private init(name: String, wanted: Set<UInt16>, task: Task) {
        self.name = name
        self.wanted = wanted
        self.task = task
    }

    /// Why an entry is not followed.
    package struct Refusal: Error, Hashable, CustomStringConvertible {
        let position: Position

        package var description: String { "entry \(position) cannot be followed" }
    }

    /// An entry, as much of it as counts.
    package struct Cause: Hashable, Sendable {
        package var position: Position
        package var stream: StreamID
        package var type: UInt16
        package var text: String?

        package init(position: Position, stream: StreamID, type: UInt16, text: String?) {
            self.position = position
            self.stream = stream
            self.type = type
            self.text = text
        }
    }

    /// Whether entries of the type are looked at.
    package func wants(_ type: UInt16) -> Bool { wanted.contains(type) }

    /// What type the events have that it appends; nil when it appends none.
    package var answerType: UInt16? { if case .answer(let type) = task { type } else { nil } }

    /// How many events follow from the entry at a position that it wants.
    package func answers(to position: Position) -> Int {
        guard case .answer(let type) = task else { return 0 }
        return type == 2 ? [0, 1, 1, 2, 2][Int(Self.mix(position) % 5)] : Int(Self.mix(position) % 2)
    }

    /// What follows from an entry.
    ///
    /// - Parameters:
    ///   - cause: The entry.
    ///   - now: The time of day, for jobs.
    ///   - version: Tells the version that a stream has.
    /// - Returns: What is to be appended.
    /// - Throws: ``Refusal``, and what `version` throws.
    package func reactions(
        to cause: Cause,
        at now: Timestamp,
        version: (StreamID) throws -> UInt64
    ) throws -> [Reaction] {
        if let refuses, cause.position % refuses == 0 { throw Refusal(position: cause.position) }
        switch task {
        case .index: return [indexing(cause, at: now)]
        case .answer(let type):
            var versions: [StreamID: UInt64] = [:]
            return try (0..<answers(to: cause.position)).map { ordinal in
                let draw = Self.mix(cause.position &* 31 &+ UInt64(type) &* 7 &+ UInt64(ordinal))
                let stream = StreamID(UInt128(1 + draw % 6))
                let current = try versions[stream] ?? version(stream)
                versions[stream] = current + 1
                return answer(cause, with: type, to: stream, after: current, ordinal, draw, at: now)
            }
        }
    }

    private func answer(
        _ cause: Cause,
        with type: UInt16,
        to stream: StreamID,
        after version: UInt64,
        _ ordinal: Int,
        _ draw: UInt64,
        at now: Timestamp
    ) -> Reaction {
        var append = Append.reaction(principal: "service:\(name)", purpose: "simulation")
        let text = "\(cause.position).\(ordinal) of \(cause.text ?? "what was forgotten")"
        append.writes = [
            StreamWrite(
                stream: stream,
                expectedVersion: version,
                events: [
                    NewEvent(
                        type: type,
                        schema: 1,
                        subject: SubjectID(UInt128(draw >> 8 % 4)),
                        payload: Array(text.utf8)
                    )
                ]
            )
        ]
        if draw >> 16 % 2 == 0 { append.rows = [row(table: 3, StreamID(UInt128(1 + draw >> 20 % 8)), text)] }
        append.jobs = (0..<Int(draw >> 24 % 3)).map { number in
            job(UInt16(1 + (draw >> 28 + UInt64(number)) % 3), "\(text), \(number)", about: draw >> 32 % 4, at: now)
        }
        return Reaction("\(name) answers", append)
    }

    private func indexing(_ cause: Cause, at now: Timestamp) -> Reaction {
        var append = Append.reaction(principal: "service:\(name)", purpose: "simulation")
        append.rows = [row(table: Self.indexTable, cause.stream, Self.indexText(of: cause))]
        if Self.mix(cause.position) % 7 == 0 { append.jobs = [job(3, "look at \(cause.position)", about: 0, at: now)] }
        return Reaction("index row", append)
    }

    /// What the index says of a stream whose last entry is the cause.
    package static func indexText(of cause: Cause) -> String { "\(cause.position) \(cause.text ?? "forgotten")" }

    private func row(table: UInt16, _ id: StreamID, _ text: String) -> InlineRow {
        InlineRow(
            table: table,
            id: id,
            group: Self.group,
            evolveVersion: 1,
            subject: .tenant,
            payload: Array(text.utf8)
        )
    }

    private func job(_ kind: UInt16, _ text: String, about subject: UInt64, at now: Timestamp) -> NewJob {
        NewJob(
            kind: kind,
            notBefore: now,
            attemptLimit: 2,
            subject: SubjectID(UInt128(subject)),
            payload: Array(text.utf8)
        )
    }

    private static func mix(_ number: UInt64) -> UInt64 {
        var mixed = number &* 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// A follower of a store that goes by a rule.
package struct RuledFollower: Follower {
    private let rule: FollowerRule
    private let journal: TenantJournal
    private let now: Timestamp

    /// Makes the follower.
    ///
    /// - Parameters:
    ///   - rule: What it does.
    ///   - journal: Whose entries it follows.
    ///   - now: The time of day, for the jobs that it makes.
    package init(_ rule: FollowerRule, of journal: TenantJournal, at now: Timestamp) {
        self.rule = rule
        self.journal = journal
        self.now = now
    }

    package var name: String { rule.name }

    package func wants(_ header: EntryHeader) -> Bool { rule.wants(header.type) }

    package func follow(_ entry: Entry) throws -> [Reaction] {
        try rule.reactions(to: FollowerRule.Cause(entry), at: now) { try journal.version(of: $0) }
    }
}

extension FollowerRule.Cause {
    /// What counts of an entry.
    package init(_ entry: Entry) {
        self.init(
            position: entry.header.position,
            stream: entry.header.stream,
            type: entry.header.type,
            text: entry.payload.map { String(decoding: $0, as: UTF8.self) }
        )
    }
}
