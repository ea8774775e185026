import Foundation
import Simulator
import Testing

@testable import ControlPlane
@testable import RevenueCycle

/// The accounts of one simulated month, worked out once for all tests of what is composed of them or posted to them.
enum ComposedMonth {
    /// The accounts; read from a store that is gone by then.
    static func accounts() throws -> [AccountPosition] { try month.get().accounts }

    /// The reading that they were worked out by.
    static func reading() throws -> ClaimReading {
        let month = try month.get()
        return ClaimReading(rules: month.rules, knowledge: .shipped, asOf: month.day)
    }

    private struct Month: Sendable {
        let accounts: [AccountPosition]
        let rules: PayerRules
        let day: CalendarDate
    }

    private static let month: Result<Month, any Error> = Result {
        let month = simulateMonth(seed: 41, claims: 400)
        let store = try TemporaryStore()
        defer { store.remove() }
        try store.plane.adopt([.shipped, RuleText(file: "payers.toml", text: month.payerRules)])
        for file in month.files { _ = try Ingestion.ingest(file.bytes, name: file.name, into: store.plane) }
        let day = try #require(CalendarDate(iso: month.asOf))
        return Month(
            accounts: try store.plane.accounts(asOf: day).map(\.position),
            rules: store.plane.rules,
            day: day
        )
    }
}
