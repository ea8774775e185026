import Foundation
import RevenueCycle
import Simulator
import Testing

@testable import ControlPlane

@Suite("A ledger") struct LedgerTests {
    @Test(arguments: [41, 42] as [UInt64])
    func `of any visit of a month balances at each posting and ends where the positions stand`(seed: UInt64) throws {
        let month = simulateMonth(seed: seed, claims: 250)
        let store = try TemporaryStore()
        defer { store.remove() }
        try store.plane.adopt([.shipped, RuleText(file: "payers.toml", text: month.payerRules)])
        for file in month.files { _ = try Ingestion.ingest(file.bytes, name: file.name, into: store.plane) }
        let day = try #require(CalendarDate(iso: month.asOf))
        var postings = 0
        for account in try store.plane.accounts(asOf: day) {
            let ledger = store.plane.ledger(of: account, asOf: day)
            let claims = account.position.claims
            postings += ledger.postings.count
            for posting in ledger.postings {
                #expect(posting.lines.map(\.amount).sum() == .zero)
                #expect(posting.lines.count > 1)
            }
            #expect(ledger.balances.total == .zero)
            #expect(ledger.balances == account.position.ledgerBalances, "seed \(seed), \(account.id)")
            #expect(ledger.balances[.payerReceivable] == claims.map(\.outstandingPayer).sum())
            #expect(ledger.balances[.patientReceivable] == claims.map(\.outstandingPatient).sum())
            #expect(ledger.balances[.heldReceivable] == claims.map(\.outstandingHeld).sum())
            // A payer decided while one before it has not, or not any more.
            let isDoubtful =
                claims.contains { claim in claim.findings.contains { $0.kind == .mismatch } }
                || claims.contains(where: \.isAdjudicated) && claims.contains { !$0.isAdjudicated && !$0.isVoided }
            #expect(isDoubtful || ledger.balances[.unexplained].isZero, "seed \(seed), \(account.id)")
        }
        #expect(postings > month.truth.count)
    }
}
