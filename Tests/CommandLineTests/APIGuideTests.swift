import Foundation
import Testing

/// `docs/api.md` as its reader follows it: every block, in order, against a real server.
@Suite("The guide to the API") final class APIGuideTests {
    private let folder: URL
    private static let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    init() throws { folder = try RecourseProcess.temporaryFolder() }

    deinit { RecourseProcess.remove(folder) }

    private static func blocks() throws -> [String] {
        let page = try String(contentsOf: sources.appendingPathComponent("docs/api.md"), encoding: .utf8)
        return page.components(separatedBy: "```sh\n").dropFirst().map { $0.components(separatedBy: "```")[0] }
    }

    @Test(.timeLimit(.minutes(5))) func `takes an appeal by curl from its file to its proof`() throws {
        let tools = ["/usr/bin/curl", "/usr/bin/jq"]
        guard tools.allSatisfy(FileManager.default.isExecutableFile) else {
            return print("skipped: curl and jq are not there; `make setup-tests` installs them")
        }
        try FileManager.default.createDirectory(
            at: folder.appendingPathComponent("Examples"),
            withIntermediateDirectories: false
        )
        try FileManager.default.copyItem(
            at: Self.sources.appendingPathComponent("Examples/denied-claim"),
            to: folder.appendingPathComponent("Examples/denied-claim")
        )
        let blocks = try Self.blocks()
        #expect(blocks.count >= 7)
        // Whatever fails, the server is ended, by its own number.
        let head = "set -euo pipefail\ntrap '[ -z \"${server:-}\" ] || kill $server 2>/dev/null || true' EXIT\n"
        // Any free port, which the server's log tells.
        let port = #"$(until grep -o -m1 '"port":[0-9]*' serve.log; do sleep 0.1; done | cut -d: -f2)"#
        let script = (head + blocks.joined()).replacingOccurrences(of: "--port 8080", with: "--port 0")
            .replacingOccurrences(of: ":8080", with: ":\(port)")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/timeout")
        process.arguments = ["240", "/usr/bin/bash", "-c", script]
        process.currentDirectoryURL = folder
        let programs = RecourseProcess.executable.deletingLastPathComponent().path
        process.environment = ["HOME": folder.path, "PATH": "\(programs):/usr/bin:/bin"]
        process.standardInput = FileHandle.nullDevice
        let output = folder.appendingPathComponent(".output")
        try Data().write(to: output)
        let handle = try FileHandle(forWritingTo: output)
        process.standardOutput = handle
        process.standardError = handle
        try process.run()
        process.waitUntilExit()
        let text = try String(contentsOf: output, encoding: .utf8)
        #expect(process.terminationStatus == 0, "\(text)")
        #expect(text.contains("Both services were authorized on 2 January. Please pay them."))
        #expect(text.contains("Proven: entry "))
        #expect(text.contains("Nothing is wrong."))
        let log = try String(contentsOf: folder.appendingPathComponent("serve.log"), encoding: .utf8)
        #expect(log.contains("\"event\":\"stopped\"") && !log.contains("SAMPLEFORD") && !log.contains("WP01-1002"))
    }
}
