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
    /// Where what it shows is gathered, to be put on record with what others show; nil when it is put there at once.
    var gathered: GatheredLook?
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
    /// A claim, by its public id, with its account.
    ///
    /// - Throws: ``JournalError``, ``DecodingFault``, or ``ControlPlaneError`` when there is none.
    package func claim(
        _ id: String,
        asOf: CalendarDate,
        as form: AnswerForm = .claim
    ) throws -> Shown<NamedAccount> {
        guard id.hasPrefix("c_"), PublicID.parse(id) != nil,
            let account = try shownAccounts(named: id, asOf: asOf, as: [form]).first,
            let place = account.item.place(ofClaim: id, plane.journal)
        else { throw ControlPlane.noSuchAccount }
        return try record([account.keeping([place])])[0]
    }

    /// A claim, by its public id, with its account, as they were known at a time.
    ///
    /// - Throws: ``JournalError``, ``DecodingFault``, or ``ControlPlaneError`` when there was none.
    package func claim(_ id: String, at time: Timestamp) throws -> Shown<NamedAccount> {
        guard id.hasPrefix("c_"), PublicID.parse(id) != nil else { throw ControlPlane.noSuchAccount(at: time) }
        let accounts = try sight(of: .claim, as: [.claim]).shown(plane.accounts(named: id, at: time))
        guard let account = accounts.first,
            let place = account.item.claimIDs.firstIndex(of: id) ?? account.item.claimIDs.indices.first
        else { throw ControlPlane.noSuchAccount(at: time) }
        return try record([account.keeping([place])])[0]
    }

    /// An account, by its public id.
    ///
    /// - Throws: ``JournalError``, ``DecodingFault``, or ``ControlPlaneError`` when there is none.
    package func account(
        _ id: String,
        asOf: CalendarDate,
        as form: AnswerForm = .account
    ) throws -> Shown<NamedAccount> {
        guard id.hasPrefix("a_"), PublicID.parse(id) != nil,
            let account = try shownAccounts(named: id, asOf: asOf, as: [form]).first
        else { throw ControlPlane.noSuchAccount }
        return try record([account])[0]
    }

    /// The accounts that a number or public id names.
    ///
    /// - Parameters:
    ///   - text: the number or id.
    ///   - asOf: the day to answer for.
    ///   - forms: how it will be answered.
    /// - Returns: the accounts, each with what the forms may show of it.
    /// - Throws: ``JournalError``, ``DecodingFault``, or ``ControlPlaneError`` when there is none, or a form is not for whom asks.
    package func accounts(
        named text: String,
        asOf: CalendarDate,
        as forms: [AnswerForm] = [.claim]
    ) throws -> [Shown<NamedAccount>] {
        try record(shownAccounts(named: text, asOf: asOf, as: forms))
    }

    /// Those of the accounts of a number that may be seen; there being none is told as there being no account.
    private func shownAccounts(
        named text: String,
        asOf: CalendarDate,
        as forms: [AnswerForm]
    ) throws -> [Shown<NamedAccount>] {
        let sight = try sight(of: .claim, as: forms, by: [])
        let accounts = try found(by: text, sight.shown(plane.accounts(named: text, asOf: asOf)), of: sight)
        guard !accounts.isEmpty else { throw ControlPlane.noSuchAccount }
        return accounts
    }

    /// Those of some accounts of a number that may be found by it: who may not see a number cannot try whose it is.
    private func found(
        by text: String,
        _ accounts: [Shown<NamedAccount>],
        of sight: Sight
    ) throws -> [Shown<NamedAccount>] {
        try accounts.filter { account in
            let visible = try sight.everything(of: account.item)
            return FieldMask([.recordNumbers, .coverageNumbers]).isSubset(of: visible)
                || account.item.answers(to: text, plane.journal, within: visible)
        }
    }

    /// The accounts that a number or public id names, as they were known at a time.
    ///
    /// - Throws: ``JournalError``, ``DecodingFault``, or ``ControlPlaneError`` when there was none.
    package func accounts(
        named text: String,
        at time: Timestamp,
        as forms: [AnswerForm] = [.claim]
    ) throws -> [Shown<NamedAccount>] {
        let sight = try sight(of: .claim, as: forms)
        let accounts = try found(by: text, sight.shown(plane.accounts(named: text, at: time)), of: sight)
        guard !accounts.isEmpty else { throw ControlPlane.noSuchAccount(at: time) }
        return try record(accounts)
    }

    /// What became known of the accounts that a number or public id names, entry by entry.
    ///
    /// - Throws: ``JournalError``, ``DecodingFault``, or ``ControlPlaneError`` when there is none.
    package func timeline(of text: String) throws -> [Shown<TimelineEntry>] {
        let day = CalendarDate(plane.clock())
        let accounts = try shownAccounts(named: text, asOf: day, as: [.timelineEntry])
        // One file may tell of several accounts, of which one may not be seen.
        let company = try plane.accounts(beside: text, asOf: day)
        let seen = Set(try sight(of: .claim, as: [.timelineEntry]).shown(company).map(\.item.id))
        let unseen = company.filter { !seen.contains($0.id) }
        let files = Set(accounts.flatMap(\.item.files)).subtracting(unseen.flatMap(\.files))
        let fields = accounts.reduce(AnswerForm.timelineEntry.groups) { $0.meet($1.fields) }
        let (entries, patients) = try plane.timeline(of: text, in: files)
        try record(fields, patients)
        return entries.map { Shown(item: $0, fields: fields) }
    }

    /// The source patients that a surname, number or public id names.
    ///
    /// - Throws: ``JournalError``, ``DecodingFault``, or ``ControlPlaneError`` when there is none.
    package func patients(named text: String, asOf: CalendarDate) throws -> [Shown<NamedPatient>] {
        let sight = try sight(of: .patient, as: [.patient])
        let patients = try plane.patients(named: text, asOf: asOf)
            .compactMap { sight.shown($0, as: try plane.target(of: $0)) }
            .filter { $0.item.isFound(by: text, within: $0.fields) }
        guard !patients.isEmpty else { throw ControlPlane.noSuchPatient }
        return try record(patients)
    }

    /// The person who calls, and says who they are by a surname, a birth date and a number.
    ///
    /// Of whoever does not give all three as one document has them nothing is told, neither which of them was wrong.
    ///
    /// - Parameters:
    ///   - caller: what they say.
    ///   - asOf: the day to answer for.
    /// - Returns: the source patients of that one person; nothing when there is none.
    /// - Throws: ``JournalError``, ``DecodingFault``, or ``ControlPlaneError`` when several persons answer to it, or whoever asks may not see
    ///   all by which it is asked.
    package func person(of caller: Caller, asOf: CalendarDate) throws -> [Shown<NamedPatient>] {
        let asked = FieldMask([.identity, .recordNumbers, .coverageNumbers])
        let sight = try sight(of: .patient, as: [.patient], by: asked)
        let found = try plane.patients(answeringTo: caller)
        let persons = try Set(found.map { try Set(plane.person(of: $0.id).patients) })
        guard persons.count < 2 else {
            throw ControlPlaneError.refused("Several patients answer to this. Ask for the given name too.")
        }
        let patients = try (persons.first ?? []).sorted().map { try plane.patient($0, asOf: asOf) }
            .compactMap { sight.shown($0, as: try plane.target(of: $0)) }
        return try record(patients)
    }

    /// The person that a source patient belongs to.
    ///
    /// - Throws: ``JournalError``, ``DecodingFault``, or ``ControlPlaneError`` when there is no such patient.
    package func person(of id: String, asOf: CalendarDate) throws -> [Shown<NamedPatient>] {
        let sight = try sight(of: .patient, as: [.patient])
        let patients = try plane.person(of: id, asOf: asOf).compactMap { sight.shown($0, as: try plane.target(of: $0)) }
        guard !patients.isEmpty else { throw ControlPlaneError.notFound(what: "patient \(id)") }
        return try record(patients)
    }

    /// Every payment, newest first.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    package func remittances() throws -> [Shown<NamedRemittance>] { try remittances(.whole).items }

    /// A part of the payments, newest first.
    ///
    /// - Throws: ``JournalError``, ``DecodingFault``, or ``ControlPlaneError/listChanged``.
    package func remittances(_ page: Page) throws -> Listed<Shown<NamedRemittance>> {
        let fields = try sight(of: .remittance, as: [.remittance]).whole()
        let part = try page.part(of: plane.remittances(), by: \.id)
        return Listed(items: try recorded(part.items, fields), next: part.next)
    }

    /// A payment, by its public id.
    ///
    /// - Throws: ``JournalError``, ``DecodingFault``, or ``ControlPlaneError`` when there is none.
    package func remittance(_ id: String) throws -> Shown<NamedRemittance> {
        let found = try remittances(by: []) { $0.id == id }
        guard let remittance = found.first else { throw ControlPlaneError.notFound(what: "remittance \(id)") }
        return remittance
    }

    /// The payments of a check or transfer number.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    package func remittances(ofTrace trace: String) throws -> [Shown<NamedRemittance>] {
        try remittances(by: [.recordNumbers]) { $0.head?.trace == trace }
    }

    private func remittances(
        by asked: [FieldGroup],
        where isMeant: (NamedRemittance) -> Bool
    ) throws -> [Shown<NamedRemittance>] {
        let fields = try sight(of: .remittance, as: [.remittance], by: FieldMask(asked)).whole()
        return try recorded(plane.remittances().filter(isMeant), fields)
    }

    private func recorded(_ remittances: [NamedRemittance], _ fields: FieldMask) throws -> [Shown<NamedRemittance>] {
        let unmatched = remittances.flatMap(\.unmatched)
        let patients = Set(unmatched.compactMap(\.patient))
        try record(remittances.isEmpty ? [] : fields, patients, unnamed: unmatched.count { $0.patient == nil })
        return remittances.map { Shown(item: $0, fields: fields) }
    }

    /// Everything that is held.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    package func heldItems() throws -> [Shown<HeldItem>] { try heldItems(.whole).items }

    /// A part of what is held.
    ///
    /// - Throws: ``JournalError``, ``DecodingFault``, or ``ControlPlaneError/listChanged``.
    package func heldItems(_ page: Page) throws -> Listed<Shown<HeldItem>> {
        let sight = try sight(of: .heldItem, as: [.heldItem])
        let shown = try plane.heldItems().compactMap { sight.shown($0, as: try plane.target(of: $0)) }
        let part = try page.part(of: shown) { $0.item.id }
        try record(part.items)
        return part
    }

    /// One thing that is held.
    ///
    /// - Throws: ``JournalError``, ``DecodingFault``, or ``ControlPlaneError`` when there is none.
    package func heldItem(_ id: String) throws -> Shown<HeldItem> {
        let sight = try sight(of: .heldItem, as: [.heldItem])
        let item = try plane.heldItem(id)
        guard let shown = sight.shown(item, as: try plane.target(of: item)) else {
            throw ControlPlaneError.notFound(what: "held item \(id)")
        }
        try record([shown])
        return shown
    }

    // MARK: - Recording

    /// What is shown of some things together.
    static func fields<Item>(of items: [Shown<Item>]) -> FieldMask { items.reduce([]) { $0.union($1.fields) } }

    /// Puts on record that accounts are shown.
    func record(_ accounts: [Shown<NamedAccount>]) throws -> [Shown<NamedAccount>] {
        let keys = FactKeys(journal: plane.journal)
        let named = accounts.flatMap(\.item.position.claims).map { keys.patients(of: $0.claim) }
        try record(
            Self.fields(of: accounts),
            named.reduce(into: []) { $0.formUnion($1) },
            unnamed: named.count { $0.isEmpty }
        )
        return accounts
    }

    private func record(_ patients: [Shown<NamedPatient>]) throws -> [Shown<NamedPatient>] {
        try record(Self.fields(of: patients), Set(patients.map(\.item.patient.id)))
        return patients
    }

    private func record(_ items: [Shown<HeldItem>]) throws {
        let patients = Set(items.compactMap(\.item.patient))
        try record(Self.fields(of: items), patients, unnamed: items.count { $0.item.patient == nil })
    }

    func record(_ fields: FieldMask, _ patients: Set<SourcePatientID>, unnamed: Int = 0) throws(JournalError) {
        let look = Look(purpose: purpose, surface: surface, fields: fields, patients: patients, unnamed: unnamed)
        if let gathered { return gathered.add(look) }
        try plane.accessLog.record(look, by: plane.principal, at: plane.clock())
    }
}

extension FactKeys {
    /// The source patients that a claim's documents name.
    func patients(of claim: AttachedClaim) -> Set<SourcePatientID> {
        Set(claim.patients.compactMap { sourcePatient($0, source: claim.billingNPI) })
    }
}
