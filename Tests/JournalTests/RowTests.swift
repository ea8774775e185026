import TestDatabases
import Testing

@testable import Journal

@Suite("Rows and lookups")
struct RowTests {
    @Test(arguments: StoreKind.all)
    func `a row is replaced by table and id`(kind: StoreKind) throws {
        let store = try TemporaryStore(kind)
        try store.journal.append(rows: [InlineRow(1, group: 1, "old"), InlineRow(table: 2, 1, group: 1, "other")])
        try store.journal.append(rows: [InlineRow(1, group: 5, "older"), InlineRow(1, group: 4, "new")])
        let row = try #require(try store.journal.row(table: 1, id: StreamID(1)))
        #expect((row.text, row.group, row.subject, row.evolveVersion) == ("new", StreamID(4), .tenant, 1))
        #expect(try store.journal.row(table: 2, id: StreamID(1))?.text == "other")
        #expect(try store.journal.row(table: 3, id: StreamID(1)) == nil)
    }

    @Test(arguments: StoreKind.all)
    func `rows of a table come by id, in batches that lose nothing`(kind: StoreKind) throws {
        let store = try TemporaryStore(kind)
        try store.journal.append(rows: [5, 3, 9, 1].map { InlineRow($0, group: 10 - $0, "\($0)") })
        try store.journal.append(rows: [InlineRow(table: 2, 2, group: 1, "other")])
        let first = try store.journal.rows(table: 1, limit: 2)
        #expect(first.map(\.text) == ["1", "3"])
        #expect(try store.journal.rows(table: 1, after: first.last?.id, limit: 5).map(\.text) == ["5", "9"])
        #expect(try store.journal.rows(table: 1, after: StreamID(9)).isEmpty)
    }

    @Test(arguments: StoreKind.all, 1...5)
    func `rows group by group come in one order, whatever the batch`(kind: StoreKind, limit: Int) throws {
        let store = try TemporaryStore(kind)
        try store.journal.append(rows: [
            InlineRow(table: 2, 1, group: 7, "721"), InlineRow(table: 1, 9, group: 7, "719"),
            InlineRow(3, group: 8, "813"),
            InlineRow(table: 1, 2, group: 7, "712"), InlineRow(table: 3, 1, group: 2, "231"),
        ])
        var texts: [String?] = []
        var cursor: GroupCursor?
        while case let batch = try store.journal.rowsByGroup(after: cursor, limit: limit), let last = batch.last {
            texts += batch.map(\.text)
            cursor = last.cursor
        }
        #expect(texts == ["231", "712", "719", "721", "813"])
        #expect(try store.journal.rows(group: StreamID(7)).map(\.text) == ["712", "719", "721"])
    }

    @Test(arguments: StoreKind.all)
    func `regrouping moves rows of every table, in order, before rows are written and removed`(kind: StoreKind) throws {
        let store = try TemporaryStore(kind)
        try store.journal.append(rows: [
            InlineRow(1, group: 1, "a"), InlineRow(table: 2, 2, group: 2, "b"), InlineRow(3, group: 3, "c"),
        ])
        try store.journal.append(
            regroup: [Regroup(from: StreamID(1), to: StreamID(2)), Regroup(from: StreamID(2), to: StreamID(3))],
            rows: [InlineRow(4, group: 1, "d")],
            removing: [RowID(table: 1, id: StreamID(3)), RowID(table: 9, id: StreamID(3))]
        )
        #expect(try store.journal.rows(group: StreamID(3)).map(\.text) == ["a", "b"])
        #expect(try store.journal.rows(group: StreamID(1)).map(\.text) == ["d"])
        #expect(try store.journal.rows(group: StreamID(2)).isEmpty)
    }

    @Test(arguments: StoreKind.all)
    func `a lookup finds all its targets once, by id`(kind: StoreKind) throws {
        let store = try TemporaryStore(kind)
        let index = store.journal.blindIndex(space: 1, [1])
        let other = store.journal.blindIndex(space: 1, [2])
        try store.journal.append(lookups: [9, 2].map { Lookup(space: 1, index: index, target: StreamID($0)) })
        try store.journal.append(lookups: [
            Lookup(space: 1, index: index, target: StreamID(2)), Lookup(space: 1, index: index, target: StreamID(5)),
            Lookup(space: 2, index: index, target: StreamID(7)), Lookup(space: 1, index: other, target: StreamID(8)),
            Lookup(space: 1, index: index, target: StreamID(5)),
        ])
        #expect(try store.journal.lookup(space: 1, index) == [StreamID(2), StreamID(5), StreamID(9)])
        #expect(try store.journal.lookup(space: 2, index) == [StreamID(7)])
        #expect(try store.journal.lookup(space: 2, other).isEmpty)
    }

    @Test(arguments: StoreKind.all)
    func `what is derived can be dropped and made again; entries, keys and evidence stay`(kind: StoreKind) throws {
        let store = try TemporaryStore(kind)
        let index = store.journal.blindIndex(space: 1, [1])
        let key = UniqueKey(space: 1, index: index)
        let evidence = try store.journal.storeEvidence(
            [1, 2],
            mediaType: "text/plain",
            name: "n",
            subject: .tenant,
            retention: .claims,
            at: .march2025
        )
        let rows = [InlineRow(1, group: 1, "a"), InlineRow(2, group: 1, "b")]
        let lookups = [Lookup(space: 1, index: index, target: StreamID(1))]
        try store.journal.append(
            writes: [StreamWrite(stream: StreamID(1), expectedVersion: 0, events: [NewEvent("e")])],
            claiming: [KeyClaim(key: key, target: StreamID(1))],
            lookups: lookups,
            rows: rows
        )
        let before = try store.journal.rowsByGroup()
        try store.journal.dropDerived()
        #expect(try store.journal.rowsByGroup().isEmpty)
        #expect(try store.journal.lookup(space: 1, index).isEmpty)
        #expect(try store.journal.allEntries().map(\.text) == ["e"])
        #expect(try store.journal.claimed(key) == StreamID(1))
        #expect(try store.journal.readEvidence(evidence) == [1, 2])
        try store.journal.writeDerived(rows: rows.map { DerivedRow(row: $0, recorded: .march2025) }, lookups: lookups)
        try store.journal.writeDerived(rows: rows.map { DerivedRow(row: $0, recorded: .march2025) }, lookups: lookups)
        #expect(try store.journal.rowsByGroup() == before)
        #expect(try store.journal.lookup(space: 1, index) == [StreamID(1)])
    }

    @Test(arguments: StoreKind.all)
    func `keys and lookups that lead to a stream can be removed, and no others`(kind: StoreKind) throws {
        let store = try TemporaryStore(kind)
        let keys = (1...3).map { UniqueKey(space: 1, index: store.journal.blindIndex(space: 1, [$0])) }
        let targets = [StreamID(1), StreamID(2), StreamID(1)]
        try store.journal.append(
            claiming: zip(keys, targets).map { KeyClaim(key: $0, target: $1) },
            lookups: zip(keys, targets).map { Lookup(space: 2, index: $0.index, target: $1) }
        )
        try store.journal.write { tables in try tables.removeKeys(leadingTo: [StreamID(1), StreamID(9)]) }
        #expect(try store.journal.claimed(keys) == [nil, StreamID(2), nil])
        #expect(try store.journal.lookups(keys.map { (2, $0.index) }) == [[], [StreamID(2)], []])
    }
}
