import Foundation
import Journal
import RevenueCycle
import Simulator
import Testing

@testable import ControlPlane

@Suite("What was known") struct TimelineTests {
    @Test(arguments: [81, 82]) func `at any time is what a store would say that had only what came until then`(
        seed: UInt64
    ) throws {
        let clock = MovedClock()
        let idKey = [UInt8](repeating: 7, count: 32)
        let whole = try TemporaryStore(idKey: idKey, clock: { clock.now })
        defer { whole.remove() }
        let partial = try TemporaryStore(idKey: idKey, clock: { clock.now })
        defer { partial.remove() }
        let month = simulateMonth(seed: seed, claims: 40)
        // Rules that come in the middle count from then on.
        let rules = [RuleText.shipped, RuleText(file: "payers.toml", text: month.payerRules)]
        let step = month.files.count / 6
        var moments: [(time: Timestamp, accounts: [String: [String]])] = []
        for (number, file) in month.files.enumerated() {
            clock.advance(60)
            for store in [whole, partial] {
                if number == month.files.count / 2 { try store.plane.adopt(rules) }
                _ = try Ingestion.ingest(file.bytes, name: file.name, into: store.plane)
            }
            guard number % step == step - 1 else { continue }
            let day = CalendarDate(dayNumber: Int32(clock.now.microsecondsSince1970 / 86_400_000_000))
            let rows = try partial.plane.accounts(asOf: day).map { ($0.id, partial.plane.claimRows([$0]).map(\.text)) }
            moments.append((clock.now, Dictionary(uniqueKeysWithValues: rows)))
        }
        var compared = 0
        for (time, accounts) in moments {
            for (id, rows) in accounts.sorted(by: { $0.key < $1.key }).prefix(40) {
                let then = try whole.plane.accounts(named: id, at: time)
                #expect(whole.plane.claimRows(then.filter { $0.id == id }).map(\.text) == rows, "\(id) at \(time)")
                compared += 1
            }
        }
        #expect(compared > 100)
        let before = Timestamp(microsecondsSince1970: 1_789_000_000_000_000)
        let id = try #require(moments.last?.accounts.keys.min())
        #expect(throws: ControlPlaneError.self) { try whole.plane.accounts(named: id, at: before) }
    }

    @Test func `is listed entry by entry, with who brought it and where it stands`() throws {
        let clock = MovedClock()
        let store = try TemporaryStore(clock: { clock.now })
        defer { store.remove() }
        let month = simulateMonth(seed: 83, claims: 60)
        for file in month.files {
            clock.advance(60)
            _ = try Ingestion.ingest(file.bytes, name: file.name, into: store.plane)
        }
        let day = try #require(CalendarDate(iso: month.asOf))
        for account in try store.plane.accounts(asOf: day).prefix(30) {
            let (entries, _) = try store.plane.timeline(of: account.id, in: Set(account.files))
            #expect(entries.map(\.position) == entries.map(\.position).sorted())
            #expect(entries.allSatisfy { $0.principal == "user:test" && $0.purpose == "ingest" })
            let facts = account.position.claims.reduce(0) { sum, claim in
                sum + claim.claim.submissions.count + claim.claim.adjudications.count
            }
            #expect(entries.count { $0.source != nil } >= facts)
        }
        #expect(throws: ControlPlaneError.self) { try store.plane.timeline(of: "nobody", in: []) }
    }
}
