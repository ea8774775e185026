/// An interchange: ISA to IEA with its groups and acknowledgements.
public struct Interchange: Equatable, Sendable {
    /// What its ISA says.
    public internal(set) var header: InterchangeHeader
    /// TA1 segments.
    public internal(set) var acknowledgements: [InterchangeAcknowledgement] = []
    /// Its groups.
    public internal(set) var groups: [FunctionalGroup] = []
    /// Transaction sets outside any group; there should be none.
    public internal(set) var looseTransactionSets: [TransactionSet] = []
    /// Whether it has its IEA.
    public internal(set) var isComplete: Bool = false
    /// The bytes from ISA to the end of IEA.
    public internal(set) var bytes: Range<Int>

    /// All its transaction sets in file order.
    public var transactionSets: [TransactionSet] { looseTransactionSets + groups.flatMap(\.transactionSets) }
}

/// A functional group: GS to GE.
public struct FunctionalGroup: Equatable, Sendable {
    /// What its GS says.
    public internal(set) var header: GroupHeader
    /// Its transaction sets in file order.
    public internal(set) var transactionSets: [TransactionSet] = []
    /// Whether it has its GE.
    public internal(set) var isComplete: Bool = false
    /// The bytes from GS to the end of GE.
    public internal(set) var bytes: Range<Int>
}
