import Foundation

/// Measures the X12 engine and the durable ingest, each beside its peer in the same run.
@main
struct Bench {
    static let usage = """
        usage: bench [--recourse PATH] [--work FOLDER] [--claims N] [--seed N] [--rounds N] [--megabytes N] \
        [--only x12|ingest] [--json]
        """

    static func main() {
        do {
            let options = try Options(Array(CommandLine.arguments.dropFirst()))
            exit(try run(options) ? 0 : 1)
        } catch {
            FileHandle.standardError.write(Data("bench: \(error)\n".utf8))
            exit(64)
        }
    }

    /// Measures and reports; false when a floor was not reached.
    private static func run(_ options: Options) throws -> Bool {
        let manager = FileManager.default
        try manager.createDirectory(atPath: options.work, withIntermediateDirectories: true)
        let month = "\(options.work)/month-\(options.seed)-\(options.claims)"
        if !manager.fileExists(atPath: "\(month)/as-of") {
            let arguments = ["simulate", month, "--seed", "\(options.seed)", "--claims", "\(options.claims)"]
            try IngestFigures.run(options.recourse, arguments, folder: options.work)
        }
        var report = Report(load: [Machine.load])
        if options.only != "ingest" {
            let corpus = try Corpus(folder: "\(month)/x12", megabytes: options.megabytes)
            report.x12 = X12Figures(corpus, rounds: options.rounds)
            report.load.append(Machine.load)
        }
        if options.only != "x12" {
            report.ingest = try IngestFigures(
                recourse: options.recourse,
                month: month,
                folder: options.work,
                rounds: options.rounds,
                commits: options.commits
            )
            report.load.append(Machine.load)
        }
        print(options.json ? report.json : report.table)
        for failure in report.failures { FileHandle.standardError.write(Data("bench: \(failure)\n".utf8)) }
        return report.failures.isEmpty
    }
}

/// What was asked for.
struct Options {
    var recourse = "../.build/release/recourse"
    var work = ".build/bench-work"
    var claims = 8_000
    var seed = 7
    var rounds = 5
    var megabytes = 64
    var commits = 100
    var only = ""
    var json = false

    init(_ arguments: [String]) throws {
        var rest = arguments[...]
        while let name = rest.popFirst() {
            if name == "--json" {
                json = true
                continue
            }
            guard let value = rest.popFirst() else { throw BenchError(Bench.usage) }
            switch name {
            case "--recourse": recourse = value
            case "--work": work = value
            case "--claims": claims = try Self.number(value)
            case "--seed": seed = try Self.number(value)
            case "--rounds": rounds = try Self.number(value)
            case "--megabytes": megabytes = try Self.number(value)
            case "--commits": commits = try Self.number(value)
            case "--only" where value == "x12" || value == "ingest": only = value
            default: throw BenchError(Bench.usage)
            }
        }
        guard FileManager.default.isExecutableFile(atPath: recourse) else {
            throw BenchError("There is no \(recourse): swift build -c release --product recourse makes it.")
        }
    }

    private static func number(_ text: String) throws -> Int {
        guard let number = Int(text), number > 0 else { throw BenchError(Bench.usage) }
        return number
    }
}
