import Foundation
import GRDB
import SeededRandomness
import TestDatabases
import Testing

@testable import Journal

extension TemporaryStore {
    /// Appends entries until there are `count`, numbered by their positions.
    func grow(to count: Int) throws {
        let first = Int(try journal.head()) + 1
        guard first <= count else { return }
        for start in stride(from: first, through: count, by: 97) {
            try journal.append(
                writes: (start..<min(start + 97, count + 1)).map { number in
                    StreamWrite(stream: StreamID(number), expectedVersion: 0, events: [NewEvent("entry \(number)")])
                }
            )
        }
    }

    /// Signs the journal as it is.
    func checkpoint() throws -> Checkpoint {
        try Checkpoint(try journal.signCheckpoint(), signedBy: journal.verifier)
    }

    /// Takes the journal as it is, though another was signed.
    func accept() throws(JournalError) -> SignedNote {
        let write = StreamWrite(stream: StreamID(999), expectedVersion: 0, events: [NewEvent("accepted")])
        let append = Append(command: .random(), principal: "tester", purpose: "test", writes: [write])
        return try journal.accept(history: append, at: .march2025)
    }
}

@Suite("What a journal signs of itself")
struct CheckpointTests {
    private let files = FileManager.default

    @Test(arguments: StoreKind.all)
    func `grows, and each is the beginning of the next`(kind: StoreKind) throws {
        let store = try TemporaryStore(kind)
        let seed = UInt64.random(in: .min ... .max)
        print("seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        var checkpoints = [try store.checkpoint()]
        for _ in 0..<12 {
            try store.grow(to: Int(try store.journal.head()) + Int.random(in: 1...200, using: &generator))
            if generator.next() % 3 == 0 { try store.reopen() }
            checkpoints.append(try store.checkpoint())
        }
        for (place, new) in checkpoints.enumerated() {
            for old in checkpoints[...place] {
                let proof = try store.journal.consistencyProof(from: old, to: new)
                #expect(proof.proves(old.head.root, isBeginningOf: new.head.root))
            }
        }
        #expect(
            try store.journal.signCheckpoint() == store.journal.signCheckpoint(),
            "nothing came, so nothing new is signed"
        )
        let report = try store.journal.verifyIntegrity(against: checkpoints)
        #expect(report.problems == [])
        #expect(report.head == checkpoints.last?.head)
        #expect(report.checkpoints == checkpoints.count + 2)
    }

    @Test(arguments: StoreKind.all)
    func `is signed by many threads at once, and what is remembered is the last`(kind: StoreKind) async throws {
        let store = try TemporaryStore(kind)
        let journal = store.journal
        try await withThrowingTaskGroup(of: Void.self) { group in
            for thread in 1...4 {
                group.addTask {
                    for number in 1...25 {
                        try journal.append("one", to: StreamID(thread * 1000 + number), after: 0)
                        _ = try journal.signCheckpoint()
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try journal.signedHead() == store.checkpoint().head)
        #expect(try store.checkpoint().head.size == 100)
        #expect(try journal.verifyIntegrity().problems == [])
    }

    @Test(arguments: StoreKind.all)
    func `proves every entry to whoever has the public key`(kind: StoreKind) throws {
        let store = try TemporaryStore(kind)
        try store.grow(to: 300)
        let key = try NoteVerifier("\(store.journal.verifier)")
        for position in [1, 2, 255, 256, 257, 299, 300] as [Position] {
            let proof = try store.journal.proof(of: position).description
            let header = try EntryProof.check(proof, with: key)
            #expect(header.position == position)
            #expect(header.stream == StreamID(Int(position)))
        }
        #expect(throws: JournalError.self) { try store.journal.proof(of: 0) }
        #expect(throws: JournalError.self) { try store.journal.proof(of: 301) }
    }

    @Test(arguments: StoreKind.all)
    func `a proof of which any character is another proves nothing, or the same`(kind: StoreKind) throws {
        let store = try TemporaryStore(kind)
        try store.grow(to: 11)
        let key = store.journal.verifier
        let proof = try store.journal.proof(of: 7).description
        let header = try EntryProof.check(proof, with: key)
        let scalars = Array(proof.unicodeScalars)
        for place in scalars.indices {
            for other in ["A", "9", "\n", "+"] as [Unicode.Scalar] where other != scalars[place] {
                var changed = scalars
                changed[place] = other
                var text = String.UnicodeScalarView()
                text.append(contentsOf: changed)
                guard let found = try? EntryProof.check(String(text), with: key) else { continue }
                #expect(found == header, "character \(place) as \(other)")
            }
        }
    }

    @Test
    func `a store put back to an older state is not written to and not signed`() throws {
        let store = try TemporaryStore()
        try store.grow(to: 40)
        _ = try store.journal.signCheckpoint()
        store.folder.close()
        let path = store.tenantPath + "/journal.sqlite"
        let older = try #require(files.contents(atPath: path))
        try store.reopen()
        try store.grow(to: 60)
        let kept = try store.checkpoint()
        store.folder.close()
        try older.write(to: URL(fileURLWithPath: path))
        try store.reopen()
        let refusal = JournalError.otherHistory(signed: 60, found: 40)
        #expect(throws: refusal) { try store.journal.append("more", to: StreamID(1000), after: 0) }
        #expect(throws: refusal) { try store.journal.signCheckpoint() }
        #expect(try store.journal.entries(from: 1).count == 40, "it can still be read")
        #expect(try store.journal.differsFromSigned())
        #expect(try store.journal.verifyIntegrity().firstWrongEntry == 41)
        let note = try store.accept()
        #expect(try Checkpoint(note, signedBy: store.journal.verifier).head.size == 41)
        try store.journal.append("more", to: StreamID(1000), after: 0)
        try store.reopen()
        #expect(try !store.journal.differsFromSigned())
        #expect(try store.journal.verifyIntegrity().problems == [])
        // But nobody who kept the newer checkpoint is deceived.
        try store.grow(to: 80)
        #expect(try !store.journal.verifyIntegrity(against: [kept]).problems.isEmpty)
    }

    @Test
    func `another history of the same length is not signed`() throws {
        let store = try TemporaryStore()
        try store.grow(to: 30)
        store.folder.close()
        let path = store.tenantPath + "/journal.sqlite"
        let older = try #require(files.contents(atPath: path))
        try store.reopen()
        try store.journal.append("one history", to: StreamID(100), after: 0)
        _ = try store.journal.signCheckpoint()
        store.folder.close()
        try older.write(to: URL(fileURLWithPath: path))
        // The keys forget what was signed, so that the other history can be written at all.
        let keys = try DatabaseQueue(path: store.tenantPath + "/keys.sqlite")
        let sealed = try keys.write { db in
            let sealed = try Data.fetchOne(db, sql: "SELECT sealed FROM signed_head")
            try db.execute(sql: "DELETE FROM signed_head")
            return sealed
        }
        try keys.close()
        try store.reopen()
        try store.journal.append("another history", to: StreamID(100), after: 0)
        store.folder.close()
        let again = try DatabaseQueue(path: store.tenantPath + "/keys.sqlite")
        try again.write { db in
            try db.execute(
                sql: "INSERT INTO signed_head (journal, sealed, generation) VALUES (1, ?, 1)",
                arguments: [sealed]
            )
        }
        try again.close()
        try store.reopen()
        #expect(throws: JournalError.otherHistory(signed: 31, found: 31)) { try store.journal.signCheckpoint() }
        #expect(try store.journal.verifyIntegrity().firstWrongEntry != nil)
    }

    @Test
    func `a key store that has forgotten what was signed does not sign what a journal says was`() throws {
        let store = try TemporaryStore()
        try store.grow(to: 5)
        _ = try store.journal.signCheckpoint()
        store.folder.close()
        let keys = try DatabaseQueue(path: store.tenantPath + "/keys.sqlite")
        try keys.write { db in try db.execute(sql: "DELETE FROM signed_head") }
        try keys.close()
        try store.reopen()
        #expect(throws: JournalError.otherHistory(signed: 5, found: 5)) { try store.journal.signCheckpoint() }
        #expect(try !store.journal.verifyIntegrity().problems.isEmpty)
    }

    @Test
    func `a store of format 1 gets its tree when it is opened`() throws {
        let store = try TemporaryStore()
        try store.grow(to: 700)
        let before = try store.journal.verifyIntegrity().head
        store.folder.close()
        try OlderKeys.make(of: store, format: 1)
        let file = try DatabaseQueue(path: store.tenantPath + "/journal.sqlite")
        try file.write { db in
            try OlderJournal.make(of: db, format: 1)
        }
        try file.close()
        try store.reopen()
        let report = try store.journal.verifyIntegrity()
        #expect(report.problems == [])
        #expect(report.head == before)
        #expect(try store.checkpoint().head == before)
        try store.grow(to: 800)
        #expect(try store.journal.verifyIntegrity().problems == [])
    }

    @Test(arguments: StoreKind.all)
    func `an export is checked with the public key alone, and grows`(kind: StoreKind) throws {
        let store = try TemporaryStore(kind)
        let folder = store.place + "/export"
        try store.grow(to: 300)
        _ = try store.journal.exportProofs(to: folder)
        let key = try NoteVerifier("\(store.journal.verifier)")
        #expect(try ExportedLog(folder: folder, key: key).verify() == [])
        let old = try store.checkpoint()
        try store.grow(to: 600)
        _ = try store.journal.exportProofs(to: folder)
        let log = try ExportedLog(folder: folder, key: key)
        #expect(log.verify(against: [old]) == [])
        #expect(try log.proof(of: 300).description == store.journal.proof(of: 300).description)
        let proof = try log.consistencyProof(from: old, to: log.checkpoint)
        #expect(proof.proves(old.head.root, isBeginningOf: log.checkpoint.head.root))
        let paths =
            TileID.all(size: 600).map { $0.tile.path(width: $0.width) }
            + (0..<3).map { TileID.entriesPath(number: $0, width: $0 < 2 ? 256 : 88) }
        for path in paths {
            let place = "\(folder)/\(path)"
            let whole = try #require(files.contents(atPath: place))
            for offset in stride(from: 0, to: whole.count, by: max(1, whole.count / 7)) {
                var broken = whole
                broken[offset] ^= 4
                try broken.write(to: URL(fileURLWithPath: place))
                #expect(!log.verify().isEmpty, "\(path), byte \(offset)")
            }
            try whole.prefix(whole.count - 1).write(to: URL(fileURLWithPath: place))
            #expect(!log.verify().isEmpty, "\(path) cut short")
            try files.removeItem(atPath: place)
            #expect(!log.verify().isEmpty, "\(path) missing")
            try whole.write(to: URL(fileURLWithPath: place))
        }
        #expect(log.verify() == [])
    }
}
