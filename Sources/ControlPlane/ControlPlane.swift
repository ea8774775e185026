package import Access
package import Journal
package import RevenueCycle
import Synchronization

/// The shell that joins the rooms: it takes documents and commands, asks the pure core what follows, and keeps that.
///
/// Lives here: the opening of a store, ingestion, command handling, queries, rules in force, configuration; each in
/// a folder of its own. May not live here: conclusions about claims (RevenueCycle), words (Assist), SQL (Journal).
package final class ControlPlane: Sendable {
    /// Whether the tenant at work is for what is real or for practice.
    package let environment: Environment
    /// The journal of the tenant at work.
    package let journal: TenantJournal
    /// Who acts, for the journal.
    package let principal: String
    /// The API key by which they act; nil when they act by none.
    package let key: APIKeyID?
    /// The request that is being answered; nil when nobody may ask the same again.
    package let request: NamedRequest?
    let clock: @Sendable () -> Timestamp
    /// The open store.
    package let folder: StoreFolder
    /// Whether the store is somebody else's to close.
    private let isLent: Bool
    /// Who looked at what.
    let accessLog: AccessLog

    /// The rules in force, shared by all who act on the store in this process.
    private let adopted: AdoptedRules
    /// The roster as it was read last, shared likewise.
    let knownRoster: KnownState<Roster>
    /// The approval policy as it was read last, shared likewise.
    let knownPolicy: KnownState<ApprovalPolicyInForce>
    /// What lists are made of, shared likewise.
    let knownLists: KnownLists
    /// How far there was nothing to do about cases, shared likewise.
    let quietCases: QuietCases
    /// The knowledge tables in force.
    package let knowledge: Knowledge

    /// A tenant of an open store, with no rules before those in force are read (``followRules()``).
    ///
    /// - Parameters:
    ///   - folder: the open store.
    ///   - tenant: the tenant's name.
    ///   - principal: who acts.
    ///   - clock: the time of day.
    ///   - isLent: whether the store stays open when this is closed.
    /// - Throws: ``JournalError``.
    package init(
        folder: StoreFolder,
        tenant: String,
        principal: String,
        clock: @escaping @Sendable () -> Timestamp,
        isLent: Bool = false
    ) throws(JournalError) {
        self.folder = folder
        journal = try folder.journal(of: tenant)
        environment = try Self.environment(of: journal)
        accessLog = AccessLog(journal: try folder.journal(of: tenant, .access))
        self.principal = principal
        self.clock = clock
        adopted = AdoptedRules()
        knownRoster = KnownState(of: Roster.stream)
        knownPolicy = KnownState(of: ApprovalPolicyInForce.stream)
        knownLists = KnownLists()
        quietCases = QuietCases()
        key = nil
        request = nil
        knowledge = .shipped
        self.isLent = isLent
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
        clock: @escaping @Sendable () -> Timestamp
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
            clock: clock
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
        clock: @escaping @Sendable () -> Timestamp
    ) throws -> ControlPlane {
        let folder = try StoreFolder.open(at: path, masterKey: masterKey, journals: journals, keys: keys)
        let plane = try ControlPlane(
            folder: folder,
            tenant: tenant,
            principal: principal,
            clock: clock
        )
        try plane.followRules()
        return plane
    }

    /// The rules in force.
    package var rules: PayerRules { adoptedRules.rules }

    /// The rules in force, and which they are.
    var adoptedRules: AdoptedRules.Current { adopted.current.withLock { $0 } }

    /// Takes up the rules that are in force now, which another node may have adopted.
    ///
    /// - Throws: ``JournalError`` or ``ControlPlaneError``.
    /// - Complexity: One lookup, unless others were adopted.
    package func followRules() throws {
        let version = try journal.version(of: Self.rulesStream)
        if adopted.current.withLock(\.version) != version { try takeUpRules(of: version) }
    }

    /// Reads the rules in force anew.
    func takeUpRules(of version: UInt64? = nil) throws {
        let version = try version ?? journal.version(of: Self.rulesStream)
        let rules = try rulesInForce()
        adopted.current.withLock { current in
            // Whoever read later ones meanwhile was right.
            if current.version ?? 0 <= version { current = AdoptedRules.Current(rules: rules, version: version) }
        }
    }

    /// The same store for another principal, who acts while this one has it open.
    ///
    /// - Parameters:
    ///   - principal: who acts.
    ///   - key: the API key by which they act; nil when they act by none.
    /// - Returns: the store, for them.
    package func acting(as principal: String, through key: APIKeyID? = nil) -> ControlPlane {
        ControlPlane(self, principal: principal, key: key, request: nil)
    }

    /// The same store for the same principal, to answer a request once.
    ///
    /// - Parameters:
    ///   - name: the name that its sender gave it, which no other of theirs has.
    ///   - parts: everything that it asks.
    /// - Returns: the store, for that request.
    package func answering(_ name: String, asking parts: [[UInt8]]) -> ControlPlane {
        ControlPlane(
            self,
            principal: principal,
            key: key,
            request: NamedRequest(name, of: principal, asking: parts)
        )
    }

    /// The same store for another command of the machine, which may close what it is given; the store stays open.
    ///
    /// - Parameters:
    ///   - tenant: whose part of it.
    ///   - principal: who acts.
    /// - Returns: the tenant's part of the store, with the rules in force.
    /// - Throws: ``JournalError`` or ``ControlPlaneError``.
    package func lent(of tenant: String, to principal: String) throws -> ControlPlane {
        let plane = try ControlPlane(
            folder: folder,
            tenant: tenant,
            principal: principal,
            clock: clock,
            isLent: true
        )
        try plane.followRules()
        return plane
    }

    private init(_ plane: ControlPlane, principal: String, key: APIKeyID?, request: NamedRequest?) {
        folder = plane.folder
        journal = plane.journal
        environment = plane.environment
        accessLog = plane.accessLog
        self.principal = principal
        clock = plane.clock
        adopted = plane.adopted
        knownRoster = plane.knownRoster
        knownPolicy = plane.knownPolicy
        knownLists = plane.knownLists
        quietCases = plane.quietCases
        self.key = key
        self.request = request
        knowledge = plane.knowledge
        isLent = plane.isLent
    }

    /// Signs what was recorded, and lets the data folder go, unless that is lent.
    package func close() {
        // What could not be signed is signed by the next closing; nothing is lost meanwhile.
        try? signWhatIsNew()
        if !isLent { folder.close() }
    }

    /// The time of day.
    package var now: Timestamp { clock() }

    /// The day in UTC that it is now.
    package var today: CalendarDate { CalendarDate(clock()) }

    /// Who can read which kind of decision that effects rest on.
    var effectAuthorities: [String: any EffectAuthority] { [ProposalAuthority.kind: ProposalAuthority(plane: self)] }

    /// A command id drawn anew, for what a person asks once.
    func newCommand() -> CommandID { CommandID.random() }
}

/// The payer rules of an open store.
final class AdoptedRules: Sendable {
    let current = Mutex(Current(rules: PayerRules(), version: nil))

    /// Rules, and the version of their stream that says so; nil before they were read.
    struct Current: Sendable {
        let rules: PayerRules
        let version: UInt64?
    }
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
    /// A list is not the one any more of which the first part was shown.
    case listChanged
    /// What somebody decides about is not what they saw.
    case notAsSeen(proposal: String)

    package var description: String {
        switch self {
        case .badRules(let errors): errors.map(\.description).joined(separator: "\n")
        case .notFound(let what): "There is no \(what). `recourse claims` lists what there is."
        case .unreadable(let path, let why): "\(path) cannot be read: \(why)"
        case .listChanged: "The list has changed since its first part was shown. Begin anew, without a cursor."
        case .notAsSeen(let id):
            "This is not what you saw: it was edited, or the policy or the rules have changed. Look at it again with "
                + "`recourse proposals show \(id)` and give the word that it shows."
        case .notReleasable(let why), .refused(let why), .forbidden(let why): why
        }
    }
}
