import Foundation

/// A server that is measured, in a process of its own.
final class ServerProcess {
    private let process: Process
    /// The port on which it listens.
    let port: Int

    /// Starts a server and waits until it listens.
    ///
    /// - Parameters:
    ///   - path: the executable.
    ///   - arguments: its arguments.
    ///   - log: the file into which both of its outputs go.
    ///   - port: finds the port in them.
    /// - Throws: ``BenchError`` when it does not listen in time.
    init(_ path: String, _ arguments: [String], log: String, port: (String) -> Int?) throws {
        process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        try Data().write(to: URL(fileURLWithPath: log))
        let output = try FileHandle(forWritingTo: URL(fileURLWithPath: log))
        process.standardOutput = output
        process.standardError = output
        try process.run()
        for _ in 0..<1500 where process.isRunning {
            if let found = port((try? String(contentsOfFile: log, encoding: .utf8)) ?? "") {
                self.port = found
                return
            }
            Thread.sleep(forTimeInterval: 0.02)
        }
        process.terminate()
        throw BenchError("\(path) does not listen; \(log) has what it said.")
    }

    /// Seconds of CPU that it took until now.
    var cpuSeconds: Double {
        let text = (try? String(contentsOfFile: "/proc/\(process.processIdentifier)/stat", encoding: .utf8)) ?? ""
        // After the name in parentheses: state is the first field, user and system time are the twelfth and thirteenth.
        let fields = text.drop { $0 != ")" }.dropFirst(2).split(separator: " ")
        guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else { return 0 }
        return (user + system) / 100
    }

    /// Ends it and waits for its end.
    func stop() {
        process.terminate()
        process.waitUntilExit()
    }
}
