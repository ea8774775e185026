import Journal

/// What somebody has shown of an account's credentials, once the password was compared or a token believed.
struct SignInProof: Hashable {
    /// By what they are known.
    let method: SignInMethod
    /// The step of the one-time code.
    var step: Int64?
    /// The digest of the recovery code.
    var recovery: [UInt8]?

    /// That a provider vouches for somebody, by a token that was believed.
    static let identity = SignInProof(method: .identity)

    private init(method: SignInMethod) { self.method = method }

    /// Whether somebody has shown enough; nil when not.
    ///
    /// - Parameters:
    ///   - credentials: the account's credentials.
    ///   - isPassword: whether the password is the account's.
    ///   - code: the code that was shown beside it; nil or empty when none was.
    ///   - standing: how the account stands at its door.
    ///   - needsSecondFactor: whether a password alone is never enough.
    ///   - now: the time of day.
    init?(
        of credentials: Credentials,
        isPassword: Bool,
        code: String?,
        standing: SignInStanding,
        needsSecondFactor: Bool,
        at now: Timestamp
    ) {
        guard isPassword else { return nil }
        guard let totp = credentials.totp else {
            guard credentials.isLong, !needsSecondFactor else { return nil }
            method = .password
            return
        }
        guard let code else { return nil }
        if let step = totp.step(of: code, at: now, after: standing.lastStep) {
            method = .passwordAndCode
            self.step = step
            return
        }
        let digest = RecoveryCode.digest(of: code)
        guard credentials.recovery.contains(where: { $0.isTheSecret(digest) }) else { return nil }
        method = .passwordAndRecoveryCode
        recovery = digest
    }
}
