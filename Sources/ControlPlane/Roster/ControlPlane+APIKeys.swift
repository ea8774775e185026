package import Access
package import Journal
import RevenueCycle

// API keys are entries of the roster. Who may issue, rotate or revoke one says Access; nobody does so for their own account, but
// for an owner as long as there is nobody else to ask.
extension ControlPlane {
    /// The longest time for which a key is issued: 366 days.
    package static let longestKey = Duration.seconds(366 * 86_400)

    /// Every API key that was issued, in order.
    ///
    /// - Throws: ``ControlPlaneError`` when there is no right to it; ``JournalError`` or ``DecodingFault``.
    package func apiKeys() throws -> [APIKey] {
        try warrant(for: .showKeys)
        return try Roster(in: journal).keys
    }

    /// Issues a key that acts as an account.
    ///
    /// - Parameters:
    ///   - principal: the account.
    ///   - scopes: the only rights that it is for; nil for all that its account may.
    ///   - until: when it ends by itself, at most ``longestKey`` from now.
    ///   - reason: why.
    /// - Returns: the key with its secret, which is nowhere kept.
    /// - Throws: ``ControlPlaneError`` when there is no such account, or it is not allowed; ``JournalError``.
    package func issueKey(
        for principal: String,
        scopes: Set<Right>?,
        until: Timestamp,
        reason: String
    ) throws -> APIKeyToken {
        let now = clock()
        guard until > now, until <= now.advanced(by: Self.longestKey) else {
            throw ControlPlaneError.refused("A key ends after now and within 366 days.")
        }
        let token = APIKeyToken.random()
        let kind = RosterChange.Kind.issueKey(token.id, digest: token.digest, scopes: scopes, until: until)
        try changeRoster(principal, [kind], reason: reason, answer: Self.issued(token.id, token: nil))
        return token
    }

    /// Issues a key in another's place, of the same account and scopes and for as long a time; the other ends a little later.
    ///
    /// - Parameters:
    ///   - id: the other key.
    ///   - overlap: for how long both may be used.
    ///   - reason: why.
    /// - Returns: the new key with its secret, which is nowhere kept.
    /// - Throws: ``ControlPlaneError`` when there is no such key that may still be used, or it is not allowed; ``JournalError``.
    package func rotateKey(_ id: String, overlap: Duration, reason: String) throws -> APIKeyToken {
        try warrant(for: .rotateKey)
        let now = clock()
        let old = try key(id)
        guard old.validity.holds(at: Instant(now)), let until = old.validity.until else {
            throw ControlPlaneError.refused("Key \(id) has ended. Issue another.")
        }
        let length = until.microsecondsSince1970 - old.validity.from.microsecondsSince1970
        let token = APIKeyToken.random()
        let end = Timestamp(microsecondsSince1970: now.microsecondsSince1970 + length)
        try changeRoster(
            old.principal.rawValue,
            [
                .issueKey(token.id, digest: token.digest, scopes: old.scopes, until: end),
                .endKey(old.id, at: now.advanced(by: overlap)),
            ],
            asking: .rotateKey,
            reason: reason,
            answer: Self.issued(token.id, token: nil)
        )
        return token
    }

    /// Ends a key at once.
    ///
    /// - Throws: ``ControlPlaneError`` when there is no such key, or it is not allowed; ``JournalError``.
    package func revokeKey(_ id: String, reason: String) throws {
        try warrant(for: .revokeKey)
        let key = try key(id)
        try changeRoster(
            key.principal.rawValue,
            [.endKey(key.id, at: nil)],
            reason: reason,
            answer: .naming("key", id)
        )
    }

    /// The answer to whoever issues a key.
    ///
    /// - Parameters:
    ///   - key: which.
    ///   - token: what its program shows; nil in the answer that is kept, since the secret is nowhere.
    /// - Returns: the answer.
    package static func issued(_ key: APIKeyID, token: APIKeyToken?) -> JSONValue {
        .object([("key", .string(key.rawValue)), ("token", .text(token?.text))])
    }

    private func key(_ id: String) throws -> APIKey {
        guard let key = try Roster(in: journal).key(APIKeyID(id)) else {
            throw ControlPlaneError.notFound(what: "API key \(id)")
        }
        return key
    }

    /// The store for whoever shows a key, who acts through it from then on.
    ///
    /// - Returns: nil when there is no such key, its secret is another, or it or its account has ended; nothing tells which.
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    package func acting(through token: APIKeyToken) throws -> ControlPlane? {
        let roster = try currentRoster()
        guard let key = roster.key(token.id), token.opens(key) else { return nil }
        let now = clock()
        guard key.validity.holds(at: Instant(now)), let account = roster.account(key.principal),
            account.ended.map({ now < $0 }) ?? true
        else { return nil }
        return acting(as: key.principal.rawValue, through: key.id)
    }
}
