import Crypto
import Foundation

/// Where the keys of a store's tenants are kept.
package enum KeyPlace: Sendable {
    /// In the store's folder, a SQLite file for each tenant; one process has them.
    case folder
    /// In a database that several nodes share, which should be another than that of the journals, with backups of its own.
    ///
    /// The server is one that was made for ``PostgreSQLServer/Contents/keys``.
    case postgreSQL(PostgreSQLServer)

    private static let file = "keys.sqlite"

    /// Makes a place for the keys of a new tenant, whose folder is given.
    func create(of tenant: StreamID, in folder: String) throws(JournalError) -> any KeyDatabase {
        switch self {
        case .folder: return try SQLiteKeyDatabase(creating: "\(folder)/\(Self.file)", tenant: tenant.value)
        case .postgreSQL(let server):
            try TenantFile.write(tenant, in: folder)
            let database = PostgreSQLKeyDatabase(on: server, tenant: tenant)
            try database.create()
            return database
        }
    }

    /// Opens the keys of the tenant whose folder is given.
    func open(in folder: String, masterKey: SymmetricKey) throws(JournalError) -> any KeyDatabase {
        switch self {
        case .folder: try SQLiteKeyDatabase(opening: "\(folder)/\(Self.file)", masterKey: masterKey)
        case .postgreSQL(let server): PostgreSQLKeyDatabase(on: server, tenant: try TenantFile.read(in: folder))
        }
    }
}

/// The file `tenant` in a tenant's folder, which says the tenant's id where the keys do not lie beside it.
///
/// The id is no secret: it stands in the database, and names the tenant's journals in checkpoints.
enum TenantFile {
    static func write(_ tenant: StreamID, in folder: String) throws(JournalError) {
        do {
            guard try PrivateFile.create(at: folder + "/tenant", contents: Data("\(tenant)\n".utf8)) else {
                throw JournalError.alreadyExists(path: folder)
            }
        } catch {
            throw JournalError(error)
        }
    }

    static func read(in folder: String) throws(JournalError) -> StreamID {
        guard let contents = FileManager.default.contents(atPath: folder + "/tenant") else {
            throw .damaged("\(folder) does not say which tenant it is; are the keys kept in the folder after all?")
        }
        let text = String(decoding: contents, as: UTF8.self)
        guard text.utf8.count == 33, text.last == "\n", let value = UInt128(text.dropLast(), radix: 16) else {
            throw .damaged("the file \(folder)/tenant cannot be read")
        }
        return StreamID(value)
    }
}
