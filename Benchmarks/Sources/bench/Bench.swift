import Foundation

#if canImport(Glibc)
import Glibc
#endif

/// Measures the X12 engine and the store, each figure beside its peer or limit in the same run.
@main
struct Bench {
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
        let server = takeServer()
        try FileManager.default.createDirectory(atPath: options.work, withIntermediateDirectories: true)
        let recourse = Recourse(path: options.recourse, folder: options.work)
        var report = Report(load: [Machine.load])
        for measure in measurements(options, recourse, server, &report) {
            report.sections.append(try measure())
            report.load.append(Machine.load)
        }
        print(options.json ? report.json : report.table)
        for failure in report.failures { FileHandle.standardError.write(Data("bench: \(failure)\n".utf8)) }
        return report.failures.isEmpty
    }

    /// What is to be measured, in order.
    private static func measurements(
        _ options: Options,
        _ recourse: Recourse,
        _ server: PostgreSQLIngest.Server?,
        _ report: inout Report
    ) -> [() throws -> any Section] {
        let (rounds, commits) = (options.rounds, options.commits)
        let month = { try recourse.month(seed: options.seed, claims: options.claims) }
        var measurements: [() throws -> any Section] = []
        if options.wants(X12Figures.self) {
            measurements.append {
                X12Figures(
                    try Corpus(folder: "\(try month())/x12", megabytes: options.megabytes),
                    rounds: rounds
                )
            }
        }
        if options.wants(SQLiteIngest.self) {
            measurements.append { try SQLiteIngest(recourse, month: month(), rounds: rounds, commits: commits) }
        }
        if options.wants(AuditFigures.self) {
            measurements.append {
                let (seed, claims) = (options.seed, options.claims)
                return try AuditFigures(recourse, seed: seed, claims: claims, months: options.months, rounds: rounds)
            }
        }
        if options.wants(CommandFigures.self) {
            measurements.append {
                try CommandFigures(recourse, program: options.commands, month: month(), turns: options.turns)
            }
        }
        if options.wants(PostgreSQLIngest.self) {
            if let server {
                measurements.append {
                    try PostgreSQLIngest(recourse, server, month: month(), rounds: rounds, commits: commits)
                }
            } else {
                report.skipped.append("postgresql, for want of a server: scripts/with-postgresql.sh starts one.")
            }
        }
        if options.wants(LoadFigures.self) {
            measurements.append {
                try LoadFigures(
                    recourse,
                    bareServer: options.bareServer,
                    month: recourse.month(seed: options.seed, claims: options.loadClaims),
                    seconds: Double(options.loadSeconds)
                )
            }
        }
        if options.wants(GrowthFigures.self) {
            measurements.append {
                try GrowthFigures(
                    recourse,
                    .init(
                        claims: options.growthClaims,
                        minutes: options.growthMinutes,
                        monthClaims: options.growthMonthClaims,
                        turns: options.growthTurns,
                        seed: options.seed
                    )
                )
            }
        }
        return measurements
    }

    /// Takes the server that the environment names out of it, so that a store in its folder is not sought there.
    private static func takeServer() -> PostgreSQLIngest.Server? {
        let environment = ProcessInfo.processInfo.environment
        for name in environment.keys where name.hasPrefix("RECOURSE_") { unsetenv(name) }
        guard let database = environment["RECOURSE_DATABASE"], let owner = environment["RECOURSE_DATABASE_OWNER"] else {
            return nil
        }
        return .init(database: database, owner: owner)
    }
}
