import Crypto
import Foundation
import GRDB
import Synchronization

/// The journal of one tenant, with the keys, rows and evidence that belong to it.
///
/// It may be used from any thread; calls take turns. Nothing here waits for a network, and each call that writes has
/// written durably when it returns.
package final class TenantJournal: Sendable {
    /// The tenant's name.
    package let tenant: String

    let tenantID: UInt128
    let keys: KeyStore
    let blindIndexHash: KeyedHash
    let publicIDHash: KeyedHash
    let evidenceHash: KeyedHash
    private let database: DatabaseQueue
    private let lock: FolderLock
    private let condition = Mutex(Condition.usable)
    let signer: NoteSigner
    /// Held while something is signed, so that what was signed never grows smaller.
    let signing = Mutex(())
    /// The right edge of the tree over the entries, as of the last append here; nil before the first.
    let edge = Mutex<TreeEdge?>(nil)

    private enum Condition {
        case usable
        case failed
        case closed
        /// It is not the journal that was signed last; it may be read.
        case otherHistory(JournalError)
    }

    /// Opens the journal in `folder`.
    init(opening folder: String, tenant: String, masterKey: SymmetricKey, lock: FolderLock) throws(JournalError) {
        self.tenant = tenant
        self.lock = lock
        keys = try KeyStore(opening: folder + "/keys.sqlite", masterKey: masterKey)
        blindIndexHash = KeyedHash(key: try keys.key(.blindIndex))
        publicIDHash = KeyedHash(key: try keys.key(.publicID))
        evidenceHash = KeyedHash(key: try keys.key(.evidenceAddress))
        tenantID = keys.tenant
        signer = try NoteSigner(name: Self.origin(tenant: tenantID), seed: try keys.key(.checkpointSigning))
        database = try DatabaseFile.journal.open(at: folder + "/journal.sqlite")
        let identity = try transact { db in try Data.fetchOne(db, sql: "SELECT tenant FROM identity") }
        guard identity == StreamID(tenantID).blob else {
            throw .damaged("the journal and the key store in \(tenant) belong to different tenants")
        }
        try upgradeTree()
        try sweepUnfinishedEvidence()
        if let found = try differenceFromSigned() {
            condition.withLock { $0 = .otherHistory(found) }
        } else {
            try completeCheckpoint()
        }
    }

    /// Makes the files of a new tenant in `folder`.
    static func create(
        in folder: String,
        masterKey: SymmetricKey,
        givenKeys: [KeyStore.Name: [UInt8]]
    ) throws(JournalError) {
        let tenantID = StreamID.random()
        try KeyStore.create(
            at: folder + "/keys.sqlite",
            tenant: tenantID.value,
            masterKey: masterKey,
            given: givenKeys
        )
        let database = try DatabaseFile.journal.create(at: folder + "/journal.sqlite")
        do {
            try database.write { db in
                try db.execute(
                    sql: "INSERT INTO identity (tenant, journal) VALUES (?, ?)",
                    arguments: [tenantID.blob, Int64(Schema.businessJournal)]
                )
            }
            try database.close()
        } catch {
            throw JournalError(error)
        }
    }

    func close() {
        condition.withLock { $0 = .closed }
        // What was acknowledged is durable already, so a failure to close loses nothing.
        try? database.close()
        keys.close()
    }
}

// MARK: - The connection

extension TenantJournal {
    /// Runs `body` on the journal's connection, outside a transaction.
    func perform<Value>(_ body: (Database) throws -> Value) throws(JournalError) -> Value {
        try checkCondition(for: .reading)
        do {
            return try database.writeWithoutTransaction(body)
        } catch {
            throw noted(error)
        }
    }

    /// Copies the file as it is now, to a file that must not exist.
    func backUp(to path: String) throws(JournalError) {
        try checkCondition(for: .reading)
        do {
            try DatabaseFile.copy(database, to: path)
        } catch {
            throw JournalError(error)
        }
    }

    /// Brings the file to the format of this program.
    func upgrade(adding schema: String, _ fill: (Database) throws -> Void) throws {
        try DatabaseFile.upgrade(database, adding: schema, fill)
    }

    /// Runs `body` in a transaction that is durable when this returns, or undone when it throws.
    func transact<Value>(
        for use: Use = .writing,
        _ body: (Database) throws -> Value
    ) throws(JournalError) -> Value {
        try checkCondition(for: use)
        do {
            return try database.write(body)
        } catch {
            throw noted(error)
        }
    }

    /// Runs `body` in a transaction that is durable when this returns a value, or undone when it returns `nil` or throws.
    func transactOrUndo<Value>(
        for use: Use,
        _ body: (Database) throws -> Value?
    ) throws(JournalError) -> Value? {
        try checkCondition(for: use)
        do {
            var value: Value?
            try database.inTransaction(.immediate) { db in
                value = try body(db)
                return value == nil ? .rollback : .commit
            }
            return value
        } catch {
            throw noted(error)
        }
    }

    /// What the connection is wanted for.
    enum Use {
        case reading
        case writing
        /// Writing that an operator answers for, whatever was signed before.
        case acceptingHistory
    }

    private func checkCondition(for use: Use) throws(JournalError) {
        switch condition.withLock({ $0 }) {
        case .usable: return
        case .otherHistory(let error): if case .writing = use { throw error }
        case .failed: throw .storage("an earlier write failed, so what the disk holds is not sure; reopen the store")
        case .closed: throw .closed
        }
    }

    /// Takes what the journal now is for the one that is to be signed from now on.
    func forgetOtherHistory() {
        condition.withLock { if case .otherHistory = $0 { $0 = .usable } }
    }

    /// After an I/O error nothing is written until the store is opened again: a write or flush that failed may have reached
    /// the disk in part, and only reading everything anew tells.
    private func noted(_ error: any Error) -> JournalError {
        if let error = error as? DatabaseError, error.resultCode == .SQLITE_IOERR {
            condition.withLock { if case .closed = $0 {} else { $0 = .failed } }
        }
        return JournalError(error)
    }
}

// MARK: - Keyed values

extension TenantJournal {
    /// The blind index of a value that has parts, in a space of values.
    ///
    /// Equal parts in one space give equal indexes in this tenant's store. Parts are framed by their lengths, so `ab`, `c` and
    /// `a`, `bc` differ. Nothing is normalised here.
    package func blindIndex(space: UInt16, parts: [[UInt8]]) -> BlindIndex {
        var writer = ByteWriter(capacity: parts.reduce(2) { $0 + 4 + $1.count })
        writer.append(space)
        for part in parts {
            writer.append(UInt32(part.count))
            writer.append(contentsOf: part)
        }
        return BlindIndex(blindIndexHash.shortHash(writer.bytes))
    }

    /// The blind index of a value that has parts, in a space of values.
    package func blindIndex(space: UInt16, _ parts: [UInt8]...) -> BlindIndex {
        blindIndex(space: space, parts: parts)
    }

    /// 16 bytes that name `bytes` to the outside, by a key of the tenant, and say nothing about them.
    ///
    /// They depend on the id key, `label` and `bytes` alone: not on order, time or store.
    package func publicID(_ label: StaticString, _ bytes: [UInt8]) -> [UInt8] {
        publicIDHash.shortHash(Array(label.description.utf8) + [0] + bytes).bigEndianBytes
    }

    /// Destroys the key of everything about `subject` in the class `retention` that was recorded in `year` (UTC).
    ///
    /// Entries, rows and evidence sealed with it are tombstones from then on, in every copy of the journal. Whether a hold
    /// forbids it is for the caller to know.
    ///
    /// - Returns: Whether there was such a key.
    /// - Throws: `JournalError.storage`, `.closed`.
    package func destroyDataKeys(
        of subject: SubjectID,
        retention: RetentionClass,
        year: Int
    ) throws(JournalError) -> Bool {
        try checkCondition(for: .writing)
        return try keys.destroy(DataKeyScope(subject: subject, retention: retention, year: year))
    }
}
