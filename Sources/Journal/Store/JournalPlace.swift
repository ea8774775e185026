import Foundation

/// Where the journals of a store are kept.
package enum JournalPlace: Sendable {
    /// In the folder, a SQLite file for each journal.
    case folder
    /// In a database that several nodes share.
    case postgreSQL(PostgreSQLServer)

    /// What the store's description calls it.
    var name: String {
        switch self {
        case .folder: "folder"
        case .postgreSQL: "postgresql"
        }
    }

    /// Makes a journal of a new tenant, whose folder is given.
    func create(_ journal: JournalNumber, of tenant: StreamID, in folder: String) throws(JournalError) {
        switch self {
        case .folder: try SQLiteDatabase.create(at: "\(folder)/\(journal.file)", tenant: tenant, journal: journal)
        case .postgreSQL(let server): try PostgreSQLDatabase(on: server, tenant: tenant, journal: journal).create()
        }
    }

    /// Opens a journal of a tenant, whose folder is given.
    func open(
        _ journal: JournalNumber,
        of tenant: StreamID,
        in folder: String
    ) throws(JournalError) -> any JournalDatabase {
        switch self {
        case .folder: try SQLiteDatabase(opening: "\(folder)/\(journal.file)", tenant: tenant, journal: journal)
        case .postgreSQL(let server): PostgreSQLDatabase(on: server, tenant: tenant, journal: journal)
        }
    }

    /// Whether a journal of a tenant was made, whose folder is given.
    func has(_ journal: JournalNumber, of tenant: StreamID, in folder: String) throws(JournalError) -> Bool {
        switch self {
        case .folder: FileManager.default.fileExists(atPath: "\(folder)/\(journal.file)")
        case .postgreSQL(let server): try PostgreSQLDatabase(on: server, tenant: tenant, journal: journal).exists()
        }
    }
}
