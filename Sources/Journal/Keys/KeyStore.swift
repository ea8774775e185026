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
    private let ids = IdentifierSequence<DataKeyID>()
    private let database: DatabaseQueue
    private let tenantKey: SymmetricKey
    private let cache: Mutex<DataKeyCache>

    /// Opens the key store at `path`.
    ///
    /// - Throws: `JournalError.damaged` when the master key does not open the tenant key.
    init(opening path: String, masterKey: SymmetricKey, cacheLimit: Int = KeyStore.cacheLimit) throws(JournalError) {
        let database = try DatabaseFile.keys.open(at: path)
        do {
            (tenant, tenantKey) = try database.read { db in
                guard let row = try Row.fetchOne(db, sql: "SELECT tenant, wrapped FROM tenant_key") else {
                    throw JournalError.damaged("the key store has no tenant key")
                }
                guard let tenant = StreamID(blob: try row.value(0))?.value else {
                    throw JournalError.damaged("the key store names no tenant")
                }
                let bytes = try Sealing.open(
                    (try row.value(1)),
                    with: masterKey,
                    binding: AssociatedData.tenantKey(tenant: tenant),
                    what: "the tenant key"
                )
                return (tenant, SymmetricKey(data: bytes))
            }
        } catch {
            throw JournalError(error)
        }
        self.database = database
        nonces = NonceSequence()
        cache = Mutex(DataKeyCache(limit: cacheLimit))
        do {
            try DatabaseFile.upgrade(database, adding: Schema.signedHead) { db in
                try Self.add(.checkpointSigning, KeyMaterial.draw(), of: tenant, tenantKey, nonces, in: db)
            }
        } catch {
            throw JournalError(error)
        }
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
        let tenantKey = try KeyMaterial.draw()
        do {
            try database.write { db in
                let wrapped = try Sealing.seal(
                    tenantKey,
                    with: masterKey,
                    binding: AssociatedData.tenantKey(tenant: tenant),
                    nonce: nonces.next()
                )
                try db.execute(
                    sql: "INSERT INTO tenant_key (tenant, wrapped) VALUES (?, ?)",
                    arguments: [StreamID(tenant).blob, wrapped]
                )
                for name in Name.allCases {
                    try add(
                        name,
                        given[name] ?? KeyMaterial.draw(),
                        of: tenant,
                        SymmetricKey(data: tenantKey),
                        nonces,
                        in: db
                    )
                }
            }
            try database.close()
        } catch {
            throw JournalError(error)
        }
    }

    private static func add(
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
        try db.execute(sql: "INSERT INTO named_key (name, wrapped) VALUES (?, ?)", arguments: [name.rawValue, wrapped])
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
    ///   - head: What was signed last of the journal that is copied with it; more may have been signed since.
    ///   - journal: Which journal that is.
    /// - Throws: `JournalError.alreadyExists`, `.storage`, `.closed`.
    func backUp(to path: String, knowing head: TreeHead, of journal: UInt8) throws(JournalError) {
        let sealed = try seal(head, of: journal)
        do {
            try DatabaseFile.copy(database, to: path) { db in try Self.keep(sealed, of: journal, in: db) }
        } catch {
            throw JournalError(error)
        }
    }

    /// The named key of the tenant.
    func key(_ name: Name) throws(JournalError) -> SymmetricKey {
        do {
            return try database.writeWithoutTransaction { db in
                let sql = "SELECT wrapped FROM named_key WHERE name = ?"
                guard let wrapped = try Data.fetchOne(db, sql: sql, arguments: [name.rawValue]) else {
                    throw JournalError.damaged("the key store has no \(name.rawValue) key")
                }
                let associatedData = AssociatedData.namedKey(tenant: tenant, name: name.rawValue)
                let what = "the \(name.rawValue) key"
                let opened = try Sealing.open(wrapped, with: tenantKey, binding: associatedData, what: what)
                return SymmetricKey(data: opened)
            }
        } catch {
            throw JournalError(error)
        }
    }
}

// MARK: - What was signed last

extension KeyStore {
    /// What was signed last of a journal; `nil` when nothing was.
    ///
    /// - Throws: `JournalError.damaged` when the record was changed.
    func signedHead(of journal: UInt8) throws(JournalError) -> TreeHead? {
        do {
            return try database.writeWithoutTransaction { db in
                let sql = "SELECT sealed FROM signed_head WHERE journal = ?"
                guard let sealed = try Data.fetchOne(db, sql: sql, arguments: [journal]) else { return nil }
                let associatedData = AssociatedData.signedHead(tenant: tenant, journal: journal)
                let what = "the record of what was signed last"
                var reader = ByteReader(
                    [UInt8](try Sealing.open(sealed, with: tenantKey, binding: associatedData, what: what))
                )
                let size: UInt64 = try reader.read()
                guard let root = TreeHash(bytes: reader.rest) else {
                    throw JournalError.damaged("\(what) is too short")
                }
                return TreeHead(size: size, root: root)
            }
        } catch {
            throw JournalError(error)
        }
    }

    /// Keeps what is about to be signed, durably.
    func keep(signedHead head: TreeHead, of journal: UInt8) throws(JournalError) {
        let sealed = try seal(head, of: journal)
        do {
            try database.write { db in try Self.keep(sealed, of: journal, in: db) }
        } catch {
            throw JournalError(error)
        }
    }

    private func seal(_ head: TreeHead, of journal: UInt8) throws(JournalError) -> Data {
        var writer = ByteWriter(capacity: 40)
        writer.append(head.size)
        writer.append(contentsOf: head.root.bytes)
        let associatedData = AssociatedData.signedHead(tenant: tenant, journal: journal)
        return try Sealing.seal(writer.bytes, with: tenantKey, binding: associatedData, nonce: nonces.next())
    }

    private static func keep(_ sealed: Data, of journal: UInt8, in db: Database) throws {
        try db.execute(
            sql: "INSERT OR REPLACE INTO signed_head (journal, sealed) VALUES (?, ?)",
            arguments: [journal, sealed]
        )
    }
}

// MARK: - Data keys

extension KeyStore {
    /// The key with the id, or `nil` when it was destroyed.
    func key(_ id: DataKeyID) throws(JournalError) -> DataKey? {
        if let known = cache.withLock({ $0.key(id) }) { return known }
        do {
            let found = try database.writeWithoutTransaction { db -> DataKey? in
                let statement = try db.cachedStatement(
                    sql: "SELECT id, subject, retention, year, wrapped FROM data_key WHERE id = ?"
                )
                return try Row.fetchOne(statement, arguments: [id.blob]).map(unwrap)
            }
            if let found { cache.withLock { $0.insert(found) } }
            return found
        } catch {
            throw JournalError(error)
        }
    }

    /// The keys to seal with, made and durable where there were none.
    func sealingKeys(for scopes: Set<DataKeyScope>) throws(JournalError) -> [DataKeyScope: DataKey] {
        var keys: [DataKeyScope: DataKey] = [:]
        keys.reserveCapacity(scopes.count)
        cache.withLock { cache in
            for scope in scopes { keys[scope] = cache.key(for: scope) }
        }
        guard keys.count < scopes.count else { return keys }
        let missing = scopes.filter { keys[$0] == nil }
        do {
            let made = try database.write { db in
                let found = try find(missing, in: db)
                let material = try KeyMaterial.draw(keys: missing.count - found.count)
                var unused = material[...]
                return try missing.map { scope in
                    if let key = found[scope] { return key }
                    defer { unused = unused.dropFirst(KeyMaterial.keyBytes) }
                    return try make(scope, of: unused.prefix(KeyMaterial.keyBytes), in: db)
                }
            }
            cache.withLock { cache in
                for key in made { cache.insert(key) }
            }
            for key in made { keys[key.scope] = key }
            return keys
        } catch {
            throw JournalError(error)
        }
    }

    /// Destroys the key of the scope and leaves no copy of it in the file.
    ///
    /// - Returns: Whether there was one.
    func destroy(_ scope: DataKeyScope) throws(JournalError) -> Bool {
        do {
            let existed = try database.write { db in
                try db.execute(
                    sql: "DELETE FROM data_key WHERE subject = ? AND retention = ? AND year = ?",
                    arguments: [scope.subject.blob, Int64(scope.retention.rawValue), scope.year]
                )
                return db.changesCount > 0
            }
            cache.withLock { $0.removeAll() }
            // Older pages with the key lie in the write-ahead log until it is folded in and emptied.
            try database.writeWithoutTransaction { db in _ = try db.checkpoint(.truncate) }
            return existed
        } catch {
            throw JournalError(error)
        }
    }

    /// Those keys that are there, looked up by one statement for all their subjects, of whom most are new.
    private func find(_ scopes: Set<DataKeyScope>, in db: Database) throws -> [DataKeyScope: DataKey] {
        let statement = try db.cachedStatement(
            sql: """
                WITH RECURSIVE record (number) AS (
                    SELECT 0 UNION ALL SELECT number + 1 FROM record WHERE number + 1 < ?2
                )
                SELECT id, subject, retention, year, wrapped FROM record CROSS JOIN data_key
                WHERE subject = substr(?1, number * 16 + 1, 16)
                """
        )
        let subjects = Set(scopes.map(\.subject))
        var packed: [UInt8] = []
        packed.reserveCapacity(subjects.count * 16)
        for subject in subjects { subject.append(to: &packed) }
        var found: [DataKeyScope: DataKey] = [:]
        let cursor = try Row.fetchCursor(statement, arguments: [Data(packed), subjects.count])
        while let row = try cursor.next() {
            guard let retention = RetentionClass(rawValue: try row.value(2)),
                let subject = SubjectID(blob: try row.value(1)),
                scopes.contains(DataKeyScope(subject: subject, retention: retention, year: try row.value(3)))
            else { continue }
            let key = try unwrap(row)
            found[key.scope] = key
        }
        return found
    }

    private func make(_ scope: DataKeyScope, of bytes: ArraySlice<UInt8>, in db: Database) throws -> DataKey {
        let retention = Int64(scope.retention.rawValue)
        let id = ids.next()
        let bytes = Array(bytes)
        let associatedData = AssociatedData.dataKey(tenant: tenant, id: id, scope: scope)
        let wrapped = try Sealing.seal(bytes, with: tenantKey, binding: associatedData, nonce: nonces.next())
        let insert = try db.cachedStatement(
            sql: "INSERT INTO data_key (id, subject, retention, year, wrapped) VALUES (?, ?, ?, ?, ?)"
        )
        try insert.execute(arguments: [id.blob, scope.subject.blob, retention, scope.year, wrapped])
        return DataKey(id: id, scope: scope, key: SymmetricKey(data: bytes))
    }

    private func unwrap(_ row: Row) throws -> DataKey {
        guard let id = DataKeyID(blob: try row.value(0)), let subject = SubjectID(blob: try row.value(1)),
            let retention = RetentionClass(rawValue: try row.value(2))
        else { throw JournalError.damaged("a data key has a record that cannot be read") }
        let scope = DataKeyScope(subject: subject, retention: retention, year: try row.value(3))
        let associatedData = AssociatedData.dataKey(tenant: tenant, id: id, scope: scope)
        let bytes = try Sealing.open(try row.value(4), with: tenantKey, binding: associatedData, what: "a data key")
        return DataKey(id: id, scope: scope, key: SymmetricKey(data: bytes))
    }
}
