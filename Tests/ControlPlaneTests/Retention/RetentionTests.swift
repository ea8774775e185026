import Foundation
import Journal
import RevenueCycle
import Simulator
import TestDatabases
import Testing

@testable import ControlPlane

@Suite("Retention") final class RetentionTests {
    private let clock = MovedClock()
    /// What the test that runs has begun with.
    private var opened: TemporaryStore?
    private var store: TemporaryStore {
        guard let opened else { preconditionFailure("A test begins on a store.") }
        return opened
    }
    private var plane: ControlPlane { store.plane }
    private let month = simulateMonth(seed: 61, claims: 150)

    private func begin(on kind: StoreKind) throws {
        let clock = clock
        opened = try TemporaryStore(kind, clock: { clock.now })
        try ingest()
    }

    deinit { opened?.remove() }

    private func ingest() throws {
        for file in month.files { _ = try Ingestion.ingest(file.bytes, name: file.name, into: plane) }
    }

    private func day(_ year: Int) throws -> CalendarDate {
        try #require(CalendarDate(year: year, month: 1, day: 1))
    }

    /// Moves the clock to the first day of a year.
    private func go(to year: Int) throws -> CalendarDate {
        let day = try day(year)
        clock.now = Timestamp(microsecondsSince1970: Int64(day.dayNumber) * 86_400_000_000)
        return day
    }

    /// The accounts in an order that is the same in every store, which that of their keyed ids is not.
    private func accounts() throws -> [NamedAccount] {
        func number(_ account: NamedAccount) -> String {
            account.position.claims.first?.claim.submissions.first?.patientControlNumber ?? "~"
        }
        return try plane.accounts(asOf: try #require(CalendarDate(iso: month.asOf)))
            .sorted { (number($0), $0.id) < (number($1), $1.id) }
    }

    /// The patient of an account with their surname.
    private func patient(of account: NamedAccount) throws -> NamedPatient {
        let submission = account.position.claims.compactMap { $0.claim.submissions.first }.first
        let name = try #require(submission?.patient.familyName)
        let found = try plane.patients(named: name, asOf: day(2026))
        return try #require(found.first { $0.accounts.contains { $0.id == account.id } })
    }

    private func adultWithSubmission(_ accounts: [NamedAccount]) throws -> NamedAccount {
        try #require(
            accounts.first { account in
                account.position.claims.contains { claim in
                    claim.claim.submissions.contains { ($0.patient.birthDate?.components.year ?? 2026) < 1980 }
                }
            }
        )
    }

    private func problems() throws -> [IntegrityProblem] {
        try plane.journal.verifyIntegrity().problems + plane.deepAudit()
    }

    private func run(in year: Int) throws -> DestructionCertificate {
        let day = try go(to: year)
        return try plane.runRetention(code: plane.retentionPlan(asOf: day).code, asOf: day)
    }

    // MARK: - What is due

    @Test(arguments: StoreKind.all) func `destroys nothing before its years are over, and no minor's with the adults'`(
        on kind: StoreKind
    ) throws {
        try begin(on: kind)
        #expect(try plane.retentionPlan(asOf: day(2036)).keys.isEmpty)
        let due = try plane.retentionPlan(asOf: day(2037))
        let counts = try #require(due.counts[.claims])
        #expect(counts.destroyed > 0 && counts.minors > 0 && counts.shared > 0)
        #expect(due.keys.allSatisfy { $0.subject != .tenant && $0.year == 2026 && $0.retention == .claims })
        let late = try plane.retentionPlan(asOf: day(2090))
        let all = try #require(late.counts[.claims])
        #expect(all == .init(destroyed: counts.destroyed + counts.minors + counts.withoutBirthDate + counts.shared))
        // A later record about a patient begins the years anew.
        let known = try accounts()
        let patients = [
            try patient(of: adultWithSubmission(known)), try patient(of: adultWithSubmission(known.reversed())),
        ]
        let subjects = Set(try patients.map { SubjectID(try #require(PublicID.patient($0.id)).value) })
        #expect(due.keys.contains { subjects.contains($0.subject) })
        _ = try go(to: 2030)
        try plane.link(patients[0].id, patients[1].id, reason: "The same passport.")
        #expect(try !plane.retentionPlan(asOf: day(2037)).keys.contains { subjects.contains($0.subject) })
        #expect(try plane.retentionPlan(asOf: day(2041)).keys.contains { subjects.contains($0.subject) })
        var policy = RetentionPolicy()
        policy.claims = 12
        try plane.adopt(policy, reason: "State law.")
        #expect(try plane.retentionPlan(asOf: day(2037)).keys.isEmpty)
        #expect(try plane.retentionPlan(asOf: day(2039)).keys.isEmpty == false)
    }

    @Test(arguments: StoreKind.all) func `refuses a policy below the law, and one without a reason`(
        on kind: StoreKind
    ) throws {
        try begin(on: kind)
        for change in [
            { $0.claims = 6 }, { $0.correspondence = 5 }, { $0.access = 5 }, { $0.ageOfMajority = 17 },
            { $0.claims = 101 },
        ] as [(inout RetentionPolicy) -> Void] {
            var policy = RetentionPolicy()
            change(&policy)
            #expect(throws: ControlPlaneError.self) { try plane.adopt(policy, reason: "Why not.") }
        }
        #expect(throws: ControlPlaneError.self) { try plane.adopt(RetentionPolicy(), reason: " ") }
        #expect(try plane.retentionPolicy() == RetentionPolicy())
    }

    // MARK: - A run

    @Test(arguments: StoreKind.all) func `leaves nothing of what it destroyed but sums, and all of what it kept`(
        on kind: StoreKind
    ) throws {
        try begin(on: kind)
        let before = try accounts()
        let held = try adultWithSubmission(before)
        let patient = try patient(of: held)
        let hold = try plane.placeHold(on: patient.id, reason: "Subpoena.")
        let whole = Dictionary(uniqueKeysWithValues: before.map { ($0.id, $0.position) })
        let certificate = try run(in: 2037)
        #expect(certificate.keys > 0)
        let after = try accounts()
        #expect(after.count < before.count)
        #expect(after.contains { $0.id == held.id })
        for account in after { #expect(account.position == whole[account.id], "what is kept is unchanged") }
        let claims = { (accounts: [NamedAccount]) in accounts.reduce(0) { $0 + $1.position.claims.count } }
        #expect(certificate.rollups.reduce(0) { $0 + $1.claims } == claims(before) - claims(after))
        let paid = { (accounts: [NamedAccount]) in accounts.flatMap(\.position.claims).map(\.paid).sum() }
        #expect(certificate.rollups.map(\.paid).sum() == paid(before) - paid(after))
        #expect(try problems() == [])
        for claim in held.position.claims.flatMap(\.claim.submissions) {
            #expect(try plane.bytes(of: claim.span) != nil, "the documents of who is kept are kept")
        }
        // Who was destroyed is found by no name and no number.
        let keptNames = Set(after.flatMap(\.position.claims).flatMap(\.claim.submissions).map(\.patient.familyName))
        let gone = before.filter { account in !after.contains { $0.id == account.id } }
        for submission in gone.flatMap(\.position.claims).flatMap(\.claim.submissions) {
            if let name = submission.patient.familyName, !keptNames.contains(name) {
                #expect(throws: ControlPlaneError.self) { try plane.patients(named: name, asOf: day(2026)) }
            }
            #expect(throws: ControlPlaneError.self) {
                try plane.accounts(named: submission.patientControlNumber, asOf: day(2026))
            }
        }
        try plane.rebuild()
        #expect(try accounts().map(\.position) == after.map(\.position), "a replay leaves tombstones")
        #expect(try problems() == [])
        // Nothing more is due, and the certificate stays.
        #expect(try plane.retentionPlan(asOf: day(2037)).keys.isEmpty)
        #expect(try plane.destructionCertificates() == [certificate])
        // The hold's end lets the rest go, when those in the same documents have grown up.
        try plane.releaseHold(hold, reason: "Settled.")
        #expect(try run(in: 2090).keys > 0)
        #expect(try !accounts().contains { $0.id == held.id })
        #expect(try problems() == [])
    }

    @Test(arguments: StoreKind.all) func `lets what was destroyed come again as if it were new`(
        on kind: StoreKind
    ) throws {
        try begin(on: kind)
        _ = try run(in: 2090)
        #expect(try accounts().isEmpty)
        let head = try plane.journal.head()
        try ingest()
        #expect(try !accounts().isEmpty)
        #expect(try plane.journal.head() > head)
        #expect(try problems() == [])
    }

    @Test(arguments: StoreKind.all) func `holds a claim, an account, and everybody who is held to be the same person`(
        on kind: StoreKind
    ) throws {
        try begin(on: kind)
        let all = try accounts()
        let one = try patient(of: adultWithSubmission(all))
        let other = try patient(of: adultWithSubmission(all.reversed()))
        try #require(one.id != other.id)
        let claim = try #require(other.accounts.first?.claimIDs.first)
        let third = try #require(
            all.first { account in !(one.accounts + other.accounts).contains { $0.id == account.id } }
        )
        for target in ["p_00000000000000000000000000", "c_0000000000000000", "nonsense"] {
            #expect(throws: ControlPlaneError.self) { try plane.placeHold(on: target, reason: "Subpoena.") }
        }
        #expect(throws: ControlPlaneError.self) { try plane.placeHold(on: claim, reason: "") }
        let holds = [
            try plane.placeHold(on: claim, reason: "Audit."), try plane.placeHold(on: third.id, reason: "Audit."),
        ]
        try plane.link(one.id, other.id, reason: "The same passport.")
        _ = try plane.placeHold(on: other.id, reason: "Subpoena.")
        _ = try run(in: 2090)
        let kept = Set(try accounts().map(\.id))
        #expect(kept.isSuperset(of: (one.accounts + other.accounts).map(\.id) + [third.id]))
        try plane.releaseHold(holds[1], reason: "Closed.")
        #expect(throws: ControlPlaneError.self) { try plane.releaseHold(holds[1], reason: "Again.") }
        #expect(throws: ControlPlaneError.self) { try plane.releaseHold(999_999, reason: "A guess.") }
        _ = try run(in: 2091)
        #expect(try !accounts().contains { $0.id == third.id })
        #expect(try plane.holds().map { $0.released == nil } == [true, false, true])
        #expect(try problems() == [])
    }

    // MARK: - What stops a run

    @Test(arguments: StoreKind.all) func `does only what was seen`(on kind: StoreKind) throws {
        try begin(on: kind)
        let day = try go(to: 2037)
        let code = try plane.retentionPlan(asOf: day).code
        let head = try plane.journal.head()
        #expect(throws: ControlPlaneError.self) { try plane.runRetention(code: "0000000000000000", asOf: day) }
        _ = try plane.placeHold(on: try patient(of: adultWithSubmission(accounts())).id, reason: "Subpoena.")
        #expect(throws: ControlPlaneError.self) { try plane.runRetention(code: code, asOf: day) }
        #expect(try plane.journal.head() == head + 1)
        #expect(throws: ControlPlaneError.self) { try plane.runRetention(code: "", asOf: self.day(2030)) }
    }

    @Test(arguments: StoreKind.all) func `destroys nothing of a store that is not as its entries say`(
        on kind: StoreKind
    ) throws {
        try begin(on: kind)
        let day = try go(to: 2037)
        let code = try plane.retentionPlan(asOf: day).code
        let rows = try plane.journal.rows(table: RowTable.payment.rawValue)
        let row = RowID(table: RowTable.payment.rawValue, id: try #require(rows.first).id)
        _ = try plane.journal.append(
            Append(command: .random(), principal: "nobody", purpose: "damage", removing: [row]),
            at: clock.now
        )
        let keys = try plane.journal.dataKeys(limit: 100_000).count
        #expect(throws: ControlPlaneError.self) { try plane.runRetention(code: code, asOf: day) }
        #expect(try plane.journal.dataKeys(limit: 100_000).count == keys)
    }

    @Test(arguments: StoreKind.all, [0, 1, 10, 1_000_000])
    func `that was cut short is finished by the next`(on kind: StoreKind, destroyed: Int) throws {
        try begin(on: kind)
        let day = try go(to: 2037)
        let plan = try plane.retentionPlan(asOf: day)
        try plane.begin(plan)
        _ = try plane.journal.destroyDataKeys(plan.keys.prefix(destroyed).map(\.id))
        let certificate = try plane.runRetention(code: "whatever", asOf: day)
        #expect(certificate.code == plan.code)
        #expect(certificate.keys == plan.keys.count)
        #expect(try problems() == [])
        let left = Set(try plane.journal.dataKeys(limit: 100_000).map(\.id))
        #expect(left.isDisjoint(with: plan.keys.map(\.id)))
        #expect(try plane.finishDestruction() == nil)
    }
}
