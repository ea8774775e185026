import Access
package import Journal
import RevenueCycle

// Who may change who there is. The first change of a store is anybody's who has it; from then on it is an administrator's, and
// nobody's about themselves.
extension ControlPlane {
    /// Who there is, and with which roles.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    package func roster() throws -> Roster { try Roster(in: journal) }

    /// Adds an account.
    ///
    /// - Parameters:
    ///   - principal: its name, `user:…` for a person's account, `service:…` or `agent:…`.
    ///   - human: the person behind it, the same for each account that they have; nil of services and agents.
    ///   - reason: why.
    /// - Throws: ``ControlPlaneError`` when it is there already, its name will not do, or the change is not allowed;
    ///   ``JournalError``.
    package func addAccount(_ principal: String, human: String?, reason: String) throws {
        guard principal.wholeMatch(of: /(user|service|agent):[A-Za-z0-9._@-]{1,100}/) != nil else {
            throw ControlPlaneError.refused(
                "An account is named user:…, service:… or agent:… with letters, digits and . _ @ - after it."
            )
        }
        guard principal.hasPrefix("user:") == (human != nil), human?.isEmpty != true else {
            throw ControlPlaneError.refused(
                "A user's account names the person behind it (--person), and no other does."
            )
        }
        try changeRoster(principal, .add(human: human.map { HumanID($0) }), reason: reason)
    }

    /// Grants a role to an account.
    ///
    /// - Parameters:
    ///   - role: the role.
    ///   - principal: the account.
    ///   - until: when it ends by itself.
    ///   - reason: why.
    /// - Throws: ``ControlPlaneError`` when there is no such role or account, or the change is not allowed; ``JournalError``.
    package func grant(_ role: String, to principal: String, until: Timestamp? = nil, reason: String) throws {
        try changeRoster(principal, .grant(try Self.role(role), until: until), reason: reason)
    }

    /// Takes a role back from an account.
    ///
    /// What it approved by that role counts no longer.
    ///
    /// - Throws: ``ControlPlaneError`` when there is no such role or account, or the change is not allowed; ``JournalError``.
    package func revoke(_ role: String, from principal: String, reason: String) throws {
        try changeRoster(principal, .revoke(try Self.role(role)), reason: reason)
    }

    /// Ends an account for good.
    ///
    /// - Throws: ``ControlPlaneError`` when there is no such account, or the change is not allowed; ``JournalError``.
    package func endAccount(_ principal: String, reason: String) throws {
        try changeRoster(principal, .end, reason: reason)
    }

    private static func role(_ name: String) throws(ControlPlaneError) -> Role {
        guard let role = Role(rawValue: name) else {
            let all = Role.allCases.map(\.rawValue).sorted().joined(separator: ", ")
            throw .refused("There is no role \(name); it is one of \(all).")
        }
        return role
    }

    private func changeRoster(_ principal: String, _ kind: RosterChange.Kind, reason: String) throws {
        try Self.checkReason(reason)
        let roster = try roster()
        let change = RosterChange(PrincipalID(principal), kind, reason: reason)
        try check(change, on: roster)
        var append = try decision(.rosterChanged, change.encoded(), in: Roster.stream, purpose: "change of the roster")
        append.writes[0].expectedVersion = roster.version
        _ = try journal.append(append, at: clock())
    }

    private func check(_ change: RosterChange, on roster: Roster) throws(ControlPlaneError) {
        let account = roster.account(change.principal)
        if case .add = change.kind {
            guard account == nil else { throw .refused("\(change.principal.rawValue) is on the roster already.") }
        } else {
            guard account != nil else { throw .notFound(what: "account \(change.principal.rawValue)") }
        }
        let administrators = roster.accounts.filter { $0.roles(at: clock()).contains(.administrator) }
        // A store without anybody who could is open to whoever holds its keys.
        guard !administrators.isEmpty else { return }
        guard let own = administrators.first(where: { $0.principal.rawValue == principal }) else {
            throw .refused("Only an administrator changes the roster; \(principal) is none.")
        }
        guard change.principal != own.principal, account?.human == nil || account?.human != own.human else {
            throw .refused("Nobody changes their own account. Ask another administrator.")
        }
    }
}
