import Foundation
import Testing

/// The built `recourse`, run as a process of its own.
struct RecourseProcess {
    /// What a run gave back.
    struct Result {
        let status: Int32
        let output: String
        let errors: String
    }

    static var executable: URL {
        URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent()
            .appendingPathComponent("recourse")
    }

    /// Runs a command in a folder and waits for its end.
    ///
    /// - Parameters:
    ///   - arguments: what `recourse` is given.
    ///   - folder: the working folder, and the home of its user.
    ///   - unprivileged: whether it runs as a user who owns nothing, where this one may choose.
    ///   - fileSizeLimit: the most bytes that a file may have.
    ///   - environment: variables beside those of a bare session.
    /// - Returns: how it ended and what it said.
    /// - Throws: what the system says when it cannot be started.
    static func run(
        _ arguments: [String],
        in folder: URL,
        unprivileged: Bool = false,
        fileSizeLimit: Int? = nil,
        environment: [String: String] = [:]
    ) throws -> Result {
        var prefix: [String] = []
        if unprivileged, geteuid() == 0 {
            prefix += ["/usr/bin/setpriv", "--reuid", nobody, "--regid", nobody, "--clear-groups"]
        }
        if let fileSizeLimit { prefix += ["/usr/bin/prlimit", "--fsize=\(fileSizeLimit)"] }
        return result(of: try start(arguments, in: folder, prefix: prefix, environment: environment), in: folder)
    }

    /// Waits for the end of a command that was started in a folder.
    static func result(of process: Process, in folder: URL) -> Result {
        process.waitUntilExit()
        let read = { (name: String) in
            (try? String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)) ?? ""  // Absent: empty.
        }
        let isSignal = process.terminationReason == .uncaughtSignal
        return Result(
            status: isSignal ? 128 + process.terminationStatus : process.terminationStatus,
            output: read(".stdout"),
            errors: read(".stderr")
        )
    }

    /// Starts a command in a folder.
    static func start(
        _ arguments: [String],
        in folder: URL,
        prefix: [String] = [],
        environment: [String: String] = [:]
    ) throws -> Process {
        let process = Process()
        let words = prefix + [executable.path] + arguments
        process.executableURL = URL(fileURLWithPath: words[0])
        process.arguments = Array(words.dropFirst())
        process.currentDirectoryURL = folder
        process.environment = ["HOME": folder.path, "PATH": "/usr/bin:/bin"].merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        for (name, assign) in [
            (".stdout", { process.standardOutput = $0 }), (".stderr", { process.standardError = $0 }),
        ] as [(String, (FileHandle) -> Void)] {
            let url = folder.appendingPathComponent(name)
            try Data().write(to: url)
            assign(try FileHandle(forWritingTo: url))
        }
        try process.run()
        return process
    }

    /// The port of a server that was started in a folder, once it listens; nil when it ends without.
    static func port(of server: Process, in folder: URL) throws -> Int? {
        let log = folder.appendingPathComponent(".stderr")
        while server.isRunning {
            let text = (try? String(contentsOf: log, encoding: .utf8)) ?? ""  // It may not be there yet.
            if let match = text.firstMatch(of: /"event":"listening","port":(\d+)/) { return Int(match.1) }
            Thread.sleep(forTimeInterval: 0.02)
        }
        return nil
    }

    /// A folder for one test.
    static func temporaryFolder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("recourse-cli-\(UUID().uuidString)").resolvingSymlinksInPath()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    /// Removes the folder of a test.
    static func remove(_ folder: URL) {
        try? FileManager.default.removeItem(at: folder)  // A folder that stays costs only space.
    }
}

// MARK: - The system around it

extension RecourseProcess {
    /// The user who owns nothing.
    private static let nobody = "65534"

    /// Gives everything in a folder to the user who owns nothing, but for files that nobody else may read.
    static func giveAway(_ folder: URL, keeping secrets: [String]) throws {
        let isRoot = geteuid() == 0
        if isRoot { _ = try system(["/usr/bin/chown", "-R", "\(nobody):\(nobody)", folder.path]) }
        for secret in secrets {
            let path = folder.appendingPathComponent(secret).path
            if isRoot { _ = try system(["/usr/bin/chown", "0:0", path]) }
            try FileManager.default.setAttributes([.posixPermissions: isRoot ? 0o600 : 0], ofItemAtPath: path)
        }
    }

    /// Mounts a small file system in memory; false where this user may not.
    static func mount(_ folder: URL, megabytes: Int) throws -> Bool {
        try system(["/usr/bin/mount", "-t", "tmpfs", "-o", "size=\(megabytes)m", "tmpfs", folder.path])
    }

    /// Gives a mounted file system another size.
    static func remount(_ folder: URL, megabytes: Int) throws -> Bool {
        try system(["/usr/bin/mount", "-o", "remount,size=\(megabytes)m", folder.path])
    }

    /// Takes a file system away again, from whoever still uses it once they have ended.
    static func unmount(_ folder: URL) {
        _ = try? system(["/usr/bin/umount", "--lazy", folder.path])  // One that stays is in memory and small.
    }

    private static func system(_ words: [String]) throws -> Bool {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: words[0])
        process.arguments = Array(words.dropFirst())
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus == 0
    }
}

// What a command answers when it ends as it should, which is expected.
extension RecourseProcess {
    /// The objects that a command answers in JSON.
    static func rows(
        _ words: [String],
        in folder: URL,
        status: Int32 = 0,
        at location: SourceLocation = #_sourceLocation
    ) throws -> [[String: Any]] {
        let result = try run(words + ["--json"], in: folder)
        #expect(result.status == status, "\(words.joined(separator: " ")): \(result.errors)", sourceLocation: location)
        return result.output.split(separator: "\n").compactMap {
            // What is no object is not there for the expectations that follow.
            try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
        }
    }

    /// What a command answers in words.
    static func text(
        _ words: [String],
        in folder: URL,
        at location: SourceLocation = #_sourceLocation
    ) throws -> String {
        let result = try run(words, in: folder)
        #expect(result.status == 0, "\(words.joined(separator: " ")): \(result.errors)", sourceLocation: location)
        return result.output
    }
}
