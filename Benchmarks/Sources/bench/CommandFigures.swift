import Foundation

/// How long one durable command takes, beside a bare commit of one row, in turns within one process.
///
/// The command places a legal hold on a claim: it is checked, sealed and appended, and durable when it returns. The bare commit
/// writes a row of 600 bytes to a SQLite file with the settings of the store.
struct CommandFigures: Section {
    static let name = "command"

    /// Microseconds of each bare commit, in rising order.
    let bareCommits: [Double]
    /// Microseconds of each command, in rising order.
    let commands: [Double]

    /// The figure that the limit is for.
    var ratio: Double { commands.percentile(0.99) / bareCommits.percentile(0.99) }

    /// Takes a month in and has `DurableCommands` do its turns.
    ///
    /// - Parameters:
    ///   - recourse: the program.
    ///   - program: the executable `DurableCommands`.
    ///   - month: the month.
    ///   - turns: how many pairs.
    /// - Throws: when something fails.
    init(_ recourse: Recourse, program: String, month: String, turns: Int) throws {
        let store = MeasuredStore(recourse, "command-store")
        try store.make(rulesOf: month)
        _ = try store.ingest(month)
        let file = "\(recourse.folder)/bare-commit.sqlite"
        let child = try ChildProcess(
            program,
            [store.data, store.keyFile, file, "\(turns)"],
            outputFile: "\(recourse.folder)/output"
        )
        guard child.status == 0 else { throw BenchError("\(program) ended with \(child.status).") }
        // One line a turn: the bare commit and the command in microseconds.
        let samples = child.output.split(separator: "\n").map { $0.split(separator: " ").compactMap { Double($0) } }
        guard samples.count == turns, samples.allSatisfy({ $0.count == 2 }) else {
            throw BenchError("\(program) did not tell its turns.")
        }
        bareCommits = samples.map { $0[0] }.sorted()
        commands = samples.map { $0[1] }.sorted()
        for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: file + suffix) }
        store.remove()
    }

    var lines: [String] {
        var lines = [Table.row("\(commands.count) turns, µs", "bare commit", "command", "ratio")]
        for (name, share) in [("median", 0.5), ("p90", 0.9), ("p99", 0.99), ("p99.9", 0.999)] {
            let (bare, command) = (bareCommits.percentile(share), commands.percentile(share))
            lines.append(
                Table.row(
                    name,
                    bare.formatted(digits: 0),
                    command.formatted(digits: 0),
                    (command / bare).formatted(digits: 2)
                )
            )
        }
        lines.append(Table.row("limit at p99", "", "", Thresholds.commandPerBareCommit.formatted(digits: 2)))
        return lines
    }

    var json: [String: Any] {
        var object: [String: Any] = ["turns": commands.count, "ratioAtP99": ratio]
        for (name, share) in [("p50", 0.5), ("p90", 0.9), ("p99", 0.99), ("p999", 0.999)] {
            object["bareCommitMicroseconds_\(name)"] = bareCommits.percentile(share)
            object["commandMicroseconds_\(name)"] = commands.percentile(share)
        }
        return object
    }

    var failures: [String] {
        guard ratio > Thresholds.commandPerBareCommit else { return [] }
        return [
            "A durable command takes \(ratio.formatted(digits: 2)) times as long as a bare commit at p99; "
                + "the limit is \(Thresholds.commandPerBareCommit)."
        ]
    }
}

extension [Double] {
    /// The smallest value that so great a share of them, in rising order, does not exceed; zero when there is none.
    func percentile(_ share: Double) -> Double {
        isEmpty ? 0 : self[Swift.min(count - 1, Int((Double(count) * share).rounded(.up)) - 1)]
    }
}
