import Crypto
import Foundation
import Synchronization

// The keys that seal: one for each subject, retention class and year.
extension KeyStore {
    /// How long a key that another node has destroyed may still open what it sealed here.
    static let secondsToFollow = 1

    /// Forgets the keys at hand when another node has destroyed some since the last look.
    ///
    /// Before anything is sealed this looks without fail, so no append that begins after a destruction is sealed with what was
    /// destroyed; what is read may still be opened for ``secondsToFollow``.
    ///
    /// - Parameter interval: how long after a look the next one may come.
    /// - Throws: what the database throws.
    func followDestruction(atMostEvery interval: Duration) throws {
        guard database.isShared else { return }
        let now = now()
        if let last = lastLook.withLock({ $0 }), now - last < interval { return }
        let epoch = try database.read { tables in try tables.epoch() }
        cache.withLock { $0.follow(epoch) }
        lastLook.withLock { $0 = now }
    }

    /// The key with the id, or `nil` when it was destroyed.
    func key(_ id: DataKeyID) throws(JournalError) -> DataKey? {
        do {
            try followDestruction(atMostEvery: .seconds(Self.secondsToFollow))
            if let known = cache.withLock({ $0.key(id) }) { return known }
            return try database.read { tables -> DataKey? in
                let epoch = try tables.epoch()
                guard let found = try tables.dataKeys([id]).first.map({ try dataKey($0, in: tables) }) else {
                    return nil
                }
                cache.withLock { $0.admit([found], of: epoch) }
                return found
            }
        } catch {
            throw JournalError(error)
        }
    }

    /// Those of the keys with the ids that were not destroyed, asked for at once.
    func keys(_ ids: Set<DataKeyID>) throws(JournalError) -> [DataKeyID: DataKey] {
        do {
            try followDestruction(atMostEvery: .seconds(Self.secondsToFollow))
            var keys: [DataKeyID: DataKey] = [:]
            keys.reserveCapacity(ids.count)
            cache.withLock { cache in
                for id in ids { keys[id] = cache.key(id) }
            }
            guard keys.count < ids.count else { return keys }
            let missing = ids.filter { keys[$0] == nil }.sorted()
            let found = try database.read { tables in
                let epoch = try tables.epoch()
                let found = try tables.dataKeys(missing).map { try dataKey($0, in: tables) }
                cache.withLock { $0.admit(found, of: epoch) }
                return found
            }
            for key in found { keys[key.id] = key }
            return keys
        } catch {
            throw JournalError(error)
        }
    }

    /// The keys to seal with, made and durable where there were none.
    func sealingKeys(for scopes: Set<DataKeyScope>) throws(JournalError) -> [DataKeyScope: DataKey] {
        do {
            try followDestruction(atMostEvery: .zero)
            var keys: [DataKeyScope: DataKey] = [:]
            keys.reserveCapacity(scopes.count)
            cache.withLock { cache in
                for scope in scopes { keys[scope] = cache.key(for: scope) }
            }
            guard keys.count < scopes.count else { return keys }
            let missing = scopes.filter { keys[$0] == nil }
            let (epoch, made) = try database.write { tables in
                (try tables.epoch(), try findOrMake(missing, in: tables))
            }
            cache.withLock { $0.admit(made, of: epoch) }
            for key in made { keys[key.scope] = key }
            return keys
        } catch {
            throw JournalError(error)
        }
    }

    /// At most `limit` keys after one of them, by subject, class and year; none is opened.
    func records(after last: DataKeyRecord?, limit: Int) throws(JournalError) -> [DataKeyRecord] {
        do {
            return try database.read { tables in try tables.dataKeys(after: last, limit: limit) }
        } catch {
            throw JournalError(error)
        }
    }

    /// Destroys the key of the scope and leaves no copy of it in the key store.
    ///
    /// - Returns: Whether there was one.
    func destroy(_ scope: DataKeyScope) throws(JournalError) -> Bool {
        try destroy { tables in try tables.removeDataKeys(of: scope) } > 0
    }

    /// Destroys keys and leaves no copy of them in the key store.
    ///
    /// - Returns: How many there were.
    func destroy(_ ids: [DataKeyID]) throws(JournalError) -> Int {
        try destroy { tables in try tables.removeDataKeys(ids) }
    }

    private func destroy(_ remove: (any KeyTables) throws -> Int) throws(JournalError) -> Int {
        do {
            let (count, epoch) = try database.write { tables in
                let count = try remove(tables)
                let epoch = try tables.epoch()
                cache.withLock { $0.follow(epoch) }
                return (count, epoch)
            }
            // Until it was committed, another thread may have found the epoch before it, and keys of that.
            cache.withLock { $0.follow(epoch) }
            try database.eraseOldRows()
            return count
        } catch {
            throw JournalError(error)
        }
    }

    /// The keys of the scopes, made where there are none, whether that is for lack of one or because another node lost the race.
    private func findOrMake(_ scopes: Set<DataKeyScope>, in tables: any KeyTables) throws -> [DataKey] {
        let wrapping = try currentTenantKeys(in: tables)
        var found: [DataKeyScope: DataKey] = [:]
        for record in try tables.dataKeys(of: Set(scopes.map(\.subject))) {
            guard case .dataKey(_, let scope) = record.name, scopes.contains(scope) else { continue }
            found[scope] = try dataKey(record, in: tables)
        }
        let material = try KeyMaterial.draw(keys: scopes.count - found.count)
        var unused = material[...]
        var made: [WrappedRecord] = []
        // In an order of their own, so that the same appends do the same to the disk.
        let keys = try scopes.sorted().map { scope in
            if let key = found[scope] { return key }
            let bytes = Array(unused.prefix(KeyMaterial.keyBytes))
            unused = unused.dropFirst(KeyMaterial.keyBytes)
            let id = ids.next()
            made.append(try wrapping.wrap(bytes, as: .dataKey(id, scope), of: tenant, nonce: nonces.next()))
            return DataKey(id: id, scope: scope, key: SymmetricKey(data: bytes))
        }
        try tables.insert(dataKeys: made)
        return keys
    }

    private func dataKey(_ record: WrappedRecord, in tables: any KeyTables) throws -> DataKey {
        guard case .dataKey(let id, let scope) = record.name else { preconditionFailure("It is a data key.") }
        return DataKey(id: id, scope: scope, key: SymmetricKey(data: try open(record, in: tables)))
    }
}
