/// What the shipped table says of a claim adjustment reason code.
package struct CarcFact: Hashable, Sendable {
    /// The code.
    package let code: CARC
    /// What it means, for staff.
    package let meaning: String
    /// What may be said of it to a patient, as the end of "Your insurance plan said that …"; nil when the code alone
    /// may not be explained to a patient.
    package let patientMeaning: String?
    /// The table's subject of the code.
    package let category: CarcCategory
    /// The category that a denial with this code has.
    package let denialCategory: DenialCategory
    /// What kind of change to the payment it is.
    package let nature: AdjustmentNature
    /// Whether it is a decision against the claim.
    package let trueDenial: TrueDenial
    /// The groups with which payers usually send it.
    package let usualGroups: [GroupCode]
    /// What stands between the amount and a patient's bill.
    package let patientBilling: PatientBilling
    /// Whether the hospital could have avoided it.
    package let preventable: Preventable
    /// The step that a finding with this code proposes.
    package let nextStep: NextStep
    /// The table's name of the work to do first.
    package let action: String
    /// The table's names of the work to do when the first does not help.
    package let fallbackActions: [String]
    /// The claim frequency to send again with, and when: `7`, `1_to_correct_payer`, `none`.
    package let resubmission: String
    /// Who works it.
    package let team: String
    /// Remarks that often come with it.
    package let typicalRemarks: [RARC]
    /// How sure the meaning is.
    package let confidence: Confidence

    init(_ row: TableRow) throws(TableFault) {
        code = CARC(try row.text("code"))
        meaning = try row.text("meaning")
        patientMeaning = try row.optionalText("patient_meaning")
        category = try row.value("category")
        denialCategory = try row.value("denial_category")
        nature = try row.value("nature")
        trueDenial = try row.value("true_denial")
        usualGroups = try row.list("usual_groups").map(GroupCode.init(rawValue:))
        patientBilling = try row.value("patient_billing")
        preventable = try row.value("preventable")
        nextStep = try row.value("next_step")
        action = try row.text("action")
        fallbackActions = try row.list("fallback_actions", separator: ";").filter { $0 != "none" }
        resubmission = try row.text("resubmission")
        team = try row.text("team")
        typicalRemarks = try row.list("typical_remarks").map { RARC($0) }
        confidence = try row.value("confidence")
    }
}

/// What kind of change to the payment a reason is; with the group it decides the ``Disposition``.
package enum AdjustmentNature: String, Hashable, Sendable, CaseIterable {
    /// The patient's share under the plan.
    case patientShare = "patient_share"
    /// Given up under a contract or law.
    case writeOff = "write_off"
    /// A signed change without a decision on the claim.
    case adjustment
    /// A part that is not paid, while the rest is.
    case reduction
    /// May not be asked of the patient, whatever the group says.
    case notCollectible = "not_collectible"
    /// What earlier payers did.
    case priorPayer = "prior_payer"
    /// Refused.
    case denial
    /// The outcome of an appeal.
    case decision
    /// Not decided yet.
    case pend
    /// Sent on to another payer.
    case forwarded
    /// The payer asks for something first.
    case request
    /// Said for information.
    case informational
    /// The money went to somebody else.
    case misdirectedPayment = "misdirected_payment"
    /// A payment from another source.
    case payment
    /// Money that goes back.
    case refund
}

/// Whether a reason is a decision against the claim.
package enum TrueDenial: String, Hashable, Sendable, CaseIterable {
    /// It is.
    case yes
    /// It is not.
    case no
    /// It depends on what comes with it.
    case depends
}

/// The table's subject of a reason code.
package enum CarcCategory: String, Hashable, Sendable, CaseIterable {
    case patientResponsibility = "patient_responsibility"
    case eligibility
    case cob
    case contractual
    case coding
    case informational
    case authorization
    case medicalNecessity = "medical_necessity"
    case quality
    case credentialing
    case technical
    case duplicate
    case timelyFiling = "timely_filing"
    case noncovered
    case bundling
    case documentation
    case benefitLimit = "benefit_limit"
    case network
    case appealOutcome = "appeal_outcome"
    case pend
    case refund
    case other
}

/// What stands between an amount and a patient's bill.
package enum PatientBilling: String, Hashable, Sendable {
    /// May be billed under PR, once the protections are applied.
    case yesIfPR = "yes_if_PR"
    /// Not under CO.
    case noIfCO = "no_if_CO"
    /// Only after coverage was verified.
    case afterVerification = "after_verification"
    /// Only after a person looked.
    case review
    /// Not while the matter is open.
    case hold
    /// There is nothing to bill.
    case no
    /// Under no group.
    case never
}

/// Whether the hospital could have avoided a reason.
package enum Preventable: String, Hashable, Sendable {
    case yes
    case no
    case partly
    case unknown
}
