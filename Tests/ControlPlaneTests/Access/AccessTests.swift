import Access
import Foundation
import Journal
import RevenueCycle
import Simulator
import TestDatabases
import Testing

@testable import ControlPlane

@Suite("A look at patients") final class AccessTests {
    private let clock = MovedClock()
    /// What the test that runs has begun with.
    private var opened: TemporaryStore?
    private var store: TemporaryStore {
        guard let opened else { preconditionFailure("A test begins on a store.") }
        return opened
    }
    private var plane: ControlPlane { store.plane }
    private var inquiry: Inquiry { plane.inquiry(for: .payment, by: "test") }
    private let month = simulateMonth(seed: 71, claims: 120)
    private var day = CalendarDate.distantPast

    private func begin(on kind: StoreKind) throws {
        let clock = clock
        opened = try TemporaryStore(kind, clock: { clock.now })
        for file in month.files { _ = try Ingestion.ingest(file.bytes, name: file.name, into: store.plane) }
        day = try #require(CalendarDate(iso: month.asOf))
    }

    deinit { opened?.remove() }

    private func looks() throws -> [RecordedLook] {
        try plane.accessLog.journal.entries(from: 1, limit: 100_000).map { entry in
            RecordedLook(
                position: entry.header.position,
                recorded: entry.header.recorded,
                principal: entry.header.principal,
                look: try Look(decoding: try #require(entry.payload), purpose: entry.header.purpose)
            )
        }
    }

    /// What one question puts on record.
    private func look(_ question: (Inquiry) throws -> Void) throws -> Look {
        let before = try looks().count
        try question(inquiry)
        let new = try looks().dropFirst(before)
        #expect(new.count == 1, "one question, one entry")
        let recorded = try #require(new.first)
        #expect(recorded.principal == "user:test" && recorded.recorded == clock.now)
        #expect(recorded.look.surface == "test" && recorded.look.purpose == .payment)
        return recorded.look
    }

    private func somebody() throws -> (patient: NamedPatient, account: NamedAccount) {
        for account in try plane.accounts(asOf: day) {
            let submission = account.position.claims.compactMap { $0.claim.submissions.first }.first
            guard let name = submission?.patient.familyName else { continue }
            let found = try plane.patients(named: name, asOf: day)
            if let one = found.first(where: { $0.accounts.contains { $0.id == account.id } }) { return (one, account) }
        }
        throw ControlPlaneError.notFound(what: "patient")
    }

    @Test(arguments: StoreKind.all) func `is on record with everybody whom the answer shows, and nobody else`(
        on kind: StoreKind
    ) throws {
        try begin(on: kind)
        let (patient, account) = try somebody()
        let keys = FactKeys(journal: plane.journal)
        let everybody = try plane.accounts(asOf: day).flatMap(\.position.claims)
        let all = everybody.map { keys.patients(of: $0.claim) }
        let list = try look { _ = try $0.claims(asOf: day) }
        #expect(list.patients == all.reduce(into: []) { $0.formUnion($1) })
        #expect(list.patients.count > 50)
        #expect(list.unnamed == all.count { $0.isEmpty })
        #expect(list.fields == AnswerForm.claim.groups)
        let denied = try look { _ = try $0.claims(ClaimFilter(status: .denied), asOf: day) }
        #expect(!denied.patients.isEmpty && denied.patients.isStrictSubset(of: list.patients))
        let work = try look { _ = try $0.work(limit: 3, asOf: day) }
        #expect((1...3).contains(work.patients.count + work.unnamed))
        let one = try look { _ = try $0.accounts(named: account.id, asOf: day) }
        #expect(one.patients == [patient.patient.id])
        #expect(try look { _ = try $0.accounts(named: account.id, at: clock.now) }.patients == one.patients)
        #expect(try look { _ = try $0.timeline(of: account.id) }.patients == one.patients)
        #expect(try look { _ = try $0.patients(named: patient.id, asOf: day) }.patients == [patient.patient.id])
        #expect(try look { _ = try $0.person(of: patient.id, asOf: day) }.patients == [patient.patient.id])
        let held = try look { _ = try $0.heldItems() }
        #expect(held.patients.count + held.unnamed > 0)
        let item = try #require(try plane.heldItems().first)
        #expect(try look { _ = try $0.heldItem(item.id) }.unnamed <= 1)
        _ = try look { _ = try $0.remittances() }
        // Sums name nobody.
        let before = try looks().count
        _ = try plane.denialReasons(limit: 5, asOf: day)
        _ = try plane.aging(asOf: day)
        _ = try plane.statusSums(asOf: day)
        #expect(throws: ControlPlaneError.self) { try inquiry.accounts(named: "nobody", asOf: day) }
        #expect(try looks().count == before)
    }

    @Test(arguments: StoreKind.all) func `that cannot be recorded has no answer`(on kind: StoreKind) throws {
        try begin(on: kind)
        let (patient, account) = try somebody()
        plane.folder.close()
        for question in [
            { _ = try $0.claims(asOf: self.day) }, { _ = try $0.accounts(named: account.id, asOf: self.day) },
            { _ = try $0.patients(named: patient.id, asOf: self.day) }, { _ = try $0.heldItems() },
            { _ = try $0.remittances() }, { _ = try $0.work(limit: 1, asOf: self.day) },
            { _ = try $0.timeline(of: account.id) },
        ] as [(Inquiry) throws -> Void] {
            #expect(throws: JournalError.closed) { try question(inquiry) }
        }
    }

    @Test(arguments: StoreKind.all) func `is found by patient, person, principal and time`(on kind: StoreKind) throws {
        try begin(on: kind)
        let (patient, account) = try somebody()
        let other = try #require(
            try plane.accounts(asOf: day).first { candidate in
                candidate.id != account.id
                    && !FactKeys(journal: plane.journal).patients(of: candidate.position.claims[0].claim).isEmpty
                    && !candidate.position.claims.contains { claim in
                        FactKeys(journal: plane.journal).patients(of: claim.claim).contains(patient.patient.id)
                    }
            }
        )
        let start = clock.now
        for hour in 0..<6 {
            clock.now = Timestamp(microsecondsSince1970: start.microsecondsSince1970 + Int64(hour) * 3_600_000_000)
            _ = try inquiry.accounts(named: hour % 2 == 0 ? account.id : other.id, asOf: day)
        }
        let always = Timestamp(microsecondsSince1970: .min)..<Timestamp(microsecondsSince1970: .max)
        let audit = plane.inquiry(for: .audit, by: "test audit")
        #expect(try audit.looks(at: patient.id, within: always).map(\.item.position) == [1, 3, 5])
        let second = start.microsecondsSince1970 + 3_600_000_000
        let some = Timestamp(microsecondsSince1970: second)..<Timestamp(microsecondsSince1970: second + 3_600_000_001)
        #expect(try audit.looks(at: patient.id, within: some).map(\.item.position) == [3])
        #expect(try audit.looks(by: "user:test", within: some).map(\.item.position) == [2, 3])
        #expect(try audit.looks(by: "user:nobody", within: always).isEmpty)
        // Looking who looked is a look.
        #expect(try looks().suffix(4).map(\.look.purpose) == [.audit, .audit, .audit, .audit])
        #expect(try audit.looks(at: patient.id, within: always).count == 6)
        #expect(throws: ControlPlaneError.self) { try audit.looks(at: "nobody", within: always) }
    }

    @Test(arguments: StoreKind.all) func `of many at once costs few commits, and none is lost`(
        on kind: StoreKind
    ) async throws {
        try begin(on: kind)
        let log = plane.accessLog
        let count = 400
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<count {
                group.addTask {
                    let look = Look(
                        purpose: .payment,
                        surface: "page \(number)",
                        fields: FieldMask([.amounts]),
                        patients: [SourcePatientID(UInt128(number))]
                    )
                    try log.record(look, by: "user:\(number % 3)", at: Timestamp(microsecondsSince1970: 0))
                }
            }
            try await group.waitForAll()
        }
        let found = try looks()
        #expect(Set(found.map(\.look.surface)).count == count)
        for recorded in found {
            let number = try #require(Int(recorded.look.surface.dropFirst(5)))
            #expect(recorded.principal == "user:\(number % 3)")
            #expect(recorded.look.patients == [SourcePatientID(UInt128(number))])
        }
        #expect(try plane.verifyAccessIntegrity().problems == [])
    }

    @Test(arguments: StoreKind.all) func `is kept for its years, and as long as somebody is held`(
        on kind: StoreKind
    ) throws {
        try begin(on: kind)
        let (patient, _) = try somebody()
        _ = try inquiry.patients(named: patient.id, asOf: day)
        let year = { (year: Int) in try #require(CalendarDate(year: year, month: 1, day: 1)) }
        #expect(try plane.retentionPlan(asOf: year(2032)).counts[.access] == nil)
        let due = try plane.retentionPlan(asOf: year(2033))
        #expect(due.counts[.access]?.destroyed == 1)
        #expect(due.keys.map(\.retention) == [.access])
        let hold = try plane.placeHold(on: patient.id, reason: "Subpoena.")
        #expect(try plane.retentionPlan(asOf: year(2033)).counts[.access]?.held == 1)
        try plane.releaseHold(hold, reason: "Settled.")
        _ = try plane.runRetention(code: due.code, asOf: year(2033))
        let always = Timestamp(microsecondsSince1970: .min)..<Timestamp(microsecondsSince1970: .max)
        clock.now = Timestamp(microsecondsSince1970: clock.now.microsecondsSince1970 + 8 * 365 * 86_400_000_000)
        #expect(try inquiry.looks(at: patient.id, within: always).isEmpty)
        #expect(try plane.verifyAccessIntegrity().problems == [])
        #expect(try plane.journal.verifyIntegrity().problems + plane.deepAudit() == [])
    }
}
