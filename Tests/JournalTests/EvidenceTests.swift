import Foundation
import SeededRandomness
import TestDatabases
import Testing

@testable import Journal

extension TemporaryStore {
    fileprivate func keep(_ bytes: [UInt8], name: String = "file.x12") throws -> EvidenceID {
        try journal.storeEvidence(
            bytes,
            mediaType: "application/edi-x12",
            name: name,
            subject: .tenant,
            retention: .claims,
            at: .march2025
        )
    }
}

@Suite("Evidence")
struct EvidenceTests {
    private func bytes(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
        var generator = SeededGenerator(seed: seed)
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }

    @Test(arguments: StoreKind.all, [0, 1, 65_535, 65_536, 65_537, 200_000])
    func `comes back byte for byte, whole and in any range`(kind: StoreKind, count: Int) throws {
        let store = try TemporaryStore(kind)
        let bytes = bytes(count)
        let id = try store.keep(bytes)
        try store.reopen()
        #expect(try store.journal.readEvidence(id) == bytes)
        var generator = SeededGenerator(seed: UInt64(count))
        for _ in 0..<20 {
            let one = UInt64.random(in: 0...UInt64(count) + 3, using: &generator)
            let other = UInt64.random(in: 0...UInt64(count) + 3, using: &generator)
            let range = min(one, other)..<max(one, other)
            let expected = bytes[min(count, Int(range.lowerBound))..<min(count, Int(range.upperBound))]
            #expect(try store.journal.readEvidence(id, range) == Array(expected))
        }
        let info = try #require(try store.journal.evidenceInfo(id))
        #expect((info.size, info.name, info.mediaType) == (UInt64(count), "file.x12", "application/edi-x12"))
        #expect((info.subject, info.retention, info.recorded) == (.tenant, .claims, .march2025))
    }

    @Test(arguments: StoreKind.all, [0, 65_536, 200_000])
    func `comes with an append, or not at all when that is undone`(kind: StoreKind, count: Int) throws {
        let store = try TemporaryStore(kind)
        let bytes = bytes(count)
        let evidence = NewEvidence(
            bytes: bytes,
            mediaType: "application/edi-x12",
            name: "file.x12",
            subject: .tenant,
            retention: .claims
        )
        let key = UniqueKey(space: 9, index: store.journal.blindIndex(space: 9, [1]))
        let append = { Append(command: .random(), principal: "a", purpose: "b", evidence: [evidence]) }
        var refused = append()
        refused.claiming = [KeyClaim(key: key, target: StreamID(1)), KeyClaim(key: key, target: StreamID(2))]
        #expect(throws: JournalError.self) { try store.journal.append(refused, at: .march2025) }
        #expect(try store.journal.readEvidence(store.journal.evidenceID(of: bytes)) == nil)
        for _ in 0..<2 { _ = try store.journal.append(append(), at: .march2025) }
        try store.reopen()
        #expect(try store.journal.readEvidence(store.journal.evidenceID(of: bytes)) == bytes)
        #expect(try store.count("evidence") == 1)
        var tooLarge = append()
        tooLarge.evidence[0].bytes = [UInt8](repeating: 0, count: NewEvidence.limit + 1)
        #expect(throws: JournalError.tooLarge(what: "piece of evidence", limit: NewEvidence.limit)) {
            try store.journal.append(tooLarge, at: .march2025)
        }
    }

    @Test(arguments: StoreKind.all)
    func `is stored once, under its first name`(kind: StoreKind) throws {
        let store = try TemporaryStore(kind)
        let bytes = bytes(100_000)
        let id = try store.keep(bytes, name: "first")
        #expect(store.journal.evidenceID(of: bytes) == id)
        #expect(try store.keep(bytes, name: "second") == id)
        #expect(try store.keep(Array(bytes.dropLast())) != id)
        #expect(try store.journal.evidenceInfo(id)?.name == "first")
        #expect(try store.count("evidence") == 2)
        #expect(try store.count("evidence_chunk") == 4)
        let elsewhere = try TemporaryStore()
        #expect(elsewhere.journal.evidenceID(of: bytes) != id)
    }

    @Test(arguments: StoreKind.all)
    func `that comes in parts has the address of the whole`(kind: StoreKind) throws {
        let store = try TemporaryStore(kind)
        let bytes = bytes(3_000_000)
        let writer = try store.journal.evidenceWriter(
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
        #expect(try store.journal.readEvidence(store.journal.evidenceID(of: bytes)) == nil)
        let id = try writer.finish()
        #expect(id == store.journal.evidenceID(of: bytes))
        #expect(try store.journal.readEvidence(id) == bytes)
        let again = try store.journal.evidenceWriter(
            mediaType: "text/plain",
            name: "again",
            subject: .tenant,
            retention: .claims,
            at: .march2025
        )
        try again.append(bytes)
        #expect(try again.finish() == id)
        #expect(try store.count("evidence_chunk") == 46)
        #expect(try store.count("evidence_upload") == 0)
    }

    @Test(arguments: StoreKind.all)
    func `that was given up or cut short leaves nothing`(kind: StoreKind) throws {
        let store = try TemporaryStore(kind)
        let make = {
            try store.journal.evidenceWriter(
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
        #expect(try store.count("evidence_chunk") == 0)
        let lost = try make()
        try lost.append(bytes(3_000_000))
        #expect(try store.count("evidence_chunk") > 0)
        if kind == .postgreSQL {
            // Another node may still be storing it, until nothing has come for a day.
            try store.reopen()
            #expect(try store.count("evidence_chunk") > 0)
            try store.tamper("UPDATE evidence_upload SET touched = now() - interval '25 hours'")
        }
        try store.reopen()
        #expect(try store.count("evidence_chunk") == 0)
        #expect(try store.count("evidence_upload") == 0)
        #expect(try store.count("evidence") == 0)
        #expect(throws: JournalError.self, "what was taken for given up is not there in part") { try lost.finish() }
        #expect(try store.count("evidence") == 0)
    }

    @Test(
        arguments: StoreKind.all,
        [
            """
            UPDATE evidence_chunk SET sealed = (SELECT other.sealed FROM evidence_chunk other WHERE other.number = 1)
            WHERE number = 0
            """,
            "DELETE FROM evidence_chunk WHERE number = 1",
            "UPDATE evidence_chunk SET sealed = zeroblob(length(sealed)) WHERE number = 1",
            "UPDATE evidence SET size = size - 1", "UPDATE evidence SET size = size + 65536",
            // To a whole number of chunks, which are all there.
            "UPDATE evidence SET size = 65536", "UPDATE evidence SET size = 0",
        ]
    )
    func `that was changed, moved or cut is refused`(kind: StoreKind, tampering: String) throws {
        let store = try TemporaryStore(kind)
        let id = try store.keep(bytes(100_000))
        try store.tamper(tampering)
        #expect(throws: JournalError.self) { try store.journal.readEvidence(id) }
    }

    @Test(arguments: StoreKind.all, ["size = 1", "media_type = 'text/html'", "recorded = 0", "retention = 2"])
    func `whose record was changed is refused`(kind: StoreKind, change: String) throws {
        let store = try TemporaryStore(kind)
        let id = try store.keep(bytes(10))
        try store.tamper("UPDATE evidence SET \(change)")
        #expect(throws: JournalError.self) { try store.journal.evidenceInfo(id) }
    }

    @Test(arguments: StoreKind.all)
    func `whose record was put in the place of another's is refused`(kind: StoreKind) throws {
        let store = try TemporaryStore(kind)
        let one = try store.keep(bytes(10))
        let other = try store.keep(bytes(20, seed: 2))
        let columns = "body, size, media_type, retention, recorded, data_key, name"
        try store.tamper(
            "UPDATE evidence SET (\(columns)) = (SELECT \(columns) FROM evidence other WHERE other.size = 20) WHERE size = 10"
        )
        #expect(throws: JournalError.self) { try store.journal.readEvidence(one) }
        #expect(try store.journal.readEvidence(other) == bytes(20, seed: 2))
    }

    @Test(arguments: StoreKind.all)
    func `that is not there is nil`(kind: StoreKind) throws {
        let store = try TemporaryStore(kind)
        let id = store.journal.evidenceID(of: [1])
        #expect(try store.journal.readEvidence(id) == nil)
        #expect(try store.journal.evidenceInfo(id) == nil)
        #expect(EvidenceID(bytes: id.bytes) == id)
        #expect(EvidenceID(bytes: [1, 2]) == nil)
    }

    @Test(arguments: StoreKind.all)
    func `whose record is removed is not there any more`(kind: StoreKind) throws {
        let store = try TemporaryStore(kind)
        let id = try store.keep(bytes(10))
        try store.journal.write { tables in try tables.deleteEvidence(id) }
        #expect(try store.journal.evidenceInfo(id) == nil)
        #expect(try store.count("evidence") == 0)
    }
}
