import Foundation

/// The program that is measured, as it was built for release.
struct Recourse {
    /// The executable.
    let path: String
    /// Where months and stores are made.
    let folder: String

    /// Runs a command that must succeed.
    @discardableResult
    func run(_ arguments: [String]) throws -> ChildProcess {
        let child = try ChildProcess(path, arguments, outputFile: "\(folder)/output")
        guard child.status == 0 else {
            throw BenchError("recourse \(arguments.prefix(2).joined(separator: " ")) ended with \(child.status).")
        }
        return child
    }

    /// The folder of a simulated month, written when it is not there.
    ///
    /// - Parameters:
    ///   - seed: decides every draw.
    ///   - claims: how many scenarios there are at the least.
    ///   - earlier: how many such months the same store takes before; their control numbers are not used again.
    /// - Returns: the folder.
    /// - Throws: when the simulator fails.
    func month(seed: Int, claims: Int, after earlier: Int = 0) throws -> String {
        let month = "\(folder)/month-\(seed)-\(claims)-\(earlier)"
        if !FileManager.default.fileExists(atPath: "\(month)/as-of") {
            // No kind of number is used ten times for each scenario.
            let used = earlier * claims * 10
            try run([
                "simulate", month, "--seed", "\(seed)", "--claims", "\(claims)", "--numbers-from", "\(used)",
            ])
        }
        return month
    }
}

/// A store of the program that is measured.
struct MeasuredStore {
    let recourse: Recourse
    /// The data folder.
    let data: String
    /// The PostgreSQL database of its journals; nil when they are kept in its folder.
    let database: String?

    /// The file of its master key.
    var keyFile: String { "\(data).key" }

    /// The options that name the store.
    var options: [String] { ["--data", data, "--key-file", keyFile] + (database.map { ["--database", $0] } ?? []) }

    /// Names a store under the folder of the benchmark.
    init(_ recourse: Recourse, _ name: String, database: String? = nil) {
        self.recourse = recourse
        data = "\(recourse.folder)/\(name)"
        self.database = database
    }

    /// Makes the store anew, with the payers' rules of a month in force.
    func make(rulesOf month: String) throws {
        remove()
        try recourse.run(["init"] + options)
        try recourse.run(["rules", "adopt", "\(month)/payers.toml"] + options)
    }

    func remove() {
        for path in [data, keyFile] { try? FileManager.default.removeItem(atPath: path) }
    }

    /// Puts a copy of another store in the place of this one.
    func becomeCopy(of other: MeasuredStore) throws {
        remove()
        try FileManager.default.copyItem(atPath: other.data, toPath: data)
        try FileManager.default.copyItem(atPath: other.keyFile, toPath: keyFile)
    }

    /// The bytes of its files.
    var bytes: Int {
        let files = FileManager.default.subpaths(atPath: data) ?? []
        return files.reduce(0) { sum, file in
            let attributes = try? FileManager.default.attributesOfItem(atPath: "\(data)/\(file)")
            return sum + ((attributes?[.size] as? Int) ?? 0)
        }
    }

    /// What an ingest took in, and what that took.
    struct Ingest {
        let child: ChildProcess
        /// Claims sent.
        let claims: Int
        /// Claims sent, acknowledged or adjudicated.
        let facts: Int

        var factsPerSecond: Double { Double(facts) / child.wallSeconds }
        var cpuMicrosecondsPerFact: Double { child.cpuSeconds * 1e6 / Double(max(1, facts)) }
    }

    /// Takes a month in, for a tenant if one is named.
    func ingest(_ month: String, tenant: String? = nil) throws -> Ingest {
        let arguments = ["ingest", "\(month)/x12"] + options + (tenant.map { ["--tenant", $0] } ?? [])
        let child = try ChildProcess(recourse.path, arguments, outputFile: "\(recourse.folder)/output")
        // 1: some of the month's files are damaged on purpose and held.
        guard child.status == 0 || child.status == 1 else {
            throw BenchError("recourse ingest ended with \(child.status).")
        }
        // "N claims sent, N acknowledged by N answers, N adjudicated"
        let numbers = [" claims sent", " acknowledged", " adjudicated"].compactMap { word -> Int? in
            guard let end = child.output.range(of: word)?.lowerBound else { return nil }
            return Int(child.output[..<end].split(whereSeparator: { !$0.isNumber }).last ?? "")
        }
        guard numbers.count == 3 else { throw BenchError("recourse ingest did not say how many facts it took in.") }
        return Ingest(child: child, claims: numbers[0], facts: numbers.reduce(0, +))
    }

    /// Runs a command that answers with `entries` in JSON, and gives them with what it took.
    func entries(_ command: [String]) throws -> (entries: Int, child: ChildProcess) {
        let child = try recourse.run(command + ["--json"] + options)
        let rows = child.output.split(separator: "\n").compactMap { line in
            try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        }
        guard let entries = rows.first?["entries"] as? Int else {
            throw BenchError("recourse \(command.joined(separator: " ")) did not say how many entries there are.")
        }
        return (entries, child)
    }
}
