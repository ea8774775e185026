import SeededRandomness
import Testing

@testable import Journal

/// The journal's rules in dictionaries, without disk, keys or ciphertext.
private struct Model {
    struct Event: Hashable {
        var stream: StreamID
        var version: UInt64
        var text: String
    }

    var events: [Event] = []
    var commands: [CommandID: Range<Position>] = [:]
    var keys: [UniqueKey: StreamID] = [:]
    var lookups: Set<Lookup> = []
    var rows: [RowID: (group: StreamID, text: String)] = [:]

    func version(of stream: StreamID) -> UInt64 { UInt64(events.count { $0.stream == stream }) }

    mutating func append(_ append: Append) throws(JournalError) -> AppendReceipt {
        if let positions = commands[append.command] {
            return AppendReceipt(outcome: .alreadyDone, positions: positions)
        }
        var next = self
        for (stream, expected) in append.asserting.sorted(by: { $0.key < $1.key })
        where next.version(of: stream) != expected {
            throw .conflict(stream: stream, expected: expected, found: next.version(of: stream))
        }
        var written: Set<StreamID> = []
        for write in append.writes where !written.insert(write.stream).inserted { throw .duplicateStream(write.stream) }
        // Streams that get events and are said to be new are found out last.
        let isFoundLast: (StreamWrite) -> Bool = { $0.expectedVersion == 0 && !$0.events.isEmpty }
        let order = append.writes.filter { !isFoundLast($0) } + append.writes.filter(isFoundLast)
        for write in order where next.version(of: write.stream) != write.expectedVersion {
            let found = next.version(of: write.stream)
            throw .conflict(stream: write.stream, expected: write.expectedVersion, found: found)
        }
        for write in append.writes {
            for event in write.events {
                let version = next.version(of: write.stream) + 1
                let text = String(decoding: event.payload, as: UTF8.self)
                next.events.append(Event(stream: write.stream, version: version, text: text))
            }
        }
        for (index, claim) in append.claiming.enumerated() {
            if let holder = next.keys[claim.key] { throw .keyTaken(index: index, holder: holder) }
            next.keys[claim.key] = claim.target
        }
        next.lookups.formUnion(append.lookups)
        next.derive(append)
        let positions = Position(events.count + 1)..<Position(next.events.count + 1)
        next.commands[append.command] = positions
        self = next
        return AppendReceipt(outcome: .appended, positions: positions)
    }

    private mutating func derive(_ append: Append) {
        for move in append.regroup {
            for id in rows.keys where rows[id]?.group == move.from { rows[id]?.group = move.to }
        }
        for row in append.rows {
            let text = String(decoding: row.payload, as: UTF8.self)
            rows[RowID(table: row.table, id: row.id)] = (row.group, text)
        }
        for id in append.removing { rows[id] = nil }
    }

    var rowsByGroup: [String] {
        rows.sorted { ($0.value.group, $0.key.table, $0.key.id) < ($1.value.group, $1.key.table, $1.key.id) }
            .map { "\($0.value.group) \($0.key.table) \($0.key.id) \($0.value.text)" }
    }
}

@Suite("The journal beside its model")
struct ModelTests {
    private struct Draw {
        var generator: SeededGenerator
        let journal: TenantJournal
        var count = 0

        mutating func stream() -> StreamID { StreamID(Int.random(in: 1...6, using: &generator)) }

        mutating func key() -> UniqueKey {
            let space = UInt16.random(in: 1...2, using: &generator)
            return UniqueKey(
                space: space,
                index: journal.blindIndex(space: 1, [UInt8.random(in: 0...40, using: &generator)])
            )
        }

        mutating func some<Value>(_ most: Int, _ make: (inout Draw) -> Value) -> [Value] {
            (0..<Int.random(in: 0...most, using: &generator)).map { _ in make(&self) }
        }

        mutating func append(_ model: Model) -> Append {
            count += 1
            let commands = model.commands.keys.sorted()
            let repeated = generator.chance(10) ? commands.randomElement(using: &generator) : nil
            var append = Append(
                command: repeated ?? CommandID.random(using: &generator),
                principal: "p",
                purpose: "q"
            )
            append.writes = some(3) { draw in
                let stream = draw.stream()
                let wrong = draw.generator.chance(8) ? UInt64.random(in: 0...3, using: &draw.generator) : 0
                let subject = SubjectID(UInt128.random(in: 0...3, using: &draw.generator))
                let texts = draw.some(3) { draw in "e\(draw.count).\(UInt8.random(in: 0...9, using: &draw.generator))" }
                return StreamWrite(
                    stream: stream,
                    expectedVersion: wrong > 0 ? wrong - 1 : model.version(of: stream),
                    events: texts.map { NewEvent($0, about: subject) }
                )
            }
            if generator.chance(20) {
                let asserted = stream()
                append.asserting[asserted] = model.version(of: asserted) + (generator.chance(30) ? 1 : 0)
            }
            if generator.chance(60) {
                append.claiming = some(2) { draw in KeyClaim(key: draw.key(), target: draw.stream()) }
            }
            append.lookups = some(3) { draw in
                Lookup(space: 1, index: draw.key().index, target: draw.stream())
            }
            append.regroup = some(1) { draw in Regroup(from: draw.stream(), to: draw.stream()) }
            append.rows = some(3) { draw in
                InlineRow(
                    table: .random(in: 1...2, using: &draw.generator),
                    .random(in: 1...8, using: &draw.generator),
                    group: .random(in: 1...6, using: &draw.generator),
                    "r\(draw.count)"
                )
            }
            append.removing = some(1) { draw in
                RowID(table: .random(in: 1...2, using: &draw.generator), id: draw.stream())
            }
            return append
        }
    }

    private func compare(_ journal: TenantJournal, with model: Model, index: (UInt8) -> BlindIndex) throws {
        let entries = try journal.allEntries().map {
            Model.Event(stream: $0.header.stream, version: $0.header.streamVersion, text: $0.text ?? "")
        }
        #expect(entries == model.events)
        for stream in (1...7).map({ StreamID($0) }) {
            #expect(try journal.version(of: stream) == model.version(of: stream))
            #expect(
                try journal.entries(of: stream).compactMap(\.text)
                    == model.events.filter { $0.stream == stream }.map(\.text)
            )
            let group = model.rowsByGroup.filter { $0.hasPrefix("\(stream) ") }
            #expect(try journal.rows(group: stream).map(Self.line) == group)
        }
        for value in 0...40 as ClosedRange<UInt8> {
            for space in 1...2 as ClosedRange<UInt16> {
                let key = UniqueKey(space: space, index: index(value))
                #expect(try journal.claimed(key) == model.keys[key])
            }
            let found = model.lookups.filter { $0.index == index(value) }.map(\.target).sorted()
            #expect(try journal.lookup(space: 1, index(value)) == found)
        }
        #expect(try journal.rowsByGroup().map(Self.line) == model.rowsByGroup)
        for (command, positions) in model.commands {
            #expect(try journal.receipt(of: command) == AppendReceipt(outcome: .alreadyDone, positions: positions))
        }
        #expect(try journal.verifyIntegrity().problems == [])
    }

    private static func line(_ row: StoredRow) -> String { "\(row.group) \(row.table) \(row.id) \(row.text ?? "")" }

    @Test(arguments: StoreKind.all)
    func `any sequence of appends has the same receipts, refusals and contents`(kind: StoreKind) throws {
        let seed = UInt64.random(in: .min ... .max)
        print("seed \(seed)")
        let store = try TemporaryStore(kind)
        var draw = Draw(generator: SeededGenerator(seed: seed), journal: store.journal)
        let indexes = (0...40 as ClosedRange<UInt8>).map { store.journal.blindIndex(space: 1, [$0]) }
        var model = Model()
        var outcomes: [String: Int] = [:]
        for round in 1...300 {
            let append = draw.append(model)
            let expected = Result { () throws(JournalError) in try model.append(append) }
            let found = Result { () throws(JournalError) in try store.journal.append(append, at: .march2025) }
            #expect(found == expected, "round \(round) of seed \(seed)")
            outcomes[Self.kind(expected), default: 0] += 1
            if round.isMultiple(of: 100) {
                try store.reopen()
                try compare(store.journal, with: model) { indexes[Int($0)] }
            }
        }
        // A run in which a kind of outcome never comes would not try the rule behind it.
        for kind in ["appended", "alreadyDone", "conflict", "keyTaken", "duplicateStream"] {
            #expect(outcomes[kind, default: 0] > 0, "no \(kind) with seed \(seed)")
        }
    }

    private static func kind(_ result: Result<AppendReceipt, JournalError>) -> String {
        switch result {
        case .success(let receipt): "\(receipt.outcome)"
        case .failure(.conflict): "conflict"
        case .failure(.keyTaken): "keyTaken"
        case .failure(.duplicateStream): "duplicateStream"
        case .failure: "other"
        }
    }

    @Test(arguments: StoreKind.all)
    func `threads that append at once lose nothing and leave no gap`(kind: StoreKind) async throws {
        let store = try TemporaryStore(kind)
        let journal = store.journal
        let shared = StreamID(99)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for worker in 0..<8 {
                group.addTask {
                    for number in 0..<20 {
                        try journal.append("\(number)", to: StreamID(worker), after: UInt64(number))
                        try Self.appendUntilDone("\(worker).\(number)", to: shared, of: journal)
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try journal.head() == 320)
        #expect(try journal.version(of: shared) == 160)
        #expect(Set(try journal.entries(of: shared).map(\.text)).count == 160)
        #expect(try journal.verifyIntegrity().problems == [])
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
