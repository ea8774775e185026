import Journal
import RevenueCycle

extension PublicEvent {
    /// The event that an entry is to others, the same each time; nil when nobody else is told of it, when its content was destroyed,
    /// or when nothing names its claim yet.
    ///
    /// - Parameters:
    ///   - entry: the entry.
    ///   - name: the first fact by which the entry's claim file was named until then; asked for only where the entry names none.
    ///   - journal: the journal, of which nothing is read but the key of public ids.
    /// - Throws: ``DecodingFault`` when it cannot be read, and what `name` throws.
    init?(_ entry: Entry, naming name: () throws -> FactID?, in journal: TenantJournal) throws {
        let header = entry.header
        guard let payload = entry.payload,
            let kind = try Kind(header, payload)
        else { return nil }
        self.entry = header.position
        self.kind = kind
        recorded = header.recorded
        switch kind {
        case .claimChanged:
            let event = try ClaimFileEvent(type: header.type, schema: header.schema, payload: payload)
            let own = event.claimFact
            guard let fact = try own ?? name() else { return nil }
            subject = .claim(
                own.map { PublicID.claim($0, journal: journal) },
                account: PublicID.account(fact, journal: journal)
            )
        case .remittanceRecorded: subject = .remittance(PublicID.remittance(BodyHash(header.stream), journal: journal))
        case .heldAdded, .heldEnded: subject = .held(PublicID.remittance(BodyHash(header.stream), journal: journal))
        case .caseOpened, .caseChanged, .caseClosed: subject = .workCase(PublicID.workCase(header.stream))
        case .proposalCreated, .proposalChanged, .proposalClosed, .proposalReleased:
            subject = .proposal(PublicID.proposal(header.stream))
        case .effectRequested, .effectDelivered, .effectRefused, .effectUnknown, .effectReceipt:
            subject = .effect(PublicID.effect(header.stream))
        case .emergencyOpened, .emergencyReviewed:
            switch try RosterChange(decoding: payload).kind {
            case .breakGlass(let id, _, _), .reviewEmergency(let id, _): subject = .emergency(id)
            case .add, .grant, .revoke, .end, .issueKey, .endKey, .endEmergency: return nil
            }
        }
    }
}

extension PublicEvent.Kind {
    /// What an entry tells others; nil when it tells them nothing.
    fileprivate init?(_ header: EntryHeader, _ payload: [UInt8]) throws(DecodingFault) {
        guard !header.isAnswer else { return nil }
        switch header.type {
        case ClaimFileEvent.types: self = .claimChanged
        case PaymentEvent.types: self = .remittanceRecorded
        case ShellEvent.readingHeld.rawValue: self = .heldAdded
        case ShellEvent.readingReleased.rawValue, ShellEvent.readingDismissed.rawValue: self = .heldEnded
        case Case.Event.types:
            self.init(try Case.Event(type: header.type, schema: header.schema, payload: payload))
        case Proposal.Event.types:
            self.init(try Proposal.Event(type: header.type, schema: header.schema, payload: payload))
        case EffectEvent.types:
            self.init(try EffectEvent(type: header.type, schema: header.schema, payload: payload))
        case ShellEvent.rosterChanged.rawValue: self.init(try RosterChange(decoding: payload).kind)
        default: return nil
        }
    }

    private init?(_ change: RosterChange.Kind) {
        switch change {
        case .breakGlass: self = .emergencyOpened
        case .reviewEmergency: self = .emergencyReviewed
        case .add, .grant, .revoke, .end, .issueKey, .endKey, .endEmergency: return nil
        }
    }

    private init(_ event: Case.Event) {
        switch event {
        case .opened: self = .caseOpened
        case .findingsChanged, .assigned, .scheduled, .noted, .called, .answered, .linked: self = .caseChanged
        case .ended(let entry): self = entry.content.outcome == nil ? .caseChanged : .caseClosed
        }
    }

    private init(_ event: Proposal.Event) {
        switch event {
        case .proposed: self = .proposalCreated
        case .revised, .decided, .retracted: self = .proposalChanged
        case .closed: self = .proposalClosed
        case .released: self = .proposalReleased
        }
    }

    private init?(_ event: EffectEvent) {
        switch event {
        case .requested, .resolved(.retry, _): self = .effectRequested
        case .delivered, .resolved(.delivered, _): self = .effectDelivered
        case .refused, .resolved(.abandon, _): self = .effectRefused
        case .outcomeUnknown: self = .effectUnknown
        case .receiptCame: self = .effectReceipt
        case .started, .attemptFailed: return nil
        }
    }
}

extension ClaimFileEvent {
    /// The fact by which the event names one claim; nil when it is of the file as a whole.
    var claimFact: FactID? {
        switch self {
        case .adjudicationReleased(let fact, _): fact
        case .claimSubmitted, .claimAdjudicated: namingFact
        case .claimAcknowledged, .acknowledgementWithdrawn, .providerAdjusted, .paymentHeld, .paymentReleased,
            .changePosted, .fileJoined:
            nil
        }
    }
}
