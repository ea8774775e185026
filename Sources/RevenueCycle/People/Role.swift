/// What somebody does here.
///
/// What each role may do is in a ``RoleSet``.
package enum Role: String, CaseIterable, Hashable, Sendable {
    case patientSupport, biller, denialSpecialist, appealWriter, clinicalReviewer, supervisor
    case compliance, auditor, administrator
    case integration, agent
}

extension Role: Comparable {
    package static func < (left: Role, right: Role) -> Bool { left.rawValue < right.rawValue }
}
