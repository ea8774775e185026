/// What can happen to a claim file.
///
/// Each event is one entry of the journal.
package enum ClaimFileEvent: Hashable, Sendable {
    /// A claim was sent (837).
    case claimSubmitted(Submission)
    /// A payer adjudicated a claim (835).
    case claimAdjudicated(Adjudication)
    /// A receiver or payer answered a submission (TA1, 999, 277CA, 277).
    case claimAcknowledged(Acknowledgement)
    /// An answer turned out to be to another batch that used the same control numbers.
    case acknowledgementWithdrawn(FactID)
    /// A payer moved an amount outside any claim, with a reference that may name this one (PLB).
    case providerAdjusted(ProviderAdjustment)
    /// The payment that carries an adjudication of this file does not balance.
    case paymentHeld(BodyHash)
    /// The payment balances now, or a person released it.
    case paymentReleased(BodyHash)
    /// A person let an adjudication count although it does not balance.
    case adjudicationReleased(FactID, reason: String)
    /// An approved financial change took effect: it posts to the ledger.
    case changePosted(PostedChange)
    /// A fact showed that another file speaks of the same claims; the bytes are the other's stream.
    case fileJoined(BodyHash)

    /// The number by which the journal knows the type; a number is never used again for another.
    package var type: UInt16 {
        switch self {
        case .claimSubmitted: 1
        case .claimAdjudicated: 2
        case .claimAcknowledged: 3
        case .acknowledgementWithdrawn: 4
        case .providerAdjusted: 5
        case .paymentHeld: 6
        case .paymentReleased: 7
        case .adjudicationReleased: 8
        case .fileJoined: 9
        case .changePosted: 10
        }
    }

    /// The version of the payload's form.
    package static let schema: UInt16 = 1

    /// The types that belong to claim files.
    package static let types: ClosedRange<UInt16> = 1...10

    /// The types of what documents say of a claim: that it was sent, adjudicated, acknowledged.
    package static let factTypes: ClosedRange<UInt16> = 1...3

    /// The event's payload.
    package func encoded() -> [UInt8] {
        var writer = FieldWriter()
        switch self {
        case .claimSubmitted(let fact): fact.encode(into: &writer)
        case .claimAdjudicated(let fact): fact.encode(into: &writer)
        case .claimAcknowledged(let fact): fact.encode(into: &writer)
        case .acknowledgementWithdrawn(let id): writer.value(1, id)
        case .providerAdjusted(let fact): fact.encode(into: &writer)
        case .paymentHeld(let payment), .paymentReleased(let payment), .fileJoined(let payment):
            writer.hash(1, payment)
        case .adjudicationReleased(let id, let reason):
            writer.value(1, id)
            writer.text(2, reason)
        case .changePosted(let change): change.encode(into: &writer)
        }
        return writer.bytes
    }

    /// Reads the event of a type from its payload.
    ///
    /// A form that changes gets a new schema number, and what turns the old one into the new one stands here; fields that are
    /// only added need none.
    ///
    /// - Throws: ``DecodingFault`` when the type is not of a claim file, the payload is no such event, or a newer version of
    ///   this program wrote it.
    package init(type: UInt16, schema: UInt16, payload: [UInt8]) throws(DecodingFault) {
        guard schema == Self.schema else {
            throw DecodingFault(record: "claim file event of schema \(schema)", field: 0)
        }
        switch type {
        case 1: self = .claimSubmitted(try Submission(decoding: payload))
        case 2: self = .claimAdjudicated(try Adjudication(decoding: payload))
        case 3: self = .claimAcknowledged(try Acknowledgement(decoding: payload))
        case 5: self = .providerAdjusted(try ProviderAdjustment(decoding: payload))
        case 10: self = .changePosted(try PostedChange(decoding: payload))
        case 4, 6, 7, 8, 9:
            var fields = FieldReader(payload)
            var id = FactID.none
            var hash = BodyHash(high: 0, low: 0)
            var reason = ""
            while let field = try fields.next() {
                switch (field.number, type) {
                case (1, 4), (1, 8): id = try field.value(FactID.self)
                case (1, _): hash = field.hash
                case (2, _): reason = field.text
                default: break
                }
            }
            switch type {
            case 4: self = .acknowledgementWithdrawn(id)
            case 6: self = .paymentHeld(hash)
            case 7: self = .paymentReleased(hash)
            case 8: self = .adjudicationReleased(id, reason: reason)
            default: self = .fileJoined(hash)
            }
        default: throw DecodingFault(record: "claim file event", field: Int(type))
        }
    }
}

/// What may be asked of a claim file.
package enum ClaimFileCommand: Sendable {
    /// Keep a fact; a fact that is known already changes nothing.
    case record(ClaimFileEvent)
    /// Let an adjudication count although it does not balance, for a stated reason.
    case release(FactID, reason: String)
}

/// Why a claim file refused a command.
package enum ClaimFileRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// There is no such adjudication in the file.
    case noSuchAdjudication
    /// The adjudication counts already.
    case alreadyReleased
    /// A release without a reason proves nothing later.
    case reasonMissing

    package var description: String {
        switch self {
        case .noSuchAdjudication: "There is no such held adjudication. `recourse held list` shows what is held."
        case .alreadyReleased: "This adjudication was released before."
        case .reasonMissing: "A release needs a reason: add --reason."
        }
    }
}

extension ClaimFile {
    /// What follows from a command; no events when nothing changes.
    ///
    /// - Throws: ``ClaimFileRefusal`` when the command can't be carried out.
    package func decide(_ command: ClaimFileCommand) throws(ClaimFileRefusal) -> [ClaimFileEvent] {
        switch command {
        case .record(let event): return contains(event) ? [] : [event]
        case .release(let id, let reason):
            guard adjudications.contains(where: { $0.id == id }) else { throw .noSuchAdjudication }
            guard !releasedAdjudications.contains(id) else { throw .alreadyReleased }
            guard reason.contains(where: { !$0.isWhitespace }) else { throw .reasonMissing }
            return [.adjudicationReleased(id, reason: reason)]
        }
    }
}
