import Foundation
import Simulator
import TestDatabases
import Testing

@testable import Journal

/// Two nodes of one store in PostgreSQL, each with a folder of its own, a folder from which a receiver takes letters, and gates
/// at which whoever writes the journal can be made to wait.
final class TwoNodes {
    /// One of the nodes.
    enum Node: String { case one, two }

    /// Where a process waits: an advisory lock of the server that the test has taken.
    struct Gate {
        fileprivate let number: Int
    }

    private let folder: URL
    private let server: PostgreSQLProcess
    private let root: LibPQConnection
    private let claim: String
    private var outbox: URL { folder.appendingPathComponent("outbox") }
    private static let reason = ["--reason", "A test."]

    init() throws {
        folder = try RecourseProcess.temporaryFolder()
        server = try PostgreSQLProcess()
        root = try server.connect(as: "postgres")
        for node in [Node.one, .two] {
            let place = folder.appendingPathComponent(node.rawValue)
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        }
        let run = { [folder, server] words in try Self.run(words, on: .one, in: folder, server) }
        for file in simulateMonth(seed: 72, claims: 10).files.prefix(2) {
            try Data(file.bytes).write(to: folder.appendingPathComponent("one/\(file.name)"))
        }
        _ = try run(["init"])
        _ = try run(["ingest", "."])
        claim = try #require(try Self.row(run(["claims", "--json"]))["claim"] as? String)
        let user = "user:\(NSUserName())"
        let mode: [FileAttributeKey: Any] = [.posixPermissions: 0o700]
        let outbox = folder.appendingPathComponent("outbox")
        try FileManager.default.createDirectory(at: outbox, withIntermediateDirectories: true, attributes: mode)
        for words in [
            ["users", "add", user, "--person", "me"], ["users", "grant", user, "patientSupport"],
            ["destinations", "set", "mail", "--folder", outbox.path], ["sensitive", claim, "--none"],
        ] { _ = try run(words + Self.reason) }
        let data = folder.appendingPathComponent("two/recourse-data")
        try FileManager.default.copyItem(at: folder.appendingPathComponent("one/recourse-data"), to: data)
        try FileManager.default.removeItem(at: data.appendingPathComponent("lock"))
        for statement in Self.gates {
            try root.send(statement)
            _ = try root.finish()
        }
    }

    deinit { RecourseProcess.remove(folder) }

    // MARK: - Commands

    private static func environment(_ folder: URL, _ server: PostgreSQLProcess) -> [String: String] {
        [
            "RECOURSE_DATABASE": server.connectionString(),
            "RECOURSE_KEY_DATABASE": server.connectionString(to: PostgreSQLSchema.keys.name),
            "XDG_CONFIG_HOME": folder.appendingPathComponent("keys").path,
        ]
    }

    @discardableResult
    private static func run(
        _ words: [String],
        on node: Node,
        in folder: URL,
        _ server: PostgreSQLProcess
    ) throws -> RecourseProcess.Result {
        let place = folder.appendingPathComponent(node.rawValue)
        let result = try RecourseProcess.run(words, in: place, environment: environment(folder, server))
        // Of what was ingested, some may be held.
        #expect(result.status <= 1, "\(words.joined(separator: " ")): \(result.errors)")
        return result
    }

    @discardableResult
    func run(_ words: [String], on node: Node) throws -> RecourseProcess.Result {
        try Self.run(words, on: node, in: folder, server)
    }

    func start(_ words: [String], on node: Node) throws -> Process {
        let place = folder.appendingPathComponent(node.rawValue)
        return try RecourseProcess.start(words, in: place, environment: Self.environment(folder, server))
    }

    /// How a command ended that was started on a node.
    func result(of process: Process, on node: Node) -> RecourseProcess.Result {
        RecourseProcess.result(of: process, in: folder.appendingPathComponent(node.rawValue))
    }

    private static func rows(_ result: RecourseProcess.Result) -> [[String: Any]] {
        result.output.split(separator: "\n").compactMap {
            // What is no object is not there for the expectations that follow.
            try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
        }
    }

    private static func row(_ result: RecourseProcess.Result) throws -> [String: Any] {
        try #require(rows(result).first)
    }

    // MARK: - Effects

    /// Writes a letter and approves it; gives the effect's id.
    func releaseEffect(for stop: Stop) throws -> String {
        let text = folder.appendingPathComponent("one/letter.txt")
        try Data("Your insurer has paid (\(stop)).".utf8).write(to: text)
        let propose = ["propose", "message", claim, "--text", "letter.txt", "--to", "mail", "--why", "They asked."]
        try run(propose, on: .one)
        let open = try Self.row(run(["proposals", "list", "--status", "open", "--json"], on: .one))
        let id = try #require(open["proposal"] as? String)
        let seen = try #require(try Self.row(run(["proposals", "show", id, "--json"], on: .one))["seen"] as? String)
        let approved = try Self.row(run(["proposals", "approve", id, "--seen", seen, "--json"], on: .one))
        return try #require(approved["effect"] as? String)
    }

    /// The kinds of events that are on record of the last effect, in order.
    func eventsOfLast() throws -> [Int] {
        try rows(
            """
            SELECT public.kind(header) FROM recourse.entry WHERE stream = (
                SELECT stream FROM recourse.entry WHERE public.kind(header) = \(Self.requested)
                ORDER BY position DESC LIMIT 1
            ) ORDER BY position
            """
        )
    }

    /// What lies in the folder for the receiver; a file that is not delivered yet is called a part.
    func files() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: outbox.path).map { $0.hasSuffix(".part") ? "part" : $0 }
    }

    /// Has the receiver take what was delivered.
    func take(_ effect: String) throws {
        try FileManager.default.removeItem(at: outbox.appendingPathComponent("\(effect).txt"))
    }

    // MARK: - Gates

    /// What can happen to an effect, as headers have it.
    static let (requested, began, failed, delivered) = (90, 91, 92, 93)

    /// One gate for each kind of event, at which a transaction waits that has inserted an entry of that kind, and of which the server
    /// has all that it needs to commit, since the command is sent last; and one for each count of tries that had begun before, at which a transaction waits
    /// that looks at entries once it has the lock on the journal's head, which is the first that gives it a number.
    private static let gates = [
        """
        CREATE FUNCTION public.kind(header bytea) RETURNS integer LANGUAGE sql IMMUTABLE
        AS 'SELECT get_byte(header, 33) * 256 + get_byte(header, 34)'
        """,
        """
        CREATE FUNCTION public.wait_before_commit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        AS 'BEGIN
            PERFORM pg_advisory_xact_lock_shared(public.kind(header)) FROM recourse.entry
            WHERE tenant = NEW.tenant AND journal = NEW.journal AND position = NEW.first;
            RETURN NEW;
        END'
        """,
        "CREATE TRIGGER gate BEFORE INSERT ON recourse.command FOR EACH ROW EXECUTE FUNCTION public.wait_before_commit()",
        """
        CREATE FUNCTION public.wait_under_lock() RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
        AS 'BEGIN
            IF pg_current_xact_id_if_assigned() IS NOT NULL THEN
                PERFORM pg_advisory_xact_lock_shared(1000 + count(*)) FROM recourse.entry
                WHERE public.kind(header) = \(began) AND xmin <> pg_current_xact_id()::xid;
            END IF;
            RETURN true;
        END'
        """,
        "CREATE POLICY gate ON recourse.entry AS RESTRICTIVE FOR SELECT USING (public.wait_under_lock())",
    ]

    /// Closes the gate at which a process comes to stand where it is to be stopped.
    func close(_ stop: Stop) throws -> Gate {
        let begun = try ask("SELECT count(*) FROM recourse.entry WHERE public.kind(header) = \(Self.began)")
        let number =
            switch stop {
            case .beforeItsStart: 1000 + begun
            case .beforeItsDelivery: Self.began
            case .beforeItsOutcome: 1000 + begun + 1
            case .beforeItsEnd: Self.delivered
            }
        _ = try ask("SELECT 1 FROM pg_advisory_lock(\(number))")
        return Gate(number: number)
    }

    func open(_ gate: Gate) throws { _ = try ask("SELECT pg_advisory_unlock(\(gate.number))::integer") }

    /// Waits until a session stands at a gate, and gives its number.
    func awaitSession(at gate: Gate) throws -> Int {
        try poll("SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = \(gate.number) AND NOT granted")
    }

    /// Waits until a session is in a state.
    func awaitState(_ state: String, of session: Int) throws {
        _ = try poll("SELECT pid FROM pg_stat_activity WHERE pid = \(session) AND state = '\(state)'")
    }

    /// Waits until somebody waits for what a session has locked.
    func awaitWaiting(for session: Int) throws {
        _ = try poll("SELECT pid FROM pg_stat_activity WHERE \(session) = ANY (pg_blocking_pids(pid))")
    }

    /// Ends a session, as the server does by itself when its transaction was left open for too long.
    func end(_ session: Int) throws { _ = try ask("SELECT pg_terminate_backend(\(session), 10000)::integer") }

    /// Lets every lease run out.
    func endLeases() throws { _ = try ask("UPDATE recourse.job SET ready = 0 RETURNING 1") }

    private func ask(_ sql: String) throws -> Int { try #require(try rows(sql).first) }

    private func poll(_ sql: String) throws -> Int {
        let end = ContinuousClock.now + .seconds(60)
        while true {
            if let found = try rows(sql).first { return found }
            try #require(ContinuousClock.now < end, "nothing came of \(sql)")
            Thread.sleep(forTimeInterval: 0.01)
        }
    }

    private func rows(_ sql: String) throws -> [Int] {
        try root.send(sql)
        guard let result = try root.finish().last else { return [] }
        return (0..<result.count).compactMap { result.integer($0, 0).map { Int($0) } }
    }
}
