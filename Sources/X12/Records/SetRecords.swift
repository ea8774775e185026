/// What was read of one transaction set: the records of its parts, and the bytes that their texts stand in.
///
/// It says nothing by itself; the parts that hold it do.
public final class SetRecords: Sendable {
    let arena: RecordArena
    private let file: [UInt8]
    private let start: Int
    private let unwrapped: [UInt8]

    /// What a reader has read.
    ///
    /// The arena is left empty: its pools are handed over, not shared.
    init(taking arena: inout RecordArena, _ reader: borrowing SegmentReader) {
        var taken = RecordArena()
        swap(&taken, &arena)
        self.arena = taken
        file = reader.file
        start = reader.start
        unwrapped = reader.unwrapped
    }

    /// The text at a place: UTF-8 where it is, else each byte as its Latin-1 character; empty where none was sent.
    func text(_ place: TextPlace) -> String {
        place.isEmpty ? "" : ElementParsing.text(bytes(place))
    }

    /// Whether the text at a place is that.
    func has(_ text: String, at place: TextPlace) -> Bool {
        text.utf8.count == Int(place.length) && bytes(place).elementsEqual(text.utf8)
    }

    private func bytes(_ place: TextPlace) -> ArraySlice<UInt8> {
        if place.isUnwrapped { return unwrapped[place.offset..<(place.offset + Int(place.length))] }
        let first = start + place.offset
        return file[first..<(first + Int(place.length))]
    }

    /// The place in the file.
    func source(_ place: SourcePlace) -> Source {
        // A source of nothing is zero.
        guard place.firstSegment > 0 else { return Source() }
        return Source(
            start: start + Int(place.start),
            end: start + Int(place.end),
            firstSegment: Int(place.firstSegment),
            lastSegment: Int(place.lastSegment)
        )
    }

    /// The parts of a run.
    func list<Part: SetPart>(_ run: Run) -> RecordList<Part> { RecordList(records: self, run: run) }

    /// The party at a place; nil when it is negative.
    func party(_ place: Int32) -> Party? { place < 0 ? nil : Party(self, Int(place)) }
}

/// The records of a transaction set while it is read.
struct RecordArena: Sendable {
    // Any set
    var parties = Pool<PartyRecord>()
    var references = Pool<ReferenceRecord>()
    var dates = Pool<DateRecord>()
    var amounts = Pool<AmountRecord>()
    var quantities = Pool<QuantityRecord>()
    var adjustments = Pool<AdjustmentRecord>()
    var adjudications = Pool<AdjudicationRecord>()
    var texts = Pool<TextPlace>()
    var unexpected = Pool<UnexpectedRecord>()

    // 837
    var levels = Pool<LevelsRecord>()
    var claims = Pool<ClaimRecord>()
    var codes = Pool<ClaimCodeRecord>()
    var attachments = Pool<AttachmentRecord>()
    var otherPayers = Pool<OtherPayerRecord>()
    var lines = Pool<ServiceLineRecord>()
    var drugs = Pool<DrugRecord>()
    var lineAdjudications = Pool<LineAdjudicationRecord>()

    // 835
    var groups = Pool<RemittanceGroupRecord>()
    var payments = Pool<RemittanceClaimRecord>()
    var servicePayments = Pool<ServicePaymentRecord>()
    var remarks = Pool<RemarkRecord>()
    var providerAdjustments = Pool<ProviderAdjustmentRecord>()

    // 277CA and 277
    var reports = Pool<StatusReportRecord>()
    var serviceStatuses = Pool<ServiceStatusRecord>()
    var statuses = Pool<StatusRecord>()
    var summaries = Pool<StatusSummaryRecord>()
}
