import Foundation
import Synchronization
import Testing

@testable import Connect

/// A resolver that answers as a test says, and another thing each time.
private final class Flipping: NameResolving {
    private let answers: [[NetworkAddress]]
    private let count = Mutex(0)

    init(_ answers: [[String]]) { self.answers = answers.map { $0.compactMap { NetworkAddress($0) } } }

    /// How often it was asked.
    var asked: Int { count.withLock { $0 } }

    func addresses(of name: String) async throws -> [NetworkAddress] {
        let number = count.withLock { count in
            defer { count += 1 }
            return count
        }
        return answers[min(number, answers.count - 1)]
    }
}

/// A receiver on this machine, in Python, that counts connections and keeps what it was sent.
private final class Sink {
    let folder: URL
    private let process = Process()
    private(set) var port = 0

    /// - Parameters:
    ///   - status: what it answers.
    ///   - options: `tls`, `redirect`, `flood`, `silent`.
    /// - Throws: what the system says.
    init(_ status: Int = 204, _ options: String...) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("recourse-sink-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        if options.contains("tls") { try Self.certificates(folder) }
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        process.arguments = ["-c", Self.program, folder.path, "\(status)"] + options
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        for _ in 0..<400 where port == 0 {
            usleep(25_000)
            port = Int((try? text("port")) ?? "") ?? 0  // Not there yet.
        }
        try #require(port > 0)
    }

    deinit {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        try? FileManager.default.removeItem(at: folder)  // A folder that stays costs only space.
    }

    private func text(_ name: String) throws -> String {
        try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    }

    /// How many connections came.
    var connections: Int { ((try? text("connections")) ?? "").count }
    /// The last request, head and body.
    var request: String { (try? text("request")) ?? "" }

    private static func certificates(_ folder: URL) throws {
        let script = """
            cd "$0"; openssl req -x509 -newkey rsa:2048 -nodes -days 2 -keyout ca.key -out ca.pem -subj /CN=TestCA 2>/dev/null
            openssl req -newkey rsa:2048 -nodes -keyout server.key -out server.csr -subj /CN=hooks.test.example 2>/dev/null
            printf 'subjectAltName=DNS:hooks.test.example' > ext
            openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -out server.pem -extfile ext 2>/dev/null
            """
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", script, folder.path]
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
    }

    private static let program = """
        import socket, ssl, sys, threading, time
        folder, status, options = sys.argv[1], sys.argv[2], sys.argv[3:]
        listener = socket.create_server(('127.0.0.1', 0))
        open(folder + '/port.tmp', 'w').write(str(listener.getsockname()[1]))
        import os; os.rename(folder + '/port.tmp', folder + '/port')
        context = None
        if 'tls' in options:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(folder + '/server.pem', folder + '/server.key')
        def serve(connection):
            try:
                if context: connection = context.wrap_socket(connection, server_side=True)
                data = b''
                while b'\\r\\n\\r\\n' not in data: data += connection.recv(65536)
                head, body = data.split(b'\\r\\n\\r\\n', 1)
                length = [int(l.split(b':')[1]) for l in head.split(b'\\r\\n') if l.lower().startswith(b'content-length')]
                while length and len(body) < length[0]: body += connection.recv(65536)
                open(folder + '/request', 'wb').write(head + b'\\r\\n\\r\\n' + body)
                if 'silent' in options: time.sleep(60)
                extra = b'location: http://127.0.0.1:%d/again\\r\\n' % listener.getsockname()[1] if 'redirect' in options else b''
                if 'flood' in options:
                    connection.sendall(b'HTTP/1.1 ' + status.encode() + b' x\\r\\n' + extra + b'connection: close\\r\\n\\r\\n')
                    while True: connection.sendall(b'x' * 65536)
                connection.sendall(b'HTTP/1.1 ' + status.encode() + b' x\\r\\n' + extra + b'content-length: 0\\r\\n\\r\\n')
            except Exception: pass
            finally: connection.close()
        while True:
            connection, _ = listener.accept()
            open(folder + '/connections', 'a').write('x')
            threading.Thread(target=serve, args=(connection,), daemon=True).start()
        """
}

@Suite("A message to a webhook", .timeLimit(.minutes(3))) struct WebhookSenderTests {
    private func message(_ url: String) -> OutgoingWebhook {
        OutgoingWebhook(
            url: url,
            fields: [("content-type", "application/json"), ("webhook-id", "msg_1")],
            body: Array("{}".utf8)
        )
    }

    private let tests = WebhookTarget.Allowance(loopback: true)

    @Test func `arrives as it is, and of its answer only the hundreds of the status are told`() async throws {
        for (status, wanted) in [(204, "2xx"), (302, "3xx"), (404, "4xx"), (503, "5xx")] {
            let sink = try Sink(status)
            let end = await WebhookSender(allowing: tests).send(message("http://127.0.0.1:\(sink.port)/hook?a=b"))
            guard case .answered(let told, let pace) = end else {
                Issue.record("not answered")
                continue
            }
            // How quick it is depends on the machine.
            #expect(told.rawValue == wanted && end.description == "answered \(wanted) \(pace.rawValue)")
            #expect(sink.request.hasPrefix("POST /hook?a=b HTTP/1.1\r\n") && sink.request.hasSuffix("\r\n\r\n{}"))
            #expect(sink.request.contains("webhook-id: msg_1\r\n"))
        }
        let gone = try Sink(410)
        #expect(await WebhookSender(allowing: tests).send(message("http://127.0.0.1:\(gone.port)/")) == .gone)
    }

    @Test func `is told of by its pace no more finely than by the second and by ten`() {
        let paces = [0, 999, 1000, 9999].map { WebhookOutcome.Pace(.milliseconds($0)) }
        #expect(paces == [.quick, .quick, .slow, .slow])
    }

    @Test func `is sent once, whereto a redirect may point`() async throws {
        let sink = try Sink(307, "redirect")
        let end = await WebhookSender(allowing: tests).send(message("http://127.0.0.1:\(sink.port)/"))
        #expect(end.description.hasPrefix("answered 3xx "))
        #expect(sink.connections == 1)
    }

    @Test func `is not held up by an answer without an end, or none`() async throws {
        let flood = try Sink(200, "flood")
        #expect(
            await WebhookSender(allowing: tests).send(message("http://127.0.0.1:\(flood.port)/")).isTaken
        )
        let silent = try Sink(200, "silent")
        let start = ContinuousClock.now
        let sender = WebhookSender(allowing: tests, limit: .seconds(2))
        #expect(await sender.send(message("http://127.0.0.1:\(silent.port)/")) == .unanswered)
        // It would wait for ever; on a busy machine all takes longer than it says.
        #expect(start.duration(to: .now) < .seconds(60))
    }

    @Test func `goes to no address inside, however often its name changes`() async throws {
        let sink = try Sink(200)
        let inside = ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "fd00::1", "::ffff:127.0.0.1", "100.64.0.1"]
        let allowance = WebhookTarget.Allowance(ports: [sink.port])
        let url = "https://hooks.test.example:\(sink.port)/"
        for address in inside {
            let resolver = Flipping([[address], ["127.0.0.1"]])
            #expect(await WebhookSender(resolver: resolver, allowing: allowance).send(message(url)) == .unanswered)
            #expect(resolver.asked == 1, "\(address)")
            // One good address beside it does not help.
            for addresses in [["2d00::1", address], [address, "2d00::1"]] {
                let mixed = WebhookSender(resolver: Flipping([addresses]), allowing: allowance)
                #expect(try await mixed.address(of: WebhookTarget(url, allowing: allowance)) == nil)
                #expect(await mixed.send(message(url)) == .unanswered)
            }
        }
        #expect(sink.connections == 0)
    }

    @Test func `goes to the address that was vetted, though its name leads inside a moment later`() async throws {
        let sink = try Sink(200)
        let allowance = WebhookTarget.Allowance(ports: [sink.port])
        // Given out to nobody, so that nothing answers there; then this machine.
        let resolver = Flipping([["2d00::1"], ["127.0.0.1"]])
        let sender = WebhookSender(resolver: resolver, allowing: allowance, limit: .seconds(6))
        #expect(await sender.send(message("https://hooks.test.example:\(sink.port)/")) == .unanswered)
        #expect(resolver.asked == 1)
        #expect(sink.connections == 0)
    }

    @Test func `goes nowhere once less is allowed than when it was registered`() async throws {
        let sink = try Sink(200)
        for url in ["http://127.0.0.1:\(sink.port)/", "https://127.0.0.1:\(sink.port)/"] {
            #expect(await WebhookSender().send(message(url)) == .unanswered)
        }
        #expect(sink.connections == 0)
    }

    @Test func `is told by TLS to whoever proves the name, at the vetted address`() async throws {
        let sink = try Sink(200, "tls")
        let allowance = WebhookTarget.Allowance(loopback: true, ports: [sink.port])
        let trust = sink.folder.appendingPathComponent("ca.pem").path
        let here = { Flipping([["127.0.0.1"]]) }
        let url = "https://hooks.test.example:\(sink.port)/"
        #expect(await WebhookSender(resolver: here(), allowing: allowance, trusting: trust).send(message(url)).isTaken)
        #expect(sink.request.lowercased().contains("host: hooks.test.example"))
        // Nobody vouches for it, or it is another.
        #expect(await WebhookSender(resolver: here(), allowing: allowance).send(message(url)) == .unanswered)
        let other = "https://other.test.example:\(sink.port)/"
        #expect(
            await WebhookSender(resolver: here(), allowing: allowance, trusting: trust).send(message(other))
                == .unanswered
        )
    }
}
