import Access
import Journal
import RevenueCycle

/// A second factor as it is shown once, to be put into an authenticator.
package struct TOTPEnrolment: Sendable {
    /// The account.
    package let principal: String
    /// What the authenticator reads (`otpauth://…`).
    package let address: String
    /// Codes that stand in for it, each once.
    package let recoveryCodes: [String]
    let totp: TOTP
}

// Who may change how somebody signs in says Access; of their own account everybody may change it who acts in person. Whoever sets
// another's password, or sees their second factor, can act as them: each change is an entry that says who made it.
extension ControlPlane {
    /// Sets the password of a user's account, which ends its sessions.
    ///
    /// - Parameters:
    ///   - password: the password.
    ///   - principal: the account.
    ///   - cost: what its hash is to cost.
    ///   - reason: why.
    /// - Throws: ``ControlPlaneError`` when there is no such account, the password will not do, or it is not allowed;
    ///   ``JournalError``.
    package func setPassword(
        _ password: Password,
        of principal: String,
        cost: Argon2idCost = .standard,
        reason: String
    ) throws {
        try changeCredentials(of: principal, reason: reason) { credentials, account in
            if let fault = password.fault(for: account, hasSecondFactor: credentials.totp != nil) {
                throw ControlPlaneError.refused(fault)
            }
            return .password(try PasswordHash(password, cost: cost), isLong: password.isLong)
        }
    }

    /// A second factor for an account, drawn anew; it is in force when ``enrol(_:code:reason:)`` has kept it.
    ///
    /// - Throws: ``ControlPlaneError`` when it is not allowed; ``JournalError``.
    package func newTOTP(for principal: String) throws -> TOTPEnrolment {
        _ = try credentialsToChange(of: principal)
        let totp = TOTP(secret: .unguessable(TOTP.secretBytes))
        return TOTPEnrolment(
            principal: principal,
            address: totp.address(for: "\(journal.tenant)/\(principal)", issuer: "Recourse"),
            recoveryCodes: (0..<RecoveryCode.count).map { _ in RecoveryCode.random().text },
            totp: totp
        )
    }

    /// Keeps a second factor, in the place of any before it; sign-in asks for its codes from then on.
    ///
    /// - Parameters:
    ///   - enrolment: the factor.
    ///   - code: a code of it, which shows that the authenticator has it; nil asks for none.
    ///   - reason: why.
    /// - Throws: ``ControlPlaneError`` when the code is none of it, or it is not allowed; ``JournalError``.
    package func enrol(_ enrolment: TOTPEnrolment, code: String?, reason: String) throws {
        if let code, enrolment.totp.step(of: code, at: clock(), after: nil) == nil {
            throw ControlPlaneError.refused("This is no code of the new second factor now. Nothing was changed.")
        }
        let recovery = enrolment.recoveryCodes.map { RecoveryCode.digest(of: $0) }
        try changeCredentials(of: enrolment.principal, reason: reason) { _, _ in
            .totp(secret: enrolment.totp.secret, recovery: recovery)
        }
    }

    /// Takes the second factor away; a password that is too short to be used alone opens nothing then.
    ///
    /// - Throws: ``ControlPlaneError`` when there is none, or it is not allowed; ``JournalError``.
    package func removeTOTP(of principal: String, reason: String) throws {
        try changeCredentials(of: principal, reason: reason) { credentials, account in
            guard credentials.totp != nil else { throw ControlPlaneError.refused("\(account) has no second factor.") }
            return .totpRemoved
        }
    }

    /// Records one change of an account's credentials, after the question whether it may be made.
    func changeCredentials(
        of principal: String,
        reason: String,
        claiming: [KeyClaim] = [],
        _ change: (Credentials, PrincipalID) throws -> CredentialChange.Kind
    ) throws {
        try Self.checkReason(reason)
        let (credentials, warrant) = try credentialsToChange(of: principal)
        let account = PrincipalID(principal)
        let kind = try change(credentials, account)
        var append = try credentialAppend(account, CredentialChange(kind, reason: reason), after: credentials)
        append.claiming = claiming
        append.asserting = warrant
        _ = try journal.append(append, at: clock())
    }

    /// An append with one change of an account's credentials, on condition that they are those that were read.
    func credentialAppend(
        _ account: PrincipalID,
        _ change: CredentialChange,
        after credentials: Credentials
    ) throws -> Append {
        let stream = Credentials.stream(of: account)
        var append = try decision(
            .credentialsChanged,
            change.encoded(),
            in: stream,
            purpose: "change of credentials",
            by: nil
        )
        append.writes[0].expectedVersion = credentials.version
        return append
    }

    /// An account's credentials, and what must still be so when a change of them is recorded.
    private func credentialsToChange(of principal: String) throws -> (Credentials, [StreamID: UInt64]) {
        let account = PrincipalID(principal)
        var asserting: [StreamID: UInt64] = [:]
        let isOwn = principal == self.principal && key == nil
        if !isOwn { asserting = try warrant(for: .changeSignIn).asserting }
        let roster = try Roster(in: journal)
        guard principal.hasPrefix("user:"), let known = roster.account(account), known.ended == nil else {
            throw ControlPlaneError.notFound(what: "account \(principal) of a person")
        }
        if isOwn { asserting = [Roster.stream: roster.version] }
        return (try Credentials(of: account, in: journal), asserting)
    }
}
