import Crypto
import Foundation
import TestDatabases
import Testing

@testable import Journal

@Suite("Sealing")
struct SealingTests {
    private let patient = SubjectID.random()
    private let other = SubjectID.random()

    private func write(_ stream: Int, _ text: String, about subject: SubjectID) -> StreamWrite {
        StreamWrite(stream: StreamID(stream), expectedVersion: 0, events: [NewEvent(text, about: subject)])
    }

    @Test(arguments: StoreKind.all)
    func `leaves nothing of a payload, row, name, file or indexed value in any file`(kind: StoreKind) throws {
        let store = try TemporaryStore(kind)
        let canary = "CANARY-ZEBRA-9917"
        let index = store.journal.blindIndex(space: 1, Array(canary.utf8))
        try store.journal.append(
            writes: [write(1, canary, about: patient)],
            claiming: [KeyClaim(key: UniqueKey(space: 1, index: index), target: StreamID(1))],
            lookups: [Lookup(space: 1, index: index, target: StreamID(1))],
            rows: [InlineRow(1, group: 1, canary, about: patient)]
        )
        let evidence = try store.journal.storeEvidence(
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
        #expect(try store.journal.allEntries().map(\.text) == [canary])
        #expect(try store.journal.evidenceInfo(evidence)?.name == "\(canary).txt")
    }

    @Test(arguments: StoreKind.all)
    func `equal payloads have different ciphertexts`(kind: StoreKind) throws {
        let store = try TemporaryStore(kind)
        try store.journal.append(writes: [write(1, "same", about: patient), write(2, "same", about: patient)])
        let sealed = try store.journal.read { tables in try tables.entries(from: 1, limit: 2).map(\.payload) }
        #expect(Set(sealed).count == 2)
        #expect(Set(sealed.map { $0.prefix(12) }).count == 2)
    }

    @Test(
        arguments: StoreKind.all,
        [
            "UPDATE entry SET payload = (SELECT payload FROM entry WHERE position = 2) WHERE position = 1",
            "UPDATE entry SET payload = substr(payload, 1, length(payload) - 1) WHERE position = 1",
            "UPDATE entry SET payload = zeroblob(3) WHERE position = 1",
            "UPDATE entry SET header = (SELECT header FROM entry WHERE position = 2) WHERE position = 1",
            "UPDATE entry SET header = zeroblob(9) WHERE position = 1",
            "UPDATE entry SET leaf = zeroblob(31) WHERE position = 1",
        ]
    )
    func `an entry that was moved or changed does not open, and is reported`(kind: StoreKind, tampering: String) throws
    {
        let store = try TemporaryStore(kind)
        try store.journal.append(writes: [write(1, "one", about: patient), write(2, "two", about: patient)])
        #expect(try store.journal.verifyIntegrity().problems == [])
        try store.tamper(tampering)
        #expect {
            try store.journal.entries(from: 1)
        } throws: { error in
            guard let error = error as? JournalError, case .damaged(let what) = error else { return false }
            return what.contains("entry 1")
        }
        #expect(try store.journal.verifyIntegrity().firstWrongEntry == 1)
    }

    @Test(
        arguments: StoreKind.all,
        [
            "UPDATE inline_row SET payload = (SELECT payload FROM inline_row ORDER BY id DESC LIMIT 1)",
            "UPDATE inline_row SET evolve = 2", "UPDATE inline_row SET kind = 7",
        ]
    )
    func `a row that was moved or changed does not open`(kind: StoreKind, tampering: String) throws {
        let store = try TemporaryStore(kind)
        try store.journal.append(rows: [InlineRow(1, group: 1, "one"), InlineRow(2, group: 1, "two")])
        try store.tamper(tampering)
        #expect(throws: JournalError.self) { try store.journal.rowsByGroup(limit: 1) }
    }

    @Test(arguments: StoreKind.all)
    func `a destroyed key leaves tombstones of its subject, class and year, and of nothing else`(kind: StoreKind) throws
    {
        let store = try TemporaryStore(kind)
        try store.journal.append(
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
        try store.journal.append(writes: [StreamWrite(stream: StreamID(3), expectedVersion: 0, events: [letter])])
        let evidence = try store.journal.storeEvidence(
            [1, 2, 3],
            mediaType: "text/plain",
            name: "his.txt",
            subject: patient,
            retention: .claims,
            at: .march2025
        )
        #expect(try !store.journal.destroyDataKeys(of: patient, retention: .claims, year: 2024))
        #expect(try store.journal.destroyDataKeys(of: patient, retention: .claims, year: 2025))
        #expect(try !store.journal.destroyDataKeys(of: patient, retention: .claims, year: 2025))
        for _ in 0..<2 {
            #expect(try store.journal.allEntries().map(\.text) == [nil, "hers", "letter"])
            #expect(try store.journal.allEntries().map(\.subject) == [nil, other, patient])
            #expect(try store.journal.rows(table: 1).map(\.text) == [nil, "hers"])
            #expect(try store.journal.readEvidence(evidence) == nil)
            let info = try #require(try store.journal.evidenceInfo(evidence))
            #expect((info.name, info.subject, info.size) == (nil, nil, 3))
            #expect(try store.journal.verifyIntegrity().problems == [])
            try store.reopen()
        }
    }

    @Test(arguments: StoreKind.all)
    func `what is recorded after a key was destroyed has a new key and opens`(kind: StoreKind) throws {
        let store = try TemporaryStore(kind)
        try store.journal.append(writes: [write(1, "old", about: patient)])
        let keep = { (journal: TenantJournal) throws -> EvidenceID in
            try journal.storeEvidence(
                [9],
                mediaType: "text/plain",
                name: "n",
                subject: patient,
                retention: .claims,
                at: .march2025
            )
        }
        let evidence = try keep(store.journal)
        _ = try store.journal.destroyDataKeys(of: patient, retention: .claims, year: 2025)
        try store.journal.append(writes: [write(2, "new", about: patient)])
        #expect(try store.journal.allEntries().map(\.text) == [nil, "new"])
        #expect(try keep(store.journal) == evidence)
        #expect(try store.journal.readEvidence(evidence) == [9])
    }

    @Test
    func `a destroyed key is in no file any more, not even wrapped`() throws {
        let store = try TemporaryStore()
        try store.journal.append(writes: [write(1, "text", about: patient)])
        let id = try #require(try store.journal.allEntries().first).header.dataKey
        let holds = {
            try store.files().filter { $0.key.contains("keys.sqlite") && $0.value.range(of: id.blob) != nil }
        }
        #expect(try !holds().isEmpty)
        _ = try store.journal.destroyDataKeys(of: patient, retention: .claims, year: 2025)
        #expect(try holds().isEmpty)
    }

    @Test
    func `the cache of keys takes none of an epoch that is over`() {
        let scope = DataKeyScope(subject: patient, retention: .claims, year: 2025)
        let key = DataKey(id: .random(), scope: scope, key: SymmetricKey(size: .bits256))
        var cache = DataKeyCache(limit: 10)
        cache.follow(5)
        cache.admit([key], of: 5)
        cache.follow(5)
        #expect(cache.key(key.id) != nil)
        cache.follow(6)
        cache.admit([key], of: 5)
        #expect(cache.key(key.id) == nil && cache.key(for: scope) == nil)
        // A database that was restored may be at an earlier one.
        cache.admit([key], of: 6)
        cache.follow(2)
        #expect(cache.key(key.id) == nil && cache.key(for: scope) == nil)
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
