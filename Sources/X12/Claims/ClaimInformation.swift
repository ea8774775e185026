/// CL1: institutional claim code.
public struct InstitutionalInformation: Sendable {
    private let records: SetRecords
    private let record: InstitutionalRecord

    init(_ records: SetRecords, _ record: InstitutionalRecord) { (self.records, self.record) = (records, record) }

    /// CL101.
    public var admissionType: String { records.text(record.admissionType) }
    /// CL102.
    public var admissionSource: String { records.text(record.admissionSource) }
    /// CL103: such as `01` discharged home, `30` still a patient.
    public var patientStatus: String { records.text(record.patientStatus) }
}

/// What an ``InstitutionalInformation`` is read into.
struct InstitutionalRecord: BitwiseCopyable, Sendable {
    var wasSent = false
    var admissionType = TextPlace.none
    var admissionSource = TextPlace.none
    var patientStatus = TextPlace.none
}

/// CN1: contract information.
public struct ContractInformation: Sendable {
    private let records: SetRecords
    private let record: ContractRecord

    init(_ records: SetRecords, _ record: ContractRecord) { (self.records, self.record) = (records, record) }

    /// CN101.
    public var type: String { records.text(record.type) }
    /// CN102.
    public var amount: Amount? { record.amount }
    /// CN103 as sent.
    public var percentage: String { records.text(record.percentage) }
    /// CN104.
    public var code: String { records.text(record.code) }
}

/// What a ``ContractInformation`` is read into.
struct ContractRecord: BitwiseCopyable, Sendable {
    var wasSent = false
    var type = TextPlace.none
    var amount: Amount?
    var percentage = TextPlace.none
    var code = TextPlace.none
}

/// PWK: a document sent apart from the claim.
public struct Attachment: SetPart {
    private let records: SetRecords
    private let place: Int

    /// The document at a place of what was read.
    public init(_ records: SetRecords, _ place: Int) { (self.records, self.place) = (records, place) }

    private var record: AttachmentRecord { records.arena.attachments[place] }

    /// PWK01: what it is.
    public var reportType: String { records.text(record.reportType) }
    /// PWK02: how it is sent.
    public var transmission: String { records.text(record.transmission) }
    /// PWK06: its control number.
    public var controlNumber: String { records.text(record.controlNumber) }
    /// Where it stands.
    public var source: Source { records.source(record.source) }
}

/// What an ``Attachment`` is read into.
struct AttachmentRecord: BitwiseCopyable, Sendable {
    let reportType: TextPlace
    let transmission: TextPlace
    let controlNumber: TextPlace
    let source: SourcePlace
}
