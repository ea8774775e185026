import Foundation
import Journal
import RevenueCycle
import Simulator
import Testing

@testable import ControlPlane

@Suite("A patient") struct PatientTests {
    private static func store(seed: UInt64) throws -> (store: TemporaryStore, day: CalendarDate) {
        let month = simulateMonth(seed: seed, claims: 200)
        let store = try TemporaryStore()
        for file in month.files { _ = try Ingestion.ingest(file.bytes, name: file.name, into: store.plane) }
        return (store, try #require(CalendarDate(iso: month.asOf)))
    }

    /// Two patients of the store.
    private static func two(_ store: TemporaryStore, _ day: CalendarDate) throws -> (NamedPatient, NamedPatient) {
        var found: [NamedPatient] = []
        for account in try store.plane.accounts(asOf: day) {
            guard let name = account.position.claims.first?.claim.submissions.first?.patient.familyName else {
                continue
            }
            for patient in try store.plane.patients(named: name, asOf: day)
            where !found.contains(where: { $0.id == patient.id }) { found.append(patient) }
            if found.count > 1 { break }
        }
        return (try #require(found.first), try #require(found.last))
    }

    @Test func `is found by surname, member number and id, with the accounts that are theirs`() throws {
        let (store, day) = try Self.store(seed: 51)
        defer { store.remove() }
        let (one, _) = try Self.two(store, day)
        let identity = one.patient.identity
        let names = [identity.familyName, identity.memberID, identity.medicalRecordNumber, one.id].compactMap { $0 }
        #expect(names.count >= 3)
        for name in names + [try #require(identity.familyName).lowercased()] {
            let found = try store.plane.patients(named: name, asOf: day)
            #expect(found.contains { $0.id == one.id && $0.accounts.map(\.id) == one.accounts.map(\.id) })
        }
        #expect(!one.accounts.isEmpty)
        let member = try #require(identity.memberID)
        let accounts = try store.plane.accounts(named: member, asOf: day).map(\.id)
        #expect(Set(accounts).isSuperset(of: one.accounts.map(\.id)))
        #expect(throws: ControlPlaneError.self) { try store.plane.patients(named: "NOBODY AT ALL", asOf: day) }
    }

    @Test func `is one person with another while they are linked, and a rebuild keeps that`() throws {
        let (store, day) = try Self.store(seed: 52)
        defer { store.remove() }
        let (one, other) = try Self.two(store, day)
        try store.plane.link(one.id, other.id, reason: "The same passport.")
        #expect(try store.plane.person(of: one.id, asOf: day).map(\.id).sorted() == [one.id, other.id].sorted())
        #expect(throws: ControlPlaneError.self) { try store.plane.link(other.id, one.id, reason: "Again.") }
        try store.plane.rebuild()
        #expect(try store.plane.person(of: other.id, asOf: day).count == 2)
        #expect(try store.plane.patients(named: one.id, asOf: day).first?.accounts.map(\.id) == one.accounts.map(\.id))
        try store.plane.link(other.id, one.id, reason: "Twins.", isUndone: true)
        #expect(try store.plane.person(of: one.id, asOf: day).map(\.id) == [one.id])
    }

    @Test func `is linked with nobody without a reason, with themselves, or with who is not there`() throws {
        let (store, day) = try Self.store(seed: 53)
        defer { store.remove() }
        let (one, other) = try Self.two(store, day)
        let head = try store.plane.journal.head()
        for (left, right, reason) in [
            (one.id, other.id, " "), (one.id, one.id, "Why not."), (one.id, "p_00000000000000000000000000", "A guess."),
            (one.id, "nonsense", "A guess."),
        ] {
            #expect(throws: ControlPlaneError.self) { try store.plane.link(left, right, reason: reason) }
        }
        #expect(throws: ControlPlaneError.self) {
            try store.plane.link(one.id, other.id, reason: "Never linked.", isUndone: true)
        }
        #expect(try store.plane.journal.head() == head)
    }
}

@Suite("A person") struct PersonTests {
    @Test func `is everybody who is linked, directly or through others`() {
        let id = { (number: UInt128) in SourcePatientID(number) }
        let links: [SourcePatientID: Set<SourcePatientID>] = [
            id(1): [id(2)], id(2): [id(1), id(3)], id(3): [id(2)], id(4): [],
        ]
        #expect(Person(of: id(3)) { links[$0] ?? [] }.patients == [id(1), id(2), id(3)])
        #expect(Person(of: id(4)) { links[$0] ?? [] }.patients == [id(4)])
    }
}
