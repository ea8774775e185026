import Crypto
import Foundation
import GRDB
import Synchronization

/// How far the change of a tenant key is.
package struct KeyRotation: Hashable, Sendable {
    /// The generation of the tenant key that wraps what is new; the first is 1.
    package let generation: Int
    /// How many keys are wrapped by it.
    package let wrapped: Int
    /// How many are still wrapped by one before it.
    package let unfinished: Int
}

// Changing keys while they are in use. What a key wraps stays the same, so nothing that is sealed is sealed anew.
extension KeyStore {
    /// How far the last change of the tenant key is.
    func rotation() throws(JournalError) -> KeyRotation {
        let generation = tenantKeys.generation
        do {
            return try database.read { db in
                var counts = (wrapped: 0, unfinished: 0)
                for table in Self.wrappedTables {
                    let sql = "SELECT count(*) FILTER (WHERE generation = ?1), count(*) FROM \(table.name)"
                    guard let row = try Row.fetchOne(db, sql: sql, arguments: [generation]) else { continue }
                    counts.wrapped += try row.value(0)
                    counts.unfinished += try (row.value(1) as Int) - (row.value(0) as Int)
                }
                return KeyRotation(generation: generation, wrapped: counts.wrapped, unfinished: counts.unfinished)
            }
        } catch {
            throw JournalError(error)
        }
    }

    /// Draws a new tenant key, wraps every key of the tenant by it, and destroys the one before.
    ///
    /// The store may be used meanwhile: keys are wrapped anew some hundred at a time. When it is cut short, both tenant keys
    /// stay until the next call, which finishes that change and makes no other.
    ///
    /// - Returns: how far it is, which is done.
    /// - Throws: `JournalError.damaged` when a key does not open; `.storage`, `.closed`.
    func rotateTenantKey(batch: Int = 500) throws(JournalError) -> KeyRotation {
        do {
            if tenantKeys.older.isEmpty { try startRotation() }
            for table in Self.wrappedTables {
                while try wrapAnew(table, limit: batch) > 0 {}
            }
            for generation in tenantKeys.older { try end(generation) }
            try removeOldPages()
            return try rotation()
        } catch {
            throw JournalError(error)
        }
    }

    /// Has the tenant key wrapped by another master key too, durably.
    func addMasterKey(_ masterKey: SymmetricKey) throws(JournalError) {
        do {
            let keys = tenantKeys
            try database.write { db in try keys.write(of: tenant, wrappedBy: masterKey, nonces: nonces, in: db) }
            masterKeys.withLock { $0.append(masterKey) }
        } catch {
            throw JournalError(error)
        }
    }

    /// Leaves `masterKey` as the only one that opens the tenant key, and no copy of what others wrapped.
    func keepOnly(_ masterKey: SymmetricKey) throws(JournalError) {
        do {
            masterKeys.withLock { $0 = [masterKey] }
            let hasRemoved = try database.write { db in try TenantKeys.removeWrappings(except: masterKey, in: db) }
            if hasRemoved { try removeOldPages() }
        } catch {
            throw JournalError(error)
        }
    }

    /// Removes older pages, which lie in the write-ahead log until it is folded in and emptied.
    func removeOldPages() throws {
        try database.read { db in _ = try db.checkpoint(.truncate) }
    }

    private func startRotation() throws {
        let key = SymmetricKey(data: try KeyMaterial.draw())
        let generation = tenantKeys.generation + 1
        try database.write { db in
            for masterKey in masterKeys.withLock({ $0 }) {
                try TenantKeys.write(
                    key,
                    generation: generation,
                    of: tenant,
                    wrappedBy: masterKey,
                    nonce: nonces.next(),
                    in: db
                )
            }
        }
        // From here on, what is new is wrapped by the new key; what was before is found by its generation.
        wrapping.withLock { $0.insert(key, generation: generation) }
    }

    private func end(_ generation: Int) throws {
        try database.write { db in
            for table in Self.wrappedTables {
                let sql = "SELECT count(*) FROM \(table.name) WHERE generation = ?"
                guard try Int.fetchOne(db, sql: sql, arguments: [generation]) == 0 else {
                    throw JournalError.damaged("the tenant key of generation \(generation) still wraps something")
                }
            }
            try db.execute(sql: "DELETE FROM tenant_key WHERE generation = ?", arguments: [generation])
        }
        wrapping.withLock { $0.remove(generation: generation) }
    }
}

// MARK: - What a tenant key wraps

/// A table whose records are wrapped by the tenant key of the generation that they name.
private struct WrappedTable: Sendable {
    let name: String
    /// The column that names a record.
    let key: String
    /// The wrapped bytes.
    let bytes: String
    /// What else the bytes are bound to, in the order of `binding`'s row.
    let context: [String]
    /// What the bytes are bound to: of the tenant, and a row with key and context.
    let binding: @Sendable (UInt128, Row) throws -> [UInt8]
}

extension KeyStore {
    private static let wrappedTables = [
        WrappedTable(name: "named_key", key: "name", bytes: "wrapped", context: []) { tenant, row in
            AssociatedData.namedKey(tenant: tenant, name: try row.value(0))
        },
        WrappedTable(name: "signed_head", key: "journal", bytes: "sealed", context: []) { tenant, row in
            AssociatedData.signedHead(tenant: tenant, journal: try row.value(0))
        },
        WrappedTable(name: "data_key", key: "id", bytes: "wrapped", context: ["subject", "retention", "year"]) {
            tenant,
            row in
            guard let id = DataKeyID(blob: try row.value(0)) else {
                throw JournalError.damaged("a data key has a record that cannot be read")
            }
            return AssociatedData.dataKey(tenant: tenant, id: id, scope: try DataKeyScope(row, from: 1))
        },
    ]

    /// Wraps records by the newest tenant key that are wrapped by one before.
    ///
    /// - Returns: how many.
    private func wrapAnew(_ table: WrappedTable, limit: Int) throws -> Int {
        let keys = tenantKeys
        let columns = ([table.key] + table.context + [table.bytes, "generation"]).joined(separator: ", ")
        return try database.write { db in
            let rows = try Row.fetchAll(
                db,
                sql: "SELECT \(columns) FROM \(table.name) WHERE generation < ? LIMIT ?",
                arguments: [keys.generation, limit]
            )
            let update = try db.cachedStatement(
                sql: "UPDATE \(table.name) SET \(table.bytes) = ?, generation = ? WHERE \(table.key) = ?"
            )
            let newest = try keys.newest
            for row in rows {
                let place = 1 + table.context.count
                let binding = try table.binding(tenant, row)
                let opened = try Sealing.open(
                    try row.value(place),
                    with: try keys.key(try row.value(place + 1)),
                    binding: binding,
                    what: "a record of \(table.name)"
                )
                let sealed = try Sealing.seal(
                    [UInt8](opened),
                    with: newest.key,
                    binding: binding,
                    nonce: nonces.next()
                )
                let name: DatabaseValue = row[0]
                try update.execute(arguments: [sealed, newest.generation, name])
            }
            return rows.count
        }
    }
}
