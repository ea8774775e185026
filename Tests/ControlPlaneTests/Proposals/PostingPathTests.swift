import Access
import Foundation
import RevenueCycle
import TestDatabases
import Testing

@testable import ControlPlane
@testable import Journal

@Suite("A financial proposal in the store") struct PostingPathTests {
    private func account(_ desk: ProposalDesk) throws -> NamedAccount {
        try #require(try desk.plane.accounts(named: desk.claim, asOf: CalendarDate(desk.clock.now)).first)
    }

    @Test(arguments: StoreKind.all)
    func `posts when it is released and not before, once, and after a rebuild too`(_ kind: StoreKind) throws {
        let desk = try ProposalDesk(kind)
        let before = try account(desk)
        let index = try #require(before.claimIDs.firstIndex(of: desk.claim))
        let held = before.position.claims[index].outstandingHeld
        #expect(held.isPositive)
        let draft = ProposalDraft(
            subject: desk.claim,
            change: .writeOff(.init(amount: held, reason: .administrative, balance: .held)),
            rationale: Rationale(text: "Not worth more work.")
        )
        let id = try desk.acting("mira").propose(draft).id
        #expect(try account(desk).position == before.position)
        _ = try desk.approve(id, "sue")
        if held.cents > 50_000 { _ = try desk.approve(id, "cleo") }
        let after = try account(desk)
        #expect(after.position.claims[index].outstandingHeld == .zero)
        let ledger = desk.plane.ledger(of: after, asOf: CalendarDate(desk.clock.now))
        #expect(ledger.balances[.writeOffs] == held && ledger.balances.total == .zero)
        let own = try #require(ledger.postings.first { $0.source == .release })
        let place = try desk.plane.place(of: own.cause)
        #expect(place.hasPrefix("\(id), entry "))
        #expect(desk.plane.accountRow(after).text.contains("\"posted\":\"\(held)\""))
        #expect(!desk.plane.accountRow(before).text.contains("changes"))
        #expect(try desk.problems() == [])
        _ = try desk.plane.rebuild()
        #expect(try account(desk).position == after.position)
        #expect(try desk.problems() == [])
        let what = try desk.plane.timeline(of: desk.claim, in: Set(after.files)).entries.map(\.what)
        #expect(what.filter { $0.contains("posted by \(id)") }.count == 1)
        // What is told again posts nothing more.
        let posted = try #require(after.position.changes.first?.change)
        var again = Append(command: .random(), principal: "test", purpose: "test")
        try again.post(posted, among: after.files, in: desk.journal)
        #expect(again.writes.isEmpty)
    }

    @Test func `of a refund posts, and its order leaves once`() throws {
        let desk = try ProposalDesk()
        let draft = ProposalDraft(
            subject: desk.claim,
            change: .refund(
                .init(amount: Money(cents: 1200), payee: .payer(.primary), cause: .overpaymentFound, method: .check)
            ),
            destination: "outbox",
            rationale: Rationale(text: "Found by us.")
        )
        let id = try desk.acting("pat").propose(draft).id
        _ = try desk.approve(id, "sue")
        let balances = try account(desk).position.ledgerBalances
        #expect(balances[.payerRefunds] == Money(cents: -1200) && balances.total == .zero)
        for _ in 0..<2 { _ = try desk.plane.carryOutEffects() }
        #expect(try desk.files().count == 1)
        let file = desk.outbox.appendingPathComponent(try #require(try desk.files().first))
        let text = try String(contentsOf: file, encoding: .utf8)
        #expect(text.contains("Order to pay back") && text.contains("Pay back $12.00 to payer P"))
    }
}
