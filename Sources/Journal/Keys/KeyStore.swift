import Crypto
import Foundation
import GRDB
import Synchronization

/// A tenant's keys, in an erasable file of their own.
///
/// The master key, which is not in the store, wraps the tenant key; the tenant key wraps the named keys and the data keys.
/// A data key is durable here before anything is sealed with it, and nothing else holds it: once it is destroyed here, what
/// it sealed is gone from every copy of the journal.
final class KeyStore: Sendable {
    /// Keys of the tenant that are not for sealing.
    enum Name: String, CaseIterable {
        /// Makes blind indexes.
        case blindIndex = "blind-index"
        /// Makes public ids.
        case publicID = "public-id"
        /// Makes the addresses of evidence.
        case evidenceAddress = "evidence-address"
        /// Signs checkpoints of the business journal (the seed of an Ed25519 key).
        case checkpointSigning = "checkpoint-signing"
    }

    static let cacheLimit = 65_536

    let tenant: UInt128
    let nonces: NonceSequence
    let ids = IdentifierSequence<DataKeyID>()
    let database: SQLiteConnection
    let wrapping: Mutex<TenantKeys>
    /// The keys that open the tenant key: one, but while it is changed for another.
    let masterKeys: Mutex<[SymmetricKey]>
    let cache: Mutex<DataKeyCache>

    /// The tenant key, and the one before it while that still wraps something.
    var tenantKeys: TenantKeys { wrapping.withLock { $0 } }

    /// Opens the key store at `path`.
    ///
    /// - Throws: `JournalError.damaged` when the master key does not open the tenant key.
    init(opening path: String, masterKey: SymmetricKey, cacheLimit: Int = KeyStore.cacheLimit) throws(JournalError) {
        database = SQLiteConnection(try DatabaseFile.keys.open(at: path))
        nonces = NonceSequence()
        cache = Mutex(DataKeyCache(limit: cacheLimit))
        masterKeys = Mutex([masterKey])
        do {
            try Self.upgrade(database, masterKey: masterKey, nonces)
            let (tenant, keys) = try database.read { db in
                (try TenantKeys.tenant(in: db), try TenantKeys(in: db, wrappedBy: masterKey))
            }
            self.tenant = tenant
            wrapping = Mutex(keys)
        } catch {
            throw JournalError(error)
        }
        // The master key is the store's, so another is left from a change that was cut short.
        try keepOnly(masterKey)
    }

    /// Makes a key store for a new tenant at `path`; `given` are named keys that are not to be drawn at random.
    static func create(
        at path: String,
        tenant: UInt128,
        masterKey: SymmetricKey,
        given: [Name: [UInt8]]
    ) throws(JournalError) {
        let database = try DatabaseFile.keys.create(at: path)
        let nonces = NonceSequence()
        let tenantKey = SymmetricKey(data: try KeyMaterial.draw())
        do {
            try database.write { db in
                let nonce = nonces.next()
                try TenantKeys.write(tenantKey, generation: 1, of: tenant, wrappedBy: masterKey, nonce: nonce, in: db)
                for name in Name.allCases {
                    try add(name, given[name] ?? KeyMaterial.draw(), of: tenant, tenantKey, nonces, in: db)
                }
            }
            try database.close()
        } catch {
            throw JournalError(error)
        }
    }

    /// Writes a named key, wrapped by the tenant key of the first generation.
    static func add(
        _ name: Name,
        _ bytes: [UInt8],
        of tenant: UInt128,
        _ tenantKey: SymmetricKey,
        _ nonces: NonceSequence,
        in db: Database
    ) throws {
        let wrapped = try Sealing.seal(
            bytes,
            with: tenantKey,
            binding: AssociatedData.namedKey(tenant: tenant, name: name.rawValue),
            nonce: nonces.next()
        )
        try db.execute(
            sql: "INSERT INTO named_key (name, wrapped, generation) VALUES (?, ?, 1)",
            arguments: [name.rawValue, wrapped]
        )
    }

    /// Closes the file.
    func close() {
        cache.withLock { $0.removeAll() }
        // Nothing is left to write, so a failure to close changes nothing for anybody.
        try? database.close()
    }

    /// Copies the file as it is now, to a file that must not exist.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - heads: What was signed last of the journals that are copied with it; more may have been signed since.
    /// - Throws: `JournalError.alreadyExists`, `.storage`, `.closed`.
    func backUp(to path: String, knowing heads: [(journal: UInt8, head: TreeHead)]) throws(JournalError) {
        do {
            try database.copy(to: path) { db in
                for (journal, head) in heads { try keep(head, of: journal, in: db) }
            }
        } catch {
            throw JournalError(error)
        }
    }

    /// The named key of the tenant.
    func key(_ name: Name) throws(JournalError) -> SymmetricKey {
        do {
            return try database.read { db in
                let sql = "SELECT wrapped, generation FROM named_key WHERE name = ?"
                guard let row = try Row.fetchOne(db, sql: sql, arguments: [name.rawValue]) else {
                    throw JournalError.damaged("the key store has no \(name.rawValue) key")
                }
                let associatedData = AssociatedData.namedKey(tenant: tenant, name: name.rawValue)
                let what = "the \(name.rawValue) key"
                let key = try tenantKeys.key(try row.value(1))
                let opened = try Sealing.open(try row.value(0), with: key, binding: associatedData, what: what)
                return SymmetricKey(data: opened)
            }
        } catch {
            throw JournalError(error)
        }
    }
}
