/// The databases that journals and keys can be kept in; what holds for them is tested on each.
package enum StoreKind: CaseIterable, Sendable, CustomStringConvertible {
    /// Files of SQLite in the store's folder.
    case sqlite
    /// A PostgreSQL server that tests share.
    case postgreSQL

    /// Those that this machine has.
    package static let all = allCases.filter { $0 == .sqlite || PostgreSQLProcess.programs != nil }

    package var description: String {
        switch self {
        case .sqlite: "SQLite"
        case .postgreSQL: "PostgreSQL"
        }
    }
}
