/// A day or span of days with what happened then: a DTP or DTM segment.
public struct QualifiedDate: SetPart {
    private let records: SetRecords
    private let place: Int

    /// The date at a place of what was read.
    public init(_ records: SetRecords, _ place: Int) { (self.records, self.place) = (records, place) }

    private var record: DateRecord { records.arena.dates[place] }

    /// What happened (DTP01, DTM01), such as `472`, service.
    public var qualifier: String { records.text(record.qualifier) }
    /// The day, or the first of a span; nil when it is no day of the calendar, which is reported.
    public var first: X12Date? { record.first }
    /// The last day of a span (RD8), else the same as ``first``.
    public var last: X12Date? { record.last }
    /// The time of day as sent (HHMM or longer), empty when there is none.
    public var time: String { records.text(record.time) }
    /// Where it stands.
    public var source: Source { records.source(record.source) }

    fileprivate func says(_ qualifier: String) -> Bool {
        record.first != nil && records.has(qualifier, at: record.qualifier)
    }
}

extension RecordList<QualifiedDate> {
    /// The first date of that kind that could be read: `dates.date("573")`.
    public func date(_ qualifier: String) -> QualifiedDate? { first { $0.says(qualifier) } }
}

/// What a ``QualifiedDate`` is read into.
struct DateRecord: BitwiseCopyable, Sendable {
    let qualifier: TextPlace
    var first: X12Date?
    var last: X12Date?
    var time = TextPlace.none
    let source: SourcePlace
}
