import Foundation
import Testing

/// The feed as a program follows it by `curl`, while the server is killed under it.
@Suite("The event feed over a kill of the server") final class EventFeedProcessTests {
    private let folder: URL
    private let reason = ["--reason", "A test."]

    init() throws { folder = try RecourseProcess.temporaryFolder() }

    deinit { RecourseProcess.remove(folder) }

    /// A server that was started, and its port.
    private func serve(_ number: Int) async throws -> (process: Process, port: Int) {
        let place = folder.appendingPathComponent("server-\(number)")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        let data = folder.appendingPathComponent("recourse-data").path
        let process = try RecourseProcess.start(
            ["serve", "--port", "0", "--data", data],
            in: place,
            environment: ["HOME": folder.path]
        )
        for _ in 0..<600 {
            let log = try String(contentsOf: place.appendingPathComponent(".stderr"), encoding: .utf8)
            if let match = log.firstMatch(of: /"port":(\d+)/), let port = Int(match.1) { return (process, port) }
            try await Task.sleep(for: .milliseconds(50))
        }
        kill(process.processIdentifier, SIGKILL)
        throw CancellationError()
    }

    private func curl(_ words: [String], into file: String) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/curl")
        process.arguments = ["-sSN", "--max-time", "60"] + words
        let output = folder.appendingPathComponent(file)
        try Data().write(to: output)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }

    private func text(_ file: String) throws -> String {
        try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
    }

    /// The entries of the events that came whole.
    private func entries(_ file: String) throws -> [Int] {
        var whole = try text(file).components(separatedBy: "\n\n")
        _ = whole.popLast()
        return whole.filter { $0.contains("\ndata: ") }.compactMap { message in
            message.firstMatch(of: /id: (\d+)/).flatMap { Int($0.1) }
        }
    }

    @Test(.timeLimit(.minutes(5))) func `loses nothing and tells nothing twice`() async throws {
        guard FileManager.default.isExecutableFile(atPath: "/usr/bin/curl") else {
            return print("skipped: curl is not there; `make setup-tests` installs it")
        }
        _ = try RecourseProcess.text(["init"], in: folder)
        _ = try RecourseProcess.text(["simulate", "month", "--claims", "30"], in: folder)
        _ = try RecourseProcess.text(["users", "add", "service:feed"] + reason, in: folder)
        _ = try RecourseProcess.text(["users", "grant", "service:feed", "integration"] + reason, in: folder)
        let key = try RecourseProcess.text(["api-keys", "issue", "service:feed", "--days", "1"] + reason, in: folder)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        let authorization = ["-H", "Authorization: Bearer \(key)"]
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent("month/x12").path)
            .sorted()
        #expect(files.count > 2)
        var told: [Int] = []
        for number in 0..<3 {
            let (server, port) = try await serve(number)
            let api = "http://127.0.0.1:\(port)/v1"
            let last = told.last.map { ["-H", "Last-Event-ID: \($0)"] } ?? []
            let follower = try curl(
                authorization + last + ["-H", "Accept: text/event-stream", "\(api)/events"],
                into: "told-\(number)"
            )
            let part = files.indices.filter { $0 % 3 == number }
            let feeding = try part.map { index in
                try curl(
                    authorization + [
                        "-H", "Content-Type: application/edi-x12", "-H", "Idempotency-Key: file-\(index)",
                        "--data-binary", "@\(folder.path)/month/x12/\(files[index])", "\(api)/documents",
                    ],
                    into: "fed-\(index)"
                )
            }
            // The last server is let finish; the others are killed while documents and events are on their way.
            if number == 2 { for process in feeding { process.waitUntilExit() } }
            for _ in 0..<400 where try entries("told-\(number)").isEmpty {
                try await Task.sleep(for: .milliseconds(50))
            }
            if number == 2 {
                _ = try curl(authorization + ["\(api)/events?limit=1000"], into: "all").waitUntilExit()
                let all = try self.all()
                for _ in 0..<400 where told.count + (try entries("told-2").count) < all.count {
                    try await Task.sleep(for: .milliseconds(50))
                }
            }
            kill(server.processIdentifier, SIGKILL)
            server.waitUntilExit()
            follower.waitUntilExit()
            told += try entries("told-\(number)")
        }
        let all = try all()
        #expect(all.count > 20)
        #expect(told == all)
    }

    /// The entries of all events, as a poller is told.
    private func all() throws -> [Int] {
        let value = try JSONSerialization.jsonObject(with: Data(text("all").utf8)) as? [String: Any]
        let part = try #require(value)
        #expect(part["more"] as? Bool == false)
        return try #require(part["items"] as? [[String: Any]]).compactMap { $0["entry"] as? Int }
    }
}
