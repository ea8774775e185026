import Foundation

/// How fast the release-built `recourse` durably takes a month in, beside bare rows in the same kind of store.
struct IngestFigures {
    /// One round of bare rows and one ingest into a fresh store.
    struct Round {
        let bareRowsPerSecond: Double
        let factsPerSecond: Double
        let cpuMicrosecondsPerFact: Double
        let peakMegabytes: Double
        /// Entries that `audit verify` looks at in a second of CPU, its start included.
        let verifiedPerCPUSecond: Double
    }

    /// Claims sent, acknowledged or adjudicated in the month.
    let facts: Int
    let rounds: [Round]

    var bareRowsPerSecond: Double { rounds.map(\.bareRowsPerSecond).median }
    var factsPerSecond: Double { rounds.map(\.factsPerSecond).median }
    var cpuMicrosecondsPerFact: Double { rounds.map(\.cpuMicrosecondsPerFact).median }
    var verifiedPerCPUSecond: Double { rounds.map(\.verifiedPerCPUSecond).median }
    var peakMegabytes: Double { rounds.map(\.peakMegabytes).max() ?? 0 }
    /// The figure that the floor is for: the median of the rounds' own ratios.
    var factsPerBareRow: Double { rounds.map { $0.factsPerSecond / $0.bareRowsPerSecond }.median }
}

extension IngestFigures {
    /// Measures: bare, ingest, bare, ingest and so on.
    ///
    /// - Parameters:
    ///   - recourse: the executable.
    ///   - month: what `recourse simulate` wrote.
    ///   - folder: where stores may be made; on the disk that is measured.
    ///   - rounds: how many pairs.
    ///   - commits: how many commits of bare rows in a round.
    /// - Throws: when a store cannot be written or `recourse` fails.
    init(recourse: String, month: String, folder: String, rounds: Int, commits: Int) throws {
        let bare = BareRows()
        var measured: [Round] = []
        var facts = 0
        for _ in 0..<rounds {
            let bareRate = try bare.rate(commits: commits, folder: folder)
            let store = "\(folder)/store"
            try? FileManager.default.removeItem(atPath: store)
            let options = ["--data", store, "--key-file", "\(folder)/master.key"]
            try? FileManager.default.removeItem(atPath: "\(folder)/master.key")
            try Self.run(recourse, ["init"] + options, folder: folder)
            try Self.run(recourse, ["rules", "adopt", "\(month)/payers.toml"] + options, folder: folder)
            let ingest = try ChildProcess(
                recourse,
                ["ingest", "\(month)/x12"] + options,
                outputFile: "\(folder)/output"
            )
            // 1: some of the month's files are damaged on purpose and held.
            guard ingest.status == 0 || ingest.status == 1 else {
                throw BenchError("recourse ingest ended with \(ingest.status).")
            }
            facts = try Self.facts(in: ingest.output)
            let verify = try ChildProcess(recourse, ["audit", "verify"] + options, outputFile: "\(folder)/output")
            guard verify.status == 0, let entries = Int(verify.output.prefix(while: \.isNumber)) else {
                throw BenchError("recourse audit verify ended with \(verify.status).")
            }
            measured.append(
                Round(
                    bareRowsPerSecond: bareRate,
                    factsPerSecond: Double(facts) / ingest.wallSeconds,
                    cpuMicrosecondsPerFact: ingest.cpuSeconds * 1e6 / Double(max(1, facts)),
                    peakMegabytes: ingest.peakMegabytes,
                    verifiedPerCPUSecond: Double(entries) / verify.cpuSeconds
                )
            )
        }
        self.facts = facts
        self.rounds = measured
    }

    static func run(_ recourse: String, _ arguments: [String], folder: String) throws {
        let child = try ChildProcess(recourse, arguments, outputFile: "\(folder)/output")
        guard child.status == 0 else {
            throw BenchError("recourse \(arguments.first ?? "") ended with \(child.status).")
        }
    }

    /// The facts that ingest says it took in: "N claims sent, N adjudicated, N answers".
    static func facts(in output: String) throws -> Int {
        let numbers = [" claims sent", " adjudicated", " answers"].compactMap { word -> Int? in
            guard let end = output.range(of: word)?.lowerBound else { return nil }
            return Int(output[..<end].split(whereSeparator: { !$0.isNumber }).last ?? "")
        }
        guard numbers.count == 3 else { throw BenchError("recourse ingest did not say how many facts it took in.") }
        return numbers.reduce(0, +)
    }
}
