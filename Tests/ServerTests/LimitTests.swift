import Access
import Foundation
import Journal
import RevenueCycle
import Simulator
import Synchronization
import Testing

@testable import ControlPlane
@testable import Server

@Suite("What the server grants") struct LimitTests {
    private static let start = ContinuousClock.now

    @Test func `is a burst, and then so much each second`() {
        var bucket = TokenBucket(Allowance(burst: 10, perSecond: 2), at: Self.start)
        #expect(bucket.take(7, at: Self.start) == nil && bucket.take(3, at: Self.start) == nil)
        #expect(bucket.take(1, at: Self.start) == 1)
        #expect(bucket.take(5, at: Self.start) == 3)
        #expect(bucket.take(2, at: Self.start.advanced(by: .seconds(1))) == nil)
        #expect(bucket.take(1, at: Self.start.advanced(by: .seconds(1))) == 1)
        // What costs more than there ever is, is had for all that there is; and never is there more than a burst.
        let later = Self.start.advanced(by: .seconds(1000))
        #expect(bucket.take(50, at: later) == nil && bucket.take(1, at: later) == 1)
        // A clock that stands still or goes back gives nothing.
        #expect(bucket.take(1, at: Self.start) == 1)
    }

    @Test func `to a key is taken of its tenant too, and to neither when one has none left`() throws {
        let now = Self.start
        let budget = RequestBudget(
            perTenant: Allowance(burst: 10, perSecond: 1),
            perKey: Allowance(burst: 6, perSecond: 1)
        )
        try budget.spend(6, tenant: "a", key: "1", at: now)
        #expect(throws: Problem.self) { try budget.spend(1, tenant: "a", key: "1", at: now) }
        #expect(throws: Problem.self) { try budget.spend(5, tenant: "a", key: "2", at: now) }
        try budget.spend(4, tenant: "a", key: "2", at: now)
        try budget.spend(6, tenant: "b", key: "3", at: now)
    }

    @Test func `is told to whoever asks more, with the time to wait, and metered`() async throws {
        var limits = Limits()
        limits.perKey = Allowance(burst: 25, perSecond: 1)
        try await APIWorld.serving(limits, claims: 4) { world in
            let key = try world.key(.supervisor)
            var statuses: [Int] = []
            for _ in 0..<4 { statuses.append(try await world.ask("GET", "/v1/claims", key: key).status) }
            #expect(statuses.prefix(2) == [200, 200] && statuses.contains(429), "\(statuses)")
            var refused = try await world.ask("GET", "/v1/claims", key: key)
            while refused.status != 429 { refused = try await world.ask("GET", "/v1/claims", key: key) }
            #expect(try refused.json["type"] as? String == "urn:recourse:problem:too-many-requests")
            #expect(Int(refused.headers["retry-after"] ?? "") ?? 0 >= 1)
            // Another key has its own.
            let feed = try world.key(.integration)
            #expect(try await world.ask("GET", "/v1/claims", key: feed).status == 200)
            let metrics = try await world.ask("GET", "/v1/metrics", key: feed)
            #expect(metrics.status == 200 && metrics.headers["content-type"]?.hasPrefix("text/plain") == true)
            #expect(metrics.text.contains(#"recourse_requests_total{route="listClaims",status="429"}"#))
            let names = Set(RouteTable.all.map(\.name)).union(["none"])
            for match in metrics.text.matches(of: /route="([^"]*)"/) { #expect(names.contains(String(match.1))) }
            let foreign = try world.key(.integration, of: world.other)
            let theirs = try await world.ask("GET", "/v1/metrics", key: foreign).text
            #expect(!theirs.contains("listClaims"))
        }
    }

    @Test func `of calls is on record when the server stops, by account`() async throws {
        let used = Mutex<[UsageRow]>([])
        try await APIWorld.serving(
            claims: 4,
            afterwards: { world in
                let always = Timestamp(microsecondsSince1970: .min)..<Timestamp(microsecondsSince1970: .max)
                let rows = try world.plane.usage(within: always)
                used.withLock { $0 = rows }
            }
        ) { world in
            let key = try world.key(.supervisor)
            for _ in 0..<3 { _ = try await world.ask("GET", "/v1/claims", key: key) }
        }
        let rows = used.withLock { $0 }
        #expect(rows.contains(UsageRow(account: "user:supervisor", feature: .calls, count: 3)), "\(rows)")
        let own = rows.filter { $0.account == "user:test" }
        #expect(Set(own.map(\.feature)).isSuperset(of: [.documents, .bytesStored, .claims]))
    }

    @Test(arguments: [
        ("a", "a"), ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@x", "'@x"), ("a,b", "\"a,b\""),
        ("a\"b", "\"a\"\"b\""), ("\t=1", "'\t=1"), ("=\"a\"", "\"'=\"\"a\"\"\""), ("", ""), ("\r\n", "\"'\r\n\""),
    ])
    func `in a table is no formula`(text: String, cell: String) { #expect(CSVCell.text(text) == cell) }

    /// Packs bytes as gzip, by another program than ours.
    private static func packed(_ bytes: [UInt8]) throws -> [UInt8] {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("packed-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }  // A file that stays costs only space.
        try Data(bytes).write(to: file)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/gzip")
        process.arguments = ["--no-name", "--best", "--stdout", file.path]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        return Array(try pipe.fileHandleForReading.readToEnd() ?? Data())
    }

    private static func unpack(_ bytes: [UInt8], pieces: Int, atMost most: Int = 1 << 20) throws -> [UInt8] {
        let reader = try GzipReader(atMost: most)
        var out: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: pieces) {
            try reader.read(Array(bytes[start..<min(start + pieces, bytes.count)])) { out.append(contentsOf: $0) }
        }
        guard reader.isEnded else { throw Problem(.badRequest) }
        return out
    }

    @Test func `of what is packed comes out as it went in, however it arrives`() throws {
        var generator = SystemRandomNumberGenerator()
        for size in [0, 1, 1000, 65_535, 65_536, 65_537, 300_000] {
            let bytes = (0..<size).map { _ in UInt8.random(in: 0...15, using: &generator) }
            let packed = try Self.packed(bytes)
            for pieces in [1, 7, 4096, 1 << 20] where size < 100_000 || pieces > 1 {
                #expect(try Self.unpack(packed, pieces: pieces) == bytes, "\(size) by \(pieces)")
            }
            #expect(throws: Problem.self) { try Self.unpack(packed + [0], pieces: 1 << 20) }
            #expect(throws: Problem.self) { try Self.unpack(Array(packed.dropLast()), pieces: 1 << 20) }
            if size > 0 {
                #expect(throws: Problem.self) { try Self.unpack(packed, pieces: 4096, atMost: size - 1) }
                _ = try Self.unpack(packed, pieces: 4096, atMost: size)
            }
            var broken = packed
            broken[broken.count - 6] ^= 1
            #expect(throws: Problem.self) { try Self.unpack(broken, pieces: 1 << 20) }
        }
        #expect(throws: Problem.self) { try Self.unpack(Array("ISA*00".utf8), pieces: 100) }
    }

    @Test func `of packed zeros ends long before they are all there`() throws {
        // 64 MiB of zeros are 64 KiB packed.
        let bomb = try Self.packed([UInt8](repeating: 0, count: 64 << 20))
        #expect(bomb.count < 1 << 17)
        let reader = try GzipReader(atMost: 1 << 30)
        var out = 0
        #expect(throws: Problem.self) { try reader.read(Array(bomb.prefix(1000))) { out += $0.count } }
        #expect(out <= 1000 * GzipReader.largestRatio + 2 * (64 << 10))
    }

    @Test func `to a document is packed by gzip, and to nothing else`() async throws {
        var limits = Limits()
        limits.documentBytes = 1 << 20
        try await APIWorld.serving(limits, claims: 4) { world in
            let feed = try world.key(.integration)
            let document = try #require(world.month.files.first).bytes
            func send(_ body: [UInt8], coding: String = "gzip", _ path: String = "/v1/documents") async throws -> Int {
                let type = path == "/v1/documents" ? "application/edi-x12" : "application/json"
                let headers = [
                    "Content-Encoding": coding, "Content-Type": type, "Idempotency-Key": UUID().uuidString,
                ]
                return try await world.ask("POST", path, key: feed, headers: headers, body: Data(body)).status
            }
            #expect(try await send(Self.packed(document)) == 200)
            #expect(try await send(document, coding: "identity") == 200)
            #expect(try await send(document) == 400)
            #expect(try await send(Self.packed([UInt8](repeating: 0, count: 8 << 20))) == 413)
            #expect(try await send(Self.packed(Array("{}".utf8)), "/v1/proposals") == 415)
            #expect(try await send(document, coding: "br") == 415)
            #expect(try await send(document, coding: "gzip, gzip") == 415)
        }
    }

    /// Sends bytes as they are, a line of a script at a time, and gives what came back until the connection ended.
    private static func raw(_ world: APIWorld, _ script: String) async throws -> (text: String, seconds: Double) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = ["-c", "exec 3<>/dev/tcp/127.0.0.1/\(world.port)\n\(script)\ntimeout 20 cat <&3"]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        let start = ContinuousClock.now
        try process.run()
        let data = try await Task.detached { try pipe.fileHandleForReading.readToEnd() ?? Data() }.value
        let time = start.duration(to: .now).components
        return (String(decoding: data, as: UTF8.self), Double(time.seconds) + Double(time.attoseconds) / 1e18)
    }

    @Test func `to a request that says two lengths, or none that can be, is nothing`() async throws {
        try await APIWorld.serving(claims: 4) { world in
            let head = "printf 'POST /v1/documents HTTP/1.1\\r\\nHost: x\\r\\n"
            for fields in [
                "Content-Length: 4\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n0\\r\\n\\r\\n",
                "Content-Length: 4\\r\\nContent-Length: 5\\r\\n\\r\\nabcde", "Content-Length: -1\\r\\n\\r\\n",
                "Content-Length: x\\r\\n\\r\\n",
            ] {
                let reply = try await Self.raw(world, head + fields + "' >&3")
                #expect(reply.text.hasPrefix("HTTP/1.1 400") && reply.seconds < 15, "\(fields): \(reply.text)")
                #expect(reply.text.split(separator: "HTTP/1.1").count == 1, "\(fields)")
            }
            let known = try await Self.raw(
                world,
                "printf 'GET /v1/health HTTP/1.1\\r\\nHost: x\\r\\nConnection: close\\r\\n\\r\\n' >&3"
            )
            #expect(known.text.hasPrefix("HTTP/1.1 200"))
        }
    }

    @Test func `to a request that comes a byte at a time is so long and no longer`() async throws {
        var limits = Limits()
        limits.headSeconds = 2
        limits.bodySeconds = 2
        try await APIWorld.serving(limits, claims: 4) { world in
            let slowly = "while printf x >&3 2>/dev/null; do sleep 0.3; done & drip=$!; timeout 20 cat <&3; kill $drip"
            for head in [
                "printf 'GET /v1/health HTTP/1.1\\r\\nX: ' >&3",
                "printf 'POST /v1/documents HTTP/1.1\\r\\nHost: x\\r\\nContent-Length: 1000\\r\\n\\r\\n' >&3",
            ] {
                let reply = try await Self.raw(world, "\(head)\n\(slowly)")
                #expect(reply.seconds < 12 && !reply.text.contains("HTTP/1.1 200"), "\(reply.seconds): \(reply.text)")
            }
            // Whoever has begun nothing is let go too.
            #expect(try await Self.raw(world, "true").seconds < 12)
            #expect(try await world.ask("GET", "/v1/health").status == 200)
        }
    }
}
