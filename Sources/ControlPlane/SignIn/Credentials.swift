import Access
import Journal
import RevenueCycle

/// How an account's person proves that they are who they are, as verified entries say.
struct Credentials: Hashable {
    /// The hash of the password; nil when none was set.
    private(set) var password: PasswordHash?
    /// Whether the password is long enough to be used alone.
    private(set) var isLong = false
    /// The second factor; nil when none is enrolled.
    private(set) var totp: TOTP?
    /// Digests of the recovery codes that were not used yet.
    private(set) var recovery: [[UInt8]] = []
    /// The identities that are linked.
    private(set) var identities: Set<Identity> = []
    /// The version of the stream that says so; sessions that began at another have ended.
    private(set) var version: UInt64 = 0

    /// Those of nobody.
    init() {}

    /// The stream of an account's.
    static func stream(of principal: PrincipalID) -> StreamID {
        StreamID(hashing: "credentials", Array(principal.rawValue.utf8))
    }

    /// Those that verified entries tell of.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    init(of principal: PrincipalID, in journal: TenantJournal) throws {
        for entry in try journal.verifiedEntries(of: Self.stream(of: principal)) {
            version = entry.header.streamVersion
            guard let payload = entry.payload else { continue }
            evolve(try CredentialChange(decoding: payload).kind)
        }
    }

    /// What a change makes of them.
    mutating func evolve(_ change: CredentialChange.Kind) {
        switch change {
        case .password(let hash, let isLong): (password, self.isLong) = (hash, isLong)
        case .rehashed(let hash): password = hash
        case .totp(let secret, let digests): (totp, recovery) = (TOTP(secret: secret), digests)
        case .totpRemoved: (totp, recovery) = (nil, [])
        case .recoveryUsed(let digest): recovery.removeAll { $0.isTheSecret(digest) }
        case .linked(let identity): identities.insert(identity)
        case .unlinked(let identity): identities.remove(identity)
        }
    }
}
