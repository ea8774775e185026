import Crypto
import Journal
import RevenueCycle

/// A proposal as its verified entries tell of it.
struct RecordedProposal {
    let stream: StreamID
    private(set) var proposal: Proposal
    /// The version of its stream.
    let version: UInt64
    /// Whom it is about, for sealing.
    let subject: SubjectID
    /// What happened since it was read, yet to be appended.
    private(set) var news: [Proposal.Event] = []

    /// The proposal of a stream.
    ///
    /// - Returns: nil when there is none, or its keys were destroyed.
    /// - Throws: ``JournalError`` when an entry is not the one that was written, or ``DecodingFault``.
    init?(_ stream: StreamID, in journal: TenantJournal) throws {
        let entries = try journal.verifiedEntries(of: stream)
        var proposal = Proposal()
        for entry in entries {
            let header = entry.header
            guard let payload = entry.payload, Proposal.Event.types.contains(header.type) else { return nil }
            proposal.evolve(try Proposal.Event(type: header.type, schema: header.schema, payload: payload))
        }
        guard let subject = entries.first?.subject else { return nil }
        self.stream = stream
        self.proposal = proposal
        self.subject = subject
        version = UInt64(entries.count)
    }

    /// A proposal that is about to be made.
    init(new stream: StreamID, subject: SubjectID) {
        self.stream = stream
        self.subject = subject
        proposal = Proposal()
        version = 0
    }

    /// Takes what follows from a command, to be appended.
    mutating func take(_ events: [Proposal.Event]) {
        for event in events { proposal.evolve(event) }
        news += events
    }
}

/// The inline row of a proposal.
enum ProposalRow {
    static func row(_ stream: StreamID, subject: SubjectID, state: Proposal) -> InlineRow {
        InlineRow(
            table: RowTable.proposal.rawValue,
            id: stream,
            group: stream,
            evolveVersion: ReadingVersion.current,
            subject: subject,
            retention: .claims,
            payload: state.encoded()
        )
    }

    /// The lookup by which a proposal is found from what it is about.
    static func lookup(_ stream: StreamID, _ subject: ProposalSubject, _ keys: FactKeys) -> Lookup {
        let index = keys.index(.subjectProposals, Array(PublicID.subject(subject).utf8))
        return Lookup(space: KeySpace.subjectProposals.rawValue, index: index, target: stream)
    }
}

extension Append {
    /// Adds what happened to a proposal, its row and, of a new one, its lookup.
    mutating func change(_ recorded: RecordedProposal, _ keys: FactKeys) {
        let events = recorded.news.map { event in
            NewEvent(
                type: event.type,
                schema: Proposal.Event.schema,
                subject: recorded.subject,
                payload: event.encoded()
            )
        }
        writes.append(StreamWrite(stream: recorded.stream, expectedVersion: recorded.version, events: events))
        rows.append(ProposalRow.row(recorded.stream, subject: recorded.subject, state: recorded.proposal))
        if recorded.version == 0, let content = recorded.proposal.current?.content {
            lookups.append(ProposalRow.lookup(recorded.stream, content.subject, keys))
        }
    }
}

extension ContentHash {
    /// SHA-256.
    static let sha256: Function = { bytes in
        guard let hash = ContentHash(SHA256.hash(data: bytes)) else { preconditionFailure("SHA-256 has 32 bytes.") }
        return hash
    }
}

extension Instant {
    /// The moment of a timestamp.
    init(_ time: Timestamp) { self.init(microsecondsSince1970: time.microsecondsSince1970) }
}
