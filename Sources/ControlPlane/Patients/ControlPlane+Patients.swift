import Access
import Journal
package import RevenueCycle

/// A source patient with the id that the outside knows, its links and its accounts.
package struct NamedPatient: Sendable {
    /// The public id.
    package let id: String
    /// The patient.
    package let patient: SourcePatient
    /// The public ids of the source patients held to be the same human, this one left out.
    package let linked: [String]
    /// The accounts of the patient.
    package let accounts: [NamedAccount]
}

/// What a caller says of themselves.
package struct Caller: Sendable {
    /// The surname.
    package var surname: String
    /// The given name; nil while it is not asked for.
    package var givenName: String?
    /// The birth date.
    package var birthDate: CalendarDate
    /// A member number or a medical record number.
    package var number: String

    /// What a caller says of themselves.
    package init(surname: String, givenName: String? = nil, birthDate: CalendarDate, number: String) {
        self.surname = surname
        self.givenName = givenName
        self.birthDate = birthDate
        self.number = number
    }

    /// Whether it is what one document says of a patient.
    fileprivate func isOf(_ identity: PatientIdentity) -> Bool {
        let isNamed = givenName.map { PayerIdentity.normalize($0) == identity.givenName.map(PayerIdentity.normalize) }
        return identity.familyName.map(PayerIdentity.normalize) == PayerIdentity.normalize(surname) && isNamed ?? true
            && identity.birthDate == birthDate && [identity.memberID, identity.medicalRecordNumber].contains(number)
    }
}

extension ControlPlane {
    /// The source patients of whom a document says what a caller says.
    func patients(answeringTo caller: Caller) throws -> [SourcePatient] {
        let keys = FactKeys(journal: journal)
        var found: [SourcePatientID: SourcePatient] = [:]
        for space in [KeySpace.memberNumber, .recordNumber] {
            let index = keys.index(space, Array(caller.number.utf8))
            for file in try claimFiles(journal.lookup(space: space.rawValue, index)) {
                for (identity, source) in file.patients where caller.isOf(identity) {
                    guard let id = keys.sourcePatient(identity, source: source) else { continue }
                    found[id] = SourcePatient(id: id, source: source, identity: identity)
                }
            }
        }
        return found.keys.sorted().compactMap { found[$0] }
    }

    /// Everybody who is held to be the same human as a source patient.
    func person(of patient: SourcePatientID) throws -> Person {
        try Person(of: patient) { other throws(any Error) in try links(of: other).linked }
    }

    /// The source patients that a surname, member number, medical record number or public id names.
    ///
    /// - Throws: ``ControlPlaneError`` when there is none; ``JournalError`` or ``DecodingFault``.
    func patients(named text: String, asOf: CalendarDate) throws -> [NamedPatient] {
        if let id = PublicID.patient(text) { return [try patient(id, asOf: asOf)] }
        let keys = FactKeys(journal: journal)
        let surname = PayerIdentity.normalize(text)
        let wanted: [(space: KeySpace, value: String)] = [
            (.surname, surname), (.memberNumber, text), (.recordNumber, text),
        ]
        var found: Set<SourcePatientID> = []
        for (space, value) in wanted {
            let index = keys.index(space, Array(value.utf8))
            for file in try claimFiles(journal.lookup(space: space.rawValue, index)) {
                for (identity, source) in file.patients where identity.answers(to: text, surname: surname) {
                    if let id = keys.sourcePatient(identity, source: source) { found.insert(id) }
                }
            }
        }
        guard !found.isEmpty else { throw Self.noSuchPatient }
        return try found.sorted().map { try patient($0, asOf: asOf) }
    }

    /// The person that a source patient belongs to: every source patient linked with it, and itself.
    ///
    /// - Throws: ``ControlPlaneError`` when there is no such patient; ``JournalError`` or ``DecodingFault``.
    func person(of id: String, asOf: CalendarDate) throws -> [NamedPatient] {
        guard let patient = PublicID.patient(id) else { throw ControlPlaneError.notFound(what: "patient \(id)") }
        return try person(of: patient).patients.map { try self.patient($0, asOf: asOf) }
    }

    /// Holds two source patients to be one human, or apart again, for a stated reason.
    ///
    /// - Throws: ``ControlPlaneError`` when one does not exist or the links refuse; ``JournalError``.
    package func link(_ one: String, _ other: String, reason: String, isUndone: Bool = false) throws {
        let asked = try partialWarrant(for: isUndone ? .unlinkPatients : .linkPatients)
        guard let first = PublicID.patient(one), let second = PublicID.patient(other) else {
            throw ControlPlaneError.notFound(what: "patient \(PublicID.patient(one) == nil ? one : other)")
        }
        for patient in [first, second] where try files(of: patient).isEmpty {
            throw ControlPlaneError.notFound(what: "patient \(PublicID.patient(patient))")
        }
        var append = Append(command: newCommand(), principal: principal, purpose: "patient identity")
        for patient in [first, second] {
            append.asserting = try asked.warrant(
                about: target(.patient, of: patient),
                orAbsent: .notFound(what: "patient \(PublicID.patient(patient))")
            ).asserting
        }
        for (own, partner) in [(first, second), (second, first)] {
            var state = try links(of: own)
            let events: [PatientLinks.Event]
            do throws(PatientLinks.Refusal) {
                events = try state.decide(
                    isUndone ? .unlink(partner, reason: reason) : .link(partner, reason: reason),
                    as: own
                )
            } catch {
                throw ControlPlaneError.refused(error.description)
            }
            for event in events { state.evolve(event) }
            append.writes.append(
                StreamWrite(
                    stream: StreamID(own.value),
                    expectedVersion: try journal.version(of: StreamID(own.value)),
                    events: events.map {
                        NewEvent(
                            type: $0.type,
                            schema: PatientLinks.Event.schema,
                            subject: SubjectID(own.value),
                            payload: $0.encoded()
                        )
                    }
                )
            )
            append.rows.append(PatientLinksRow.row(own, state: state))
        }
        keep(.object([("patients", .texts([one, other]))]), in: &append)
        _ = try journal.append(append, at: clock())
    }

    // MARK: - Reading

    func links(of patient: SourcePatientID) throws -> PatientLinks {
        let row = try journal.row(table: RowTable.patientLinks.rawValue, id: StreamID(patient.value))
        return try row?.payload.map { try PatientLinks(decoding: $0) } ?? PatientLinks()
    }

    private func files(of patient: SourcePatientID) throws -> [StreamID] {
        try journal.lookup(space: KeySpace.sourcePatient.rawValue, BlindIndex(patient.value))
    }

    private func claimFiles(_ streams: [StreamID]) throws -> [ClaimFile] {
        try streams.compactMap { stream in
            try journal.row(table: RowTable.claimFile.rawValue, id: stream)?.payload.map { try ClaimFile(decoding: $0) }
        }
    }

    func patient(_ id: SourcePatientID, asOf: CalendarDate) throws -> NamedPatient {
        let keys = FactKeys(journal: journal)
        let streams = try files(of: id)
        var patient: SourcePatient?
        for (identity, source) in try claimFiles(streams).flatMap(\.patients)
        where keys.sourcePatient(identity, source: source) == id {
            let known = patient?.identity ?? PatientIdentity()
            patient = SourcePatient(id: id, source: source, identity: identity.completed(by: known))
        }
        guard let patient else { throw ControlPlaneError.notFound(what: "patient \(PublicID.patient(id))") }
        var groups: Set<StreamID> = []
        for stream in streams {
            if let row = try journal.row(table: RowTable.claimFile.rawValue, id: stream) { groups.insert(row.group) }
        }
        let reading = reading(asOf: asOf)
        let accounts = try groups.sorted().flatMap { group in
            let files = try journal.rowIDs(table: RowTable.claimFile.rawValue, group: group)
            return named(reading.accounts(of: try component(group)), files: files)
        }.filter { account in
            account.position.claims.contains { claim in
                claim.claim.patients.contains { keys.sourcePatient($0, source: claim.claim.billingNPI) == id }
            }
        }
        let person = try Person(of: id) { other throws(any Error) in try links(of: other).linked }
        return NamedPatient(
            id: PublicID.patient(id),
            patient: patient,
            linked: person.patients.filter { $0 != id }.map { PublicID.patient($0) },
            accounts: accounts.sorted { $0.id < $1.id }
        )
    }

    /// One row of `patients`.
    func patientRow(_ patient: NamedPatient) -> JSONValue {
        let identity = patient.patient.identity
        return .object([
            ("patient", .string(patient.id)), ("source", .text(patient.patient.source)),
            ("familyName", .text(identity.familyName)), ("givenName", .text(identity.givenName)),
            ("birthDate", .text(identity.birthDate?.description)), ("memberNumber", .text(identity.memberID)),
            ("recordNumber", .text(identity.medicalRecordNumber)), ("linked", .texts(patient.linked)),
            ("accounts", .texts(patient.accounts.map(\.id))),
        ])
    }
}

extension NamedPatient {
    /// Whether a name or number leads to the patient as far as some groups of fields tell.
    func isFound(by text: String, within fields: FieldMask) -> Bool {
        let surname = PayerIdentity.normalize(text)
        let identity = patient.identity
        let keys: [(group: FieldGroup, isKey: Bool)] = [
            (.identity, identity.familyName.map(PayerIdentity.normalize) == surname),
            (.coverageNumbers, identity.memberID == text), (.recordNumbers, identity.medicalRecordNumber == text),
        ]
        // Of what several documents say of a patient one is kept, so that who may see all need not be found by that.
        return id == text || FieldMask(keys.map(\.group)).isSubset(of: fields)
            || keys.contains { $0.isKey && fields.contains(FieldMask([$0.group])) }
    }
}

extension ClaimFile {
    /// The patients that its documents name, each with the provider who sent or was paid.
    var patients: [(identity: PatientIdentity, source: String?)] {
        submissions.sorted(by: Submission.isEarlier).map { ($0.patient, $0.billingNPI) }
            + adjudications.sorted(by: Adjudication.isEarlier).map { ($0.patient, $0.billingNPI) }
    }
}

extension PatientIdentity {
    /// Whether a name or number is the patient's.
    fileprivate func answers(to text: String, surname: String) -> Bool {
        memberID == text || medicalRecordNumber == text || familyName.map(PayerIdentity.normalize) == surname
    }

    /// What this one says, and where it says nothing, what another said.
    fileprivate func completed(by other: PatientIdentity) -> PatientIdentity {
        PatientIdentity(
            familyName: familyName ?? other.familyName,
            givenName: givenName ?? other.givenName,
            birthDate: birthDate ?? other.birthDate,
            memberID: memberID ?? other.memberID,
            medicalRecordNumber: medicalRecordNumber ?? other.medicalRecordNumber
        )
    }
}
