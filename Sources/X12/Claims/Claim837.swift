/// One claim of an 837: professional, institutional or dental (loop 2300 with what stands above and below it).
public struct Claim837: SetPart {
    /// What kind of claim form it is.
    public enum Kind: BitwiseCopyable, Sendable {
        /// 837P.
        case professional
        /// 837I.
        case institutional
        /// 837D.
        case dental
    }

    private let records: SetRecords
    private let place: Int

    /// The claim at a place of what was read.
    public init(_ records: SetRecords, _ place: Int) { (self.records, self.place) = (records, place) }

    private var record: ClaimRecord { records.arena.claims[place] }
    private var levels: LevelsRecord { records.arena.levels[record.levels] }

    /// What kind it is: by ST03, else GS08, else by the service segments (SV1, SV2, SV3).
    public var kind: Kind { record.kind }

    // Above the claim

    /// The billing provider (2010AA NM1*85), with its taxonomy (2000A PRV) and references.
    public var billingProvider: Party? { records.party(levels.billingProvider) }
    /// The subscriber and their coverage with this payer (2000B, 2010BA).
    public var subscriber: Subscriber837 { Subscriber837(records, levels.subscriber) }
    /// The patient, when not the subscriber (2000C, 2010CA).
    public var patient: Patient837? { levels.patient.wasSent ? Patient837(records, levels.patient) : nil }
    /// The payer that is asked (2010BB NM1*PR) with REF 2U, FY, EI, NF.
    public var payer: Party? { records.party(levels.payer) }

    // 2300

    /// CLM01: the provider's number for the claim.
    public var patientControlNumber: String { records.text(record.patientControlNumber) }
    /// CLM02: the total charge; zero when absent or unreadable (``isReadable`` is then false).
    public var charge: Amount { record.charge }
    /// CLM05-1: place of service, or the first two digits of the type of bill.
    public var facilityCode: String { records.text(record.facilityCode) }
    /// CLM05-2: `A` type of bill, `B` place of service.
    public var facilityQualifier: String { records.text(record.facilityQualifier) }
    /// CLM05-3: `1` original, `7` replacement, `8` void and others.
    public var frequency: String { records.text(record.frequency) }
    /// CLM07: whether the provider accepts assignment, `A`, `B`, `C`.
    public var assignment: String { records.text(record.assignment) }
    /// CLM08: whether benefits are assigned to the provider, `Y`, `N`, `W`.
    public var benefitsAssignment: String { records.text(record.benefitsAssignment) }
    /// CLM20: delay reason.
    public var delayReason: String { records.text(record.delayReason) }
    /// DTP of the claim: 434 statement, 435 admission, 096 discharge, 472 service and others.
    public var dates: RecordList<QualifiedDate> { records.list(record.dates) }
    /// AMT of the claim: F5 what the patient paid and others.
    public var amounts: RecordList<QualifiedAmount> { records.list(record.amounts) }
    /// REF of the claim: F8, D9, G1, EA, 9F and others.
    public var references: RecordList<Reference> { records.list(record.references) }
    /// Every code of the HI segments, in file order.
    public var codes: RecordList<ClaimCode> { records.list(record.codes) }
    /// CL1: admission type, source, and patient status.
    public var institutional: InstitutionalInformation? {
        record.institutional.wasSent ? InstitutionalInformation(records, record.institutional) : nil
    }
    /// CN1: contract.
    public var contract: ContractInformation? {
        record.contract.wasSent ? ContractInformation(records, record.contract) : nil
    }
    /// PWK: paperwork that comes apart.
    public var attachments: RecordList<Attachment> { records.list(record.attachments) }
    /// Providers of the claim (2310): `71` attending, `82` rendering, `DN` referring, `77` facility and others.
    public var providers: RecordList<Party> { records.list(record.providers) }
    /// The other payers (2320, 2330) in file order.
    public var otherPayers: RecordList<OtherPayer837> { records.list(record.otherPayers) }
    /// The service lines (2400) in file order.
    public var lines: RecordList<ServiceLine837> { records.list(record.lines) }

    // How it was read

    /// Segments that the guide does not have there.
    public var unexpectedSegments: RecordList<UnexpectedSegment> { records.list(record.unexpected) }
    /// False when an amount that it must have is absent or cannot be read.
    public var isReadable: Bool { record.isReadable }
    /// False when its transaction set was cut off in it.
    public var isComplete: Bool { record.isComplete }
    /// From CLM to its last segment.
    public var source: Source { records.source(record.source) }

    /// What the patient paid at the desk: AMT*F5.
    public var patientAmountPaid: Amount? { amounts.value("F5") }
    /// The principal diagnosis: HI qualifier ABK or BK.
    public var principalDiagnosis: ClaimCode? { codes.first { $0.says("ABK") || $0.says("BK") } }
    /// The diagnosis related group: HI qualifier DR.
    public var diagnosisRelatedGroup: String? { codes.first { $0.says("DR") }?.code }
    /// REF*F8: the payer's number of the claim that this one replaces or voids.
    public var payerControlNumber: String? { references.value("F8") }
}

/// What a ``Claim837`` is read into.
struct ClaimRecord: BitwiseCopyable, Sendable {
    var kind: Claim837.Kind
    /// What stands above it.
    let levels: Int
    var patientControlNumber: TextPlace
    var charge: Amount
    var facilityCode: TextPlace
    var facilityQualifier: TextPlace
    var frequency: TextPlace
    var assignment: TextPlace
    var benefitsAssignment: TextPlace
    var delayReason: TextPlace
    var dates = Run()
    var amounts = Run()
    var references = Run()
    var codes = Run()
    var institutional = InstitutionalRecord()
    var contract = ContractRecord()
    var attachments = Run()
    var providers = Run()
    var otherPayers = Run()
    var lines = Run()
    var unexpected = Run()
    var isReadable = true
    var isComplete = true
    var source: SourcePlace
}
