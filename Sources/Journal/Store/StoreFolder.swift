import Crypto
import Foundation
import Synchronization

/// A data folder: the store of one or more tenants, opened by one process.
///
/// ```
/// <folder>/store                          which store it is
/// <folder>/lock                           held while it is open
/// <folder>/tenants/<name>/journal.sqlite  entries, rows, evidence, all sealed
/// <folder>/tenants/<name>/access.sqlite   who looked at what, sealed
/// <folder>/tenants/<name>/keys.sqlite     the keys, wrapped
/// ```
///
/// Where the journals are kept by PostgreSQL, the folder has no files of them. Where the keys are too, a tenant's folder has only
/// the file `tenant` with the tenant's id, and each node has a copy of the folder.
///
/// The master key lies elsewhere. Every folder has mode 0700 and every file 0600. The folder stays locked until `close()`,
/// or until nobody holds this object or a journal of it any more.
package final class StoreFolder: Sendable {
    /// Where the folder is.
    package let path: String
    /// Names the store: 32 hexadecimal digits, drawn when it was made.
    package let storeID: String

    struct State {
        var masterKey: SymmetricKey
        var tenants: [String: OpenTenant] = [:]
        var isClosed = false
    }

    /// A tenant's journals and the keys that they share.
    struct OpenTenant {
        let keys: KeyStore
        let business: TenantJournal
        let access: TenantJournal

        /// Closes all of it.
        func close() {
            business.close()
            access.close()
            keys.close()
        }
    }

    private let lock: FolderLock
    let journals: JournalPlace
    private let keys: KeyPlace
    let state: Mutex<State>

    private init(
        path: String,
        storeID: String,
        masterKey: SymmetricKey,
        lock: FolderLock,
        journals: JournalPlace,
        keys: KeyPlace
    ) {
        self.journals = journals
        self.keys = keys
        self.path = path
        self.storeID = storeID
        self.lock = lock
        state = Mutex(State(masterKey: masterKey))
    }

    /// Draws the id of a store to be made.
    ///
    /// The place of the key file usually has the id in its name, so it must be known before the store is.
    package static func newStoreID() -> String { StreamID.random().description }

    /// Makes a store in the folder `path`, which must be new or empty, with a master key that is drawn, or comes from elsewhere.
    ///
    /// - Throws: `JournalError.alreadyExists`; `.keyFile` when there is such a file or it would lie in the folder; `.keySource`;
    ///   `.inUse`; `.storage`.
    package static func create(
        at path: String,
        storeID: String = newStoreID(),
        masterKey source: MasterKeySource,
        journals: JournalPlace = .folder,
        keys: KeyPlace = .folder
    ) throws(JournalError) -> StoreFolder {
        let present = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        // A making that was cut short leaves only these.
        guard Set(present).isSubset(of: ["lock", "tenants"]),
            (try? FileManager.default.contentsOfDirectory(atPath: path + "/tenants"))?.isEmpty ?? true
        else { throw .alreadyExists(path: path) }
        do {
            try PrivateFile.makeFolder(at: path)
            let lock = try FolderLock(folder: path)
            let masterKey = try source.make(outside: path)
            try PrivateFile.makeFolder(at: path + "/tenants")
            let description = StoreDescription(storeID: storeID, masterKey: masterKey, journals: journals)
            guard try PrivateFile.create(at: path + "/store", contents: Data(description.text.utf8)) else {
                throw JournalError.alreadyExists(path: path)
            }
            return StoreFolder(
                path: path,
                storeID: storeID,
                masterKey: masterKey,
                lock: lock,
                journals: journals,
                keys: keys
            )
        } catch {
            throw JournalError(error)
        }
    }

    /// The id of the store in the folder, read without opening it, so that the key file can be found.
    ///
    /// - Throws: `JournalError.notAStore`, `.tooNew`, `.damaged`.
    package static func storeID(at path: String) throws(JournalError) -> String {
        try StoreDescription(folder: path).storeID
    }

    /// Opens the store in the folder `path` with its master key, and takes the folder's lock.
    ///
    /// - Throws: `JournalError.notAStore`, `.inUse`, `.keyFile`, `.keySource`, `.wrongMasterKey`, `.tooNew`, `.damaged`, `.storage`.
    package static func open(
        at path: String,
        masterKey source: MasterKeySource,
        journals: JournalPlace = .folder,
        keys: KeyPlace = .folder
    ) throws(JournalError) -> StoreFolder {
        let description = try StoreDescription(folder: path)
        try description.check(journals)
        let masterKey = try source.read(outside: path)
        guard description.accepts(masterKey) else { throw .wrongMasterKey }
        let lock = try FolderLock(folder: path)
        return StoreFolder(
            path: path,
            storeID: description.storeID,
            masterKey: masterKey,
            lock: lock,
            journals: journals,
            keys: keys
        )
    }

    /// Makes a tenant of the name, with `idKey` (32 bytes) as the key of its public ids, or a random one.
    ///
    /// Two tenants with the same id key give the same public ids to the same things, which serves tests and moves.
    ///
    /// - Throws: `JournalError.badTenantName`, `.tenantExists`, `.storage`, `.closed`.
    package func createTenant(_ name: String, idKey: [UInt8]? = nil) throws(JournalError) -> TenantJournal {
        precondition(idKey == nil || idKey?.count == 32, "An id key has 32 bytes.")
        guard Self.isTenantName(name) else { throw .badTenantName(name) }
        do {
            try state.withLock { state in
                guard !state.isClosed else { throw JournalError.closed }
                let place = folder(of: name)
                guard !FileManager.default.fileExists(atPath: place) else { throw JournalError.tenantExists(name) }
                // Made beside its place and then moved there, so that a tenant is there whole or not at all.
                let draft = "\(path)/tenants/.new-\(StreamID.random())"
                try PrivateFile.makeFolder(at: draft)
                let given = idKey.map { [KeyStore.Name.publicID: $0] } ?? [:]
                let tenant = StreamID.random()
                let database = try keys.create(of: tenant, in: draft)
                defer { database.close() }
                try KeyStore.create(in: database, masterKey: state.masterKey, given: given)
                for journal in JournalNumber.allCases { try journals.create(journal, of: tenant, in: draft) }
                try FileManager.default.moveItem(atPath: draft, toPath: place)
            }
        } catch {
            throw JournalError(error)
        }
        return try journal(of: name)
    }

    /// A journal of the tenant; the same object each time.
    ///
    /// - Throws: `JournalError.unknownTenant`, `.tooNew`, `.damaged`, `.storage`, `.closed`.
    package func journal(
        of tenant: String,
        _ number: JournalNumber = .business
    ) throws(JournalError) -> TenantJournal {
        do {
            let tenant = try state.withLock { state in try open(tenant, in: &state) }
            return switch number {
            case .business: tenant.business
            case .access: tenant.access
            }
        } catch {
            throw JournalError(error)
        }
    }

    func open(_ tenant: String, in state: inout State) throws(JournalError) -> OpenTenant {
        guard !state.isClosed else { throw JournalError.closed }
        if let open = state.tenants[tenant] { return open }
        guard Self.isTenantName(tenant), FileManager.default.fileExists(atPath: folder(of: tenant)) else {
            throw JournalError.unknownTenant(tenant)
        }
        let place = try self.keys.open(in: folder(of: tenant), masterKey: state.masterKey)
        let keys = try KeyStore(opening: place, masterKey: state.masterKey)
        let open = OpenTenant(
            keys: keys,
            business: try journal(.business, of: tenant, keys: keys),
            access: try journal(.access, of: tenant, keys: keys)
        )
        state.tenants[tenant] = open
        return open
    }

    private func journal(
        _ number: JournalNumber,
        of tenant: String,
        keys: KeyStore
    ) throws(JournalError) -> TenantJournal {
        let place = folder(of: tenant)
        let tenantID = StreamID(keys.tenant)
        // Stores that were made when there was no access journal get one, unless one was signed, which then is missing.
        if number == .access, try keys.signedHead(of: number.rawValue) == nil,
            try !journals.has(number, of: tenantID, in: place)
        {
            try journals.create(number, of: tenantID, in: place)
        }
        let database = try journals.open(number, of: tenantID, in: place)
        return try TenantJournal(of: tenant, number: number, keys: keys, database: database, lock: lock)
    }

    /// The names of all tenants, sorted.
    ///
    /// - Throws: `JournalError.storage`.
    package func tenants() throws(JournalError) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: path + "/tenants")
                .filter(Self.isTenantName).sorted()
        } catch {
            throw JournalError(error)
        }
    }

    /// Closes every journal and gives the folder's lock back.
    ///
    /// A second closing does nothing.
    package func close() {
        let open = state.withLock { state in
            defer { state = State(masterKey: state.masterKey, isClosed: true) }
            return state.isClosed ? [] : state.tenants.sorted { $0.key < $1.key }.map(\.value)
        }
        for tenant in open { tenant.close() }
        lock.release()
    }

    private func folder(of tenant: String) -> String { "\(path)/tenants/\(tenant)" }

    private static func isTenantName(_ name: String) -> Bool {
        let letters = Array(name.utf8)
        guard (1...63).contains(letters.count), letters.first != UInt8(ascii: "-"), letters.last != UInt8(ascii: "-")
        else { return false }
        return letters.allSatisfy { letter in
            switch letter {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
            default: false
            }
        }
    }
}
