/// An answer to a functional group by syntax and guide: a 999 (X231A1), or a 997, which reads the same.
public struct ImplementationAcknowledgement999: Equatable, Sendable {
    /// AK101: functional identifier of the group that is answered, such as `HC`.
    public internal(set) var functionalIdentifier: String = ""
    /// AK102: its GS06.
    public internal(set) var groupControlNumber: String = ""
    /// AK103: its GS08.
    public internal(set) var version: String = ""
    /// One for each AK2, in file order.
    public internal(set) var transactionSets: [AcknowledgedTransactionSet] = []
    /// AK901: `A`, `E`, `P`, `R`, `M`, `W`, `X`; empty when there is no AK9.
    public internal(set) var groupAcknowledgement: String = ""
    /// AK902: sets that the group said to have.
    public internal(set) var includedCount: Int?
    /// AK903: sets that were received.
    public internal(set) var receivedCount: Int?
    /// AK904: sets that were accepted.
    public internal(set) var acceptedCount: Int?
    /// AK905 to AK909: error codes of the group.
    public internal(set) var errorCodes: [String] = []
    /// From AK1 to AK9.
    public internal(set) var source: Source = Source()
}

/// The answer to one transaction set: AK2 to IK5 (AK5).
public struct AcknowledgedTransactionSet: Equatable, Sendable {
    /// AK201: such as `837`.
    public internal(set) var identifier: String = ""
    /// AK202: its ST02.
    public internal(set) var controlNumber: String = ""
    /// AK203: its ST03.
    public internal(set) var implementation: String = ""
    /// IK501 (AK501): `A`, `E`, `R`, `M`, `W`, `X`; empty when there is no IK5.
    public internal(set) var acknowledgement: String = ""
    /// IK502 to IK506: error codes of the set.
    public internal(set) var errorCodes: [String] = []
    /// IK3 with their IK4, in file order.
    public internal(set) var errors: [AcknowledgedError] = []
    /// From AK2 to IK5.
    public internal(set) var source: Source = Source()
}

/// A segment, or an element of it, that was found wrong: IK3 (AK3), and IK4 (AK4) where there is one.
public struct AcknowledgedError: Equatable, Sendable {
    /// IK301: segment id.
    public internal(set) var segmentID: String = ""
    /// IK302: its ordinal in the set, ST being 1.
    public internal(set) var segmentPosition: Int?
    /// IK303: loop.
    public internal(set) var loop: String = ""
    /// IK304: what is wrong with the segment.
    public internal(set) var segmentCode: String = ""
    /// IK401-1: element position; nil in an error of the segment.
    public internal(set) var element: Int?
    /// IK401-2: component position.
    public internal(set) var component: Int?
    /// IK403: what is wrong with the element.
    public internal(set) var elementCode: String = ""
    /// Where it stands.
    public internal(set) var source: Source = Source()
}
