import Crypto
import Foundation

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

    /// Whether there is a key of the generation.
    func has(_ generation: Int) -> Bool { keys[generation] != nil }

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

// What the keys wrap.
extension TenantKeys {
    /// Wraps bytes by the newest key.
    func wrap(
        _ bytes: [UInt8],
        as name: WrappedName,
        of tenant: UInt128,
        nonce: [UInt8]
    ) throws(JournalError) -> WrappedRecord {
        let newest = try newest
        let binding = name.associatedData(tenant: tenant)
        let wrapped = try Sealing.seal(bytes, with: newest.key, binding: binding, nonce: nonce)
        return WrappedRecord(name: name, wrapped: wrapped, generation: newest.generation)
    }

    /// The bytes of a record.
    ///
    /// - Throws: `JournalError.damaged` when it does not open.
    func open(_ record: WrappedRecord, of tenant: UInt128) throws(JournalError) -> Data {
        try Sealing.open(
            record.wrapped,
            with: try key(record.generation),
            binding: record.name.associatedData(tenant: tenant),
            what: record.name.description
        )
    }
}

// The record of a tenant key: one for each generation and each master key that opens it.
extension TenantKeys {
    /// Reads the keys that one of the master keys wraps.
    ///
    /// - Throws: `JournalError.damaged` when they wrap none, or one does not open.
    init(_ records: [TenantKeyRecord], of tenant: UInt128, wrappedBy masterKeys: [SymmetricKey]) throws(JournalError) {
        for masterKey in masterKeys {
            let name = Self.name(of: masterKey)
            for record in records where record.master == name && keys[record.generation] == nil {
                let bytes = try Sealing.open(
                    record.wrapped,
                    with: masterKey,
                    binding: AssociatedData.tenantKey(tenant: tenant, generation: record.generation),
                    what: "the tenant key"
                )
                insert(SymmetricKey(data: bytes), generation: record.generation)
            }
        }
        guard generation > 0 else { throw .damaged("the key store has no tenant key that the master key opens") }
    }

    /// The records of all keys, wrapped by a master key, by generation.
    func records(
        of tenant: UInt128,
        wrappedBy masterKey: SymmetricKey,
        _ nonces: NonceSequence
    ) throws(JournalError) -> [TenantKeyRecord] {
        try keys.sorted { $0.key < $1.key }.map { generation, key throws(JournalError) in
            // The bytes are copied out of the buffer, which does not outlive the call.
            let bytes = unsafe key.withUnsafeBytes { unsafe Array($0) }
            let binding = AssociatedData.tenantKey(tenant: tenant, generation: generation)
            let wrapped = try Sealing.seal(bytes, with: masterKey, binding: binding, nonce: nonces.next())
            return TenantKeyRecord(generation: generation, master: Self.name(of: masterKey), wrapped: wrapped)
        }
    }

    /// 16 bytes that tell one master key from another, and say nothing of it.
    static func name(of masterKey: SymmetricKey) -> Data {
        Data(KeyedHash(key: masterKey).hash(Array("recourse tenant key".utf8)).prefix(16))
    }
}
