import Foundation
import TestDatabases
import Testing

@testable import Journal

/// Nodes whose process stands still, or whose machine is gone, while they hold the lock on the journal's head.
@Suite("A node that hangs in the middle of a change", .enabled(if: PostgreSQLProcess.programs != nil))
struct HangingNodeTests {
    private let store: TemporaryStore
    private let hanging: PostgreSQLDatabase

    init() throws {
        store = try TemporaryStore(.postgreSQL)
        try store.journal.append("1", to: StreamID(1), after: 0)
        var limits = PostgreSQLServer.Limits.one
        limits.idleSeconds = 1
        hanging = PostgreSQLDatabase(
            on: PostgreSQLServer(try PostgreSQLProcess.shared.get().connectionString(), limits: limits),
            tenant: StreamID(store.journal.tenantID),
            journal: .business
        )
    }

    /// How it stands when it hangs.
    enum Moment: CaseIterable {
        /// It has been answered, and asks nothing.
        case resting
        /// It has sent a part of what it writes.
        case sending
    }

    @Test(.timeLimit(.minutes(2)), arguments: Moment.allCases)
    func `is cut off by the server, and whoever waited goes on`(moment: Moment) async throws {
        let journal = store.journal
        let failure = #expect(throws: JournalError.self) {
            do {
                try hanging.write { tables in
                    if moment == .sending { try tables.insert(entries: hanging.prepare([.ofNothing(100_000)])) }
                    // It stands still until another node has done what had to wait for it.
                    try journal.append("2", to: StreamID(1), after: 1)
                    _ = try tables.versions(of: [StreamID(1)])
                }
            } catch {
                throw JournalError(error)
            }
        }
        #expect(failure?.description.contains("this process hung in the middle of a change") == true)
        #expect(try journal.entries(of: StreamID(1)).compactMap(\.text) == ["1", "2"])
        #expect(try journal.version(of: StreamID(9)) == 0)
        #expect(try journal.verifyIntegrity().problems == [])
    }

    @Test(.timeLimit(.minutes(2)))
    func `keeps nobody from reading, nor from telling what was signed`() throws {
        let note = try store.journal.signCheckpoint()
        let server = PostgreSQLServer(try PostgreSQLProcess.shared.get().connectionString(), limits: .one)
        let tenant = StreamID(store.journal.tenantID)
        // It is in time, so it would not be cut off before those who wait for it had given up.
        let found = try PostgreSQLDatabase(on: server, tenant: tenant, journal: .business).write { _ in
            (count: try store.journal.allEntries().count, note: try store.journal.signCheckpoint())
        }
        #expect(found.count == 1 && found.note == note)
    }

    @Test
    func `is waited for longer than the server leaves it its time`() {
        let limits = PostgreSQLServer.Limits()
        #expect(limits.lockSeconds >= 2 * limits.idleSeconds)
        #expect(limits.statementSeconds > limits.lockSeconds)
        #expect(limits.answerSeconds > limits.statementSeconds)
    }

    @Test
    func `is missed by a server on the network within a minute`() throws {
        let port = try #require(try Self.freePort())
        let process = try PostgreSQLProcess(settings: ["listen_addresses = '127.0.0.1'"], port: port)
        defer { withExtendedLifetime(process) {} }
        let server = PostgreSQLServer(process.connectionString() + " host=127.0.0.1")
        defer { server.close() }
        let settings = [
            "tcp_keepalives_idle": "10", "tcp_keepalives_interval": "5", "tcp_keepalives_count": "3",
            "tcp_user_timeout": "60000", "idle_in_transaction_session_timeout": "1min", "lock_timeout": "2min",
        ]
        try server.withConnection { connection in
            for (name, value) in settings {
                try connection.send("SELECT current_setting('\(name)')")
                #expect(try connection.finish().last?.text(0, 0) == value, "\(name)")
            }
        }
    }

    private static func freePort() throws -> UInt16? {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        let program = "import socket; s = socket.socket(); s.bind(('127.0.0.1', 0)); print(s.getsockname()[1], end='')"
        process.arguments = ["python3", "-c", program]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        process.waitUntilExit()
        return UInt16(String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self))
    }
}
