/// What an ``EnvelopeReader`` meets, in file order.
public enum EnvelopeEvent: Equatable, Sendable {
    /// An ISA.
    case interchangeStart(InterchangeHeader)
    /// A TA1.
    case acknowledgement(InterchangeAcknowledgement)
    /// A GS.
    case groupStart(GroupHeader)
    /// A transaction set, when it has ended.
    case transactionSet(TransactionSet)
    /// A GE, or where a group without one ends; with the bytes from GS on.
    case groupEnd(isComplete: Bool, bytes: Range<Int>)
    /// An IEA, or where an interchange without one ends; with the bytes from ISA on.
    case interchangeEnd(isComplete: Bool, bytes: Range<Int>)
}
