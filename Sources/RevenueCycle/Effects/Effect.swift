/// Something that is to reach the outside, and what is known of whether it did.
///
/// It is the state of one stream. That an attempt has begun is on record before anything outside is touched, so whoever goes
/// on after a crash knows that the outside may have been reached, and settles that before another attempt begins.
package struct Effect: Hashable, Sendable {
    /// What is to be done.
    package let request: EffectRequest
    /// How far it is.
    package private(set) var stage: Stage
    /// How many attempts were begun.
    package private(set) var attempts: Int
    /// What the receiver said of it, in order.
    package private(set) var receipts: [EffectReceipt]

    init(request: EffectRequest, stage: Stage = .requested, attempts: Int = 0, receipts: [EffectReceipt] = []) {
        self.request = request
        self.stage = stage
        self.attempts = attempts
        self.receipts = receipts
    }

    /// How far an effect is.
    package enum Stage: Hashable, Sendable {
        /// Nothing outside was touched, or what was begun is known to have had no effect.
        case requested
        /// An attempt has begun; the outside may have been reached.
        case started(EffectAttempt)
        /// It has reached the outside; the receiver's reference, where it gave one.
        case delivered(reference: String?)
        /// It will not be done, and the outside was not reached.
        case refused(reason: String)
        /// It cannot be known whether the outside was reached: a person finds out and says so.
        case unknown(reason: String)

        /// The stage's name, for lists.
        package var name: String {
            switch self {
            case .requested: "requested"
            case .started: "started"
            case .delivered: "delivered"
            case .refused: "refused"
            case .unknown: "unknown"
            }
        }

        /// Whether a worker has something left to do.
        package var isOpen: Bool {
            switch self {
            case .requested, .started: true
            case .delivered, .refused, .unknown: false
            }
        }
    }

    /// The effect that the events of a stream tell of; nil when they do not begin with a request.
    package init?(_ events: some Sequence<EffectEvent>) {
        var events = events.makeIterator()
        guard case .requested(let request)? = events.next() else { return nil }
        self.init(request: request)
        while let event = events.next() { evolve(event) }
    }

    /// The state after the event.
    package mutating func evolve(_ event: EffectEvent) {
        switch event {
        case .requested: break
        case .started(let attempt):
            stage = .started(attempt)
            attempts += 1
        case .attemptFailed: stage = .requested
        case .delivered(let reference): stage = .delivered(reference: reference)
        case .refused(let reason): stage = .refused(reason: reason)
        case .outcomeUnknown(let reason): stage = .unknown(reason: reason)
        case .resolved(let resolution, let reason):
            switch resolution {
            case .delivered: stage = .delivered(reference: nil)
            case .retry: stage = .requested
            case .abandon: stage = .refused(reason: reason)
            }
        case .receiptCame(let receipt):
            receipts.append(receipt)
            // Who answers has received it, or else could not have known of it.
            if receipt.outcome != .note, stage.isInDoubt { stage = .delivered(reference: nil) }
        }
    }
}

extension Effect.Stage {
    /// Whether the outside may have been reached.
    fileprivate var isInDoubt: Bool {
        switch self {
        case .started, .unknown: true
        case .requested, .delivered, .refused: false
        }
    }
}

/// One try to reach the outside.
package struct EffectAttempt: Hashable, Sendable {
    /// Names the try, as no other try of any effect is named: letters and digits.
    package let name: String

    /// The try of a name.
    package init(name: String) { self.name = name }
}

/// What a receiver said of an effect.
package struct EffectReceipt: Hashable, Sendable {
    /// What it comes to.
    package enum Outcome: String, Hashable, Sendable {
        /// The receiver took it.
        case accepted
        /// The receiver did not take it: a person has to see to it.
        case rejected
        /// The receiver said something else.
        case note
    }

    /// What it comes to.
    package let outcome: Outcome
    /// What was said, as it came.
    package let bytes: [UInt8]

    /// A receipt of which the bytes are given.
    package init(outcome: Outcome, bytes: [UInt8]) {
        self.outcome = outcome
        self.bytes = bytes
    }
}
