import Foundation
import RevenueCycle
import Simulator
import Testing

@testable import Assist
@testable import ControlPlane

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
            #expect(bill.rows.last?.kind == .youOwe)
            #expect(bill.rows.last?.amount == account.claims.map(\.outstandingPatient).sum())
            // A payer decided while one before it has not, or not any more.
            let isDoubtful =
                account.claims.contains { claim in claim.findings.contains { $0.kind == .mismatch } }
                || account.claims.contains(where: \.isAdjudicated)
                    && account.claims.contains { !$0.isAdjudicated && !$0.isVoided }
            #expect(isDoubtful || !bill.rows.contains { $0.kind == .beingChecked })
            // An outlier pays more than the price; nothing else is below zero.
            let mayPayAbovePrice = account.claims.contains { $0.dispositions[.contractual].isNegative }
            let mayBeNegative: Set<BillExplanation.Kind> =
                mayPayAbovePrice ? [.takenOff] : isDoubtful ? [.beingChecked] : []
            #expect(bill.rows.allSatisfy { mayBeNegative.contains($0.kind) || !$0.amount.isNegative }, "\(bill.rows)")
            for claim in account.claims {
                for sentence in ClaimExplanation(of: claim, knowledge: .shipped).sentences {
                    #expect(sentence.unboundTokens.isEmpty, "\(sentence.text)")
                }
            }
        }
    }
}
