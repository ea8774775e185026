import Access
package import Journal
import RevenueCycle

// Sessions are rows beside the entries of the account's door; whoever removes one appends an entry there, and whoever writes one does so on
// condition that no entry came meanwhile. So a session that was ended is not brought back by a request that was on its way, on
// whichever node ([ADR 16](../../../docs/decisions/0016-sessions.md)).
extension ControlPlane {
    /// Begins a session of whoever has shown enough; nil when something happened at the door since it was looked at.
    func begin(
        of account: RosterAccount,
        _ proof: SignInProof,
        credentials: UInt64,
        at door: Door,
        after standing: SignInStanding,
        at now: Timestamp
    ) throws -> SignInOutcome? {
        let token = SessionToken.random()
        let session = Session(
            id: token.id,
            principal: account.principal.rawValue,
            began: now,
            method: proof.method,
            lastUsed: now,
            digest: token.digest,
            grants: account.grants(at: now),
            credentials: credentials
        )
        let others = try sessions(of: session.principal).sorted { $0.lastUsed > $1.lastUsed }
        let over = others.enumerated().filter { !$1.holds(at: now) || $0 >= Session.most - 1 }.map(\.element.id)
        let isRecorded = try door.record(
            .signedIn(session: session.id, by: proof.method, step: proof.step),
            after: standing,
            at: now,
            beginning: session,
            removing: over
        )
        return isRecorded ? .signedIn(token, session) : nil
    }

    /// The session of whoever shows its secret, which was used by that.
    ///
    /// - Returns: nil when there is none, or it has ended: by its time, by sign-out, with its account, with other roles than those
    ///   with which it began, or with other credentials. Nothing tells which.
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    package func session(of token: SessionToken) throws -> Session? {
        var held: Session?
        for _ in 0..<16 {
            let rows = try accessLog.journal.row(table: SignInTable.session.rawValue, id: token.id)
            guard let payload = rows?.payload else { return nil }
            var session = try Session(token.id, decoding: payload)
            let now = clock()
            guard token.digest.isTheSecret(session.digest), session.holds(at: now) else { return nil }
            let principal = PrincipalID(session.principal)
            guard let account = try currentRoster().account(principal), account.ended.map({ now < $0 }) ?? true,
                account.grants(at: now) == session.grants,
                try journal.version(of: Credentials.stream(of: principal)) == session.credentials
            else { return nil }
            guard session.isStale(at: now) else { return session }
            held = session
            session.lastUsed = max(now, session.lastUsed)
            if try touch(session) { return session }
        }
        // So many come and go at this door that its use cannot be recorded; it holds nonetheless, for no longer than before.
        return held
    }

    /// Records that a session was used, unless it was ended meanwhile.
    ///
    /// - Returns: whether it was recorded.
    private func touch(_ session: Session) throws -> Bool {
        let access = accessLog.journal
        let stream = Door.stream(of: session.principal)
        let version = try access.version(of: stream)
        // It must still be there at that version.
        guard try access.row(table: SignInTable.session.rawValue, id: session.id) != nil else { return false }
        let append = Append(
            command: newCommand(),
            principal: session.principal,
            purpose: Door.purpose,
            asserting: [stream: version],
            rows: [session.row]
        )
        return try access.appendUnlessOvertaken(append, at: clock())
    }

    /// Ends a session.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    package func signOut(_ session: Session) throws {
        try end([session.id], of: session.principal, as: .signedOut(session: session.id))
    }

    /// Ends all sessions of an account.
    ///
    /// - Returns: how many there were.
    /// - Throws: ``ControlPlaneError`` when there is no right to it; ``JournalError`` or ``DecodingFault``.
    @discardableResult package func endSessions(of principal: String, reason: String) throws -> Int {
        try Self.checkReason(reason)
        if principal != self.principal || key != nil { try warrant(for: .changeSignIn) }
        guard try Roster(in: journal).account(PrincipalID(principal)) != nil else {
            throw ControlPlaneError.notFound(what: "account \(principal)")
        }
        return try end(nil, of: principal, as: .allEnded(reason: reason))
    }

    /// Ends some sessions of an account, or all that there are by then.
    @discardableResult private func end(_ ids: [StreamID]?, of principal: String, as event: SignInEvent) throws -> Int {
        let access = accessLog.journal
        let stream = Door.stream(of: principal)
        for _ in 0..<64 {
            let version = try access.version(of: stream)
            let all = try access.rowIDs(table: SignInTable.session.rawValue, group: Session.group(of: principal))
            let ending = ids ?? all
            let append = Append(
                command: newCommand(),
                principal: self.principal,
                purpose: Door.purpose,
                writes: [StreamWrite(stream: stream, expectedVersion: version, events: [event.new])],
                removing: ending.map { RowID(table: SignInTable.session.rawValue, id: $0) }
            )
            if try access.appendUnlessOvertaken(append, at: clock()) { return ending.count }
        }
        throw JournalError.conflict(stream: stream, expected: 0, found: 0)
    }

    /// The sessions of an account that have rows.
    private func sessions(of principal: String) throws -> [Session] {
        let ids = try accessLog.journal.rowIDs(
            table: SignInTable.session.rawValue,
            group: Session.group(of: principal)
        )
        return try accessLog.journal.rows(table: SignInTable.session.rawValue, ids: ids).compactMap { row in
            try row.payload.map { try Session(row.id, decoding: $0) }
        }
    }
}

extension RosterAccount {
    /// The names of the grants that hold at a moment.
    fileprivate func grants(at now: Timestamp) -> [String] {
        grants.filter { $0.validity.holds(at: Instant(now)) }.map(\.id.rawValue).sorted()
    }
}

extension ControlPlane {
    /// The roles of whoever acts, which they may always know.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    package func ownRoles() throws -> [String] {
        try currentRoster().account(PrincipalID(principal))?.roles(at: clock()).map(\.rawValue).sorted() ?? []
    }

    /// In how many seconds a moment is, rounded up; none when it is past.
    package func seconds(until moment: Timestamp) -> Int {
        let microseconds = moment.microsecondsSince1970 - clock().microsecondsSince1970
        return Int(max(0, (microseconds + 999_999) / 1_000_000))
    }
}
