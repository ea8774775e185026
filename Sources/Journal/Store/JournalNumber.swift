/// Which of a tenant's journals one is; each has its own entries, tree and head, and all share the tenant's keys.
package enum JournalNumber: UInt8, CaseIterable, Sendable {
    /// What happened and was decided.
    case business = 1
    /// Who looked at what; of its own, so that it has its own retention and holds nobody up.
    case access = 2

    /// The journal's word in the names of what it signs.
    var name: String { "\(self)" }

    /// The name of the file that keeps it, in the tenant's folder.
    var file: String {
        switch self {
        case .business: "journal.sqlite"
        case .access: "access.sqlite"
        }
    }

    /// The name of the file with its checkpoint, in a backup.
    var checkpointFile: String {
        switch self {
        case .business: "checkpoint"
        case .access: "access-checkpoint"
        }
    }
}
