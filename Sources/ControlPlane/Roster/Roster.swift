package import Access
package import Journal
package import RevenueCycle

/// An account of the roster: who is behind it, and which roles it has and had.
package struct RosterAccount: Hashable, Sendable {
    /// The account, as entries name it: `user:mira`, `service:feed`.
    package let principal: PrincipalID
    /// The human behind it; nil of a service or agent, and of whoever made the store until somebody says so.
    package fileprivate(set) var human: HumanID?
    /// The roles that were granted to it, in order.
    package fileprivate(set) var grants: [RosterGrant] = []
    /// When it was ended; nil while it stands.
    package fileprivate(set) var ended: Timestamp?
    /// Whether somebody put it on the roster; otherwise it is there because it made the store.
    package fileprivate(set) var isAdded: Bool

    /// The roles that it has at a moment; none once it was ended.
    package func roles(at now: Timestamp) -> Set<Role> {
        guard ended.map({ now < $0 }) ?? true else { return [] }
        return Set(grants.filter { $0.validity.holds(at: Instant(now)) }.map(\.role))
    }

    /// The account as decisions about proposals look at it.
    func reviewer(at now: Timestamp) -> Reviewer {
        Reviewer(principal: principal, human: human, roles: roles(at: now).intersection(Role.stated))
    }
}

/// A role, within which bounds, from when and until when.
package struct RosterGrant: Hashable, Sendable {
    /// Its name in decisions: the number of its entry.
    package let id: GrantID
    /// The role.
    package let role: Role
    /// What of the tenant it reaches.
    package let bounds: GrantBounds
    /// When.
    package fileprivate(set) var validity: Validity
}

/// Who there is, and with which roles, as verified entries say.
package struct Roster: Sendable {
    /// The accounts, in the order in which they came; whoever made the store leads.
    package private(set) var accounts: [RosterAccount] = []
    /// The API keys that were ever issued, in their order.
    package private(set) var keys: [APIKey] = []
    /// The emergency access that was ever taken, in its order.
    package private(set) var emergencies: [Emergency] = []
    /// The version of the stream that says so.
    package private(set) var version: UInt64 = 0

    /// The stream of all changes.
    static var stream: StreamID { ControlPlane.stream(of: .rosterChanged) }

    /// The roster that verified entries tell of.
    ///
    /// The first rules of a store are adopted by whoever makes it, so that this entry names its owner.
    ///
    /// - Parameters:
    ///   - journal: the journal.
    ///   - isSigned: whether it is the one that was signed; of one that is not, nothing can be held against a signature, and it takes
    ///     nothing but its acceptance.
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    init(in journal: TenantJournal, isSigned: Bool = true) throws {
        let entries = { (stream: StreamID) throws in
            try isSigned ? journal.verifiedEntries(of: stream) : journal.entries(of: stream)
        }
        if let first = try entries(ControlPlane.rulesStream).first {
            let owner = RosterGrant(
                id: GrantID("owner"),
                role: .owner,
                bounds: GrantBounds(),
                validity: .always
            )
            let principal = PrincipalID(first.header.principal)
            accounts = [RosterAccount(principal: principal, grants: [owner], isAdded: false)]
        }
        for entry in try entries(Self.stream) {
            version = entry.header.streamVersion
            guard let payload = entry.payload else { continue }
            let header = entry.header
            evolve(
                try RosterChange(decoding: payload),
                at: header.recorded,
                position: header.position,
                by: PrincipalID(header.principal)
            )
        }
    }

    /// The account of a name.
    package func account(_ principal: PrincipalID) -> RosterAccount? {
        accounts.first { $0.principal == principal }
    }

    /// The API key of an id.
    package func key(_ id: APIKeyID) -> APIKey? { keys.first { $0.id == id } }

    /// All accounts as decisions about proposals look at them.
    func reviewers(at now: Timestamp) -> [Reviewer] { accounts.filter(\.isAdded).map { $0.reviewer(at: now) } }

    private mutating func evolve(_ change: RosterChange, at time: Timestamp, position: Position, by issuer: PrincipalID)
    {
        let place = accounts.firstIndex { $0.principal == change.principal }
        switch change.kind {
        case .add(let human):
            if let place {
                if !accounts[place].isAdded { accounts[place].human = human }
                accounts[place].isAdded = true
            } else {
                accounts.append(RosterAccount(principal: change.principal, human: human, isAdded: true))
            }
        case .grant(let role, let bounds, let until):
            guard let place else { return }
            accounts[place].grants.append(
                RosterGrant(
                    id: GrantID("\(position)"),
                    role: role,
                    bounds: bounds,
                    validity: Validity(from: Instant(time), until: until.map { Instant($0) })
                )
            )
        case .revoke(let role):
            guard let place else { return }
            for index in accounts[place].grants.indices
            where accounts[place].grants[index].role == role && accounts[place].grants[index].validity.revoked == nil {
                accounts[place].grants[index].validity.revoked = Instant(time)
            }
        case .end: if let place { accounts[place].ended = accounts[place].ended ?? time }
        case .issueKey(let id, let digest, let scopes, let until):
            let validity = Validity(from: Instant(time), until: Instant(until))
            keys.append(
                APIKey(
                    id: id,
                    principal: change.principal,
                    issuer: issuer,
                    digest: digest,
                    scopes: scopes,
                    validity: validity
                )
            )
        case .endKey(let id, let end):
            for index in keys.indices where keys[index].id == id { keys[index].end(at: Instant(end ?? time)) }
        case .breakGlass(let id, let patients, let until):
            let validity = Validity(from: Instant(time), until: Instant(until))
            emergencies.append(Emergency(id, change.principal, patients, reason: change.reason, validity))
        case .endEmergency(let id):
            for index in emergencies.indices where emergencies[index].id == id {
                emergencies[index].end(at: Instant(time))
            }
        case .reviewEmergency(let id, let isJustified):
            let review = Emergency.Review(
                reviewer: issuer,
                time: time,
                isJustified: isJustified,
                finding: change.reason
            )
            for index in emergencies.indices where emergencies[index].id == id {
                emergencies[index].review(review)
            }
        }
    }
}

extension Roster {
    /// A principal as the rules of access look at it; one who is on no roster has no role.
    ///
    /// - Parameters:
    ///   - id: the principal.
    ///   - key: the API key by which it acts; nil when it acts by none. One that is not the principal's gives nothing.
    ///   - place: where.
    /// - Returns: who asks.
    func requester(_ id: PrincipalID, through key: APIKeyID? = nil, in place: Place) -> Requester {
        let account = account(id)
        let kind = PrincipalKind(rawValue: String(id.rawValue.prefix { $0 != ":" })) ?? .service
        var validity = Validity.always
        validity.revoked = account?.ended.map { Instant($0) }
        var scopes: Set<Right>?
        if let key {
            let held = self.key(key).flatMap { $0.principal == id ? $0 : nil }
            scopes = held?.scopes ?? (held == nil ? [] : nil)
            let end = [validity.revoked, held?.validity.revoked].compactMap { $0 }.min()
            validity = held?.validity ?? .never
            validity.revoked = end
        }
        return Requester(
            Principal(
                id: id,
                kind: kind,
                person: account?.human ?? HumanID(id.rawValue),
                grants: (account?.grants ?? []).map { $0.grant(in: place) },
                emergencies: key == nil ? emergencies(of: id, account?.human, in: place) : [],
                scopes: scopes,
                validity: validity
            )
        )
    }

    /// The emergency access of an account, and of the other accounts of its person.
    private func emergencies(of id: PrincipalID, _ human: HumanID?, in place: Place) -> [BreakGlass] {
        emergencies.compactMap { emergency in
            let isOwn = emergency.principal == id
            guard isOwn || human != nil && account(emergency.principal)?.human == human else { return nil }
            return emergency.breakGlass(in: place, isOwn: isOwn)
        }
    }
}

extension RosterGrant {
    fileprivate func grant(in place: Place) -> Grant {
        Grant(
            id: id,
            role: role,
            place: place,
            facilities: bounds.facilities.isEmpty ? .everything : .only(bounds.facilities),
            programs: bounds.programs.isEmpty ? .everything : .only(bounds.programs),
            payers: bounds.payers.isEmpty ? .everything : .only(bounds.payers),
            amountAtMost: bounds.amountAtMost,
            clearances: bounds.clearances,
            validity: validity
        )
    }
}

extension Validity {
    /// From the beginning of time on.
    fileprivate static let always = Validity(from: Instant(microsecondsSince1970: .min))
    /// At no time.
    fileprivate static let never = Validity(
        from: Instant(microsecondsSince1970: .max),
        until: Instant(microsecondsSince1970: .min)
    )
}
