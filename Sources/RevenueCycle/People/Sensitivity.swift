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
