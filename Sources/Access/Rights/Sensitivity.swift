/// What makes a patient's data, or a case, ask for more care than others.
package enum Sensitivity: String, CaseIterable, Hashable, Sendable {
    /// Care for the mind.
    case behavioralHealth
    /// Records of a program for substance use (42 CFR Part 2).
    case substanceUse
    /// A patient under age, whose parents may not know all.
    case minor
    /// A person of public interest, or one of the staff.
    case vip
    case deceased
    /// The patient says that they cannot pay.
    case hardship
    case complaint
    /// Somebody speaks of a lawyer, a court or a regulator.
    case legalThreat
}

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
