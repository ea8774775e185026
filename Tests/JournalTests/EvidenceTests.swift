import Foundation
import GRDB
import SeededRandomness
import Testing

@testable import Journal

@Suite("Evidence")
struct EvidenceTests {
    private let store: TemporaryStore
    private var journal: TenantJournal { store.journal }

    init() throws { store = try TemporaryStore() }

    private func bytes(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
        var generator = SeededGenerator(seed: seed)
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }

    private func keep(_ bytes: [UInt8], name: String = "file.x12") throws -> EvidenceID {
        try journal.storeEvidence(
            bytes,
            mediaType: "application/edi-x12",
            name: name,
            subject: .tenant,
            retention: .claims,
            at: .march2025
        )
    }

    private func count(_ table: String) throws -> Int? {
        try journal.sqlite.perform { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table)") }
    }

    @Test(arguments: [0, 1, 65_535, 65_536, 65_537, 200_000])
    func `comes back byte for byte, whole and in any range`(count: Int) throws {
        let bytes = bytes(count)
        let id = try keep(bytes)
        try store.reopen()
        #expect(try journal.readEvidence(id) == bytes)
        var generator = SeededGenerator(seed: UInt64(count))
        for _ in 0..<20 {
            let one = UInt64.random(in: 0...UInt64(count) + 3, using: &generator)
            let other = UInt64.random(in: 0...UInt64(count) + 3, using: &generator)
            let range = min(one, other)..<max(one, other)
            let expected = bytes[min(count, Int(range.lowerBound))..<min(count, Int(range.upperBound))]
            #expect(try journal.readEvidence(id, range) == Array(expected))
        }
        let info = try #require(try journal.evidenceInfo(id))
        #expect((info.size, info.name, info.mediaType) == (UInt64(count), "file.x12", "application/edi-x12"))
        #expect((info.subject, info.retention, info.recorded) == (.tenant, .claims, .march2025))
    }

    @Test(arguments: [0, 65_536, 200_000])
    func `comes with an append, or not at all when that is undone`(count: Int) throws {
        let bytes = bytes(count)
        let evidence = NewEvidence(
            bytes: bytes,
            mediaType: "application/edi-x12",
            name: "file.x12",
            subject: .tenant,
            retention: .claims
        )
        let key = UniqueKey(space: 9, index: journal.blindIndex(space: 9, [1]))
        let append = { Append(command: .random(), principal: "a", purpose: "b", evidence: [evidence]) }
        var refused = append()
        refused.claiming = [KeyClaim(key: key, target: StreamID(1)), KeyClaim(key: key, target: StreamID(2))]
        #expect(throws: JournalError.self) { try journal.append(refused, at: .march2025) }
        #expect(try journal.readEvidence(journal.evidenceID(of: bytes)) == nil)
        for _ in 0..<2 { _ = try journal.append(append(), at: .march2025) }
        try store.reopen()
        #expect(try journal.readEvidence(journal.evidenceID(of: bytes)) == bytes)
        #expect(try self.count("evidence") == 1)
        var tooLarge = append()
        tooLarge.evidence[0].bytes = [UInt8](repeating: 0, count: NewEvidence.limit + 1)
        #expect(throws: JournalError.tooLarge(what: "piece of evidence", limit: NewEvidence.limit)) {
            try journal.append(tooLarge, at: .march2025)
        }
    }

    @Test
    func `is stored once, under its first name`() throws {
        let bytes = bytes(100_000)
        let id = try keep(bytes, name: "first")
        #expect(journal.evidenceID(of: bytes) == id)
        #expect(try keep(bytes, name: "second") == id)
        #expect(try keep(Array(bytes.dropLast())) != id)
        #expect(try journal.evidenceInfo(id)?.name == "first")
        #expect(try count("evidence") == 2)
        #expect(try count("evidence_chunk") == 4)
        let elsewhere = try TemporaryStore()
        #expect(elsewhere.journal.evidenceID(of: bytes) != id)
    }

    @Test
    func `that comes in parts has the address of the whole`() throws {
        let bytes = bytes(3_000_000)
        let writer = try journal.evidenceWriter(
            mediaType: "text/plain",
            name: "parts",
            subject: .tenant,
            retention: .correspondence,
            at: .march2025
        )
        var generator = SeededGenerator(seed: 3)
        var start = 0
        while start < bytes.count {
            let end = min(bytes.count, start + Int.random(in: 0...400_000, using: &generator))
            try writer.append(Array(bytes[start..<end]))
            start = end
        }
        #expect(try journal.readEvidence(journal.evidenceID(of: bytes)) == nil)
        let id = try writer.finish()
        #expect(id == journal.evidenceID(of: bytes))
        #expect(try journal.readEvidence(id) == bytes)
        let again = try journal.evidenceWriter(
            mediaType: "text/plain",
            name: "again",
            subject: .tenant,
            retention: .claims,
            at: .march2025
        )
        try again.append(bytes)
        #expect(try again.finish() == id)
        #expect(try count("evidence_chunk") == 46)
        #expect(try count("evidence_upload") == 0)
    }

    @Test
    func `that was given up or cut short leaves nothing`() throws {
        let make = {
            try self.journal.evidenceWriter(
                mediaType: "text/plain",
                name: "n",
                subject: .tenant,
                retention: .claims,
                at: .march2025
            )
        }
        let cancelled = try make()
        try cancelled.append(bytes(3_000_000))
        try cancelled.cancel()
        #expect(try count("evidence_chunk") == 0)
        let lost = try make()
        try lost.append(bytes(3_000_000))
        #expect(try count("evidence_chunk") ?? 0 > 0)
        try store.reopen()
        #expect(try count("evidence_chunk") == 0)
        #expect(try count("evidence_upload") == 0)
        #expect(try count("evidence") == 0)
    }

    @Test(arguments: [
        "UPDATE evidence_chunk SET number = 1 - number", "DELETE FROM evidence_chunk WHERE number = 1",
        "UPDATE evidence_chunk SET sealed = zeroblob(length(sealed)) WHERE number = 1",
        "UPDATE evidence SET size = size - 1", "UPDATE evidence SET size = size + 65536",
    ])
    func `that was changed, moved or cut is refused`(tampering: String) throws {
        let id = try keep(bytes(100_000))
        try journal.sqlite.transact { db in
            try db.execute(sql: "DROP INDEX evidence_chunk_place")
            try db.execute(sql: tampering)
        }
        #expect(throws: JournalError.self) { try journal.readEvidence(id) }
    }

    @Test(arguments: ["size = 1", "media_type = 'text/html'", "recorded = 0", "retention = 2"])
    func `whose record was changed is refused`(change: String) throws {
        let id = try keep(bytes(10))
        try journal.sqlite.transact { db in try db.execute(sql: "UPDATE evidence SET \(change)") }
        #expect(throws: JournalError.self) { try journal.evidenceInfo(id) }
    }

    @Test
    func `that is not there is nil`() throws {
        let id = journal.evidenceID(of: [1])
        #expect(try journal.readEvidence(id) == nil)
        #expect(try journal.evidenceInfo(id) == nil)
        #expect(EvidenceID(bytes: id.bytes) == id)
        #expect(EvidenceID(bytes: [1, 2]) == nil)
    }
}
