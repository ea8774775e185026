/// One claim of an 837: professional, institutional or dental (loop 2300 with what stands above and below it).
public struct Claim837: Equatable, Sendable {
    /// What kind of claim form it is.
    public enum Kind: Sendable {
        /// 837P.
        case professional
        /// 837I.
        case institutional
        /// 837D.
        case dental
    }

    /// What kind it is: by ST03, else GS08, else by the service segments (SV1, SV2, SV3).
    public internal(set) var kind: Kind

    // Above the claim

    /// The billing provider (2010AA NM1*85), with its taxonomy (2000A PRV) and references.
    public var billingProvider: Party? { levels.billingProvider?.party }
    /// The subscriber and their coverage with this payer (2000B, 2010BA).
    public var subscriber: Subscriber837 { levels.subscriber }
    /// The patient, when not the subscriber (2000C, 2010CA).
    public var patient: Patient837? { levels.patient }
    /// The payer that is asked (2010BB NM1*PR) with REF 2U, FY, EI, NF.
    public var payer: Party? { levels.payer }
    /// All of that, shared by the claims under one subscriber or patient.
    let levels: ClaimLevels837

    // 2300

    /// CLM01: the provider's number for the claim.
    public internal(set) var patientControlNumber: String = ""
    /// CLM02: the total charge; zero when absent or unreadable (``isReadable`` is then false).
    public internal(set) var charge: Amount = .zero
    /// CLM05-1: place of service, or the first two digits of the type of bill.
    public internal(set) var facilityCode: String = ""
    /// CLM05-2: `A` type of bill, `B` place of service.
    public internal(set) var facilityQualifier: String = ""
    /// CLM05-3: `1` original, `7` replacement, `8` void and others.
    public internal(set) var frequency: String = ""
    /// CLM07: whether the provider accepts assignment, `A`, `B`, `C`.
    public internal(set) var assignment: String = ""
    /// CLM08: whether benefits are assigned to the provider, `Y`, `N`, `W`.
    public internal(set) var benefitsAssignment: String = ""
    /// CLM20: delay reason.
    public internal(set) var delayReason: String = ""
    /// DTP of the claim: 434 statement, 435 admission, 096 discharge, 472 service and others.
    public internal(set) var dates: [QualifiedDate] = []
    /// AMT of the claim: F5 what the patient paid and others.
    public internal(set) var amounts: [QualifiedAmount] = []
    /// REF of the claim: F8, D9, G1, EA, 9F and others.
    public internal(set) var references: [Reference] = []
    /// Every code of the HI segments, in file order.
    public internal(set) var codes: [ClaimCode] = []
    /// CL1: admission type, source, and patient status.
    public internal(set) var institutional: InstitutionalInformation?
    /// CN1: contract.
    public internal(set) var contract: ContractInformation?
    /// PWK: paperwork that comes apart.
    public internal(set) var attachments: [Attachment] = []
    /// Providers of the claim (2310): `71` attending, `82` rendering, `DN` referring, `77` facility and others.
    public internal(set) var providers: [Party] = []
    /// The other payers (2320, 2330) in file order.
    public internal(set) var otherPayers: [OtherPayer837] = []
    /// The service lines (2400) in file order.
    public internal(set) var lines: [ServiceLine837] = []

    // How it was read

    /// Segments that the guide does not have there.
    public internal(set) var unexpectedSegments: [UnexpectedSegment] = []
    /// False when an amount that it must have is absent or cannot be read.
    public internal(set) var isReadable: Bool = true
    /// False when its transaction set was cut off in it.
    public internal(set) var isComplete: Bool = true
    /// From CLM to its last segment.
    public internal(set) var source: Source = Source()

    /// What the patient paid at the desk: AMT*F5.
    public var patientAmountPaid: Amount? { amounts.value("F5") }
    /// The principal diagnosis: HI qualifier ABK or BK.
    public var principalDiagnosis: ClaimCode? { codes.first { $0.qualifier == "ABK" || $0.qualifier == "BK" } }
    /// The diagnosis related group: HI qualifier DR.
    public var diagnosisRelatedGroup: String? { codes.first { $0.qualifier == "DR" }?.code }
    /// REF*F8: the payer's number of the claim that this one replaces or voids.
    public var payerControlNumber: String? { references.value("F8") }
}

/// One code of an HI segment.
public struct ClaimCode: Hashable, Sendable {
    /// Component 1: ABK principal diagnosis, ABF other, DR group, BH occurrence, BE value and others.
    public internal(set) var qualifier: String = ""
    /// Component 2.
    public internal(set) var code: String = ""
    /// Component 4, when component 3 is D8 or RD8.
    public internal(set) var date: X12Date?
    /// The last day of component 4 when it is RD8, else ``date``.
    public internal(set) var lastDate: X12Date?
    /// Component 5: the amount of a value code.
    public internal(set) var amount: Amount?
    /// Component 9: present on admission.
    public internal(set) var presentOnAdmission: String = ""
    /// The HI segment.
    public internal(set) var source: Source = Source()
}

/// The subscriber and the coverage: SBR with 2010BA, or in 2320 with 2330A.
public struct Subscriber837: Equatable, Sendable {
    /// SBR01: `P`, `S`, `T`, `A`–`H`, `U`.
    public internal(set) var payerResponsibility: String = ""
    /// SBR02: `18` is the patient.
    public internal(set) var relationship: String = ""
    /// SBR03: group or policy number.
    public internal(set) var groupNumber: String = ""
    /// SBR04: group name.
    public internal(set) var groupName: String = ""
    /// SBR05: insurance type, such as `12` working aged.
    public internal(set) var insuranceType: String = ""
    /// SBR09: claim filing indicator, such as `MB`, `MC`, `CI`.
    public internal(set) var filingIndicator: String = ""
    /// NM1*IL: name and member id (NM109).
    public internal(set) var party: Party?
    /// DMG02.
    public internal(set) var birthDate: X12Date?
    /// DMG03: `F`, `M`, `U`.
    public internal(set) var sex: String = ""
    /// N3, N4.
    public internal(set) var address: Address?

    /// NM109 of the subscriber.
    public var memberID: String { party?.id ?? "" }
}

/// The patient when not the subscriber: PAT with 2010CA.
public struct Patient837: Equatable, Sendable {
    /// PAT01: relationship to the subscriber.
    public internal(set) var relationship: String = ""
    /// NM1*QC.
    public internal(set) var party: Party?
    /// DMG02.
    public internal(set) var birthDate: X12Date?
    /// DMG03.
    public internal(set) var sex: String = ""
    /// N3, N4.
    public internal(set) var address: Address?
}

/// A postal address: N3 and N4.
public struct Address: Hashable, Sendable {
    /// N301 and N302, those that are sent.
    public internal(set) var lines: [String] = []
    /// N401.
    public internal(set) var city: String = ""
    /// N402.
    public internal(set) var state: String = ""
    /// N403.
    public internal(set) var postalCode: String = ""
    /// N404.
    public internal(set) var country: String = ""
}

/// CL1: institutional claim code.
public struct InstitutionalInformation: Hashable, Sendable {
    /// CL101.
    public internal(set) var admissionType: String = ""
    /// CL102.
    public internal(set) var admissionSource: String = ""
    /// CL103: such as `01` discharged home, `30` still a patient.
    public internal(set) var patientStatus: String = ""
}

/// CN1: contract information.
public struct ContractInformation: Hashable, Sendable {
    /// CN101.
    public internal(set) var type: String = ""
    /// CN102.
    public internal(set) var amount: Amount?
    /// CN103 as sent.
    public internal(set) var percentage: String = ""
    /// CN104.
    public internal(set) var code: String = ""
}

/// PWK: a document sent apart from the claim.
public struct Attachment: Hashable, Sendable {
    /// PWK01: what it is.
    public internal(set) var reportType: String = ""
    /// PWK02: how it is sent.
    public internal(set) var transmission: String = ""
    /// PWK06: its control number.
    public internal(set) var controlNumber: String = ""
    /// Where it stands.
    public internal(set) var source: Source = Source()
}
