import Access
import Journal
package import RevenueCycle

// An identity belongs to one account for good: who may link it says Access, as with passwords. Nothing that a provider says of somebody
// (groups, mail addresses) makes an account, or gives one a role.
extension ControlPlane {
    /// Links an identity to a user's account, which ends its sessions.
    ///
    /// - Throws: ``ControlPlaneError`` when there is no such account, the identity is or was another's, or it is not allowed;
    ///   ``JournalError``.
    package func link(_ identity: Identity, to principal: String, reason: String) throws {
        guard identity.issuer.wholeMatch(of: /https?:\/\/[!-~]{1,200}/) != nil,
            (1...255).contains(identity.subject.utf8.count)
        else {
            throw ControlPlaneError.refused("An identity is the URL of its issuer and a subject of at most 255 bytes.")
        }
        let claim = UniqueKey(
            space: KeySpace.identity.rawValue,
            index: identity.index(in: journal)
        )
        let target = Credentials.stream(of: PrincipalID(principal))
        let owner = try journal.claimed(claim)
        guard owner == nil || owner == target else {
            throw ControlPlaneError.refused("This identity was linked to another account before.")
        }
        let claiming = owner == nil ? [KeyClaim(key: claim, target: target)] : []
        try changeCredentials(of: principal, reason: reason, claiming: claiming) { credentials, account in
            guard !credentials.identities.contains(identity) else {
                throw ControlPlaneError.refused("This identity is linked to \(account) already.")
            }
            return .linked(identity)
        }
    }

    /// Unlinks an identity, which ends the account's sessions; it can be linked to the same account again.
    ///
    /// - Throws: ``ControlPlaneError`` when it is not linked, or it is not allowed; ``JournalError``.
    package func unlink(_ identity: Identity, from principal: String, reason: String) throws {
        try changeCredentials(of: principal, reason: reason) { credentials, account in
            guard credentials.identities.contains(identity) else {
                throw ControlPlaneError.refused("This identity is not linked to \(account).")
            }
            return .unlinked(identity)
        }
    }

    /// The account to which an identity is linked; nil when it is to none, or that has ended.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    /// - Complexity: One lookup, and the entries of the account that it finds.
    package func account(of identity: Identity) throws -> PrincipalID? {
        let claim = UniqueKey(space: KeySpace.identity.rawValue, index: identity.index(in: journal))
        guard let stream = try journal.claimed(claim) else { return nil }
        let now = clock()
        // The key leads to the account; that it is linked say its verified entries alone.
        let account = try Roster(in: journal).accounts.first { Credentials.stream(of: $0.principal) == stream }
        guard let account, account.ended.map({ now < $0 }) ?? true,
            try Credentials(of: account.principal, in: journal).identities.contains(identity)
        else { return nil }
        return account.principal
    }
}

extension ControlPlane {
    /// Signs the person in whose identity a provider vouches for.
    ///
    /// Refusals of passwords keep nobody out who comes so.
    ///
    /// - Returns: what became of it: a session, or a refusal where the identity is linked to no account that stands.
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    package func signIn(as identity: Identity) throws -> SignInOutcome {
        for _ in 0..<16 {
            guard let principal = try account(of: identity) else { return .refused }
            let door = try Door(principal, of: self, needsPassword: false)
            // It may have been unlinked since it was found.
            guard let account = door.account, door.credentials.identities.contains(identity) else { return .refused }
            let outcome = try begin(
                of: account,
                .identity,
                credentials: door.credentials.version,
                at: door,
                after: try door.standing(),
                at: clock()
            )
            if let outcome { return outcome }
        }
        return .busy
    }
}

extension Identity {
    /// The key by which it is found, which tells nobody who it is.
    fileprivate func index(in journal: TenantJournal) -> BlindIndex {
        journal.blindIndex(space: KeySpace.identity.rawValue, parts: [Array(issuer.utf8), Array(subject.utf8)])
    }
}
