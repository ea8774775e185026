import Access
import Foundation
import Journal
import RevenueCycle
import Simulator
import Testing

@testable import ControlPlane

/// Emergency access to named patients.
@Suite("Emergency access") final class EmergencyTests {
    private let store: TemporaryStore
    private let clock = MovedClock()
    private var plane: ControlPlane { store.plane }
    private var day: CalendarDate { CalendarDate(clock.now) }
    /// Claims of two patients, whose accounts a person of note has.
    private let (claim, other): (String, String)
    private let why = "A test."

    init() throws {
        let clock = clock
        store = try TemporaryStore(clock: { clock.now })
        let plane = store.plane
        for file in simulateMonth(seed: 19, claims: 30).files {
            _ = try Ingestion.ingest(file.bytes, name: file.name, into: plane)
        }
        let keys = FactKeys(journal: plane.journal)
        let accounts = try plane.accounts(asOf: CalendarDate(clock.now)).filter {
            $0.position.claims.count == 1 && !keys.patients(of: $0.position.claims[0].claim).isEmpty
        }
        let first = try #require(accounts.first)
        let own = keys.patients(of: first.position.claims[0].claim)
        let second = try #require(
            accounts.first { keys.patients(of: $0.position.claims[0].claim).isDisjoint(with: own) }
        )
        (claim, other) = (first.claimIDs[0], second.claimIDs[0])
        for id in [claim, other] { try plane.markSensitive(id, [.vip], reason: "A test.") }
        for (name, human, role) in [
            ("mira", "mira", "denialSpecialist"), ("mira2", "mira", "denialSpecialist"), ("cleo", "cleo", "compliance"),
            ("adam", "adam", "administrator"),
        ] {
            try plane.addAccount("user:\(name)", human: human, reason: why)
            try plane.grant(role, to: "user:\(name)", reason: why)
        }
    }

    deinit { store.remove() }

    private func somebody(_ name: String) -> ControlPlane { plane.acting(as: "user:\(name)") }

    private func sees(_ claim: String, _ plane: ControlPlane) throws -> Bool {
        do {
            _ = try plane.inquiry(for: .payment, by: "test").claim(claim, asOf: day)
            return true
        } catch ControlPlaneError.notFound { return false }
    }

    @Test func `opens the named patient to whoever takes it, for its minutes, and nothing more`() throws {
        let mira = somebody("mira")
        #expect(try !sees(claim, mira))
        let taken = try mira.breakGlass(for: claim, minutes: 30, reason: why)
        #expect(try sees(claim, mira))
        #expect(try !sees(other, mira))
        #expect(try !sees(claim, somebody("mira2")), "another account of the same person")
        let row = try mira.claimRows([mira.inquiry(for: .payment, by: "test").claim(claim, asOf: day)])[0]
        #expect(row.member("charge") != nil)
        // To the second.
        clock.advance(30 * 60 - 1)
        #expect(try sees(claim, mira))
        clock.advance(1)
        #expect(try !sees(claim, mira))
        // Every look that was taken by it is there for whoever reviews it.
        let found = try somebody("cleo").inquiry(for: .operations, by: "test").emergency(taken.id)
        #expect(found.looks.count == 3 && found.emergency.item.principal == PrincipalID("user:mira"))
        #expect(found.looks.allSatisfy { !$0.item.look.patients.isDisjoint(with: taken.patients) })
    }

    @Test func `never passes a prohibition, and is for no key`() throws {
        try plane.markSensitive(claim, [.vip, .substanceUse], reason: why)
        let mira = somebody("mira")
        _ = try mira.breakGlass(for: claim, reason: why)
        #expect(try !sees(claim, mira))
        let end = clock.now.advanced(by: .seconds(3600))
        let token = try plane.acting(as: "user:adam").issueKey(for: "user:mira", scopes: nil, until: end, reason: why)
        let byKey = try #require(try plane.acting(through: token))
        #expect(throws: ControlPlaneError.self) { try byKey.breakGlass(for: other, reason: why) }
        _ = try mira.breakGlass(for: other, reason: why)
        #expect(try sees(other, mira))
        #expect(try !sees(other, byKey))
    }

    @Test func `is taken by a number, for a time and a reason, by whoever may`() throws {
        let mira = somebody("mira")
        let patient = try #require(try plane.patients(named: claimPatient(), asOf: day).first)
        let surname = try #require(patient.patient.identity.familyName)
        #expect(throws: ControlPlaneError.self) { try mira.breakGlass(for: surname, reason: why) }
        #expect(throws: ControlPlaneError.self) { try mira.breakGlass(for: "c_0000000000000000", reason: why) }
        #expect(throws: ControlPlaneError.self) { try mira.breakGlass(for: claim, reason: " ") }
        for minutes in [0, 241] {
            #expect(throws: ControlPlaneError.self) { try mira.breakGlass(for: claim, minutes: minutes, reason: why) }
        }
        for name in ["cleo", "adam"] {
            #expect(throws: ControlPlaneError.self) { try somebody(name).breakGlass(for: claim, reason: why) }
        }
        #expect(try plane.currentRoster().emergencies.isEmpty)
        #expect(try mira.breakGlass(for: patient.id, reason: why).patients.contains(patient.patient.id))
    }

    private func claimPatient() throws -> String {
        let keys = FactKeys(journal: plane.journal)
        let account = try plane.accounts(named: claim, asOf: day)[0]
        return PublicID.patient(try #require(keys.patients(of: account.position.claims[0].claim).first))
    }

    @Test func `is reviewed by somebody else once it has ended, or nobody of that person takes any`() throws {
        let (mira, cleo) = (somebody("mira"), somebody("cleo"))
        let taken = try mira.breakGlass(for: claim, minutes: 10, reason: why)
        #expect(throws: ControlPlaneError.self) {
            try cleo.reviewEmergency(taken.id, isJustified: true, finding: why)
        }
        try mira.endEmergency(taken.id, reason: why)
        #expect(try !sees(claim, mira))
        #expect(throws: ControlPlaneError.self) { try mira.endEmergency(taken.id, reason: why) }
        // Neither by themselves, nor by another account of theirs, whatever its role.
        try plane.grant("compliance", to: "user:mira2", reason: why)
        for name in ["mira", "mira2"] {
            #expect(throws: ControlPlaneError.self) {
                try somebody(name).reviewEmergency(taken.id, isJustified: true, finding: why)
            }
        }
        // Within the time others can be taken; after it none, by any account of theirs.
        let second = try mira.breakGlass(for: other, minutes: 240, reason: why)
        #expect(try sees(other, mira))
        clock.advance(3 * 24 * 3600 + 241 * 60)
        for name in ["mira", "mira2"] {
            #expect(throws: ControlPlaneError.self) { try somebody(name).breakGlass(for: claim, reason: why) }
        }
        for id in [taken.id, second.id] { try cleo.reviewEmergency(id, isJustified: false, finding: why) }
        #expect(throws: ControlPlaneError.self) {
            try cleo.reviewEmergency(taken.id, isJustified: true, finding: why)
        }
        let shown = try cleo.inquiry(for: .operations, by: "test").emergencies().map(\.item)
        #expect(shown.map(\.review?.isJustified) == [false, false])
        #expect(shown.allSatisfy { $0.review?.reviewer == PrincipalID("user:cleo") })
        _ = try somebody("mira2").breakGlass(for: claim, reason: why)
    }

    @Test func `is told to whoever follows what happens and may read of it`() throws {
        let taken = try somebody("mira").breakGlass(for: claim, minutes: 1, reason: why)
        clock.advance(60)
        try somebody("cleo").reviewEmergency(taken.id, isJustified: true, finding: why)
        let told = try plane.events(after: 0, of: [.emergencyOpened, .emergencyReviewed]).events
        #expect(told.map(\.kind) == [.emergencyOpened, .emergencyReviewed])
        #expect(told.allSatisfy { $0.subject == .emergency(taken.id) })
        #expect(told.allSatisfy { !$0.json.text.contains("p_") })
    }
}
