/// An amount that says nothing until its qualifier does: an AMT segment.
public struct QualifiedAmount: SetPart {
    private let records: SetRecords
    private let place: Int

    /// The amount at a place of what was read.
    public init(_ records: SetRecords, _ place: Int) { (self.records, self.place) = (records, place) }

    private var record: AmountRecord { records.arena.amounts[place] }

    /// What the amount is (AMT01), such as `F5`, what the patient paid.
    public var qualifier: String { records.text(record.qualifier) }
    /// The amount (AMT02); zero when it cannot be read, which is reported.
    public var amount: Amount { record.amount }
    /// Where it stands.
    public var source: Source { records.source(record.source) }

    fileprivate func says(_ qualifier: String) -> Bool { records.has(qualifier, at: record.qualifier) }
}

extension RecordList<QualifiedAmount> {
    /// The first amount of that kind, `amounts.value("F5")`.
    public func value(_ qualifier: String) -> Amount? { first { $0.says(qualifier) }?.amount }
}

/// A quantity with what it counts: a QTY segment.
public struct QualifiedQuantity: SetPart {
    private let records: SetRecords
    private let place: Int

    /// The quantity at a place of what was read.
    public init(_ records: SetRecords, _ place: Int) { (self.records, self.place) = (records, place) }

    private var record: QuantityRecord { records.arena.quantities[place] }

    /// What is counted (QTY01), such as `CA`, covered days.
    public var qualifier: String { records.text(record.qualifier) }
    /// How many (QTY02); nil when it cannot be read, which is reported.
    public var quantity: Quantity? { record.quantity }
    /// Where it stands.
    public var source: Source { records.source(record.source) }
}

/// What a ``QualifiedAmount`` is read into.
struct AmountRecord: BitwiseCopyable, Sendable {
    let qualifier: TextPlace
    let amount: Amount
    let source: SourcePlace
}

/// What a ``QualifiedQuantity`` is read into.
struct QuantityRecord: BitwiseCopyable, Sendable {
    let qualifier: TextPlace
    let quantity: Quantity?
    let source: SourcePlace
}
