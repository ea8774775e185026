import Foundation
import Testing

/// Commands for a data folder that `recourse serve` has open.
@Suite("A command beside a server") struct ServedCommandTests {
    /// A store with the denied claim of the examples, in a folder `store` beside the folder `work` in which commands are given.
    private struct Place {
        let folder: URL
        var work: URL { folder.appendingPathComponent("work") }
        var data: URL { folder.appendingPathComponent("store/data") }

        init() throws {
            folder = try RecourseProcess.temporaryFolder()
            for name in ["work", "server", "store"] {
                try FileManager.default.createDirectory(
                    at: folder.appendingPathComponent(name),
                    withIntermediateDirectories: true
                )
            }
            try #require(run("init").status == 0)
        }

        /// Runs a command in `work`, from which the data folder is reached by a relative path.
        func run(_ arguments: String...) throws -> RecourseProcess.Result { try run(arguments) }

        func run(_ arguments: [String]) throws -> RecourseProcess.Result {
            try RecourseProcess.run(arguments + ["--data", "../store/data"], in: work, environment: environment)
        }

        /// Serves the store, and waits until commands are taken.
        func serve() throws -> Process {
            let place = folder.appendingPathComponent("server")
            let server = try RecourseProcess.start(
                ["serve", "--port", "0", "--data", data.path],
                in: place,
                environment: environment
            )
            let socket = data.appendingPathComponent("serve.socket").path
            for _ in 0..<1500 where server.isRunning {
                let log = try String(contentsOf: place.appendingPathComponent(".stderr"), encoding: .utf8)
                if log.contains("listening"), FileManager.default.fileExists(atPath: socket) { return server }
                Thread.sleep(forTimeInterval: 0.02)
            }
            throw Unready()
        }

        var log: String {
            get throws { try String(contentsOf: folder.appendingPathComponent("server/.stderr"), encoding: .utf8) }
        }

        private var environment: [String: String] { ["XDG_CONFIG_HOME": folder.appendingPathComponent("keys").path] }
    }

    private struct Unready: Error {}

    private static let examples = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Examples/denied-claim")

    @Test func `is run where the store is open, as it would be by itself`() throws {
        let place = try Place()
        defer { RecourseProcess.remove(place.folder) }
        try FileManager.default.copyItem(at: Self.examples, to: place.work.appendingPathComponent("x12"))
        let server = try place.serve()
        defer { server.terminate() }

        let ingest = try place.run("ingest", "x12")
        #expect(ingest.status == 0, "\(ingest.errors)")
        #expect(ingest.output.contains("adjudicated"))
        let answers = [
            ["claims", "--json"], ["worklist"], ["held", "list"], ["users", "list"], ["report", "denials"],
        ]
        let served = try answers.map { try place.run($0) }
        for answer in served { #expect(answer.status == 0, "\(answer.errors)") }
        #expect(served[0].output.contains("\"denied\""))

        // What goes wrong is told in the same words and by the same status.
        let absent = try place.run("claim", "c_0000000000000000")
        #expect(absent.status == 64)
        #expect(absent.errors.hasPrefix("recourse: There is no "))
        let unreadable = try place.run("ingest", "absent.x12")
        #expect(unreadable.status == 65)
        #expect(unreadable.errors.contains("absent.x12"))
        let rules = try place.run("rules", "adopt", "absent.toml")
        #expect(rules.status == 65)
        let verified = try place.run("audit", "verify")
        #expect(verified.status == 0, "\(verified.errors)")
        // So is what waits for others.
        let sent = try place.run("webhooks", "send")
        #expect(sent.status == 0, "\(sent.errors)")
        let untold = try place.run("webhooks", "test", "w_00000000000000000000000000")
        #expect(untold.status == 64, "\(untold.errors)")
        let copied = try place.run("backup", "make", "copy", "--keys", "keys")
        #expect(copied.status == 0, "\(copied.errors)")
        #expect(FileManager.default.fileExists(atPath: place.work.appendingPathComponent("copy").path))

        server.terminate()
        server.waitUntilExit()
        #expect(server.terminationStatus == 0)
        #expect(!FileManager.default.fileExists(atPath: place.data.appendingPathComponent("serve.socket").path))
        // By itself it answers the same, and what was done through the server is there.
        for (question, answer) in zip(answers, served) {
            let alone = try place.run(question)
            #expect(alone.output == answer.output, "\(question)")
        }
        #expect(try place.run("audit", "verify").status == 0)
        #expect(try !place.log.contains("absent"), "the server's log tells what was asked")
    }

    @Test func `finds nobody where the server was killed, and runs by itself`() throws {
        let place = try Place()
        defer { RecourseProcess.remove(place.folder) }
        let server = try place.serve()
        kill(server.processIdentifier, SIGKILL)
        server.waitUntilExit()
        #expect(FileManager.default.fileExists(atPath: place.data.appendingPathComponent("serve.socket").path))
        #expect(try place.run("users", "list").status == 0)
        // The next server takes the name of the socket over.
        let next = try place.serve()
        defer { next.terminate() }
        #expect(try place.run("users", "list").status == 0)
    }

    @Test func `to serve the same folder once more is refused`() throws {
        let place = try Place()
        defer { RecourseProcess.remove(place.folder) }
        let server = try place.serve()
        defer { server.terminate() }
        let second = try place.run("serve", "--port", "0")
        #expect(second.status == 75)
        #expect(second.errors.contains("open in another process"))
    }

    @Test func `of another user reaches nothing`() throws {
        guard geteuid() == 0 else { return print("skipped: only root can act as another user here") }
        let place = try Place()
        defer { RecourseProcess.remove(place.folder) }
        let server = try place.serve()
        defer { server.terminate() }
        let socket = place.data.appendingPathComponent("serve.socket").path
        let other = Process()
        other.executableURL = URL(fileURLWithPath: "/usr/bin/setpriv")
        let connect = "import socket,sys; socket.socket(socket.AF_UNIX).connect(sys.argv[1])"
        other.arguments = [
            "--reuid", "65534", "--regid", "65534", "--clear-groups", "python3", "-c", connect, socket,
        ]
        other.standardError = FileHandle.nullDevice
        try other.run()
        other.waitUntilExit()
        #expect(other.terminationStatus != 0)
    }
}
