import Foundation
import GRDB
import SeededRandomness
import Testing

@testable import Journal

@Suite("What a journal signs of itself")
struct CheckpointTests {
    private let store: TemporaryStore
    private var journal: TenantJournal { store.journal }
    private let files = FileManager.default

    init() throws { store = try TemporaryStore() }

    private func grow(to count: Int) throws {
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

    private func checkpoint() throws -> Checkpoint {
        try Checkpoint(try journal.signCheckpoint(), signedBy: journal.verifier)
    }

    @Test
    func `grows, and each is the beginning of the next`() throws {
        let seed = UInt64.random(in: .min ... .max)
        print("seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        var checkpoints = [try checkpoint()]
        for _ in 0..<12 {
            try grow(to: Int(try journal.head()) + Int.random(in: 1...200, using: &generator))
            if generator.next() % 3 == 0 { try store.reopen() }
            checkpoints.append(try checkpoint())
        }
        for (place, new) in checkpoints.enumerated() {
            for old in checkpoints[...place] {
                let proof = try journal.consistencyProof(from: old, to: new)
                #expect(proof.proves(old.head.root, isBeginningOf: new.head.root))
            }
        }
        #expect(try journal.signCheckpoint() == journal.signCheckpoint(), "nothing came, so nothing new is signed")
        let report = try journal.verifyIntegrity(against: checkpoints)
        #expect(report.problems == [])
        #expect(report.head == checkpoints.last?.head)
        #expect(report.checkpoints == checkpoints.count + 2)
    }

    @Test
    func `is signed by many threads at once, and what is remembered is the last`() async throws {
        let journal = journal
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
        #expect(try journal.signedHead() == checkpoint().head)
        #expect(try checkpoint().head.size == 100)
        #expect(try journal.verifyIntegrity().problems == [])
    }

    @Test
    func `proves every entry to whoever has the public key`() throws {
        try grow(to: 300)
        let key = try NoteVerifier("\(journal.verifier)")
        for position in [1, 2, 255, 256, 257, 299, 300] as [Position] {
            let proof = try journal.proof(of: position).description
            let header = try EntryProof.check(proof, with: key)
            #expect(header.position == position)
            #expect(header.stream == StreamID(Int(position)))
        }
        #expect(throws: JournalError.self) { try journal.proof(of: 0) }
        #expect(throws: JournalError.self) { try journal.proof(of: 301) }
    }

    @Test
    func `a proof of which any character is another proves nothing, or the same`() throws {
        try grow(to: 11)
        let key = journal.verifier
        let proof = try journal.proof(of: 7).description
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
        try grow(to: 40)
        _ = try journal.signCheckpoint()
        store.folder.close()
        let path = store.tenantPath + "/journal.sqlite"
        let older = try #require(files.contents(atPath: path))
        try store.reopen()
        try grow(to: 60)
        let kept = try checkpoint()
        store.folder.close()
        try older.write(to: URL(fileURLWithPath: path))
        try store.reopen()
        let refusal = JournalError.otherHistory(signed: 60, found: 40)
        #expect(throws: refusal) { try journal.append("more", to: StreamID(1000), after: 0) }
        #expect(throws: refusal) { try journal.signCheckpoint() }
        #expect(try journal.entries(from: 1).count == 40, "it can still be read")
        #expect(try journal.differsFromSigned())
        #expect(try journal.verifyIntegrity().firstWrongEntry == 41)
        let note = try accept()
        #expect(try Checkpoint(note, signedBy: journal.verifier).head.size == 41)
        try journal.append("more", to: StreamID(1000), after: 0)
        try store.reopen()
        #expect(try !journal.differsFromSigned())
        #expect(try journal.verifyIntegrity().problems == [])
        // But nobody who kept the newer checkpoint is deceived.
        try grow(to: 80)
        #expect(try !journal.verifyIntegrity(against: [kept]).problems.isEmpty)
    }

    private func accept() throws(JournalError) -> SignedNote {
        let write = StreamWrite(stream: StreamID(999), expectedVersion: 0, events: [NewEvent("accepted")])
        let append = Append(command: .random(), principal: "tester", purpose: "test", writes: [write])
        return try journal.accept(history: append, at: .march2025)
    }

    @Test
    func `another history of the same length is not signed`() throws {
        try grow(to: 30)
        store.folder.close()
        let path = store.tenantPath + "/journal.sqlite"
        let older = try #require(files.contents(atPath: path))
        try store.reopen()
        try journal.append("one history", to: StreamID(100), after: 0)
        _ = try journal.signCheckpoint()
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
        try journal.append("another history", to: StreamID(100), after: 0)
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
        #expect(throws: JournalError.otherHistory(signed: 31, found: 31)) { try journal.signCheckpoint() }
        #expect(try journal.verifyIntegrity().firstWrongEntry != nil)
    }

    @Test
    func `a key store that has forgotten what was signed does not sign what a journal says was`() throws {
        try grow(to: 5)
        _ = try journal.signCheckpoint()
        store.folder.close()
        let keys = try DatabaseQueue(path: store.tenantPath + "/keys.sqlite")
        try keys.write { db in try db.execute(sql: "DELETE FROM signed_head") }
        try keys.close()
        try store.reopen()
        #expect(throws: JournalError.otherHistory(signed: 5, found: 5)) { try journal.signCheckpoint() }
        #expect(try !journal.verifyIntegrity().problems.isEmpty)
    }

    @Test
    func `a store of format 1 gets its tree when it is opened`() throws {
        try grow(to: 700)
        let before = try journal.verifyIntegrity().head
        store.folder.close()
        try OlderKeys.make(of: store, format: 1)
        let file = try DatabaseQueue(path: store.tenantPath + "/journal.sqlite")
        try file.write { db in
            try OlderJournal.make(of: db, format: 1)
        }
        try file.close()
        try store.reopen()
        let report = try journal.verifyIntegrity()
        #expect(report.problems == [])
        #expect(report.head == before)
        #expect(try checkpoint().head == before)
        try grow(to: 800)
        #expect(try journal.verifyIntegrity().problems == [])
    }

    @Test
    func `an export is checked with the public key alone, and grows`() throws {
        let folder = store.place + "/export"
        try grow(to: 300)
        _ = try journal.exportProofs(to: folder)
        let key = try NoteVerifier("\(journal.verifier)")
        #expect(try ExportedLog(folder: folder, key: key).verify() == [])
        let old = try checkpoint()
        try grow(to: 600)
        _ = try journal.exportProofs(to: folder)
        let log = try ExportedLog(folder: folder, key: key)
        #expect(log.verify(against: [old]) == [])
        #expect(try log.proof(of: 300).description == journal.proof(of: 300).description)
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
