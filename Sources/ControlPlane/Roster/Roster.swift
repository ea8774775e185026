package import Journal
package import RevenueCycle

/// An account of the roster: who is behind it, and which roles it has and had.
package struct RosterAccount: Hashable, Sendable {
    /// The account, as entries name it: `user:mira`, `service:feed`.
    package let principal: PrincipalID
    /// The human behind it; nil of a service or agent.
    package let human: HumanID?
    /// The roles that were granted to it, in order.
    package fileprivate(set) var roles: [GrantedRole] = []
    /// When it was ended; nil while it stands.
    package fileprivate(set) var ended: Timestamp?

    /// A role, from when, and until when.
    package struct GrantedRole: Hashable, Sendable {
        /// The role.
        package let role: Role
        /// Since when.
        package let granted: Timestamp
        /// The first moment at which it holds no longer by itself; nil for without end.
        package let until: Timestamp?
        /// When somebody took it back.
        package fileprivate(set) var revoked: Timestamp?

        /// Whether it holds at a moment.
        package func holds(at now: Timestamp) -> Bool {
            granted <= now && until.map { now < $0 } ?? true && revoked.map { now < $0 } ?? true
        }
    }

    /// The roles that it has at a moment; none once it was ended.
    package func roles(at now: Timestamp) -> Set<Role> {
        guard ended.map({ now < $0 }) ?? true else { return [] }
        return Set(roles.filter { $0.holds(at: now) }.map(\.role))
    }

    /// The account as decisions about proposals look at it.
    func reviewer(at now: Timestamp) -> Reviewer {
        Reviewer(principal: principal, human: human, roles: roles(at: now))
    }
}

/// Who there is, and with which roles, as verified entries say.
package struct Roster: Sendable {
    /// The accounts, in the order in which they came.
    package private(set) var accounts: [RosterAccount] = []
    /// The version of the stream that says so.
    package private(set) var version: UInt64 = 0

    /// The stream of all changes.
    static var stream: StreamID { ControlPlane.stream(of: .rosterChanged) }

    /// The roster that verified entries tell of.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    init(in journal: TenantJournal) throws {
        for entry in try journal.verifiedEntries(of: Self.stream) {
            version = entry.header.streamVersion
            if let payload = entry.payload { evolve(try RosterChange(decoding: payload), at: entry.header.recorded) }
        }
    }

    /// The account of a name.
    package func account(_ principal: PrincipalID) -> RosterAccount? {
        accounts.first { $0.principal == principal }
    }

    /// All accounts as decisions about proposals look at them.
    func reviewers(at now: Timestamp) -> [Reviewer] { accounts.map { $0.reviewer(at: now) } }

    private mutating func evolve(_ change: RosterChange, at time: Timestamp) {
        let place = accounts.firstIndex { $0.principal == change.principal }
        switch change.kind {
        case .add(let human):
            if place == nil { accounts.append(RosterAccount(principal: change.principal, human: human)) }
        case .grant(let role, let until):
            if let place { accounts[place].roles.append(.init(role: role, granted: time, until: until)) }
        case .revoke(let role):
            guard let place else { return }
            for index in accounts[place].roles.indices
            where accounts[place].roles[index].role == role && accounts[place].roles[index].revoked == nil {
                accounts[place].roles[index].revoked = time
            }
        case .end: if let place { accounts[place].ended = time }
        }
    }
}

/// One change of the roster, as its entry has it.
struct RosterChange: Hashable {
    let principal: PrincipalID
    let kind: Kind
    let reason: String

    enum Kind: Hashable {
        case add(human: HumanID?)
        case grant(Role, until: Timestamp?)
        case revoke(Role)
        case end
    }

    init(_ principal: PrincipalID, _ kind: Kind, reason: String) {
        self.principal = principal
        self.kind = kind
        self.reason = reason
    }

    func encoded() -> [UInt8] {
        var writer = FieldWriter()
        writer.text(1, principal.rawValue)
        writer.text(2, reason)
        switch kind {
        case .add(let human):
            writer.text(3, "add")
            writer.text(4, human?.rawValue)
        case .grant(let role, let until):
            writer.text(3, "grant")
            writer.text(5, role.rawValue)
            if let until { writer.signed(6, until.microsecondsSince1970) }
        case .revoke(let role):
            writer.text(3, "revoke")
            writer.text(5, role.rawValue)
        case .end: writer.text(3, "end")
        }
        return writer.bytes
    }

    init(decoding bytes: [UInt8]) throws(DecodingFault) {
        var fields = FieldReader(bytes)
        var principal = ""
        var reason = ""
        var word = ""
        var human: HumanID?
        var role: Role?
        var until: Timestamp?
        while let field = try fields.next() {
            switch field.number {
            case 1: principal = field.text
            case 2: reason = field.text
            case 3: word = field.text
            case 4: human = HumanID(field.text)
            case 5: role = Role(rawValue: field.text)
            case 6: until = Timestamp(microsecondsSince1970: field.signed)
            default: break
            }
        }
        let kind: Kind
        switch (word, role) {
        case ("add", _): kind = .add(human: human)
        case ("grant", let role?): kind = .grant(role, until: until)
        case ("revoke", let role?): kind = .revoke(role)
        case ("end", _): kind = .end
        default: throw DecodingFault(record: "change of the roster", field: 3)
        }
        self.init(PrincipalID(principal), kind, reason: reason)
    }
}
