import Foundation
import GRDB

/// The peer of the ingest: rows of 600 random bytes in the same kind of store, with no work done on them.
///
/// One writer, WAL, `synchronous=FULL`, exclusive lock, 1,000 rows a commit, an integer key and no other index: the
/// settings of the journal's own files.
struct BareRows {
    static let rowBytes = 600
    static let rowsPerCommit = 1_000

    private let rows: [Data]

    /// A thousand rows of random bytes; every commit writes them anew.
    init() {
        rows = (0..<Self.rowsPerCommit).map { _ in
            Data((0..<Self.rowBytes).map { _ in UInt8.random(in: .min ... .max) })
        }
    }

    /// Writes rows into a new file and gives how many a second there were.
    func rate(commits: Int, folder: String) throws -> Double {
        let path = "\(folder)/bare.sqlite"
        for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
        var configuration = Configuration()
        configuration.prepareDatabase { db in
            for setting in ["locking_mode = EXCLUSIVE", "journal_mode = WAL", "synchronous = FULL"] {
                try db.execute(sql: "PRAGMA \(setting)")
            }
        }
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        let (mode, level) = try queue.write { db in
            try db.execute(sql: "CREATE TABLE bare (id INTEGER PRIMARY KEY, body BLOB NOT NULL)")
            return (
                try String.fetchOne(db, sql: "PRAGMA journal_mode"), try Int.fetchOne(db, sql: "PRAGMA synchronous")
            )
        }
        guard mode == "wal", level == 2 else { throw BenchError("SQLite did not take the settings of the store.") }
        let watch = Stopwatch()
        var id: Int64 = 0
        for _ in 0..<commits {
            try queue.write { db in
                let statement = try db.cachedStatement(sql: "INSERT INTO bare (id, body) VALUES (?, ?)")
                for row in rows {
                    id += 1
                    try statement.execute(arguments: [id, row])
                }
            }
        }
        let rate = Double(id) / watch.wallSeconds
        try queue.close()
        return rate
    }
}
