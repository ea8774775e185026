import Crypto
package import Journal
package import RevenueCycle

/// What a run of retention would destroy, and what it would leave and why.
package struct RetentionPlan: Sendable {
    /// The policy.
    package let policy: RetentionPolicy
    /// The keys to be destroyed, by subject, class and year.
    package private(set) var keys: [DataKeyRecord] = []
    /// How many subjects, by class, have keys that are to be destroyed, and how many are kept beyond their years.
    package private(set) var counts: [RetentionClass: Counts] = [:]
    /// What is left of the claims whose content is to be destroyed: sums by year of service.
    package fileprivate(set) var rollups: [Rollup] = []

    /// Numbers of subjects, which are patients and documents.
    package struct Counts: Hashable, Sendable {
        /// Whose keys are to be destroyed.
        package var destroyed = 0
        /// Whose years are over, but a minor's are not.
        package var minors = 0
        /// Whose years are over, but no birth date is known.
        package var withoutBirthDate = 0
        /// Whose years are over, but a hold forbids it.
        package var held = 0
        /// Whose years are over, but not those of somebody whom a document, payment or account of theirs is about too.
        package var shared = 0
    }

    /// Sums over claims that tell nothing of any one of them.
    package struct Rollup: Hashable, Sendable {
        /// The year of the last service; 0 when it is not known.
        package let year: Int
        /// How many claims.
        package var claims = 0
        /// What was charged in all.
        package var charged = Money.zero
        /// What payers paid in all.
        package var paid = Money.zero
    }

    /// A word that stands for exactly these keys: whoever gives it back has seen this plan.
    package var code: String {
        var hash = SHA256()
        for key in keys { hash.update(data: key.id.bytes) }
        return hash.finalize().prefix(8).map { String(UInt16($0) + 256, radix: 16).dropFirst() }.joined()
    }

    fileprivate mutating func note(_ retention: RetentionClass, _ what: WritableKeyPath<Counts, Int>) {
        counts[retention, default: Counts()][keyPath: what] += 1
    }

    fileprivate mutating func destroy(_ keys: [DataKeyRecord]) { self.keys += keys }
}

extension ControlPlane {
    /// Works out what a run of retention would destroy on a day.
    ///
    /// - Throws: ``JournalError``, ``DecodingFault`` or ``ControlPlaneError``.
    /// - Complexity: Reads all data keys once, and all claim files twice.
    package func retentionPlan(asOf: CalendarDate) throws -> RetentionPlan {
        try warrant(for: .showRetention)
        return try planOfRetention(asOf: asOf)
    }

    func planOfRetention(asOf: CalendarDate) throws -> RetentionPlan {
        var planning = RetentionPlanning(plane: self, policy: try retentionPolicyInForce(), year: asOf.components.year)
        try planning.readKeys()
        guard !planning.isEmpty else { return RetentionPlan(policy: planning.policy) }
        try planning.readPatients()
        planning.decideOnPatients()
        planning.decideOnCompanies()
        try planning.readReferences()
        var plan = planning.plan()
        plan.rollups = try rollups(of: planning, asOf: asOf)
        return plan
    }

    /// Sums over the claims of which nothing is kept.
    private func rollups(of planning: RetentionPlanning, asOf: CalendarDate) throws -> [RetentionPlan.Rollup] {
        var sums: [Int: RetentionPlan.Rollup] = [:]
        let reading = reading(asOf: asOf)
        try eachGroup { files in
            guard files.allSatisfy({ planning.isForgotten(claimFileOf: $0.subject) }) else { return }
            for account in reading.accounts(of: Self.join(files.map(\.state))) {
                for claim in account.claims {
                    let year = claim.claim.dates?.last.components.year ?? 0
                    sums[year, default: .init(year: year)].claims += 1
                    sums[year]?.charged += claim.charge
                    sums[year]?.paid += claim.paid
                }
            }
        }
        return sums.values.sorted { $0.year < $1.year }
    }
}

/// A plan in the making.
private struct RetentionPlanning {
    let plane: ControlPlane
    let policy: RetentionPolicy
    /// The year as of which it is made.
    let year: Int

    /// The keys of one subject and class whose years are over, were it nobody's who is a minor or held.
    private struct Candidate {
        var keys: [DataKeyRecord]
        var why: Decision
    }

    /// What becomes of a candidate.
    private enum Decision {
        case destroy
        case keep(WritableKeyPath<RetentionPlan.Counts, Int>)

        var isDestroy: Bool { if case .destroy = self { true } else { false } }
    }

    private struct Scope: Hashable {
        let subject: SubjectID
        let retention: RetentionClass
    }

    /// What claim files tell of a subject.
    private struct Patient {
        /// The year of birth of the youngest.
        var birthYear: Int?
        var isHeld = false
    }

    private var candidates: [Scope: Candidate] = [:]
    private var subjects: Set<SubjectID> = []
    private var patients: [SubjectID: Patient] = [:]
    /// Subjects whose claim files belong together, so that none of them is forgotten before all are.
    private var companies: [Set<SubjectID>] = []

    init(plane: ControlPlane, policy: RetentionPolicy, year: Int) {
        self.plane = plane
        self.policy = policy
        self.year = year
    }

    var isEmpty: Bool { candidates.isEmpty }

    /// Whether claim files of the subject are to be destroyed.
    func isForgotten(claimFileOf subject: SubjectID) -> Bool {
        candidates[Scope(subject: subject, retention: .claims)]?.why.isDestroy ?? false
    }

    // MARK: - Keys

    /// Takes the subjects and classes whose years are over.
    mutating func readKeys() throws {
        var gathered: [DataKeyRecord] = []
        var last: DataKeyRecord?
        while case let batch = try plane.journal.dataKeys(after: last), let end = batch.last {
            for key in batch {
                if let first = gathered.first, first.subject != key.subject || first.retention != key.retention {
                    take(gathered)
                    gathered = []
                }
                gathered.append(key)
            }
            last = end
        }
        take(gathered)
    }

    private mutating func take(_ keys: [DataKeyRecord]) {
        guard let last = keys.last else { return }
        if last.subject == .tenant { return takeLooks(keys) }
        guard let end = policy.lastYear(of: last.retention, recorded: last.year, birthYear: nil), end < year
        else { return }
        subjects.insert(last.subject)
        candidates[Scope(subject: last.subject, retention: last.retention)] = Candidate(keys: keys, why: .destroy)
    }

    /// Takes the years of looks that are over: looks are about many, so each year ends by itself.
    private mutating func takeLooks(_ keys: [DataKeyRecord]) {
        let over = keys.filter { key in
            guard key.retention == .access else { return false }
            return policy.lastYear(of: .access, recorded: key.year, birthYear: nil).map { $0 < year } ?? false
        }
        guard !over.isEmpty else { return }
        candidates[Scope(subject: .tenant, retention: .access)] = Candidate(keys: over, why: .destroy)
    }

    // MARK: - Patients

    /// Learns who the patients of the candidates are: how young, and whether they are held.
    mutating func readPatients() throws {
        let active = try plane.placedHolds().filter { $0.released == nil }
        var held: Set<SourcePatientID> = []
        var heldStreams: Set<StreamID> = []
        for hold in active {
            if let patient = PublicID.patient(hold.target) {
                let person = try Person(of: patient) { other throws(any Error) in try plane.links(of: other).linked }
                held.formUnion(person.patients)
            }
            heldStreams.formUnion(try plane.streams(under: hold.target))
        }
        for patient in held { note(SubjectID(patient.value)) { $0.isHeld = true } }
        // Who looked at somebody who is held stands among who looked at others.
        if !active.isEmpty { note(.tenant) { $0.isHeld = true } }
        let keys = FactKeys(journal: plane.journal)
        try plane.eachGroup { files in
            let company = Set(files.map(\.subject))
            if company.count > 1, !company.isDisjoint(with: subjects) { companies.append(company) }
            for file in files where subjects.contains(file.subject) {
                let named = file.state.patients
                let isHeld =
                    heldStreams.contains(file.stream)
                    || !held.isEmpty
                        && named.contains {
                            keys.sourcePatient($0.identity, source: $0.source).map(held.contains) ?? false
                        }
                note(file.subject) { patient in
                    patient.isHeld = patient.isHeld || isHeld
                    for birth in named.compactMap(\.identity.birthDate?.components.year) {
                        patient.birthYear = max(patient.birthYear ?? birth, birth)
                    }
                }
            }
        }
    }

    private mutating func note(_ subject: SubjectID, _ change: (inout Patient) -> Void) {
        change(&patients[subject, default: Patient()])
    }

    /// Keeps minors, those of whom too little is known, and those who are held.
    mutating func decideOnPatients() {
        for (scope, candidate) in candidates {
            guard let patient = patients[scope.subject], let last = candidate.keys.last?.year else { continue }
            if patient.isHeld {
                candidates[scope]?.why = .keep(\.held)
            } else if let end = policy.lastYear(
                of: scope.retention,
                recorded: last,
                birthYear: patient.birthYear ?? candidate.keys.first?.year
            ), end >= year {
                candidates[scope]?.why = .keep(patient.birthYear == nil ? \.withoutBirthDate : \.minors)
            }
        }
    }

    /// Keeps whoever is in the company of somebody who is kept.
    mutating func decideOnCompanies() {
        var hasChanged = true
        while hasChanged {
            hasChanged = false
            for company in companies where company.contains(where: { !isForgotten(claimFileOf: $0) }) {
                for subject in company where isForgotten(claimFileOf: subject) {
                    candidates[Scope(subject: subject, retention: .claims)]?.why = .keep(\.shared)
                    hasChanged = true
                }
            }
        }
    }

    // MARK: - Documents and payments

    /// Keeps the documents and payments that a kept claim file speaks of.
    mutating func readReferences() throws {
        var documents: Set<SubjectID> = []
        var payments: Set<BodyHash> = []
        try plane.eachGroup { files in
            for file in files where !isForgotten(claimFileOf: file.subject) {
                documents.formUnion(file.state.documents.map(\.subject).filter(subjects.contains))
                payments.formUnion(file.state.adjudications.map(\.payment))
                payments.formUnion(file.state.providerAdjustments.map(\.payment))
            }
        }
        var last: StreamID?
        while case let rows = try plane.journal.rows(table: RowTable.payment.rawValue, after: last), let end = rows.last
        {
            for row in rows where payments.contains(BodyHash(row.id)) {
                if let subject = row.subject, subjects.contains(subject) { documents.insert(subject) }
            }
            last = end.id
        }
        for scope in candidates.keys where patients[scope.subject] == nil && documents.contains(scope.subject) {
            candidates[scope]?.why = .keep(\.shared)
        }
    }

    // MARK: - The plan

    func plan() -> RetentionPlan {
        var plan = RetentionPlan(policy: policy)
        let order = candidates.sorted {
            ($0.key.subject, $0.key.retention.rawValue) < ($1.key.subject, $1.key.retention.rawValue)
        }
        for (scope, candidate) in order {
            switch candidate.why {
            case .destroy:
                plan.destroy(candidate.keys)
                plan.note(scope.retention, \.destroyed)
            case .keep(let why): plan.note(scope.retention, why)
            }
        }
        return plan
    }
}

extension ClaimFile {
    /// The documents in which its facts were read.
    fileprivate var documents: Set<BodyHash> {
        Set(
            submissions.map(\.span.document) + adjudications.map(\.span.document)
                + acknowledgements.map(\.span.document) + providerAdjustments.map(\.span.document)
        )
    }
}
