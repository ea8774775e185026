import Crypto
import Foundation
import GRDB

/// The keys of a tenant that wrap all its others, by generation.
///
/// There is one, but while a newer one takes over from it: then each record says which of the two wraps it.
struct TenantKeys: Sendable {
    private var keys: [Int: SymmetricKey] = [:]
    /// The generation that wraps what is new.
    private(set) var generation = 0

    /// The key that wraps what is new.
    var newest: (generation: Int, key: SymmetricKey) {
        get throws(JournalError) { (generation, try key(generation)) }
    }

    /// The generations before the newest, which still wrap something.
    var older: [Int] { keys.keys.filter { $0 != generation }.sorted() }

    /// The key of a generation.
    ///
    /// - Throws: `JournalError.damaged` when there is none.
    func key(_ generation: Int) throws(JournalError) -> SymmetricKey {
        guard let key = keys[generation] else {
            throw .damaged("the key store has no tenant key of generation \(generation)")
        }
        return key
    }

    mutating func insert(_ key: SymmetricKey, generation: Int) {
        keys[generation] = key
        self.generation = max(self.generation, generation)
    }

    mutating func remove(generation: Int) { keys[generation] = nil }
}

// The record of a tenant key: one for each generation and each master key that opens it.
extension TenantKeys {
    /// Reads the keys that the master key wraps.
    ///
    /// - Throws: `JournalError.damaged` when it wraps none, or one does not open.
    init(in db: Database, wrappedBy masterKey: SymmetricKey) throws {
        let tenant = try Self.tenant(in: db)
        let sql = "SELECT generation, wrapped FROM tenant_key WHERE master = ?"
        for row in try Row.fetchAll(db, sql: sql, arguments: [Self.name(of: masterKey)]) {
            let generation: Int = try row.value(0)
            let bytes = try Sealing.open(
                try row.value(1),
                with: masterKey,
                binding: AssociatedData.tenantKey(tenant: tenant, generation: generation),
                what: "the tenant key"
            )
            insert(SymmetricKey(data: bytes), generation: generation)
        }
        guard generation > 0 else {
            throw JournalError.damaged("the key store has no tenant key that the master key opens")
        }
    }

    /// The tenant whose keys these are.
    static func tenant(in db: Database) throws -> UInt128 {
        guard let blob = try Data.fetchOne(db, sql: "SELECT tenant FROM tenant_key"),
            let tenant = StreamID(blob: blob)?.value
        else { throw JournalError.damaged("the key store names no tenant") }
        return tenant
    }

    /// Writes one key, wrapped by a master key.
    static func write(
        _ key: SymmetricKey,
        generation: Int,
        of tenant: UInt128,
        wrappedBy masterKey: SymmetricKey,
        nonce: [UInt8],
        in db: Database
    ) throws {
        // The bytes are copied out of the buffer, which does not outlive the call.
        let bytes = unsafe key.withUnsafeBytes { unsafe Array($0) }
        let wrapped = try Sealing.seal(
            bytes,
            with: masterKey,
            binding: AssociatedData.tenantKey(tenant: tenant, generation: generation),
            nonce: nonce
        )
        try db.execute(
            sql: "INSERT OR REPLACE INTO tenant_key (generation, master, tenant, wrapped) VALUES (?, ?, ?, ?)",
            arguments: [generation, name(of: masterKey), StreamID(tenant).blob, wrapped]
        )
    }

    /// Writes all keys, wrapped by another master key, beside what is there.
    func write(of tenant: UInt128, wrappedBy masterKey: SymmetricKey, nonces: NonceSequence, in db: Database) throws {
        for (generation, key) in keys.sorted(by: { $0.key < $1.key }) {
            let nonce = nonces.next()
            try Self.write(key, generation: generation, of: tenant, wrappedBy: masterKey, nonce: nonce, in: db)
        }
    }

    /// Removes what other master keys wrap.
    ///
    /// - Returns: whether there was something.
    static func removeWrappings(except masterKey: SymmetricKey, in db: Database) throws -> Bool {
        try db.execute(sql: "DELETE FROM tenant_key WHERE master <> ?", arguments: [name(of: masterKey)])
        return db.changesCount > 0
    }

    /// 16 bytes that tell one master key from another, and say nothing of it.
    static func name(of masterKey: SymmetricKey) -> Data {
        Data(KeyedHash(key: masterKey).hash(Array("recourse tenant key".utf8)).prefix(16))
    }
}
