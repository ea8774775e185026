package import Journal
package import RevenueCycle

/// The shell that joins the rooms: it takes documents and commands, asks the pure core what follows, and keeps that.
///
/// Lives here: the opening of a store, ingestion, command handling, queries, rules in force, configuration; each in
/// a folder of its own. May not live here: conclusions about claims (RevenueCycle), words (Assist), SQL (Journal).
package final class ControlPlane {
    /// The journal of the tenant at work.
    package let journal: TenantJournal
    /// Who acts, for the journal.
    package let principal: String
    let clock: () -> Timestamp
    let folder: StoreFolder
    /// Who looked at what.
    let accessLog: AccessLog

    /// The rules in force, and the evidence that they were adopted from.
    package internal(set) var rules: PayerRules
    /// The knowledge tables in force.
    package let knowledge: Knowledge

    /// A tenant of an open store, with rules that are given; those in force are not read.
    ///
    /// - Parameters:
    ///   - folder: the open store.
    ///   - tenant: the tenant's name.
    ///   - principal: who acts.
    ///   - clock: the time of day.
    ///   - rules: what counts as the rules in force.
    /// - Throws: ``JournalError``.
    package init(
        folder: StoreFolder,
        tenant: String,
        principal: String,
        clock: @escaping () -> Timestamp,
        rules: PayerRules
    ) throws(JournalError) {
        self.folder = folder
        journal = try folder.journal(of: tenant)
        accessLog = AccessLog(journal: try folder.journal(of: tenant, .access))
        self.principal = principal
        self.clock = clock
        self.rules = rules
        knowledge = .shipped
    }

    /// Makes a store with one tenant and adopts the shipped rules.
    ///
    /// - Parameters:
    ///   - path: the data folder, absent or empty.
    ///   - tenant: the tenant's name.
    ///   - storeID: the store's id, which the key file is named after.
    ///   - masterKey: where the master key is written, or comes from; never inside the folder.
    ///   - journals: where the journals are kept.
    ///   - keys: where the tenants' keys are kept.
    ///   - idKey: the key of public ids, to give two stores the same; nil draws one.
    ///   - principal: who acts.
    ///   - clock: the time of day.
    /// - Returns: the open store.
    /// - Throws: ``JournalError`` or ``ControlPlaneError``.
    package static func create(
        at path: String,
        tenant: String,
        storeID: String,
        masterKey: MasterKeySource,
        journals: JournalPlace = .folder,
        keys: KeyPlace = .folder,
        idKey: [UInt8]? = nil,
        principal: String,
        clock: @escaping () -> Timestamp
    ) throws -> ControlPlane {
        let folder = try StoreFolder.create(
            at: path,
            storeID: storeID,
            masterKey: masterKey,
            journals: journals,
            keys: keys
        )
        _ = try folder.createTenant(tenant, idKey: idKey)
        let plane = try ControlPlane(
            folder: folder,
            tenant: tenant,
            principal: principal,
            clock: clock,
            rules: PayerRules()
        )
        try plane.adoptFirst([.shipped])
        return plane
    }

    /// Opens a store and the rules in force.
    ///
    /// - Throws: ``JournalError`` or ``ControlPlaneError``.
    package static func open(
        at path: String,
        tenant: String,
        masterKey: MasterKeySource,
        journals: JournalPlace = .folder,
        keys: KeyPlace = .folder,
        principal: String,
        clock: @escaping () -> Timestamp
    ) throws -> ControlPlane {
        let folder = try StoreFolder.open(at: path, masterKey: masterKey, journals: journals, keys: keys)
        let plane = try ControlPlane(
            folder: folder,
            tenant: tenant,
            principal: principal,
            clock: clock,
            rules: PayerRules()
        )
        plane.rules = try plane.rulesInForce()
        return plane
    }

    /// The same store for another principal, who acts while this one has it open.
    package func acting(as principal: String) -> ControlPlane { ControlPlane(self, principal: principal) }

    private init(_ plane: ControlPlane, principal: String) {
        folder = plane.folder
        journal = plane.journal
        accessLog = plane.accessLog
        self.principal = principal
        clock = plane.clock
        rules = plane.rules
        knowledge = plane.knowledge
    }

    /// Signs what was recorded, and lets the data folder go.
    package func close() {
        // What could not be signed is signed by the next closing; nothing is lost meanwhile.
        try? signWhatIsNew()
        folder.close()
    }

    /// Who can read which kind of decision that effects rest on.
    var effectAuthorities: [String: any EffectAuthority] { [ProposalAuthority.kind: ProposalAuthority(plane: self)] }

    /// A command id drawn anew, for what a person asks once.
    func newCommand() -> CommandID { CommandID.random() }
}

/// What the control plane refuses, with what to do.
package enum ControlPlaneError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The rules that were to be adopted have faults.
    case badRules([PayerRulesError])
    /// Nothing answers to the id or number that was asked for.
    case notFound(what: String)
    /// A document could not be read from disk.
    case unreadable(path: String, why: String)
    /// What is held under the id can't be released this way.
    case notReleasable(String)
    /// The domain refused a command.
    case refused(String)
    /// Whoever asks has no right to it.
    case forbidden(String)

    package var description: String {
        switch self {
        case .badRules(let errors): errors.map(\.description).joined(separator: "\n")
        case .notFound(let what): "There is no \(what). `recourse claims` lists what there is."
        case .unreadable(let path, let why): "\(path) cannot be read: \(why)"
        case .notReleasable(let why), .refused(let why), .forbidden(let why): why
        }
    }
}
