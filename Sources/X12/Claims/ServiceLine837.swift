/// A service line of a claim: loop 2400.
public struct ServiceLine837: SetPart {
    private let records: SetRecords
    private let place: Int

    /// The line at a place of what was read.
    public init(_ records: SetRecords, _ place: Int) { (self.records, self.place) = (records, place) }

    private var record: ServiceLineRecord { records.arena.lines[place] }

    /// LX01 as sent.
    public var number: String { records.text(record.number) }
    /// SV101, SV202 or SV301.
    public var procedure: Procedure? { Procedure(records, ifSent: record.procedure) }
    /// SV201.
    public var revenueCode: String { records.text(record.revenueCode) }
    /// SV102, SV203 or SV302; zero when unreadable, which flags the claim.
    public var charge: Amount { record.charge }
    /// SV103 or SV204: `UN`, `MJ`, `DA` and others.
    public var unitBasis: String { records.text(record.unitBasis) }
    /// SV104, SV205 or SV306.
    public var units: Quantity? { record.units }
    /// SV105 or SV303: place of service of the line, when not the claim's.
    public var placeOfService: String { records.text(record.placeOfService) }
    /// SV107 (SV311 in dental): the diagnoses it points to, from 1.
    public var diagnosisPointers: [Int] {
        let (first, second, third, fourth) = record.pointers
        return [first, second, third, fourth].filter { $0 >= 0 }.map(Int.init)
    }
    /// DTP: 472 service and others.
    public var dates: RecordList<QualifiedDate> { records.list(record.dates) }
    /// REF: 6R line control number, G1, 9F and others.
    public var references: RecordList<Reference> { records.list(record.references) }
    /// AMT of the line.
    public var amounts: RecordList<QualifiedAmount> { records.list(record.amounts) }
    /// The drugs of the line: 2410.
    public var drugs: RecordList<Drug837> { records.list(record.drugs) }
    /// Providers of the line: 2420.
    public var providers: RecordList<Party> { records.list(record.providers) }
    /// What other payers decided on it: 2430, in file order.
    public var adjudications: RecordList<LineAdjudication837> { records.list(record.adjudications) }
    /// From LX to the end of the line.
    public var source: Source { records.source(record.source) }

    /// REF*6R: the provider's number for the line.
    public var controlNumber: String? { references.value("6R") }
    /// DTP*472: when the service was given.
    public var serviceDate: QualifiedDate? { dates.date("472") }
}

/// What a ``ServiceLine837`` is read into.
struct ServiceLineRecord: BitwiseCopyable, Sendable {
    var number: TextPlace
    var procedure = ProcedureRecord()
    var revenueCode = TextPlace.none
    var charge = Amount.zero
    var unitBasis = TextPlace.none
    var units: Quantity?
    var placeOfService = TextPlace.none
    /// -1 where there is none.
    var pointers: (Int32, Int32, Int32, Int32) = (-1, -1, -1, -1)
    var dates = Run()
    var references = Run()
    var amounts = Run()
    var drugs = Run()
    var providers = Run()
    var adjudications = Run()
    var source: SourcePlace
}

extension ServiceLineRecord {
    /// SV1.
    mutating func takeProfessional(_ reader: inout SegmentReader) {
        procedure = reader.procedure(1)
        charge = reader.requiredAmount(2)
        unitBasis = reader.text(3)
        units = reader.quantity(4)
        placeOfService = reader.text(5)
        takePointers(7, &reader)
    }

    /// SV2.
    mutating func takeInstitutional(_ reader: inout SegmentReader) {
        revenueCode = reader.text(1)
        procedure = reader.procedure(2)
        charge = reader.requiredAmount(3)
        unitBasis = reader.text(4)
        units = reader.quantity(5)
    }

    /// SV3.
    mutating func takeDental(_ reader: inout SegmentReader) {
        procedure = reader.procedure(1)
        charge = reader.requiredAmount(2)
        placeOfService = reader.text(3)
        units = reader.quantity(6)
        takePointers(11, &reader)
    }

    private mutating func takePointers(_ element: Int, _ reader: inout SegmentReader) {
        guard !reader.isEmpty(element) else { return }
        let code = reader.code(element, 0)
        if (0x30...0x39).contains(code) {
            // One digit, as nearly all of them.
            pointers.0 = Int32(truncatingIfNeeded: code) - 0x30
            return
        }
        pointers = (
            pointer(element, 1, &reader), pointer(element, 2, &reader), pointer(element, 3, &reader),
            pointer(element, 4, &reader)
        )
    }

    private func pointer(_ element: Int, _ component: Int, _ reader: inout SegmentReader) -> Int32 {
        reader.number(element, component).map { Int32(truncatingIfNeeded: $0) } ?? -1
    }
}

/// A drug of a service line: LIN with CTP (2410).
public struct Drug837: SetPart {
    private let records: SetRecords
    private let place: Int

    /// The drug at a place of what was read.
    public init(_ records: SetRecords, _ place: Int) { (self.records, self.place) = (records, place) }

    private var record: DrugRecord { records.arena.drugs[place] }

    /// LIN02: `N4` is the NDC.
    public var qualifier: String { records.text(record.qualifier) }
    /// LIN03: the code, 11 digits without hyphens for `N4`.
    public var code: String { records.text(record.code) }
    /// CTP04.
    public var quantity: Quantity? { record.quantity }
    /// CTP05-1: `UN`, `ML`, `GR`, `F2`, `ME`.
    public var unit: String { records.text(record.unit) }
    /// REF: XZ prescription, VY link.
    public var references: RecordList<Reference> { records.list(record.references) }
    /// Where it stands.
    public var source: Source { records.source(record.source) }
}

/// What a ``Drug837`` is read into.
struct DrugRecord: BitwiseCopyable, Sendable {
    let qualifier: TextPlace
    let code: TextPlace
    var quantity: Quantity?
    var unit = TextPlace.none
    var references = Run()
    var source: SourcePlace
}
