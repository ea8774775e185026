import Foundation
import Testing

/// A script that holds the program against what others wrote.
@Suite("A check that lacks its tool") struct ScriptTests {
    private static let scripts = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("scripts")

    /// Runs a script where nothing is installed.
    private static func run(_ name: String, by shell: String, _ environment: [String: String]) throws -> (Int32, String)
    {
        let root = FileManager.default.temporaryDirectory.appendingPathComponent("scripts-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: root) }  // A folder that stays costs only space.
        let copy = root.appendingPathComponent("scripts")
        try FileManager.default.createDirectory(at: copy, withIntermediateDirectories: true)
        let script = copy.appendingPathComponent(name)
        try FileManager.default.copyItem(at: scripts.appendingPathComponent(name), to: script)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: shell)
        process.arguments = [script.path]
        process.environment = environment
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let said = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: said, as: UTF8.self))
    }

    @Test(arguments: [
        ("check-api.sh", "/bin/bash", ["PATH": "/usr/bin:/bin", "RECOURSE": "/bin/true"]),
        ("check-sign-in.py", "/usr/bin/python3", ["PATH": "/absent"]),
    ])
    func `fails, and skips only when it is asked to`(name: String, shell: String, environment: [String: String]) throws
    {
        let (status, said) = try Self.run(name, by: shell, environment)
        #expect(status != 0 && said.contains("is not installed") && !said.contains("skipped"), "\(status): \(said)")
        let asked = environment.merging(["RECOURSE_SKIP_MISSING": "1"]) { $1 }
        let (skipped, words) = try Self.run(name, by: shell, asked)
        #expect(skipped == 0 && words.contains("skipped"), "\(skipped): \(words)")
    }
}
