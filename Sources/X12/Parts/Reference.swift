/// A reference number: a REF segment.
public struct Reference: SetPart {
    private let records: SetRecords
    private let place: Int

    /// The reference at a place of what was read.
    public init(_ records: SetRecords, _ place: Int) { (self.records, self.place) = (records, place) }

    private var record: ReferenceRecord { records.arena.references[place] }

    /// What the number is (REF01), such as `F8`, the payer's claim control number.
    public var qualifier: String { records.text(record.qualifier) }
    /// The number (REF02).
    public var value: String { records.text(record.value) }
    /// Words about it (REF03).
    public var description: String { records.text(record.description) }
    /// Where it stands.
    public var source: Source { records.source(record.source) }

    fileprivate func says(_ qualifier: String) -> Bool {
        !record.value.isEmpty && records.has(qualifier, at: record.qualifier)
    }
}

extension RecordList<Reference> {
    /// The first number of that kind, `references.value("F8")`; nil when there is none or it is empty.
    public func value(_ qualifier: String) -> String? { first { $0.says(qualifier) }?.value }
}

/// What a ``Reference`` is read into.
struct ReferenceRecord: BitwiseCopyable, Sendable {
    let qualifier: TextPlace
    let value: TextPlace
    let description: TextPlace
    let source: SourcePlace
}
