/// What the shipped table says of a claim adjustment group code.
package struct GroupFact: Hashable, Sendable {
    /// The code.
    package let code: GroupCode
    /// What it means, for staff.
    package let meaning: String
    /// Who bears the amount.
    package let bearer: Bearer
    /// Whether the amount can reach the patient.
    package let patientBilling: PatientBilling
    /// How sure the meaning is.
    package let confidence: Confidence

    init(_ row: TableRow) throws(TableFault) {
        code = GroupCode(rawValue: try row.text("code"))
        meaning = try row.text("meaning")
        bearer = try row.value("bearer")
        patientBilling = try row.value("patient_billing")
        confidence = try row.value("confidence")
    }

    /// Who bears an amount.
    package enum Bearer: String, Hashable, Sendable {
        case provider
        case patient
        /// It depends on the reason.
        case depends
        /// The code has no place in a 5010 remittance.
        case none
    }

    /// Whether an amount can reach the patient.
    package enum PatientBilling: String, Hashable, Sendable {
        case never
        /// Only through the patient gate.
        case gated
    }
}
