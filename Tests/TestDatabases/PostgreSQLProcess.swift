import Foundation
import Glibc
@testable package import Journal

/// A PostgreSQL server of the tests' own, in a temporary folder that is removed with it.
///
/// A shell beside it starts it, starts it again when it was killed, and ends it once this process is gone, however it went.
/// Root may not run PostgreSQL, so under root it is run by `nobody`.
package final class PostgreSQLProcess: Sendable {
    /// The server that most tests share, each with tenants of its own; started by the first that wants it.
    package static let shared = Result { try PostgreSQLProcess() }

    /// Where PostgreSQL's programs are; `nil` when they are not on this machine.
    package static let programs: String? = {
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
        let folders = versions.sorted { (Int($0) ?? 0) > (Int($1) ?? 0) }.map { "/usr/lib/postgresql/\($0)/bin" }
        let path = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
        let found = (folders + path).first { FileManager.default.isExecutableFile(atPath: $0 + "/initdb") }
        if found == nil { print("skipped: PostgreSQL is not installed, so only SQLite is tested") }
        return found
    }()

    package static let application = "recourse_app"
    package static let owner = "recourse_owner"
    /// Each lies in a database of its name.
    package static let schemas = [PostgreSQLSchema.journals, .keys]
    private static let secondsToStart = 60.0

    private let place: String
    private let port: UInt16

    /// Makes a cluster, and two databases in it with the roles and tables of journals and of keys.
    ///
    /// - Parameters:
    ///   - settings: Lines of the server's configuration.
    ///   - port: Where it listens, on the network too when the settings say so.
    ///   - log: An empty folder for its write-ahead log, which is in small files then; beside the tables by default.
    /// - Throws: What keeps the server from being started.
    package init(settings: [String] = [], port: UInt16 = 5432, log: String? = nil) throws {
        self.port = port
        place = "/tmp/recourse-pg-\(getpid())-\(UInt32.random(in: .min ... .max))"
        guard let programs = Self.programs else { throw PostgreSQLProcessError("PostgreSQL is not installed") }
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: false)
        let script = place + "/run.sh"
        try Self.script.write(toFile: script, atomically: true, encoding: .utf8)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["sh", script, place, "\(getpid())", programs, log ?? "", "port = \(port)"] + settings
        if getuid() == 0 {
            let nobody: [FileAttributeKey: Any] = [.ownerAccountName: "nobody"]
            try FileManager.default.setAttributes(nobody, ofItemAtPath: place)
            let arguments = process.arguments ?? []
            process.arguments = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] + arguments
        }
        // What holds on to this process's output would keep those waiting who read it.
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        process.currentDirectoryURL = URL(fileURLWithPath: "/tmp")
        try process.run()
        let root = try awaitConnection(as: "postgres", to: "postgres")
        for role in [Self.owner, Self.application] { try root.send("CREATE ROLE \(role) LOGIN") }
        _ = try root.finish()
        for schema in Self.schemas {
            // This statement may not stand in a batch with others.
            try root.send("CREATE DATABASE \(schema.name) OWNER \(Self.owner)")
            _ = try root.finish()
        }
        root.close()
        for schema in Self.schemas {
            // Tests that damage rows say it in SQLite's words.
            let words = try connect(as: "postgres", to: schema.name)
            try words.send(
                """
                CREATE FUNCTION public.zeroblob(count integer) RETURNS bytea IMMUTABLE LANGUAGE sql
                AS $$ SELECT decode(repeat('00', count), 'hex') $$
                """
            )
            _ = try words.finish()
            try schema.install(as: connectionString(Self.owner, to: schema.name), for: Self.application)
        }
    }

    deinit { _ = FileManager.default.createFile(atPath: place + "/stop", contents: nil) }

    /// What connects to the journals' database as a role.
    package func connectionString(_ role: String = application, to database: String = "recourse") -> String {
        "host=\(place) port=\(port) user=\(role) dbname=\(database)"
    }

    /// Where the server listens.
    package var socket: String { place + "/.s.PGSQL.\(port)" }

    /// What the server has written down of itself.
    package var log: String { place + "/log" }

    /// A connection that does nothing by itself.
    package func connect(as role: String = application, to database: String = "recourse") throws -> LibPQConnection {
        try LibPQConnection(connectionString(role, to: database), defaults: [])
    }

    /// The server as a node that uses its keys has it, and is called by a name there.
    package func keys(for node: String = "node") -> PostgreSQLServer {
        let database = connectionString(to: PostgreSQLSchema.keys.name)
        return PostgreSQLServer("\(database) application_name=\(node)", schema: .keys)
    }

    /// A connection, once the server answers.
    @discardableResult
    package func awaitConnection(
        as role: String = application,
        to database: String = "recourse"
    ) throws -> LibPQConnection {
        let end = Date(timeIntervalSinceNow: Self.secondsToStart)
        while true {
            do {
                return try LibPQConnection(connectionString(role, to: database), defaults: [])
            } catch {
                guard Date() < end else { throw error }
                Thread.sleep(forTimeInterval: 0.02)
            }
        }
    }

    /// Runs a statement as the owner of the tables, whom row-level security shows the rows of one tenant alone.
    ///
    /// - Parameters:
    ///   - sql: One statement.
    ///   - tenant: Whose rows it sees.
    ///   - schema: In whose tables.
    /// - Returns: What it gave.
    /// - Throws: What PostgreSQL says.
    @discardableResult
    package func asOwner(
        _ sql: String,
        for tenant: StreamID,
        of schema: PostgreSQLSchema = .journals
    ) throws -> LibPQResult? {
        let owner = try connect(as: Self.owner, to: schema.name)
        defer { owner.close() }
        try owner.send("BEGIN")
        try owner.send("SELECT set_config('recourse.tenant', '\(tenant)', true)")
        try owner.send("SET LOCAL search_path = \(schema.name), public")
        try owner.send(sql)
        try owner.send("COMMIT")
        return try owner.finish().dropLast().last
    }

    /// Kills the server and all that it has started, as a loss of power would; it is started again.
    package func kill() throws {
        let text = try String(contentsOfFile: place + "/data/postmaster.pid", encoding: .utf8)
        guard let pid = text.split(separator: "\n").first.flatMap({ pid_t($0) }) else {
            throw PostgreSQLProcessError("the server's file names no process")
        }
        // Stopped first, so that no child comes after they were counted: one that lived on could wait for ever for another that
        // did not, and no server can be started while one lives.
        _ = Glibc.kill(pid, SIGSTOP)
        while try !String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8).contains(") T ") {}
        let children = try String(contentsOfFile: "/proc/\(pid)/task/\(pid)/children", encoding: .utf8)
        for victim in children.split(separator: " ").compactMap({ pid_t($0) }) + [pid] {
            _ = Glibc.kill(victim, SIGKILL)
        }
    }

    private static let script = """
        place=$1 parent=$2 programs=$3 log=$4
        shift 4
        "$programs/initdb" -D "$place/data" -U postgres -A trust -E UTF8 --locale=C --no-sync \
            ${log:+--waldir="$log" --wal-segsize=1} >"$place/log" 2>&1 || exit 1
        cat >>"$place/data/postgresql.conf" <<END
        listen_addresses = ''
        unix_socket_directories = '$place'
        shared_buffers = 32MB
        max_connections = 100
        END
        for setting in "$@"; do echo "$setting" >>"$place/data/postgresql.conf"; done
        run() {
            "$programs/postgres" -D "$place/data" >>"$place/log" 2>&1 &
            server=$!
        }
        run
        while [ -d "/proc/$parent" ] && [ ! -e "$place/stop" ]; do
            kill -0 "$server" 2>/dev/null || run
            sleep 0.1
        done
        kill -INT "$server"
        for second in 1 2 3 4 5 6 7 8 9 10; do
            kill -0 "$server" 2>/dev/null || break
            sleep 1
        done
        kill -KILL "$server" 2>/dev/null
        rm -rf "$place"
        """
}

/// Why a server of the tests' own could not be used.
package struct PostgreSQLProcessError: Error, CustomStringConvertible {
    package let description: String

    init(_ description: String) { self.description = description }
}
