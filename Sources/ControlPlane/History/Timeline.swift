package import Journal
import RevenueCycle

/// One thing that became known of a claim or account.
package struct TimelineEntry: Hashable, Sendable {
    /// The position of the entry.
    package let position: Position
    /// When it was recorded.
    package let recorded: Timestamp
    /// Who brought it or did it.
    package let principal: String
    /// Why.
    package let purpose: String
    /// What it says, in short.
    package let what: String
    /// Why, in somebody's own words; nil when nobody decided it.
    package let reason: String?
    /// Where it stands in a document; nil when it was decided here.
    package let source: String?
}

// What the entries say of a claim, in the order in which it became known, and as it stood at any moment between.
extension ControlPlane {
    /// What some claim files say of the accounts that a number or public id names.
    func timeline(
        of text: String,
        in files: Set<StreamID>
    ) throws -> (entries: [TimelineEntry], patients: Set<SourcePatientID>) {
        let keys = FactKeys(journal: journal)
        var entries: [TimelineEntry] = []
        var patients: Set<SourcePatientID> = []
        for (stream, history) in try histories(of: text) where files.contains(stream) {
            for (header, event) in history {
                entries.append(
                    TimelineEntry(
                        position: header.position,
                        recorded: header.recorded,
                        principal: header.principal,
                        purpose: header.purpose,
                        what: event.summary,
                        reason: event.reason,
                        source: try event.span.map { try place(of: $0) }
                    )
                )
                patients.formUnion(
                    event.named.compactMap { keys.sourcePatient($0.identity, source: $0.source) }
                )
            }
        }
        return (entries.sorted { $0.position < $1.position }, patients)
    }

    /// The accounts that a number or public id names, as they were known at a time, under the rules of that time.
    func accounts(named text: String, at time: Timestamp) throws -> [NamedAccount] {
        var files: [StreamID: ClaimFile] = [:]
        var groups: [StreamID: StreamID] = [:]
        for (stream, history) in try histories(of: text) {
            for (header, event) in history where header.recorded <= time {
                files[stream, default: ClaimFile()].evolve(event)
                groups[stream] = groups[stream] ?? stream
                if case .fileJoined(let other) = event {
                    let (kept, gone) = (groups[stream] ?? stream, groups[other.stream] ?? other.stream)
                    groups[other.stream] = gone
                    for member in groups.keys where groups[member] == gone { groups[member] = kept }
                }
            }
        }
        let day = CalendarDate(dayNumber: Int32(time.microsecondsSince1970 / 86_400_000_000))
        let reading = ClaimReading(rules: try rulesInForce(at: time), knowledge: knowledge, asOf: day)
        var found: [NamedAccount] = []
        for members in Dictionary(grouping: files.keys, by: { groups[$0] ?? $0 }).values {
            let file = Self.join(members.sorted().compactMap { files[$0] })
            found += named(reading.accounts(of: file), files: members.sorted()).filter { $0.answers(to: text, journal) }
        }
        guard !found.isEmpty else {
            throw Self.noSuchAccount(at: time)
        }
        return found.sorted { $0.id < $1.id }
    }

    /// What happened to each claim file of the accounts that a number or public id names.
    private func histories(of text: String) throws -> [(stream: StreamID, events: [(EntryHeader, ClaimFileEvent)])] {
        let streams = try streams(named: text)
        guard !streams.isEmpty else { throw Self.noSuchAccount }
        return try streams.sorted().map { stream in
            (
                stream,
                try journal.entries(of: stream).compactMap { entry in
                    guard let payload = entry.payload, case ClaimFileEvent.types = entry.header.type else { return nil }
                    let header = entry.header
                    return (header, try ClaimFileEvent(type: header.type, schema: header.schema, payload: payload))
                }
            )
        }
    }

    /// The rules that were in force at a time.
    private func rulesInForce(at time: Timestamp) throws -> PayerRules {
        let adopted = try journal.entries(of: Self.rulesStream).last { $0.header.recorded <= time }
        let (rules, errors) = PayerRulesReader.read(try Self.ruleTexts(in: adopted?.payload))
        guard errors.isEmpty else { throw ControlPlaneError.badRules(errors) }
        return rules
    }
}

extension ClaimFileEvent {
    /// Where it stands in a document.
    fileprivate var span: Span? {
        switch self {
        case .claimSubmitted(let fact): fact.span
        case .claimAdjudicated(let fact): fact.span
        case .claimAcknowledged(let fact): fact.span
        case .providerAdjusted(let fact): fact.span
        case .acknowledgementWithdrawn, .paymentHeld, .paymentReleased, .adjudicationReleased, .changePosted,
            .fileJoined:
            nil
        }
    }

    /// The patients that it names.
    fileprivate var named: [(identity: PatientIdentity, source: String?)] {
        switch self {
        case .claimSubmitted(let fact): [(fact.patient, fact.billingNPI)]
        case .claimAdjudicated(let fact): [(fact.patient, fact.billingNPI)]
        default: []
        }
    }

    /// Why, in the words of whoever decided it.
    fileprivate var reason: String? {
        switch self {
        case .adjudicationReleased(_, let reason): reason
        case .claimSubmitted, .claimAdjudicated, .claimAcknowledged, .acknowledgementWithdrawn, .providerAdjusted,
            .paymentHeld, .paymentReleased, .changePosted, .fileJoined:
            nil
        }
    }

    /// What it says, in short.
    fileprivate var summary: String {
        switch self {
        case .claimSubmitted(let fact):
            "claim sent to \(fact.payer.name ?? fact.payer.ids.first ?? "a payer"), charge \(fact.charge)"
        case .claimAdjudicated(let fact):
            "adjudicated by \(fact.payer.name ?? fact.payer.ids.first ?? "a payer"): status \(fact.statusCode), paid \(fact.paid)"
        case .claimAcknowledged(let fact): "answered: \(fact.code)"
        case .acknowledgementWithdrawn: "an answer turned out to be to another batch"
        case .providerAdjusted(let fact): "amount moved outside the claim (PLB \(fact.reason)): \(fact.amount)"
        case .paymentHeld: "its payment is held, since it does not balance"
        case .paymentReleased: "its payment counts"
        case .adjudicationReleased: "released by a person"
        case .changePosted(let change):
            "posted by \(PublicID.proposal(StreamID(change.proposal))): \(change.change.words.first ?? change.change.kind.rawValue)"
        case .fileJoined: "found to belong together with another claim file"
        }
    }
}
