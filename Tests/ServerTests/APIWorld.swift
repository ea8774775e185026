import Access
import Foundation
import FoundationNetworking
import GRDB
import RevenueCycle
import ServiceLifecycleTestKit
import Simulator
import Synchronization
import Testing

@testable import ControlPlane
@testable import Journal
@testable import Server

/// A store with a simulated month, a key for each role, and a server of it on a free port of the loopback address.
final class APIWorld: Sendable {
    /// What was answered.
    struct Reply {
        let status: Int
        let headers: [String: String]
        let body: Data

        var text: String { String(decoding: body, as: UTF8.self) }
        var json: [String: Any] {
            get throws { try #require(try JSONSerialization.jsonObject(with: body) as? [String: Any], "\(text)") }
        }
        var items: [[String: Any]] { get throws { try #require(try json["items"] as? [[String: Any]]) } }
    }

    let root: URL
    let plane: ControlPlane
    /// Another tenant of the same data folder.
    let other: ControlPlane
    let month: SimulatedMonth
    private let lines = Mutex<[String]>([])
    private let ownPort = Mutex(0)
    /// Where the server listens.
    var port: Int { ownPort.withLock { $0 } }
    private let keys = Mutex<[String: String]>([:])
    private let clock: WorldClock

    /// The time of day of a world, which a test moves on; something may be made to happen while it is read.
    private final class WorldClock: Sendable {
        private let time = Mutex(Timestamp(microsecondsSince1970: 1_790_000_000_000_000))
        private let interruption = Mutex<(reads: Int, at: Int, body: (@Sendable () -> Void)?)>((0, 0, nil))

        var now: Timestamp {
            let body = interruption.withLock { state in
                state.reads += 1
                return state.reads == state.at ? state.body : nil
            }
            body?()
            return time.withLock { $0 }
        }

        func advance(_ seconds: Int) { time.withLock { $0 = $0.advanced(by: .seconds(seconds)) } }

        func takeReads() -> Int {
            interruption.withLock { state in
                defer { state.reads = 0 }
                return state.reads
            }
        }

        func interrupt(atReading number: Int, _ body: @escaping @Sendable () -> Void) {
            interruption.withLock { $0 = (0, number, body) }
        }
    }

    /// Sends requests, and keeps no cookie: each test says itself which it has.
    private static let web: URLSession = {
        let configuration = URLSessionConfiguration.ephemeral
        configuration.httpCookieStorage = nil
        configuration.httpShouldSetCookies = false
        configuration.httpCookieAcceptPolicy = .never
        // Many who come at once do so at once.
        configuration.httpMaximumConnectionsPerHost = 128
        return URLSession(configuration: configuration)
    }()

    /// How people sign in: by hashes that cost a test no time, and a password where nobody enrolled more.
    static let signIn = SignInOptions(
        settings: SignInSettings(
            cost: Argon2idCost(memoryKiB: 64, passes: 1, lanes: 1),
            needsSecondFactor: false,
            atOnce: 64
        )
    )

    /// What a server grants, where calls that were counted are put on record when it ends and not in the middle of a test.
    static let limits: Limits = {
        var limits = Limits()
        limits.meteringSeconds = 86_400
        return limits
    }()

    /// Runs a body beside a server.
    ///
    /// - Parameters:
    ///   - limits: what the server grants.
    ///   - claims: how many claims the month has.
    ///   - signIn: how people sign in.
    ///   - isWorking: whether the server does what is due by itself.
    ///   - afterwards: looks at the store when the server has stopped.
    ///   - body: uses the server.
    /// - Throws: what the body throws.
    static func serving(
        _ limits: Limits = APIWorld.limits,
        claims: Int = 60,
        signIn: SignInOptions = APIWorld.signIn,
        isWorking: Bool = false,
        afterwards: (APIWorld) throws -> Void = { _ in },
        _ body: @escaping @Sendable (APIWorld) async throws -> Void
    ) async throws {
        let world = try APIWorld(claims: claims)
        defer { world.remove() }
        let planes = [world.plane, world.other]
        let server = APIServer(of: planes, limits: limits, signIn: signIn, isWorking: isWorking) { line in
            world.lines.withLock { $0.append(line) }
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            let (ports, heard) = AsyncStream<Int>.makeStream()
            group.addTask { try await server.run(port: 0) { heard.yield($0) } }
            for await port in ports {
                world.ownPort.withLock { $0 = port }
                break
            }
            try await body(world)
            group.cancelAll()
            // A server that was told to stop ends by saying so.
            do { try await group.waitForAll() } catch is CancellationError {}
        }
        try afterwards(world)
    }

    /// Runs a body beside a server that it tells to end, as a signal does; gives back once the server has ended.
    ///
    /// - Parameters:
    ///   - claims: how many claims the month has.
    ///   - body: uses the server, and tells it to end.
    /// - Throws: what the body throws.
    static func ending(
        claims: Int,
        _ body: @escaping @Sendable (APIWorld, @escaping @Sendable () -> Void) async throws -> Void
    ) async throws {
        let world = try APIWorld(claims: claims)
        defer { world.remove() }
        let server = APIServer(of: [world.plane], signIn: APIWorld.signIn) { line in
            world.lines.withLock { $0.append(line) }
        }
        try await testGracefulShutdown { trigger in
            try await withThrowingTaskGroup(of: Void.self) { group in
                let (ports, heard) = AsyncStream<Int>.makeStream()
                group.addTask { try await server.run(port: 0) { heard.yield($0) } }
                for await port in ports {
                    world.ownPort.withLock { $0 = port }
                    break
                }
                try await body(world) { trigger.triggerGracefulShutdown() }
                try await group.waitForAll()
            }
        }
        #expect(world.log.last?.contains("stopped") == true)
    }

    private init(claims: Int) throws {
        root = FileManager.default.temporaryDirectory.appendingPathComponent("recourse-api-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        let clock = WorldClock()
        self.clock = clock
        plane = try ControlPlane.create(
            at: root.appendingPathComponent("data").path,
            tenant: "default",
            storeID: StoreFolder.newStoreID(),
            masterKey: .file(root.appendingPathComponent("master.key").path),
            principal: "user:test",
            clock: { clock.now }
        )
        other = try plane.makeTenant("other")
        month = simulateMonth(seed: 71, claims: claims)
        for file in month.files { _ = try Ingestion.ingest(file.bytes, name: file.name, into: plane) }
    }

    private func remove() {
        plane.close()
        try? FileManager.default.removeItem(at: root)  // A folder that stays costs only space.
    }

    /// What was logged until now.
    var log: [String] { lines.withLock { $0 } }

    /// A key of an account with a role, made when it is first asked for.
    ///
    /// - Parameters:
    ///   - role: the role; nil for none.
    ///   - name: the account's name, when there are several of a role.
    ///   - bounds: what its grant reaches.
    ///   - tenant: whose it is; nil for the first tenant.
    ///   - scopes: the only rights that it is for.
    /// - Returns: what a request shows.
    /// - Throws: what the store refuses.
    func key(
        _ role: Role?,
        named name: String? = nil,
        within bounds: GrantBounds = GrantBounds(),
        of tenant: ControlPlane? = nil,
        scopes: Set<Right>? = nil
    ) throws -> String {
        let plane = tenant ?? plane
        let kind = role == .integration ? "service:" : role == .agent ? "agent:" : "user:"
        let isService = kind != "user:"
        let account = kind + (name ?? role?.rawValue ?? "nobody")
        let known = "\(plane.journal.tenant) \(account)"
        if let key = keys.withLock({ $0[known] }) { return key }
        let why = "A test."
        try plane.addAccount(account, human: isService ? nil : account, reason: why)
        if let role { try plane.grant(role.rawValue, to: account, within: bounds, reason: why) }
        let end = plane.now.advanced(by: .seconds(90 * 86_400))
        let token = try plane.issueKey(for: account, scopes: scopes, until: end, reason: why).text
        keys.withLock { $0[known] = token }
        return token
    }

    /// The address of a path.
    func address(_ path: String) -> String { "http://127.0.0.1:\(port)\(path)" }

    /// Moves the time of day on.
    func advance(_ seconds: Int) { clock.advance(seconds) }

    /// How often the store has read the time of day since this was last asked.
    func takeClockReads() -> Int { clock.takeReads() }

    /// Lets something happen at one of the readings of the time of day from now, once; whoever reads it waits for that.
    func interrupt(atClockReading number: Int, _ body: @escaping @Sendable () -> Void) {
        clock.interrupt(atReading: number, body)
    }

    /// Changes the journal's tables, as somebody could who has the database.
    func tamper(_ sql: String) throws {
        let sqlite = try #require(plane.journal.database as? SQLiteDatabase)
        try sqlite.transact { db in try db.execute(sql: sql) }
    }

    /// Asks something.
    func ask(
        _ method: String = "GET",
        _ path: String,
        key: String? = nil,
        headers: [String: String] = [:],
        body: Data? = nil
    ) async throws -> Reply {
        var request = URLRequest(url: try #require(URL(string: address(path))), timeoutInterval: 600)
        request.httpMethod = method
        if let key { request.setValue("Bearer \(key)", forHTTPHeaderField: "Authorization") }
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        request.httpBody = body
        let (data, response) = try await Self.web.data(for: request)
        let answer = try #require(response as? HTTPURLResponse)
        var fields: [String: String] = [:]
        for (name, value) in answer.allHeaderFields { fields["\(name)".lowercased()] = "\(value)" }
        return Reply(status: answer.statusCode, headers: fields, body: data)
    }

    /// Sends an object.
    func post(
        _ path: String,
        _ body: String,
        key: String?,
        name: String = UUID().uuidString,
        seen: String? = nil,
        type: String = "application/json"
    ) async throws -> Reply {
        var headers = ["Idempotency-Key": name, "Content-Type": type]
        if let seen { headers["If-Match"] = seen }
        return try await ask("POST", path, key: key, headers: headers, body: Data(body.utf8))
    }
}
