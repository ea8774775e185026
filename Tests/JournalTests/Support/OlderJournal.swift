import GRDB

@testable import Journal

/// Makes of a journal's file the one that an earlier version would have made.
enum OlderJournal {
    static func make(of db: Database, format: Int) throws {
        try db.execute(sql: "DROP TABLE follower; DROP TABLE job; DROP TABLE job_token")
        if format == 1 { try db.execute(sql: "DROP TABLE tile; DROP TABLE checkpoint") }
        try db.execute(sql: "PRAGMA user_version = \(format)")
    }
}
