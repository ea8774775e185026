package import Access
package import Journal
package import RevenueCycle

/// A question about patients: why it is asked and by what surface, of a principal who is the control plane's.
///
/// It is the only way to patients' data from outside this room. Each answer is on record, with whose data it shows, before it
/// is given.
package struct Inquiry {
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
        let accounts = try sight(of: .claim).shown(plane.accounts(asOf: asOf))
        return try record(accounts.compactMap { $0.keeping(filter) }, Self.claimFields)
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
    package func remittances() throws -> [NamedRemittance] {
        try sight(of: .remittance).requireWhole()
        let remittances = try plane.remittances()
        let unmatched = remittances.flatMap(\.unmatched)
        let patients = Set(unmatched.compactMap(\.patient))
        try record(Self.moneyFields, patients, unnamed: unmatched.count { $0.patient == nil })
        return remittances
    }

    /// Everything that is held.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    package func heldItems() throws -> [HeldItem] {
        let sight = try sight(of: .heldItem)
        return try record(plane.heldItems().filter { sight.shows(try plane.target(of: $0)) })
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
        let accounts = try sight(of: .claim).shown(plane.accounts(asOf: asOf))
        let items = Array(Work.items(in: accounts, filter: filter).prefix(limit))
        let keys = FactKeys(journal: plane.journal)
        let named = items.map { keys.patients(of: $0.position.claim) }
        try record(Self.claimFields, named.reduce(into: []) { $0.formUnion($1) }, unnamed: named.count { $0.isEmpty })
        return items
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
    fileprivate func keeping(_ filter: ClaimFilter) -> NamedAccount? {
        let places = position.claims.indices.filter { filter.passes(position.claims[$0]) }
        guard !places.isEmpty else { return nil }
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
