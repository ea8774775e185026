import Foundation
import GRDB
import RevenueCycle
import SeededRandomness
import Simulator
import StoreDamage
import TestDatabases
import Testing

@testable import ControlPlane
@testable import Journal

@Suite("A deep audit") struct DeepAuditTests {
    /// What the entries and the evidence say anew.
    private static let tables: [RowDamage.Table] = [
        .init(name: "inline_row", keys: ["kind", "id"]), .init(name: "lookup", keys: ["space", "value", "target"]),
        .init(name: "unique_key", keys: ["space", "value"]), .init(name: "evidence", keys: ["id"]),
        .init(name: "evidence_chunk", keys: ["body", "number"]),
    ]

    @Test(arguments: StoreKind.all) func `of a month finds nothing, also after a rebuild`(on kind: StoreKind) throws {
        let month = simulateMonth(seed: 31, claims: 200)
        let store = try TemporaryStore(kind)
        defer { store.remove() }
        for file in shuffledDelivery(of: month, seed: 31) {
            _ = try Ingestion.ingest(file.bytes, name: file.name, into: store.plane)
        }
        #expect(try store.plane.deepAudit() == [])
        try store.plane.refreshCases()
        #expect(try store.plane.deepAudit() == [])
        for item in try store.plane.heldItems().prefix(5) {
            // Some cannot be released, and say why.
            try? store.plane.release(item.id, reason: "looked at")
        }
        #expect(try store.plane.deepAudit() == [])
        try store.plane.rebuild()
        #expect(try store.plane.deepAudit() == [])
        #expect(try store.plane.journal.verifyIntegrity().problems == [])
    }

    @Test(arguments: RowDamage.Kind.allCases)
    func `finds whatever is done to a row`(kind: RowDamage.Kind) throws {
        let seed = UInt64.random(in: .min ... .max)
        print("seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        let month = simulateMonth(seed: 32, claims: 200)
        let store = try TemporaryStore()
        defer { store.remove() }
        for file in month.files.shuffled(using: &generator).prefix(6) {
            _ = try Ingestion.ingest(file.bytes, name: file.name, into: store.plane)
        }
        try store.plane.refreshCases()
        let sqlite = try #require(store.plane.journal.database as? SQLiteDatabase)
        let most = ProcessInfo.processInfo.environment["RECOURSE_DAMAGES"].flatMap(Int.init) ?? 100
        var done = 0
        for attempt in 0..<most * 10 where done < most {
            let table = Self.tables[attempt % Self.tables.count]
            // What looks a row up by all of its columns has nothing to exchange with another.
            if kind == .swap, table.name == "lookup" { continue }
            let drawn = try sqlite.transact { db in try RowDamage(kind, of: table, in: db, using: &generator) }
            guard let damage = drawn, try sqlite.transact({ db in try damage.apply(in: db) }) else { continue }
            let problems = Result { try store.plane.deepAudit() }
            let isFound =
                switch problems {
                case .success(let problems): !problems.isEmpty
                // What cannot even be read is found, too.
                case .failure(let error): error is JournalError
                }
            #expect(isFound, "\(kind) in \(table.name), seed \(seed)")
            try sqlite.transact { db in try damage.undo(in: db) }
            done += 1
        }
        #expect(done == most)
        #expect(try store.plane.deepAudit() == [])
    }
}
