import Foundation
import GRDB

/// One place where the store is not what it was when it was written.
package struct IntegrityProblem: Hashable, Sendable, CustomStringConvertible {
    /// The entry that it concerns, where it concerns one.
    package let position: Position?
    /// What is wrong, without any patient's data.
    package let what: String

    /// The entry and what is wrong with it.
    package var description: String { position.map { "entry \($0): \(what)" } ?? what }
}

/// What a look at the whole journal found.
package struct IntegrityReport: Hashable, Sendable {
    /// How many entries were looked at.
    package let entries: Int
    /// What is wrong; at most `problemLimit` of it.
    package let problems: [IntegrityProblem]
    /// The version of SQLite that runs.
    package let sqliteVersion: String
    /// What is not wrong but should be known.
    package let warnings: [String]

    /// The greatest number of problems that are listed.
    package static let problemLimit = 100
}

extension TenantJournal {
    /// Looks at the whole journal: the file's structure, that no position is missing, and that each leaf is the hash of its
    /// header and sealed payload.
    ///
    /// No payload is opened. Someone who changes an entry and its leaf together is not found by this.
    ///
    /// - Throws: `JournalError.storage`, `.closed`; what is damaged is in the report.
    /// - Complexity: Reads the whole file.
    package func verifyIntegrity() throws(JournalError) -> IntegrityReport {
        var check = IntegrityCheck()
        do throws(JournalError) {
            let structure = try perform { db in try String.fetchAll(db, sql: "PRAGMA quick_check(20)") }
            for line in structure where line != "ok" { check.note("SQLite: \(line)") }
            while !check.isFull {
                let entries = try perform { [next = check.next] db in try StoredEntry.batch(from: next, in: db) }
                guard !entries.isEmpty else { break }
                for entry in entries { check.look(at: entry) }
            }
            for position in try perform(Self.lastEntriesOfBrokenStreams) {
                check.note("its stream lacks an entry", at: UInt64(position))
            }
            let acknowledged = try perform { db in
                try Int64.fetchOne(db, sql: "SELECT max(first + count) - 1 FROM command") ?? 0
            }
            if acknowledged >= check.next, !check.isFull {
                check.note("entries up to \(acknowledged) were acknowledged and are missing")
            }
        } catch {
            guard case .damaged(let what) = error else { throw error }
            check.note(what)
        }
        let version = try perform { db in try String.fetchOne(db, sql: "SELECT sqlite_version()") ?? "unknown" }
        return IntegrityReport(
            entries: check.entries,
            problems: check.problems,
            sqliteVersion: version,
            warnings: Self.warnings(sqliteVersion: version)
        )
    }

    private static func lastEntriesOfBrokenStreams(in db: Database) throws -> [Int64] {
        try Int64.fetchAll(
            db,
            sql: """
                SELECT max(position) FROM entry GROUP BY stream
                HAVING min(version) <> 1 OR max(version) <> count(*) LIMIT 20
                """
        )
    }

    static func warnings(sqliteVersion: String) -> [String] {
        let numbers = sqliteVersion.split(separator: ".").compactMap { Int($0) }
        guard numbers.lexicographicallyPrecedes([3, 51, 3]) else { return [] }
        return [
            """
            SQLite \(sqliteVersion) can damage a file when two connections fold in its write-ahead log at once (mended in \
            3.51.3). This store uses one connection and locks the file; let no other program open it.
            """
        ]
    }
}

/// An entry as it lies on the disk, with the columns that repeat its header.
private struct StoredEntry {
    var stream: Data
    var version: Int64
    var record: EntryRecord

    static func batch(from position: Position, in db: Database) throws -> [StoredEntry] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT position, header, payload, leaf, stream, version FROM entry WHERE position >= ?
                ORDER BY position LIMIT 1000
                """
        )
        let cursor = try Row.fetchCursor(statement, arguments: [Int64(clamping: position)])
        var entries: [StoredEntry] = []
        while let row = try cursor.next() {
            let record = EntryRecord(position: row[0], header: row[1], payload: row[2], leaf: row[3])
            entries.append(StoredEntry(stream: row[4], version: row[5], record: record))
        }
        return entries
    }
}

/// What was found so far.
private struct IntegrityCheck {
    private(set) var entries = 0
    private(set) var problems: [IntegrityProblem] = []
    private(set) var next: Position = 1

    var isFull: Bool { problems.count >= IntegrityReport.problemLimit }

    mutating func note(_ what: String, at position: Position? = nil) {
        if !isFull { problems.append(IntegrityProblem(position: position, what: what)) }
    }

    mutating func look(at entry: StoredEntry) {
        let position = UInt64(bitPattern: entry.record.position)
        if position != next { note("the entries from \(next) to here are missing", at: position) }
        next = position + 1
        entries += 1
        guard let header = try? entry.record.readHeader() else {
            return note("its header is not the one that was written", at: position)
        }
        if header.stream.blob != entry.stream || header.streamVersion != UInt64(bitPattern: entry.version) {
            note("its header names another place in a stream", at: position)
        }
        if LeafHash(blob: entry.record.leaf) != LeafHash(header: header, sealedPayload: entry.record.payload) {
            note("its leaf is not the hash of its header and sealed payload", at: position)
        }
    }
}
