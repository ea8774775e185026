/// One code of an HI segment.
public struct ClaimCode: SetPart {
    private let records: SetRecords
    private let place: Int

    /// The code at a place of what was read.
    public init(_ records: SetRecords, _ place: Int) { (self.records, self.place) = (records, place) }

    private var record: ClaimCodeRecord { records.arena.codes[place] }

    /// Component 1: ABK principal diagnosis, ABF other, DR group, BH occurrence, BE value and others.
    public var qualifier: String { records.text(record.qualifier) }
    /// Component 2.
    public var code: String { records.text(record.code) }
    /// Component 4, when component 3 is D8 or RD8.
    public var date: X12Date? { record.date }
    /// The last day of component 4 when it is RD8, else ``date``.
    public var lastDate: X12Date? { record.lastDate }
    /// Component 5: the amount of a value code.
    public var amount: Amount? { record.amount }
    /// Component 9: present on admission.
    public var presentOnAdmission: String { records.text(record.presentOnAdmission) }
    /// The HI segment.
    public var source: Source { records.source(record.source) }

    /// Whether component 1 is that.
    func says(_ qualifier: String) -> Bool { records.has(qualifier, at: record.qualifier) }
}

/// What a ``ClaimCode`` is read into.
struct ClaimCodeRecord: BitwiseCopyable, Sendable {
    let qualifier: TextPlace
    let code: TextPlace
    var date: X12Date?
    var lastDate: X12Date?
    var amount: Amount?
    var presentOnAdmission = TextPlace.none
    let source: SourcePlace
}

extension RecordArena {
    /// HI: one code in each element; returns the run with them.
    mutating func addCodes(_ reader: inout SegmentReader, to run: Run) -> Run {
        var run = run
        var element = 1
        while element <= reader.count {
            defer { element &+= 1 }
            if reader.isEmpty(element) { continue }
            var components = SegmentReader.Components(reader.range(element))
            var code = ClaimCodeRecord(
                qualifier: reader.nextText(&components),
                code: reader.nextText(&components),
                source: reader.place
            )
            if !components.isAtEnd {
                let format = reader.code(element, 3)
                if format == Self.day || format == Self.span {
                    (code.date, code.lastDate) = reader.dates(element, 4)
                }
                code.amount = reader.amount(element, 5)
                code.presentOnAdmission = reader.text(element, 9)
            }
            codes.add(code, to: &run)
        }
        return run
    }

    /// `D8` and `RD8` as ``SegmentReader/code(_:_:)`` gives them.
    private static var day: UInt64 { 0x4438 }
    private static var span: UInt64 { 0x52_4438 }
}
