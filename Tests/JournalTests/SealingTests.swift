import Crypto
import Foundation
import GRDB
import Testing

@testable import Journal

@Suite("Sealing")
struct SealingTests {
    private let store: TemporaryStore
    private var journal: TenantJournal { store.journal }
    private let patient = SubjectID.random()
    private let other = SubjectID.random()

    init() throws { store = try TemporaryStore() }

    private func write(_ stream: Int, _ text: String, about subject: SubjectID) -> StreamWrite {
        StreamWrite(stream: StreamID(stream), expectedVersion: 0, events: [NewEvent(text, about: subject)])
    }

    @Test
    func `leaves nothing of a payload, row, name, file or indexed value in any file`() throws {
        let canary = "CANARY-ZEBRA-9917"
        let index = journal.blindIndex(space: 1, Array(canary.utf8))
        try journal.append(
            writes: [write(1, canary, about: patient)],
            claiming: [KeyClaim(key: UniqueKey(space: 1, index: index), target: StreamID(1))],
            lookups: [Lookup(space: 1, index: index, target: StreamID(1))],
            rows: [InlineRow(1, group: 1, canary, about: patient)]
        )
        let evidence = try journal.storeEvidence(
            Array("\(canary) in a file".utf8),
            mediaType: "text/plain",
            name: "\(canary).txt",
            subject: patient,
            retention: .claims,
            at: .march2025
        )
        // Once with everything in the write-ahead log, once with everything folded into the database.
        for _ in 0..<2 {
            for (name, contents) in try store.files() {
                #expect(contents.range(of: Data(canary.utf8)) == nil, "\(name)")
                #expect(!name.contains(canary))
            }
            try store.reopen()
        }
        #expect(try journal.allEntries().map(\.text) == [canary])
        #expect(try journal.evidenceInfo(evidence)?.name == "\(canary).txt")
    }

    @Test
    func `equal payloads have different ciphertexts`() throws {
        try journal.append(writes: [write(1, "same", about: patient), write(2, "same", about: patient)])
        let sealed = try journal.sqlite.perform { db in try Data.fetchAll(db, sql: "SELECT payload FROM entry") }
        #expect(Set(sealed).count == 2)
        #expect(Set(sealed.map { $0.prefix(12) }).count == 2)
    }

    @Test(arguments: [
        "UPDATE entry SET payload = (SELECT payload FROM entry WHERE position = 2) WHERE position = 1",
        "UPDATE entry SET payload = substr(payload, 1, length(payload) - 1) WHERE position = 1",
        "UPDATE entry SET payload = zeroblob(3) WHERE position = 1",
        "UPDATE entry SET header = (SELECT header FROM entry WHERE position = 2) WHERE position = 1",
        "UPDATE entry SET header = zeroblob(9) WHERE position = 1",
        "UPDATE entry SET leaf = zeroblob(31) WHERE position = 1",
    ])
    func `an entry that was moved or changed does not open, and is reported`(tampering: String) throws {
        try journal.append(writes: [write(1, "one", about: patient), write(2, "two", about: patient)])
        #expect(try journal.verifyIntegrity().problems == [])
        try journal.sqlite.transact { db in try db.execute(sql: tampering) }
        #expect {
            try journal.entries(from: 1)
        } throws: { error in
            guard let error = error as? JournalError, case .damaged(let what) = error else { return false }
            return what.contains("entry 1")
        }
        #expect(try journal.verifyIntegrity().firstWrongEntry == 1)
    }

    @Test(arguments: [
        "UPDATE inline_row SET payload = (SELECT payload FROM inline_row WHERE id = x'00000000000000000000000000000002')",
        "UPDATE inline_row SET evolve = 2", "UPDATE inline_row SET kind = 7",
    ])
    func `a row that was moved or changed does not open`(tampering: String) throws {
        try journal.append(rows: [InlineRow(1, group: 1, "one"), InlineRow(2, group: 1, "two")])
        try journal.sqlite.transact { db in try db.execute(sql: tampering) }
        #expect(throws: JournalError.self) { try journal.rowsByGroup(limit: 1) }
    }

    @Test
    func `a destroyed key leaves tombstones of its subject, class and year, and of nothing else`() throws {
        try journal.append(
            writes: [write(1, "his", about: patient), write(2, "hers", about: other)],
            rows: [InlineRow(1, group: 1, "his", about: patient), InlineRow(2, group: 1, "hers", about: other)]
        )
        let letter = NewEvent(
            type: 1,
            schema: 1,
            subject: patient,
            retention: .correspondence,
            payload: Array("letter".utf8)
        )
        try journal.append(writes: [StreamWrite(stream: StreamID(3), expectedVersion: 0, events: [letter])])
        let evidence = try journal.storeEvidence(
            [1, 2, 3],
            mediaType: "text/plain",
            name: "his.txt",
            subject: patient,
            retention: .claims,
            at: .march2025
        )
        #expect(try !journal.destroyDataKeys(of: patient, retention: .claims, year: 2024))
        #expect(try journal.destroyDataKeys(of: patient, retention: .claims, year: 2025))
        #expect(try !journal.destroyDataKeys(of: patient, retention: .claims, year: 2025))
        for _ in 0..<2 {
            #expect(try journal.allEntries().map(\.text) == [nil, "hers", "letter"])
            #expect(try journal.allEntries().map(\.subject) == [nil, other, patient])
            #expect(try journal.rows(table: 1).map(\.text) == [nil, "hers"])
            #expect(try journal.readEvidence(evidence) == nil)
            let info = try #require(try journal.evidenceInfo(evidence))
            #expect((info.name, info.subject, info.size) == (nil, nil, 3))
            #expect(try journal.verifyIntegrity().problems == [])
            try store.reopen()
        }
    }

    @Test
    func `what is recorded after a key was destroyed has a new key and opens`() throws {
        try journal.append(writes: [write(1, "old", about: patient)])
        let store = { (journal: TenantJournal) throws -> EvidenceID in
            try journal.storeEvidence(
                [9],
                mediaType: "text/plain",
                name: "n",
                subject: patient,
                retention: .claims,
                at: .march2025
            )
        }
        let evidence = try store(journal)
        _ = try journal.destroyDataKeys(of: patient, retention: .claims, year: 2025)
        try journal.append(writes: [write(2, "new", about: patient)])
        #expect(try journal.allEntries().map(\.text) == [nil, "new"])
        #expect(try store(journal) == evidence)
        #expect(try journal.readEvidence(evidence) == [9])
    }

    @Test
    func `a destroyed key is in no file any more, not even wrapped`() throws {
        try journal.append(writes: [write(1, "text", about: patient)])
        let id = try #require(try journal.allEntries().first).header.dataKey
        let holds = {
            try self.store.files().filter { $0.key.contains("keys.sqlite") && $0.value.range(of: id.blob) != nil }
        }
        #expect(try !holds().isEmpty)
        _ = try journal.destroyDataKeys(of: patient, retention: .claims, year: 2025)
        #expect(try holds().isEmpty)
    }

    @Test
    func `the cache of keys is bounded and never wrong`() {
        let scopes = (0..<100).map { number in
            DataKeyScope(subject: SubjectID(UInt128(number)), retention: .claims, year: 2025)
        }
        var cache = DataKeyCache(limit: 10)
        for (number, scope) in scopes.enumerated() {
            let key = DataKey(id: DataKeyID(UInt128(number)), scope: scope, key: SymmetricKey(size: .bits256))
            cache.insert(key)
            #expect(cache.key(key.id)?.scope == scope)
            #expect(cache.key(for: scope)?.id == key.id)
        }
        #expect(scopes.filter { cache.key(for: $0) != nil }.count <= 10)
        cache.removeAll()
        #expect(scopes.allSatisfy { cache.key(for: $0) == nil })
    }
}
