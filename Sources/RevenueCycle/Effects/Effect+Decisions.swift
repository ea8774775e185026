// What may happen to an effect, and when.
extension Effect {
    /// What may be asked.
    package enum Command: Hashable, Sendable {
        /// Begin a try.
        case start(EffectAttempt)
        /// Take down that a try had no effect outside, and never will.
        case fail(EffectAttempt, reason: String)
        /// Take down that a try reached the outside.
        case deliver(EffectAttempt, reference: String?)
        /// Take down that it will not be done; the outside was not reached.
        case refuse(reason: String)
        /// Take down that it cannot be known whether the outside was reached.
        case doubt(reason: String)
        /// Take down what a person says of it.
        case resolve(EffectResolution, reason: String)
        /// Take down what the receiver said of it.
        case receive(EffectReceipt)
    }

    /// Why a command was refused.
    package enum Refusal: Error, Hashable, Sendable, CustomStringConvertible {
        /// It is not in a stage from which this can happen.
        case wrongStage(String)
        /// Another try has begun since.
        case otherAttempt
        /// What a person says needs a reason.
        case reasonMissing

        package var description: String {
            switch self {
            case .wrongStage(let stage): "The effect is \(stage), and this cannot be done to it."
            case .otherAttempt: "Another try of the effect has begun since."
            case .reasonMissing: "This needs a reason: add --reason."
            }
        }
    }

    /// What follows from a command; nothing when it is known already.
    ///
    /// - Throws: ``Refusal`` when it can't be carried out.
    package func decide(_ command: Command) throws(Refusal) -> [EffectEvent] {
        switch command {
        case .start(let attempt):
            guard stage == .requested else { throw .wrongStage(stage.name) }
            return [.started(attempt)]
        case .fail(let attempt, let reason):
            try check(attempt)
            return [.attemptFailed(attempt, reason: reason)]
        case .deliver(let attempt, let reference):
            try check(attempt)
            return [.delivered(reference: reference)]
        case .refuse(let reason):
            guard stage == .requested else { throw .wrongStage(stage.name) }
            return [.refused(reason: reason)]
        case .doubt(let reason):
            guard stage.isOpen else { throw .wrongStage(stage.name) }
            return [.outcomeUnknown(reason: reason)]
        case .resolve(let resolution, let reason): return try resolve(resolution, reason)
        case .receive(let receipt):
            guard !receipts.contains(receipt) else { return [] }
            guard stage != .requested else { throw .wrongStage(stage.name) }
            return [.receiptCame(receipt)]
        }
    }

    private func check(_ attempt: EffectAttempt) throws(Refusal) {
        guard case .started(let current) = stage else { throw .wrongStage(stage.name) }
        guard current == attempt else { throw .otherAttempt }
    }

    /// A person decides on what is in doubt, and may call off what has not begun.
    private func resolve(_ resolution: EffectResolution, _ reason: String) throws(Refusal) -> [EffectEvent] {
        guard reason.contains(where: { !$0.isWhitespace }) else { throw .reasonMissing }
        switch (stage, resolution) {
        case (.unknown, _), (.requested, .abandon): return [.resolved(resolution, reason: reason)]
        default: throw .wrongStage(stage.name)
        }
    }
}
