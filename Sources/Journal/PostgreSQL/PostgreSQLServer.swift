import Dispatch
import Foundation
import Synchronization

/// A PostgreSQL server that keeps journals or keys, with the few connections that this process has to it.
///
/// All journals of a process share one, and all its keys another, even where both are in one database: who holds a connection
/// for a journal may wait for one for its keys. It connects when it is first used, and again when the server was away.
///
/// ```swift
/// let server = PostgreSQLServer("postgresql://recourse_app@db1,db2/recourse?sslmode=verify-full")
/// let store = try StoreFolder.open(at: path, masterKey: .file(keyFile), journals: .postgreSQL(server))
/// ```
package final class PostgreSQLServer: Sendable {
    /// How long this process waits for the server, and how much it asks of it at once.
    package struct Limits: Hashable, Sendable {
        /// How many connections there are at most.
        package var connections = 8
        /// How long to wait for a connection, to the server or for one that others use.
        package var connectSeconds = 10
        /// How long a statement may take.
        package var statementSeconds = 300
        /// How long to wait for more of an answer before the server is taken for lost; longer than a statement may take.
        ///
        /// It is what ends a commit that waits for a standby which is away; its outcome is unknown then.
        package var answerSeconds = 310
        /// How long to wait for another node's append.
        ///
        /// Longer than a transaction may be left open: whoever waits for a process that hangs goes on once that was cut off.
        package var lockSeconds = 120
        /// How long a transaction may be left open by a process that hangs or is gone, before others go on.
        package var idleSeconds = 60

        /// The limits that serve a hospital's store.
        package init() {}
    }

    /// The setting that says whose rows a transaction may see.
    static let tenantSetting = "recourse.tenant"

    private struct State {
        var idle: [LibPQConnection] = []
        var isClosed = false
    }

    private let connectionString: String
    private let schema: PostgreSQLSchema
    private let limits: Limits
    private let free: DispatchSemaphore
    private let state = Mutex(State())

    /// Names a server by a connection string of libpq, a URI or keywords and values.
    ///
    /// The string may name several hosts: the one that takes writes is used. A password belongs into a file
    /// (`passfile`, `~/.pgpass`), not into the string.
    ///
    /// - Parameters:
    ///   - connectionString: what libpq connects by.
    ///   - schema: whose tables are used.
    ///   - limits: how much is asked of the server, and how long it is waited for.
    package init(_ connectionString: String, schema: PostgreSQLSchema = .journals, limits: Limits = Limits()) {
        self.connectionString = connectionString
        self.schema = schema
        self.limits = limits
        free = DispatchSemaphore(value: limits.connections)
    }

    /// Closes the connections; what uses them now ends first.
    package func close() {
        let idle = state.withLock { state in
            defer { state = State(isClosed: true) }
            return state.idle
        }
        for connection in idle { connection.close() }
    }

    /// Lends a connection to `body`, which is not in a transaction before and after.
    ///
    /// - Throws: ``PostgreSQLError``; ``JournalError/closed``; what `body` throws.
    func withConnection<Value>(_ body: (LibPQConnection) throws -> Value) throws -> Value {
        guard free.wait(timeout: .now() + .seconds(limits.connectSeconds)) == .success else {
            throw PostgreSQLError.noConnectionFree(limit: limits.connections)
        }
        defer { free.signal() }
        let connection = try idleConnection() ?? connect()
        // One that broke is closed when it is no longer held; the next use makes another.
        defer {
            if connection.isIdle { state.withLock { if !$0.isClosed { $0.idle.append(connection) } } }
        }
        return try body(connection)
    }

    private func idleConnection() throws -> LibPQConnection? {
        while true {
            let connection = try state.withLock { state in
                guard !state.isClosed else { throw JournalError.closed }
                return state.idle.popLast()
            }
            guard let connection else { return nil }
            if connection.isIdle { return connection }
            connection.close()
        }
    }

    /// Makes a connection, in the way that every session of a journal is set up.
    private func connect() throws -> LibPQConnection {
        let connection = try LibPQConnection(
            connectionString,
            defaults: Self.defaults(limits),
            answerSeconds: limits.answerSeconds
        )
        let settings = [
            ("search_path", schema.name), ("statement_timeout", "\(limits.statementSeconds)s"),
            ("lock_timeout", "\(limits.lockSeconds)s"),
            ("idle_in_transaction_session_timeout", "\(limits.idleSeconds)s"), ("client_min_messages", "warning"),
            // How the server learns that this machine is gone, or takes nothing of a long answer: by itself it would take hours.
            ("tcp_keepalives_idle", "10"), ("tcp_keepalives_interval", "5"), ("tcp_keepalives_count", "3"),
            ("tcp_user_timeout", "\(limits.idleSeconds * 1_000)"),
        ]
        for (name, value) in settings { try connection.send("SELECT set_config('\(name)', '\(value)', false)") }
        try connection.send(Self.fitness)
        guard let answer = try connection.finish().last, answer.count == 1 else { throw PostgreSQLError.connectionLost }
        try Self.refuseUnfit(answer)
        try schema.checkFormat(connection)
        return connection
    }

    private static func defaults(_ limits: Limits) -> [(name: String, value: String)] {
        [
            ("connect_timeout", "\(limits.connectSeconds)"), ("keepalives_idle", "10"), ("keepalives_interval", "5"),
            ("keepalives_count", "3"), ("tcp_user_timeout", "25000"), ("target_session_attrs", "read-write"),
            ("application_name", "recourse"),
        ]
    }

    /// Asks for what would break a journal's promises: durability, and that no role sees another tenant's rows.
    private static let fitness = """
        SELECT current_setting('synchronous_commit'), current_setting('fsync'),
            (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user)::int
        """

    private static func refuseUnfit(_ answer: LibPQResult) throws(PostgreSQLError) {
        if answer.text(0, 0) == "off" {
            throw .unfit(
                "synchronous_commit is off, so that what is acknowledged could be lost; set it to on and retry"
            )
        }
        if answer.text(0, 1) != "on" {
            throw .unfit("fsync is off, so that a crash could lose or break the journal; set it to on and retry")
        }
        if answer.integer(0, 2) != 0 {
            throw .unfit(
                """
                the role is a superuser or passes by row-level security, so it could see the rows of every tenant; connect as \
                the application's role
                """
            )
        }
    }
}
