import Access
import Foundation
import Journal
import RevenueCycle
import SeededRandomness
import Simulator
import TestDatabases
import Testing

@testable import ControlPlane

@Suite("Lists that are kept") struct ListTests {
    /// Whoever looks: without bounds, and within one facility.
    private struct Looker {
        let name: String
        let inquiry: Inquiry
    }

    private static let filters = [
        ClaimFilter(), ClaimFilter(status: .denied), ClaimFilter(category: FindingKind.denial.rawValue),
        ClaimFilter(category: FindingKind.deadlineAtRisk.rawValue), ClaimFilter(payer: "health"),
        ClaimFilter(since: CalendarDate(iso: "2026-07-15")), ClaimFilter(minimum: Money(cents: 50_000)),
    ]

    /// Every part of a list, one after another.
    private func parts<Item>(
        of limit: Int,
        _ part: (Page) throws -> Listed<Item>,
        by id: (Item) -> [String]
    ) throws -> [String] {
        var ids: [String] = []
        var after: String?
        repeat {
            let listed = try part(Page(after: after, limit: limit))
            // One that is kept and no longer in the list would leave a place empty.
            #expect(listed.next == nil ? listed.items.count <= limit : listed.items.count == limit)
            ids += listed.items.flatMap(id)
            after = listed.next
        } while after != nil
        return ids
    }

    /// Holds every list against what is worked out of everything.
    private func check(
        _ lookers: [Looker],
        _ plane: ControlPlane,
        on day: CalendarDate,
        limit: Int,
        after step: String
    ) throws {
        for looker in lookers {
            let inquiry = looker.inquiry
            let place: Comment = "\(looker.name), \(limit) at a time, after \(step)"
            for filter in Self.filters {
                let accounts = try parts(
                    of: limit,
                    { try inquiry.accounts(filter, asOf: day, $0) },
                    by: { [$0.item.id] + $0.item.claimIDs }
                )
                let whole = try inquiry.accounts(filter, asOf: day, .whole).items
                #expect(accounts == whole.flatMap { [$0.item.id] + $0.item.claimIDs }, place)
                let claims = try parts(
                    of: limit,
                    { try inquiry.claims(filter, asOf: day, $0) },
                    by: { $0.item.claimIDs }
                )
                #expect(try claims == inquiry.claims(filter, asOf: day, .whole).items.flatMap(\.item.claimIDs), place)
                let work = try parts(
                    of: limit,
                    { try inquiry.work(filter, asOf: day, $0) },
                    by: { [$0.item.id(in: plane.journal)] }
                )
                let all = try inquiry.work(filter, asOf: day, .whole).items
                #expect(work == all.map { $0.item.id(in: plane.journal) }, place)
            }
            for filter in [CaseFilter(), CaseFilter(queue: CaseQueue("coding")), CaseFilter(includesClosed: true)] {
                let all = try inquiry.cases(filter, asOf: day).cases.map(\.item)
                let held = try parts(of: limit, { try inquiry.cases(filter, asOf: day, $0) }, by: { [$0.item.id] })
                #expect(held == all.map(\.id), place)
                for order in [CaseOrder.priority, .due, .value] {
                    let list = try inquiry.cases(filter, by: order, at: 0..<limit, asOf: day)
                    #expect(list.count == all.count && list.cases.count == min(limit, all.count), place)
                    #expect(list.value == all.map(\.priority.value).sum(), place)
                }
            }
            let open = try inquiry.proposals(in: [.open]).map { ($0.item.id) }
            let isOpen: (Shown<NamedProposal>) -> Bool = { $0.item.proposal.status == .open }
            #expect(try open == inquiry.proposals().filter(isOpen).map(\.item.id), place)
        }
        try checkKept(plane, after: step)
    }

    /// Holds what is kept against what somebody keeps who has just opened the store.
    private func checkKept(_ plane: ControlPlane, after step: String) throws {
        let fresh = try plane.lent(of: "default", to: plane.principal)
        let place: Comment = "after \(step)"
        let (accounts, others) = try (
            plane.knownLists.accounts.current(of: plane), fresh.knownLists.accounts.current(of: fresh)
        )
        #expect(accounts.accounts.map(\.id) == others.accounts.map(\.id), place)
        #expect(accounts.claims.map(\.id) == others.claims.map(\.id), place)
        #expect(accounts.claims.map(\.traits) == others.claims.map(\.traits), place)
        #expect(accounts.work.map(\.finding.id) == others.work.map(\.finding.id), place)
        #expect(accounts.accounts.map(\.target) == others.accounts.map(\.target), place)
        for (one, other) in zip(accounts.accounts, others.accounts) {
            #expect(accounts.marks.sensitivities(of: one.files) == others.marks.sensitivities(of: other.files), place)
        }
        let (cases, otherCases) = try (
            plane.knownLists.cases.current(of: plane), fresh.knownLists.cases.current(of: fresh)
        )
        #expect(cases.cases == otherCases.cases, place)
        for state in cases.cases.values {
            #expect(
                cases.marks.sensitivities(of: state.files) == otherCases.marks.sensitivities(of: state.files),
                place
            )
        }
        #expect(
            try plane.knownLists.proposals.current(of: plane).proposals
                == fresh.knownLists.proposals.current(of: fresh).proposals,
            place
        )
    }

    /// `RECOURSE_SEEDS` says how many histories; the quick form takes two.
    static let count = ProcessInfo.processInfo.environment["RECOURSE_SEEDS"].flatMap { Int($0) } ?? 2

    @Test(arguments: 0..<count)
    func `are those of everything there is, whatever came and whoever looks`(run: Int) throws {
        try history(seed: UInt64.random(in: .min ... .max), on: .sqlite, steps: 8)
    }

    @Test(arguments: StoreKind.all) func `are the same on every store`(kind: StoreKind) throws {
        try history(seed: 5, on: kind, steps: 5)
    }

    private func history(seed: UInt64, on kind: StoreKind, steps: Int) throws {
        print("seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        let world = try CaseWorld(kind)
        let plane = world.plane
        let month = simulateMonth(seed: seed % 1000, claims: 40)
        var files = shuffledDelivery(of: month, seed: seed)[...]
        func take(_ count: Int) throws {
            try world.take(files.prefix(count))
            files = files.dropFirst(count)
        }
        while try plane.accounts(asOf: world.today).isEmpty { try take(1) }
        let lookers = try lookers(in: world)
        // The clock may be put back, but not to before they were there.
        world.advance(days: 30)
        for number in 1...steps {
            let account = try #require(try plane.accounts(asOf: world.today).randomElement(using: &generator))
            let step: String
            switch Int.random(in: 0..<13, using: &generator) {
            case 0..<4:
                step = "files"
                try take(Int.random(in: 1...4, using: &generator))
            case 4, 5:
                step = "marks"
                let subjects: [Set<Sensitivity>] = [[], [.substanceUse], [.behavioralHealth, .vip]]
                try plane.markSensitive(
                    account.id,
                    try #require(subjects.randomElement(using: &generator)),
                    reason: "A test."
                )
            case 6:
                step = "days"
                world.advance(days: Int.random(in: 1...25, using: &generator))
            case 7:
                step = "rules"
                let texts = [RuleText.shipped, RuleText(file: "payers.toml", text: month.payerRules)]
                try plane.adopt(Array(texts.prefix(Int.random(in: 1...2, using: &generator))))
            case 8:
                step = "a clock that was put back"
                world.advance(days: -1)
            case 9:
                step = "a rebuild, while which lists were asked for"
                try plane.rebuild { _, _ in _ = try? lookers[0].inquiry.cases(asOf: world.today) }
            case 10:
                step = "a proposal"
                let open = try lookers[0].inquiry.proposals(in: [.open]).map(\.item.id)
                if let id = open.randomElement(using: &generator), Bool.random(using: &generator) {
                    _ = try lookers[1].inquiry.plane.act(.withdraw(reason: "A test."), on: id, seen: nil)
                } else {
                    let change = ProposedChange.writeOff(
                        .init(amount: Money(cents: 500), reason: .denial, balance: .payer)
                    )
                    _ = try lookers[1].inquiry.plane.propose(
                        ProposalDraft(subject: account.id, change: change, rationale: Rationale(text: "A test."))
                    )
                }
            default:
                step = "work"
                try world.somebodyWorks(using: &generator)
            }
            let limit = Int.random(in: 1...30, using: &generator)
            try check(lookers, plane, on: world.today, limit: limit, after: "\(step), step \(number) of seed \(seed)")
        }
    }

    private func lookers(in world: CaseWorld) throws -> [Looker] {
        let plane = world.plane
        let facility = try #require(
            try plane.accounts(asOf: world.today).flatMap(\.position.claims).compactMap { $0.claim.billingNPI }.first
        )
        let bounds = ["ann": GrantBounds(), "bea": GrantBounds(facilities: [FacilityID(facility)])]
        for (name, bounds) in bounds.sorted(by: { $0.key < $1.key }) {
            try plane.addAccount("user:\(name)", human: name, reason: "A test.")
            try plane.grant(Role.supervisor.rawValue, to: "user:\(name)", within: bounds, reason: "A test.")
        }
        return [plane, plane.acting(as: "user:ann"), plane.acting(as: "user:bea")].map {
            Looker(name: $0.principal, inquiry: $0.inquiry(for: .payment, by: "test"))
        }
    }
}
