import Foundation
import GRDB

/// One place where the store is not what it was when it was written.
package struct IntegrityProblem: Hashable, Sendable, CustomStringConvertible {
    /// The entry that it concerns, where it concerns one.
    package let position: Position?
    /// What is wrong, without any patient's data.
    package let what: String

    /// Names what is wrong, with which entry.
    package init(position: Position?, what: String) {
        self.position = position
        self.what = what
    }

    /// The entry and what is wrong with it.
    package var description: String { position.map { "entry \($0): \(what)" } ?? what }
}

/// What a look at the whole journal found.
package struct IntegrityReport: Hashable, Sendable {
    /// How many entries were looked at.
    package let entries: Int
    /// The tree over them.
    package let head: TreeHead
    /// How many checkpoints were compared with it.
    package let checkpoints: Int
    /// What is wrong; at most `problemLimit` of it.
    package let problems: [IntegrityProblem]
    /// The version of SQLite that runs.
    package let sqliteVersion: String
    /// What is not wrong but should be known.
    package let warnings: [String]

    /// The first entry of which something is wrong; `nil` when nothing is, or nothing that concerns one entry.
    package var firstWrongEntry: Position? { problems.compactMap(\.position).min() }

    /// The greatest number of problems that are listed.
    package static let problemLimit = 100
}

extension TenantJournal {
    /// Looks at the whole journal: that no position is missing, that each leaf is the hash of its header and sealed payload, that
    /// the stored tree is the one over the leaves, that every checkpoint is of that tree, and that each command is on record.
    ///
    /// No payload is opened. Someone with the master key who makes everything anew, checkpoints too, is found only by a
    /// checkpoint that was kept elsewhere.
    ///
    /// - Parameters:
    ///   - others: Checkpoints of this journal that were kept elsewhere.
    ///   - structure: Whether to look at the file's structure and indexes too, which takes longer than all else.
    /// - Returns: what was found.
    /// - Throws: `JournalError.storage`, `.closed`; what is damaged is in the report.
    /// - Complexity: Reads every entry.
    package func verifyIntegrity(
        against others: [Checkpoint] = [],
        structure: Bool = true
    ) throws(JournalError) -> IntegrityReport {
        var check = IntegrityCheck()
        do throws(JournalError) {
            try expectCheckpoints(others, in: &check)
            if structure {
                let lines = try perform { db in try String.fetchAll(db, sql: "PRAGMA quick_check(20)") }
                for line in lines where line != "ok" { check.note("SQLite: \(line)") }
            }
            while !check.isFull, try perform({ db in try check.lookAtBatch(in: db) }) {}
            if structure {
                for position in try perform(Self.lastEntriesOfBrokenStreams) {
                    check.note("its stream lacks an entry", at: UInt64(position))
                }
            }
            let acknowledged = try perform { db in
                try Int64.fetchOne(db, sql: "SELECT max(first + count) - 1 FROM command") ?? 0
            }
            if acknowledged >= check.next, !check.isFull {
                check.note("entries from here up to \(acknowledged) were acknowledged and are missing", at: check.next)
            }
            if !check.isFull { try perform { db in try check.finish(in: db) } }
        } catch {
            guard case .damaged(let what) = error else { throw error }
            check.note(what)
        }
        let version = try perform { db in try String.fetchOne(db, sql: "SELECT sqlite_version()") ?? "unknown" }
        return IntegrityReport(
            entries: check.entries,
            head: TreeHead(size: check.edge.size, root: check.edge.root),
            checkpoints: check.checkpoints,
            problems: check.problems,
            sqliteVersion: version,
            warnings: Self.warnings(sqliteVersion: version)
        )
    }

    /// Gathers what the tree must be, as it was signed here and as others kept it.
    private func expectCheckpoints(_ others: [Checkpoint], in check: inout IntegrityCheck) throws(JournalError) {
        for checkpoint in others { check.expect(checkpoint.head, in: "the checkpoint that was given") }
        do throws(JournalError) {
            if let signed = try signedHead() {
                check.expect(signed, in: "the key store")
                if try lastCheckpoint()?.head != signed { check.note("the checkpoint that was signed last is missing") }
            } else if try lastCheckpoint() != nil {
                check.note("the journal was signed, and the key store does not know of it")
            }
        } catch {
            switch error {
            case .damaged(let what), .badProof(let what): check.note(what)
            default: throw error
            }
        }
        let notes = try perform { db in
            try Row.fetchAll(db, sql: "SELECT size, note FROM checkpoint ORDER BY size")
                .map { (size: (try $0.value(0)) as Int64, note: (try $0.value(1)) as String) }
        }
        for (size, note) in notes {
            guard let checkpoint = try? Checkpoint(SignedNote(note), signedBy: verifier),
                checkpoint.head.size == UInt64(bitPattern: size)
            else {
                check.note("the stored checkpoint of \(size) entries is not the one that was signed")
                continue
            }
            check.expect(checkpoint.head, in: "the checkpoint of \(size) entries")
        }
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
