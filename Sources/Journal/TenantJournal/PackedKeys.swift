import Foundation
import GRDB

/// Writes many keys of one space by one statement, in order, which costs a third of a statement for each.
enum PackedKeys {
    /// A blind index and what it leads to.
    struct Record {
        var space: UInt16
        var index: BlindIndex
        var target: StreamID

        init(_ claim: KeyClaim) {
            space = claim.key.space
            index = claim.key.index
            target = claim.target
        }

        init(_ lookup: Lookup) {
            space = lookup.space
            index = lookup.index
            target = lookup.target
        }
    }

    /// The tables with columns `space`, `value` and `target`.
    enum Table: String {
        case uniqueKey = "unique_key"
        case lookup
    }

    /// Inserts the records that are not there yet.
    ///
    /// - Returns: Whether all of them were inserted.
    static func insert(_ records: [Record], into table: Table, in db: Database) throws -> Bool {
        guard !records.isEmpty else { return true }
        let sorted = records.sorted { ($0.space, $0.index, $0.target) < ($1.space, $1.index, $1.target) }
        let before = db.totalChangesCount
        var start = 0
        while start < sorted.count {
            let space = sorted[start].space
            var packed = Data(capacity: (sorted.count - start) * 32)
            var end = start
            while end < sorted.count, sorted[end].space == space {
                packed.append(contentsOf: sorted[end].index.bytes)
                packed.append(contentsOf: sorted[end].target.bytes)
                end += 1
            }
            try statement(for: table, in: db).execute(arguments: [packed, Int64(end - start), Int64(space)])
            start = end
        }
        return db.totalChangesCount - before == records.count
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
