import Foundation
import Simulator
import Testing

@testable import ControlPlane
@testable import RevenueCycle

/// The accounts of one simulated month, worked out once for all tests of what is composed of them.
enum ComposedMonth {
    /// The accounts; read from a store that is gone by then.
    static func accounts() throws -> [AccountPosition] { try read.get() }

    private static let read: Result<[AccountPosition], any Error> = Result {
        let month = simulateMonth(seed: 41, claims: 400)
        let store = try TemporaryStore()
        defer { store.remove() }
        try store.plane.adopt([.shipped, RuleText(file: "payers.toml", text: month.payerRules)])
        for file in month.files { _ = try Ingestion.ingest(file.bytes, name: file.name, into: store.plane) }
        return try store.plane.accounts(asOf: try #require(CalendarDate(iso: month.asOf))).map(\.position)
    }
}
