import Foundation
import GRDB
import SeededRandomness
import StoreFailure
import Testing

@testable import Journal

/// Answers each entry of type 1 with entries in one stream that say what it saw.
struct Scribe: Follower {
    let name: String
    let journal: TenantJournal
    var stream = StreamID(900)
    var type: UInt16 = 1
    /// How many reactions an entry gets.
    var count: @Sendable (Entry) throws -> Int = { _ in 1 }

    func wants(_ header: EntryHeader) -> Bool { header.type == type }

    func follow(_ entry: Entry) throws -> [Reaction] {
        let version = try journal.version(of: stream)
        return try (0..<count(entry)).map { number in
            var append = Append.reaction(principal: "service:scribe", purpose: "test")
            let text = "\(entry.header.position) \(entry.text ?? "forgotten")"
            append.writes = [
                StreamWrite(
                    stream: stream,
                    expectedVersion: version + UInt64(number),
                    events: [
                        NewEvent(type: type + 1, schema: 1, subject: .tenant, payload: Array(text.utf8))
                    ]
                )
            ]
            return Reaction("\(name) notes", append)
        }
    }
}

struct Unreadable: Error, CustomStringConvertible {
    let description = "the scribe cannot read this"
}

extension TenantJournal {
    func texts(of stream: StreamID) throws -> [String] { try entries(of: stream).compactMap(\.text) }

    @discardableResult
    func drain(_ followers: any Follower...) throws -> [FollowerState] {
        try drain(followers) { .march2025 }
    }
}

@Suite("A follower")
struct FollowerTests {
    private let store: TemporaryStore
    private var journal: TenantJournal { store.journal }
    private var scribe: Scribe { Scribe(name: "scribe", journal: journal) }
    private static let notes = StreamID(900)

    init() throws { store = try TemporaryStore() }

    @Test
    func `answers each entry once, in order, also of a journal that was closed meanwhile`() throws {
        try journal.append("a", "b", to: StreamID(1), after: 0)
        #expect(try journal.drain(scribe) == [FollowerState(name: "scribe", position: 4, stop: nil)])
        #expect(try journal.drain(scribe).first?.position == 4)
        try store.reopen()
        try journal.append("c", to: StreamID(1), after: 2)
        try journal.drain(scribe)
        #expect(try journal.texts(of: Self.notes) == ["1 a", "2 b", "5 c"])
        let header = try #require(try journal.entries(of: Self.notes).last?.header)
        #expect(header.cause == 5)
        #expect(header.command == CommandID(cause: 5, reaction: "scribe notes", ordinal: 0))
        #expect(try journal.verifyIntegrity().problems == [])
    }

    @Test
    func `that reads everything again appends nothing again, but what has no events`() throws {
        struct Index: Follower {
            let name = "index"
            func wants(_ header: EntryHeader) -> Bool { header.type == 1 }
            func follow(_ entry: Entry) throws -> [Reaction] {
                var append = Append.reaction(principal: "service:index", purpose: "test")
                append.rows = [InlineRow(Int(entry.header.position), group: 1, entry.text ?? "")]
                return [Reaction("index row", append)]
            }
        }
        try journal.append("a", "b", to: StreamID(1), after: 0)
        try journal.drain(scribe, Index())
        let rows = try journal.rows(group: StreamID(1))
        #expect(rows.map(\.text) == ["a", "b"])
        try journal.append(removing: [RowID(table: 1, id: StreamID(2))])
        for name in ["scribe", "index"] { try journal.resetFollower(name) }
        #expect(try journal.followers().map(\.position) == [0, 0])
        try journal.drain(scribe, Index())
        #expect(try journal.texts(of: Self.notes) == ["1 a", "2 b"])
        #expect(try journal.rows(group: StreamID(1)) == rows)
    }

    @Test
    func `of what another follower appended reads until nothing is left`() throws {
        let second = Scribe(name: "second", journal: journal, stream: StreamID(901), type: 2)
        let third = Scribe(name: "third", journal: journal, stream: StreamID(902), type: 3)
        try journal.append("a", to: StreamID(1), after: 0)
        let states = try journal.drain(third, second, scribe)
        #expect(try journal.texts(of: StreamID(902)) == ["3 2 1 a"])
        #expect(states.map(\.position) == [4, 4, 4])
    }

    @Test
    func `stops before what it cannot follow, tells why, and goes on when that is gone`() throws {
        try journal.append("a", "poison", "b", to: StreamID(1), after: 0)
        var careful = scribe
        careful.count = { entry in
            if entry.text == "poison" { throw Unreadable() }
            return 1
        }
        let other = Scribe(name: "other", journal: journal, stream: StreamID(901))
        for _ in 1...2 {
            let states = try journal.drain(careful, other)
            #expect(states[0].position == 1)
            #expect(states[0].stop == FollowerStop(position: 2, reason: Unreadable().description))
            #expect(states[1] == FollowerState(name: "other", position: try journal.head(), stop: nil))
        }
        #expect(try journal.followers().first { $0.name == "scribe" }?.stop?.position == 2)
        #expect(try journal.texts(of: Self.notes) == ["1 a"])
        #expect(try journal.texts(of: StreamID(901)) == ["1 a", "2 poison", "3 b"])
        try journal.drain(scribe)
        #expect(try journal.texts(of: Self.notes) == ["1 a", "2 poison", "3 b"])
        #expect(try journal.followers().first { $0.name == "scribe" }?.stop == nil)
        // The words are sealed: a program may have quoted anything.
        try journal.append("poison", to: StreamID(2), after: 0)
        try journal.drain(careful)
        store.folder.close()
        let words = Data(Unreadable().description.utf8)
        for (name, contents) in try store.files() { #expect(contents.range(of: words) == nil, "\(name)") }
    }

    @Test
    func `stops before an entry that was changed or is missing`() throws {
        try journal.append("a", "b", "c", to: StreamID(1), after: 0)
        try journal.sqlite.transact { db in
            try db.execute(sql: "UPDATE entry SET leaf = zeroblob(32) WHERE position = 2")
        }
        #expect(try journal.drain(scribe).first?.stop?.position == 2)
        try journal.sqlite.transact { db in try db.execute(sql: "DELETE FROM entry WHERE position = 2") }
        let stop = try #require(try journal.drain(scribe).first?.stop)
        #expect(stop.reason?.contains("entry 2 is missing") == true)
        #expect(try journal.texts(of: Self.notes) == ["1 a"])
    }

    @Test
    func `is told of an entry whose key was destroyed, without its content`() throws {
        let events = [NewEvent("a", about: SubjectID(7)), NewEvent("b")]
        try journal.append(writes: [StreamWrite(stream: StreamID(1), expectedVersion: 0, events: events)])
        #expect(try journal.destroyDataKeys(of: SubjectID(7), retention: .claims, year: 2025))
        try journal.drain(scribe)
        #expect(try journal.texts(of: Self.notes) == ["1 forgotten", "2 b"])
    }

    @Test
    func `that stands beyond the end of its journal, because it was changed, does nothing`() throws {
        try journal.append("a", to: StreamID(1), after: 0)
        try journal.drain(scribe)
        try journal.sqlite.transact { db in try db.execute(sql: "UPDATE follower SET position = 70") }
        #expect(try journal.drain(scribe).first?.position == 70)
        #expect(try journal.texts(of: Self.notes) == ["1 a"])
    }

    @Test(arguments: Failure.Kind.allCases)
    func `neither skips nor doubles an entry, wherever it is cut off`(kind: Failure.Kind) throws {
        let seed = UInt64.random(in: .min ... .max)
        print("seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        var counts: [String: Int] = [:]
        for number in 0..<6 { counts["entry \(number)"] = Int.random(in: 0...2, using: &generator) }
        // One entry at least has two reactions, and one none; and there are moments enough.
        counts["entry 0"] = 1
        counts["entry 2"] = 2
        counts["entry 5"] = 1
        counts["entry 4"] = 0
        let wanted = (0..<6).flatMap { number in
            Array(repeating: "\(number + 1) entry \(number)", count: counts["entry \(number)"] ?? 0)
        }
        var moment = 0
        while true {
            moment += 1
            let store = try TemporaryStore()
            for number in 0..<6 { try store.journal.append("entry \(number)", to: StreamID(1), after: UInt64(number)) }
            let failure = Failure(kind, at: moment)
            let journal = try store.journal.failing(failure, in: store.place)
            let run = { (journal: TenantJournal) in
                try journal.drain(
                    Scribe(name: "scribe", journal: journal) { [counts] in counts[$0.text ?? ""] ?? 0 }
                )
            }
            // What ended in the middle throws; it is run again.
            _ = try? run(journal)
            try store.reopen()
            #expect(try run(store.journal).first?.stop == nil)
            let notes = try store.journal.texts(of: Self.notes)
            #expect(notes == wanted, "\(kind) at \(moment), seed \(seed)")
            if failure.touched < moment { break }
        }
        #expect(moment > 4)
    }

    @Test
    func `names what it appends by the place of the cause`() {
        let id = CommandID(cause: 258, reaction: "open case", ordinal: 1)
        #expect(id.description == "3cf19906e6acedb6d74e24e9a4b00387")
        #expect(id != CommandID(cause: 258, reaction: "open case", ordinal: 0))
        #expect(id != CommandID(cause: 257, reaction: "open case", ordinal: 1))
    }

    @Test
    func `gets its place in a journal of format 2`() throws {
        try journal.append("a", to: StreamID(1), after: 0)
        store.folder.close()
        let file = try DatabaseQueue(path: store.tenantPath + "/journal.sqlite")
        try file.write { db in try OlderJournal.make(of: db, format: 2) }
        try file.close()
        try store.reopen()
        #expect(try journal.drain(scribe).first?.position == 2)
        #expect(try journal.verifyIntegrity().problems == [])
    }
}
