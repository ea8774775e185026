import Crypto
import Foundation
import Synchronization

/// The journal of one tenant, with the keys, rows and evidence that belong to it.
///
/// It may be used from any thread; calls that write take turns, and each has written durably when it returns.
package final class TenantJournal: Sendable {
    /// The tenant's name.
    package let tenant: String

    let tenantID: UInt128
    /// Which of the tenant's journals it is.
    let number: JournalNumber
    let keys: KeyStore
    let blindIndexHash: KeyedHash
    let publicIDHash: KeyedHash
    let evidenceHash: KeyedHash
    let database: any JournalDatabase
    private let lock: FolderLock
    private let condition = Mutex(Condition.usable)
    let signer: NoteSigner
    /// The right edge of the tree over the entries, as of the last append here; nil before the first.
    let edge = Mutex<TreeEdge?>(nil)

    private enum Condition {
        case usable
        case closed
        /// It is not the journal that was signed last; it may be read.
        case otherHistory(JournalError)
    }

    /// Opens a journal whose keys and tables are open.
    ///
    /// - Parameters:
    ///   - tenant: The tenant's name.
    ///   - number: Which of the tenant's journals it is.
    ///   - keys: The tenant's keys.
    ///   - database: The tables of the journal.
    ///   - lock: The lock of the folder that the keys lie in, held for as long as the journal is.
    /// - Throws: `JournalError.damaged`, `.storage`, `.closed`.
    init(
        of tenant: String,
        number: JournalNumber = .business,
        keys: KeyStore,
        database: any JournalDatabase,
        lock: FolderLock
    ) throws(JournalError) {
        self.tenant = tenant
        self.number = number
        self.lock = lock
        self.keys = keys
        self.database = database
        blindIndexHash = KeyedHash(key: try keys.key(.blindIndex))
        publicIDHash = KeyedHash(key: try keys.key(.publicID))
        evidenceHash = KeyedHash(key: try keys.key(.evidenceAddress))
        tenantID = keys.tenant
        let origin = Self.origin(tenant: tenantID, journal: number)
        signer = try NoteSigner(name: origin, seed: try keys.key(.checkpointSigning))
        try sweepUnfinishedEvidence()
        if let found = try differenceFromSigned() {
            condition.withLock { $0 = .otherHistory(found) }
        } else {
            try completeCheckpoint()
        }
    }

    /// Ends all use of the journal; its keys are closed by whoever opened them.
    func close() {
        condition.withLock { $0 = .closed }
        database.close()
    }
}

// MARK: - The tables

extension TenantJournal {
    /// Runs `body` with the tables as they are at one moment.
    func read<Value>(_ body: (any JournalTables) throws -> Value) throws(JournalError) -> Value {
        do {
            try checkCondition(for: .reading)
            return try database.read(body)
        } catch {
            throw JournalError(error)
        }
    }

    /// Runs `body` in a transaction that is durable when this returns, or undone when it throws.
    func write<Value>(
        for use: Use = .writing,
        _ body: (any JournalTables) throws -> Value
    ) throws(JournalError) -> Value {
        do {
            try checkCondition(for: use)
            return try database.write(body)
        } catch {
            throw JournalError(error)
        }
    }

    /// Copies the tables as they are now, to a file that must not exist.
    func backUp(to path: String) throws(JournalError) {
        do {
            try checkCondition(for: .reading)
            try database.backUp(to: path)
        } catch {
            throw JournalError(error)
        }
    }

    /// What the tables are wanted for.
    enum Use {
        case reading
        case writing
        /// Writing that an operator answers for, whatever was signed before.
        case acceptingHistory
    }

    func checkCondition(for use: Use) throws(JournalError) {
        // What was sealed with keys that are at hand must not be written beside a key store that has failed.
        if case .reading = use {} else { try keys.database.checkUsable() }
        switch condition.withLock({ $0 }) {
        case .usable: return
        case .otherHistory(let error): if case .writing = use { throw error }
        case .closed: throw .closed
        }
    }

    /// Takes what the journal now is for the one that is to be signed from now on.
    func forgetOtherHistory() {
        condition.withLock { if case .otherHistory = $0 { $0 = .usable } }
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
