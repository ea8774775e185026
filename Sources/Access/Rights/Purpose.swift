/// Why somebody looks at patients' data or acts on it.
///
/// The first three are those for which the law needs no authorisation of the patient (45 CFR 164.506(c)). Research is none:
/// it needs an authorisation or a waiver of its own (45 CFR 164.512(i)), and nothing here does any.
package enum Purpose: String, CaseIterable, Hashable, Sendable {
    /// Getting claims paid, and bills right.
    case payment
    /// Running the hospital: quality, training, audit of its own work.
    case operations
    /// Caring for the patient.
    case treatment
    /// Answering the patient, or whoever may ask for them.
    case patientRequest
    /// Finding out who looked at what and what left.
    case audit
    /// A court, a regulator, or the defence against a claim.
    case legal
}
