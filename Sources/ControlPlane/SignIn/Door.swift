import Access
import Crypto
import Journal
import RevenueCycle

/// Where somebody comes to who gives a name: the account of that name and how it stands, or nobody's.
struct Door {
    /// The name.
    let principal: PrincipalID
    /// The account; nil when there is none of the name, or none that may be opened so.
    let account: RosterAccount?
    /// Its credentials; nobody's have nothing that can be met.
    let credentials: Credentials
    private let plane: ControlPlane

    /// What headers of its entries say that they are for.
    static let purpose = "sign-in"
    /// How many rows the names share that are nobody's.
    private static let nobodies: UInt16 = 4096

    /// Where somebody comes to.
    ///
    /// - Parameters:
    ///   - principal: the name.
    ///   - plane: the store.
    ///   - needsPassword: whether an account without a password is nobody's.
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    init(_ principal: PrincipalID, of plane: ControlPlane, needsPassword: Bool = true) throws {
        self.principal = principal
        self.plane = plane
        let account = try Roster(in: plane.journal).account(principal)
        let found = try Credentials(of: principal, in: plane.journal)
        let now = plane.clock()
        let stands = principal.rawValue.hasPrefix("user:") && account?.ended.map { now < $0 } ?? true
        let isSomebody = account != nil && stands && (found.password != nil || !needsPassword)
        self.account = isSomebody ? account : nil
        credentials = isSomebody ? found : Credentials()
    }

    /// The stream of an account's door.
    static func stream(of principal: String) -> StreamID { StreamID(hashing: "sign-in", Array(principal.utf8)) }

    private var stream: StreamID { Self.stream(of: principal.rawValue) }
    private var journal: TenantJournal { plane.accessLog.journal }

    /// How it stands now, as its entries say; a row spares reading them.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    func standing() throws -> SignInStanding {
        guard account != nil else {
            let row = try journal.row(table: SignInTable.nobody.rawValue, id: nobody)
            let kept = try row?.payload.map { try SignInStanding(decoding: $0) }
            return (kept ?? SignInStanding()).rested(at: plane.clock())
        }
        let version = try journal.version(of: stream)
        if let payload = try journal.row(table: SignInTable.standing.rawValue, id: stream)?.payload {
            let kept = try SignInStanding(decoding: payload)
            if kept.version == version { return kept }
        }
        var standing = SignInStanding()
        for entry in try journal.verifiedEntries(of: stream) {
            // What retention has destroyed is older than any wait and any code.
            let event = try entry.payload.map { try SignInEvent(type: entry.header.type, decoding: $0) }
            standing.evolve(event ?? .allEnded(reason: ""), at: entry.header.recorded)
        }
        return standing
    }

    /// Records what happened, on condition that nothing has since it was looked at.
    ///
    /// - Parameters:
    ///   - event: what happened.
    ///   - standing: how it stood.
    ///   - now: when.
    ///   - session: the session that begins.
    ///   - removing: the sessions that end.
    /// - Returns: whether it was recorded.
    /// - Throws: ``JournalError``.
    func record(
        _ event: SignInEvent,
        after standing: SignInStanding,
        at now: Timestamp,
        beginning session: Session? = nil,
        removing: [StreamID] = []
    ) throws(JournalError) -> Bool {
        var next = standing
        next.evolve(event, at: now)
        let append = Append(
            command: .random(),
            principal: principal.rawValue,
            purpose: Self.purpose,
            writes: [StreamWrite(stream: stream, expectedVersion: standing.version, events: [event.new])],
            rows: [row(next)] + (session.map { [$0.row] } ?? []),
            removing: removing.map { RowID(table: SignInTable.session.rawValue, id: $0) }
        )
        return try journal.appendUnlessOvertaken(append, at: now)
    }

    /// The row that says how it stands.
    func row(_ standing: SignInStanding) -> InlineRow {
        let id = account == nil ? nobody : stream
        return InlineRow(
            table: account == nil ? SignInTable.nobody.rawValue : SignInTable.standing.rawValue,
            id: id,
            group: id,
            evolveVersion: SignInTable.version,
            subject: .tenant,
            retention: .access,
            payload: standing.encoded()
        )
    }

    /// One of the rows of those who are nobody.
    private var nobody: StreamID {
        let hash = SHA256.hash(data: Array(principal.rawValue.utf8)).prefix(2).reduce(UInt16(0)) {
            $0 << 8 | UInt16($1)
        }
        let number = hash % Self.nobodies
        return StreamID(hashing: "nobody", [UInt8(number >> 8), UInt8(number & 0xFF)])
    }
}

extension Session {
    /// The row that says that it is there.
    var row: InlineRow {
        InlineRow(
            table: SignInTable.session.rawValue,
            id: id,
            group: Self.group(of: principal),
            evolveVersion: SignInTable.version,
            subject: .tenant,
            retention: .access,
            payload: encoded()
        )
    }
}
