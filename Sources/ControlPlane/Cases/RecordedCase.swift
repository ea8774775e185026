import Journal
import RevenueCycle

/// A case as its verified entries tell of it.
struct RecordedCase {
    let stream: StreamID
    private(set) var state: Case
    /// The version of its stream.
    let version: UInt64
    /// Whom it is about, for sealing.
    let subject: SubjectID
    /// What happened since it was read, yet to be appended.
    private(set) var news: [Case.Event] = []

    /// The case of a stream.
    ///
    /// - Returns: nil when there is none, or its keys were destroyed.
    /// - Throws: ``JournalError`` when an entry is not the one that was written, or ``DecodingFault``.
    init?(_ stream: StreamID, in journal: TenantJournal) throws {
        let entries = try journal.verifiedEntries(of: stream)
        var state = Case()
        for entry in entries {
            let header = entry.header
            guard let payload = entry.payload, Case.Event.types.contains(header.type) else { return nil }
            state.evolve(try Case.Event(type: header.type, schema: header.schema, payload: payload))
        }
        guard let subject = entries.first?.subject, state.opening != nil else { return nil }
        self.init(stream, state, version: UInt64(entries.count), subject: subject)
    }

    /// A case as it is known.
    init(_ stream: StreamID, _ state: Case, version: UInt64, subject: SubjectID) {
        self.stream = stream
        self.state = state
        self.version = version
        self.subject = subject
    }

    /// A case that is about to be made.
    init(new stream: StreamID, subject: SubjectID) { self.init(stream, Case(), version: 0, subject: subject) }

    /// Takes what follows from a command, to be appended.
    mutating func follow(_ command: Case.Command, in context: Case.Context) throws(Case.Refusal) {
        let events = try state.decide(command, in: context)
        for event in events { state.evolve(event) }
        news += events
    }
}

/// The inline row of a case.
///
/// Open cases are one group of rows and closed ones another, so that a list of what is open reads no more than that.
enum CaseRow {
    /// The group of open cases.
    static let open = StreamID(hashing: "recourse cases", Array("open".utf8))
    /// The group of closed cases.
    static let closed = StreamID(hashing: "recourse cases", Array("closed".utf8))

    static func row(_ stream: StreamID, subject: SubjectID, state: Case) -> InlineRow {
        InlineRow(
            table: RowTable.workCase.rawValue,
            id: stream,
            group: state.isOpen ? open : closed,
            evolveVersion: ReadingVersion.current,
            subject: subject,
            retention: .claims,
            payload: state.encoded()
        )
    }

    /// Under which the cases about something are found.
    static func index(of subject: CaseSubject, _ keys: FactKeys) -> BlindIndex {
        keys.index(.subjectCases, Array(PublicID.subject(subject).utf8))
    }

    static func lookup(_ stream: StreamID, _ subject: CaseSubject, _ keys: FactKeys) -> Lookup {
        Lookup(space: KeySpace.subjectCases.rawValue, index: index(of: subject, keys), target: stream)
    }
}

/// The inline row that says how far cases were reviewed.
enum CaseReviewRow {
    /// The stream of all steps.
    static let stream = StreamID(hashing: "recourse cases", Array("review".utf8))

    static func row(_ state: CaseReview) -> InlineRow {
        InlineRow(
            table: RowTable.caseReview.rawValue,
            id: stream,
            group: stream,
            evolveVersion: ReadingVersion.current,
            subject: .tenant,
            retention: .governance,
            payload: state.encoded()
        )
    }
}

/// The inline row that says on which day a group of claim files must be looked at again: one group of rows for each day.
enum CaseWatchRow {
    static func id(of group: StreamID) -> StreamID { StreamID(hashing: "recourse case watch", group.bytes) }

    /// The group of rows of a day.
    static func bucket(_ day: CalendarDate) -> StreamID {
        StreamID(hashing: "recourse cases on", Array(day.description.utf8))
    }

    /// The row of a watch that has a day.
    static func row(_ watch: CaseWatch) -> InlineRow? {
        watch.day.map { day in
            InlineRow(
                table: RowTable.caseWatch.rawValue,
                id: id(of: StreamID(watch.group)),
                group: bucket(day),
                evolveVersion: ReadingVersion.current,
                subject: .tenant,
                retention: .governance,
                payload: watch.encoded()
            )
        }
    }
}

extension Append {
    /// Adds what happened to a case, its row and, of a new one, its lookup.
    mutating func change(_ recorded: RecordedCase, _ keys: FactKeys) {
        let events = recorded.news.map { event in
            NewEvent(
                type: event.type,
                schema: Case.Event.schema,
                subject: recorded.subject,
                payload: event.encoded()
            )
        }
        writes.append(StreamWrite(stream: recorded.stream, expectedVersion: recorded.version, events: events))
        rows.append(CaseRow.row(recorded.stream, subject: recorded.subject, state: recorded.state))
        if recorded.version == 0, let opening = recorded.state.opening {
            lookups.append(CaseRow.lookup(recorded.stream, opening.subject, keys))
        }
    }
}

extension ControlPlane {
    /// Gives each row of a group to `body`, by table and id, without the others.
    func eachRow(ofGroup group: StreamID, _ body: (StoredRow) throws -> Void) throws {
        var cursor = GroupCursor(group: group, table: 0, id: StreamID(0))
        while case let rows = try journal.rowsByGroup(after: cursor), let last = rows.last {
            for row in rows {
                guard row.group == group else { return }
                try body(row)
            }
            cursor = last.cursor
        }
    }

    /// How far cases were reviewed.
    func caseReview() throws -> CaseReview {
        let row = try journal.row(table: RowTable.caseReview.rawValue, id: CaseReviewRow.stream)
        return try row?.payload.map { try CaseReview(decoding: $0) } ?? CaseReview()
    }
}
