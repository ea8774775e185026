/// What somebody does here.
///
/// What each role may do is in a file of roles, but for ``owner``.
package enum Role: String, CaseIterable, Hashable, Sendable {
    case patientSupport, biller, denialSpecialist, appealWriter, clinicalReviewer, supervisor
    case compliance, auditor, administrator
    case integration, agent
    /// Whoever made the store: its first administrator and operator, until an administrator takes that back.
    ///
    /// No file says what it may do, nobody can grant it, and no approval counts by it.
    case owner

    /// The roles that a file says something of, that can be granted, and that a policy may ask for.
    package static let stated = allCases.filter { $0 != .owner }
}

extension Role: Comparable {
    package static func < (left: Role, right: Role) -> Bool { left.rawValue < right.rawValue }
}
