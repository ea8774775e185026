/// What a payer says of a whole claim beside the money: a MIA (inpatient) or MOA (outpatient) segment.
public struct AdjudicationInformation: SetPart {
    private let records: SetRecords
    private let place: Int

    /// The segment at a place of what was read.
    public init(_ records: SetRecords, _ place: Int) { (self.records, self.place) = (records, place) }

    private var record: AdjudicationRecord { records.arena.adjudications[place] }

    /// `MIA` or `MOA`.
    public var segmentID: String { record.id.text }
    /// Claim remark codes in file order: MIA05, MIA20–23; MOA03–07.
    public var remarkCodes: [String] {
        let elements = record.elements.places
        return (record.id == .mia ? [5, 20, 21, 22, 23] : [3, 4, 5, 6, 7]).compactMap { element in
            guard element <= elements.count else { return nil }
            let place = records.arena.texts[elements.lowerBound + element - 1]
            return place.isEmpty ? nil : records.text(place)
        }
    }
    /// All elements as sent, element 1 at index 0; empty strings where none was sent.
    public var elements: [String] { record.elements.places.map { records.text(records.arena.texts[$0]) } }
    /// Where it stands.
    public var source: Source { records.source(record.source) }
}

/// What an ``AdjudicationInformation`` is read into.
struct AdjudicationRecord: BitwiseCopyable, Sendable {
    let id: SegmentID
    var elements = Run()
    let source: SourcePlace
}

extension RecordArena {
    /// Takes in a MIA or MOA; returns the run with it.
    mutating func addAdjudication(_ reader: inout SegmentReader, to run: Run) -> Run {
        var run = run
        var record = AdjudicationRecord(id: reader.id, source: reader.place)
        for element in 0..<reader.count { texts.add(reader.text(element + 1), to: &record.elements) }
        adjudications.add(record, to: &run)
        return run
    }
}
