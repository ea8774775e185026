/// What can happen to an effect.
package enum EffectEvent: Hashable, Sendable {
    /// It is to be done. It comes with the decision that approved it, in one append.
    case requested(EffectRequest)
    /// A try begins: what was approved is still approved, by versions that the append asserts.
    case started(EffectAttempt)
    /// The try had no effect outside, for certain, and never will.
    case attemptFailed(EffectAttempt, reason: String)
    /// It has reached the outside.
    case delivered(reference: String?)
    /// It will not be done, and the outside was not reached.
    case refused(reason: String)
    /// It cannot be known whether the outside was reached.
    case outcomeUnknown(reason: String)
    /// A person found out, or decided.
    case resolved(EffectResolution, reason: String)
    /// The receiver said something of it.
    case receiptCame(EffectReceipt)
}

/// What a person says of an effect that is not simply done.
package enum EffectResolution: String, CaseIterable, Hashable, Sendable {
    /// It did reach the outside.
    case delivered
    /// It did not, and is to be tried again.
    case retry
    /// It did not, and is not to be tried again.
    case abandon
}
