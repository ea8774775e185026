import Intake
import Journal
import RevenueCycle

extension BatchReference {
    /// The blind keys under which answers about this batch come.
    func batchIndices(_ keys: FactKeys) -> [BlindIndex] { self.keys.map { $0.index(keys) } }
}

extension BatchKey {
    /// The blind key of these numbers.
    func index(_ keys: FactKeys) -> BlindIndex {
        BatchAnswerRow.index(of: parts, keys)
    }
}

extension FactID {
    /// The stream of what is only about this fact.
    var stream: StreamID {
        var value = body.stream.value
        value ^= UInt128(ordinal &+ 1) &* 0x9E37_79B9_7F4A_7C15
        return StreamID(value)
    }
}

extension ClaimFileEvent {
    /// The fact whose public id may name a claim.
    var namingFact: FactID? {
        switch self {
        case .claimSubmitted(let fact): fact.id
        case .claimAdjudicated(let fact): fact.id
        case .claimAcknowledged, .acknowledgementWithdrawn, .providerAdjusted, .paymentHeld, .paymentReleased,
            .adjudicationReleased, .changePosted, .fileJoined:
            nil
        }
    }
}
