import Access
import ControlPlane
import Foundation
import GRDB
import Journal
import RevenueCycle

/// Places legal holds on a claim, each after or before a bare commit of one row, and prints how long both took.
///
/// ```
/// DurableCommands STORE KEY-FILE BARE-FILE TURNS
/// ```
/// One line a turn: microseconds of the bare commit and of the command. It stands in the main package because it calls the
/// control plane, as every surface of the program does; `Benchmarks/` runs it.
@main
enum DurableCommands {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 5, let turns = Int(arguments[4]) else {
            FileHandle.standardError.write(Data("usage: DurableCommands STORE KEY-FILE BARE-FILE TURNS\n".utf8))
            exit(64)
        }
        let plane = try ControlPlane.open(
            at: arguments[1],
            tenant: "default",
            masterKey: .file(arguments[2]),
            principal: "service:bench",
            clock: { Timestamp(microsecondsSince1970: Int64(Date().timeIntervalSince1970 * 1_000_000)) }
        )
        defer { plane.close() }
        let today = CalendarDate(dayNumber: Int32(Date().timeIntervalSince1970 / 86_400))
        let accounts = try plane.inquiry(for: .operations, by: "bench").claims(ClaimFilter(), asOf: today)
        guard case .string(let claim)? = plane.claimRows(accounts).first?.member("claim") else {
            throw BareCommitError.noClaim
        }
        var bare = try BareCommits(path: arguments[3])
        let clock = ContinuousClock()
        for turn in 0..<turns {
            var bareTime = Duration.zero
            // Whatever the one leaves to the other is left as often the other way round.
            if turn % 2 == 0 { bareTime = try clock.measure { try bare.commit() } }
            let commandTime = try clock.measure { _ = try plane.placeHold(on: claim, reason: "Measured") }
            if turn % 2 == 1 { bareTime = try clock.measure { try bare.commit() } }
            print(microseconds(bareTime), microseconds(commandTime))
        }
    }

    private static func microseconds(_ duration: Duration) -> Int64 {
        duration.components.seconds * 1_000_000 + duration.components.attoseconds / 1_000_000_000_000
    }
}

/// Commits of one row of 600 random bytes each, to a SQLite file with the settings of the store's own.
struct BareCommits {
    private let queue: DatabaseQueue
    private let body = Data((0..<600).map { _ in UInt8.random(in: .min ... .max) })
    private var id: Int64 = 0

    init(path: String) throws {
        for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
        var configuration = Configuration()
        configuration.prepareDatabase { db in
            for setting in ["locking_mode = EXCLUSIVE", "journal_mode = WAL", "synchronous = FULL"] {
                try db.execute(sql: "PRAGMA \(setting)")
            }
        }
        queue = try DatabaseQueue(path: path, configuration: configuration)
        let settings = try queue.write { db in
            try db.execute(sql: "CREATE TABLE bare (id INTEGER PRIMARY KEY, body BLOB NOT NULL)")
            return (
                try String.fetchOne(db, sql: "PRAGMA journal_mode"), try Int.fetchOne(db, sql: "PRAGMA synchronous")
            )
        }
        guard settings == ("wal", 2) else { throw BareCommitError.otherSettings }
    }

    /// Commits one more row.
    mutating func commit() throws {
        id += 1
        try queue.write { db in
            try db.cachedStatement(sql: "INSERT INTO bare (id, body) VALUES (?, ?)").execute(arguments: [id, body])
        }
    }
}

/// Why nothing can be measured.
enum BareCommitError: Error {
    /// The store has no claim.
    case noClaim
    /// SQLite did not take the settings of the store.
    case otherSettings
}
