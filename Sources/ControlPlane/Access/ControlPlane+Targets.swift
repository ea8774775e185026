import Access
import Journal
import RevenueCycle

// What the rules of access ask of a thing. What of it is not known stays empty, and lies within no bound.
extension ControlPlane {
    /// Accounts, as one thing: what all of them belong to.
    ///
    /// - Parameters:
    ///   - resource: what they are looked at as.
    ///   - accounts: the accounts.
    ///   - marked: which files have marks, when that was asked for many accounts at once.
    /// - Returns: what rules ask of them.
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    func target(
        _ resource: Resource,
        of accounts: [NamedAccount],
        marked: Set<StreamID>? = nil
    ) throws -> Target {
        let files = Set(accounts.flatMap(\.files))
        let claims = accounts.flatMap(\.position.claims)
        let keys = FactKeys(journal: journal)
        let facilities = claims.map { $0.claim.billingNPI }
        let payers = claims.map { rules.rule(for: $0.payer)?.key }
        return Target(
            resource: resource,
            place: place,
            facilities: facilities.contains(nil) ? [] : Set(facilities.compactMap { $0.map { FacilityID($0) } }),
            payers: payers.contains(nil) ? [] : Set(payers.compactMap { $0.map { PayerKey($0) } }),
            amount: claims.map(\.charge).sum(),
            sensitivities: try sensitivities(of: marked.map(files.intersection) ?? files),
            patients: claims.reduce(into: []) { $0.formUnion(keys.patients(of: $1.claim)) }
        )
    }

    /// A source patient, with all accounts.
    func target(_ resource: Resource, of patient: SourcePatientID) throws -> Target {
        try target(of: self.patient(patient, asOf: CalendarDate(clock())), resource)
    }

    /// A source patient, with all accounts.
    func target(of patient: NamedPatient, _ resource: Resource = .patient) throws -> Target {
        var target = try target(resource, of: patient.accounts)
        if let source = patient.patient.source { target.facilities.insert(FacilityID(source)) }
        target.patients = [patient.patient.id]
        return target
    }

    /// Something that is held.
    func target(of item: HeldItem) throws -> Target {
        var files: Set<StreamID> = []
        if case .adjudication(_, let stream) = item.target { files = [stream] }
        return Target(
            resource: .heldItem,
            place: place,
            facilities: Set([item.facility].compactMap { $0 }),
            payers: Set([item.payer].compactMap { $0 }),
            amount: item.amount,
            sensitivities: try sensitivities(of: files),
            patients: Set([item.patient].compactMap { $0 })
        )
    }

    /// What leaves, or is to.
    func target(of effect: Effect) -> Target {
        Target(
            resource: .effect,
            place: place,
            patients: Set(effect.request.patients)
        )
    }

    /// A proposal of a content.
    ///
    /// - Parameters:
    ///   - content: the content.
    ///   - world: what is known of its subject.
    ///   - owners: the people whose own work it is.
    /// - Returns: what rules ask of it.
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    func target(of content: ProposalContent, in world: ProposalWorld, owners: Set<HumanID> = []) throws -> Target {
        var target = Target(resource: .proposal, place: place)
        if let claims = world.claims { target = try self.target(.proposal, of: [claims.account]) }
        if case .person(let patient) = content.subject {
            target = try self.target(.proposal, of: patient)
        }
        // A change that is about no money is about none.
        target.amount = content.change.kind.hasAmount ? content.change.amount : .zero
        target.owners = owners
        return target
    }

    /// What claim files were marked with; what nobody has looked at is marked with nothing.
    func sensitivities(of files: Set<StreamID>) throws -> Set<Sensitivity> {
        try SensitiveMarks(of: markedFiles(among: files).sorted(), in: journal).known
    }

    /// Those of some claim files that somebody has marked.
    func markedFiles(among files: Set<StreamID>) throws(JournalError) -> Set<StreamID> {
        guard !files.isEmpty else { return [] }
        let files = Array(files)
        let versions = try journal.versions(of: files.map(SensitiveMarks.stream))
        return Set(zip(files, versions).filter { $1 > 0 }.map(\.0))
    }
}
