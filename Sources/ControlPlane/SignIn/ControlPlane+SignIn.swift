import Access
package import Journal
import RevenueCycle

/// What somebody shows who wants to sign in.
package struct SignInAttempt: Sendable {
    /// The account's name, with or without `user:`.
    package let name: String
    /// The password.
    package let password: Password
    /// The one-time code or recovery code; nil when none is shown.
    package let code: String?

    /// What somebody shows.
    package init(name: String, password: Password, code: String?) {
        self.name = name
        self.password = password
        self.code = code.flatMap { $0.isEmpty ? nil : $0 }
    }
}

/// What became of an attempt to sign in.
package enum SignInOutcome: Sendable {
    /// A session began.
    case signedIn(SessionToken, Session)
    /// Somebody was refused; whether for the name, the password or the code, or because the account has ended, nothing tells.
    case refused
    /// Nothing was looked at, since there were too many refusals; until when.
    case mustWait(until: Timestamp)
    /// Nothing was looked at, since too many are being looked at.
    case busy
}

extension ControlPlane {
    /// Signs somebody in who shows the name and the password of an account, and a code where one is asked for.
    ///
    /// A name that is nobody's is answered as one that is somebody's, after the same work. What is shown counts only together with the
    /// entry that tells of it, in the order of these entries: however many try at once, on however many nodes, each refusal counts
    /// and each code is taken once.
    ///
    /// - Parameters:
    ///   - attempt: what is shown.
    ///   - settings: what is asked for.
    /// - Returns: what became of it.
    /// - Throws: ``JournalError``, ``DecodingFault``, or ``ControlPlaneError`` when the password cannot be hashed.
    package func signIn(_ attempt: SignInAttempt, by settings: SignInSettings) throws -> SignInOutcome {
        let name = attempt.name.hasPrefix("user:") ? attempt.name : "user:" + attempt.name
        let door = try Door(PrincipalID(name), of: self)
        if let end = try door.standing().wait(forCredentials: door.credentials.version, at: clock()) {
            return .mustWait(until: end)
        }
        let hash = door.credentials.password ?? .ofNobody(cost: settings.cost)
        let compared = try settings.gate.pass { try hash.isHash(of: attempt.password) }
        guard let isPassword = compared else { return .busy }
        guard let account = door.account else {
            try refuseNobody(door, at: clock())
            return .refused
        }
        return try answer(attempt, at: door, of: account, isPassword: isPassword, settings)
    }

    /// Answers somebody whose password was compared, in the order of the entries of the account's door.
    private func answer(
        _ attempt: SignInAttempt,
        at door: Door,
        of account: RosterAccount,
        isPassword: Bool,
        _ settings: SignInSettings
    ) throws -> SignInOutcome {
        var settled: UInt64?
        // Whoever else came first is looked at, and then it is tried again.
        for _ in 0..<16 {
            let now = clock()
            let standing = try door.standing()
            if let end = standing.wait(forCredentials: door.credentials.version, at: now) {
                return .mustWait(until: end)
            }
            // Looked at each time, since whoever came first may have shown the same code.
            let proof = SignInProof(
                of: door.credentials,
                isPassword: isPassword,
                code: attempt.code,
                standing: standing,
                needsSecondFactor: settings.needsSecondFactor,
                at: now
            )
            guard let proof else {
                let event = SignInEvent.refused(credentials: door.credentials.version)
                if try door.record(event, after: standing, at: now) { return .refused }
                continue
            }
            if settled == nil { settled = try settle(proof, attempt.password, door, settings) }
            guard let version = settled else { return .busy }
            let outcome = try begin(of: account, proof, credentials: version, at: door, after: standing, at: now)
            if let outcome { return outcome }
        }
        return .busy
    }

    /// Counts a refusal of a name that is nobody's; such names share a bounded number of rows, and none has an entry.
    private func refuseNobody(_ door: Door, at now: Timestamp) throws {
        var standing = try door.standing()
        standing.refuse(door.credentials.version, at: now)
        let append = Append(
            command: newCommand(),
            principal: principal,
            purpose: Door.purpose,
            rows: [door.row(standing)]
        )
        _ = try accessLog.journal.append(append, at: now)
    }

    /// Changes of the credentials that go before the session: a recovery code is used up, a hash of another cost is made anew.
    ///
    /// - Returns: the version of the credentials after it; nil when they are no more the ones that were compared.
    /// - Throws: ``JournalError``.
    private func settle(
        _ proof: SignInProof,
        _ password: Password,
        _ door: Door,
        _ settings: SignInSettings
    ) throws -> UInt64? {
        var changes: [CredentialChange] = []
        if let digest = proof.recovery {
            changes.append(CredentialChange(.recoveryUsed(digest: digest), reason: "It was shown at sign-in."))
        }
        if let hash = door.credentials.password, hash.cost != settings.cost,
            let new = try settings.gate.pass({ try PasswordHash(password, cost: settings.cost) })
        {
            changes.append(CredentialChange(.rehashed(new), reason: "Its hash cost something else."))
        }
        let stream = Credentials.stream(of: door.principal)
        guard !changes.isEmpty else {
            let version = try journal.version(of: stream)
            return version == door.credentials.version ? version : nil
        }
        var append = try acting(as: door.principal.rawValue).decisions(
            .credentialsChanged,
            changes.map { $0.encoded() },
            in: stream,
            purpose: "sign-in",
            by: nil
        )
        append.writes[0].expectedVersion = door.credentials.version
        let isSettled = try journal.appendUnlessOvertaken(append, at: clock())
        return isSettled ? door.credentials.version + UInt64(changes.count) : nil
    }
}
