import Access
package import Journal
import RevenueCycle

// Who may change who there is says Access. Nobody changes their own account, but for an owner as long as there is nobody else to
// ask.
extension ControlPlane {
    /// Who there is, and with which roles.
    ///
    /// - Throws: ``ControlPlaneError`` when there is no right to it; ``JournalError`` or ``DecodingFault``.
    package func roster() throws -> Roster {
        try warrant(for: .showUsers)
        return try Roster(in: journal)
    }

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
        try changeRoster(principal, [.add(human: human.map { HumanID($0) })], reason: reason)
    }

    /// Grants a role to an account.
    ///
    /// - Parameters:
    ///   - role: the role.
    ///   - principal: the account.
    ///   - bounds: what it reaches beside the role.
    ///   - until: when it ends by itself.
    ///   - reason: why.
    /// - Throws: ``ControlPlaneError`` when there is no such role or account, or the change is not allowed; ``JournalError``.
    package func grant(
        _ role: String,
        to principal: String,
        within bounds: GrantBounds = GrantBounds(),
        until: Timestamp? = nil,
        reason: String
    ) throws {
        guard role != Role.owner.rawValue else {
            throw ControlPlaneError.refused("Whoever made the store is its owner, and nobody else.")
        }
        let known = Set(rules.payers.map { PayerKey($0.key) })
        if let payer = bounds.payers.subtracting(known).min(by: { $0.rawValue < $1.rawValue }) {
            // Of a payer without a rule nothing would lie within the bound.
            throw ControlPlaneError.refused(
                "No payer rule has the key \(payer.rawValue). `recourse rules show` has those in force."
            )
        }
        if bounds.amountAtMost?.isNegative == true {
            throw ControlPlaneError.refused("An amount without a sign is meant.")
        }
        try changeRoster(principal, [.grant(try Self.role(role), bounds, until: until)], reason: reason)
    }

    /// Takes a role back from an account.
    ///
    /// What it approved by that role counts no longer.
    ///
    /// - Throws: ``ControlPlaneError`` when there is no such role or account, or the change is not allowed; ``JournalError``.
    package func revoke(_ role: String, from principal: String, reason: String) throws {
        try changeRoster(principal, [.revoke(try Self.role(role))], reason: reason)
    }

    /// Ends an account for good.
    ///
    /// - Throws: ``ControlPlaneError`` when there is no such account, or the change is not allowed; ``JournalError``.
    package func endAccount(_ principal: String, reason: String) throws {
        try changeRoster(principal, [.end], reason: reason)
    }

    private static func role(_ name: String) throws(ControlPlaneError) -> Role {
        guard let role = Role(rawValue: name) else {
            let all = Role.stated.map(\.rawValue).sorted().joined(separator: ", ")
            throw .refused("There is no role \(name); it is one of \(all).")
        }
        return role
    }

    /// Records changes of one account.
    ///
    /// - Parameters:
    ///   - principal: the account.
    ///   - kinds: what is changed, in order.
    ///   - operation: what that is for the rules of access; nil for what the first change is.
    ///   - reason: why.
    ///   - answer: what the request is answered with that asks for it; nil for the account's name.
    /// - Throws: ``ControlPlaneError`` or ``JournalError``.
    func changeRoster(
        _ principal: String,
        _ kinds: [RosterChange.Kind],
        asking operation: Operation? = nil,
        reason: String,
        answer: JSONValue? = nil
    ) throws {
        try Self.checkReason(reason)
        guard let first = kinds.first else { return }
        let account = PrincipalID(principal)
        let roster = try Roster(in: journal)
        let isAlone = isAlone(in: roster)
        let human = isAlone ? nil : roster.account(account)?.human
        let warrant = try warrant(for: operation ?? first.operation, owners: Set([human].compactMap { $0 }))
        let changes = kinds.map { RosterChange(account, $0, reason: reason) }
        for change in changes { try check(change, on: roster, isAlone: isAlone) }
        var append = try decisions(
            .rosterChanged,
            changes.map { $0.encoded() },
            in: Roster.stream,
            purpose: "change of the roster",
            by: warrant
        )
        append.writes[0].expectedVersion = roster.version
        keep(answer ?? .naming("account", principal), in: &append)
        _ = try journal.append(append, at: clock())
    }

    /// Whether the owner acts and nobody else is administrator who could be asked.
    private func isAlone(in roster: Roster) -> Bool {
        let now = clock()
        return roster.account(PrincipalID(principal))?.roles(at: now).contains(.owner) == true
            && !roster.accounts.contains {
                $0.principal.rawValue != principal && $0.roles(at: now).contains(.administrator)
            }
    }

    private func check(_ change: RosterChange, on roster: Roster, isAlone: Bool) throws(ControlPlaneError) {
        let account = roster.account(change.principal)
        let own = roster.account(PrincipalID(principal))
        if case .add = change.kind {
            guard account?.isAdded != true else {
                throw .refused("\(change.principal) is on the roster already.")
            }
            // Whoever made the store says who they are.
            return
        }
        guard let account else { throw .notFound(what: "account \(change.principal)") }
        let isOwn = account.principal == own?.principal || account.human != nil && account.human == own?.human
        guard !isOwn || isAlone else {
            throw .refused("Nobody changes their own account. Ask another administrator.")
        }
    }
}

extension RosterChange.Kind {
    fileprivate var operation: Operation {
        switch self {
        case .add: .addUser
        case .grant: .grantRole
        case .revoke: .revokeRole
        case .end: .endUser
        case .issueKey: .issueKey
        case .endKey: .revokeKey
        case .breakGlass: .breakGlass
        case .endEmergency: .endEmergency
        case .reviewEmergency: .reviewEmergency
        }
    }
}
