import Access
import Foundation
import Journal
import RevenueCycle
import Simulator
import TestDatabases
import Testing

@testable import ControlPlane

@Suite("A sandbox") struct SandboxTests {
    @Test(arguments: StoreKind.all) func `is one from its first entry on, and has nothing of production`(
        kind: StoreKind
    ) throws {
        let store = try TemporaryStore(kind)
        defer { store.remove() }
        let sandbox = try store.plane.makeTenant("practice", environment: .sandbox)
        #expect(store.plane.environment == .production && sandbox.environment == .sandbox)
        #expect(store.plane.place.environment == .production && sandbox.place.environment == .sandbox)
        #expect(try store.plane.tenant("practice").environment == .sandbox)
        #expect(try store.plane.makeTenant("second").environment == .production)
        #expect(try store.plane.tenant("second").environment == .production)
        // A key, a grant and a claim of one are not there in the other.
        for file in simulateMonth(seed: 5, claims: 5).files {
            _ = try Ingestion.ingest(file.bytes, name: file.name, into: sandbox)
        }
        let reason = "A test."
        try sandbox.addAccount("user:sue", human: "sue", reason: reason)
        try sandbox.grant("supervisor", to: "user:sue", reason: reason)
        let end = store.plane.now.advanced(by: .seconds(3600))
        let token = try sandbox.issueKey(for: "user:sue", scopes: nil, until: end, reason: reason)
        #expect(try sandbox.acting(through: token) != nil)
        #expect(try store.plane.acting(through: token) == nil)
        let day = CalendarDate(store.plane.now)
        #expect(try !sandbox.acting(as: "user:sue").inquiry(for: .payment, by: "test").claims(asOf: day).isEmpty)
        #expect(try store.plane.inquiry(for: .payment, by: "test").claims(asOf: day).isEmpty)
        #expect(throws: ControlPlaneError.self) {
            try store.plane.acting(as: "user:sue").inquiry(for: .payment, by: "test").claims(asOf: day)
        }
        #expect(try sandbox.journal.verifyIntegrity().problems.isEmpty && sandbox.deepAudit().isEmpty)
        try sandbox.rebuild()
        #expect(try store.plane.tenant("practice").environment == .sandbox)
    }
}
