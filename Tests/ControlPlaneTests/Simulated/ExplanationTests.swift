import ControlPlane
import Foundation
import RevenueCycle
import Simulator
import Testing

@testable import Assist

@Suite("An explanation") struct ExplanationTests {
    @Test func `of any claim or bill of a month says nothing that is no fact's value, and its rows sum`() throws {
        let month = simulateMonth(seed: 31, claims: 250)
        let store = try TemporaryStore()
        defer { store.remove() }
        try store.plane.adopt([.shipped, RuleText(file: "payers.toml", text: month.payerRules)])
        for file in month.files { _ = try Ingestion.ingest(file.bytes, name: file.name, into: store.plane) }
        let day = try #require(CalendarDate(iso: month.asOf))
        for account in try store.plane.accounts(asOf: day).map(\.position) {
            let bill = BillExplanation(of: account)
            #expect(bill.rows.dropFirst().map(\.amount).sum() == bill.rows[0].amount)
            for sentence in bill.rows.map(\.reason) + bill.notes { #expect(sentence.unboundTokens.isEmpty) }
            let owed = bill.rows.filter { $0.label == "You owe" }.map(\.amount).sum()
            #expect(owed == account.claims.map(\.outstandingPatient).sum())
            if account.claims.count == 1, let claim = account.claims.first, claim.status == .settled {
                let taken = try #require(bill.rows.first { $0.label.hasPrefix("Taken off") }).amount
                if claim.outstandingHeld.isZero, claim.charge == claim.adjudications.effective.map(\.charge).sum() {
                    #expect(taken == claim.dispositions[.contractual] + claim.dispositions[.priorPayer])
                }
            }
            for claim in account.claims {
                for sentence in ClaimExplanation(of: claim, knowledge: .shipped).sentences {
                    #expect(sentence.unboundTokens.isEmpty, "\(sentence.text)")
                }
            }
        }
    }
}
