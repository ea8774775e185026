import Crypto
import Foundation
import GRDB
import Synchronization

// The keys that seal: one for each subject, retention class and year.
extension KeyStore {
    /// The key with the id, or `nil` when it was destroyed.
    func key(_ id: DataKeyID) throws(JournalError) -> DataKey? {
        if let known = cache.withLock({ $0.key(id) }) { return known }
        do {
            // Kept in the connection's turn, so that no key is kept that was destroyed meanwhile.
            return try database.read { db -> DataKey? in
                let statement = try db.cachedStatement(
                    sql: "SELECT id, subject, retention, year, wrapped, generation FROM data_key WHERE id = ?"
                )
                let found = try Row.fetchOne(statement, arguments: [id.blob]).map(unwrap)
                if let found { cache.withLock { $0.insert(found) } }
                return found
            }
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
                // In an order of their own, so that the same appends do the same to the disk.
                return try missing.sorted().map { scope in
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

    /// At most `limit` keys after one of them, by subject, class and year; none is opened.
    func records(after last: DataKeyRecord?, limit: Int) throws(JournalError) -> [DataKeyRecord] {
        do {
            return try database.read { db in
                let statement = try db.cachedStatement(
                    sql: """
                        SELECT id, subject, retention, year FROM data_key WHERE (subject, retention, year) > (?, ?, ?)
                        ORDER BY subject, retention, year LIMIT ?
                        """
                )
                let start: StatementArguments = [
                    last?.subject.blob ?? Data(), last.map { Int64($0.retention.rawValue) } ?? -1, last?.year ?? 0,
                    limit,
                ]
                return try Row.fetchAll(statement, arguments: start).map { row in
                    guard let id = DataKeyID(blob: try row.value(0)) else {
                        throw JournalError.damaged("a data key has a record that cannot be read")
                    }
                    let scope = try DataKeyScope(row, from: 1)
                    return DataKeyRecord(
                        id: id,
                        subject: scope.subject,
                        retention: scope.retention,
                        year: scope.year
                    )
                }
            }
        } catch {
            throw JournalError(error)
        }
    }

    /// Destroys the key of the scope and leaves no copy of it in the file.
    ///
    /// - Returns: Whether there was one.
    func destroy(_ scope: DataKeyScope) throws(JournalError) -> Bool {
        try destroy { db in
            try db.execute(
                sql: "DELETE FROM data_key WHERE subject = ? AND retention = ? AND year = ?",
                arguments: [scope.subject.blob, Int64(scope.retention.rawValue), scope.year]
            )
            return db.changesCount
        } > 0
    }

    /// Destroys keys and leaves no copy of them in the file.
    ///
    /// - Returns: How many there were.
    func destroy(_ ids: [DataKeyID]) throws(JournalError) -> Int {
        try destroy { db in
            let delete = try db.cachedStatement(sql: "DELETE FROM data_key WHERE id = ?")
            return try ids.reduce(0) { count, id in
                try delete.execute(arguments: [id.blob])
                return count + db.changesCount
            }
        }
    }

    private func destroy(_ delete: (Database) throws -> Int) throws(JournalError) -> Int {
        do {
            let count = try database.write { db in
                let count = try delete(db)
                cache.withLock { $0.removeAll() }
                return count
            }
            try removeOldPages()
            return count
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
                SELECT id, subject, retention, year, wrapped, generation FROM record CROSS JOIN data_key
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
            let scope = try DataKeyScope(row, from: 1)
            if scopes.contains(scope) { found[scope] = try unwrap(row) }
        }
        return found
    }

    private func make(_ scope: DataKeyScope, of bytes: ArraySlice<UInt8>, in db: Database) throws -> DataKey {
        let retention = Int64(scope.retention.rawValue)
        let id = ids.next()
        let bytes = Array(bytes)
        let associatedData = AssociatedData.dataKey(tenant: tenant, id: id, scope: scope)
        let newest = try tenantKeys.newest
        let wrapped = try Sealing.seal(bytes, with: newest.key, binding: associatedData, nonce: nonces.next())
        let insert = try db.cachedStatement(
            sql: """
                INSERT INTO data_key (id, subject, retention, year, wrapped, generation) VALUES (?, ?, ?, ?, ?, ?)
                """
        )
        try insert.execute(arguments: [
            id.blob, scope.subject.blob, retention, scope.year, wrapped, newest.generation,
        ])
        return DataKey(id: id, scope: scope, key: SymmetricKey(data: bytes))
    }

    private func unwrap(_ row: Row) throws -> DataKey {
        guard let id = DataKeyID(blob: try row.value(0)) else {
            throw JournalError.damaged("a data key has a record that cannot be read")
        }
        let scope = try DataKeyScope(row, from: 1)
        let associatedData = AssociatedData.dataKey(tenant: tenant, id: id, scope: scope)
        let key = try tenantKeys.key(try row.value(5))
        let bytes = try Sealing.open(try row.value(4), with: key, binding: associatedData, what: "a data key")
        return DataKey(id: id, scope: scope, key: SymmetricKey(data: bytes))
    }
}

extension DataKeyScope {
    /// Reads a scope from three columns: subject, retention class and year.
    init(_ row: Row, from column: Int) throws {
        guard let subject = SubjectID(blob: try row.value(column)),
            let retention = RetentionClass(rawValue: try row.value(column + 1))
        else { throw JournalError.damaged("a data key has a record that cannot be read") }
        self.init(subject: subject, retention: retention, year: try row.value(column + 2))
    }
}
