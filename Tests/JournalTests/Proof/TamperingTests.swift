import Foundation
import GRDB
import SeededRandomness
import StoreDamage
import Testing

@testable import Journal

@Suite("Whoever changes a journal's file")
struct TamperingTests {
    private let store: TemporaryStore
    private var journal: TenantJournal { store.journal }

    /// The tables that the entries and what was signed of them vouch for.
    private static let tables: [RowDamage.Table] = [
        .init(name: "entry", keys: ["position"]), .init(name: "tile", keys: ["level", "number"]),
        .init(name: "checkpoint", keys: ["size"]), .init(name: "command", keys: ["id"]),
    ]

    init() throws {
        store = try TemporaryStore()
        for start in stride(from: 1, through: 145, by: 29) {
            try store.journal.append(
                writes: (start..<start + 29).map { number in
                    // Streams have one to three entries.
                    let events = (0...number % 3).map { NewEvent("event \($0) of \(number)") }
                    return StreamWrite(stream: StreamID(number), expectedVersion: 0, events: events)
                }
            )
            _ = try store.journal.signCheckpoint()
        }
    }

    @Test(arguments: RowDamage.Kind.allCases)
    func `is found, and the first wrong entry is named`(kind: RowDamage.Kind) throws {
        #expect(try journal.verifyIntegrity().problems == [])
        let seed = UInt64.random(in: .min ... .max)
        print("seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        var done = 0
        for attempt in 0..<5_000 where done < 500 {
            // Entries are most of what there is to change.
            let table = attempt % 2 == 0 ? Self.tables[0] : Self.tables[1 + attempt / 2 % 3]
            let drawn = try journal.sqlite.transact { db in try RowDamage(kind, of: table, in: db, using: &generator) }
            guard let damage = drawn, try journal.sqlite.transact({ db in try damage.apply(in: db) }) else { continue }
            let report = try journal.verifyIntegrity()
            #expect(!report.problems.isEmpty, "\(kind) in \(table.name), \(damage.numbers), seed \(seed)")
            if table.name == "entry" {
                #expect(report.firstWrongEntry == damage.numbers.min().map(UInt64.init), "\(kind), seed \(seed)")
            }
            try journal.sqlite.transact { db in try damage.undo(in: db) }
            done += 1
        }
        #expect(done == 500)
        #expect(try journal.verifyIntegrity().problems == [])
    }

    @Test
    func `and makes leaves and tiles anew is found by what was signed`() throws {
        let kept = try Checkpoint(try journal.signCheckpoint(), signedBy: journal.verifier)
        // The payload of an entry is exchanged, its leaf made anew, and the whole tree over it.
        try journal.sqlite.transact { db in
            let row = try #require(
                try Row.fetchOne(db, sql: "SELECT header, payload FROM entry WHERE position = 100")
            )
            var payload: Data = row[1]
            payload[20] ^= 1
            let leaf = TreeHash.leaf(LeafHash.data(header: row[0], sealedPayload: payload))
            try db.execute(
                sql: "UPDATE entry SET payload = ?, leaf = ? WHERE position = 100",
                arguments: [payload, Data(leaf.bytes)]
            )
            try OlderJournal.make(of: db, format: 1)
        }
        try store.reopen()
        // The checkpoints are gone with their table; the key store still knows the root.
        #expect(try journal.verifyIntegrity().firstWrongEntry == 1)
        #expect(try journal.verifyIntegrity(against: [kept]).problems.isEmpty == false)
        #expect(try journal.differsFromSigned())
        #expect(throws: JournalError.self) { try journal.append("more", to: StreamID(1000), after: 0) }
    }
}
