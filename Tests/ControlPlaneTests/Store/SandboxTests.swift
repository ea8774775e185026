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

    @Test func `has no folder of production's, nor production one of its`() throws {
        let store = try TemporaryStore()
        defer { store.remove() }
        let sandbox = try store.plane.makeTenant("practice", environment: .sandbox)
        let second = try store.plane.makeTenant("second")
        let folder = store.root.appendingPathComponent("letters")
        let link = store.root.appendingPathComponent("link")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(at: link, withDestinationURL: folder)
        try store.plane.setDestination("payer", folder: folder.path, reason: "A test.")
        try second.setDestination("payer", folder: folder.path, reason: "A test.")
        for path in [folder.path, link.path, folder.path + "/"] {
            #expect(throws: ControlPlaneError.self) {
                try sandbox.setDestination("payer", folder: path, reason: "A test.")
            }
        }
        let other = store.root.appendingPathComponent("practice")
        try FileManager.default.createDirectory(at: other, withIntermediateDirectories: true)
        try sandbox.setDestination("payer", folder: other.path, reason: "A test.")
        #expect(throws: ControlPlaneError.self) {
            try store.plane.setDestination("other", folder: other.path, reason: "A test.")
        }
    }

    @Test func `is none by an entry that came later, and is made again where its making was cut off`() throws {
        let store = try TemporaryStore()
        defer { store.remove() }
        // The tenant is there and nothing was recorded.
        _ = try store.plane.folder.createTenant("practice")
        let sandbox = try store.plane.makeTenant("practice", environment: .sandbox)
        #expect(sandbox.environment == .sandbox)
        #expect(throws: JournalError.self) { try store.plane.makeTenant("practice") }
        let entry = try #require(try sandbox.journal.entries(from: 1, limit: 1).first)
        #expect(entry.header.type == 121 && entry.header.position == 1)
        let late = try store.plane.decision(
            .sandboxDeclared,
            [],
            in: entry.header.stream,
            purpose: "a test",
            by: nil
        )
        _ = try store.plane.journal.append(late, at: store.plane.now)
        #expect(try store.plane.tenant("default").environment == .production)
    }
}
