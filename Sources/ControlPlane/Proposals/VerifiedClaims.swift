import Journal
import RevenueCycle

/// The claims that an id names, worked out from verified entries, for what must not rest on a row.
///
/// Lookups and rows only say where to look: one that was taken away makes a claim unknown, which makes nothing easier.
struct VerifiedClaims {
    /// The streams of the claim files, in order; never empty.
    let streams: [StreamID]
    /// Whom their events are about, for sealing.
    let subject: SubjectID
    /// The account, with those of its claims that the id names.
    let account: NamedAccount
    /// The claims that the id names.
    let claims: [ClaimPosition]

    /// The claims that the public id of a claim or account names; nil when there are none.
    ///
    /// - Throws: ``JournalError`` when an entry is not the one that was written, or ``DecodingFault``.
    init?(_ id: String, in plane: ControlPlane) throws {
        guard let bytes = PublicID.parse(id) else { return nil }
        var files: [ClaimFile] = []
        var streams: [StreamID] = []
        var subject: SubjectID?
        for stream in try plane.streams(named: id).sorted() {
            var file = ClaimFile()
            var isThere = false
            for entry in try plane.journal.verifiedEntries(of: stream) {
                let header = entry.header
                guard let payload = entry.payload, ClaimFileEvent.types.contains(header.type) else { continue }
                file.evolve(try ClaimFileEvent(type: header.type, schema: header.schema, payload: payload))
                subject = subject ?? entry.subject
                isThere = true
            }
            guard isThere else { continue }
            files.append(file)
            streams.append(stream)
        }
        guard let subject, !files.isEmpty else { return nil }
        let today = CalendarDate(plane.clock())
        let accounts = plane.named(plane.reading(asOf: today).accounts(of: ControlPlane.join(files)), files: streams)
        guard let account = accounts.first(where: { $0.answers(to: id, plane.journal) }) else { return nil }
        self.streams = streams
        self.subject = subject
        self.account = account
        let own = account.position.claims.filter { claim in
            claim.claim.namingFacts.contains { PublicID.bytes(of: $0.id, journal: plane.journal) == bytes }
        }
        claims = id.hasPrefix("a_") || own.isEmpty ? account.position.claims : own
    }

    /// Whom the claims are about.
    func patients(_ journal: TenantJournal) -> [SourcePatientID] {
        let keys = FactKeys(journal: journal)
        return claims.reduce(into: Set<SourcePatientID>()) { $0.formUnion(keys.patients(of: $1.claim)) }.sorted()
    }
}

extension CalendarDate {
    /// The day in UTC that a moment lies in.
    init(_ time: Timestamp) {
        let (days, rest) = time.microsecondsSince1970.quotientAndRemainder(dividingBy: 86_400_000_000)
        self.init(dayNumber: Int32(clamping: rest < 0 ? days - 1 : days))
    }
}
