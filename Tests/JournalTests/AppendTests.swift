import SeededRandomness
import Testing

@testable import Journal

@Suite("An append")
struct AppendTests {
    private let store: TemporaryStore
    private var journal: TenantJournal { store.journal }
    private let a = StreamID(1)
    private let b = StreamID(2)

    init() throws { store = try TemporaryStore() }

    @Test
    func `gives positions and versions without a gap, from 1`() throws {
        #expect(try journal.head() == 0)
        #expect(try journal.append("a1", "a2", to: a, after: 0).positions == 1..<3)
        #expect(try journal.append("b1", to: b, after: 0).positions == 3..<4)
        #expect(try journal.append("a3", to: a, after: 2).positions == 4..<5)
        #expect(try journal.head() == 4)
        #expect(try journal.version(of: a) == 3)
        let entries = try journal.allEntries()
        #expect(entries.map(\.text) == ["a1", "a2", "b1", "a3"])
        #expect(entries.map(\.header.position) == [1, 2, 3, 4])
        #expect(entries.map(\.header.streamVersion) == [1, 2, 1, 3])
        #expect(try journal.entries(of: a).map(\.text) == ["a1", "a2", "a3"])
        #expect(try journal.entries(of: a, from: 2, limit: 1).map(\.text) == ["a2"])
        #expect(try journal.entries(from: 3).map(\.text) == ["b1", "a3"])
        #expect(try journal.entries(from: 5).isEmpty)
    }

    @Test
    func `keeps header, subject and payload as they were given`() throws {
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
        _ = try journal.append(append, at: .march2025)
        try store.reopen()
        let entry = try #require(try journal.allEntries().first)
        #expect(entry.payload == [0, 1, 255])
        #expect(entry.subject == patient)
        let header = entry.header
        #expect((header.type, header.schema) == (65_535, 9))
        #expect((header.occurred, header.told, header.recorded) == (event.occurred, event.told, .march2025))
        #expect((header.principal, header.purpose) == ("agent-7", "treatment"))
        #expect((header.command, header.cause, header.retention) == (command, 0, .correspondence))
    }

    @Test(arguments: [1, 3, 9] as [UInt64])
    func `to a stream of another version is refused whole`(expected: UInt64) throws {
        try journal.append("1", "2", to: a, after: 0)
        let index = journal.blindIndex(space: 1, [1])
        #expect(throws: JournalError.conflict(stream: a, expected: expected, found: 2)) {
            try journal.append(
                writes: [
                    StreamWrite(stream: b, expectedVersion: 0, events: [NewEvent("b")]),
                    StreamWrite(stream: a, expectedVersion: expected, events: [NewEvent("a")]),
                ],
                claiming: [KeyClaim(key: UniqueKey(space: 1, index: index), target: b)],
                lookups: [Lookup(space: 1, index: index, target: b)],
                rows: [InlineRow(1, group: 1, "row")]
            )
        }
        #expect(try journal.head() == 2)
        #expect(try journal.version(of: b) == 0)
        #expect(try journal.claimed(UniqueKey(space: 1, index: index)) == nil)
        #expect(try journal.lookup(space: 1, index).isEmpty)
        #expect(try journal.row(table: 1, id: StreamID(1)) == nil)
    }

    @Test
    func `to a stream that is not new, as if it were, is refused whole`() throws {
        try journal.append("1", "2", to: a, after: 0)
        #expect(throws: JournalError.conflict(stream: a, expected: 0, found: 2)) {
            try journal.append(writes: [
                StreamWrite(stream: b, expectedVersion: 0, events: [NewEvent("b")]),
                StreamWrite(stream: a, expectedVersion: 0, events: [NewEvent("a"), NewEvent("a")]),
            ])
        }
        #expect(try journal.head() == 2)
        #expect(try journal.version(of: b) == 0)
    }

    @Test
    func `without events still checks the version`() throws {
        #expect(throws: JournalError.conflict(stream: a, expected: 1, found: 0)) {
            try journal.append(writes: [StreamWrite(stream: a, expectedVersion: 1, events: [])])
        }
        #expect(try journal.append(writes: [StreamWrite(stream: a, expectedVersion: 0, events: [])]).positions == 1..<1)
        try journal.append("1", to: a, after: 0)
        #expect(throws: JournalError.conflict(stream: a, expected: 0, found: 1)) {
            try journal.append(writes: [StreamWrite(stream: a, expectedVersion: 0, events: [])])
        }
    }

    @Test
    func `names each stream once`() throws {
        #expect(throws: JournalError.duplicateStream(a)) {
            try journal.append(writes: [
                StreamWrite(stream: a, expectedVersion: 0, events: [NewEvent("1")]),
                StreamWrite(stream: a, expectedVersion: 1, events: [NewEvent("2")]),
            ])
        }
        #expect(try journal.head() == 0)
    }

    @Test
    func `is refused when an asserted stream has moved`() throws {
        try journal.append("policy", to: a, after: 0)
        let write = StreamWrite(stream: b, expectedVersion: 0, events: [NewEvent("approved")])
        #expect(throws: JournalError.conflict(stream: a, expected: 0, found: 1)) {
            try journal.append(writes: [write], asserting: [a: 0])
        }
        #expect(throws: JournalError.conflict(stream: StreamID(9), expected: 1, found: 0)) {
            try journal.append(writes: [write], asserting: [a: 1, StreamID(9): 1])
        }
        #expect(try journal.head() == 1)
        try journal.append(writes: [write], asserting: [a: 1, StreamID(9): 0])
        #expect(try journal.version(of: b) == 1)
    }

    @Test
    func `takes a unique key once, for whomever it is`() throws {
        let keys = (0..<3).map { UniqueKey(space: UInt16($0), index: journal.blindIndex(space: 0, [7])) }
        try journal.append(claiming: [KeyClaim(key: keys[1], target: a)])
        #expect(try journal.claimed(keys[1]) == a)
        #expect(try journal.claimed(keys[0]) == nil)
        for target in [a, b] {
            #expect(throws: JournalError.keyTaken(index: 1, holder: a)) {
                try journal.append(
                    writes: [StreamWrite(stream: b, expectedVersion: 0, events: [NewEvent("b")])],
                    claiming: [KeyClaim(key: keys[0], target: b), KeyClaim(key: keys[1], target: target)]
                )
            }
        }
        #expect(throws: JournalError.keyTaken(index: 2, holder: b)) {
            try journal.append(claiming: [
                KeyClaim(key: keys[2], target: b), KeyClaim(key: keys[0], target: a), KeyClaim(key: keys[2], target: a),
            ])
        }
        #expect(try journal.claimed(keys[0]) == nil)
        #expect(try journal.claimed(keys[2]) == nil)
        #expect(try journal.head() == 0)
    }

    @Test
    func `of a command that has run changes nothing and gives the first receipt`() throws {
        let command = CommandID.random()
        try journal.append("x", to: b, after: 0)
        #expect(try journal.receipt(of: command) == nil)
        let write = StreamWrite(stream: a, expectedVersion: 0, events: [NewEvent("1"), NewEvent("2")])
        let first = try journal.append(command, writes: [write])
        #expect(first == AppendReceipt(outcome: .appended, positions: 2..<4))
        try store.reopen()
        let second = try journal.append(
            command,
            writes: [write],
            asserting: [b: 17],
            rows: [InlineRow(1, group: 1, "r")]
        )
        #expect(second == AppendReceipt(outcome: .alreadyDone, positions: 2..<4))
        #expect(try journal.receipt(of: command) == second)
        #expect(try journal.head() == 3)
        #expect(try journal.rows(table: 1).isEmpty)
    }

    @Test
    func `refuses what is too large`() throws {
        let long = String(repeating: "é", count: 128)
        #expect(throws: JournalError.tooLarge(what: "principal", limit: 255)) {
            try journal.append(Append(command: .random(), principal: long, purpose: ""), at: .march2025)
        }
        #expect(throws: JournalError.tooLarge(what: "purpose", limit: 255)) {
            try journal.append(Append(command: .random(), principal: "", purpose: long), at: .march2025)
        }
        let huge = NewEvent(type: 1, schema: 1, subject: .tenant, payload: Array(repeating: 0, count: 16 << 20 | 1))
        #expect(throws: JournalError.tooLarge(what: "payload of an event", limit: 16 << 20)) {
            try journal.append(writes: [StreamWrite(stream: a, expectedVersion: 0, events: [huge])])
        }
        #expect(try journal.head() == 0)
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
