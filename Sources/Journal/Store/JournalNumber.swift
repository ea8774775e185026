/// Which of a tenant's journals one is; each has its own entries, tree and head, and all share the tenant's keys.
struct JournalNumber: RawRepresentable, Hashable, Sendable {
    /// The number that stands in associated data and in shared databases.
    let rawValue: UInt8

    /// What happened and was decided.
    static let business = JournalNumber(rawValue: 1)

    /// The journal's word in the names of what it signs.
    var name: String { self == .business ? "business" : "journal-\(rawValue)" }
}
