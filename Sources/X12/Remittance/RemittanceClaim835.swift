/// What a payer decided on one claim: loop 2100 with its service lines (2110).
public struct RemittanceClaim835: SetPart {
    private let records: SetRecords
    private let place: Int

    /// The claim at a place of what was read.
    public init(_ records: SetRecords, _ place: Int) { (self.records, self.place) = (records, place) }

    private var record: RemittanceClaimRecord { records.arena.payments[place] }

    /// CLP01: the provider's number for the claim.
    public var patientControlNumber: String { records.text(record.patientControlNumber) }
    /// CLP02 as sent: `1`, `2`, `3`, `4`, `19`–`23`, `25`, or one we do not know.
    public var statusCode: String { records.text(record.statusCode) }
    /// CLP03: charge; zero when absent or unreadable (``isReadable`` is then false).
    public var charge: Amount { record.charge }
    /// CLP04: payment; zero when absent or unreadable (``isReadable`` is then false).
    public var paid: Amount { record.paid }
    /// CLP05: patient responsibility.
    public var patientResponsibility: Amount? { record.patientResponsibility }
    /// CLP06: claim filing indicator.
    public var filingIndicator: String { records.text(record.filingIndicator) }
    /// CLP07: the payer's number for the claim.
    public var payerControlNumber: String { records.text(record.payerControlNumber) }
    /// CLP08: place of service or type of bill.
    public var facilityType: String { records.text(record.facilityType) }
    /// CLP09: claim frequency.
    public var frequency: String { records.text(record.frequency) }
    /// CLP10: patient status (4010).
    public var patientStatus: String { records.text(record.patientStatus) }
    /// CLP11: diagnosis related group.
    public var diagnosisRelatedGroup: String { records.text(record.diagnosisRelatedGroup) }
    /// CLP12 as sent: its weight.
    public var groupWeight: String { records.text(record.groupWeight) }
    /// CLP13 as sent: discharge fraction.
    public var dischargeFraction: String { records.text(record.dischargeFraction) }
    /// CLP14 as sent.
    public var consent: String { records.text(record.consent) }
    /// CAS of the claim.
    public var adjustments: RecordList<ClaimAdjustment> { records.list(record.adjustments) }
    /// NM1 of the claim: QC patient, IL insured, 74 corrected insured, 82 rendering, TT next payer, PR, GB.
    public var parties: RecordList<Party> { records.list(record.parties) }
    /// MIA; the last when there are several.
    public var inpatient: AdjudicationInformation? {
        record.inpatient.isEmpty ? nil : AdjudicationInformation(records, record.inpatient.last)
    }
    /// MOA; the last when there are several.
    public var outpatient: AdjudicationInformation? {
        record.outpatient.isEmpty ? nil : AdjudicationInformation(records, record.outpatient.last)
    }
    /// REF: F8, 1L, EA, 9A and others.
    public var references: RecordList<Reference> { records.list(record.references) }
    /// DTM: 232, 233 statement, 050 received, 036 coverage ends.
    public var dates: RecordList<QualifiedDate> { records.list(record.dates) }
    /// AMT: I interest, AU coverage, D8 discount, F5 patient paid and others.
    public var amounts: RecordList<QualifiedAmount> { records.list(record.amounts) }
    /// QTY.
    public var quantities: RecordList<QualifiedQuantity> { records.list(record.quantities) }
    /// The service lines in file order.
    public var lines: RecordList<ServicePayment835> { records.list(record.lines) }
    /// The index in ``Remittance835/groups`` of its LX; nil when there is none.
    public var group: Int? { record.group < 0 ? nil : Int(record.group) }
    /// Segments that the guide does not have there.
    public var unexpectedSegments: RecordList<UnexpectedSegment> { records.list(record.unexpected) }
    /// False when an amount that balances it is absent or cannot be read.
    public var isReadable: Bool { record.isReadable }
    /// False when its transaction set was cut off in it.
    public var isComplete: Bool { record.isComplete }
    /// From CLP to its last segment.
    public var source: Source { records.source(record.source) }

    /// The first party of that kind (NM101): `claim.party("QC")`.
    public func party(_ entityIdentifier: String) -> Party? { parties.first { $0.isEntity(entityIdentifier) } }
    /// The remark codes of MIA, then MOA, in file order.
    public var remarkCodes: [String] { (inpatient?.remarkCodes ?? []) + (outpatient?.remarkCodes ?? []) }
    /// Every adjustment, of the claim and of its lines, in file order.
    public var allAdjustments: [ClaimAdjustment] { Array(adjustments) + lines.flatMap(\.adjustments) }
}

/// What a ``RemittanceClaim835`` is read into.
struct RemittanceClaimRecord: BitwiseCopyable, Sendable {
    let patientControlNumber: TextPlace
    let statusCode: TextPlace
    let charge: Amount
    let paid: Amount
    let patientResponsibility: Amount?
    let filingIndicator: TextPlace
    let payerControlNumber: TextPlace
    let facilityType: TextPlace
    let frequency: TextPlace
    let patientStatus: TextPlace
    let diagnosisRelatedGroup: TextPlace
    let groupWeight: TextPlace
    let dischargeFraction: TextPlace
    let consent: TextPlace
    var adjustments = Run()
    var parties = Run()
    var inpatient = Run()
    var outpatient = Run()
    var references = Run()
    var dates = Run()
    var amounts = Run()
    var quantities = Run()
    var lines = Run()
    var unexpected = Run()
    /// Negative for none.
    let group: Int32
    var isReadable = true
    var isComplete = true
    var source: SourcePlace
}
