import Foundation
import TestDatabases
import Testing

@testable import Journal

@Suite("A connection to PostgreSQL that breaks", .enabled(if: PostgreSQLProcess.programs != nil))
struct OutcomeTests {
    private let server: PostgreSQLProcess
    private let store: TemporaryStore
    private let command = CommandID.random()
    private let stream = StreamID(1)

    init() throws {
        server = try PostgreSQLProcess.shared.get()
        store = try TemporaryStore(.postgreSQL)
        try store.journal.append("before", to: StreamID(2), after: 0)
    }

    private func append() throws(JournalError) -> AppendReceipt {
        let events = (0..<20).map { NewEvent("event \($0)") }
        let write = StreamWrite(stream: stream, expectedVersion: 0, events: events)
        let index = store.journal.blindIndex(space: 1, [1])
        return try store.journal.append(
            command,
            writes: [write],
            claiming: [KeyClaim(key: UniqueKey(space: 1, index: index), target: stream)],
            rows: [InlineRow(1, group: 1, "row")]
        )
    }

    @Test(arguments: [(CuttingProxy.Moment.after, AppendReceipt.Outcome.alreadyDone), (.before, .appended)])
    func `at the commit leaves open whether it was done, and the command tells`(
        moment: CuttingProxy.Moment,
        outcome: AppendReceipt.Outcome
    ) throws {
        let proxy = try CuttingProxy(to: server, cut: moment, at: "COMMIT\\x00")
        try store.reopen(in: .postgreSQL(proxy.journals))
        #expect(throws: JournalError.outcomeUnknown) { try append() }
        #expect(try append() == AppendReceipt(outcome: outcome, positions: 2..<22))
        #expect(try append() == AppendReceipt(outcome: .alreadyDone, positions: 2..<22))
        try store.reopen(in: .postgreSQL(PostgreSQLServer(server.connectionString())))
        #expect(try store.journal.entries(of: stream).compactMap(\.text) == (0..<20).map { "event \($0)" })
        #expect(try store.journal.head() == 21)
        #expect(try store.journal.rows(table: 1).count == 1)
        #expect(try store.journal.verifyIntegrity().problems == [])
    }

    @Test(arguments: [CuttingProxy.Moment.before, .after], ["FOR UPDATE", "SELECT first, count FROM command"])
    func `before the commit has changed nothing, and says so`(moment: CuttingProxy.Moment, statement: String) throws {
        let proxy = try CuttingProxy(to: server, cut: moment, at: statement)
        try store.reopen(in: .postgreSQL(proxy.journals))
        #expect {
            try append()
        } throws: { error in
            guard let error = error as? JournalError, case .storage(let what) = error else { return false }
            return what.contains("retry") && error.description.contains("Nothing was changed")
        }
        #expect(try store.journal.head() == 1)
        #expect(try append() == AppendReceipt(outcome: .appended, positions: 2..<22))
        #expect(try store.journal.verifyIntegrity().problems == [])
    }

    @Test
    func `while nothing is asked of it is made again, and nobody notices`() throws {
        let name = "idle-\(StreamID.random())"
        let journals = PostgreSQLServer(server.connectionString() + " application_name=\(name)", limits: .one)
        try store.reopen(in: .postgreSQL(journals))
        let root = try server.connect(as: "postgres")
        for version in 0..<3 {
            try store.journal.append("text", to: stream, after: UInt64(version))
            let end = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = '\(name)'"
            try root.send(end)
            #expect(try root.finish().last?.count == 1)
        }
        #expect(try store.journal.version(of: stream) == 3)
    }

    @Test
    func `to a server that is not there is told in plain words`() throws {
        let nowhere = PostgreSQLServer("host=\(store.place) user=nobody dbname=recourse")
        #expect {
            try store.reopen(in: .postgreSQL(nowhere))
        } throws: { error in
            guard let error = error as? JournalError, case .storage(let what) = error else { return false }
            return what.contains("PostgreSQL cannot be reached")
        }
    }

    @Test
    func `is not needed to learn that a journal is not there, or that a backup is made elsewhere`() throws {
        let other = PostgreSQLDatabase(
            on: PostgreSQLServer(server.connectionString()),
            tenant: .random(),
            journal: .business
        )
        #expect(throws: JournalError.damaged("the database does not have the journal of this tenant")) {
            try other.read { tables in try tables.head() }
        }
        let backup = StoreBackup(folder: store.place + "/backup", keys: store.place + "/backup-keys")
        #expect {
            try store.folder.backUp(to: backup)
        } throws: { error in
            guard let error = error as? JournalError, case .badBackup(let what) = error else { return false }
            return what.contains("PostgreSQL")
        }
    }
}
