import Foundation
import GRDB

/// Many keys, sorted and packed, which are written by one statement for each space: that costs a third of a statement each.
struct PackedKeys: PreparedRows {
    /// The tables with columns `space`, `value` and `target`.
    enum Table: String {
        case uniqueKey = "unique_key"
        case lookup
    }

    /// The keys of one space, each with its target.
    private struct Space {
        let space: UInt16
        var packed: Data
        var count: Int
    }

    private var spaces: [Space] = []
    private let count: Int

    /// Takes keys that ``SQLiteDatabase`` has prepared.
    init(_ keys: any PreparedRows) {
        guard let keys = keys as? PackedKeys else { preconditionFailure("Rows are written where they were prepared.") }
        self = keys
    }

    /// Packs records.
    init(_ records: [KeyRecord]) {
        count = records.count
        let sorted = records.sorted { ($0.space, $0.index, $0.target) < ($1.space, $1.index, $1.target) }
        var start = 0
        while start < sorted.count {
            let space = sorted[start].space
            var bytes: [UInt8] = []
            bytes.reserveCapacity((sorted.count - start) * 32)
            var end = start
            while end < sorted.count, sorted[end].space == space {
                sorted[end].index.append(to: &bytes)
                sorted[end].target.append(to: &bytes)
                end += 1
            }
            spaces.append(Space(space: space, packed: Data(bytes), count: end - start))
            start = end
        }
    }

    /// Inserts the keys that are not there yet.
    ///
    /// - Returns: Whether all of them were inserted.
    func insert(into table: Table, in db: Database) throws -> Bool {
        let before = db.totalChangesCount
        for space in spaces {
            try Self.statement(for: table, in: db)
                .execute(arguments: [space.packed, Int64(space.count), Int64(space.space)])
        }
        return db.totalChangesCount - before == count
    }

    private static func statement(for table: Table, in db: Database) throws -> Statement {
        try db.cachedStatement(
            sql: """
                WITH RECURSIVE record (number) AS (
                    SELECT 0 UNION ALL SELECT number + 1 FROM record WHERE number + 1 < ?2
                )
                INSERT OR IGNORE INTO \(table.rawValue) (space, value, target)
                SELECT ?3, substr(?1, number * 32 + 1, 16), substr(?1, number * 32 + 17, 16) FROM record
                """
        )
    }
}
