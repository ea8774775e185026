/// The beginning of a hierarchical transaction: BHT.
public struct BusinessHeader: Sendable {
    private let records: SetRecords
    private let record: BusinessHeaderRecord

    init(_ records: SetRecords, _ record: BusinessHeaderRecord) { (self.records, self.record) = (records, record) }

    /// BHT01.
    public var structure: String { records.text(record.structure) }
    /// BHT02: `00` original, `18` reissue; `08` status in the 277CA.
    public var purpose: String { records.text(record.purpose) }
    /// BHT03: the originator's number, echoed by 277CA 2200B TRN02.
    public var reference: String { records.text(record.reference) }
    /// BHT04; nil when it is no day.
    public var date: X12Date? { record.date }
    /// BHT05 as sent, HHMM or longer.
    public var time: String { records.text(record.time) }
    /// BHT06: `CH` chargeable, `RP` encounter, `31` subrogation; `TH` in the 277CA.
    public var type: String { records.text(record.type) }
}

/// What a ``BusinessHeader`` is read into.
struct BusinessHeaderRecord: BitwiseCopyable, Sendable {
    var structure = TextPlace.none
    var purpose = TextPlace.none
    var reference = TextPlace.none
    var date: X12Date?
    var time = TextPlace.none
    var type = TextPlace.none
}
