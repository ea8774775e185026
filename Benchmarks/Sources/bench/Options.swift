import Foundation

/// What was asked for.
struct Options {
    var recourse = "../.build/release/recourse"
    var commands = "../.build/release/DurableCommands"
    var bareServer = "../.build/release/BareServer"
    var work = ".build/bench-work"
    var claims = 8_000
    var seed = 7
    var rounds = 5
    var megabytes = 64
    var commits = 100
    var months = 6
    var turns = 2_000
    var growthClaims = 3_000_000
    var growthMinutes = 600
    var growthMonthClaims = 45_000
    var growthTurns = 3
    var loadClaims = 2_000
    var loadSeconds = 20
    var only = ""
    var json = false

    static let usage = """
        usage: bench [--recourse PATH] [--commands PATH] [--bare-server PATH] [--work FOLDER] [--claims N] [--seed N] [--rounds N] \
        [--megabytes N] [--commits N] [--months N] [--turns N] [--growth-claims N] [--growth-minutes N] \
        [--growth-month N] [--growth-turns N] [--load-claims N] [--load-seconds N] [--only \(sections.joined(separator: "|"))] [--json]
        """

    /// The names of what can be measured; the last only when it is asked for by name.
    static let sections = [
        X12Figures.name, SQLiteIngest.name, AuditFigures.name, CommandFigures.name, PostgreSQLIngest.name,
        LoadFigures.name, GrowthFigures.name,
    ]

    init(_ arguments: [String]) throws {
        var rest = arguments[...]
        while let name = rest.popFirst() {
            if name == "--json" {
                json = true
                continue
            }
            guard let value = rest.popFirst() else { throw BenchError(Self.usage) }
            switch name {
            case "--recourse": recourse = value
            case "--commands": commands = value
            case "--bare-server": bareServer = value
            case "--work": work = value
            case "--only" where Self.sections.contains(value): only = value
            default:
                guard let path = Self.numbers[name] else { throw BenchError(Self.usage) }
                self[keyPath: path] = try Self.number(value)
            }
        }
        for path in [recourse, commands, bareServer] where !FileManager.default.isExecutableFile(atPath: path) {
            throw BenchError("There is no \(path): make bench makes it.")
        }
    }

    /// Whether a section is to be measured.
    func wants(_ section: (some Section).Type) -> Bool {
        only.isEmpty ? section.name != GrowthFigures.name : only == section.name
    }

    private static var numbers: [String: WritableKeyPath<Options, Int>] {
        [
            "--claims": \.claims, "--seed": \.seed, "--rounds": \.rounds, "--megabytes": \.megabytes,
            "--commits": \.commits, "--months": \.months, "--turns": \.turns, "--growth-claims": \.growthClaims,
            "--growth-minutes": \.growthMinutes, "--growth-month": \.growthMonthClaims,
            "--growth-turns": \.growthTurns, "--load-claims": \.loadClaims, "--load-seconds": \.loadSeconds,
        ]
    }

    private static func number(_ text: String) throws -> Int {
        guard let number = Int(text), number > 0 else { throw BenchError(usage) }
        return number
    }
}
