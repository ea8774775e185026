// Connect: the way of approved effects to the outside, and of what the outside says of them.
//
// What lives here: connectors, each with what it can promise about a second try; deliveries, receipts, faults. What may not:
// what may be delivered and when (ControlPlane), and any word about a patient in a fault.

/// A way to one kind of receiver.
///
/// An attempt goes through three doors, and each is shut before the next opens: ``prepare(_:as:)`` makes everything ready where
/// nobody outside sees it; then the caller puts on record that the attempt has begun; then ``deliver(_:as:)`` lets the outside
/// have it by one step. Whoever finds an attempt that has begun and does not know its end asks ``settle(_:as:)``.
package protocol Connector {
    /// What is certain about a second try.
    var guarantee: DeliveryGuarantee { get }

    /// Makes an attempt ready, durably; nothing outside can see it yet.
    ///
    /// - Throws: ``DeliveryFault``; nothing outside was touched.
    func prepare(_ delivery: Delivery, as attempt: String) throws(DeliveryFault)

    /// Lets the outside have what was made ready.
    ///
    /// - Returns: the receiver's reference, where it gives one.
    /// - Throws: ``DeliveryFault``, whose certainty says what the caller knows now.
    func deliver(_ delivery: Delivery, as attempt: String) throws(DeliveryFault) -> String?

    /// Decides for good whether an attempt has reached the outside: afterwards it has, or it never will.
    ///
    /// - Throws: ``DeliveryFault`` when it cannot be decided now; asking again may.
    func settle(_ delivery: Delivery, as attempt: String) throws(DeliveryFault) -> Settlement

    /// Removes what an attempt has left that had no effect, once that is on record. What cannot be removed does no harm.
    func discard(_ delivery: Delivery, as attempt: String)

    /// Removes what all attempts at a delivery have left, once no other can begin. What cannot be removed does no harm.
    func clear(_ delivery: Delivery)

    /// What receivers have said and was not taken yet, at most `limit`.
    ///
    /// - Throws: ``DeliveryFault``.
    func receipts(limit: Int) throws(DeliveryFault) -> [IncomingReceipt]

    /// Puts a receipt aside that is on record now, so that it is not met again.
    ///
    /// - Throws: ``DeliveryFault``; the receipt is met again then, which does no harm.
    func take(_ receipt: IncomingReceipt) throws(DeliveryFault)
}

/// What a connector promises about a second try.
package enum DeliveryGuarantee: String, Hashable, Sendable {
    /// The receiver knows a delivery again by its name, and does it once however often it is asked.
    ///
    /// What it refuses under a name it refuses for good. That it is busy says nothing of what it was asked before.
    case receiverHonoursName
    /// Whether a try had an effect is found out before another begins.
    case settledBeforeRetry
    /// Neither: a try whose end is not known is not repeated.
    case atMostOnce
}

/// Whether an attempt has reached the outside.
package enum Settlement: Hashable, Sendable {
    /// It has; the receiver's reference, where there is one.
    case delivered(reference: String?)
    /// It has not, and never will.
    case withdrawn
}
