import Testing

@testable import Journal

@Suite("Rows and lookups")
struct RowTests {
    private let store: TemporaryStore
    private var journal: TenantJournal { store.journal }

    init() throws { store = try TemporaryStore() }

    @Test
    func `a row is replaced by table and id`() throws {
        try journal.append(rows: [InlineRow(1, group: 1, "old"), InlineRow(table: 2, 1, group: 1, "other")])
        try journal.append(rows: [InlineRow(1, group: 5, "older"), InlineRow(1, group: 4, "new")])
        let row = try #require(try journal.row(table: 1, id: StreamID(1)))
        #expect((row.text, row.group, row.subject, row.evolveVersion) == ("new", StreamID(4), .tenant, 1))
        #expect(try journal.row(table: 2, id: StreamID(1))?.text == "other")
        #expect(try journal.row(table: 3, id: StreamID(1)) == nil)
    }

    @Test
    func `rows of a table come by id, in batches that lose nothing`() throws {
        try journal.append(rows: [5, 3, 9, 1].map { InlineRow($0, group: 10 - $0, "\($0)") })
        try journal.append(rows: [InlineRow(table: 2, 2, group: 1, "other")])
        let first = try journal.rows(table: 1, limit: 2)
        #expect(first.map(\.text) == ["1", "3"])
        #expect(try journal.rows(table: 1, after: first.last?.id, limit: 5).map(\.text) == ["5", "9"])
        #expect(try journal.rows(table: 1, after: StreamID(9)).isEmpty)
    }

    @Test(arguments: 1...5)
    func `rows group by group come in one order, whatever the batch`(limit: Int) throws {
        try journal.append(rows: [
            InlineRow(table: 2, 1, group: 7, "721"), InlineRow(table: 1, 9, group: 7, "719"),
            InlineRow(3, group: 8, "813"),
            InlineRow(table: 1, 2, group: 7, "712"), InlineRow(table: 3, 1, group: 2, "231"),
        ])
        var texts: [String?] = []
        var cursor: GroupCursor?
        while case let batch = try journal.rowsByGroup(after: cursor, limit: limit), let last = batch.last {
            texts += batch.map(\.text)
            cursor = last.cursor
        }
        #expect(texts == ["231", "712", "719", "721", "813"])
        #expect(try journal.rows(group: StreamID(7)).map(\.text) == ["712", "719", "721"])
    }

    @Test
    func `regrouping moves rows of every table, in order, before rows are written and removed`() throws {
        try journal.append(rows: [
            InlineRow(1, group: 1, "a"), InlineRow(table: 2, 2, group: 2, "b"), InlineRow(3, group: 3, "c"),
        ])
        try journal.append(
            regroup: [Regroup(from: StreamID(1), to: StreamID(2)), Regroup(from: StreamID(2), to: StreamID(3))],
            rows: [InlineRow(4, group: 1, "d")],
            removing: [RowID(table: 1, id: StreamID(3)), RowID(table: 9, id: StreamID(3))]
        )
        #expect(try journal.rows(group: StreamID(3)).map(\.text) == ["a", "b"])
        #expect(try journal.rows(group: StreamID(1)).map(\.text) == ["d"])
        #expect(try journal.rows(group: StreamID(2)).isEmpty)
    }

    @Test
    func `a lookup finds all its targets once, by id`() throws {
        let index = journal.blindIndex(space: 1, [1])
        let other = journal.blindIndex(space: 1, [2])
        try journal.append(lookups: [9, 2].map { Lookup(space: 1, index: index, target: StreamID($0)) })
        try journal.append(lookups: [
            Lookup(space: 1, index: index, target: StreamID(2)), Lookup(space: 1, index: index, target: StreamID(5)),
            Lookup(space: 2, index: index, target: StreamID(7)), Lookup(space: 1, index: other, target: StreamID(8)),
            Lookup(space: 1, index: index, target: StreamID(5)),
        ])
        #expect(try journal.lookup(space: 1, index) == [StreamID(2), StreamID(5), StreamID(9)])
        #expect(try journal.lookup(space: 2, index) == [StreamID(7)])
        #expect(try journal.lookup(space: 2, other).isEmpty)
    }

    @Test
    func `what is derived can be dropped and made again; entries, keys and evidence stay`() throws {
        let index = journal.blindIndex(space: 1, [1])
        let key = UniqueKey(space: 1, index: index)
        let evidence = try journal.storeEvidence(
            [1, 2],
            mediaType: "text/plain",
            name: "n",
            subject: .tenant,
            retention: .claims,
            at: .march2025
        )
        let rows = [InlineRow(1, group: 1, "a"), InlineRow(2, group: 1, "b")]
        let lookups = [Lookup(space: 1, index: index, target: StreamID(1))]
        try journal.append(
            writes: [StreamWrite(stream: StreamID(1), expectedVersion: 0, events: [NewEvent("e")])],
            claiming: [KeyClaim(key: key, target: StreamID(1))],
            lookups: lookups,
            rows: rows
        )
        let before = try journal.rowsByGroup()
        try journal.dropDerived()
        #expect(try journal.rowsByGroup().isEmpty)
        #expect(try journal.lookup(space: 1, index).isEmpty)
        #expect(try journal.allEntries().map(\.text) == ["e"])
        #expect(try journal.claimed(key) == StreamID(1))
        #expect(try journal.readEvidence(evidence) == [1, 2])
        try journal.writeDerived(rows: rows.map { DerivedRow(row: $0, recorded: .march2025) }, lookups: lookups)
        try journal.writeDerived(rows: rows.map { DerivedRow(row: $0, recorded: .march2025) }, lookups: lookups)
        #expect(try journal.rowsByGroup() == before)
        #expect(try journal.lookup(space: 1, index) == [StreamID(1)])
    }
}
