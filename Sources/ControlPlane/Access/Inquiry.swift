package import Access
package import Journal
package import RevenueCycle

/// A question about patients: why it is asked and by what surface, of a principal who is the control plane's.
///
/// It is the only way to patients' data from outside this room. Each answer is on record, with whose data it shows, before it
/// is given.
package struct Inquiry: Sendable {
    let plane: ControlPlane
    /// Why it is asked.
    package let purpose: Purpose
    /// By what: a command, a page, a call.
    package let surface: String
}

extension ControlPlane {
    /// Begins a question about patients.
    package func inquiry(for purpose: Purpose, by surface: String) -> Inquiry {
        Inquiry(plane: self, purpose: purpose, surface: surface)
    }
}

// Every question throws ``JournalError`` when the store fails or the look cannot be recorded, ``DecodingFault`` when what is
// stored cannot be read, and ``ControlPlaneError`` when there is no answer.
extension Inquiry {
    /// The accounts that have claims which pass a filter, each with those claims, ordered by public id.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    package func claims(_ filter: ClaimFilter = ClaimFilter(), asOf: CalendarDate) throws -> [NamedAccount] {
        try accounts(filter, asOf: asOf, .whole).items
    }

    /// A part of the accounts that have claims which pass a filter, each with those claims, ordered by public id.
    ///
    /// - Throws: ``JournalError``, ``DecodingFault``, or ``ControlPlaneError/listChanged``.
    package func accounts(
        _ filter: ClaimFilter = ClaimFilter(),
        asOf: CalendarDate,
        _ page: Page
    ) throws -> Listed<NamedAccount> {
        let accounts = try sight(of: .claim).shown(plane.accounts(asOf: asOf))
        let part = try page.part(of: accounts.compactMap { $0.keeping(filter.passes) }, by: \.id)
        _ = try record(part.items, Self.claimFields)
        return part
    }

    /// A part of the claims that pass a filter, ordered by account, sequence and public id; each account with those of this part.
    ///
    /// - Throws: ``JournalError``, ``DecodingFault``, or ``ControlPlaneError/listChanged``.
    package func claims(_ filter: ClaimFilter, asOf: CalendarDate, _ page: Page) throws -> Listed<NamedAccount> {
        let accounts = try sight(of: .claim).shown(plane.accounts(asOf: asOf)).compactMap { $0.keeping(filter.passes) }
        let claims = accounts.flatMap { account in account.claimIDs.indices.map { (account, $0) } }
        let part = try page.part(of: claims) { account, place in account.claimIDs[place] }
        let shown = part.items.map { account, place in account.keeping([place]) }
        _ = try record(shown, Self.claimFields)
        return Listed(items: shown, next: part.next)
    }

    /// A claim, by its public id, with its account.
    ///
    /// - Throws: ``JournalError``, ``DecodingFault``, or ``ControlPlaneError`` when there is none.
    package func claim(_ id: String, asOf: CalendarDate) throws -> NamedAccount {
        guard id.hasPrefix("c_"), PublicID.parse(id) != nil,
            let account = try shownAccounts(named: id, asOf: asOf).first,
            let place = account.place(ofClaim: id, plane.journal)
        else { throw ControlPlane.noSuchAccount }
        return try record([account.keeping([place])], Self.claimFields)[0]
    }

    /// A claim, by its public id, with its account, as they were known at a time.
    ///
    /// - Throws: ``JournalError``, ``DecodingFault``, or ``ControlPlaneError`` when there was none.
    package func claim(_ id: String, at time: Timestamp) throws -> NamedAccount {
        guard id.hasPrefix("c_"), PublicID.parse(id) != nil else { throw ControlPlane.noSuchAccount(at: time) }
        let accounts = try sight(of: .claim).shown(plane.accounts(named: id, at: time))
        guard let account = accounts.first,
            let place = account.claimIDs.firstIndex(of: id) ?? account.claimIDs.indices.first
        else { throw ControlPlane.noSuchAccount(at: time) }
        return try record([account.keeping([place])], Self.claimFields)[0]
    }

    /// An account, by its public id.
    ///
    /// - Throws: ``JournalError``, ``DecodingFault``, or ``ControlPlaneError`` when there is none.
    package func account(_ id: String, asOf: CalendarDate) throws -> NamedAccount {
        guard id.hasPrefix("a_"), PublicID.parse(id) != nil,
            let account = try shownAccounts(named: id, asOf: asOf).first
        else { throw ControlPlane.noSuchAccount }
        return try record([account], Self.claimFields)[0]
    }

    /// The accounts that a number or public id names.
    ///
    /// - Throws: ``JournalError``, ``DecodingFault``, or ``ControlPlaneError`` when there is none.
    package func accounts(named text: String, asOf: CalendarDate) throws -> [NamedAccount] {
        try record(shownAccounts(named: text, asOf: asOf), Self.claimFields)
    }

    /// Those of the accounts of a number that may be seen; there being none is told as there being no account.
    private func shownAccounts(named text: String, asOf: CalendarDate) throws -> [NamedAccount] {
        let accounts = try sight(of: .claim).shown(plane.accounts(named: text, asOf: asOf))
        guard !accounts.isEmpty else { throw ControlPlane.noSuchAccount }
        return accounts
    }

    /// The accounts that a number or public id names, as they were known at a time.
    ///
    /// - Throws: ``JournalError``, ``DecodingFault``, or ``ControlPlaneError`` when there was none.
    package func accounts(named text: String, at time: Timestamp) throws -> [NamedAccount] {
        let accounts = try sight(of: .claim).shown(plane.accounts(named: text, at: time))
        guard !accounts.isEmpty else { throw ControlPlane.noSuchAccount(at: time) }
        return try record(accounts, Self.claimFields)
    }

    /// What became known of the accounts that a number or public id names, entry by entry.
    ///
    /// - Throws: ``JournalError``, ``DecodingFault``, or ``ControlPlaneError`` when there is none.
    package func timeline(of text: String) throws -> [TimelineEntry] {
        _ = try shownAccounts(named: text, asOf: CalendarDate(plane.clock()))
        let (entries, patients) = try plane.timeline(of: text)
        try record(Self.claimFields, patients)
        return entries
    }

    /// The source patients that a surname, number or public id names.
    ///
    /// - Throws: ``JournalError``, ``DecodingFault``, or ``ControlPlaneError`` when there is none.
    package func patients(named text: String, asOf: CalendarDate) throws -> [NamedPatient] {
        let sight = try sight(of: .patient)
        let patients = try plane.patients(named: text, asOf: asOf).filter { sight.shows(try plane.target(of: $0)) }
        guard !patients.isEmpty else { throw ControlPlane.noSuchPatient }
        return try record(patients)
    }

    /// The person that a source patient belongs to.
    ///
    /// - Throws: ``JournalError``, ``DecodingFault``, or ``ControlPlaneError`` when there is no such patient.
    package func person(of id: String, asOf: CalendarDate) throws -> [NamedPatient] {
        let sight = try sight(of: .patient)
        let patients = try plane.person(of: id, asOf: asOf).filter { sight.shows(try plane.target(of: $0)) }
        guard !patients.isEmpty else { throw ControlPlaneError.notFound(what: "patient \(id)") }
        return try record(patients)
    }

    /// Every payment, newest first.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    package func remittances() throws -> [NamedRemittance] { try remittances(.whole).items }

    /// A part of the payments, newest first.
    ///
    /// - Throws: ``JournalError``, ``DecodingFault``, or ``ControlPlaneError/listChanged``.
    package func remittances(_ page: Page) throws -> Listed<NamedRemittance> {
        try sight(of: .remittance).requireWhole()
        let part = try page.part(of: plane.remittances(), by: \.id)
        let remittances = part.items
        let unmatched = remittances.flatMap(\.unmatched)
        let patients = Set(unmatched.compactMap(\.patient))
        try record(Self.moneyFields, patients, unnamed: unmatched.count { $0.patient == nil })
        return part
    }

    /// Everything that is held.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    package func heldItems() throws -> [HeldItem] { try heldItems(.whole).items }

    /// A part of what is held.
    ///
    /// - Throws: ``JournalError``, ``DecodingFault``, or ``ControlPlaneError/listChanged``.
    package func heldItems(_ page: Page) throws -> Listed<HeldItem> {
        let sight = try sight(of: .heldItem)
        let part = try page.part(of: plane.heldItems().filter { sight.shows(try plane.target(of: $0)) }, by: \.id)
        _ = try record(part.items)
        return part
    }

    /// One thing that is held.
    ///
    /// - Throws: ``JournalError``, ``DecodingFault``, or ``ControlPlaneError`` when there is none.
    package func heldItem(_ id: String) throws -> HeldItem {
        let sight = try sight(of: .heldItem)
        let item = try plane.heldItem(id)
        guard sight.shows(try plane.target(of: item)) else { throw ControlPlaneError.notFound(what: "held item \(id)") }
        _ = try record([item])
        return item
    }

    /// The findings that ask for work: the greatest amounts first, of equal ones the nearest deadline.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    package func work(_ filter: ClaimFilter = ClaimFilter(), limit: Int, asOf: CalendarDate) throws -> [Work] {
        try work(filter, asOf: asOf, Page(after: nil, limit: limit)).items
    }

    /// A part of the findings that ask for work.
    ///
    /// - Throws: ``JournalError``, ``DecodingFault``, or ``ControlPlaneError/listChanged``.
    package func work(_ filter: ClaimFilter, asOf: CalendarDate, _ page: Page) throws -> Listed<Work> {
        let accounts = try sight(of: .claim).shown(plane.accounts(asOf: asOf))
        let part = try page.part(of: Work.items(in: accounts, filter: filter)) { work in
            PublicID.finding(work.finding, of: work.claim, journal: plane.journal)
        }
        let items = part.items
        let keys = FactKeys(journal: plane.journal)
        let named = items.map { keys.patients(of: $0.position.claim) }
        try record(Self.claimFields, named.reduce(into: []) { $0.formUnion($1) }, unnamed: named.count { $0.isEmpty })
        return part
    }

    // MARK: - Recording

    /// What an answer about claims shows.
    static let claimFields = FieldMask([
        .identity, .recordNumbers, .coverageNumbers, .clinicalCodes, .payerCodes, .amounts,
    ])
    /// What an answer about money shows that names somebody.
    static let moneyFields = FieldMask([.identity, .recordNumbers, .coverageNumbers, .amounts])

    private func record(_ accounts: [NamedAccount], _ fields: FieldMask) throws -> [NamedAccount] {
        let keys = FactKeys(journal: plane.journal)
        let named = accounts.flatMap(\.position.claims).map { keys.patients(of: $0.claim) }
        try record(fields, named.reduce(into: []) { $0.formUnion($1) }, unnamed: named.count { $0.isEmpty })
        return accounts
    }

    private func record(_ patients: [NamedPatient]) throws -> [NamedPatient] {
        try record(Self.moneyFields, Set(patients.map(\.patient.id)))
        return patients
    }

    private func record(_ items: [HeldItem]) throws -> [HeldItem] {
        let patients = Set(items.compactMap(\.patient))
        try record(Self.moneyFields, patients, unnamed: items.count { $0.patient == nil })
        return items
    }

    func record(_ fields: FieldMask, _ patients: Set<SourcePatientID>, unnamed: Int = 0) throws(JournalError) {
        let look = Look(purpose: purpose, surface: surface, fields: fields, patients: patients, unnamed: unnamed)
        try plane.accessLog.record(look, by: plane.principal, at: plane.clock())
    }
}

extension FactKeys {
    /// The source patients that a claim's documents name.
    func patients(of claim: AttachedClaim) -> Set<SourcePatientID> {
        Set(claim.patients.compactMap { sourcePatient($0, source: claim.billingNPI) })
    }
}

extension NamedAccount {
    /// The account with the claims that pass; nil when none does.
    fileprivate func keeping(_ passes: (ClaimPosition) -> Bool) -> NamedAccount? {
        let places = position.claims.indices.filter { passes(position.claims[$0]) }
        return places.isEmpty ? nil : keeping(places)
    }

    /// The account with the claims at some places.
    fileprivate func keeping(_ places: [Int]) -> NamedAccount {
        var kept = position
        kept.claims = places.map { position.claims[$0] }
        return NamedAccount(
            id: id,
            claimIDs: places.map { claimIDs[$0] },
            position: kept,
            files: files
        )
    }
}
