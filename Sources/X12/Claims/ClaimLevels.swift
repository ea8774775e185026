/// The subscriber and the coverage: SBR with 2010BA, or in 2320 with 2330A.
public struct Subscriber837: Sendable {
    private let records: SetRecords
    private let record: SubscriberRecord

    init(_ records: SetRecords, _ record: SubscriberRecord) { (self.records, self.record) = (records, record) }

    /// SBR01: `P`, `S`, `T`, `A`–`H`, `U`.
    public var payerResponsibility: String { records.text(record.payerResponsibility) }
    /// SBR02: `18` is the patient.
    public var relationship: String { records.text(record.relationship) }
    /// SBR03: group or policy number.
    public var groupNumber: String { records.text(record.groupNumber) }
    /// SBR04: group name.
    public var groupName: String { records.text(record.groupName) }
    /// SBR05: insurance type, such as `12` working aged.
    public var insuranceType: String { records.text(record.insuranceType) }
    /// SBR09: claim filing indicator, such as `MB`, `MC`, `CI`.
    public var filingIndicator: String { records.text(record.filingIndicator) }
    /// NM1*IL: name and member id (NM109).
    public var party: Party? { records.party(record.party) }
    /// DMG02.
    public var birthDate: X12Date? { record.demographics.birthDate }
    /// DMG03: `F`, `M`, `U`.
    public var sex: String { records.text(record.demographics.sex) }
    /// N3, N4.
    public var address: Address? { Address(records, ifSent: record.address) }

    /// NM109 of the subscriber.
    public var memberID: String { party?.id ?? "" }
}

/// What a ``Subscriber837`` is read into.
struct SubscriberRecord: BitwiseCopyable, Sendable {
    private(set) var payerResponsibility = TextPlace.none
    private(set) var relationship = TextPlace.none
    private(set) var groupNumber = TextPlace.none
    private(set) var groupName = TextPlace.none
    private(set) var insuranceType = TextPlace.none
    private(set) var filingIndicator = TextPlace.none
    /// The place of its party, negative for none.
    var party: Int32 = -1
    var demographics = DemographicsRecord()
    var address = AddressRecord()

    /// SBR.
    mutating func take(_ reader: inout SegmentReader) {
        payerResponsibility = reader.text(1)
        relationship = reader.text(2)
        groupNumber = reader.text(3)
        groupName = reader.text(4)
        insuranceType = reader.text(5)
        filingIndicator = reader.text(9)
    }
}

/// The patient when not the subscriber: PAT with 2010CA.
public struct Patient837: Sendable {
    private let records: SetRecords
    private let record: PatientRecord

    init(_ records: SetRecords, _ record: PatientRecord) { (self.records, self.record) = (records, record) }

    /// PAT01: relationship to the subscriber.
    public var relationship: String { records.text(record.relationship) }
    /// NM1*QC.
    public var party: Party? { records.party(record.party) }
    /// DMG02.
    public var birthDate: X12Date? { record.demographics.birthDate }
    /// DMG03.
    public var sex: String { records.text(record.demographics.sex) }
    /// N3, N4.
    public var address: Address? { Address(records, ifSent: record.address) }
}

/// What a ``Patient837`` is read into.
struct PatientRecord: BitwiseCopyable, Sendable {
    var wasSent = false
    var relationship = TextPlace.none
    /// The place of its party, negative for none.
    var party: Int32 = -1
    var demographics = DemographicsRecord()
    var address = AddressRecord()
}

/// What stands above the claims of one subscriber or patient; its claims share it, so that a claim is small.
struct LevelsRecord: BitwiseCopyable, Sendable {
    /// The place of the billing provider (2010AA), negative for none.
    var billingProvider: Int32 = -1
    /// 2000B and 2010BA.
    var subscriber = SubscriberRecord()
    /// 2000C and 2010CA.
    var patient = PatientRecord()
    /// The place of the payer (2010BB), negative for none.
    var payer: Int32 = -1

    /// A subscriber's level begins: what was below the billing provider is over.
    mutating func beginSubscriber() { self = LevelsRecord(billingProvider: billingProvider) }
}

extension RecordArena {
    /// NM1*IL and what describes the subscriber: DMG, N3, N4, REF; returns the subscriber with it.
    mutating func take(
        _ match: LoopMatcher.Match,
        _ reader: inout SegmentReader,
        into subscriber: SubscriberRecord
    ) -> SubscriberRecord {
        var subscriber = subscriber
        switch reader.id {
        case .dmg: subscriber.demographics.take(&reader)
        case .n3, .n4: subscriber.address.take(&reader)
        default: subscriber.party = take(match, &reader, into: subscriber.party)
        }
        return subscriber
    }
}
