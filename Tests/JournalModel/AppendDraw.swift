package import Journal
package import SeededRandomness

/// Draws appends of every kind, with wrong ones among them.
package struct AppendDraw {
    package var generator: SeededGenerator
    private let indexes: [BlindIndex]
    private var count = 0

    /// A draw for a journal, whose blind indexes are those of its tenant.
    package init(generator: SeededGenerator, journal: TenantJournal) {
        self.generator = generator
        indexes = Self.indexes(of: journal)
    }

    /// The blind indexes that are drawn from.
    package static func indexes(of journal: TenantJournal) -> [BlindIndex] {
        (0...40 as ClosedRange<UInt8>).map { journal.blindIndex(space: 1, [$0]) }
    }

    /// The streams, groups and row names that are drawn from.
    package static let streams = (1...6).map { StreamID(UInt128($0)) }
    /// The subjects that events are about; 0 is nobody.
    package static let subjects = 0...3

    private mutating func stream() -> StreamID {
        StreamID(UInt128(Int.random(in: 1...6, using: &generator)))
    }

    private mutating func key() -> UniqueKey {
        UniqueKey(
            space: UInt16.random(in: 1...2, using: &generator),
            index: indexes[Int.random(in: 0...40, using: &generator)]
        )
    }

    private mutating func some<Value>(_ most: Int, _ make: (inout AppendDraw) -> Value) -> [Value] {
        (0..<Int.random(in: 0...most, using: &generator)).map { _ in make(&self) }
    }

    private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &generator) < percent }

    /// An append that the model's journal may take or must refuse.
    package mutating func append(after model: JournalModel) -> Append {
        count += 1
        let commands = model.commands.keys.sorted()
        let repeated = chance(10) ? commands.randomElement(using: &generator) : nil
        var append = Append(command: repeated ?? CommandID.random(using: &generator), principal: "p", purpose: "q")
        append.writes = some(3) { draw in draw.write(after: model) }
        if chance(20) {
            let asserted = stream()
            append.asserting[asserted] = model.version(of: asserted) + (chance(30) ? 1 : 0)
        }
        if chance(60) { append.claiming = some(2) { draw in KeyClaim(key: draw.key(), target: draw.stream()) } }
        append.lookups = some(3) { draw in Lookup(space: 1, index: draw.key().index, target: draw.stream()) }
        append.regroup = some(1) { draw in Regroup(from: draw.stream(), to: draw.stream()) }
        append.rows = some(3) { draw in draw.row() }
        append.removing = some(1) { draw in
            RowID(table: .random(in: 1...2, using: &draw.generator), id: draw.stream())
        }
        return append
    }

    /// An append that makes jobs, and decides about dead letters where there are any.
    ///
    /// - Parameters:
    ///   - model: The journal that it is for.
    ///   - now: The time of day.
    /// - Returns: What the model's journal may take or must refuse.
    package mutating func work(after model: JournalModel, at now: Timestamp) -> Append {
        var append = append(after: model)
        append.jobs = some(2) { draw in
            NewJob(
                kind: .random(in: 1...3, using: &draw.generator),
                notBefore: now.advanced(by: .seconds(Int.random(in: -5...30, using: &draw.generator))),
                attemptLimit: .random(in: 1...3, using: &draw.generator),
                subject: SubjectID(UInt128(Int.random(in: Self.subjects, using: &draw.generator))),
                payload: Array("j\(draw.count)".utf8)
            )
        }
        let jobs = model.jobs.rows.sorted { $0.key < $1.key }
        let dead = jobs.filter(\.value.isDead)
        if let (id, _) = (chance(90) ? dead : jobs).randomElement(using: &generator) {
            append.deadLetters = [chance(60) ? .retry(id, from: now) : .discard(id)]
        }
        return append
    }

    private mutating func write(after model: JournalModel) -> StreamWrite {
        let stream = stream()
        let wrong = chance(8) ? UInt64.random(in: 0...3, using: &generator) : 0
        let subject = SubjectID(UInt128(Int.random(in: Self.subjects, using: &generator)))
        let events = some(3) { draw in
            NewEvent(
                type: 1,
                schema: 1,
                subject: subject,
                payload: Array("e\(draw.count).\(UInt8.random(in: 0...9, using: &draw.generator))".utf8)
            )
        }
        return StreamWrite(
            stream: stream,
            expectedVersion: wrong > 0 ? wrong - 1 : model.version(of: stream),
            events: events
        )
    }

    private mutating func row() -> InlineRow {
        InlineRow(
            table: .random(in: 1...2, using: &generator),
            id: StreamID(UInt128(Int.random(in: 1...8, using: &generator))),
            group: stream(),
            evolveVersion: 1,
            subject: .tenant,
            payload: Array("r\(count)".utf8)
        )
    }
}
