/// The structure of a whole file: its interchanges with their groups and transaction sets, and what is wrong with them.
///
/// What is inside the sets is read by ``TransactionSet/read(from:)``, set by set, from the same bytes.
///
/// ```swift
/// let file = X12File(reading: bytes)
/// for set in file.transactionSets {
///     if case .remittance(let remittance) = set.read(from: bytes).content { print(remittance.totalPayment) }
/// }
/// ```
public struct X12File: Equatable, Sendable {
    /// The interchanges in file order.
    public let interchanges: [Interchange]
    /// What is wrong with the envelopes; empty when nothing is.
    public let diagnostics: [Diagnostic]

    /// Reads the structure of a file.
    ///
    /// What is no X12 gives no interchange and a diagnostic that says so.
    ///
    /// - Complexity: O(*n*) in the bytes; the memory is in the number of sets.
    public init(reading bytes: [UInt8]) {
        var reader = EnvelopeReader(bytes)
        var interchanges: [Interchange] = []
        var current: Interchange?
        var group: FunctionalGroup?
        while let event = reader.next() {
            switch event {
            case .interchangeStart(let header): current = Interchange(header: header, bytes: header.bytes)
            case .acknowledgement(let acknowledgement): current?.acknowledgements.append(acknowledgement)
            case .groupStart(let header): group = FunctionalGroup(header: header, bytes: header.bytes)
            case .transactionSet(let set):
                if group == nil {
                    current?.looseTransactionSets.append(set)
                } else {
                    group?.transactionSets.append(set)
                }
            case .groupEnd(let isComplete, let range):
                guard var ended = group else { break }
                ended.isComplete = isComplete
                ended.bytes = range
                current?.groups.append(ended)
                group = nil
            case .interchangeEnd(let isComplete, let range):
                guard var ended = current else { break }
                ended.isComplete = isComplete
                ended.bytes = range
                interchanges.append(ended)
                current = nil
            }
        }
        self.interchanges = interchanges
        diagnostics = reader.takeDiagnostics()
    }

    /// All transaction sets in file order.
    public var transactionSets: [TransactionSet] { interchanges.flatMap(\.transactionSets) }

    /// All TA1 segments in file order, each with the ISA it came under.
    public var acknowledgements: [(InterchangeHeader, InterchangeAcknowledgement)] {
        interchanges.flatMap { interchange in interchange.acknowledgements.map { (interchange.header, $0) } }
    }
}
