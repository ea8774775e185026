import Crypto
import Foundation
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

// Changing the tenant key while it is in use. What a key wraps stays the same, so nothing that is sealed is sealed anew.
extension KeyStore {
    /// How far the last change of the tenant key is.
    func rotation() throws(JournalError) -> KeyRotation {
        do {
            return try database.read { tables in
                let generation = try tables.generation()
                let counts = try tables.countsByGeneration()
                let wrapped = counts[generation] ?? 0
                return KeyRotation(
                    generation: generation,
                    wrapped: wrapped,
                    unfinished: counts.values.reduce(0, +) - wrapped
                )
            }
        } catch {
            throw JournalError(error)
        }
    }

    /// Draws a new tenant key, wraps every key of the tenant by it, and destroys the one before.
    ///
    /// The store may be used meanwhile: keys are wrapped anew some hundred at a time. When it is cut short, both tenant keys
    /// stay until the next call, which finishes that change and makes no other, be it on this node or on another.
    ///
    /// - Returns: how far it is, which is done.
    /// - Throws: `JournalError.damaged` when a key does not open; `.storage`, `.closed`.
    func rotateTenantKey(batch: Int = 500) throws(JournalError) -> KeyRotation {
        do {
            try startRotation()
            for kind in WrappedKind.allCases {
                while try wrapAnew(kind, limit: batch) > 0 {}
            }
            for generation in tenantKeys.older { try end(generation) }
            try database.eraseOldRows()
            return try rotation()
        } catch {
            throw JournalError(error)
        }
    }

    /// Adds a new tenant key, unless a change is under way that is to be finished first.
    private func startRotation() throws {
        let bytes = try KeyMaterial.draw()
        let keys = try database.write { tables in
            let records = try tables.tenantKeys()
            let masterKeys = masterKeys.withLock { $0 }
            // What this node wraps would be lost when another master key takes over that it does not know.
            guard Set(records.map(\.master)).isSubset(of: masterKeys.map(TenantKeys.name)) else {
                throw JournalError.storage(
                    "a master key that this node does not know opens the tenant key; finish its change, then retry"
                )
            }
            var keys = try TenantKeys(records, of: tenant, wrappedBy: masterKeys)
            guard keys.older.isEmpty else { return keys }
            let generation = keys.generation + 1
            var added = TenantKeys()
            added.insert(SymmetricKey(data: bytes), generation: generation)
            for masterKey in masterKeys {
                for record in try added.records(of: tenant, wrappedBy: masterKey, nonces) {
                    try tables.replace(tenantKey: record)
                }
            }
            keys.insert(SymmetricKey(data: bytes), generation: generation)
            return keys
        }
        // From here on, what is new is wrapped by the new key; what was before is found by its generation.
        wrapping.withLock { $0 = keys }
    }

    /// Wraps records by the newest tenant key that are wrapped by one before.
    ///
    /// - Returns: how many.
    private func wrapAnew(_ kind: WrappedKind, limit: Int) throws -> Int {
        try database.write { tables in
            let keys = try currentTenantKeys(in: tables)
            let records = try tables.records(kind, before: keys.generation, limit: limit)
            let wrapped = try records.map { record in
                let bytes = try keys.open(record, of: tenant)
                return try keys.wrap([UInt8](bytes), as: record.name, of: tenant, nonce: nonces.next())
            }
            try tables.rewrap(kind, wrapped)
            return records.count
        }
    }

    private func end(_ generation: Int) throws {
        try database.write { tables in
            guard try tables.countsByGeneration()[generation] == nil else {
                throw JournalError.damaged("the tenant key of generation \(generation) still wraps something")
            }
            try tables.removeTenantKeys(generation: generation)
        }
        wrapping.withLock { $0.remove(generation: generation) }
    }
}

// Changing the master key.
extension KeyStore {
    /// Has the tenant key wrapped by another master key too, durably.
    func addMasterKey(_ masterKey: SymmetricKey) throws(JournalError) {
        do {
            try database.write { tables in
                // As they are now, so that none comes back that another node has removed.
                let keys = try readTenantKeys(in: tables)
                for record in try keys.records(of: tenant, wrappedBy: masterKey, nonces) {
                    try tables.replace(tenantKey: record)
                }
            }
            masterKeys.withLock { $0.append(masterKey) }
        } catch {
            throw JournalError(error)
        }
    }

    /// Leaves `masterKey` as the only one that opens the tenant key, and no copy of what others wrapped.
    ///
    /// - Throws: `JournalError.storage` when it does not open every generation, since another node has added one, or `.damaged`
    ///   where there is no other node; nothing is removed then.
    func keepOnly(_ masterKey: SymmetricKey) throws(JournalError) {
        do {
            let name = TenantKeys.name(of: masterKey)
            let removed = try database.write { tables in
                let records = try tables.tenantKeys()
                let opened = Set(records.filter { $0.master == name }.map(\.generation))
                guard opened.isSuperset(of: records.map(\.generation)) else {
                    // Where nobody shares the keys, nobody else has changed them.
                    guard database.isShared else {
                        throw JournalError.damaged("the master key does not open every generation of the tenant key")
                    }
                    throw JournalError.storage("another node has changed the tenant key meanwhile; retry")
                }
                return try tables.removeTenantKeys(exceptMaster: name)
            }
            masterKeys.withLock { $0 = [masterKey] }
            if removed > 0 { try database.eraseOldRows() }
        } catch {
            throw JournalError(error)
        }
    }
}
