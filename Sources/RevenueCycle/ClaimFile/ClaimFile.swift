/// Everything received that belongs together by number: one billing provider's patient control number, and whatever
/// payer numbers, batches or references joined it.
///
/// A claim file is the consistency boundary of the journal: one stream each. It keeps facts, not conclusions: which
/// claim a fact belongs to is worked out from the whole set each time (``ClaimReading``), so no order of arrival can
/// change an answer. Two files that a later fact shows to be one are joined by name and read together.
package struct ClaimFile: Hashable, Sendable {
    /// The claims as sent.
    package private(set) var submissions: [Submission] = []
    /// The claims as adjudicated.
    package private(set) var adjudications: [Adjudication] = []
    /// The answers short of adjudication.
    package private(set) var acknowledgements: [Acknowledgement] = []
    /// Amounts moved outside claims whose reference may name one of these.
    package private(set) var providerAdjustments: [ProviderAdjustment] = []
    /// Payments that are held, so that what they carry does not yet count.
    package private(set) var heldPayments: Set<BodyHash> = []
    /// Adjudications that a person released although they do not balance.
    package private(set) var releasedAdjudications: Set<FactID> = []
    /// Approved changes that took effect.
    package private(set) var postedChanges: [PostedChange] = []

    /// A file in which nothing was received yet.
    package init() {}

    /// The files read together as one: every fact once.
    package init(joining files: [ClaimFile]) {
        self.init()
        for file in files {
            for event in file.asEvents where !contains(event) { evolve(event) }
        }
    }

    /// A file in which nothing was received yet, but in which it is known what is held and what a person released.
    init(holds: Holds) {
        heldPayments = holds.payments
        releasedAdjudications = holds.released
    }

    /// What is held, and what a person released.
    package var holds: Holds { Holds(payments: heldPayments, released: releasedAdjudications) }

    /// What may not count yet, and what may though it does not balance.
    package struct Holds: Hashable, Sendable {
        /// Payments that are held.
        package let payments: Set<BodyHash>
        /// Adjudications that a person let count.
        package let released: Set<FactID>
    }

    /// Whether nothing was received.
    package var isEmpty: Bool {
        submissions.isEmpty && adjudications.isEmpty && acknowledgements.isEmpty && providerAdjustments.isEmpty
    }

    /// Whether the event would add nothing.
    package func contains(_ event: ClaimFileEvent) -> Bool {
        switch event {
        case .claimSubmitted(let fact): submissions.contains { $0.id == fact.id }
        case .claimAdjudicated(let fact): adjudications.contains { $0.id == fact.id }
        case .claimAcknowledged(let fact): acknowledgements.contains { $0.id == fact.id && $0.span == fact.span }
        case .acknowledgementWithdrawn(let id): !acknowledgements.contains { $0.id == id }
        case .providerAdjusted(let fact): providerAdjustments.contains { $0.id == fact.id }
        case .paymentHeld(let payment): heldPayments.contains(payment)
        case .paymentReleased(let payment): !heldPayments.contains(payment)
        case .adjudicationReleased(let id, _): releasedAdjudications.contains(id)
        case .changePosted(let change): postedChanges.contains { $0.proposal == change.proposal }
        case .fileJoined: false
        }
    }

    /// The state after the event.
    package mutating func evolve(_ event: ClaimFileEvent) {
        switch event {
        case .claimSubmitted(let fact): submissions.append(fact)
        case .claimAdjudicated(let fact): adjudications.append(fact)
        case .claimAcknowledged(let fact): acknowledgements.append(fact)
        case .acknowledgementWithdrawn(let id): acknowledgements.removeAll { $0.id == id }
        case .providerAdjusted(let fact): providerAdjustments.append(fact)
        case .paymentHeld(let payment): heldPayments.insert(payment)
        case .paymentReleased(let payment): heldPayments.remove(payment)
        case .adjudicationReleased(let id, _): releasedAdjudications.insert(id)
        // A change posts once, however often it is told.
        case .changePosted(let change):
            if !contains(event) { postedChanges.append(change) }
        case .fileJoined: break
        }
    }

    private var asEvents: [ClaimFileEvent] {
        submissions.map(ClaimFileEvent.claimSubmitted) + adjudications.map(ClaimFileEvent.claimAdjudicated)
            + acknowledgements.map(ClaimFileEvent.claimAcknowledged)
            + providerAdjustments.map(ClaimFileEvent.providerAdjusted) + heldPayments.map(ClaimFileEvent.paymentHeld)
            + releasedAdjudications.map { .adjudicationReleased($0, reason: "") }
            + postedChanges.map(ClaimFileEvent.changePosted)
    }
}

extension ClaimFile: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.values(1, submissions)
        writer.values(2, adjudications)
        writer.values(3, acknowledgements)
        writer.values(4, providerAdjustments)
        for payment in heldPayments.sorted() { writer.hash(5, payment) }
        writer.values(6, releasedAdjudications.sorted())
        writer.values(7, postedChanges)
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        self.init()
        while let field = try fields.next() {
            switch field.number {
            case 1: submissions.append(try field.value(Submission.self))
            case 2: adjudications.append(try field.value(Adjudication.self))
            case 3: acknowledgements.append(try field.value(Acknowledgement.self))
            case 4: providerAdjustments.append(try field.value(ProviderAdjustment.self))
            case 5: heldPayments.insert(field.hash)
            case 6: releasedAdjudications.insert(try field.value(FactID.self))
            case 7: postedChanges.append(try field.value(PostedChange.self))
            default: break
            }
        }
    }
}
