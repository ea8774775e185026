import Access
package import Journal
import RevenueCycle

/// A part of the event feed.
package struct EventPage: Sendable {
    /// The events, in the order of their entries.
    package let events: [PublicEvent]
    /// The entry after which the next part begins: the last that was looked at, whether it is an event or not.
    package let next: Position
    /// Whether there are entries behind it.
    package let hasMore: Bool
}

extension ControlPlane {
    /// The most events that a part of the feed has.
    package static let eventsInPage = 1000
    /// The most entries that are looked at for a part of the feed.
    private static let entriesLookedAt = 2000

    /// The events after an entry, as far as whoever asks may read what they happened to.
    ///
    /// No answer is a look at a patient: an event names a thing and nobody. Whose right to follow reaches only a part of the tenant is
    /// refused, because an entry does not say to which part it belongs.
    ///
    /// - Parameters:
    ///   - position: the entry after which it begins; 0 for the beginning.
    ///   - kinds: only these; nil for all.
    ///   - limit: how many events at most.
    /// - Returns: the events, and where the next part begins; perhaps none of them, though more follow.
    /// - Throws: ``ControlPlaneError/forbidden(_:)``; ``ControlPlaneError/listChanged`` when the journal has no such entry (yet);
    ///   ``JournalError`` or ``DecodingFault``.
    package func events(
        after position: Position,
        of kinds: Set<PublicEvent.Kind>? = nil,
        limit: Int = eventsInPage
    ) throws -> EventPage {
        try warrant(for: .followEvents)
        let head = try journal.head()
        guard position <= head else { throw ControlPlaneError.listChanged }
        var sight = EventSight(plane: self, authority: try Authority(self))
        var events: [PublicEvent] = []
        var next = position
        let last = min(head, position + Position(Self.entriesLookedAt))
        while next < last, events.count < limit {
            let entries = try journal.entries(from: next + 1, limit: min(200, Int(last - next)))
            guard !entries.isEmpty else { break }
            for entry in entries where events.count < limit {
                next = entry.header.position
                guard let event = try publicEvent(entry), kinds?.contains(event.kind) ?? true,
                    try sight.shows(event, entry.header.stream)
                else { continue }
                events.append(event)
            }
        }
        return EventPage(events: events, next: next, hasMore: next < head)
    }

    /// The position of the last entry, after which whoever wants only what is yet to come begins.
    ///
    /// - Throws: ``JournalError``.
    package func lastEntry() throws(JournalError) -> Position { try journal.head() }

    /// The event that an entry is to others; nil when it is none.
    func publicEvent(_ entry: Entry) throws -> PublicEvent? {
        try PublicEvent(entry, naming: { try self.fact(naming: entry.header) }, in: journal)
    }

    /// The first fact that named a claim of a file before one of its entries.
    private func fact(naming header: EntryHeader) throws -> FactID? {
        for entry in try journal.entries(of: header.stream, limit: Int(clamping: header.streamVersion)) {
            guard let payload = entry.payload else { continue }
            let event = try ClaimFileEvent(type: entry.header.type, schema: entry.header.schema, payload: payload)
            if let fact = event.namingFact { return fact }
        }
        return nil
    }
}

/// Which events may be shown to somebody: those of things that they may read, for whatever purpose.
struct EventSight {
    let plane: ControlPlane
    let authority: Authority
    /// What was found sensitive about claim files, by their group.
    private var sensitivities: [StreamID: Set<Sensitivity>] = [:]

    init(plane: ControlPlane, authority: Authority) {
        self.plane = plane
        self.authority = authority
    }

    /// Whether somebody may read what an event happened to.
    ///
    /// - Parameters:
    ///   - event: the event.
    ///   - stream: the stream of its entry.
    /// - Returns: whether they may, as things are now.
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    mutating func shows(_ event: PublicEvent, _ stream: StreamID) throws -> Bool {
        let target = try target(of: event, stream)
        let right = Right(.read, event.kind.resource)
        return Purpose.allCases.contains { authority.decide(right, for: $0, about: target).permission != nil }
    }

    private mutating func target(of event: PublicEvent, _ stream: StreamID) throws -> Target {
        var target = Target(resource: event.kind.resource, place: plane.place)
        switch event.subject {
        case .remittance, .held, .effect, .emergency: break
        case .claim: target.sensitivities = try sensitivities(of: stream)
        case .workCase:
            let row = try plane.journal.row(table: RowTable.workCase.rawValue, id: stream)
            if let payload = row?.payload { target = try plane.target(of: try Case(decoding: payload)) }
        case .proposal:
            let row = try plane.journal.row(table: RowTable.proposal.rawValue, id: stream)
            guard let content = try row?.payload.map({ try Proposal(decoding: $0) })?.current?.content else { break }
            for file in try plane.files(of: content.subject) {
                target.sensitivities.formUnion(try sensitivities(of: file))
            }
        }
        return target
    }

    /// What was found sensitive about a claim file, or about one that belongs together with it.
    private mutating func sensitivities(of file: StreamID) throws -> Set<Sensitivity> {
        let table = RowTable.claimFile.rawValue
        let group = try plane.journal.row(table: table, id: file)?.group ?? file
        if let known = sensitivities[group] { return known }
        let files = try plane.journal.rowIDs(table: table, group: group)
        let found = try plane.sensitivities(of: Set(files).union([file]))
        sensitivities[group] = found
        return found
    }
}

extension ControlPlane {
    /// The claim files of what a proposal is about.
    fileprivate func files(of subject: ProposalSubject) throws -> Set<StreamID> {
        switch subject {
        case .claim, .account: try streams(named: PublicID.subject(subject))
        case .person(let patient):
            Set(try journal.lookup(space: KeySpace.sourcePatient.rawValue, BlindIndex(patient.value)))
        }
    }
}
