import Foundation

#if canImport(Glibc)
import Glibc
#endif

/// A program that was run to its end, with what it used.
///
/// `posix_spawn` and `wait4` instead of Foundation's `Process`, which does not tell the CPU time and memory of one child.
struct ChildProcess {
    let status: Int32
    let output: String
    let wallSeconds: Double
    let cpuSeconds: Double
    let peakMegabytes: Double

    /// Runs a program; what it writes to stderr is dropped.
    ///
    /// - Throws: when it cannot be started or is killed.
    init(_ path: String, _ arguments: [String], outputFile: String) throws {
        let watch = Stopwatch()
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 1, outputFile, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) }
        words.append(nil)
        defer { for word in words { free(word) } }
        var child: pid_t = 0
        let failure = posix_spawn(&child, path, &actions, nil, words, environ)
        guard failure == 0 else { throw BenchError("\(path) cannot be started: \(String(cString: strerror(failure)))") }
        var status: Int32 = 0
        var usage = rusage()
        while wait4(child, &status, 0, &usage) < 0 {
            guard errno == EINTR else { throw BenchError("\(path) cannot be waited for.") }
        }
        guard status & 0x7F == 0 else { throw BenchError("\(path) was killed by signal \(status & 0x7F).") }
        self.status = (status >> 8) & 0xFF
        wallSeconds = watch.wallSeconds
        cpuSeconds = Self.seconds(usage.ru_utime) + Self.seconds(usage.ru_stime)
        // Linux counts in KiB.
        peakMegabytes = Double(usage.ru_maxrss) * 1024 / 1e6
        output = (try? String(contentsOfFile: outputFile, encoding: .utf8)) ?? ""
    }

    private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
}

/// Why there is no benchmark.
struct BenchError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
