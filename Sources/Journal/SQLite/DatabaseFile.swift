import Foundation
import GRDB

/// A kind of SQLite file that the store keeps, and how one is opened: by one connection, which has it for itself.
///
/// The lock is SQLite's exclusive one: a second program that opens the file is refused, which also keeps away the fault that
/// SQLite before 3.51.3 has when two connections fold in one write-ahead log.
enum DatabaseFile {
    case journal
    case keys

    /// Opens the file at `path`, which must exist and be of this kind.
    func open(at path: String) throws(JournalError) -> DatabaseQueue {
        guard FileManager.default.fileExists(atPath: path) else {
            throw .damaged("the file \(URL(fileURLWithPath: path).lastPathComponent) is missing")
        }
        let queue = try connect(to: path)
        do {
            try queue.read { db in
                let application = try Int.fetchOne(db, sql: "PRAGMA application_id")
                guard application == applicationID else {
                    throw JournalError.damaged(
                        "\(URL(fileURLWithPath: path).lastPathComponent) is not a file of this store"
                    )
                }
                let format = try Self.format(of: db)
                guard format <= self.format else {
                    throw JournalError.tooNew(found: format, supported: self.format)
                }
            }
            return queue
        } catch {
            throw JournalError(error)
        }
    }

    /// Makes the file at `path` with its tables.
    func create(at path: String) throws(JournalError) -> DatabaseQueue {
        do {
            guard try PrivateFile.create(at: path) else { throw JournalError.alreadyExists(path: path) }
            let queue = try connect(to: path)
            try queue.write { db in
                try db.execute(sql: "PRAGMA application_id = \(applicationID)")
                try db.execute(sql: "PRAGMA user_version = \(format)")
                try db.execute(sql: schema)
            }
            return queue
        } catch {
            throw JournalError(error)
        }
    }

    /// The format of an open file.
    static func format(of db: Database) throws -> Int { try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0 }

    /// Brings a journal's file from a format to the next, wholly or not at all; one of another format stays as it is.
    static func upgrade(
        _ connection: SQLiteConnection,
        from format: Int,
        adding schema: String,
        _ fill: (Database) throws -> Void = { _ in }
    ) throws {
        try connection.write { db in
            guard try self.format(of: db) == format else { return }
            try db.execute(sql: schema)
            try fill(db)
            try db.execute(sql: "PRAGMA user_version = \(format + 1)")
        }
    }

    private var format: Int {
        switch self {
        case .journal: Schema.format
        case .keys: Schema.keysFormat
        }
    }

    private var applicationID: Int {
        switch self {
        case .journal: 0x5243_4a4c  // "RCJL"
        case .keys: 0x5243_4b53  // "RCKS"
        }
    }

    private var schema: String {
        switch self {
        case .journal: Schema.journal
        case .keys: Schema.keys
        }
    }

    private func connect(to path: String) throws(JournalError) -> DatabaseQueue {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        let settings = settings
        configuration.prepareDatabase { db in
            for setting in settings { try db.execute(sql: "PRAGMA \(setting)") }
        }
        do {
            return try DatabaseQueue(path: path, configuration: configuration)
        } catch {
            throw JournalError(error)
        }
    }

    private var settings: [String] {
        let common = [
            "locking_mode = EXCLUSIVE", "journal_mode = WAL", "synchronous = FULL", "temp_store = MEMORY",
            "mmap_size = 0", "trusted_schema = OFF", "cell_size_check = ON",
        ]
        switch self {
        case .journal:
            // Large pages: a write to the log costs a call for each page, and entries come one after the other. A file that
            // has its pages already keeps their size.
            return ["page_size = 16384"] + common + ["cache_size = -131072", "wal_autocheckpoint = 2000"]
        case .keys: return common + ["secure_delete = ON"]
        }
    }
}
