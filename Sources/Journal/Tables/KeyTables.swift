import Foundation

/// The tables of one tenant's keys within one transaction, as the key store needs them.
///
/// Each call is one batch. A call that returns nothing may have its failure reported by a later one, or by the end of the
/// transaction. All methods throw the driver's own errors, and ``JournalError/damaged(_:)`` for a row that cannot be read.
protocol KeyTables {
    // MARK: Tenant keys

    /// A number that is another one after each removal of data keys, whichever node did it.
    func epoch() throws -> Int64
    /// The newest generation of the tenant key; 0 when there is none.
    func generation() throws -> Int
    /// The records of tenant keys, of all generations and master keys.
    func tenantKeys() throws -> [TenantKeyRecord]
    /// Keeps a tenant key in the place of one of its generation and master key.
    func replace(tenantKey record: TenantKeyRecord) throws
    /// Removes a generation.
    func removeTenantKeys(generation: Int) throws
    /// Removes what other master keys wrap.
    ///
    /// - Returns: how many records there were.
    func removeTenantKeys(exceptMaster master: Data) throws -> Int

    // MARK: What a tenant key wraps

    /// A named key.
    func namedKey(_ name: String) throws -> WrappedRecord?
    /// What was signed last of a journal.
    func signedHead(of journal: UInt8) throws -> WrappedRecord?
    /// Those of the data keys with the ids that there are, in any order.
    func dataKeys(_ ids: [DataKeyID]) throws -> [WrappedRecord]
    /// All data keys of the subjects.
    func dataKeys(of subjects: Set<SubjectID>) throws -> [WrappedRecord]
    /// At most `limit` data keys after one of them, by subject, class and year.
    func dataKeys(after last: DataKeyRecord?, limit: Int) throws -> [DataKeyRecord]
    /// Adds data keys, in order, of which there is none of the same scope.
    func insert(dataKeys: [WrappedRecord]) throws
    /// Adds a named key or a signed head, or keeps it in the place of the one before.
    func put(_ record: WrappedRecord) throws
    /// Removes the data key of a scope.
    ///
    /// - Returns: how many there were.
    func removeDataKeys(of scope: DataKeyScope) throws -> Int
    /// Removes data keys.
    ///
    /// - Returns: how many there were.
    func removeDataKeys(_ ids: [DataKeyID]) throws -> Int

    // MARK: Wrapping anew

    /// At most `limit` records of a kind that are wrapped by a generation before the given one.
    func records(_ kind: WrappedKind, before generation: Int, limit: Int) throws -> [WrappedRecord]
    /// Keeps other wrappings of records of a kind in the place of those before; a record that is not there is passed over.
    func rewrap(_ kind: WrappedKind, _ records: [WrappedRecord]) throws
    /// How many records each generation wraps.
    func countsByGeneration() throws -> [Int: Int]
}

/// A tenant key, wrapped by a master key.
struct TenantKeyRecord: Hashable, Sendable {
    /// Which of the tenant's keys it is.
    var generation: Int
    /// The name of the master key.
    var master: Data
    var wrapped: Data
}

/// The kinds of what a tenant key wraps.
enum WrappedKind: CaseIterable, Sendable {
    case namedKey
    case signedHead
    case dataKey
}

/// The name of what a tenant key wraps.
enum WrappedName: Hashable, Sendable {
    /// A named key.
    case namedKey(String)
    /// What was signed last of a journal.
    case signedHead(UInt8)
    /// A data key.
    case dataKey(DataKeyID, DataKeyScope)

    /// What the wrapped bytes are bound to.
    func associatedData(tenant: UInt128) -> [UInt8] {
        switch self {
        case .namedKey(let name): AssociatedData.namedKey(tenant: tenant, name: name)
        case .signedHead(let journal): AssociatedData.signedHead(tenant: tenant, journal: journal)
        case .dataKey(let id, let scope): AssociatedData.dataKey(tenant: tenant, id: id, scope: scope)
        }
    }
}

extension WrappedName: CustomStringConvertible {
    /// What it is, for a person.
    var description: String {
        switch self {
        case .namedKey(let name): "the \(name) key"
        case .signedHead: "the record of what was signed last"
        case .dataKey: "a data key"
        }
    }
}

/// What a tenant key wraps, as it is kept.
struct WrappedRecord: Hashable, Sendable {
    var name: WrappedName
    var wrapped: Data
    /// The tenant key that wraps it.
    var generation: Int
}
