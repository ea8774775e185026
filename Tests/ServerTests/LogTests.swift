import Access
import Foundation
import NIOCore
import NIOPosix
import RevenueCycle
import SeededRandomness
import Synchronization
import Testing

@testable import ControlPlane
@testable import Server

@Suite("A line of the log") struct LogTests {
    /// What ends a line, or moves a terminal, somewhere.
    private static let wicked = [
        "\r", "\n", "\r\n", "\u{B}", "\u{C}", "\u{1B}[2J", "\u{1B}]0;x\u{7}", "\0", "\u{8}", "\u{7F}", "\u{85}",
        "\u{9B}31m", "\u{2028}", "\u{2029}", "\"", "\\", "\\n", "\",\"event\":\"forged\"", "%0d%0a", "%00", "\u{FEFF}",
    ]

    /// What is wrong with a line: it must be one line of one object, whatever shows it.
    private static func faults(_ line: String) -> [String] {
        let bad = line.unicodeScalars.filter {
            $0.value < 0x20 || (0x7F...0x9F).contains($0.value) || [0x2028, 0x2029].contains($0.value)
        }
        var faults = bad.map { "it has U+\(String($0.value, radix: 16))" }
        let object = (try? JSONSerialization.jsonObject(with: Data(line.utf8))) as? [String: Any]
        if object?["time"] is String, object?["event"] is String { return faults }
        faults.append("it is no line: \(line)")
        return faults
    }

    @Test func `is one line, whatever is told in it`() throws {
        let lines = Mutex<[String]>([])
        let log = EventLog { line in lines.withLock { $0.append(line) } }
        for text in Self.wicked { log.note("fault \(text)", [("what \(text)", .string("a\(text)b"))]) }
        let written = lines.withLock { $0 }
        #expect(written.count == Self.wicked.count)
        for (text, line) in zip(Self.wicked, written) {
            #expect(Self.faults(line) == [], "\(text.debugDescription)")
            let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            #expect(object["what \(text)"] as? String == "a\(text)b")
            #expect(object["event"] as? String == "fault \(text)")
        }
    }

    /// A request of which any part may have what ends lines.
    private struct Forger {
        var generator: SeededGenerator
        let key: String
        /// What no line may have, since lines quote nothing of what was asked.
        static let mark = "forged-by-a-test"

        mutating func word() -> String {
            var text = ""
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let part = Bool.random(using: &generator) ? Self.mark : LogTests.wicked.randomElement(using: &generator)
                text += part ?? ""
            }
            return text
        }

        /// Something sound, or with wicked words in it, or nothing but them.
        mutating func part(_ sound: String) -> String {
            switch Int.random(in: 0..<12, using: &generator) {
            case 0: sound + word()
            case 1: word()
            default: sound
            }
        }

        mutating func request() -> [UInt8] {
            let route = RouteTable.all.randomElement(using: &generator) ?? RouteTable.all[0]
            let path = part(SampleRequests.path(of: route))
            let query = Bool.random(using: &generator) ? "?" + part("limit=1") : ""
            var head = "\(part(route.method.rawValue)) \(path)\(query) HTTP/1.1\r\nHost: \(part("localhost"))\r\n"
            if Bool.random(using: &generator) { head += "Authorization: \(part("Bearer \(key)"))\r\n" }
            for name in [
                "traceparent", "tracestate", "User-Agent", "Recourse-Purpose", "Idempotency-Key", "If-Match", "Cookie",
                "Recourse-Document-Name", "Last-Event-ID", "Origin", "X-Forwarded-For", "X-Request-Id",
                "Content-Encoding",
            ] where Int.random(in: 0..<12, using: &generator) == 0 { head += "\(part(name)): \(word())\r\n" }
            let body = Array(part(SampleRequests.body(of: route) ?? "").utf8)
            if route.method == .post {
                head += "Content-Type: \(part("application/json"))\r\nContent-Length: \(body.count)\r\n"
            }
            head += "Connection: close\r\n\r\n"
            // A byte that no UTF-8 has, now and then.
            var bytes = Array(head.utf8) + (route.method == .post ? body : [])
            if Int.random(in: 0..<8, using: &generator) == 0 {
                bytes.insert([0x9B, 0xFF, 0xC0].randomElement(using: &generator) ?? 0xFF, at: bytes.count / 2)
            }
            return bytes
        }
    }

    /// Tells when a server has said something, or hung up.
    private final class Listener: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        let promise: EventLoopPromise<Void>
        init(_ promise: EventLoopPromise<Void>) { self.promise = promise }
        func channelRead(context: ChannelHandlerContext, data: NIOAny) { promise.succeed() }
        func channelInactive(context: ChannelHandlerContext) { promise.succeed() }
    }

    private static func send(_ bytes: [UInt8], to port: Int) async throws {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let promise = loop.makePromise(of: Void.self)
        // What hangs on is not waited for longer: it has a limit of its own.
        loop.scheduleTask(in: .seconds(2)) { promise.succeed() }
        let channel = try await ClientBootstrap(group: loop)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Listener(promise))
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
        try? await channel.writeAndFlush(ByteBuffer(bytes: bytes))  // It may have hung up by then.
        try await promise.futureResult.get()
        try? await channel.close()  // The server may have closed it.
    }

    @Test(.timeLimit(.minutes(3)))
    func `is one line for each request, whatever stands in its path, query, header fields and body`() async throws {
        let seed = UInt64.random(in: 0...999_999)
        print("seed \(seed)")
        try await APIWorld.serving(claims: 4) { world in
            var forger = Forger(generator: SeededGenerator(seed: seed), key: try world.key(.supervisor))
            for _ in 0..<400 { try await Self.send(forger.request(), to: world.port) }
            let lines = world.log
            #expect(lines.count { $0.contains(#""event":"request""#) } > 100, "seed \(seed)")
            for line in lines {
                #expect(Self.faults(line) == [], "seed \(seed)")
                #expect(!line.contains(Forger.mark), "seed \(seed): \(line)")
            }
            let events = try lines.map { line in
                try #require(
                    (JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])?["event"] as? String
                )
            }
            #expect(Set(events).isSubset(of: ["listening", "request", "library", "fault"]), "seed \(seed)")
        }
    }
}
