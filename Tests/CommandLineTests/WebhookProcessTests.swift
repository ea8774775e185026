import Foundation
import Testing

/// Webhooks as a receiver in Python gets them from `recourse serve`, which is killed while it tells.
@Suite("A webhook of a server that is killed") final class WebhookProcessTests {
    private let folder: URL
    private let reason = ["--reason", "A test."]
    private static let python = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent(".tools/webhook-readers/bin/python3").path

    init() throws { folder = try RecourseProcess.temporaryFolder() }

    deinit { RecourseProcess.remove(folder) }

    /// Checks each message by the library that receivers use, and refuses every fourth.
    private static let receiver = """
        import http.server, json, os, sys
        from standardwebhooks.webhooks import Webhook
        folder = sys.argv[1]
        count = 0
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                global count
                count += 1
                body = self.rfile.read(int(self.headers['content-length']))
                fields = {name.lower(): value for name, value in self.headers.items()}
                try:
                    Webhook(open(folder + '/secret').read()).verify(body, fields)
                    word = 'good'
                except Exception as error:
                    word = repr(error)
                status = 503 if count % 4 == 0 else 204
                with open(folder + '/received', 'a') as file:
                    file.write('%s %d %s %s\\n' % (fields['webhook-id'], status, json.loads(body).get('entry'), word))
                self.send_response(status)
                self.end_headers()
                self.wfile.write(b'SECRET ANSWER' if status != 204 else b'')
            def log_message(self, *_): pass
        server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        open(folder + '/port.tmp', 'w').write(str(server.server_port))
        os.rename(folder + '/port.tmp', folder + '/port')
        server.serve_forever()
        """

    private func text(_ name: String) -> String {
        (try? String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)) ?? ""  // Not there yet.
    }

    /// What was received: name, status, entry, and what the library said.
    private var received: [[String]] {
        text("received").split(separator: "\n").map { $0.split(separator: " ", maxSplits: 3).map(String.init) }
    }

    private func startReceiver() async throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Self.python)
        process.arguments = ["-c", Self.receiver, folder.path]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        for _ in 0..<400 where text("port").isEmpty { try await Task.sleep(for: .milliseconds(50)) }
        return process
    }

    private func wait(_ seconds: Int, until isSo: () throws -> Bool) async throws -> Bool {
        for _ in 0..<(seconds * 10) {
            if try isSo() { return true }
            try await Task.sleep(for: .milliseconds(100))
        }
        return try isSo()
    }

    @Test(.timeLimit(.minutes(5))) func `is told of everything, by one name each, signed as receivers check it`()
        async throws
    {
        guard FileManager.default.isExecutableFile(atPath: Self.python) else {
            return print("skipped: the readers of webhooks are not there; `make setup-tests` installs them")
        }
        let receiver = try await startReceiver()
        defer {
            kill(receiver.processIdentifier, SIGKILL)
            receiver.waitUntilExit()
        }
        _ = try RecourseProcess.text(["init"], in: folder)
        _ = try RecourseProcess.text(["simulate", "month", "--claims", "20"], in: folder)
        _ = try RecourseProcess.text(["users", "add", "service:hook"] + reason, in: folder)
        _ = try RecourseProcess.text(["users", "grant", "service:hook", "integration"] + reason, in: folder)
        let url = "http://127.0.0.1:\(text("port"))/hook"
        let add = ["webhooks", "add", url, "--as", "service:hook", "--type", "remittance.recorded"] + reason
        #expect(try RecourseProcess.run(add, in: folder).status != 0, "nobody allowed this machine's address")
        let made = try #require(try RecourseProcess.rows(add + ["--webhook-loopback"], in: folder).first)
        let (id, secret) = (try #require(made["webhook"] as? String), try #require(made["secret"] as? String))
        try secret.write(to: folder.appendingPathComponent("secret"), atomically: true, encoding: .utf8)
        let test = try RecourseProcess.rows(["webhooks", "test", id, "--webhook-loopback"], in: folder)
        #expect((test.first?["end"] as? String)?.hasPrefix("answered 2xx ") == true)
        _ = try RecourseProcess.run(["ingest", "month/x12"], in: folder)
        let serve = ["serve", "--port", "0", "--no-work", "--webhook-loopback"]
        for number in 0..<2 {
            let server = try RecourseProcess.start(serve, in: folder)
            #expect(try await wait(60) { received.count > 2 * (number + 1) })
            kill(server.processIdentifier, SIGKILL)
            server.waitUntilExit()
        }
        let server = try RecourseProcess.start(serve, in: folder)
        let taken = { Set(self.received.filter { $0[1] == "204" && $0[2] != "None" }.map { $0[2] }) }
        let told = { Set(self.received.filter { $0[2] != "None" }.map { $0[2] }) }
        #expect(try await wait(90) { told().count > 5 && told() == taken() })
        // What was cut off on its way waits for the end of its lease; the clock of the receiver does not.
        kill(server.processIdentifier, SIGTERM)
        server.waitUntilExit()
        #expect(server.terminationStatus == 0)
        let log = text(".stderr")
        #expect(log.contains("listening"))
        #expect(received.allSatisfy { $0[3] == "good" }, "\(received)")
        for (_, tries) in Dictionary(grouping: received.filter { $0[2] != "None" }, by: { $0[2] }) {
            #expect(Set(tries.map { $0[0] }).count == 1)
        }
        #expect(Set(received.map { $0[0] }).count == told().count + 1)
        let list = try RecourseProcess.text(["webhooks"], in: folder)
        let deliveries = try RecourseProcess.text(["webhooks", "deliveries"], in: folder)
        for words in [list, deliveries, log] {
            #expect(!words.contains(secret) && !words.contains("SECRET ANSWER"))
        }
    }
}
