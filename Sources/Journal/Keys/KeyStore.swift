import Crypto
import Foundation
import Synchronization

/// A tenant's keys, in an erasable place of their own.
///
/// The master key, which is not in the store, wraps the tenant key; the tenant key wraps the named keys and the data keys.
/// A data key is durable here before anything is sealed with it, and nothing else holds it: once it is destroyed here, what
/// it sealed is gone from every copy of the journal.
///
/// Other nodes may share the place. What they change is seen at the latest when this node next writes, and what they have
/// destroyed as ``followDestruction(atMostEvery:)`` says.
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

    let nonces = NonceSequence()
    let ids = IdentifierSequence<DataKeyID>()
    let database: any KeyDatabase
    let wrapping: Mutex<TenantKeys>
    /// The keys that open the tenant key: one, but while it is changed for another.
    let masterKeys: Mutex<[SymmetricKey]>
    let cache: Mutex<DataKeyCache>
    /// When this node last looked whether others had destroyed keys.
    let lastLook = Mutex<ContinuousClock.Instant?>(nil)
    let now: @Sendable () -> ContinuousClock.Instant

    /// Whose keys these are.
    var tenant: UInt128 { database.tenant }

    /// The tenant key, and the one before it while that still wraps something.
    var tenantKeys: TenantKeys { wrapping.withLock { $0 } }

    /// Opens the keys that `database` has.
    ///
    /// - Throws: `JournalError.damaged` when the master key does not open the tenant key.
    init(
        opening database: any KeyDatabase,
        masterKey: SymmetricKey,
        cacheLimit: Int = KeyStore.cacheLimit,
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) throws(JournalError) {
        self.database = database
        self.now = now
        cache = Mutex(DataKeyCache(limit: cacheLimit))
        masterKeys = Mutex([masterKey])
        do {
            let records = try database.read { tables in try tables.tenantKeys() }
            wrapping = Mutex(try Self.tenantKeys(records, of: database, wrappedBy: [masterKey]))
        } catch {
            throw JournalError(error)
        }
        // The master key is the store's, so another is left from a change that was cut short; or, where others share the keys,
        // one of them may be changing it right now.
        if !database.isShared { try keepOnly(masterKey) }
    }

    /// Makes the keys of a new tenant in a database that has none; `given` are named keys that are not to be drawn at random.
    static func create(
        in database: any KeyDatabase,
        masterKey: SymmetricKey,
        given: [Name: [UInt8]]
    ) throws(JournalError) {
        let nonces = NonceSequence()
        var keys = TenantKeys()
        keys.insert(SymmetricKey(data: try KeyMaterial.draw()), generation: 1)
        do {
            try database.write { tables in
                for record in try keys.records(of: database.tenant, wrappedBy: masterKey, nonces) {
                    try tables.replace(tenantKey: record)
                }
                for name in Name.allCases {
                    let bytes = try given[name] ?? KeyMaterial.draw()
                    let wrapped = WrappedName.namedKey(name.rawValue)
                    try tables.put(try keys.wrap(bytes, as: wrapped, of: database.tenant, nonce: nonces.next()))
                }
            }
        } catch {
            throw JournalError(error)
        }
    }

    /// Ends all use of the keys.
    func close() {
        cache.withLock { $0.removeAll() }
        database.close()
    }

    /// Copies the keys as they are now, to a file that must not exist.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - heads: What was signed last of the journals that are copied with it; more may have been signed since.
    /// - Throws: `JournalError.alreadyExists`, `.badBackup`, `.storage`, `.closed`.
    func backUp(to path: String, knowing heads: [(journal: UInt8, head: TreeHead)]) throws(JournalError) {
        do {
            try database.backUp(to: path) { tables in
                for (journal, head) in heads { try keep(head, of: journal, in: tables) }
            }
        } catch {
            throw JournalError(error)
        }
    }

    /// The named key of the tenant.
    func key(_ name: Name) throws(JournalError) -> SymmetricKey {
        do {
            return try database.read { tables in
                guard let record = try tables.namedKey(name.rawValue) else {
                    throw JournalError.damaged("the key store has no \(name.rawValue) key")
                }
                return SymmetricKey(data: try open(record, in: tables))
            }
        } catch {
            throw JournalError(error)
        }
    }
}

// What the tenant key wraps, as other nodes may have changed it.
extension KeyStore {
    /// The bytes of a record, which may be wrapped by a tenant key that another node has made meanwhile.
    func open(_ record: WrappedRecord, in tables: any KeyTables) throws -> Data {
        var keys = tenantKeys
        if !keys.has(record.generation) {
            keys = try readTenantKeys(in: tables)
            // The tables may be of a moment before this node's own last change.
            wrapping.withLock { if $0.generation < keys.generation { $0 = keys } }
        }
        return try keys.open(record, of: tenant)
    }

    /// The tenant keys as they are now, within a transaction that writes, so that no other node changes them meanwhile.
    func currentTenantKeys(in tables: any KeyTables) throws -> TenantKeys {
        let known = tenantKeys
        guard try tables.generation() != known.generation else { return known }
        let keys = try readTenantKeys(in: tables)
        // What an older key wraps now would be lost with it.
        guard try tables.generation() == keys.generation else {
            throw JournalError.storage(
                "the newest tenant key is wrapped by another master key; give this node that one"
            )
        }
        wrapping.withLock { $0 = keys }
        return keys
    }

    /// Reads the tenant keys that this node's master keys open.
    func readTenantKeys(in tables: any KeyTables) throws -> TenantKeys {
        try Self.tenantKeys(try tables.tenantKeys(), of: database, wrappedBy: masterKeys.withLock { $0 })
    }

    private static func tenantKeys(
        _ records: [TenantKeyRecord],
        of database: any KeyDatabase,
        wrappedBy masterKeys: [SymmetricKey]
    ) throws(JournalError) -> TenantKeys {
        let names = masterKeys.map(TenantKeys.name)
        // Another node may have changed the master key, of which this node's own folder says nothing.
        if database.isShared, !records.isEmpty, !records.contains(where: { names.contains($0.master) }) {
            throw .wrongMasterKey
        }
        return try TenantKeys(records, of: database.tenant, wrappedBy: masterKeys)
    }
}
