import Access
import Journal
import RevenueCycle
import Simulator
import Testing

@testable import ControlPlane

@Suite("A question about patients is answered") final class SightTests {
    private let store: TemporaryStore
    private var plane: ControlPlane { store.plane }
    private let day: CalendarDate

    init() throws {
        store = try TemporaryStore()
        let month = simulateMonth(seed: 71, claims: 200)
        for file in month.files { _ = try Ingestion.ingest(file.bytes, name: file.name, into: store.plane) }
        day = try #require(CalendarDate(iso: month.asOf))
    }

    deinit { store.remove() }

    /// An account with a role, bounded to facilities, asking for a purpose.
    private func somebody(
        _ name: String,
        _ role: Role,
        at facilities: Set<FacilityID> = [],
        for purpose: Purpose = .payment
    ) throws -> Inquiry {
        let principal = "user:\(name)"
        try plane.addAccount(principal, human: name, reason: "A test.")
        try plane.grant(role.rawValue, to: principal, within: GrantBounds(facilities: facilities), reason: "A test.")
        return plane.acting(as: principal).inquiry(for: purpose, by: "test")
    }

    /// Every question that may be asked, of things that are there.
    private func questions() throws -> [(name: String, ask: (Inquiry) throws -> Void)] {
        let day = day
        let account = try #require(try plane.accounts(asOf: day).first)
        let time = plane.clock()
        let always = Timestamp(microsecondsSince1970: 0)..<Timestamp(microsecondsSince1970: .max)
        let patient = try #require(
            try plane.accounts(asOf: day).flatMap(\.position.claims)
                .flatMap { FactKeys(journal: self.plane.journal).patients(of: $0.claim) }.first
        )
        let id = PublicID.patient(patient)
        let opened = try plane.openCase(CaseDraft(subject: account.id, kind: .appeal, reason: "A test."))
        return [
            ("claims", { _ = try $0.claims(asOf: day) }),
            ("accounts", { _ = try $0.accounts(named: account.id, asOf: day) }),
            ("accounts at a time", { _ = try $0.accounts(named: account.id, at: time) }),
            ("timeline", { _ = try $0.timeline(of: account.id) }),
            ("patients", { _ = try $0.patients(named: id, asOf: day) }),
            ("person", { _ = try $0.person(of: id, asOf: day) }),
            ("remittances", { _ = try $0.remittances() }),
            ("held items", { _ = try $0.heldItems() }),
            ("work", { _ = try $0.work(limit: 10, asOf: day) }),
            ("effects", { _ = try $0.effects() }),
            ("disclosures", { _ = try $0.disclosures(about: id) }),
            ("proposals", { _ = try $0.proposals() }),
            ("cases", { _ = try $0.cases(asOf: day) }),
            ("case", { _ = try $0.workCase(opened, asOf: day) }),
            ("looks at", { _ = try $0.looks(at: id, within: always) }),
            ("looks by", { _ = try $0.looks(by: "user:test", within: always) }),
        ]
    }

    private func isForbidden(_ ask: (Inquiry) throws -> Void, _ inquiry: Inquiry) throws -> Bool {
        do {
            try ask(inquiry)
            return false
        } catch ControlPlaneError.forbidden {
            return true
        }
    }

    @Test func `to whoever made the store, and to nobody who has no role, whose refusal is on record`() throws {
        let owner = plane.inquiry(for: .operations, by: "test")
        let stranger = plane.acting(as: "user:stranger").inquiry(for: .operations, by: "test")
        for (name, ask) in try questions() {
            #expect(try !isForbidden(ask, owner), "\(name)")
            let before = try plane.accessLog.journal.head()
            #expect(try isForbidden(ask, stranger), "\(name)")
            let entries = try plane.accessLog.journal.entries(from: before + 1)
            #expect(entries.map(\.header.type) == [AccessLog.refused], "\(name): a refusal and no look")
            #expect(entries.first?.header.principal == "user:stranger")
        }
    }

    @Test func `only for a purpose that a role has, and no more once it is taken back`() throws {
        let ask: (Inquiry) throws -> Void = { [day] in _ = try $0.claims(asOf: day) }
        let biller = try somebody("ben", .biller)
        #expect(try !isForbidden(ask, biller))
        #expect(try isForbidden(ask, biller.plane.inquiry(for: .legal, by: "test")))
        try plane.revoke(Role.biller.rawValue, from: "user:ben", reason: "A test.")
        #expect(try isForbidden(ask, biller))
    }

    @Test func `within a facility with exactly what belongs to it, and beyond it as if nothing were there`() throws {
        let all = try plane.accounts(asOf: day)
        let facilities = Set(all.flatMap(\.position.claims).compactMap { $0.claim.billingNPI })
        try #require(facilities.count > 1)
        for (number, facility) in facilities.sorted().enumerated() {
            let inside: (NamedAccount) -> Bool = { account in
                account.position.claims.allSatisfy { $0.claim.billingNPI == facility }
            }
            let bounded = try somebody("bea\(number)", .biller, at: [FacilityID(facility)])
            let marked = Set(
                try plane.markedFiles(among: all.reduce(into: []) { $0.formUnion($1.files) })
            )
            #expect(marked.isEmpty)
            #expect(try bounded.claims(asOf: day).map(\.item.id) == all.filter(inside).map(\.id))
            let other = try #require(all.first { !inside($0) })
            let nobody = ControlPlane.noSuchAccount
            #expect(throws: nobody) { try bounded.accounts(named: other.id, asOf: day) }
            #expect(throws: nobody) { try bounded.accounts(named: "c_aaaaaaaaaaaaaaaa", asOf: day) }
            #expect(throws: nobody) { try bounded.timeline(of: other.id) }
            let own = try #require(all.first(where: inside))
            #expect(try bounded.accounts(named: own.id, asOf: day).map(\.item.id) == [own.id])
            let held = try plane.heldItems()
            let seen = Set(try bounded.heldItems().map(\.item.id))
            #expect(seen == Set(held.filter { $0.facility == FacilityID(facility) }.map(\.id)))
            let work = try bounded.work(limit: .max, asOf: day).map(\.item.position.claim.billingNPI)
            #expect(Set(work).isSubset(of: [facility]))
        }
    }

    @Test func `within payers and an amount with exactly what lies within, and beyond as if nothing were there`() throws
    {
        let month = simulateMonth(seed: 71, claims: 200)
        try plane.adopt([.shipped, RuleText(file: "payers.toml", text: month.payerRules)])
        let all = try plane.accounts(asOf: day)
        let payers = { (account: NamedAccount) in
            account.position.claims.map { self.plane.rules.rule(for: $0.payer)?.key }
        }
        let counts = Dictionary(grouping: all.flatMap(payers).compactMap { $0 }, by: { $0 })
        let key = try #require(counts.max { $0.value.count < $1.value.count }?.key)
        let limit = try #require(
            all.map { $0.position.claims.map(\.charge).sum() }.sorted().dropFirst(all.count / 2).first
        )
        try plane.addAccount("user:bo", human: "bo", reason: "A test.")
        let bounds = GrantBounds(payers: [PayerKey(key)], amountAtMost: limit)
        try plane.grant(Role.biller.rawValue, to: "user:bo", within: bounds, reason: "A test.")
        #expect(
            try plane.roster().account(PrincipalID("user:bo"))?.grants.map(\.bounds) == [bounds],
            "as its entry has it"
        )
        let bo = plane.acting(as: "user:bo").inquiry(for: .payment, by: "test")
        let inside = all.filter { account in
            payers(account).allSatisfy { $0 == key } && account.position.claims.map(\.charge).sum() <= limit
        }
        try #require(!inside.isEmpty && inside.count < all.count { payers($0).allSatisfy { $0 == key } })
        #expect(try bo.claims(asOf: day).map(\.item.id) == inside.map(\.id))
        let ids = Set(inside.map(\.id))
        for other in all.filter({ !ids.contains($0.id) }).prefix(20) {
            #expect(throws: ControlPlane.noSuchAccount) { try bo.accounts(named: other.id, asOf: day) }
        }
        for wrong in [
            GrantBounds(payers: [PayerKey("nobody")]), GrantBounds(amountAtMost: Money(cents: -1)),
        ] {
            #expect(throws: ControlPlaneError.self) {
                try plane.grant(Role.biller.rawValue, to: "user:bo", within: wrong, reason: "A test.")
            }
        }
    }

    @Test func `without what is marked as sensitive, to a role that is not cleared for it`() throws {
        let biller = try somebody("ben", .biller)
        let account = try #require(try plane.accounts(asOf: day).first)
        #expect(try biller.accounts(named: account.id, asOf: day).map(\.item.id) == [account.id])
        try plane.markSensitive(account.id, [.substanceUse], reason: "A test.")
        #expect(throws: ControlPlane.noSuchAccount) { try biller.accounts(named: account.id, asOf: day) }
        #expect(try !biller.claims(asOf: day).map(\.item.id).contains(account.id))
        let owner = plane.inquiry(for: .operations, by: "test")
        #expect(try owner.claims(asOf: day).map(\.item.id).contains(account.id))
    }
}
