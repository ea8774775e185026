import Access
import Foundation
import HTTPTypes
import HummingbirdCore
import Journal
import NIOCore
import RevenueCycle
import Synchronization
import Testing

@testable import ControlPlane
@testable import Server

/// An event as it came over the wire.
private struct Told: Hashable {
    let id: Int
    let kind: String
    let data: String
}

/// `curl -N` that follows the feed, and what it was told.
private final class Follower {
    private let process = Process()
    private let output: URL

    init(_ world: APIWorld, key: String, after last: Int? = nil, query: String = "") throws {
        output = world.root.appendingPathComponent("follower-\(UUID().uuidString)")
        try Data().write(to: output)
        process.executableURL = URL(fileURLWithPath: "/usr/bin/curl")
        var words = [
            "-sSN", "--max-time", "60", "-H", "Authorization: Bearer \(key)", "-H", "Accept: text/event-stream",
        ]
        if let last { words += ["-H", "Last-Event-ID: \(last)"] }
        process.arguments = words + [world.address("/v1/events" + query)]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = FileHandle.nullDevice
        try process.run()
    }

    deinit { end() }

    /// All that came, as far as it came whole.
    var text: String { (try? String(contentsOf: output, encoding: .utf8)) ?? "" }  // Not there yet: nothing.

    /// Messages that came whole: those that end with an empty line.
    private var messages: [[String: String]] {
        var whole = text.components(separatedBy: "\n\n")
        _ = whole.popLast()
        return whole.map { message in
            var fields: [String: String] = [:]
            for line in message.split(separator: "\n") {
                let halves = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
                if halves.count == 2 { fields[String(halves[0])] = String(halves[1].dropFirst()) }
            }
            return fields
        }
    }

    var events: [Told] {
        messages.compactMap { fields in
            guard let id = fields["id"].flatMap({ Int($0) }), let kind = fields["event"], let data = fields["data"]
            else {
                return nil
            }
            return Told(id: id, kind: kind, data: data)
        }
    }

    /// What a reader says it had last.
    var lastID: Int? { messages.last { $0["id"] != nil }?["id"].flatMap { Int($0) } }

    var isRunning: Bool { process.isRunning }

    /// Kills it.
    func end() {
        guard process.isRunning else { return }
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }
}

/// Waits until something is so, at most for some seconds.
private func become(_ seconds: Int = 20, _ what: () throws -> Bool) async throws -> Bool {
    for _ in 0..<(seconds * 20) {
        if try what() { return true }
        try await Task.sleep(for: .milliseconds(50))
    }
    return try what()
}

@Suite("A stream of events") struct EventStreamTests {
    private let why = "A test."

    private func quick() -> Limits {
        var limits = Limits()
        limits.heartbeatSeconds = 1
        return limits
    }

    /// Everything that a poller is told.
    private func polled(_ world: APIWorld, key: String, _ query: String = "limit=7") async throws -> [Told] {
        var told: [Told] = []
        var cursor = "0"
        while true {
            let part = try await world.ask("GET", "/v1/events?\(query)&cursor=\(cursor)", key: key).json
            for item in try #require(part["items"] as? [[String: Any]]) {
                let data = try #require(item["data"] as? [String: String])
                told.append(
                    Told(
                        id: try #require(item["entry"] as? Int),
                        kind: try #require(item["type"] as? String),
                        data: data.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
                    )
                )
            }
            cursor = try #require(part["next"] as? String)
            guard part["more"] as? Bool == true else { return told }
        }
    }

    private func plain(_ told: [Told]) throws -> [Told] {
        try told.map { event in
            let value = try JSONSerialization.jsonObject(with: Data(event.data.utf8))
            let object = try #require(value as? [String: Any])
            let data = try #require(object["data"] as? [String: String])
            #expect(object["entry"] as? Int == event.id && object["type"] as? String == event.kind)
            let words = data.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            return Told(id: event.id, kind: event.kind, data: words.joined(separator: " "))
        }
    }

    @Test(.timeLimit(.minutes(2)))
    func `tells what there is and what comes, and goes on after the last that its reader had`() async throws {
        try await APIWorld.serving(quick(), claims: 20) { world in
            let key = try world.key(.integration)
            let account = try #require(try world.plane.accounts(asOf: world.plane.today).first?.id)
            var told: [Told] = []
            var last: Int?
            for round in 0..<4 {
                let follower = try Follower(world, key: key, after: last)
                let had = told.count
                for _ in 0..<3 {
                    _ = try world.plane.openCase(CaseDraft(subject: account, kind: .appeal, reason: why))
                }
                // Cut off in the middle of the past, or in what has just come.
                #expect(try await become { round == 0 || follower.events.count + had > 3 })
                if round == 3 {
                    let all = try await polled(world, key: key)
                    #expect(try await become { follower.events.count + had >= all.count })
                }
                follower.end()
                told += follower.events
                last = follower.events.last?.id ?? last
            }
            let all = try await polled(world, key: key)
            #expect(try plain(told) == all)
            #expect(all.filter { $0.kind == "case.opened" }.count == 12)
        }
    }

    @Test(.timeLimit(.minutes(2))) func `ends when its key is revoked, and tells nothing more`() async throws {
        try await APIWorld.serving(quick(), claims: 4) { world in
            let key = try world.key(.integration)
            let follower = try Follower(world, key: key, query: "?cursor=now&types=case.opened")
            #expect(try await become { follower.text.contains("id: ") })
            let account = try #require(try world.plane.accounts(asOf: world.plane.today).first?.id)
            _ = try world.plane.openCase(CaseDraft(subject: account, kind: .appeal, reason: why))
            #expect(try await become { follower.events.count == 1 })
            try world.plane.revokeKey(String(key.prefix { $0 != "." }), reason: why)
            _ = try world.plane.openCase(CaseDraft(subject: account, kind: .appeal, reason: why))
            #expect(try await become { !follower.isRunning })
            #expect(follower.events.count == 1)
        }
    }

    @Test(.timeLimit(.minutes(2))) func `ends when its account loses the right, also while nothing happens`()
        async throws
    {
        try await APIWorld.serving(quick(), claims: 4) { world in
            let key = try world.key(.integration)
            let follower = try Follower(world, key: key, query: "?cursor=now")
            #expect(try await become { follower.text.contains("id: ") })
            try world.plane.revoke("integration", from: "service:integration", reason: why)
            #expect(try await become { !follower.isRunning })
        }
    }

    @Test(.timeLimit(.minutes(2))) func `says that it is there, and how far it has looked`() async throws {
        try await APIWorld.serving(quick(), claims: 4) { world in
            let key = try world.key(.integration)
            let head = Int(try world.plane.lastEntry())
            let follower = try Follower(world, key: key, query: "?types=effect.delivered")
            #expect(try await become { follower.lastID == head })
            #expect(follower.events.isEmpty && follower.text.contains(": \nid: \(head)\n\n"))
        }
    }

    @Test(.timeLimit(.minutes(2))) func `is one of few that a key may hold, and makes room when its reader goes`()
        async throws
    {
        var limits = quick()
        limits.streamsOfKey = 2
        limits.streams = 3
        try await APIWorld.serving(limits, claims: 4) { world in
            let key = try world.key(.integration)
            let other = try world.key(.integration, named: "other")
            let accept = ["Accept": "text/event-stream"]
            var followers = try (0..<2).map { _ in try Follower(world, key: key, query: "?cursor=now") }
            #expect(try await become { followers.allSatisfy { $0.text.contains("retry") } })
            var reply = try await world.ask("GET", "/v1/events", key: key, headers: accept)
            #expect(reply.status == 429 && reply.text.contains("too-many-streams"))
            followers.append(try Follower(world, key: other, query: "?cursor=now"))
            #expect(try await become { followers[2].text.contains("retry") })
            reply = try await world.ask("GET", "/v1/events", key: other, headers: accept)
            #expect(reply.status == 429)
            followers[0].end()
            // Long before a heartbeat would have told.
            var isTaken = false
            for _ in 0..<40 where !isTaken {
                let next = try Follower(world, key: key, query: "?cursor=now")
                isTaken = try await become(1) { next.text.contains("retry") }
            }
            #expect(isTaken)
        }
    }

    @Test func `begins nowhere that is no entry, and takes no parameter that it does not know`() async throws {
        try await APIWorld.serving(claims: 4) { world in
            let key = try world.key(.integration)
            for accept in ["text/event-stream", "application/json"] {
                for (query, last, status) in [
                    ("?cursor=x", nil, 400), ("?cursor=-1", nil, 400), ("", "x", 400), ("", "now", 400),
                    ("?cursor=99999999999999999999", nil, 400), ("?types=claim.created", nil, 400),
                    ("?types=", nil, 400),
                    ("?cursor=999999", nil, 409), ("", "999999", 409), ("?cursor=0", "999999", 409),
                ] as [(String, String?, Int)] {
                    var headers = ["Accept": accept]
                    if let last { headers["Last-Event-ID"] = last }
                    let reply = try await world.ask("GET", "/v1/events" + query, key: key, headers: headers)
                    #expect(reply.status == status, "\(accept) \(query) \(last ?? ""): \(reply.text)")
                }
            }
            let stream = ["Accept": "text/event-stream"]
            #expect(try await world.ask("GET", "/v1/events?limit=1", key: key, headers: stream).status == 400)
            let supervisor = try world.key(.supervisor)
            #expect(try await world.ask("GET", "/v1/events", key: supervisor, headers: stream).status == 403)
            #expect(try await world.ask("GET", "/v1/events", headers: stream).status == 401)
        }
    }

    /// A reader who takes nothing, until the connection is cut.
    private struct Stalled: ResponseBodyWriter {
        let cut: AsyncStream<Void>

        func write(_ buffer: ByteBuffer) async throws {
            for await _ in cut { throw ChannelError.ioOnClosedChannel }
        }

        consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
    }

    @Test(.timeLimit(.minutes(10))) func `is cut off from a reader who takes nothing`() async throws {
        var limits = quick()
        limits.slowReaderSeconds = 1
        let granted = limits
        try await APIWorld.serving(claims: 4) { world in
            let threads = WorkThreads(Limits(), tenants: 1)
            let server = APIServer(of: [world.plane], limits: granted) { _ in }
            let stream = EventStream(plane: world.plane, kinds: nil, start: 0, server: server, threads: threads)
            let (cut, cutter) = AsyncStream<Void>.makeStream()
            var writer: any ResponseBodyWriter = Stalled(cut: cut)
            let start = ContinuousClock.now
            await #expect(throws: ChannelError.self) {
                try await stream.run(
                    &writer,
                    over: .init(
                        watch: { _ in while !Task.isCancelled { try await Task.sleep(for: .seconds(60)) } },
                        cut: { cutter.yield() }
                    )
                )
            }
            #expect(start.duration(to: .now) >= .seconds(1))
            try await threads.end()
        }
    }
}
