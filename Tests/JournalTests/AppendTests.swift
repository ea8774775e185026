import SeededRandomness
import TestDatabases
import Testing

@testable import Journal

@Suite("An append")
struct AppendTests {
    private let a = StreamID(1)
    private let b = StreamID(2)

    @Test(arguments: StoreKind.all)
    func `gives positions and versions without a gap, from 1`(kind: StoreKind) throws {
        let store = try TemporaryStore(kind)
        #expect(try store.journal.head() == 0)
        #expect(try store.journal.append("a1", "a2", to: a, after: 0).positions == 1..<3)
        #expect(try store.journal.append("b1", to: b, after: 0).positions == 3..<4)
        #expect(try store.journal.append("a3", to: a, after: 2).positions == 4..<5)
        #expect(try store.journal.head() == 4)
        #expect(try store.journal.version(of: a) == 3)
        let entries = try store.journal.allEntries()
        #expect(entries.map(\.text) == ["a1", "a2", "b1", "a3"])
        #expect(entries.map(\.header.position) == [1, 2, 3, 4])
        #expect(entries.map(\.header.streamVersion) == [1, 2, 1, 3])
        #expect(try store.journal.entries(of: a).map(\.text) == ["a1", "a2", "a3"])
        #expect(try store.journal.entries(of: a, from: 2, limit: 1).map(\.text) == ["a2"])
        #expect(try store.journal.entries(from: 3).map(\.text) == ["b1", "a3"])
        #expect(try store.journal.entries(from: 5).isEmpty)
    }

    @Test(arguments: StoreKind.all)
    func `keeps header, subject and payload as they were given`(kind: StoreKind) throws {
        let store = try TemporaryStore(kind)
        let patient = SubjectID.random()
        let event = NewEvent(
            type: 65_535,
            schema: 9,
            occurred: Timestamp(microsecondsSince1970: -5),
            told: Timestamp(microsecondsSince1970: 6),
            subject: patient,
            retention: .correspondence,
            payload: [0, 1, 255]
        )
        let command = CommandID.random()
        let append = Append(
            command: command,
            principal: "agent-7",
            purpose: "treatment",
            cause: 0,
            writes: [StreamWrite(stream: a, expectedVersion: 0, events: [event])]
        )
        _ = try store.journal.append(append, at: .march2025)
        try store.reopen()
        let entry = try #require(try store.journal.allEntries().first)
        #expect(entry.payload == [0, 1, 255])
        #expect(entry.subject == patient)
        let header = entry.header
        #expect((header.type, header.schema) == (65_535, 9))
        #expect((header.occurred, header.told, header.recorded) == (event.occurred, event.told, .march2025))
        #expect((header.principal, header.purpose) == ("agent-7", "treatment"))
        #expect((header.command, header.cause, header.retention) == (command, 0, .correspondence))
    }

    @Test(arguments: StoreKind.all, [1, 3, 9] as [UInt64])
    func `to a stream of another version is refused whole`(kind: StoreKind, expected: UInt64) throws {
        let store = try TemporaryStore(kind)
        try store.journal.append("1", "2", to: a, after: 0)
        let index = store.journal.blindIndex(space: 1, [1])
        #expect(throws: JournalError.conflict(stream: a, expected: expected, found: 2)) {
            try store.journal.append(
                writes: [
                    StreamWrite(stream: b, expectedVersion: 0, events: [NewEvent("b")]),
                    StreamWrite(stream: a, expectedVersion: expected, events: [NewEvent("a")]),
                ],
                claiming: [KeyClaim(key: UniqueKey(space: 1, index: index), target: b)],
                lookups: [Lookup(space: 1, index: index, target: b)],
                rows: [InlineRow(1, group: 1, "row")]
            )
        }
        #expect(try store.journal.head() == 2)
        #expect(try store.journal.version(of: b) == 0)
        #expect(try store.journal.claimed(UniqueKey(space: 1, index: index)) == nil)
        #expect(try store.journal.lookup(space: 1, index).isEmpty)
        #expect(try store.journal.row(table: 1, id: StreamID(1)) == nil)
    }

    @Test(arguments: StoreKind.all)
    func `to a stream that is not new, as if it were, is refused whole`(kind: StoreKind) throws {
        let store = try TemporaryStore(kind)
        try store.journal.append("1", "2", to: a, after: 0)
        #expect(throws: JournalError.conflict(stream: a, expected: 0, found: 2)) {
            try store.journal.append(writes: [
                StreamWrite(stream: b, expectedVersion: 0, events: [NewEvent("b")]),
                StreamWrite(stream: a, expectedVersion: 0, events: [NewEvent("a"), NewEvent("a")]),
            ])
        }
        #expect(try store.journal.head() == 2)
        #expect(try store.journal.version(of: b) == 0)
    }

    @Test(arguments: StoreKind.all)
    func `without events still checks the version`(kind: StoreKind) throws {
        let store = try TemporaryStore(kind)
        #expect(throws: JournalError.conflict(stream: a, expected: 1, found: 0)) {
            try store.journal.append(writes: [StreamWrite(stream: a, expectedVersion: 1, events: [])])
        }
        #expect(
            try store.journal.append(writes: [StreamWrite(stream: a, expectedVersion: 0, events: [])]).positions
                == 1..<1
        )
        try store.journal.append("1", to: a, after: 0)
        #expect(throws: JournalError.conflict(stream: a, expected: 0, found: 1)) {
            try store.journal.append(writes: [StreamWrite(stream: a, expectedVersion: 0, events: [])])
        }
    }

    @Test(arguments: StoreKind.all)
    func `names each stream once`(kind: StoreKind) throws {
        let store = try TemporaryStore(kind)
        #expect(throws: JournalError.duplicateStream(a)) {
            try store.journal.append(writes: [
                StreamWrite(stream: a, expectedVersion: 0, events: [NewEvent("1")]),
                StreamWrite(stream: a, expectedVersion: 1, events: [NewEvent("2")]),
            ])
        }
        #expect(try store.journal.head() == 0)
    }

    @Test(arguments: StoreKind.all)
    func `is refused when an asserted stream has moved`(kind: StoreKind) throws {
        let store = try TemporaryStore(kind)
        try store.journal.append("policy", to: a, after: 0)
        let write = StreamWrite(stream: b, expectedVersion: 0, events: [NewEvent("approved")])
        #expect(throws: JournalError.conflict(stream: a, expected: 0, found: 1)) {
            try store.journal.append(writes: [write], asserting: [a: 0])
        }
        #expect(throws: JournalError.conflict(stream: StreamID(9), expected: 1, found: 0)) {
            try store.journal.append(writes: [write], asserting: [a: 1, StreamID(9): 1])
        }
        #expect(try store.journal.head() == 1)
        try store.journal.append(writes: [write], asserting: [a: 1, StreamID(9): 0])
        #expect(try store.journal.version(of: b) == 1)
    }

    @Test(arguments: StoreKind.all)
    func `takes a unique key once, for whomever it is`(kind: StoreKind) throws {
        let store = try TemporaryStore(kind)
        let keys = (0..<3).map { UniqueKey(space: UInt16($0), index: store.journal.blindIndex(space: 0, [7])) }
        try store.journal.append(claiming: [KeyClaim(key: keys[1], target: a)])
        #expect(try store.journal.claimed(keys[1]) == a)
        #expect(try store.journal.claimed(keys[0]) == nil)
        for target in [a, b] {
            #expect(throws: JournalError.keyTaken(index: 1, holder: a)) {
                try store.journal.append(
                    writes: [StreamWrite(stream: b, expectedVersion: 0, events: [NewEvent("b")])],
                    claiming: [KeyClaim(key: keys[0], target: b), KeyClaim(key: keys[1], target: target)]
                )
            }
        }
        #expect(throws: JournalError.keyTaken(index: 2, holder: b)) {
            try store.journal.append(claiming: [
                KeyClaim(key: keys[2], target: b), KeyClaim(key: keys[0], target: a), KeyClaim(key: keys[2], target: a),
            ])
        }
        #expect(try store.journal.claimed(keys[0]) == nil)
        #expect(try store.journal.claimed(keys[2]) == nil)
        #expect(try store.journal.head() == 0)
    }

    @Test(arguments: StoreKind.all)
    func `of a command that has run changes nothing and gives the first receipt`(kind: StoreKind) throws {
        let store = try TemporaryStore(kind)
        let command = CommandID.random()
        try store.journal.append("x", to: b, after: 0)
        #expect(try store.journal.receipt(of: command) == nil)
        let write = StreamWrite(stream: a, expectedVersion: 0, events: [NewEvent("1"), NewEvent("2")])
        let first = try store.journal.append(command, writes: [write])
        #expect(first == AppendReceipt(outcome: .appended, positions: 2..<4))
        try store.reopen()
        let second = try store.journal.append(
            command,
            writes: [write],
            asserting: [b: 17],
            rows: [InlineRow(1, group: 1, "r")]
        )
        #expect(second == AppendReceipt(outcome: .alreadyDone, positions: 2..<4))
        #expect(try store.journal.receipt(of: command) == second)
        #expect(try store.journal.head() == 3)
        #expect(try store.journal.rows(table: 1).isEmpty)
    }

    @Test(arguments: StoreKind.all)
    func `refuses what is too large`(kind: StoreKind) throws {
        let store = try TemporaryStore(kind)
        let long = String(repeating: "é", count: 128)
        #expect(throws: JournalError.tooLarge(what: "principal", limit: 255)) {
            try store.journal.append(Append(command: .random(), principal: long, purpose: ""), at: .march2025)
        }
        #expect(throws: JournalError.tooLarge(what: "purpose", limit: 255)) {
            try store.journal.append(Append(command: .random(), principal: "p", purpose: long), at: .march2025)
        }
        let huge = NewEvent(type: 1, schema: 1, subject: .tenant, payload: Array(repeating: 0, count: 16 << 20 | 1))
        #expect(throws: JournalError.tooLarge(what: "payload of an event", limit: 16 << 20)) {
            try store.journal.append(writes: [StreamWrite(stream: a, expectedVersion: 0, events: [huge])])
        }
        #expect(try store.journal.head() == 0)
    }

    @Test(arguments: StoreKind.all)
    func `refuses what nobody does`(kind: StoreKind) throws {
        let store = try TemporaryStore(kind)
        let event = NewEvent(type: 1, schema: 1, subject: .tenant, payload: [1])
        let write = StreamWrite(stream: a, expectedVersion: 0, events: [event])
        let append = Append(command: .random(), principal: "", purpose: "test", writes: [write])
        #expect(throws: JournalError.noPrincipal) { try store.journal.append(append, at: .march2025) }
        #expect(try store.journal.head() == 0)
    }

    @Test
    func `an identifier that begins with its time sorts by it`() {
        var generator = SeededGenerator(seed: 1)
        let early = (0..<50).map { _ in StreamID.random(at: .march2025, using: &generator) }
        let later = Timestamp(microsecondsSince1970: Timestamp.march2025.microsecondsSince1970 + 1000)
        let late = (0..<50).map { _ in StreamID.random(at: later, using: &generator) }
        #expect(Set(early + late).count == 100)
        #expect(early.max().flatMap { most in late.min().map { most < $0 } } == true)
    }
}
