import Foundation
import TestDatabases
import Testing

@testable import Journal

@Suite("Two nodes of one PostgreSQL database", .enabled(if: PostgreSQLProcess.programs != nil))
struct NodeTests {
    private let store: TemporaryStore
    private let one: TenantJournal
    private let two: TenantJournal

    init() throws {
        store = try TemporaryStore(.postgreSQL)
        one = store.journal
        two = try store.anotherNode()
    }

    private static func many(_ count: Int, from first: Int) -> [StreamWrite] {
        (first..<first + count).map { number in
            StreamWrite(stream: StreamID(number), expectedVersion: 0, events: [NewEvent("\(number)")])
        }
    }

    @Test
    func `see at once what the other has appended, and refuse what it has overtaken`() throws {
        try one.append("1", to: StreamID(1), after: 0)
        #expect(try two.allEntries().map(\.text) == ["1"])
        try two.append("2", to: StreamID(1), after: 1)
        #expect(throws: JournalError.conflict(stream: StreamID(1), expected: 1, found: 2)) {
            try one.append("2", to: StreamID(1), after: 1)
        }
        let key = UniqueKey(space: 1, index: one.blindIndex(space: 1, [1]))
        try one.append(claiming: [KeyClaim(key: key, target: StreamID(1))])
        #expect(throws: JournalError.keyTaken(index: 0, holder: StreamID(1))) {
            try two.append(claiming: [KeyClaim(key: key, target: StreamID(2))])
        }
    }

    @Test
    func `grow one tree, though each has kept an edge of it`() throws {
        var first = 1
        for count in [3, 300, 1, 255, 256, 257, 40] {
            try one.append(writes: Self.many(count, from: first))
            try two.append(writes: Self.many(count, from: first + count))
            first += 2 * count
        }
        #expect(try one.verifyIntegrity().problems == [])
        #expect(try one.signCheckpoint() == two.signCheckpoint())
    }

    @Test
    func `do not take an edge for one of another history of the same length`() throws {
        try one.append(writes: Self.many(20, from: 1))
        // A standby that lacked the last three entries has taken over, and the other node has gone on.
        let lost = try #require(try one.entries(from: 17, limit: 1).first).leaf
        for table in ["entry", "command"] {
            try store.tamper("DELETE FROM \(table) WHERE \(table == "entry" ? "position > 17" : "true")")
        }
        try store.tamper("UPDATE journal_head SET position = 17, leaf = decode('\(lost)', 'hex') WHERE journal = 1")
        try two.append(writes: Self.many(3, from: 100))
        try one.append("more", to: StreamID(200), after: 0)
        let problems = try one.verifyIntegrity().problems.map(\.what)
        // What is left of the twenty was one command, which was taken away to fit.
        #expect(problems.allSatisfy { $0.contains("command") })
        #expect(try one.signCheckpoint() == two.signCheckpoint())
    }

    @Test
    func `do not write nor sign a journal that has lost what was signed`() throws {
        try one.append(writes: Self.many(20, from: 1))
        _ = try one.signCheckpoint()
        let last = try #require(try one.entries(from: 15, limit: 1).first).leaf
        try store.tamper("DELETE FROM entry WHERE position > 15")
        try store.tamper("UPDATE journal_head SET position = 15, leaf = decode('\(last)', 'hex') WHERE journal = 1")
        #expect(throws: JournalError.otherHistory(signed: 20, found: 15)) { try one.signCheckpoint() }
        try store.reopen()
        let refusal = JournalError.otherHistory(signed: 20, found: 15)
        #expect(throws: refusal) { try store.journal.append("more", to: StreamID(1000), after: 0) }
        #expect(try store.journal.verifyIntegrity().firstWrongEntry == 16)
        _ = try store.accept()
        try store.journal.append("more", to: StreamID(1000), after: 0)
        #expect(try store.journal.head() == 17)
    }

    @Test
    func `append at once without a gap, a lost update or an older signature`() async throws {
        let shared = StreamID(9_999)
        let signed = try await withThrowingTaskGroup(of: [UInt64].self) { group in
            for (number, journal) in [one, two, one, two].enumerated() {
                group.addTask {
                    var sizes: [UInt64] = []
                    for round in 0..<25 {
                        let first = 1 + number * 1_000 + round * 5
                        try journal.append(writes: Self.many(5, from: first))
                        try Self.appendUntilDone("\(number).\(round)", to: shared, of: journal)
                        let note = try journal.signCheckpoint()
                        sizes.append(try Checkpoint(note, signedBy: journal.verifier).head.size)
                    }
                    return sizes
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        // Each node's own signatures grow; the key store has the last of all.
        for sizes in signed { #expect(sizes == sizes.sorted()) }
        #expect(try one.signedHead()?.size == signed.joined().max())
        let entries = try two.allEntries()
        #expect(entries.map(\.header.position) == Array(1...600))
        let texts = try one.entries(of: shared).compactMap(\.text)
        #expect(texts.count == 100)
        for number in 0..<4 {
            #expect(texts.filter { $0.hasPrefix("\(number).") } == (0..<25).map { "\(number).\($0)" })
        }
        #expect(try one.verifyIntegrity().problems == [])
    }

    private static func appendUntilDone(_ text: String, to stream: StreamID, of journal: TenantJournal) throws {
        while true {
            do {
                try journal.append(text, to: stream, after: try journal.version(of: stream))
                return
            } catch JournalError.conflict {
                continue
            }
        }
    }
}
