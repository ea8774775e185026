import Foundation

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
    static func run(_ arguments: [String], in folder: URL) throws -> Result {
        let process = try start(arguments, in: folder)
        process.waitUntilExit()
        let read = { (name: String) in
            (try? String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)) ?? ""  // Absent: empty.
        }
        return Result(status: process.terminationStatus, output: read(".stdout"), errors: read(".stderr"))
    }

    /// Starts a command in a folder.
    static func start(_ arguments: [String], in folder: URL) throws -> Process {
        let process = Process()
        process.executableURL = executable
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = ["HOME": folder.path, "PATH": "/usr/bin:/bin"]
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

    /// A folder for one test.
    static func temporaryFolder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("recourse-cli-\(UUID().uuidString)").resolvingSymlinksInPath()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }
}
